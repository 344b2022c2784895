"""Front matter in the forms of other generators, and a body that is left as it is."""

import pytest

from rostra.importing.matter import Matter, read
from rostra.problem import Problem

FORMS = {
    "---\ntitle: Yes\ndraft: no\n--- \n\nText.": Matter(
        {"title": "Yes", "draft": "no"}, {"title": 2, "draft": 3}, "\nText.", 5
    ),
    "---\ntitle: A\n...\nText.\n": Matter({"title": "A"}, {"title": 2}, "Text.\n", 4),
    "---\n---\nText.\n": Matter({}, {}, "Text.\n", 3),
    "+++\ntitle = 'A'\nday = 2021-11-17\n[params]\nlist = [1, true]\n+++\nText.\n": Matter(
        {"title": "A", "day": "2021-11-17", "params": {"list": [1, True]}}, {}, "Text.\n", 7
    ),
    '{\n  "title": "A"\n}\n\nText.\n': Matter({"title": "A"}, {}, "\nText.\n", 4),
    '---json\n{"title": "A"}\n---\nText.\n': Matter({"title": "A"}, {}, "Text.\n", 4),
    "\ufeff---\r\ntitle: A\r\n---\r\nText.\r\n": Matter({"title": "A"}, {"title": 2}, "Text.\n", 4),
}


@pytest.mark.parametrize("text", FORMS)
def test_front_matter_is_read_in_every_form(text: str) -> None:
    assert read("a.md", text.encode()) == FORMS[text]


COLONS = {
    "Title: Peace: a plea\nTags: a,\n    b\n\nText: not a field.\n": Matter(
        {"title": "Peace: a plea", "tags": "a,\nb"}, {"title": 1, "tags": 2}, "Text: not a field.\n", 5
    ),
    "---\nTitle: Peace: a plea\n---\nText.\n": Matter({"title": "Peace: a plea"}, {"title": 2}, "Text.\n", 4),
    "---\nTitle: A\ntags: [a, b]\n---\nText.\n": Matter(
        {"Title": "A", "tags": ["a", "b"]}, {"Title": 2, "tags": 3}, "Text.\n", 5
    ),
}


@pytest.mark.parametrize("text", COLONS)
def test_pelicans_lines_are_read(text: str) -> None:
    assert read("a.md", text.encode(), colons=True) == COLONS[text]


WRONG = {
    b"---\ntitle: a: b\n---\n": "a.md:2: A text holds a colon and a blank. "
    'Put it in quotes, such as title: "Peace: a plea".',
    b"---\ntitle: A\n": "a.md:1: The front matter is opened by --- and never closed. Write a second line ---.",
    b"+++\ntitle = 'A'\ntitle = 'B'\n+++\n": "a.md:3: The front matter is no TOML: "
    "Cannot overwrite a value (at line 2, column 12). Correct it, and import it again.",
    b'{\n"title": \n}\n': "a.md:3: The front matter is no JSON: Expecting value. Correct it, and import it again.",
    b"---js\n{}\n---\n": "a.md:1: The front matter is written in js. Write it in YAML, and import it again.",
    b"---\ntitle: A\n---\n\xff": "a.md:4: The byte 0xFF is not UTF-8. Save the file as UTF-8.",
}


@pytest.mark.parametrize("data", WRONG)
def test_what_cannot_be_read_is_said_with_its_line(data: bytes) -> None:
    found = read("a.md", data)
    assert isinstance(found, Problem)
    assert str(found) == WRONG[data]


def test_a_text_without_front_matter_is_none() -> None:
    assert read("a.md", b"Title: A\n\nText.\n") is None
