"""The site as `serve` shows it: what a build would make, drafts beside it, and whatever editors do in between."""

import re
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rostra.desk import preview, serving
from rostra.desk.preview import OWN, Answer, Preview, State
from rostra.finding.shards import name_of
from rostra.plan import Plan
from rostra.work import Workers
from tests.forms import with_stubs
from tests.judges.sites import every_kind
from tests.making import NOON, TEMPLATES, speech, write

BASE = "http://127.0.0.1:8000/"
ADDED = re.compile(
    rf'<link rel="stylesheet" href="{OWN}preview.css"><script src="{OWN}preview.js[^"]*" defer></script>'
)

FILES = {
    "2021/a.md": speech("Opening"),
    "2021/b.md": speech("Draft", body="Not yet said.", draft="true"),
    "2021/c.md": speech("Later", embargo_until="2030-01-01"),
    "2021/d.md": speech("Earlier", embargo_until="2020-01-01"),
}


class Desk:
    """An archive in a folder, and its Preview."""

    def __init__(self, folder: Path, templates: Path = TEMPLATES) -> None:
        self.content, self.templates = folder / "content", templates
        plan = Plan(content=self.content, output=folder / "output", templates=templates, now=NOON, base_url=BASE)
        self.preview = Preview(plan, folder / "cache")

    def write(self, **files: str) -> None:
        write(self.content, {f"2021/{name}.md": text for name, text in files.items()})
        self.look()

    def look(self) -> None:
        self.preview.refresh(NOON, lambda *_: None)

    def text(self, path: str) -> str:
        return self.preview.answer(path).body.decode()

    @property
    def said(self) -> list[str]:
        return [str(problem) for problem in self.preview.state.problems]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    write(tmp_path / "content", FILES)
    made = Desk(tmp_path)
    with made.preview:
        made.look()
        yield made


def data(answer: Answer) -> bytes:
    """What an answer holds, without what makes a page follow changes."""
    body = Path(answer.file).read_bytes() if answer.file else answer.body
    return ADDED.sub("", body.decode()).encode() if answer.media_type == "text/html" else body


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_every_file_is_the_one_that_a_build_makes(lang: str, tmp_path: Path) -> None:
    made = every_kind(lang, tmp_path, BASE)
    files = {file.relative_to(made.output).as_posix() for file in made.output.rglob("*") if file.is_file()}
    files = {file for file in files if not file.startswith(".rostra/")}
    assert len(files) > 250
    desk = Desk(tmp_path)
    with desk.preview:
        desk.look()
        for file in sorted(files):
            answer = desk.preview.answer(f"/{file.removesuffix('index.html')}")
            assert answer.status == (404 if file == "404.html" else 200) or answer.status == 200, file
            assert data(answer) == (made.output / file).read_bytes(), file
            assert (answer.media_type == "text/html") == bool(ADDED.search(answer.body.decode(errors="replace"))), file


def test_drafts_are_there_and_named_and_nothing_is_written(desk: Desk, tmp_path: Path) -> None:
    assert "Not yet said." in desk.text("/2021/b/")
    assert "Draft" in desk.text("/2021/")
    assert desk.preview.state.drafts == {"/2021/b/": "Draft", "/2021/c/": "Embargo until 2030-01-01"}
    assert sorted(file.name for file in tmp_path.iterdir()) == ["cache", "content"]
    assert sorted(file.name for file in desk.content.rglob("*.*")) == ["a.md", "b.md", "c.md", "d.md"]


def test_an_embargo_ends(desk: Desk) -> None:
    desk.preview.refresh(datetime(2031, 1, 1, tzinfo=UTC), lambda *_: None)
    assert desk.preview.state.drafts == {"/2021/b/": "Draft"}


def test_each_look_is_another_version_that_pages_know(desk: Desk) -> None:
    first = desk.preview.state.version
    assert f"preview.js?{first}" in desk.text("/")
    desk.look()
    assert f"preview.js?{desk.preview.state.version}" in desk.text("/")
    assert desk.preview.state.version != first


def test_it_knows_whether_a_file_has_changed_since_the_last_look(desk: Desk) -> None:
    assert not desk.preview.is_outdated()
    for change in ("2021/a.md", "site.yaml", "2021/new.md"):
        write(desk.content, {change: speech("Changed")})
        assert desk.preview.is_outdated(), change
        desk.look()
        assert not desk.preview.is_outdated(), change


