"""The bytes of a text of another generator → Matter: its fields as they were written, and its body, untouched.

Front matter is YAML between two lines `---`, TOML between two lines `+++`, JSON in braces or after `---json`, or lines
`Title: …` as Pelican has them (the meta-data of Python-Markdown).
"""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

import msgspec

from rostra import schema, values
from rostra.importing.nesting import TOO_DEEP, is_deep
from rostra.problem import Problem
from rostra.reading import source


class Matter(msgspec.Struct, frozen=True):
    """A text taken apart. `lines` holds the line of each field, as far as the format tells; `body` is what follows the
    front matter, from line `body_line` on."""

    fields: Mapping[str, Any]
    lines: Mapping[str, int]
    body: str
    body_line: int


_FLATTER = "Write them flatter."
_Fields = tuple[Mapping[str, Any], Mapping[str, int]]

_FENCED = re.compile(
    r"(?P<fence>---|\+\+\+)(?P<form>\w*)[ \t]*\n(?P<text>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_COLON = re.compile(r"[ ]{0,3}([A-Za-z0-9_-]+):[ \t]*(.*)")
_MORE = re.compile(r"(?:[ ]{4,}|\t)(.*)")


class _Unreadable(Exception):
    """Front matter that is none. Carries line, message, hint and field."""

    def __init__(self, line: int, message: str, hint: str, field: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.hint, self.field = line, message, hint, field


def read(shown: str, data: bytes, *, colons: bool = False) -> Matter | Problem | None:
    """Take the text that messages name `shown` apart; with `colons` as Pelican does. A Problem says why that cannot be
    done; None is a file without front matter."""
    text, problems = source.decoded(shown, data)
    if text is None:
        return problems[-1]
    try:
        taken = _taken(text, colons=colons)
        if taken and is_deep(taken.fields):
            raise _Unreadable(1, TOO_DEEP, _FLATTER)
        return taken
    except RecursionError:
        return Problem(path=shown, line=1, message=TOO_DEEP, hint=_FLATTER)
    except _Unreadable as wrong:
        return Problem(path=shown, line=wrong.line, field=wrong.field, message=wrong.message, hint=wrong.hint)


def _taken(text: str, *, colons: bool) -> Matter | None:
    if fenced := _FENCED.match(text):
        form = fenced["form"] or ("toml" if fenced["fence"] == "+++" else "yaml")
        if form not in _FORMS:
            raise _Unreadable(1, f"The front matter is written in {form}.", "Write it in YAML, and import it again.")
        try:
            fields, lines = _FORMS[form](fenced["text"])
        except _Unreadable:
            if not colons:
                raise
            fields, lines = _by_colons(fenced["text"].split("\n"), 2)
        return Matter(fields, lines, text[fenced.end() :], text.count("\n", 0, fenced.end()) + 1)
    if text.startswith(("---\n", "+++\n")):
        fence = text[:3]
        raise _Unreadable(
            1, f"The front matter is opened by {fence} and never closed.", f"Write a second line {fence}."
        )
    if text.startswith("{"):
        return _braced(text)
    if colons and _COLON.match(text):
        said, _, body = text.partition("\n\n")
        fields, lines = _by_colons(said.split("\n"), 1)
        return Matter(fields, lines, body, said.count("\n") + 3)
    return None


def _yaml(text: str) -> _Fields:
    try:
        found = values.parse(text, first_line=2)
    except values.Malformed as wrong:
        raise _Unreadable(wrong.line, wrong.message, wrong.hint, wrong.field) from None
    return {key: schema.plain(value) for key, value in found.entries.items()}, found.lines


def _toml(text: str) -> _Fields:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) + 1 if at else 1
        raise _Unreadable(line, f"The front matter is no TOML: {error}.", "Correct it, and import it again.") from None
    return {key: _written(value) for key, value in found.items()}, {}


def _json(text: str) -> _Fields:
    found, _ = _decoded_json(text.strip(), 1)
    return found, {}


def _braced(text: str) -> Matter | None:
    found, end = _decoded_json(text, 0)
    gap = re.match(r"[ \t]*\n?", text[end:])
    end += gap.end() if gap else 0
    return Matter(found, {}, text[end:], text.count("\n", 0, end) + 1)


def _decoded_json(text: str, lines_before: int) -> tuple[dict[str, Any], int]:
    try:
        found, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        what = f"The front matter is no JSON: {error.msg}."
        raise _Unreadable(error.lineno + lines_before, what, "Correct it, and import it again.") from None
    if not isinstance(found, dict):
        raise _Unreadable(1, "The front matter is no map of fields.", "Correct it, and import it again.")
    return found, end


def _by_colons(listed: list[str], first_line: int) -> _Fields:
    fields: dict[str, Any] = {}
    lines: dict[str, int] = {}
    key = ""
    for line, text in enumerate(listed, first_line):
        if found := _COLON.fullmatch(text):
            key = found[1].lower()
            said = [fields[key], found[2].strip()] if key in fields else [found[2].strip()]
            lines.setdefault(key, line)
        elif key and (more := _MORE.fullmatch(text)):
            said = [fields[key], more[1].strip()]
        elif text.strip():
            raise _Unreadable(
                line, "This line is no field.", "Write it as Title: text, or leave a blank line above the text."
            )
        else:
            continue
        fields[key] = "\n".join(part for part in said if part)
    return fields, lines


def _written(value: Any) -> Any:
    """A value of TOML with dates and times as texts (RFC 3339)."""
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case dict():
            return {key: _written(item) for key, item in value.items()}
        case list():
            return [_written(item) for item in value]
    return value


_FORMS: dict[str, Callable[[str], _Fields]] = {"yaml": _yaml, "yml": _yaml, "toml": _toml, "json": _json}
