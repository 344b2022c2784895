"""Bytes → Source: fences, encodings, line ends, and the line on which the body starts."""

import pytest

from rostra.reading.source import MOST_BYTES, Source, read


def taken(data: bytes) -> Source:
    source, problems = read("a.md", data)
    assert problems == ()
    assert source is not None
    return source


def refusal(data: bytes) -> str:
    source, problems = read("a.md", data)
    assert source is None
    (problem,) = problems
    return str(problem)


def test_fields_and_body_know_their_lines() -> None:
    source = taken(b"---\ntitle: A\ndate: 2021\n---\n\nWe meet again.\n")
    assert source.fields.lines == {"title": 2, "date": 3}
    assert (source.body, source.body_line) == ("We meet again.", 6)


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems_say_the_same(ends: str) -> None:
    text = "---\ntitle: A\ndate: 2021\n---\n\nWe meet again.\n\nAnd again."
    assert taken(text.replace("\n", ends).encode()) == taken(text.encode())


def test_fences_may_carry_trailing_blanks() -> None:
    assert taken(b"---  \ntitle: A\n---\t \nWe meet.").body == "We meet."


def test_a_rule_in_the_body_is_no_fence() -> None:
    assert taken(b"---\ntitle: A\n---\nBefore\n\n---\n\nAfter").body == "Before\n\n---\n\nAfter"


def test_three_hyphens_inside_a_text_are_no_fence() -> None:
    source = taken(b"---\ntitle: A --- B\nkicker: ---x\n---\nWe meet.")
    assert [value.text for value in source.fields.entries.values()] == ["A --- B", "---x"]  # type: ignore[union-attr]


def test_an_empty_front_matter_is_one() -> None:
    assert taken(b"---\n---\nWe meet.").fields.entries == {}


def test_a_field_named_content_is_a_field() -> None:
    assert list(taken(b"---\ncontent: x\nhandler: y\n---\nWe meet.").fields.entries) == ["content", "handler"]


def test_a_byte_order_mark_is_a_warning_and_is_left_out() -> None:
    source, problems = read("a.md", b"\xef\xbb\xbf---\ntitle: A\n---\nWe meet.")
    assert source is not None
    assert source.fields.lines == {"title": 2}
    assert list(map(str, problems)) == ["a.md:1: The file starts with a byte-order mark. Save it as UTF-8 without BOM."]


NO_FRONT_MATTER = (
    "a.md:1: There is no front matter. "
    "Start the file with a line ---, fields such as title: and date:, and another line ---."
)
REFUSED = {
    b"": NO_FRONT_MATTER,
    b"We meet again.\n": NO_FRONT_MATTER,
    b"title: A\n---\nWe meet.": NO_FRONT_MATTER,
    b"\n\n---\ntitle: A\n---\n": "a.md:1: Blank lines stand before the front matter. Start the file with the line ---.",
    b"----\ntitle: A\n----\n": "a.md:1: The first line ---- is not ---. Write exactly three hyphens.",
    "———\ntitle: A\n———\n".encode(): "a.md:1: The first line ——— is not ---. Write exactly three hyphens.",
    b"---\ntitle: A\nWe meet.\n": "a.md:1: The front matter is opened by --- and never closed. "
    "Write a second line --- after its last field.",
    "---\ntitle: A\n---\nWe meet.".encode("utf-16"): "a.md:1: The file is in UTF-16. Save it as UTF-8.",
    "---\ntitle: A\n---\nWe meet.".encode("utf-16-le"): "a.md:1: The file is in UTF-16. Save it as UTF-8.",
    "---\ntitle: A\n---\nWe meet.".encode("utf-16-be"): "a.md:1: The file is in UTF-16. Save it as UTF-8.",
    "---\ntitle: A\n---\nSeñor.".encode("latin-1"): "a.md:4: The byte 0xF1 is not UTF-8. Save the file as UTF-8.",
    b"---\ntitle: A\n---\nWe\nmeet \xe2\x80": "a.md:5: The byte 0xE2 is not UTF-8. Save the file as UTF-8.",
    b"---\ntitle: A\x00\n---\n": "a.md:2: The line holds the control character U+0000. Delete it.",
    b"---\ntitle: A\n---\n\nWe\x1b meet": "a.md:5: The line holds the control character U+001B. Delete it.",
    b"---\ntitle: A\n---\n\nWe\x0cmeet": "a.md:5: The line holds the control character U+000C. Delete it.",
    b"---\ntitle: A\n---\n\nWe\x7f meet": "a.md:5: The line holds the control character U+007F. Delete it.",
    b"---\ntitle: A\n---\n\n\x02wzxhzdk:0\x03": "a.md:5: The line holds the control character U+0002. Delete it.",
    "---\ntitle: A\n---\n\nWe\uffff".encode(): "a.md:5: The line holds the control character U+FFFF. Delete it.",
    b"---\n- title\n---\n": "a.md:2: This is a list, not fields. "
    "Write one field a line, such as title: Opening address.",
    b"---\ntitle: A\n\ntitle: B\n---\n": "a.md:4: title: This field stands twice, first on line 2. "
    "Keep one of the two.",
}


@pytest.mark.parametrize("data", REFUSED)
def test_what_is_no_speech_file_is_refused_with_its_line(data: bytes) -> None:
    assert refusal(data) == REFUSED[data]


def test_a_file_larger_than_any_speech_is_refused() -> None:
    assert refusal(b"x" * (MOST_BYTES + 1)) == (
        "a.md: The file is 10 MB. A speech may be at most 10 MB; move recordings and attachments elsewhere."
    )
