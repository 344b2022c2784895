"""Order, neighbours, terms, twins and editions."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from rostra.archive import Archive, Edition, archive_of
from rostra.problem import Problem
from rostra.reading import read
from rostra.site import Site
from tests.making import speech


def related(files: Mapping[str, str], site: Site | None = None) -> tuple[Archive, tuple[Problem, ...]]:
    readings = [read(path, path, text.encode()) for path, text in files.items()]
    assert all(reading.speech for reading in readings)
    return archive_of(site or Site(), [r.speech for r in readings if r.speech], frozenset())


def edition(files: Mapping[str, str], lang: str = "en", site: Site | None = None) -> Edition:
    archive, problems = related(files, site)
    assert problems == ()
    return next(found for found in archive.editions if found.lang == lang)


def titles(found: Edition) -> list[str]:
    return [card.title for card in found.cards]


def test_speeches_stand_in_the_order_of_their_dates() -> None:
    found = edition({"a.md": speech("B", "2021-05-02"), "b.md": speech("A", "2021-05-01"), "c.md": speech("C", "1999")})
    assert titles(found) == ["C", "A", "B"]


def test_two_speeches_of_one_day_stand_in_the_order_of_their_files() -> None:
    found = edition(
        {"2021-05-01-b.md": speech("Second", "2021-05-01"), "2021-05-01-a.md": speech("First", "2021-05-01")}
    )
    assert titles(found) == ["First", "Second"]


def test_an_open_date_stands_after_the_last_that_must_precede_it() -> None:
    found = edition(
        {
            "a.md": speech("Before", "2018-03-20"),
            "b.md": speech("Between", "2018-03-21/2018-04-16"),
            "c.md": speech("Inside", "2018-04-01"),
            "d.md": speech("Unknown", "XXXX"),
            "e.md": speech("After", "2019-01-01"),
        }
    )
    assert titles(found) == ["Before", "Between", "Inside", "After", "Unknown"]


def test_neighbours_are_those_before_and_after_in_time() -> None:
    found = edition({"a.md": speech("One", "2001"), "b.md": speech("Two", "2002"), "c.md": speech("Three", "2003")})
    around = [(e.previous and e.previous.title, e.next and e.next.title) for e in found.entries]
    assert around == [(None, "Two"), ("One", "Three"), ("Two", None)]


def test_what_has_no_place_in_time_is_neither_before_nor_after(tmp_path: Path) -> None:
    found = edition({"a.md": speech("One", "2001"), "b.md": speech("Some day", "XXXX"), "c.md": speech("Then", "XXXX")})
    assert [(e.previous, e.next) for e in found.entries] == [(None, None)] * 3


def test_a_date_that_touches_two_years_is_listed_in_both_and_one_without_bounds_in_none() -> None:
    found = edition({"a.md": speech("Winter", "2019-12-20/2020-01-10"), "b.md": speech("Then", "../2020-01-10")})
    assert {year: [card.title for card in cards] for year, cards in found.years["gregorian"].items()} == {
        2019: ["Winter"],
        2020: ["Winter"],
    }
    assert [card.title for card in found.undated] == ["Then"]


@pytest.mark.parametrize(
    ("path", "date", "address"),
    [
        ("2021/2021-11-17-young-elites.md", "2021-11-17", "/2021/11-17-young-elites/"),
        ("x/2018-apps.md", "2018-03-21/2018-04-16", "/2018/apps/"),
        ("x/Young Elites & Co.md", "2018", "/2018/young-elites-co/"),
        ("x/1999-apps.md", "2018", "/2018/1999-apps/"),
        ("hajj.md", "XXXX", "/undated/hajj/"),
        ("x/தமிழ்-உரை.md", "2018", "/2018/தமிழ்-உரை/"),
        ("x/2021-cafe\u0301.md", "2021", "/2021/café/"),
        ("rome/philippic.md", "-0043-09-02", "/-0043/philippic/"),
    ],
)
def test_an_address_can_be_foretold_from_the_name_of_the_file(path: str, date: str, address: str) -> None:
    assert [card.address for card in edition({path: speech("T", date)}).cards] == [address]


def test_a_slug_takes_the_place_of_the_files_name() -> None:
    assert edition({"2021-11-17-a.md": speech(slug="Elites 2021")}).cards[0].address == "/2021/elites-2021/"


def test_labels_that_differ_in_case_blanks_and_quotes_are_one_term_under_its_most_frequent_spelling() -> None:
    found = edition(
        {
            "a.md": speech(audience="[Students, “the people”]"),
            "b.md": speech(audience="students"),
            "c.md": speech(audience="Students"),
            "d.md": speech(audience="' The  People '"),
        }
    )
    terms = [(term.label, term.address, len(term.cards)) for term in found.terms["audiences"]]
    assert terms == [("Students", "/audiences/students/", 3), ("The People", "/audiences/the-people/", 2)]


def test_terms_that_share_an_address_are_told_apart_by_a_number() -> None:
    found = edition({"a.md": speech(tags="[C, C++]")})
    assert [(term.label, term.address) for term in found.terms["tags"]] == [("C", "/tags/c/"), ("C++", "/tags/c-2/")]


def test_a_term_named_twice_by_one_speech_counts_once() -> None:
    found = edition({"a.md": speech(occasion="[Hajj, hajj]")})
    assert [len(term.cards) for term in found.terms["occasions"]] == [1]


def test_a_label_too_long_for_a_folder_gets_an_address_that_fits() -> None:
    label = "ا" * 300
    found = edition({"a.md": speech(occasion=label)})
    segment = found.terms["occasions"][0].address.split("/")[2]
    assert len(segment.encode()) <= 240
    assert segment == "ا" * 120


def test_a_speech_without_a_speaker_has_the_sites_in_its_language() -> None:
    site = Site(language="en", speaker={"en": "The Chair", "fa": "رئیس"})
    files = {"a.md": speech(), "a.fa.md": speech("سلام")}
    assert [term.label for term in edition(files, "en", site).terms["speakers"]] == ["The Chair"]
    assert [term.label for term in edition(files, "fa", site).terms["speakers"]] == ["رئیس"]


def test_texts_of_one_name_in_two_languages_are_one_event() -> None:
    files = {"2021-11-17-a.md": speech("English"), "2021-11-17-a.fa.md": speech("فارسی")}
    english, persian = edition(files, "en", Site(language="en")), edition(files, "fa", Site(language="en"))
    assert titles(english) == ["English"]
    assert titles(persian) == ["فارسی"]
    assert [(link.label, link.address) for link in english.cards[0].languages] == [
        ("en", "/2021/11-17-a/"),
        ("fa", "/fa/2021/11-17-a/"),
    ]


def test_translation_of_makes_twins_of_files_with_different_names() -> None:
    files = {"2021/2021-11-17-a.md": speech("A"), "x.fa.md": speech("ب", translation_of="2021-11-17-a")}
    assert {link.label for link in edition(files, "en", Site(language="en")).cards[0].languages} == {"en", "fa"}


def test_a_translation_of_nothing_is_a_problem() -> None:
    _, problems = related({"x.fa.md": speech("ب", translation_of="2021-11-17-b")}, Site(language="en"))
    assert [str(problem) for problem in problems] == [
        "x.fa.md:4: translation_of: No speech is named 2021-11-17-b. "
        "Write the original's path, such as 2021/2021-11-17-name."
    ]


def test_the_edition_at_the_root_shows_what_exists_only_in_another_language() -> None:
    files = {"a.md": speech("A", "2020"), "b.fa.md": speech("ب", "2021")}
    archive, _ = related(files, Site(language="en"))
    assert [(found.lang, found.prefix, titles(found)) for found in archive.editions] == [
        ("en", "", ["A", "ب"]),
        ("fa", "/fa", ["ب"]),
    ]
    assert [card.address for card in archive.editions[0].cards] == ["/2020/a/", "/fa/2021/b/"]
    assert [entry.card.title for entry in archive.editions[0].entries] == ["A"]


def test_without_a_language_in_site_yaml_the_sites_own_is_the_most_frequent() -> None:
    archive, _ = related({"a.he.md": speech("א"), "b.he.md": speech("ב"), "c.en.md": speech("C")})
    assert [(found.lang, found.prefix) for found in archive.editions] == [("he", ""), ("en", "/en")]


def test_an_empty_archive_has_one_empty_edition() -> None:
    archive, problems = related({})
    assert problems == ()
    assert [(found.lang, found.cards) for found in archive.editions] == [("en", ())]


def test_a_kind_that_is_not_known_is_a_warning_and_one_from_site_yaml_is_not() -> None:
    files = {"a.md": speech(kind="sermonn"), "b.md": speech(kind="hearing")}
    _, problems = related(files, Site(kinds=("hearing",)))
    assert [str(problem) for problem in problems] == [
        "a.md:4: kind: “sermonn” is not a known kind; it is kept as it is. Did you mean sermon?"
    ]


def test_two_texts_of_one_event_in_one_language_are_a_problem_that_names_both() -> None:
    _, problems = related({"a.md": speech("A"), "a.en.md": speech("Also A")}, Site(language="en"))
    assert [str(problem) for problem in problems] == [
        "a.md:1: lang: The text in this language (en) is already in a.en.md. "
        "Rename one of the two files, or correct its language."
    ]


def test_a_speech_without_a_language_is_not_in_the_language_of_its_translation() -> None:
    files = {"a.md": speech("A"), "a.fa.md": speech("آ"), "b.fa.md": speech("ب")}
    archive, problems = related(files)
    assert problems == ()
    assert [(found.lang, titles(found)) for found in archive.editions] == [("en", ["A", "ب"]), ("fa", ["آ", "ب"])]
