"""A date as an editor knows it: EDTF text (ISO 8601-2, level 1) → Date with bounds, never with an invented day."""

from __future__ import annotations

import calendar
import contextlib
import re
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from rostra.schema import Wrong, in_ascii, shortened

Day = tuple[int, int, int]
"""Year, month, day in the proleptic Gregorian calendar; year 0 is 1 BCE (ISO 8601-1)."""

Shape = Literal["day", "month", "year", "season", "decade", "century", "interval", "unknown"]

MOST_YEARS = 12
"""A speech is listed under each year its bounds touch, up to this many; beyond, it counts as undated."""


class Date(msgspec.Struct, frozen=True, array_like=True):
    """When a speech was given, as far as it is known.

    `earliest` and `latest` are the first and the last day it can have been, or None where that side is open.
    `parts` are the two ends of an interval; an end that is open or unknown has the shape "unknown".
    `calendar` is the one it was written in, or empty for the Gregorian: the bounds of any other are computed.
    """

    edtf: str
    shape: Shape
    earliest: Day | None = None
    latest: Day | None = None
    uncertain: bool = False
    approximate: bool = False
    parts: tuple[Date, ...] = ()
    calendar: str = ""

    @property
    def years(self) -> tuple[int, ...]:
        """The years its bounds touch, first to last; none where a side is open or the span says too little."""
        if self.earliest is None or self.latest is None:
            return ()
        span = range(self.earliest[0], self.latest[0] + 1)
        return tuple(span) if len(span) <= MOST_YEARS else ()

    @property
    def month(self) -> int | None:
        """The one month that its bounds lie in, or None."""
        if self.earliest is None or self.latest is None:
            return None
        return self.earliest[1] if self.earliest[:2] == self.latest[:2] else None

    @property
    def sort_key(self) -> tuple[bool, Day, Day]:
        """By the earliest day it can have been: so it stands right after the last that must precede it.

        A date that is open towards the past stands where its latest day allows; one without bounds stands last.
        """
        earliest = self.earliest or self.latest
        if earliest is None:
            return (True, (0, 0, 0), (0, 0, 0))
        return (False, earliest, self.latest or (9999, 12, 31))


UNKNOWN = Date("XXXX", "unknown")

# All that level 1 knows of a single date; what the package takes beyond it is level 2.
LEVEL_1 = re.compile(
    r"(-?\d{4}(?:-\d{2}(?:-\d{2})?)?|-?\d{3}X|-?\d{2}XX|-?\d{4}-XX(?:-XX)?|-?\d{4}-\d{2}-XX)([?~%]?)", re.ASCII
)
_PLAIN = re.compile(r"(?!-0000)(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
TIMESTAMP = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ]+(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*([Zz]|[+-]\d{2}:?\d{2})?", re.ASCII
)
_NO_MONTH, _NO_DAY = r"(?!-?\d{4}-(?:00|1[3-9]|20|2[5-9]|[3-9]))", r"(?!-?\d{4}-\d\d-(?:00|3[2-9]|[4-9]))"
_ONE = f"{_NO_MONTH}{_NO_DAY}(?:{LEVEL_1.pattern}|[Xx]{{4}})"
_END = rf"(?:{_ONE}|\.\.)?"
PATTERN = f"{_ONE}|{TIMESTAMP.pattern}|{_END}/{_END}"
"""What every date looks like, also to JavaScript; not all that looks so is one."""
_DASHES = re.compile("\\s*[\u2010-\u2015\u2212\u00ad]\\s*")
_SLACK = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?", re.ASCII)
_FORMS = "Write it as YYYY-MM-DD, as YYYY-MM or YYYY where less is known, or as XXXX where nothing is."


def parse(text: str, zone: str = "UTC") -> Date:
    """The Date that `text` states. A timestamp is cut to its day in the time zone `zone`. Raises Wrong."""
    if moment := TIMESTAMP.fullmatch(text):
        text = _day_of(moment, text, zone)
    match text.split("/"):
        case [single]:
            return _single(single, text)
        case [start, end]:
            return _interval(start, end, text)
        case _:
            raise _not_a_date(text)


