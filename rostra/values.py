"""YAML text → Values that remember their lines. Nothing is guessed: a scalar stays the text that was written."""

from __future__ import annotations

import re

import msgspec
import yaml

assert yaml.__with_libyaml__, "PyYAML was built without libyaml, which reads front matter ten times faster"

MOST_CHARACTERS = 64 * 1024
MOST_DEPTH = 8

# Only a bare scalar can mean "nothing": a quoted "null" is the word. (YAML 1.1, section 10.2.1.2)
_NOTHING = {"", "~", "null", "Null", "NULL"}

# Line breaks to YAML 1.1, and to no editor: they come with text pasted from a word processor.
_HIDDEN_BREAKS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")

# What a quoted "\0" can bring in, and no page and no feed may hold. (XML 1.0, section 2.2)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Scalar(msgspec.Struct, frozen=True):
    """One piece of text as it was written; `text` is empty where the editor left the field empty."""

    text: str
    line: int


class Sequence(msgspec.Struct, frozen=True):
    """A list of Values."""

    items: tuple[Value, ...]
    line: int


class Mapping(msgspec.Struct, frozen=True):
    """Keys with their Values, in the order written; `lines` holds the line of each key."""

    entries: dict[str, Value]
    lines: dict[str, int]
    line: int


Value = Scalar | Sequence | Mapping


class Malformed(Exception):
    """The text is no YAML that an archive may use. Carries line, field, message and hint."""

    def __init__(self, line: int, message: str, hint: str, field: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.hint, self.field = line, message, hint, field


class _Open:
    """A list or a map whose end has not been read yet. `items` of a map are keys and values by turns."""

    def __init__(self, line: int, *, is_map: bool) -> None:
        self.line = line
        self.is_map = is_map
        self.items: list[Value] = []


def parse(text: str, first_line: int = 1) -> Mapping:
    """Read `text` as one YAML map whose first line is line `first_line` of its file.

    Works through the parser's events, so that deep nesting or an alias bomb is refused at the event where it shows,
    in constant memory. Raises Malformed.
    """
    if len(text) > MOST_CHARACTERS:
        raise Malformed(
            first_line,
            f"The front matter is {len(text):,} characters long.",
            f"Keep it under {MOST_CHARACTERS:,}; a speech's text belongs below the second ---.",
        )
    text = text.translate(_HIDDEN_BREAKS)
    try:
        value = _document(text, first_line)
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text, first_line) from None
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, _position(error))
        character = error.character if isinstance(error.character, int) else ord(error.character)
        raise Malformed(line, f"The character U+{character:04X} is not allowed in YAML.", "Delete it.") from None
    if value is None or (isinstance(value, Scalar) and not value.text):
        return Mapping({}, {}, first_line)
    if not isinstance(value, Mapping):
        what = "a list" if isinstance(value, Sequence) else "a single text"
        raise Malformed(
            value.line, f"This is {what}, not fields.", "Write one field a line, such as title: Opening address."
        )
    return value


def _document(text: str, first_line: int) -> Value | None:
    stack: list[_Open] = []
    result: Value | None = None
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = first_line + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, yaml.ScalarEvent):
            _refuse_marks(event, line)
            if control := _CONTROL.search(event.value):
                what = f"This text holds the control character U+{ord(control[0]):04X}."
                raise Malformed(line, what, "Leave it out, or put the text in single quotes.")
            plain = not event.style  # empty in libyaml, None in pure Python
            done: Value = Scalar("" if plain and event.value in _NOTHING else event.value, line)
        elif isinstance(event, yaml.CollectionStartEvent):
            _refuse_marks(event, line)
            if len(stack) == MOST_DEPTH:
                raise Malformed(
                    line,
                    f"Lists or maps are nested more than {MOST_DEPTH} deep.",
                    "Write the field as plain text or as a simple list.",
                )
            stack.append(_Open(line, is_map=isinstance(event, yaml.MappingStartEvent)))
            continue
        elif isinstance(event, yaml.CollectionEndEvent):
            done = _closed(stack.pop())
        elif isinstance(event, yaml.AliasEvent):
            raise Malformed(line, f"*{event.anchor} is a YAML alias.", "Write the text itself, or put it in quotes.")
        elif isinstance(event, yaml.DocumentStartEvent) and result is not None:
            raise Malformed(line, "A second YAML document starts here.", "Keep all fields in one block.")
        else:
            continue
        if stack:
            stack[-1].items.append(done)
        else:
            result = done
    return result


