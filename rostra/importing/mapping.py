"""The fields of another generator → ours, with a Problem for each that could not be decided. No value is dropped: what
has no field of ours is kept below `extra`."""

from collections.abc import Mapping
from typing import Any

import msgspec
import yaml

from rostra import schema, values
from rostra.importing.days import day_of
from rostra.importing.keeping import CHOOSE, keep, place
from rostra.problem import Problem, Severity
from rostra.reading import dates, reckoning
from rostra.reading.calendars import GREGORIAN
from rostra.reading.dates import Date
from rostra.reading.fields import BY_NAME, FIELDS, FOREIGN, written_date
from rostra.schema import Wrong
from rostra.values import Value

RENAMED = {
    **FOREIGN,
    "authors": "speaker",
    "speakers": "speaker",
    "category": "tags",
    "tag": "tags",
    "alias": "aliases",
    "redirect_from": "aliases",
}
"""Fields that other generators have in common, and ours that say the same."""

_LISTS = ("occasion", "audience", "speaker", "tags", "aliases")
_FLAGS = ("featured", "draft")


class Mapped(msgspec.Struct, frozen=True):
    """`fields` in the order of the house, what is doubtful about them, and the date that they state."""

    fields: dict[str, Any]
    doubts: tuple[Problem, ...]
    date: Date | None


_Doubt = tuple[str, str, Severity]
"""Message, hint, and how much it weighs."""


def mapped(
    said: Mapping[str, Any],
    lines: Mapping[str, int],
    shown: str,
    renamed: Mapping[str, str] = RENAMED,
    first_line: int = 1,
) -> Mapped:
    """The fields `said` of the text that messages name `shown`; `renamed` gives ours for theirs in small letters."""
    found: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    doubts: list[tuple[str, _Doubt]] = []
    for key, value in sorted(said.items(), key=lambda item: folded(item[0]) not in BY_NAME):  # ours come first
        if not schema.is_empty(value_of(value)) and (doubt := _take(key, value, renamed, found, extra)):
            doubts.append((key, doubt))
    date, doubt = _dated(found, extra)
    if doubt:
        doubts.append((next(key for key in said if named(key, renamed) == "date"), doubt))
    if extra:
        found["extra"] = extra
    problems = (
        Problem(path=shown, line=lines.get(key, first_line), field=key, message=message, hint=hint, severity=severity)
        for key, (message, hint, severity) in doubts
    )
    return Mapped(ordered(found), tuple(problems), date)


def named(key: str, renamed: Mapping[str, str] = RENAMED) -> str:
    """Our name of the field `key`; empty where we have none."""
    name = folded(key)
    return renamed.get(name) or (name if name in BY_NAME else "")


def _take(
    key: str, value: Any, renamed: Mapping[str, str], found: dict[str, Any], extra: dict[str, Any]
) -> _Doubt | None:
    """Put `value` where it belongs, in `found` or below `extra`; gives what is doubtful about it."""
    name = named(key, renamed)
    if name == "extra" and isinstance(value, dict):
        names = {inner: keep(extra, inner, item) for inner, item in value.items()}
        return _doubled(names)
    message, hint, severity = "Rostra has no such field; it is", "", Severity.NOTICE
    if name in found and name not in _LISTS:
        hint, severity = f"Choose one of the two for {name}.", Severity.WARNING
        message = f"The text has {name} already; this is"
    elif name:
        try:
            found[name] = _value(name, value, found.get(name))
            return None
        except Wrong as wrong:
            message, hint, severity = f"{wrong.message} It is", wrong.hint, Severity.WARNING
    kept = keep(extra, key, value)
    if kept != key:
        hint, severity = hint or CHOOSE, Severity.WARNING
    return f"{message} kept {place(key, kept)}.", hint, severity


def _doubled(names: Mapping[str, str]) -> _Doubt | None:
    """What to say where keys are called otherwise below `extra`, as `names` tells."""
    said = " ".join(f"It is kept {place(key, name)}." for key, name in names.items() if name != key)
    return (said, CHOOSE, Severity.WARNING) if said else None


def ordered(found: Mapping[str, Any]) -> dict[str, Any]:
    """`found` in the order of docs/front-matter.md."""
    return {field.name: found[field.name] for field in FIELDS if field.name in found}


def folded(key: str) -> str:
    """The name of a field as it is compared: `Date as given` and `dateAsGiven` are no others than `date_as_given`."""
    return "_".join(key.strip().casefold().replace("-", " ").split())


def value_of(plain: Any, line: int = 0) -> Value:
    """Plain YAML, TOML or JSON as the reader of the archive would find it."""
    match plain:
        case dict():
            entries = {str(key): value_of(item, line) for key, item in plain.items()}
            return values.Mapping(entries, dict.fromkeys(entries, line), line)
        case list() | tuple():
            return values.Sequence(tuple(value_of(item, line) for item in plain), line)
        case None:
            return values.Scalar("", line)
        case bool():
            return values.Scalar("true" if plain else "false", line)
        case float():
            return values.Scalar(yaml.safe_dump(plain).split("\n")[0], line)  # 1e-05 is no number there, 1.0e-05 is
    return values.Scalar(str(plain), line)


def _value(name: str, value: Any, before: Any) -> Any:
    """`value` as field `name` takes it, together with what is there `before`. Raises Wrong."""
    if name == "date":
        return value
    read = BY_NAME[name].reader(value_of(value))
    if name in _FLAGS:
        return read
    if name not in _LISTS:
        return value
    listed = [str(item) for item in (value if isinstance(value, list) else [value]) if str(item).strip()]
    if before is not None:
        listed = list(dict.fromkeys([*(before if isinstance(before, list) else [before]), *listed]))
    return listed if len(listed) > 1 or name == "aliases" else listed[0]


def _dated(found: dict[str, Any], extra: dict[str, Any]) -> tuple[Date | None, _Doubt | None]:
    """The date of `found`, which is put in EDTF there; what it was read from is kept. What is none is moved away."""
    if "date" not in found:
        return None, None
    try:
        written = written_date(value_of(found["date"]))
        if written.calendar != GREGORIAN:
            return reckoning.dated(written.text, written.calendar), None
        day = day_of(written.text, str(found.get("lang", "en")))
        date = dates.parse(day.edtf)
    except Wrong as wrong:
        said = found.pop("date")
        is_a_day = isinstance(said, str) and any(char.isdigit() for char in said)
        is_given = is_a_day and found.setdefault("date_as_given", said) == said
        where = "as date_as_given" if is_given else place("date", keep(extra, "date", said))
        return None, (f"{wrong.message} It is kept {where}.", wrong.hint, Severity.WARNING)
    found["date"] = day.edtf
    if not day.said or (day.is_words and found.setdefault("date_as_given", day.said) == day.said):
        return date, None
    return date, _doubled({"date": keep(extra, "date", day.said)})
