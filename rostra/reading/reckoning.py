"""A Date in another calendar, and what an editor wrote in one → a Date.

What is computed says no more than is known of the date; what is stated wins over it.
"""

from __future__ import annotations

import re
from datetime import date as calendar_date
from datetime import timedelta
from functools import lru_cache

import msgspec

from rostra.reading import dates
from rostra.reading.calendars import AN_ERA, CALENDARS, ERAS, Calendar, Moment
from rostra.reading.dates import MOST_YEARS, Date, Day
from rostra.schema import Wrong, in_ascii, shortened


class Reckoning(msgspec.Struct, frozen=True, array_like=True):
    """A date in another calendar, no finer than it is known.

    `first` and `last` are the bounds, each as year, month and day as far as they are known, and empty where that side
    is open. `basis` is "stated", or how it was computed: "computed", "umm-al-qura" or "tabular".
    """

    calendar: str
    first: Moment
    last: Moment
    basis: str
    uncertain: bool = False
    approximate: bool = False

    @property
    def years(self) -> tuple[int, ...]:
        """The years it touches, first to last; none where a side is open or the span says too little."""
        if not self.first or not self.last:
            return ()
        known = CALENDARS[self.calendar].years(self.first[0], self.last[0])
        return known if len(known) <= MOST_YEARS + 1 else ()  # twelve years of one calendar touch thirteen of another

    @property
    def month(self) -> int | None:
        """The one month that it lies in, or None."""
        is_one = len(self.first) > 1 and self.first[:2] == self.last[:2]
        return self.first[1] if is_one else None


@lru_cache(maxsize=65_536)  # many speeches of a day, and many lists of a speech
def computed(date: Date, name: str) -> Reckoning | None:
    """What `date` is in the calendar `name`; None where nothing bounds it, or where the calendar does not reach it."""
    start, end = date.parts or (date, date)
    calendar = CALENDARS[name]
    try:
        first, last = _cut(calendar, date.earliest, start), _cut(calendar, date.latest, end)
    except (ValueError, OverflowError):
        return None
    if not first and not last:
        return None
    bases = {calendar.basis(moment[0]) for moment in (first, last) if moment}
    basis = next(basis for basis in ("tabular", "umm-al-qura", "computed") if basis in bases)  # the weakest first
    ends = [part for part in (start, end) if part.shape != "unknown"]
    uncertain = date.uncertain or any(part.uncertain for part in ends)
    approximate = date.approximate or any(part.approximate for part in ends)
    return Reckoning(name, first, last, basis, uncertain, approximate)


def _cut(calendar: Calendar, day: Day | None, date: Date) -> Moment:
    """`day` in `calendar`, cut to what is known of `date`."""
    known = {"day": 3, "month": 2, "season": 2}.get(date.shape, 1)
    if day is None:
        return ()
    there = calendar.of(day)
    if there[0] < 1:
        raise ValueError(there)
    return there[:known]