def _refuse_marks(event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
    if event.anchor is not None:
        raise Malformed(line, f"&{event.anchor} is a YAML anchor.", "Put the text in quotes, or leave the & out.")
    if event.tag is not None and event.tag != "!":
        raise Malformed(line, f"{event.tag} is a YAML tag.", "Put the text in quotes, or leave the ! out.")


def _closed(opened: _Open) -> Value:
    if not opened.is_map:
        return Sequence(tuple(opened.items), opened.line)
    entries: dict[str, Value] = {}
    lines: dict[str, int] = {}
    for key, value in zip(opened.items[::2], opened.items[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise Malformed(key.line, "A field's name is a list or a map.", "Write a plain name, such as title.")
        if not key.text.strip():
            raise Malformed(key.line, "A field has no name.", "Write a plain name before the colon, such as title.")
        if key.text in entries:
            raise Malformed(
                key.line,
                f"This field stands twice, first on line {lines[key.text]}.",
                "Keep one of the two.",
                field=key.text,
            )
        entries[key.text] = value
        lines[key.text] = key.line
    return Mapping(entries, lines, opened.line)


def _position(error: yaml.reader.ReaderError) -> int:
    return error.position if isinstance(error.position, int) else 0


# What libyaml calls the mistakes that editors really make; what they are, and what to write instead.
_IN_QUOTES = "Put the whole text in quotes."
_ONE_A_LINE = "Write one field a line, as name: text, from the very start of the line."
_AT_START = "Start each field at the very start of its line."
_COMMON = (
    ("could not find expected ':'", "This line has no name, colon and blank.", _ONE_A_LINE),
    ("tab character", "The line is indented with a tab.", "Indent it with blanks."),
    ("expected node content", "A text starts with a bracket or a comma.", _IN_QUOTES),
    ("block sequence entries", "A text starts with a hyphen and a blank.", _IN_QUOTES),
    ("block scalar", "A text starts with > or |.", _IN_QUOTES),
    ("escape", "A backslash in double quotes has a meaning of its own.", "Put the text in single quotes."),
    ("quoted scalar", "A quotation mark is opened and never closed.", "Close it on the same line."),
    (
        "flow (sequence|mapping|node)",
        "A bracket is opened and never closed, or its items are not separated by commas.",
        "Write the list on one line, such as [Students, Teachers], and put a text that starts with a bracket in "
        "quotes.",
    ),
    ("alias", "A text starts with *.", _IN_QUOTES),
    ("anchor", "A text starts with &.", _IN_QUOTES),
    ("tag", "A text starts with !.", _IN_QUOTES),
)


def _explained(error: yaml.MarkedYAMLError, text: str, first_line: int) -> Malformed:
    mark = error.problem_mark or error.context_mark
    # What is not closed, or has no colon, is reported where the text goes on; its start is what helps.
    if error.context_mark is not None and re.search("quoted scalar|flow|simple key", f"{error.context}"):
        mark = error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    what = " ".join(part for part in (error.context, error.problem) if part)
    message, hint = _message(what, re.split("\r\n?|\n", text)[line], column)
    return Malformed(first_line + line, message, hint)


def _message(what: str, line: str, column: int) -> tuple[str, str]:
    """What is wrong at `column` of `line`, where libyaml says `what`, and what to write instead."""
    before = line[:column].strip()
    if "mapping values are not allowed" in what:
        if re.search(r":\s", before):
            return "A text holds a colon and a blank.", 'Put it in quotes, such as title: "Peace: a plea".'
        if line[:1].isspace():
            return "The line is indented.", _AT_START
        return "The line above this one has no name, colon and blank.", _ONE_A_LINE
    if "did not find expected key" in what:
        if before:
            hint = "Put the whole text in quotes of the other kind, such as title: 'The word \"peace\"'."
            return "Text stands after the closing quotation mark or bracket.", hint
        return "The line is indented differently from those above, or has no name.", _AT_START
    if "cannot start any token" in what:
        character = line[column : column + 1]
        if character == "\t":
            return "The line is indented with a tab.", "Indent it with blanks."
        return f"A text starts with {character}.", _IN_QUOTES
    for pattern, message, hint in _COMMON:
        if re.search(pattern, what):
            return message, hint
    return f"This is not valid YAML ({what}).", _ONE_A_LINE
