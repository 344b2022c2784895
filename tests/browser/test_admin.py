"""/admin/ in a browser, before a git host: what is changed in the form is what the commit changes."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from rostra.desk import vendoring
from tests.browser.gitea import TOKEN, Repository, hosting
from tests.browser.serving import serving
from tests.hosting.headers import headers_of
from tests.making import TEMPLATES, Made, make, words

ENGLISH = """\
---
# Checked against the printed text.
title:   'Opening: the harbour'   # as printed
date: 2021-11-17
occasion: ["Harbour day", New year]
place: {name: Hall, city: Rome}
shelf: B12
media:
  - src: harbour.jpg   # by the archive
    alt: Ships
---


We meet at the harbour.[^1]  \nAfter two blanks the line breaks.

    indented, with *stars* and \\_underscores\\_

* a star for a list
+ and a plus

Soft\u00a0blanks and <sup>tags</sup> stay.

[^1]: Of the *first* note.
    It has a second line.
"""
PERSIAN = """\
---
title: گشایش بندر
date: 2021-11-17
occasion: روز بندر
---
در بندر گرد هم می‌آییم.[^۱]

[^۱]: نخستین یادداشت.
"""
OTHER = "---\ntitle: Hall\ndate: 2020-01-02\noccasion: Harbour day\nkind: Sermon\n---\nThe hall is open.\n"
FILES = {
    "content/2021/2021-11-17-harbour.md": ENGLISH,
    "content/2021/2021-11-17-harbour.fa.md": PERSIAN,
    "content/2020/2020-01-02-hall.md": OTHER,
    "content/undated/pier.md": "---\ntitle: Pier\n---\nThe pier.\n",
    "content/2021/harbour.jpg": "not really",
}


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The templates with the programs of /admin/, from npm or its cache."""
    folder = tmp_path_factory.mktemp("editor") / "templates"
    shutil.copytree(TEMPLATES, folder, ignore=lambda _, names: {"sveltia", "yaml"}.intersection(names))
    vendoring.fetch(folder / "admin")
    return folder


class Desk:
    """An editor's browser, signed in: `said` are the messages of its console, `reached` the addresses that answered."""

    def __init__(self, page: Page, repository: Repository, host: str, folder: Path, templates: Path) -> None:
        self.page, self.repository, self.host, self._folder, self._templates = page, repository, host, folder, templates
        self.said: list[str] = []
        self.reached: list[str] = []
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("requestfinished", lambda sent: self.reached.append(sent.url))

    def build(self) -> Made:
        content = self.repository.folder / "content"
        settings = f"language: en\nadmin: {{backend: gitea, repo: hall/archive, host: '{self.host}'}}\n"
        files = {f.relative_to(content).as_posix(): f.read_bytes() for f in content.rglob("*") if f.is_file()}
        files["site.yaml"] = settings.encode()
        made = make(self._folder, files, templates=self._templates, base_url="http://a.org/")
        assert made.outcome is not None, made.messages
        return made

    def open(self, title: str) -> None:
        self.page.get_by_text(title).first.click()
        expect(self.field("title").first).to_be_visible()

    def field(self, name: str, within: int = 0) -> Locator:
        """A field of the form: of the first language, or of another."""
        return self.page.locator(f"section[data-key-path={name}]").nth(within).locator("input, textarea").first

    def save(self) -> None:
        self.page.get_by_role("button", name="Save").first.click()
        expect(self.page.get_by_text("Entry saved.").first).to_be_attached()

    def changes(self) -> list[str]:
        """The lines that the last commit took away and added."""
        shown = self.repository.git("show", "--format=", "--unified=0", "HEAD")
        return [line for line in shown.splitlines() if re.match(r"[-+](?![-+])", line)]