_PART = re.compile(r"(\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_DECADE = re.compile(r"(\d{3})X", re.ASCII)
_ERA = re.compile(rf"({'|'.join(name for name, _ in ERAS)})[- ](\d{{1,2}})(?=-|$)", re.ASCII | re.IGNORECASE)


@lru_cache(maxsize=65_536)
def stated(text: str, name: str) -> Reckoning:
    """What `text` states in the calendar `name`: `1397-01-06`, `1397-01`, `1397`, `139X`, each with `?`, `~` or `%`
    after it, or two of them with a slash between. Raises Wrong."""
    text = in_ascii(text)
    mark = text[-1:] if text[-1:] in "?~%" else ""
    ends = text.removesuffix(mark).split("/")
    if len(ends) > 2:
        raise _not_in(name, text)
    spans = [_span(name, end, text) for end in ends]
    first, last = spans[0][0], spans[-1][1]
    if _bound(name, first, is_last=False) > _bound(name, last, is_last=True):
        raise Wrong(f"{shortened(text)} ends before it starts.", "Write the earlier date first.")
    return Reckoning(name, first, last, "stated", mark in ("?", "%"), mark in ("~", "%"))


def _span(name: str, text: str, whole: str) -> tuple[Moment, Moment]:
    """The first and the last moment of one date of the calendar `name`."""
    numbers = text
    if name == "japanese-era":
        if not (era := _ERA.match(text)):
            raise _not_in(name, whole)
        number = 1 + [known for known, _ in ERAS].index(era[1].lower())
        numbers = f"{AN_ERA * number + int(era[2])}{text[era.end() :]}"
    if decade := _DECADE.fullmatch(numbers):
        year = int(decade[1]) * 10
        _demand(name, (year,), text)
        _demand(name, (year + 9,), text)
        return (year,), (year + 9,)
    found = _PART.fullmatch(numbers)
    if found is None:
        raise _not_in(name, whole)
    moment = tuple(int(part) for part in found.groups() if part)
    _demand(name, moment, text)
    return moment, moment


def _demand(name: str, moment: Moment, text: str) -> None:
    """Raises Wrong where the calendar has no such moment."""
    calendar = CALENDARS[name]
    try:
        days = calendar.length(*moment[:2]) if len(moment) > 1 and 1 <= moment[1] <= calendar.months else 0
        fits = moment[0] > 0 and (days or len(moment) == 1) and (len(moment) < 3 or 1 <= moment[2] <= days)
        if fits:
            _bound(name, moment, is_last=False)
            _bound(name, moment, is_last=True)
    except (ValueError, OverflowError, IndexError, Wrong):
        days, fits = 0, False
    if not fits:
        what = f"{shortened(text)} is not in the calendar {name}."
        hint = f"That month has {days} days." if days else f"Write it such as {calendar.example}."
        if len(moment) > 1 and not 1 <= moment[1] <= calendar.months:
            what, hint = f"{shortened(text)} has no month {moment[1]:02}.", f"Write one from 01 to {calendar.months}."
        raise Wrong(what, hint)


def _bound(name: str, moment: Moment, *, is_last: bool) -> Day:
    """The first or the last Gregorian day of `moment`. Raises ValueError or OverflowError."""
    calendar = CALENDARS[name]
    year, *rest = moment
    if not rest:
        months = [month for month in range(1, calendar.months + 1) if calendar.length(year, month)]
        rest = [months[-1] if is_last else months[0]]
    if len(rest) == 1:
        rest.append(calendar.length(year, rest[0]) if is_last else calendar.opens(year, rest[0]))
    return calendar.day(year, *rest)


def span(reckoning: Reckoning) -> tuple[Day, Day]:
    """The first and the last Gregorian day of what an editor states in another calendar."""
    first = _bound(reckoning.calendar, reckoning.first, is_last=False)
    return first, _bound(reckoning.calendar, reckoning.last, is_last=True)


def dated(text: str, name: str) -> Date:
    """The Date whose bounds are those of what `text` states in the calendar `name`. Raises Wrong."""
    found = stated(text, name)
    mark = (
        "%" if found.uncertain and found.approximate else "?" if found.uncertain else "~" if found.approximate else ""
    )
    parts = len(found.first) if found.approximate else 3  # what is known about, is known of no day
    bounds = [
        [f"{year:04}" if year >= 0 else f"{year:05}", f"{month:02}", f"{day:02}"] for year, month, day in span(found)
    ]
    if any(len(bound[0].lstrip("-")) > 4 for bound in bounds):
        raise _not_in(name, text)
    first, last = ("-".join(bound[:parts]) + mark for bound in bounds)
    return msgspec.structs.replace(dates.parse(first if first == last else f"{first}/{last}"), calendar=name)


def agrees(date: Date, reckoning: Reckoning) -> bool:
    """Whether what an editor states in another calendar can be the same as `date`, but for the days by which a computed
    date may differ from one that was seen or announced."""
    slack = timedelta(days=CALENDARS[reckoning.calendar].slack)
    try:
        first, last = (calendar_date(*day) for day in span(reckoning))
        starts_in_time = (
            date.earliest is None or date.earliest[0] > 9999 or calendar_date(*date.earliest) - slack <= last
        )
        ends_in_time = date.latest is None or date.latest[0] < 1 or calendar_date(*date.latest) + slack >= first
    except (ValueError, OverflowError):
        return False
    return starts_in_time and ends_in_time


def basis_of(date: Date) -> str:
    """How the Gregorian bounds of `date` are known: "stated", or how they were computed from another calendar."""
    if not date.calendar or date.earliest is None:
        return "stated"
    return CALENDARS[date.calendar].basis(CALENDARS[date.calendar].of(date.earliest)[0])


def _not_in(name: str, text: str) -> Wrong:
    example = CALENDARS[name].example
    bare = example.rsplit("-", 1)[0]
    if slashed := re.fullmatch(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", text, re.ASCII):
        meant = "-".join(part.zfill(2) for part in slashed.groups())
        return Wrong(f"{text} is written with slashes.", f"Write {meant}.")
    return Wrong(
        f"{shortened(text)} is not a date of the calendar {name}.",
        f"Write it such as {example}, as {bare} where the day is not known, or as an interval with a slash.",
    )
