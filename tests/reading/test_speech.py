"""A Source → Speech: the file's name, the date and where it comes from, fields of other generators."""

import pytest

from rostra.reading import read
from rostra.reading.fields import Participant, Place
from rostra.reading.source import Source
from rostra.reading.speech import Name, Speech, named, speech_of
from rostra.values import parse


def stated(text: str, path: str = "a.md", zone: str = "UTC") -> tuple[Speech | None, list[str]]:
    speech, problems = speech_of(Source(path, parse(text, 2), "", 9), path, zone)
    return speech, list(map(str, problems))


def good(text: str, path: str = "a.md", zone: str = "UTC") -> Speech:
    speech, problems = stated(text, path, zone)
    assert problems == []
    assert speech is not None
    return speech


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.md", Name("a", "a", "", "")),
        (
            "2021/2021-11-17-young-elites.fa.md",
            Name("2021/2021-11-17-young-elites", "2021-11-17-young-elites", "2021-11-17", "fa"),
        ),
        ("a.zh-hant.MD", Name("a", "a", "", "zh-Hant")),
        ("a.markdown", Name("a", "a", "", "")),
        ("2021-11-17.md", Name("2021-11-17", "2021-11-17", "2021-11-17", "")),
        ("2021-11-17x.md", Name("2021-11-17x", "2021-11-17x", "", "")),
        ("۲۰۲۱-۱۱-۱۷-a.md", Name("۲۰۲۱-۱۱-۱۷-a", "۲۰۲۱-۱۱-۱۷-a", "", "")),
        ("speech.v2.md", Name("speech.v2", "speech.v2", "", "")),
        (".fa.md", Name(".fa", ".fa", "", "")),
        ("cafe\u0301.md", Name("café", "café", "", "")),
    ],
)
def test_a_files_name_says_day_and_language(path: str, name: Name) -> None:
    assert named(path) == name


def test_title_and_date_are_enough() -> None:
    speech = good("title: Opening\ndate: 2021-11-17")
    assert (speech.title, speech.date.edtf, speech.kind, speech.date_basis) == (
        "Opening",
        "2021-11-17",
        "speech",
        "stated",
    )


def test_the_date_may_stand_in_the_files_name_alone() -> None:
    assert good("title: A\ndate:", "2021/2021-11-17-a.md").date.edtf == "2021-11-17"


def test_below_undated_no_date_is_needed() -> None:
    assert good("title: A", "letters/undated/a.md").date.shape == "unknown"


@pytest.mark.parametrize(
    "written", ["2021", "2021-11", "2021-11-17?", "202X", "../2021-12-31", "XXXX", "2021-11-16/2021-11-18"]
)
def test_a_vaguer_date_does_not_contradict_the_files_name(written: str) -> None:
    assert good(f"title: A\ndate: {written}", "2021-11-17-a.md").date.edtf == written


@pytest.mark.parametrize("written", ["2021-11-18", "2020", "2021-12?", "2021-11-18/..", "../2021-11-16"])
def test_a_date_that_contradicts_the_files_name_is_named_with_both(written: str) -> None:
    speech, problems = stated(f"title: A\ndate: {written}", "2021-11-17-a.md")
    assert speech is None
    assert problems == [
        f"2021-11-17-a.md:3: date: The field says {written}, the file's name says 2021-11-17. "
        "Correct the one that is wrong."
    ]


def test_an_impossible_day_in_the_files_name_is_named() -> None:
    speech, problems = stated("title: A", "2021-02-30-a.md")
    assert speech is None
    assert problems == [
        "2021-02-30-a.md:1: date: In the file's name, 2021-02-30 is not a day of the calendar. Rename the file."
    ]


def test_a_timestamp_is_cut_to_its_day_before_it_is_compared_with_the_name() -> None:
    assert good("title: A\ndate: 2021-11-16 23:00:00 +0000", "2021-11-17-a.md", "Asia/Seoul").date.edtf == "2021-11-17"


def test_the_suffix_of_the_name_and_the_field_must_agree_on_the_language() -> None:
    assert good("title: A\ndate: 2021\nlang: FA", "a.fa.md").lang == "fa"
    speech, problems = stated("title: A\ndate: 2021\nlang: en", "a.fa.md")
    assert speech is None
    assert problems == ["a.fa.md:4: lang: The field says en, the file's name says fa. Make the two agree."]


