"""The law of rebuilding: after any edit, a warm build leaves what a build from nothing would; and counts."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rostra import memo, work
from rostra.build import Outcome, Plan, build, check
from rostra.pages import Page
from rostra.problem import Rejected
from rostra.publishing import typesetting
from rostra.reading.plain import anchor_of
from tests.making import NOON, TEMPLATES, speech, write

ROOT = Path(__file__).parents[1]

START = {
    "site.yaml": "title: Speeches\nlanguage: en\n",
    "2019/2019-05-01-a.md": speech("A", "2019-05-01", occasion="May Day", audience="Workers"),
    "2020/2020-05-01-b.md": speech(
        "B", "2020-05-01", occasion="May Day", body="One.\n\n**The Chair:** Two.[^1]\n\n[^1]: N."
    ),
    "2020/2020-05-01-b.fa.md": speech("ب", "2020-05-01", occasion="روز کار"),
    "2021/2021-11-17-c.md": speech("C", "2021-11-17", audience="Students", tags="[x, y]"),
    "undated/d.md": speech("D", "XXXX"),
}

CARDS = "base_url: https://example.org/\nshare_cards: true\n"


class Desk:
    """An archive that is edited and built again and again, with a cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = write(folder / "content", START)
        self.templates = folder / "templates"
        shutil.copytree(TEMPLATES, self.templates)
        self.colds = 0

    def plan(self, output: str = "output", *, cached: bool = True, compress: bool = False) -> Plan:
        return Plan(
            content=self.content,
            output=self.folder / output,
            templates=self.templates,
            now=NOON,
            cache=self.folder / "cache" if cached else None,
            compress=compress,
        )

    def warm(self) -> Outcome:
        return build(self.plan(), lambda stage, done, total: None)

    def cold(self) -> dict[str, bytes]:
        """The tree of a build from nothing."""
        self.colds += 1
        build(self.plan(f"cold{self.colds}", cached=False), lambda stage, done, total: None)
        return tree(self.folder / f"cold{self.colds}")

    def files(self) -> list[Path]:
        return sorted(self.content.rglob("*.md"))


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a site but for the build's own records."""
    files = ((file.relative_to(folder).as_posix(), file) for file in folder.rglob("*") if file.is_file())
    return {path: file.read_bytes() for path, file in files if not path.startswith(".rostra/")}


