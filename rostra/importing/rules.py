"""A small YAML of rules → what an importer looks for in a page; every mistake with its line."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rostra import values
from rostra.importing.importers import Settings
from rostra.problem import Problem, Rejected
from rostra.reading.fields import BY_NAME
from rostra.schema import Reader, Wrong, instead, is_empty, plain, shortened, texts
from rostra.values import Value

CONSTANTS = "fields"
"""The key below which stands what every file shall say."""


def file_of(source: Path, settings: Settings) -> Path:
    """The file of rules that `settings` name. Raises Rejected where they name none."""
    if settings.path:
        return Path(settings.path)
    hint = "Write them as docs/importing.md shows, and name the file: --rules FILE."
    raise Rejected([Problem(path=str(source), message="To read this, rules are needed.", hint=hint)])


def read(file: Path, readers: Mapping[str, Reader], required: Iterable[str]) -> dict[str, Any]:
    """The rules in `file`, each read by its reader, and the constant fields. Raises Rejected with all problems."""
    path = str(file)
    try:
        found = values.parse(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Rejected([Problem(path=path, message=f"The rules cannot be read: {error.strerror}.")]) from None
    except UnicodeDecodeError:
        raise Rejected(
            [Problem(path=path, message="The rules are not in UTF-8.", hint="Save them as UTF-8.")]
        ) from None
    except values.Malformed as wrong:
        problem = Problem(path=path, line=wrong.line, field=wrong.field, message=wrong.message, hint=wrong.hint)
        raise Rejected([problem]) from None
    known = {**readers, CONSTANTS: constants}
    rules: dict[str, Any] = {CONSTANTS: {}}
    problems = []
    for key, value in found.entries.items():
        line = found.lines[key]
        try:
            if key not in known:
                raise Wrong(f"{shortened(key)} is no rule.", instead(key, known))
            if not is_empty(value):
                rules[key] = known[key](value)
        except Wrong as wrong:
            hint, message = wrong.hint, wrong.message
            problems.append(Problem(path=path, line=wrong.line or line, field=key, message=message, hint=hint))
    problems += [
        Problem(path=path, field=key, message="This rule is missing.", hint=f"Say where it stands: {key}: …")
        for key in required
        if key not in rules and key not in found.entries
    ]
    if problems:
        raise Rejected(problems)
    return rules


def constants(value: Value) -> dict[str, Any]:
    """Fields of the front matter that every file shall have, as `docs/front-matter.md` lists them."""
    if not isinstance(value, values.Mapping):
        raise Wrong("This must be a map.", "Write fields below it, such as text_status: report.", value.line)
    for key, item in value.entries.items():
        if key not in BY_NAME:
            raise Wrong(f"{shortened(key)} is no field of a speech.", instead(key, BY_NAME), value.lines[key])
        try:
            BY_NAME[key].reader(item)
        except Wrong as wrong:
            raise Wrong(f"{key}: {wrong.message}", wrong.hint, wrong.line or value.lines[key]) from None
    found: dict[str, Any] = plain(value)
    return found


def each_of(value: Value) -> tuple[Value, ...]:
    """The texts of `value`, one or a list, each with its line. Raises Wrong where they are none."""
    texts(value)
    return value.items if isinstance(value, values.Sequence) else (value,)


def patterns(value: Value) -> tuple[re.Pattern[str], ...]:
    """One regular expression, or a list of them; ^ and $ are the start and the end of a line."""
    return tuple(_pattern(each) for each in each_of(value))


def _pattern(value: Value) -> re.Pattern[str]:
    written = value.text if isinstance(value, values.Scalar) else ""  # with its blanks: in a pattern they count
    try:
        return re.compile(written, re.MULTILINE)
    except re.error as error:
        where = f" (at character {error.pos + 1})" if error.pos is not None else ""
        raise Wrong(
            f"“{shortened(written)}” is no regular expression: {error.msg}{where}.",
            "Write it in single quotes, and a backslash before a bracket, a point or a star that is meant itself.",
            value.line,
        ) from None


def words_by_pattern(value: Value) -> dict[str, tuple[re.Pattern[str], ...]]:
    """A map of values and the regular expressions by which they are known: `message: '^Message'`."""
    if not isinstance(value, values.Mapping):
        raise Wrong("This must be a map.", "Write each value with its pattern: message: '^Message'.", value.line)
    return {key: patterns(item) for key, item in value.entries.items()}