@pytest.fixture
def desk(browser: Browser, templates: Path, tmp_path: Path) -> Iterator[Desk]:
    repository = Repository(tmp_path / "repository", FILES)
    # so high that all of the form is seen: what is out of sight is not made
    context = browser.new_context(viewport={"width": 1500, "height": 5000}, locale="en-US")
    page = context.new_page()
    page.set_default_timeout(8_000)
    with hosting(repository) as host:
        made = Desk(page, repository, host, tmp_path / "site", templates)
        site = made.build()
        policy = headers_of(site.text("_headers"))["/*"]["Content-Security-Policy"]
        with serving(site.output, policy) as root:
            page.goto(f"{root}admin/")
            page.get_by_role("button", name="Access Token").click()
            page.get_by_role("textbox", name="Access Token").fill(TOKEN)
            page.keyboard.press("Enter")
            expect(page.get_by_text("Opening: the harbour")).to_be_visible(timeout=20_000)
            yield made
    context.close()


def replace(field: Locator, old: str, new: str) -> None:
    """Select `old` in a text field, and type `new`."""
    field.evaluate(
        "(field, old) => { const at = field.value.indexOf(old); field.focus();"
        " field.setSelectionRange(at, at + old.length); }",
        old,
    )
    field.page.keyboard.insert_text(new)


def test_an_edit_changes_those_words_and_nothing_else(desk: Desk) -> None:
    before = desk.build()
    desk.open("Opening: the harbour")
    assert desk.field("body").input_value() == ENGLISH.partition("---\n\n\n")[2].rstrip("\n")
    replace(desk.field("body"), "at the harbour", "beside the harbour")
    desk.save()
    assert desk.changes() == ["-We meet at the harbour.[^1]  ", "+We meet beside the harbour.[^1]  "]
    after = desk.build()
    page = "2021/11-17-harbour/index.html"
    assert words(after.main(page)) == ["beside" if word == "at" else word for word in words(before.main(page))]


def test_a_persian_text_is_edited_from_right_to_left(desk: Desk) -> None:
    desk.open("Opening: the harbour")
    title, body = desk.field("title", 1), desk.field("body", 1)
    assert [title.input_value(), title.evaluate("field => getComputedStyle(field).direction")] == ["گشایش بندر", "rtl"]
    assert body.evaluate("field => getComputedStyle(field).direction") == "rtl"
    assert desk.field("body").evaluate("field => getComputedStyle(field).direction") == "ltr"
    replace(body, "گرد هم", "دور هم")
    desk.save()
    assert desk.changes() == ["-در بندر گرد هم می‌آییم.[^۱]", "+در بندر دور هم می‌آییم.[^۱]"]
    assert "دور هم می‌آییم" in desk.build().main("fa/2021/11-17-harbour/index.html")


def test_a_field_is_changed_in_its_line_and_a_new_one_stands_below(desk: Desk) -> None:
    desk.open("Opening: the harbour")
    desk.field("title").fill("Opening: the pier")
    replace(desk.field("place"), "Rome", "Ostia")
    replace(desk.field("media"), "Ships", "Two ships")
    desk.page.locator("section[data-key-path=setting] [role=combobox]").first.click()
    desk.page.get_by_role("option", name="video-link").first.click()
    desk.page.locator("section[data-key-path=draft] [role=switch]").first.click()
    desk.save()
    assert desk.changes() == [
        "-title:   'Opening: the harbour'   # as printed",
        '+title:   "Opening: the pier"   # as printed',
        "-place: {name: Hall, city: Rome}",
        "+place: {name: Hall, city: Ostia}",
        "-    alt: Ships",
        "+    alt: Two ships",
        "+setting: video-link",
        "+draft: true",
    ]


def test_labels_in_use_are_offered_and_others_are_taken(desk: Desk) -> None:
    desk.open("Opening: the harbour")
    labels = desk.page.locator("section[data-key-path=occasion]").first.locator("input")
    options = f"#{labels.first.get_attribute('list')} option"
    offered = desk.page.locator(options).evaluate_all("options => options.map(option => option.value)")
    assert offered == ["Harbour day", "New year", "روز بندر"]
    labels.nth(1).fill("Founders: a day")
    desk.save()
    assert desk.changes() == ['-occasion: ["Harbour day", New year]', '+occasion: [Harbour day, "Founders: a day"]']