def replaced(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def edit(desk: Desk, kind: str, number: int) -> None:  # noqa: C901 (a list of edits, one below the other)
    """One edit that an editor, a designer or an accident could make; `number` says where, and with what."""
    files = desk.files()
    file = files[number % len(files)] if files else None
    made = sorted(path for path in desk.folder.joinpath("output").rglob("*.html") if ".rostra" not in path.parts)
    match kind:
        case "add":
            write(
                desk.content,
                {
                    f"2022/2022-01-{number % 28 + 1:02}-n{number}.md": speech(
                        f"N{number}", f"2022-01-{number % 28 + 1:02}"
                    )
                },
            )
        case "site":
            calendars = "calendars: [gregorian, solar-hijri]\n" * (number % 5 == 0)
            language = ["en", "fa"][number % 2]
            cards = CARDS * (number % 3 == 0)
            write(
                desk.content, {"site.yaml": f"title: Speeches {number % 3}\nlanguage: {language}\n{calendars}{cards}"}
            )
        case "terms":
            write(desk.content, {"terms.yaml": f"occasions:\n  Day {number % 3}: {{fa: روز {number % 4}}}\n"})
        case "template":
            name = ("base.html", "parts/cards.html", "speech.html", "parts/sections.html")[number % 4]
            replaced(
                desk.templates / name,
                "<li>" if number % 2 else "</p>",
                f"<!-- {number} --><li>" if number % 2 else "</p> ",
            )
        case "locale":
            replaced(desk.templates / "locale" / "fa.po", "سال‌ها", f"سال‌ها{number}")
        case "style":
            replaced(desk.templates / "static" / "site.css", "/*", f"/* {number}")
        case "hand-edited output" if made:
            made[number % len(made)].write_text("by hand", encoding="utf-8")
        case "deleted output" if made:
            made[number % len(made)].unlink()
        case _ if file is None:
            return
        case "passage":
            replaced(file, "We meet", f"We {number} meet")
        case "body":
            file.write_text(file.read_text(encoding="utf-8") + f"\nMore {number}.\n", encoding="utf-8")
        case "title":
            replaced(file, "title: ", f"title: {number} ")
        case "date":
            replaced(file, "date: ", "date_note: It was moved.\ndate_as_given: then\ndate_basis: inferred\n#date: ")
            undated = file.with_name(f"{number}{file.name[10:]}" if file.name[:2] == "20" else file.name)
            replaced(file, "#date: ", f"date: {2000 + number % 25}\n#")
            file.rename(undated)
        case "occasion":
            replaced(file, "date: ", f"occasion: Day {number % 3}\nx{number}: 1\ndate: ")
            text = file.read_text(encoding="utf-8")
            if text.count("occasion:") > 1:
                file.write_text(text.replace(f"occasion: Day {number % 3}\n", "", 1), encoding="utf-8")
        case "rename":
            file.rename(file.with_name(f"{file.name.split('.')[0]}-{number}.{file.name.partition('.')[2]}"))
        case "delete":
            file.unlink()
        case "alias":
            replaced(
                file,
                "title: ",
                f"aliases{'' if 'aliases:' not in file.read_text(encoding='utf-8') else '_'}: /old/{number}/\ntitle: ",
            )
        case "language":
            twin = file.with_name(f"{file.name.split('.')[0]}.{['fa', 'ar', 'he'][number % 3]}.md")
            if not twin.exists():
                twin.write_text(file.read_text(encoding="utf-8").replace("aliases", "x_aliases"), encoding="utf-8")
        case "same size":
            replaced(file, "We", "He")
        case "touch":
            os.utime(file)
        case "copied cache":
            shutil.copytree(desk.folder / "cache", desk.folder / f"cache-{number}", dirs_exist_ok=True)


KINDS = (
    "add", "site", "template", "locale", "style", "hand-edited output", "deleted output", "body", "title", "date",
    "occasion", "rename", "delete", "alias", "language", "same size", "touch", "failed build", "killed build",
    "corrupt cache", "deleted cache", "deleted records", "deleted lock", "passage",
    "terms",
)  # fmt: skip


def accident(desk: Desk, kind: str, number: int) -> None:
    """What happens to builds and their memory."""
    cached = sorted(file for file in (desk.folder / "cache").rglob("*") if file.is_file())
    match kind:
        case "failed build":
            broken = write(desk.content, {"2021/broken.md": "no front matter"}) / "2021" / "broken.md"
            with pytest.raises(Rejected):
                desk.warm()
            broken.unlink()
        case "killed build":
            killed_build(desk, delay=number % 40 / 100)
        case "corrupt cache" if cached:
            file = cached[number % len(cached)]
            data = bytearray(file.read_bytes())
            if data:
                data[number % len(data)] ^= 255
            file.write_bytes(data)
        case "deleted cache":
            shutil.rmtree(desk.folder / "cache", ignore_errors=True)
        case "deleted lock":
            (desk.content / ("passages.lock", "translations.lock")[number % 2]).unlink(missing_ok=True)
        case "deleted records":
            (desk.folder / "output" / ".rostra" / "pages").unlink(missing_ok=True)
        case _:
            edit(desk, kind, number)


def killed_build(desk: Desk, delay: float) -> None:
    """Start the same build in another process, and end it with SIGKILL after `delay` seconds."""
    code = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC; "
        "from rostra.build import Plan, build; "
        "folder = Path(sys.argv[1]); build(Plan(content=folder / 'content', output=folder / 'output', "
        "templates=folder / 'templates', now=datetime(2026, 1, 1, 12, tzinfo=UTC), cache=folder / 'cache'), "
        "lambda *_: None)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(desk.folder)], cwd=ROOT, stderr=subprocess.DEVNULL)
    time.sleep(0.15 + delay)
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 10_000)), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
def test_a_warm_build_is_a_cold_build(edits: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.warm()
        for kind, number in edits:
            accident(desk, kind, number)
            try:
                if number % 2:
                    desk.warm()
                cold = desk.cold()
            except Rejected:  # the edit made two pages claim one address; that is said, and nothing is written
                with pytest.raises(Rejected):
                    desk.warm()
                return
            desk.warm()
            assert tree(desk.folder / "output") == cold, kind


def test_nothing_changed_renders_and_writes_nothing(desk: Desk) -> None:
    desk.warm()
    outcome = desk.warm()
    assert outcome.counts is not None
    assert (outcome.rendered, outcome.counts.written) == (0, 0)


def test_a_body_edit_below_the_first_words_renders_the_pages_that_show_it(desk: Desk) -> None:
    file = desk.content / "2020/2020-05-01-b.md"
    desk.warm()
    replaced(file, "[^1]: N.", "[^1]: New.")
    outcome = desk.warm()
    assert outcome.counts is not None
    # The page, the two that set it beside its translation, and the words that it has come to hold.
    assert (outcome.rendered, outcome.counts.written) == (3, 4)


def test_a_title_edit_renders_the_pages_that_show_it(desk: Desk) -> None:
    desk.warm()
    before = tree(desk.folder / "output")
    replaced(desk.content / "2021/2021-11-17-c.md", "title: C", "title: Changed")
    outcome = desk.warm()
    after = tree(desk.folder / "output")
    shown = {path for path, data in after.items() if b"Changed" in data}
    changed = {path for path in after if after[path] != before.get(path)}
    assert {path for path in changed if not path.startswith("search/words/")} == shown
    assert outcome.rendered == len(shown)
    assert "2020/05-01-b/index.html" in shown  # its neighbour


def test_a_change_of_a_template_renders_the_pages_that_use_it(desk: Desk) -> None:
    desk.warm()
    replaced(desk.templates / "redirect.html", "</p>", "</p> ")
    assert desk.warm().rendered == 0
    replaced(desk.templates / "speech.html", "</h1>", "</h1> ")
    assert desk.warm().rendered == 5
    replaced(desk.templates / "base.html", "</header>", "</header> ")
    assert desk.warm().rendered == len([path for path in tree(desk.folder / "output") if path.endswith(".html")])


def test_words_of_one_language_render_its_edition(desk: Desk) -> None:
    desk.warm()
    replaced(desk.templates / "locale" / "fa.po", "سال‌ها", "سالها")
    pages = {path for path in tree(desk.folder / "output") if path.startswith("fa/")}
    assert desk.warm().rendered == len(pages)


def cards_of(desk: Desk) -> dict[str, bytes]:
    return {path: data for path, data in tree(desk.folder / "output").items() if path.endswith("/card.png")}


def test_a_share_card_is_made_again_only_when_what_it_shows_changed(desk: Desk) -> None:
    write(desk.content, {"site.yaml": START["site.yaml"] + CARDS})
    desk.warm()
    before = cards_of(desk)
    assert len(before) == 5
    for file, old, new, rendered in (
        ("content/2021/2021-11-17-c.md", "We meet", "They met", 0),
        ("content/2021/2021-11-17-c.md", "audience: Students", "audience: Teachers", 0),
        ("content/site.yaml", "https://example.org/", "https://example.org/more/", 0),
        ("templates/base.html", "</header>", "</header> ", 0),
        ("templates/locale/fa.po", "سال‌ها", "سالها", 1),
        ("content/2021/2021-11-17-c.md", "title: C", "title: Changed", 1),
        ("content/site.yaml", "title: Speeches", "title: All speeches", 5),
        ("templates/card.typ", "size: 30pt", "size: 29pt", 5),
    ):
        replaced(desk.folder / file, old, new)
        assert made_again(desk) == rendered, (file, new)
        assert tree(desk.folder / "output") == desk.cold()
    assert all(cards_of(desk)[path] != data for path, data in before.items())


def made_again(desk: Desk) -> int:
    """How many share cards the next build makes, whether or not they differ from those before."""
    made = [0]
    png = typesetting.Typesetter.png

    def counted(self: typesetting.Typesetter, page: Page) -> bytes:
        made[0] += 1
        return png(self, page)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typesetting.Typesetter, "png", counted)
        desk.warm()
    return made[0]


