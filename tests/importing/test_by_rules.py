"""`build.py import` of saved pages, captures and documents: what it writes, what it says, and its exit code."""

from pathlib import Path

import pytest

from rostra.importing import captures, importers, rules, selecting
from rostra.schema import Reader
from tests.importing.test_captures import CAPTURE
from tests.importing.test_captures import RULES as LINES
from tests.importing.test_command import run
from tests.importing.test_documents import FOLDER
from tests.importing.test_pages import PAGE
from tests.importing.test_pages import RULES as SELECTORS
from tests.making import make, write

DOC = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "readers", "required"),
    [("pages", selecting.READERS, {"title", "body"}), ("captures", captures.READERS, {"title"})],
)
def test_the_rules_in_the_docs_name_every_rule_and_can_be_read(
    name: str, readers: dict[str, Reader], required: set[str], tmp_path: Path
) -> None:
    example = DOC.partition(f"```yaml\n# {name}.yaml\n")[2].partition("```")[0]
    write(tmp_path, {"rules.yaml": example})
    assert set(rules.read(tmp_path / "rules.yaml", readers, required)) == {*readers, rules.CONSTANTS}


def test_saved_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    untitled = PAGE.replace("h1>", "h4>")
    write(tmp_path, {"old/a.html": PAGE, "old/b/c.htm": untitled, "old/d.txt": "", "rules.yaml": SELECTORS})
    done = run("old", "--from", "html", "--rules", "rules.yaml")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "old/a.html: body: The picture water_files/sea.png is not beside the page. "
        "Put the picture beside the text and write ![What it shows](name.jpg).",
        "old/b/c.htm: title: “h1” finds nothing. Correct the rule, or write title: by hand.",
    ]
    assert done.stdout == "1 text written, 0 unchanged, 1 not imported, 0 other files copied, 1 doubt\n"
    assert (tmp_path / "content/2021/2021-11-17-on-water.md").read_text(encoding="utf-8") == (
        "---\n"
        "title: On water\n"
        "date: 2021-11-17\n"
        "occasion: Opening of the library\n"
        "audience: [Readers, Librarians]\n"
        "speaker: The librarian\n"
        "kicker: At the opening of the library\n"
        "summary: Water boils at 100 degrees.\n"
        "text_status: report\n"
        "lang: en\n"
        "source: https://library.example/2021/water.html\n"
        "---\n"
        "Water boils at 100 degrees.\n\n"
        "It freezes at **0**: see [ice](https://library.example/2021/ice.html).\n"
    )


def test_captures_and_documents_build_and_a_second_import_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"old/a.txt": CAPTURE, "rules.yaml": LINES})
    content = tmp_path / "content"
    captured = ("--from", "text", "--rules", tmp_path / "rules.yaml", "--content", content)
    assert run(tmp_path / "old", *captured).stdout.startswith("2 texts written")
    assert run(FOLDER, "--from", "docx", "--content", content).stdout.startswith("3 texts written")
    assert run(tmp_path / "old", *captured).stdout.startswith("0 texts written, 2 unchanged")
    assert run(FOLDER, "--from", "docx", "--content", content).stdout.startswith("0 texts written, 3 unchanged")
    made = make(tmp_path, {"site.yaml": "language: en\n"})
    assert made.outcome is not None
    assert made.outcome.speeches == 5
    assert '<p dir="rtl"' in made.main("undated/on-the-names-of-the-planets/index.html")
    assert "undated/on-the-names-of-the-planets/picture-1.png" in made.paths


def test_a_document_says_what_it_is(tmp_path: Path) -> None:
    done = run(FOLDER / "planets.docx", "--content", tmp_path)
    assert done.stdout.splitlines()[0].endswith("planets.docx is taken for docx.")
    assert done.exit_code == 0


def test_wrong_rules_write_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a.html": PAGE, "rules.yaml": "title: h1\nbody: .text\nautor: b\nkicker: 'p['\n"})
    done = run(
        tmp_path / "a.html", "--from", "html", "--rules", tmp_path / "rules.yaml", "--content", tmp_path / "content"
    )
    assert done.exit_code == 1
    assert [line.partition("rules.yaml:")[2] for line in done.stderr.splitlines()] == [
        "3: autor: autor is no rule. Write one of: audience, body, date, drop, fields, kicker, lang, lead, occasion, "
        "place, speaker, title.",
        "4: kicker: “p[” is no CSS selector. Write one such as h1, .lead or div.speech > p.",
    ]
    assert not list(tmp_path.glob("content/**/*.md"))


def test_libraries_that_are_not_installed_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importers, "find_spec", lambda name: None)
    done = run(FOLDER, "--from", "docx", "--content", tmp_path)
    assert done.exit_code == 2
    assert "import needs more libraries for docx: python -m pip install mammoth selectolax" in done.stderr


@pytest.mark.parametrize(
    ("name", "file", "written"), [("html", "a.html", SELECTORS), ("text", "a.txt", LINES), ("docx", "a.docx", "")]
)
def test_a_file_that_cannot_be_read_is_named(
    name: str, file: str, written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {file: "", "rules.yaml": written})

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    ruled: list[str | Path] = ["--rules", tmp_path / "rules.yaml"] if written else []
    done = run(tmp_path, "--from", name, *ruled, "--content", tmp_path / "content")
    assert done.exit_code == 1
    assert f"{tmp_path / file}: It cannot be read: Permission denied." in done.stderr


def test_rules_that_nobody_reads_are_refused(tmp_path: Path) -> None:
    write(tmp_path, {"a.csv": "title\nA\n", "rules.yaml": "title: h1\n"})
    done = run(tmp_path / "a.csv", "--rules", tmp_path / "rules.yaml", "--content", tmp_path / "content")
    assert done.exit_code == 2
    assert "--rules is for html and text; here it says nothing." in done.stderr
    assert not (tmp_path / "content").exists()


def test_a_date_in_another_calendar_is_written_as_one(tmp_path: Path) -> None:
    page = "<html lang=fa><h1>آب</h1><i>۱۳۹۷/۰۱/۰۶</i><p>متن.</p>"
    rules = "title: h1\nbody: p\ndate: {select: i, calendar: solar-hijri}\n"
    write(tmp_path, {"a.html": page, "rules.yaml": rules})
    done = run(
        tmp_path / "a.html", "--from", "html", "--rules", tmp_path / "rules.yaml", "--content", tmp_path / "content"
    )
    assert done.exit_code == 0, done.output
    made = make(tmp_path, {"site.yaml": "language: fa\ncalendars: [solar-hijri, gregorian]\n"})
    assert made.messages == ()
    assert "۶ فروردین ۱۳۹۷" in made.main("2018/03-26-آب/index.html")
