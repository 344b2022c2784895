"""YAML → Values that remember their lines, and what is said about YAML that is none."""

import resource
import time
import tracemalloc

import pytest

from rostra.values import MOST_CHARACTERS, Malformed, Mapping, Scalar, Sequence, parse


def malformed(text: str) -> Malformed:
    with pytest.raises(Malformed) as raised:
        parse(text, first_line=2)
    return raised.value


def said(text: str) -> str:
    wrong = malformed(text)
    return f"{wrong.line}: {wrong.field}: {wrong.message} {wrong.hint}".replace(" : ", " ")


def texts(text: str) -> dict[str, str]:
    found = {}
    for key, value in parse(text).entries.items():
        assert isinstance(value, Scalar)
        found[key] = value.text
    return found


@pytest.mark.parametrize(
    "written", ["no", "12:30", "1963-02-30", "0o17", "1e3", "2021-11-17", "true", "0x1F", "1_000", "=", "<<"]
)
def test_a_scalar_stays_the_text_that_was_written(written: str) -> None:
    assert texts(f"date: {written}") == {"date": written}


@pytest.mark.parametrize("written", ["", " ", "~", "null", "Null", "NULL", '""', "''", "# a comment"])
def test_an_empty_field_is_an_empty_text(written: str) -> None:
    assert texts(f"title: {written}") == {"title": ""}


def test_a_quoted_null_is_the_word() -> None:
    assert texts("title: 'null'\nkicker: \"~\"") == {"title": "null", "kicker": "~"}


def test_each_key_and_each_item_knows_its_line() -> None:
    value = parse("title: A\naudience:\n  - Students\n  - Teachers\nplace: {city: Rome}", first_line=2)
    assert value.lines == {"title": 2, "audience": 3, "place": 6}
    assert value.entries["audience"] == Sequence((Scalar("Students", 4), Scalar("Teachers", 5)), 4)
    assert value.entries["place"] == Mapping({"city": Scalar("Rome", 6)}, {"city": 6}, 6)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "~", "---\n"])
def test_nothing_is_an_empty_map(text: str) -> None:
    assert parse(text).entries == {}


@pytest.mark.parametrize("hidden", ["\x85", "\u2028", "\u2029"])
def test_a_line_break_that_no_editor_sees_is_a_blank(hidden: str) -> None:
    assert parse(f"title: Opening{hidden}address\ndate: 2021").lines == {"title": 1, "date": 2}
    assert texts(f"title: Opening{hidden}address") == {"title": "Opening address"}


def test_windows_line_ends_count_as_one() -> None:
    assert parse("title: A\r\ndate: 2021\r\n").lines == {"title": 1, "date": 2}


def test_a_word_joiner_and_no_break_spaces_are_kept() -> None:
    assert texts("title: A\u00a0B\ufeffC") == {"title": "A\u00a0B\ufeffC"}