def test_without_share_cards_there_are_none_and_nothing_of_theirs_is_loaded(desk: Desk) -> None:
    write(desk.content, {"site.yaml": START["site.yaml"] + CARDS})
    desk.warm()
    write(desk.content, {"site.yaml": START["site.yaml"] + CARDS.replace("true", "false")})
    outcome = desk.warm()
    assert outcome.counts is not None
    assert (cards_of(desk), outcome.counts.deleted) == ({}, 5)
    assert tree(desk.folder / "output") == desk.cold()
    code = (
        "import sys; from rostra.cli import main; main(sys.argv[1:], standalone_mode=False); "
        "assert not {'typst', 'PIL', 'rostra.publishing.typesetting'} & set(sys.modules)"
    )
    options = ["--no-cache", "--content", str(desk.content), "--output", str(desk.folder / "other")]
    done = subprocess.run([sys.executable, "-c", code, *options], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_fault_of_the_card_leaves_the_site_as_it_was(desk: Desk) -> None:
    write(desk.content, {"site.yaml": START["site.yaml"] + CARDS})
    desk.warm()
    before = tree(desk.folder / "output")
    replaced(desk.templates / "card.typ", "#let shown", "#nobody\n#let shown")
    with pytest.raises(Rejected, match=r"^templates/card.typ:3: unknown variable: nobody; the page being made was /"):
        desk.warm()
    assert tree(desk.folder / "output") == before


def test_a_moved_archive_is_read_again_and_renders_nothing(desk: Desk) -> None:
    desk.warm()
    shutil.copytree(desk.content, desk.folder / "copy" / "content")
    shutil.rmtree(desk.content)
    shutil.copytree(desk.folder / "copy" / "content", desk.content)
    outcome = desk.warm()
    assert outcome.rendered == 0


def test_contents_and_outputs_share_a_cache(desk: Desk) -> None:
    desk.warm()
    other = Plan(
        content=write(desk.folder / "other", {"a.md": speech("Other")}),
        output=desk.folder / "other-site",
        templates=desk.templates,
        now=NOON,
        cache=desk.folder / "cache",
    )
    build(other, lambda stage, done, total: None)
    assert desk.warm().rendered == 0


def test_two_builds_at_once_do_not_share_what_is_remembered(desk: Desk) -> None:
    desk.warm()
    replaced(desk.content / "2020/2020-05-01-b.md", "One.", "Two.")
    with memo.Memo(desk.folder / "cache", desk.content, "UTC", "en") as held:
        before = dict(held.entries)
        desk.warm()
        assert tree(desk.folder / "output") == desk.cold()
        assert held.folder.parent == desk.folder / "cache"
    with memo.Memo(desk.folder / "cache", desk.content, "UTC", "en") as found:
        assert found.entries == before


def test_an_index_of_another_program_is_thrown_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.warm()
    monkeypatch.setattr(memo, "program_key", lambda: "another")
    with memo.Memo(desk.folder / "cache", desk.content, "UTC", "en") as found:
        assert found.entries == {}


def test_many_speeches_go_through_worker_processes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "PAYS", 3)
    monkeypatch.setattr(work, "CHUNK", 2)
    assert desk.warm().rendered > 3
    assert tree(desk.folder / "output") == desk.cold()