def test_a_new_speech_gets_the_name_that_its_address_needs(desk: Desk) -> None:
    desk.page.get_by_role("button", name="Create New Entry").first.click()
    expect(desk.page.locator("section[data-key-path=extra]").first).to_be_visible()
    desk.page.wait_for_timeout(1_000)  # what is typed while a new form is being made is lost
    desk.field("title").fill("Closing: a word")
    desk.field("date").fill("2022-03-04")
    desk.field("body").fill("We part.[^1]\n\n[^1]: Until spring.")
    desk.save()
    new = "content/2022/2022-03-04-closing-a-word.md"
    assert desk.repository.git("show", "--format=", "--name-only", "HEAD").split() == [new]
    text = (desk.repository.folder / new).read_text(encoding="utf-8")
    assert text == '---\ntitle: "Closing: a word"\ndate: 2022-03-04\n---\nWe part.[^1]\n\n[^1]: Until spring.\n'
    assert "We part." in desk.build().main("2022/03-04-closing-a-word/index.html")


def test_a_speech_without_a_title_is_not_saved(desk: Desk) -> None:
    desk.open("Opening: the harbour")
    desk.field("title").fill("")
    desk.page.get_by_role("button", name="Save").first.click()
    expect(desk.page.locator("section[data-key-path=title]").first).to_contain_text("This field is required")
    assert desk.repository.git("rev-list", "--count", "HEAD").strip() == "1"


def test_nobody_is_asked_but_the_site_and_its_git_host(desk: Desk) -> None:
    desk.open("Opening: the harbour")
    elsewhere = [
        url for url in desk.reached if not url.startswith(("blob:", "data:", desk.page.url.partition("#")[0][:-7]))
    ]
    assert {url.removeprefix(desk.host)[:8] for url in elsewhere} == {"/api/v1/"}
    assert [said for said in desk.said if said.startswith("error") and "Content Security Policy" not in said] == []


# A folder of the browser's own (File System Standard) in the place of the one that an editor would pick.
PICKS = "window.showDirectoryPicker = () => navigator.storage.getDirectory();"
FILL = """async (files) => {
  for (const [path, text] of Object.entries(files)) {
    const names = path.split("/");
    let folder = await navigator.storage.getDirectory();
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
    const stream = await (await folder.getFileHandle(names.at(-1), { create: true })).createWritable();
    await stream.write(text);
    await stream.close();
  }
}"""
READ = """async (path) => {
  const names = path.split("/");
  let folder = await navigator.storage.getDirectory();
  for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
  return (await (await folder.getFileHandle(names.at(-1))).getFile()).text();
}"""


def test_a_folder_on_the_disk_is_edited_without_a_git_host(browser: Browser, templates: Path, tmp_path: Path) -> None:
    content = {path.removeprefix("content/"): text for path, text in FILES.items()}
    site = make(tmp_path, content | {"site.yaml": "language: en\nadmin: {backend: local}\n"}, templates=templates)
    context = browser.new_context(viewport={"width": 1500, "height": 5000}, locale="en-US")
    page = context.new_page()
    page.add_init_script(PICKS)
    with serving(site.output, headers_of(site.text("_headers"))["/*"]["Content-Security-Policy"]) as root:
        page.goto(f"{root}admin/")
        page.evaluate(FILL, FILES | {".git/HEAD": "ref: refs/heads/main"})
        page.get_by_role("button", name="Work with Local Repository").click()
        page.get_by_text("Opening: the harbour").first.click()
        body = page.locator("section[data-key-path=body]").first.locator("textarea")
        expect(body).to_be_visible()
        replace(body, "at the harbour", "beside the harbour")
        page.get_by_role("button", name="Save").first.click()
        expect(page.get_by_text("Entry saved.").first).to_be_attached()
        written = page.evaluate(READ, "content/2021/2021-11-17-harbour.md")
    context.close()
    assert written == ENGLISH.replace("at the harbour", "beside the harbour")