@pytest.mark.parametrize("path", ["!!!.md", "2021-!!!.md", "2021-.md", "—.fa.md"])
def test_a_name_that_no_address_can_hold_is_refused(path: str) -> None:
    speech, problems = stated("title: A\ndate: 2021", path)
    assert speech is None
    assert problems == [f"{path}: The file's name holds no letter and no digit. Rename it, or give the speech a slug:."]
    assert good("title: A\ndate: 2021\nslug: a", path).slug == "a"


@pytest.mark.parametrize("path", ["2021-11-17-!!!.md", "2021.md", "!!!1.md", "undated-a.md"])
def test_a_digit_in_the_name_is_enough(path: str) -> None:
    assert good("title: A\ndate: 2021-11-17", path).title == "A"


def test_all_that_is_wrong_with_a_file_is_said_at_once() -> None:
    _, problems = stated("kind: [a]\nlang: english\ndate: 2021-02-30\nfeatured: maybe")
    assert problems == [
        "a.md:2: kind: This must be one text, not a list or a map. Write the text on the field's line.",
        "a.md:3: lang: “english” is not a language tag. Write a BCP 47 tag such as en, fa or zh-Hant.",
        "a.md:5: featured: “maybe” is neither true nor false. Write true or false.",
        "a.md:4: date: 2021-02-30 is not a day of the calendar. "
        "February 2021 has 28 days; write one of them, or 2021-02 where the day is unknown.",
        "a.md:1: title: There is no title. Write title: and what the speech is called.",
    ]


def test_an_unknown_field_is_kept_and_asked_about() -> None:
    speech, problems = stated("title: A\ndate: 2021\noccassion: X\nshelf: {row: [1, 2]}\nextra: {box: 3}")
    assert problems == [
        "a.md:4: occassion: The field occassion is not known; it is kept under extra. Did you mean occasion?",
        "a.md:5: shelf: The field shelf is not known; it is kept under extra. Move it below extra: if it is meant.",
    ]
    assert speech is not None
    assert speech.extra == {"occassion": "X", "shelf": {"row": ["1", "2"]}, "box": "3"}


def test_fields_of_other_generators_are_understood() -> None:
    speech = good(
        "layout: post\ntitle: A\ndate: 2021\npermalink: /news/a/\ncategories: [x, y]\ndescription: D\nslug: zz\n"
        "language: fr\nauthor: Ada\nvenue: Hall"
    )
    assert speech.aliases == ("/news/a/",)
    assert (speech.tags, speech.summary, speech.slug, speech.lang) == (("x", "y"), "D", "zz", "fr")
    assert (speech.speaker, speech.place, speech.extra) == (("Ada",), Place("Hall"), {})


def test_speakers_are_participants_and_the_first_is_the_speaker() -> None:
    speech = good("title: A\ndate: 2021\nspeakers: [Ada, Ben]")
    assert speech.speaker == ("Ada",)
    assert speech.participants == (Participant("Ada"), Participant("Ben"))


@pytest.mark.parametrize("order", ["participants: [Ben]\nspeakers: [Ada]", "speakers: [Ada]\nparticipants: [Ben]"])
def test_our_own_field_wins_over_that_of_another_generator(order: str) -> None:
    assert good(f"title: A\ndate: 2021\n{order}").participants == (Participant("Ben"),)
    assert good("title: A\ndate: 2021\nspeaker: Ada\nauthor: Ben").speaker == ("Ada",)
    assert good("title: A\ndate: 2021\nauthor: Ben\nspeaker: Ada").speaker == ("Ada",)
    assert good("title: A\ndate: 2021\nspeaker:\nauthor: Ben").speaker == ("Ben",)


@pytest.mark.parametrize("recipe", ["false", "/:year/:title/", "'/{{ page.fileSlug }}/'", "''"])
def test_a_permalink_that_is_no_path_is_no_alias(recipe: str) -> None:
    assert good(f"title: A\ndate: 2021\npermalink: {recipe}").aliases == ()


def test_a_speech_without_a_summary_gets_its_first_paragraph() -> None:
    body = "My friends,\n\nWe meet again in this great hall to speak of the harvest.\n"
    found = read("a.md", "content/a.md", f"---\ntitle: A\ndate: 2021\n---\n{body}".encode())
    assert found.problems == ()
    assert found.speech is not None
    assert found.speech.summary == "We meet again in this great hall to speak of the harvest."


def test_a_problem_names_the_path_as_it_is_shown() -> None:
    found = read("a.md", "content/a.md", b"---\ntitle: A\n---\n\x1b")
    assert list(map(str, found.problems)) == ["content/a.md:4: The line holds the control character U+001B. Delete it."]