def test_a_build_killed_at_random_moments_is_repaired_by_the_next(desk: Desk) -> None:
    seeds = random.Random(11)
    desk.warm()
    for number in range(6):
        replaced(desk.content / "2020/2020-05-01-b.md", "title: ", f"title: {number}")
        killed_build(desk, delay=seeds.random() * 0.5)
        desk.warm()
        assert tree(desk.folder / "output") == desk.cold()


def test_worker_processes_end_with_a_build_that_is_killed(desk: Desk) -> None:
    code = (
        "import sys, time; from pathlib import Path; from datetime import datetime, UTC; "
        "from rostra import work; from rostra.build import Plan, build; work.PAYS = work.CHUNK = 1; "
        "folder = Path(sys.argv[1]); build(Plan(content=folder / 'content', output=folder / 'output', "
        "templates=folder / 'templates', now=datetime(2026, 1, 1, 12, tzinfo=UTC)), "
        "lambda stage, *_: stage == 'Rendering' and (print('rendering', flush=True), time.sleep(60)))"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(desk.folder)], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"rendering\n"
        process.kill()
        process.communicate(timeout=20)  # the workers have the same standard output: it ends when all have ended
    desk.warm()  # and none holds the lock
    assert tree(desk.folder / "output") == desk.cold()


def test_the_template_of_the_sections_is_part_of_every_page(desk: Desk) -> None:
    desk.warm()
    replaced(desk.templates / "parts" / "sections.html", "<li>", "<li><!-- here -->")
    desk.warm()
    assert tree(desk.folder / "output") == desk.cold()


