"""A Source → Speech: what an editor wrote about a speech, typed, with every problem named at its line."""

import difflib
import re
import unicodedata
from functools import cache
from typing import Any

import msgspec

from rostra import schema
from rostra.address import slug, year_segment
from rostra.problem import Problem, Severity
from rostra.reading import calendars, dates, fields, reckoning
from rostra.reading.dates import Date
from rostra.reading.fields import Medium, Participant, Place, Provenance, Written
from rostra.reading.references import Reference
from rostra.reading.source import Source
from rostra.schema import Wrong, in_ascii, is_empty, shortened
from rostra.values import Scalar


class Name(msgspec.Struct, frozen=True):
    """What a file's name says: `2021/2021-11-17-young-elites.fa.md`.

    `id` is the path without endings, the same for all languages of one event; `stem` its last part;
    `date` the day that starts it, or empty; `lang` the suffix, or empty.
    """

    id: str
    stem: str
    date: str
    lang: str


class Speech(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One speech in one language, as its file states it; an empty text means that the file says nothing.

    `lines` holds the line of each field that was written, `references` what fields and text refer to in the archive.
    """

    path: str
    name: Name
    title: str
    date: Date
    date_basis: str = "stated"
    date_note: str = ""
    date_as_given: str = ""
    calendars: dict[str, str] = {}
    occasion: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    kicker: str = ""
    short_title: str = ""
    summary: str = ""
    kind: str = "speech"
    setting: str = ""
    text_status: str = ""
    place: Place | None = None
    lang: str = ""
    translation_of: str = ""
    translation_status: str = ""
    tags: tuple[str, ...] = ()
    source: Provenance | None = None
    media: tuple[Medium, ...] = ()
    aliases: tuple[str, ...] = ()
    slug: str = ""
    featured: bool = False
    draft: bool = False
    embargo_until: str = ""
    extra: dict[str, Any] = {}
    lines: dict[str, int] = {}
    references: tuple[Reference, ...] = ()

    def problem(self, field: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> Problem:
        """A problem with one of this speech's fields, at its line."""
        line = self.lines.get(field, 1)
        return Problem(path=self.path, line=line, field=field, message=message, hint=hint, severity=severity)


_ENDING = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=-|$)", re.ASCII)


def named(path: str) -> Name:
    """What the name of the file at `path` (within content/, with slashes) says."""
    bare = unicodedata.normalize("NFC", _ENDING.sub("", path))
    folder, _, stem = bare.rpartition("/")
    front, dot, suffix = stem.rpartition(".")
    lang = ""
    if dot and front and schema.LANGUAGE_TAG.fullmatch(suffix):
        stem, lang = front, schema.spelled(suffix)
    day = _DAY.match(stem)
    return Name(f"{folder}/{stem}" if folder else stem, stem, day[0] if day else "", lang)


def speech_of(source: Source, shown: str, zone: str = "UTC") -> tuple[Speech | None, tuple[Problem, ...]]:
    """The Speech that `source` states, with timestamps cut to days in the time zone `zone`.

    `shown` is the path as messages name it. Gives no Speech where a field is wrong or missing.
    """
    name = named(source.path)
    values, problems = _values(source, shown)
    written = values.pop("date", None)
    date, date_problems = _dated(written, name, source, shown, zone)
    problems += date_problems
    if date is not None and date.calendar:
        stated = values.get("calendars", {})
        if stated.get(date.calendar, written.text) != written.text:
            message = f"The date says {date.calendar} {written.text}, here it is {stated[date.calendar]}."
            problems += (_at(source, shown, "calendars", message, "Correct the one that is wrong."),)
        values["calendars"] = {date.calendar: written.text, **stated}
    if name.lang:
        stated = values.get("lang", name.lang)
        if stated != name.lang:
            problems += (
                _at(
                    source,
                    shown,
                    "lang",
                    f"The field says {stated}, the file's name says {name.lang}.",
                    "Make the two agree.",
                ),
            )
        values["lang"] = name.lang
    if "title" not in values and not any(problem.field == "title" for problem in problems):
        problems += (_at(source, shown, "title", "There is no title.", "Write title: and what the speech is called."),)
    if date is not None and "slug" not in values and not _has_address(name, date):
        message, hint = "The file's name holds no letter and no digit.", "Rename it, or give the speech a slug:."
        problems += (Problem(path=shown, message=message, hint=hint),)
    if date is None or any(problem.severity == Severity.ERROR for problem in problems):
        return None, problems
    return Speech(path=shown, name=name, date=date, lines=source.fields.lines, **values), problems