def _day_of(moment: re.Match[str], text: str, zone: str) -> str:
    day, clock, offset = moment.groups()
    try:
        instant = datetime.fromisoformat(f"{day}T{clock}{(offset or '').upper()}")
        return instant.astimezone(_zone(zone)).date().isoformat() if offset else day
    except (ValueError, OverflowError):
        raise Wrong(f"{shortened(text)} is not a moment of the calendar.", _FORMS) from None


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Wrong(f"{shortened(name)} is no time zone.", "Write it as Europe/Berlin.") from None


def _interval(start: str, end: str, text: str) -> Date:
    parts = tuple(UNKNOWN if part in ("", "..") else _single(part, text) for part in (start, end))
    earliest, latest = parts[0].earliest, parts[1].latest
    if earliest and latest and earliest > latest:
        raise Wrong(f"{shortened(text)} ends before it starts.", f"Write {end}/{start} if the two were swapped.")
    if earliest is None and latest is None:
        return UNKNOWN
    return Date(text, "interval", earliest, latest, parts=parts)


def _single(text: str, whole: str) -> Date:
    if text.upper() == "XXXX":
        return UNKNOWN
    found = LEVEL_1.fullmatch(text)
    if not found:
        raise _not_a_date(whole)
    bare, mark = found.groups()
    plain = _PLAIN.fullmatch(bare)
    date = _plain(bare, *plain.groups()) if plain else _by_package(bare, whole)
    return msgspec.structs.replace(date, edtf=text, uncertain=mark in "?%", approximate=mark in "~%") if mark else date


def _plain(text: str, year_digits: str, month_digits: str | None, day_digits: str | None) -> Date:
    """The forms that nearly every date has; the package takes 3 to 5 ms for each, and does not count the days of a
    month before our era."""
    year = int(year_digits)
    if month_digits is None:
        return Date(text, "year", (year, 1, 1), (year, 12, 31))
    month = int(month_digits)
    if 21 <= month <= 24 and day_digits is None:
        return _by_package(text, text)
    if not 1 <= month <= 12:
        raise Wrong(f"{text} has no month {month:02}.", "Write a month from 01 to 12.")
    last = calendar.monthrange(year % 400 or 400, month)[1]  # the calendar repeats itself every 400 years
    if day_digits is None:
        return Date(text, "month", (year, month, 1), (year, month, last))
    day = int(day_digits)
    if not 1 <= day <= last:
        raise Wrong(
            f"{text} is not a day of the calendar.",
            f"{calendar.month_name[month]} {year} has {last} days; "
            f"write one of them, or {text[:-3]} where the day is unknown.",
        )
    return Date(text, "day", (year, month, day), (year, month, day))


def _by_package(text: str, whole: str) -> Date:
    import edtf  # lazy: it takes 60 ms to load, and most archives hold plain dates only

    try:
        parsed = edtf.parse_edtf(text)
    except edtf.EDTFParseException:
        raise _not_a_date(whole) from None
    first, last = parsed.lower_strict(), parsed.upper_strict()
    shape, year = _shape(text), first.tm_year
    if shape == "season" and text.endswith("-24"):  # at either end of its year; the package knows of December alone
        return Date(text, shape, (year, 1, 1), (year, 12, 31))
    return Date(text, shape, (year, first.tm_mon, first.tm_mday), (last.tm_year, last.tm_mon, last.tm_mday))


def _shape(text: str) -> Shape:
    year, *rest = text.removeprefix("-").split("-")
    if year.endswith("XX"):
        return "century"
    if year.endswith("X"):
        return "decade"
    if not rest or rest[0] == "XX":
        return "year"
    if int(rest[0]) > 12:
        return "season"
    return "day" if len(rest) == 2 and rest[1] != "XX" else "month"


def _not_a_date(text: str) -> Wrong:
    what = "is written with dashes." if _DASHES.search(text) else "is not a date in EDTF level 1."
    mended = _mended(text)
    return Wrong(f"{shortened(text)} {what}", f"Write {mended}." if mended else _FORMS)


def _mended(written: str) -> str:
    """The date that was probably meant, or an empty text. `01/02/2021` is not guessed at."""
    text = in_ascii(written)
    tries = [text, _DASHES.sub("-", text), _DASHES.sub("/", text), re.sub(r"\s*/\s*", "/", text)]
    if slack := _SLACK.fullmatch(tries[1]):
        tries.append("-".join(part.zfill(2) for part in slack.groups() if part))
    for tried in tries:
        if tried != written:
            with contextlib.suppress(Wrong):
                return parse(tried).edtf
    return ""