MISTAKES = {
    "title: Peace: a plea": '2: A text holds a colon and a blank. Put it in quotes, such as title: "Peace: a plea".',
    '"title": Peace: a plea': '2: A text holds a colon and a blank. Put it in quotes, such as title: "Peace: a plea".',
    "title: A\n date: 2021": "3: The line is indented. Start each field at the very start of its line.",
    "title Peace\ndate: 2021": "3: The line above this one has no name, colon and blank. "
    "Write one field a line, as name: text, from the very start of the line.",
    "date: 2021\ntitle:Peace\nlang: en": "3: This line has no name, colon and blank. "
    "Write one field a line, as name: text, from the very start of the line.",
    "audience:\n\t- Students": "3: The line is indented with a tab. Indent it with blanks.",
    "\ttitle: A": "2: The line is indented with a tab. Indent it with blanks.",
    "title: A\n\tdate: 2021": "3: The line is indented with a tab. Indent it with blanks.",
    'title: "Peace\ndate: 2021': "2: A quotation mark is opened and never closed. Close it on the same line.",
    "title: 'Peace\ndate: 2021": "2: A quotation mark is opened and never closed. Close it on the same line.",
    'title: "Peace" and war': "2: Text stands after the closing quotation mark or bracket. "
    "Put the whole text in quotes of the other kind, such as title: 'The word \"peace\"'.",
    "title: 'It's peace'": "2: Text stands after the closing quotation mark or bracket. "
    "Put the whole text in quotes of the other kind, such as title: 'The word \"peace\"'.",
    "title: [Inaudible] and so on": "2: Text stands after the closing quotation mark or bracket. "
    "Put the whole text in quotes of the other kind, such as title: 'The word \"peace\"'.",
    "tags:\n   - a\n  - b": "4: The line is indented differently from those above, or has no name. "
    "Start each field at the very start of its line.",
    'title: "C:\\data"': "2: A backslash in double quotes has a meaning of its own. Put the text in single quotes.",
    "audience: [Students, Teachers\ndate: 2021": "2: A bracket is opened and never closed, or its items are not "
    "separated by commas. Write the list on one line, such as [Students, Teachers], and put a text that starts with "
    "a bracket in quotes.",
    "place: {city: Rome\ndate: 2021": "2: A bracket is opened and never closed, or its items are not "
    "separated by commas. Write the list on one line, such as [Students, Teachers], and put a text that starts with "
    "a bracket in quotes.",
    "title: ] end": "2: A text starts with a bracket or a comma. Put the whole text in quotes.",
    "title: @home": "2: A text starts with @. Put the whole text in quotes.",
    "title: %home": "2: A text starts with %. Put the whole text in quotes.",
    "title: `home`": "2: A text starts with `. Put the whole text in quotes.",
    "title: **home**": "2: A text starts with *. Put the whole text in quotes.",
    "title: - home": "2: A text starts with a hyphen and a blank. Put the whole text in quotes.",
    "title: > home": "2: A text starts with > or |. Put the whole text in quotes.",
    "title: *home": "2: *home is a YAML alias. Write the text itself, or put it in quotes.",
    "title: &home": "2: &home is a YAML anchor. Put the text in quotes, or leave the & out.",
    "title: !home": "2: !home is a YAML tag. Put the text in quotes, or leave the ! out.",
    "title: & home": "2: A text starts with &. Put the whole text in quotes.",
    "tags: !!set [a]": "2: tag:yaml.org,2002:set is a YAML tag. Put the text in quotes, or leave the ! out.",
    "title: A\ndate: 2021\ntitle: B": "4: title: This field stands twice, first on line 2. Keep one of the two.",
    "place: {city: A, city: B}": "2: city: This field stands twice, first on line 2. Keep one of the two.",
    "[a, b]: c": "2: A field's name is a list or a map. Write a plain name, such as title.",
    '"": c': "2: A field has no name. Write a plain name before the colon, such as title.",
    "- title: A": "2: This is a list, not fields. Write one field a line, such as title: Opening address.",
    "Just a text": "2: This is a single text, not fields. Write one field a line, such as title: Opening address.",
    "title: A\n---\ntitle: B": "3: A second YAML document starts here. Keep all fields in one block.",
    'title: "A\\0B"': "2: This text holds the control character U+0000. "
    "Leave it out, or put the text in single quotes.",
    'title: A\nkicker: "\\x1b[1m"': "3: This text holds the control character U+001B. "
    "Leave it out, or put the text in single quotes.",
    "title: A\nkicker: b\x9dc": "3: The character U+009D is not allowed in YAML. Delete it.",
    "title: A\n...\ntitle: B": "4: This is not valid YAML (did not find expected <document start>). "
    "Write one field a line, as name: text, from the very start of the line.",
}  # fmt: skip


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_explained_at_its_line(text: str) -> None:
    assert said(text) == MISTAKES[text]


BOMBS = {
    "aliases": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "flow lists": "extra: " + "[" * 3000 + "]" * 3000,
    "flow lists without an end": "extra: " + "[" * 60_000,
    "flow maps": "extra: " + "{a: " * 3000 + "}" * 3000,
    "block lists": "extra:\n  " + "- " * 3000 + "x",
    "block maps": "extra:\n" + "".join(" " * depth + "a:\n" for depth in range(1, 340)),
    "keys of keys": "? " * 3000 + "x",
}
TOO_DEEP = "Lists or maps are nested more than 8 deep. Write the field as plain text or as a simple list."


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_at_once_and_in_little_memory(bomb: str) -> None:
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    start = time.perf_counter()
    try:
        message = said(BOMBS[bomb])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert message.endswith(
        "is a YAML anchor. Put the text in quotes, or leave the & out." if bomb == "aliases" else TOO_DEEP
    )
    assert peak < 2_000_000
    assert time.perf_counter() - start < 0.5
    # what libyaml itself takes; ru_maxrss counts kilobytes, on macOS bytes
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - resident < 64_000


def test_eight_levels_are_allowed() -> None:
    assert parse("extra: " + "[" * 7 + "x" + "]" * 7).entries
    assert said("extra: " + "[" * 8 + "x" + "]" * 8).endswith(TOO_DEEP)


def test_a_front_matter_longer_than_any_is_not_parsed() -> None:
    text = "title: " + "a" * MOST_CHARACTERS
    assert said(text) == (
        "2: The front matter is 65,543 characters long. Keep it under 65,536; "
        "a speech's text belongs below the second ---."
    )