def test_what_was_saved_before_the_watch_began_is_seen(desk: Desk) -> None:
    write(desk.content, {"2021/a.md": speech("Opening", body="Saved at once.")})
    seen, ended = threading.Event(), threading.Event()
    pages = serving._Pages()

    def told(state: State, files: int, seconds: float) -> None:
        seen.set()

    given = (desk.preview, [desk.content], lambda: NOON, told, pages, ended)
    follower = threading.Thread(target=serving._follow, args=given)
    follower.start()
    was_seen = seen.wait(10)
    ended.set()
    follower.join()
    assert was_seen
    assert "Saved at once." in desk.text("/2021/a/")


def test_an_edit_is_seen_in_text_list_and_search(desk: Desk) -> None:
    assert desk.preview.answer("/search/directory.js").status == 200
    desk.write(a=speech("Closing", body="The lighthouse shines."))
    assert "The lighthouse shines." in desk.text("/2021/a/")
    assert "Closing" in desk.text("/2021/")
    firsts = re.findall(r'"firsts":"([^"]*)"', desk.text("/search/directory.js"))[0].split()
    assert firsts
    shards = "".join(desk.text(f"/search/words/{name_of(first)}.js") for first in firsts)
    assert "ghthouse" in shards
    assert desk.preview.answer("/search/words/0000000000000000.js").status == 404


def test_an_error_leaves_out_one_text_and_goes_when_it_is_mended(desk: Desk) -> None:
    desk.write(a=speech(date="soon"))
    assert [message for message in desk.said if "soon" in message]
    assert desk.preview.answer("/2021/a/").status == 404
    assert desk.preview.answer("/2021/d/").status == 200
    desk.write(a=speech())
    assert desk.said == []
    assert desk.preview.answer("/2021/a/").status == 200


def test_a_half_written_file_is_an_error_until_it_is_whole(desk: Desk) -> None:
    for half in ("", "---\ntitle: Op"):
        desk.write(a=half)
        assert any(message.startswith("content/2021/a.md") for message in desk.said), half
    desk.write(a=speech())
    assert desk.said == []


def test_a_deleted_file_is_gone(desk: Desk) -> None:
    (desk.content / "2021/a.md").unlink()
    desk.look()
    answer = desk.preview.answer("/2021/a/")
    assert (answer.status, "<main" in answer.body.decode()) == (404, True)


def test_settings_that_cannot_be_read_leave_the_site_as_it_was(desk: Desk) -> None:
    write(desk.content, {"site.yaml": "base_url: [\n"})
    desk.look()
    assert desk.said[0].startswith("content/site.yaml")
    assert desk.preview.answer("/2021/a/").status == 200
    write(desk.content, {"site.yaml": "language: de\ntitle: Reden\n"})
    desk.look()
    assert desk.said == []
    assert "Reden" in desk.text("/")


def test_settings_that_cannot_be_read_from_the_start_are_said_until_they_are_mended(tmp_path: Path) -> None:
    write(tmp_path / "content", {**FILES, "site.yaml": "base_url: [\n"})
    desk = Desk(tmp_path)
    with desk.preview:
        desk.look()
        assert desk.preview.answer("/").status == 500
        assert desk.preview.answer("/search/directory.js").status == 500
        assert ADDED.search(desk.text("/"))
        write(desk.content, {"site.yaml": "title: Speeches\n"})
        desk.look()
        assert desk.preview.answer("/").status == 200