def test_an_archive_that_nothing_happened_to_is_not_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.warm()
    time.sleep(0.15)  # a build does not rely on the times of files that were changed just before it
    desk.warm()
    monkeypatch.setattr("rostra.build._build", lambda *_: pytest.fail("it was built again"))
    outcome = desk.warm()
    assert outcome.counts is not None
    assert (outcome.speeches, outcome.counts.written, outcome.counts.unchanged) == (
        5,
        0,
        len(tree(desk.folder / "output")),
    )


def test_what_was_checked_is_not_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    time.sleep(0.15)
    check(desk.plan(), lambda stage, done, total: None)
    with monkeypatch.context() as patched:
        patched.setattr(memo, "_read", lambda *_: pytest.fail("it was read again"))
        check(desk.plan(), lambda stage, done, total: None)
        desk.warm()
        desk.warm()
    replaced(desk.content / "2021/2021-11-17-c.md", "We meet", "They meet")
    desk.warm()
    assert tree(desk.folder / "output") == desk.cold()
    page = (desk.folder / "output/2021/11-17-c/index.html").read_text(encoding="utf-8")
    assert f'<span id="{anchor_of("We meet again.")}"></span>' in page


def test_the_end_of_an_embargo_is_a_change(desk: Desk) -> None:
    write(desk.content, {"e.md": speech("Later", "2021-01-01", embargo_until="2026-01-01 13:00")})
    time.sleep(0.15)
    desk.warm()
    later = msgspec.structs.replace(desk.plan(), now=NOON + timedelta(hours=1))
    outcome = build(later, lambda stage, done, total: None)
    assert outcome.speeches == 6
    assert "Later" in (desk.folder / "output" / "index.html").read_text(encoding="utf-8")


def test_a_text_in_the_cache_that_was_changed_is_not_believed(desk: Desk) -> None:
    desk.warm()
    for segment in (desk.folder / "cache").rglob("bodies-*"):
        segment.write_bytes(segment.read_bytes().replace(b"We meet again", b"We never met!"))
    replaced(desk.templates / "speech.html", "</h1>", "</h1> ")
    desk.warm()
    assert tree(desk.folder / "output") == desk.cold()


def test_without_a_cache_everything_is_rendered_again_and_nothing_written(desk: Desk) -> None:
    desk.warm()
    outcome = build(desk.plan(cached=False), lambda stage, done, total: None)
    assert outcome.counts is not None
    made_otherwise = ("static/", "favicon.ico", "search/words/", "search/directory.js")
    pages = [path for path in tree(desk.folder / "output") if not path.startswith(made_otherwise)]
    assert outcome.rendered == len(pages)
    assert outcome.counts.written == 0


def test_codings_follow_their_page_and_only_that(desk: Desk) -> None:
    def warm() -> Outcome:
        return build(desk.plan(compress=True), lambda stage, done, total: None)

    warm()
    (desk.folder / "output/index.html.br").unlink()
    assert warm().rendered == 1
    replaced(desk.content / "2020/2020-05-01-b.md", "Two.", "Two more.")
    outcome = warm()
    assert outcome.rendered == 4  # the speech, its translation, which is older now, and the two side by side
    build(desk.plan("cold", cached=False, compress=True), lambda stage, done, total: None)
    assert tree(desk.folder / "output") == tree(desk.folder / "cold")


def test_picture_is_copied_again_only_when_it_was_changed(desk: Desk) -> None:
    replaced(desk.content / "2020/2020-05-01-b.md", "Two.", "Two ![Ships](../ships.gif)")
    picture = desk.content / "ships.gif"
    picture.write_bytes(b"GIF89a\x03\0\x04\0\0\0\0;")
    desk.warm()
    assert 'width="3" height="4"' in (desk.folder / "output/2020/05-01-b/index.html").read_text(encoding="utf-8")
    time.sleep(0.2)
    assert desk.warm().rendered == 0
    picture.write_bytes(b"GIF89a\x05\0\x04\0\0\0\0;")
    outcome = desk.warm()
    assert outcome.counts is not None
    assert (outcome.rendered, outcome.counts.written) == (3, 4)  # the speech, side by side twice; and the picture
    assert 'width="5" height="4"' in (desk.folder / "output/2020/05-01-b/index.html").read_text(encoding="utf-8")
    assert tree(desk.folder / "output") == desk.cold()
    replaced(desk.content / "2020/2020-05-01-b.md", "![Ships](../ships.gif)", "")
    desk.warm()
    assert not (desk.folder / "output/ships.gif").exists()
    assert tree(desk.folder / "output") == desk.cold()
