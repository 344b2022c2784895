"""The file of a new speech: where it lives, what it starts with, and what is asked."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rostra.cli import drafting, main
from rostra.desk.drafting import Draft, nearest, path_of, text_of
from rostra.schema import Wrong
from tests.making import make, speech, write

PLACES = {
    "2021-11-17": "2021/2021-11-17-to-young-elites.md",
    "2021-11": "2021/2021-to-young-elites.md",
    "2021": "2021/2021-to-young-elites.md",
    "2021-11-17?": "2021/2021-to-young-elites.md",
    "2018-03-21/2018-04-16": "2018/2018-to-young-elites.md",
    "XXXX": "undated/to-young-elites.md",
    "": "undated/to-young-elites.md",
    "0079-10-24": "0079/0079-10-24-to-young-elites.md",
}


@pytest.mark.parametrize("date", PLACES)
def test_file_lives_below_its_year(date: str) -> None:
    assert path_of(Draft(title="To young elites!", date=date)) == PLACES[date]


def test_file_of_another_language_says_so_in_its_name() -> None:
    assert path_of(Draft(title="گشایش بندر", date="2021-11-17", lang="fa")) == "2021/2021-11-17-گشایش-بندر.fa.md"


@pytest.mark.parametrize(("title", "date"), [("…", "2021"), ("Title", "2021-02-30"), ("Title", "soon")])
def test_what_makes_no_file_is_named(title: str, date: str) -> None:
    with pytest.raises(Wrong):
        path_of(Draft(title=title, date=date))


AWKWARD = [
    "Title: a colon",
    "“Quoted”",
    "'Quoted'",
    "2021",
    "yes",
    "[a, b]",
    "# none",
    "- a",
    "سلام، دنیا",
    "a # b",
    "x" * 300,
    "@a",
]


@pytest.mark.parametrize("title", AWKWARD)
def test_whatever_the_words_are_the_build_reads_them_back(title: str, tmp_path: Path) -> None:
    draft = Draft(title=title, date="2021", occasion=(title, "Day, with comma"), audience=(title,))
    made = make(tmp_path / "other", {"2021/b.md": text_of(draft) + "Words.\n"})
    assert made.messages == ()
    (found,) = json.loads(made.text("index.json"))["speeches"]
    assert (found["title"], found["date"]) == (title, "2021")
    assert (found["occasion"], found["audience"]) == ([title, "Day, with comma"], [title])


KNOWN = ("Quds Day", "Students", "May Day")


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Quds Day", ""),
        ("quds  day", "Quds Day"),
        ("“Quds Day”", "Quds Day"),
        ("Qods Day", "Quds Day"),
        ("The students", "Students"),
        ("Teachers", ""),
        ("Hajj", ""),
    ],
)
def test_label_in_use_that_is_probably_meant(label: str, expected: str) -> None:
    assert nearest(label, KNOWN) == expected


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EDITOR", raising=False)
    write(tmp_path / "content", {"2020/a.md": speech(occasion="Quds Day", audience="[Students, Teachers]")})
    return tmp_path


def new(*options: str, answers: str = "") -> Result:
    return CliRunner().invoke(main, ["new", *options], input=answers)


def test_options_say_it_all(here: Path) -> None:
    found = new("--title", "Opening", "--date", "2021-11-17", "--occasion", "May Day", "--audience", "Students")
    assert (found.exit_code, found.stdout) == (0, "content/2021/2021-11-17-opening.md\n")
    assert (here / "content/2021/2021-11-17-opening.md").read_text("utf-8") == (
        "---\ntitle: Opening\ndate: 2021-11-17\noccasion: May Day\naudience: Students\n---\n\n"
    )


def test_label_that_is_nearly_one_in_use_is_pointed_out() -> None:
    found = new("--title", "Opening", "--date", "2021", "--occasion", "Qods Day")
    assert found.exit_code == 0
    assert "There is Quds Day already; Qods Day will be another occasion." in found.stderr


def test_what_is_not_given_is_asked_and_what_exists_is_offered(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "_is_asked", lambda: True)
    found = new(answers="Opening\n2021-11-17\nqods day; May Day\ny\n\n")
    assert found.exit_code == 0, found.output
    assert "  Quds Day\n" in found.stdout
    assert "  Students\n  Teachers\n" in found.stdout
    assert "Is qods day the same as Quds Day?" in found.stdout
    assert (here / "content/2021/2021-11-17-opening.md").read_text("utf-8") == (
        "---\ntitle: Opening\ndate: 2021-11-17\noccasion: [Quds Day, May Day]\n---\n\n"
    )


def test_nothing_is_overwritten(here: Path) -> None:
    first = ["--title", "Opening", "--date", "2021-11-17"]
    assert new(*first).exit_code == 0
    file = here / "content/2021/2021-11-17-opening.md"
    file.write_text("mine", encoding="utf-8")
    found = new(*first)
    assert found.exit_code == 2
    assert "content/2021/2021-11-17-opening.md is there already; give the speech another title." in found.stderr
    assert file.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "Name the speech: --title."),
        (["--title", "A", "--date", "2021-02-30"], "2021-02-30 is not a day of the calendar."),
        (["--title", "…"], "The title holds no letter and no digit."),
        (["--title", "A", "--lang", "not a tag"], "“not a tag” is not a language tag."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(options: list[str], said: str, here: Path) -> None:
    found = new(*options)
    assert found.exit_code == 2
    assert said in found.stderr
    assert sorted(file.name for file in (here / "content").rglob("*.md")) == ["a.md"]


def test_faults_of_other_files_do_not_stand_in_the_way(here: Path) -> None:
    write(here / "content", {"2020/b.md": speech(date="2020-02-31")})
    assert new("--title", "A", "--date", "2021").exit_code == 0


def test_where_nothing_can_be_written_is_named(here: Path) -> None:
    write(here / "content", {"2021": "a file"})
    found = new("--title", "Opening", "--date", "2021-11-17")
    assert found.exit_code == 2
    assert "2021-11-17-opening.md cannot be written: File exists (content/2021)." in found.stderr


def test_what_is_wrong_elsewhere_does_not_keep_one_from_writing(here: Path) -> None:
    write(here / "content", {"site.yaml": "base_url: [\n", "2021/broken.md": "---\ntitle: [\n"})
    found = new("--title", "Opening of the pier", "--date", "2021-11-17", "--occasion", "Quds day")
    assert (found.exit_code, found.stdout) == (0, "content/2021/2021-11-17-opening-of-the-pier.md\n")
    assert "There is Quds Day already" in found.stderr