def test_a_template_with_a_mistake_costs_its_own_pages_alone(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    write(tmp_path / "content", FILES)
    desk = Desk(tmp_path, tmp_path / "templates")
    page = tmp_path / "templates" / "speech.html"
    right = page.read_text()
    with desk.preview:
        page.write_text(right.replace("{% block main %}", "{% block main %}{{ nonsense }}"))
        desk.look()
        assert desk.said == []
        assert desk.preview.answer("/2021/a/").status == 500
        assert [
            message for message in desk.said if "nonsense" in message and message.startswith("templates/speech.html")
        ]
        assert desk.preview.answer("/2021/").status == 200
        page.write_text(right)
        desk.look()
        assert desk.preview.answer("/2021/a/").status == 200
        assert desk.said == []


def test_a_broken_catalogue_is_said(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    write(tmp_path / "content", FILES)
    (tmp_path / "templates/locale/fa.po").write_text("msgid\n")
    desk = Desk(tmp_path, tmp_path / "templates")
    with desk.preview:
        desk.look()
        assert desk.preview.answer("/").status == 500
        assert desk.said[0].startswith("templates/locale/fa.po")


def test_a_damaged_cache_is_thrown_away(desk: Desk) -> None:
    for file in (desk.preview._memo.folder if desk.preview._memo else Path()).glob("bodies-*"):
        file.write_bytes(b"\0" * file.stat().st_size)
    assert "We meet again." in desk.text("/2021/a/")


def test_what_was_needed_before_goes(desk: Desk) -> None:
    folder = desk.preview._memo.folder if desk.preview._memo else Path()
    sizes = []
    for number in range(4):
        desk.write(a=speech(f"Opening {number}"))
        sizes.append(sum(file.stat().st_size for file in folder.glob("pages-*")))
    assert sizes == [sizes[0]] * 4


def test_settings_by_which_texts_are_read_hold_at_once(desk: Desk) -> None:
    desk.write(night=speech("Night", "2021-11-17T23:30:00+00:00"))
    assert "17 November 2021" in desk.text("/2021/night/")
    write(desk.content, {"site.yaml": "time_zone: Asia/Tehran\n"})
    desk.look()
    assert "18 November 2021" in desk.text("/2021/night/")


def test_a_fault_of_the_program_is_said_and_the_next_look_is_another_chance(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(preview, "known_of", lambda *_: 1 / 0)
        desk.look()
    assert desk.said == ["content: ZeroDivisionError: division by zero. Undo the last change, and report this."]
    assert desk.preview.answer("/2021/a/").status == 200
    desk.look()
    assert desk.said == []


def test_after_the_first_look_no_process_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "content", {**FILES, "site.yaml": "base_url: [\n"})
    asked = []

    def workers(*, alone: bool) -> Workers:
        asked.append(alone)
        return Workers(alone=alone)

    monkeypatch.setattr(preview, "Workers", workers)
    desk = Desk(tmp_path)
    with desk.preview:
        desk.look()
        write(desk.content, {"site.yaml": "language: fa\n"})
        desk.look()
    assert asked == [False, True]


def test_a_content_folder_that_is_gone_is_said_and_may_come_back(desk: Desk) -> None:
    desk.content.rename(desk.content.with_name("away"))
    desk.look()
    assert desk.said == ["content: No such file or directory. Make the file readable, and save it again."]
    assert desk.preview.answer("/").status == 200
    desk.content.with_name("away").rename(desk.content)
    desk.look()
    assert desk.said == []


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/2021", 301, "/2021/"),
        ("/2021/a", 301, "/2021/a/"),
        ("//2021", 404, ""),
        ("/nothing", 404, ""),
        ("/../content/2021/a.md", 404, ""),
        ("/2021/a.md", 404, ""),
        (f"{OWN}../preview.py", 404, ""),
        (f"{OWN}preview.py", 404, ""),
        (f"{OWN}preview.js", 200, ""),
        (f"{OWN}preview.css", 200, ""),
        ("", 404, ""),
    ],
)
def test_what_is_at_an_address(desk: Desk, path: str, status: int, location: str) -> None:
    answer = desk.preview.answer(path)
    assert (answer.status, answer.location) == (status, location)


def test_the_page_that_edits_is_there_and_is_never_loaded_again(tmp_path: Path) -> None:
    write(tmp_path / "content", FILES | {"site.yaml": "admin: {backend: local}\n"})
    desk = Desk(tmp_path, with_stubs(tmp_path / "templates"))
    with desk.preview:
        desk.look()
        assert desk.said == []
        assert OWN not in desk.text("/admin/")
        assert OWN in desk.text("/2021/")
        answer = desk.preview.answer("/admin/sveltia/index.js")
        assert (answer.media_type, data(answer)) == ("text/javascript", b"export default {};\n")
        assert desk.preview.answer("/admin/config.json").media_type == "application/json"
        desk.write(a=speech("A"))
        (desk.content / "site.yaml").unlink()
        desk.look()
        assert desk.preview.answer("/admin/sveltia/index.js").status == 404
