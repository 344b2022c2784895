"""What the form of /admin/ shows of a file, and what it writes: all but what was changed stays, byte for byte."""

import unicodedata
from typing import Any

import pytest

from rostra.reading import source
from rostra.reading.speech import speech_of
from tests.forms import Forms, forms_in

FILE = """\
---
# Checked against the print.

title:   'Opening: one'   # as printed
date:    2021-11-17
kind: Sermon
occasion:
  - Harbour day  # the first
  - "New year"
audience: Pilots
place:
    name: Hall
    city: Rome
draft: no
lable: kept
summary: >
  Two lines
  folded.
---

 Body.\u00a0

\tEnd  \n\n"""


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Forms:
    return forms_in(tmp_path_factory.mktemp("forms"))


def edited(forms: Forms, text: str | None, **changes: Any) -> str:
    ((_, written),) = forms.answers([(text, changes)])
    return written


def test_the_form_shows_each_field_as_it_is_meant(forms: Forms) -> None:
    ((form, written),) = forms.answers([(FILE, {})])
    assert written == FILE
    assert {name: value for name, value in form.items() if name != "file as it was"} == {
        "title": "Opening: one",
        "date": "2021-11-17",
        "kind": "Sermon",
        "occasion": ["Harbour day", "New year"],
        "audience": ["Pilots"],
        "place": "name: Hall\ncity: Rome",
        "draft": False,
        "summary": "Two lines folded.\n",
        "body": " Body.\u00a0\n\n\tEnd",
    }


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        ({"title": "Two"}, "title:   'Opening: one'   # as printed\n", "title:   Two   # as printed\n"),
        ({"date": "2021"}, "date:    2021-11-17\n", "date:    2021\n"),
        ({"audience": ["Pilots", "Masters"]}, "audience: Pilots\n", "audience: [Pilots, Masters]\n"),
        ({"kind": "speech"}, "kind: Sermon\n", "kind: speech\n"),
        (
            {"occasion": ["Harbour day", "Hajj"]},
            'occasion:\n  - Harbour day  # the first\n  - "New year"\n',
            "occasion: [Harbour day, Hajj]\n",
        ),
        ({"audience": []}, "audience: Pilots\n", ""),
        (
            {"place": "name: Hall\ncity: Ostia"},
            "place:\n    name: Hall\n    city: Rome\n",
            "place:\n  name: Hall\n  city: Ostia\n",
        ),
        ({"place": "{city: Rome}"}, "place:\n    name: Hall\n    city: Rome\n", "place: {city: Rome}\n"),
        ({"place": "Rome: the hall"}, "place:\n    name: Hall\n    city: Rome\n", 'place: "Rome: the hall"\n'),
        ({"draft": True}, "draft: no\n", "draft: true\n"),
        ({"summary": "One line."}, "summary: >\n  Two lines\n  folded.\n", "summary: One line.\n"),
        ({"setting": "written"}, "  folded.\n---", "  folded.\nsetting: written\n---"),
        ({"extra": "{Shelf 1: B}"}, "  folded.\n---", "  folded.\nextra: {Shelf 1: B}\n---"),
        ({"extra": "Shelf 1: B\nBox: 2"}, "  folded.\n---", "  folded.\nextra:\n  Shelf 1: B\n  Box: 2\n---"),
        ({"extra": "shelf: B"}, "  folded.\n---", "  folded.\nextra:\n  shelf: B\n---"),
        ({"body": "New."}, "\n Body.\u00a0\n\n\tEnd  \n\n", "\nNew.\n"),
    ],
)
def test_a_change_stands_in_its_place_and_all_else_stays(forms: Forms, change: Any, old: str, new: str) -> None:
    assert FILE.count(old) == 1
    assert edited(forms, FILE, **change) == FILE.replace(old, new)


def test_a_new_file_has_its_fields_in_the_order_of_the_form(forms: Forms) -> None:
    changes = {
        "body": "Text.",
        "lang": "fa",
        "occasion": ["A, B", "C"],
        "title": "T",
        "date": "XXXX",
        "featured": False,
    }
    assert edited(forms, None, **changes) == (
        '---\ntitle: T\ndate: XXXX\noccasion: ["A, B", C]\nlang: fa\n---\nText.\n'
    )


NASTY = [
    "null", "~", "Yes", "2021-11-17", "- a", "a: b", "a #b", "#a", "'a'", '"a"', "[a", "{a}", "*a", "&a", "!a", "%a",
    "@a",
    "`a`", "a, b", "? a", "| a", "> a", "---", "...", "سخن: ‌ما", "a\\b", "é\u0301", "a\u2028b", "🙂", "0o7", "=", "<<",
    "a:", ":a", "a]b", "a}b",
]  # fmt: skip


def test_every_text_is_read_as_it_was_typed(forms: Forms) -> None:
    asked: list[tuple[str | None, dict[str, Any]]] = [
        (None, {"title": text, "occasion": [f"{text} x", f"y {text}"], "date": "2021", "body": "B."}) for text in NASTY
    ]
    for text, (_, written) in zip(NASTY, forms.answers(asked), strict=True):
        taken, _ = source.read("a.md", written.encode())
        assert taken, written
        speech, problems = speech_of(taken, "a.md")
        assert speech, (written, problems)
        plain = unicodedata.normalize("NFC", text.replace("\u2028", " "))
        assert (speech.title, speech.occasion) == (plain, (f"{plain} x", f"y {plain}"))


def test_an_item_that_was_left_empty_is_none(forms: Forms) -> None:
    assert edited(forms, FILE, audience=["Pilots", ""]) == FILE
    assert edited(forms, FILE, audience=["", " "]) == FILE.replace("audience: Pilots\n", "")


def test_front_matter_in_braces_is_left_alone(forms: Forms) -> None:
    with pytest.raises(AssertionError, match=r"The front matter stands in braces\."):
        forms.answers([("---\n{title: A, date: 2021}\n---\nText.\n", {"title": "B"})])