def _has_address(name: Name, date: Date) -> bool:
    """Whether anything is left of the name for the last part of an address: its year stands before that."""
    folder = year_segment(date.years[0]) if date.years else "undated"
    return bool(slug(name.stem.removeprefix(f"{folder}-")))


def _at(
    source: Source, shown: str, field: str, message: str, hint: str, line: int = 0, severity: Severity = Severity.ERROR
) -> Problem:
    line = line or source.fields.lines.get(field, 1)
    return Problem(path=shown, line=line, field=field, message=message, hint=hint, severity=severity)


def _values(source: Source, shown: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The typed value of each field that is there, and what is wrong with the others."""
    found: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in source.fields.entries.items():
        if is_empty(value) or key in fields.IGNORED:
            continue
        name = fields.FOREIGN.get(key, key)
        if name != key and name in source.fields.entries and not is_empty(source.fields.entries[name]):
            continue
        if key == "speakers" and not is_empty(source.fields.entries.get("participants", _NOTHING)):
            continue
        reader = fields.FOREIGN_READERS.get(key) or (fields.BY_NAME[name].reader if name in fields.BY_NAME else None)
        if reader is None:
            extra[key] = schema.plain(value)
            problems.append(_at(source, shown, key, *_unknown(key), severity=Severity.WARNING))
            continue
        try:
            found["participants" if key == "speakers" else name] = reader(value)
        except Wrong as wrong:
            problems.append(_at(source, shown, key, wrong.message, wrong.hint, wrong.line))
    if "speakers" in source.fields.entries and "speaker" not in found and found.get("participants"):
        found["speaker"] = (found["participants"][0].person,)
    if extra:
        found["extra"] = {**extra, **found.get("extra", {})}
    return found, tuple(problems)


@cache  # an archive that came from elsewhere has the same unknown field in every file
def _unknown(key: str) -> tuple[str, str]:
    near = difflib.get_close_matches(key.casefold(), [*fields.BY_NAME, *fields.FOREIGN], n=1, cutoff=0.8)
    hint = f"Did you mean {near[0]}?" if near else "Move it below extra: if it is meant."
    return f"The field {shortened(key)} is not known; it is kept under extra.", hint


def _dated(
    written: Written | None, name: Name, source: Source, shown: str, zone: str
) -> tuple[Date | None, tuple[Problem, ...]]:
    """The date from the field, or else from the file's name, or else from its place below undated/."""
    from_name: Date | None = None
    if name.date:
        try:
            from_name = dates.parse(name.date)
        except Wrong as wrong:
            message = f"In the file's name, {wrong.message}"
            return None, (_at(source, shown, "date", message, "Rename the file."),)
    if written is None:
        if from_name is not None:
            return from_name, ()
        if not is_empty(source.fields.entries.get("date", _NOTHING)):
            return None, ()  # the field is there and wrong; that has been said
        if "undated" in source.path.split("/")[:-1]:
            return dates.UNKNOWN, ()
        hint = "Write date: YYYY-MM-DD, as much of it as is known, or date: XXXX where nothing is."
        return None, (_at(source, shown, "date", "There is no date, neither here nor in the file's name.", hint),)
    try:
        in_gregorian = written.calendar == calendars.GREGORIAN
        date = dates.parse(written.text, zone) if in_gregorian else reckoning.dated(written.text, written.calendar)
    except Wrong as wrong:
        return None, (_at(source, shown, "date", wrong.message, wrong.hint),)
    is_named_in_its_calendar = date.calendar and in_ascii(written.text) == name.date
    if from_name is not None and not is_named_in_its_calendar and _contradicts(date, from_name):
        message = f"The field says {date.edtf}, the file's name says {from_name.edtf}."
        return None, (_at(source, shown, "date", message, "Correct the one that is wrong."),)
    return date, ()


_NOTHING = Scalar("", 0)


def _contradicts(date: Date, day: Date) -> bool:
    """Whether the bounds of `date` leave no room for the day that the file's name states."""
    assert day.earliest is not None
    before = date.earliest is not None and day.earliest < date.earliest
    after = date.latest is not None and day.earliest > date.latest
    return before or after
