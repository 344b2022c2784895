"""A date as an editor knows it: EDTF text (ISO 8601-2, level 1) → Date with bounds, never with an invented day."""

from __future__ import annotations

import calendar
import re
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from rostra.schema import Wrong, shortened

Day = tuple[int, int, int]
"""Year, month, day in the proleptic Gregorian calendar; year 0 is 1 BCE (ISO 8601-1)."""

Shape = Literal["day", "month", "year", "season", "decade", "century", "interval", "unknown"]

MOST_YEARS = 12
"""A speech is listed under each year its bounds touch, up to this many; beyond, it counts as undated."""


class Date(msgspec.Struct, frozen=True):
    """When a speech was given, as far as it is known.

    `earliest` and `latest` are the first and the last day it can have been, or None where that side is open.
    `parts` are the two ends of an interval; an end that is open or unknown has the shape "unknown".
    """

    edtf: str
    shape: Shape
    earliest: Day | None = None
    latest: Day | None = None
    uncertain: bool = False
    approximate: bool = False
    parts: tuple[Date, ...] = ()

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

_PLAIN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_TIMESTAMP = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]+(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
_DASHES = re.compile("[\u2010-\u2015\u2212\u00ad]")
_FORMS = "Write it as YYYY-MM-DD, as YYYY-MM or YYYY where less is known, or as XXXX where nothing is."


def parse(text: str, zone: str = "UTC") -> Date:
    """The Date that `text` states. A timestamp is cut to its day in the time zone `zone`. Raises Wrong."""
    if moment := _TIMESTAMP.fullmatch(text):
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
    except ValueError:
        raise Wrong(f"{shortened(text)} is not a moment of the calendar.", _FORMS) from None
    return instant.astimezone(ZoneInfo(zone)).date().isoformat() if offset else day


def _interval(start: str, end: str, text: str) -> Date:
    parts = tuple(UNKNOWN if part in ("", "..") else _single(part, text) for part in (start, end))
    earliest, latest = parts[0].earliest, parts[1].latest
    if earliest and latest and earliest > latest:
        raise Wrong(f"{shortened(text)} ends before it starts.", f"Write {end}/{start} if the two were swapped.")
    if earliest is None and latest is None:
        return UNKNOWN
    return Date(text, "interval", earliest, latest, parts=parts)


def _single(text: str, whole: str) -> Date:
    if plain := _PLAIN.fullmatch(text):
        return _plain(text, *(int(part) if part else 0 for part in plain.groups()))
    if text.upper() == "XXXX":
        return UNKNOWN
    return _by_package(text, whole)


def _plain(text: str, year: int, month: int, day: int) -> Date:
    """The forms that nearly every date has; the package takes 3 to 5 ms for each."""
    if not month and len(text) == 4:
        return Date(text, "year", (year, 1, 1), (year, 12, 31))
    if 21 <= month <= 24 and len(text) == 7:
        return _by_package(text, text)
    if not 1 <= month <= 12:
        raise Wrong(f"{text} has no month {month:02}.", "Write a month from 01 to 12.")
    last = calendar.monthrange(year or 4, month)[1]  # year 0 is a leap year, and unknown to the module
    if len(text) == 7:
        return Date(text, "month", (year, month, 1), (year, month, last))
    if not 1 <= day <= last:
        raise Wrong(
            f"{text} is not a day of the calendar.",
            f"{calendar.month_name[month]} {year} has {last} days; "
            f"write one of them, or {text[:7]} where the day is unknown.",
        )
    return Date(text, "day", (year, month, day), (year, month, day))


def _by_package(text: str, whole: str) -> Date:
    import edtf  # lazy: it takes 60 ms to load, and most archives hold plain dates only

    try:
        parsed = edtf.parse_edtf(text)
    except edtf.EDTFParseException:
        raise _not_a_date(whole) from None
    level_1 = (edtf.Date, edtf.Unspecified, edtf.UncertainOrApproximate, edtf.Season)
    level_2 = (edtf.PartialUnspecified, edtf.PartialUncertainOrApproximate, edtf.LongYear)
    if not isinstance(parsed, level_1) or isinstance(parsed, level_2):
        raise _not_a_date(whole)
    first, last = parsed.lower_strict(), parsed.upper_strict()
    mark = text[-1]
    return Date(
        text,
        _shape(text.rstrip("?~%")),
        (first.tm_year, first.tm_mon, first.tm_mday),
        (last.tm_year, last.tm_mon, last.tm_mday),
        uncertain=mark in "?%",
        approximate=mark in "~%",
    )


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
    straightened = _DASHES.sub("-", text)
    if straightened != text:
        return Wrong(
            f"{shortened(text)} is written with dashes.", f"Write it with plain hyphens: {shortened(straightened)}."
        )
    return Wrong(f"{shortened(text)} is not a date in EDTF.", _FORMS)
