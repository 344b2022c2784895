"""`new --translate`: the file of a translation."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rostra.cli import main
from rostra.desk.translating import MARK, language_of
from rostra.reading import read
from rostra.schema import Wrong
from tests.making import make, speech, write

ORIGINAL = """---
# printed in the gazette
title: "To young elites: a call"
date: 2021-11-17   # as printed
kicker: In a meeting
occasion:
  - Quds Day   # every year
  - 'May Day'
# who came
audience: [Students]

text_status: verbatim
summary: >
  On schools
  and science.
aliases: /old/
source: https://example.org/a
slug: elites
---
First passage.

Second passage.
"""

TWIN = """---
# A translation of 2021-11-17-young-elites.md: its 2 passages will stand beside those of the original.
title: 'TO TRANSLATE: To young elites: a call'
kicker:  # In a meeting
summary:  # On schools and science.
date: 2021-11-17   # as printed
occasion:
  - Quds Day   # every year
  - 'May Day'
audience: [Students]
text_status: verbatim
slug: elites
translation_status:  # official, unofficial, machine
draft: true  # leave this out when the text is whole
---

"""

FILE = "content/2021/2021-11-17-young-elites.md"
SITE = {"site.yaml": "language: en\n", "terms.yaml": "occasions:\n  Quds Day: {fa: روز قدس}\n"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EDITOR", raising=False)
    write(tmp_path / "content", {**SITE, "2021/2021-11-17-young-elites.md": ORIGINAL})
    return tmp_path


def translate(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", "--translate", *arguments])


def test_twin_has_what_all_languages_share_as_it_was_written(here: Path) -> None:
    found = translate(FILE, "fa")
    assert (found.exit_code, found.stdout) == (0, "content/2021/2021-11-17-young-elites.fa.md\n")
    assert (here / "content/2021/2021-11-17-young-elites.fa.md").read_text("utf-8") == TWIN


def test_labels_without_a_name_in_the_language_are_named() -> None:
    assert translate(FILE, "fa").stderr == (
        "content/terms.yaml has no name in fa for these occasions: May Day\n"
        "content/terms.yaml has no name in fa for these audiences: Students\n"
    )


def test_twin_is_no_problem_and_is_not_published_until_it_is_written(here: Path) -> None:
    translate(FILE, "fa")
    made = make(here, {})
    assert [message.partition(": ")[2][:30] for message in made.messages] == ["body: There is no text; the pa"]
    assert not any(path.startswith("fa/") for path in made.paths)
    file = here / "content/2021/2021-11-17-young-elites.fa.md"
    said = file.read_text("utf-8").replace("draft: true", "draft: false").replace(MARK, "")
    file.write_text(f"{said}متن یک.\n\nمتن دو.\n", encoding="utf-8")
    made = make(here, {})
    assert made.messages == ()
    assert "fa/2021/elites/beside-en/index.html" in made.paths
    assert "روز قدس" in made.main("fa/2021/elites/index.html")


def test_title_may_be_given(here: Path) -> None:
    assert translate(FILE, "fa", "--title", "به نخبگان").exit_code == 0
    assert "\ntitle: به نخبگان\n" in (here / "content/2021/2021-11-17-young-elites.fa.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("original", "lang", "twin"),
    [
        ("a.fa.md", "ar", "a.ar.md"),
        ("a.fa.md", "en", "a.md"),
        ("a.md", "pt_br", "a.pt-BR.md"),
        ("a.markdown", "zh-hant", "a.zh-Hant.markdown"),
        ("a.b.md", "fa", "a.b.fa.md"),
    ],
)
def test_where_the_twin_lives(here: Path, original: str, lang: str, twin: str) -> None:
    write(here / "content", {original: speech()})
    assert translate(f"content/{original}", lang).stdout == f"content/{twin}\n"
    found = read(twin, twin, (here / "content" / twin).read_bytes())
    assert found.speech
    assert [problem.field for problem in found.problems] == ["body"]


def test_where_the_site_names_no_language_the_file_names_it(here: Path) -> None:
    write(here / "content", {"site.yaml": "", "a.fa.md": speech()})
    assert translate("content/a.fa.md", "en").stdout == "content/a.en.md\n"


def test_the_original_that_it_names_is_named_again(here: Path) -> None:
    write(here / "content", {"b.fa.md": speech(translation_of="2021-11-17-young-elites")})
    translate("content/b.fa.md", "ar")
    assert "\ntranslation_of: 2021-11-17-young-elites\n" in (here / "content/b.ar.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("there", "lang"),
    [
        ({"2021/2021-11-17-young-elites.fa.md": speech()}, "fa"),
        ({"2021/2021-11-17-young-elites.fa.markdown": speech(draft="true")}, "fa"),
        ({"2021/other.md": speech(lang="fa", translation_of="2021-11-17-young-elites")}, "fa"),
        ({"2021/other.ar.md": speech(translation_of="2021/2021-11-17-young-elites.md")}, "ar"),
    ],
)
def test_twin_that_is_there_is_refused(here: Path, there: dict[str, str], lang: str) -> None:
    write(here / "content", there)
    before = sorted((here / "content").rglob("*"))
    found = translate(FILE, lang)
    assert found.exit_code == 2
    assert f"The translation is there already: content/{next(iter(there))}. Work on in that file." in found.stderr
    assert sorted((here / "content").rglob("*")) == before


def test_file_that_is_no_speech_in_its_place_is_not_overwritten(here: Path) -> None:
    write(here / "content", {"2021/2021-11-17-young-elites.fa.md": "mine"})
    found = translate(FILE, "fa")
    assert found.exit_code == 2
    assert "content/2021/2021-11-17-young-elites.fa.md is there already." in found.stderr
    assert (here / "content/2021/2021-11-17-young-elites.fa.md").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([FILE, "xx"], "“xx” is the tag of no known language."),
        ([FILE, "not a tag"], "“not a tag” is not a language tag."),
        ([FILE, "en"], "The text is in this language (en) already."),
        (["elsewhere.md", "fa"], "elsewhere.md is not below content/."),
        (["content/none.md", "fa"], "does not exist"),
        (["content/wrong.md", "fa"], "content/wrong.md:3: date: 2021-02-30 is not a day of the calendar."),
        (["content/line.md", "fa"], "The front matter of the original stands on one line."),
        ([FILE, "fa", "--date", "2021"], "A translation takes date and labels from its original"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(here: Path, arguments: list[str], said: str) -> None:
    line = "---\n{title: A, date: 2021}\n---\nText.\n"
    write(here, {"elsewhere.md": speech(), "content/wrong.md": speech(date="2021-02-30"), "content/line.md": line})
    before = sorted((here / "content").rglob("*"))
    found = translate(*arguments)
    assert found.exit_code == 2
    assert said in found.stderr
    assert sorted((here / "content").rglob("*")) == before


def test_a_language_is_one_that_is_known() -> None:
    assert [language_of(tag) for tag in ("fa", "ckb", "zh_hant", "yue")] == ["fa", "ckb", "zh-Hant", "yue"]
    with pytest.raises(Wrong):
        language_of("qqq")
