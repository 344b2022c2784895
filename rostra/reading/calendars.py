"""Calendars beside the Gregorian: a day → the same day in another, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec

from rostra.address import year_segment
from rostra.reading import dates
from rostra.reading.dates import Day

Moment = tuple[int, ...]
"""Year, month and day of some calendar, as many of them as are known."""

GREGORIAN = "gregorian"

ERAS = (("meiji", 1868), ("taisho", 1912), ("showa", 1926), ("heisei", 1989), ("reiwa", 2019))
"""The eras of Japan since it took over the Gregorian calendar, and the year in which each began."""

_BEGIN = ((1873, 1, 1), (1912, 7, 30), (1926, 12, 25), (1989, 1, 8), (2019, 5, 1))
"""The first day of each era that the Gregorian calendar of Japan counts: Meiji is older than it (CLDR, eras)."""

AN_ERA = 1000
"""A year of the Japanese eras is this times the number of the era, counted from 1, and the year within it."""


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar: a Gregorian day → its own, and back; both raise ValueError or OverflowError beyond what is known.

    `opens` and `length` give the first and the last day of a month of a year; `length` is 0 where the year has no such
    month. `basis` says how a year's days are known; `slack` by how many days a stated date may differ from a computed
    one.
    """

    of: Callable[[Day], Moment]
    day: Callable[[int, int, int], Day]
    length: Callable[[int, int], int]
    opens: Callable[[int, int], int] = lambda year, month: 1
    months: int = 12
    basis: Callable[[int], str] = lambda year: "computed"
    years: Callable[[int, int], tuple[int, ...]] = lambda first, last: tuple(range(first, last + 1))
    slack: int = 1
    example: str


def _date(day: Day) -> dt.date:
    return dt.date(*day)


def _day(date: dt.date) -> Day:
    return date.year, date.month, date.day


# The civil calendar of Iran and, until 2021, of Afghanistan. What the library computes is beside ICU in the tests.


def _solar_of(day: Day) -> Moment:
    from persiantools.jdatetime import JalaliDate  # lazy: only archives with this calendar need it

    found = JalaliDate(_date(day))  # type: ignore[no-untyped-call]
    return found.year, found.month, found.day


def _solar_day(year: int, month: int, day: int) -> Day:
    from persiantools.jdatetime import JalaliDate  # lazy: only archives with this calendar need it

    return _day(JalaliDate(year, month, day).to_gregorian())  # type: ignore[no-untyped-call]


def _solar_length(year: int, month: int) -> int:
    from persiantools.jdatetime import JalaliDate  # lazy: only archives with this calendar need it

    return JalaliDate.days_in_month(month, year)


# The lunar calendar of Islam. Umm al-Qura, the civil calendar of Saudi Arabia, where its tables reach; beyond, the
# tabular one. Both differ from what was seen in the sky of a place and day by a day or, seldom, two.

_UMM_AL_QURA = range(1343, 1501)
_BEFORE, _AFTER = (1924, 8, 1), (2077, 11, 17)


def _lunar_of(day: Day) -> Moment:
    if _BEFORE <= day < _AFTER:
        from hijridate import Gregorian  # lazy: only archives with this calendar need it

        return Gregorian(*day).to_hijri().datetuple()
    from convertdate import islamic  # lazy: only archives with this calendar need it

    year, month, number = islamic.from_gregorian(*day)
    return int(year), int(month), int(number)


def _lunar_day(year: int, month: int, day: int) -> Day:
    if year in _UMM_AL_QURA:
        from hijridate import Hijri  # lazy: only archives with this calendar need it

        return Hijri(year, month, day).to_gregorian().datetuple()
    from convertdate import islamic  # lazy: only archives with this calendar need it

    return _whole(islamic.to_gregorian(year, month, day))


def _lunar_length(year: int, month: int) -> int:
    if year in _UMM_AL_QURA:
        from hijridate import Hijri  # lazy: only archives with this calendar need it

        return Hijri(year, month, 1).month_length()
    from convertdate import islamic  # lazy: only archives with this calendar need it

    return int(islamic.month_length(year, month))


# The Hebrew calendar. Its months are numbered from Tishri, and the sixth, Adar I, is there in leap years only, as in
# CLDR; the library numbers them from Nisan, and has no month 13 in common years.


def _hebrew_of(day: Day) -> Moment:
    from convertdate import hebrew  # lazy: only archives with this calendar need it

    year, month, number = hebrew.from_gregorian(*day)
    if month < 7:
        month += 7
    elif month < 12:
        month -= 6
    else:
        month = 6 if month == 12 and hebrew.leap(year) else 7
    return int(year), month, int(number)


def _hebrew_day(year: int, month: int, day: int) -> Day:
    from convertdate import hebrew  # lazy: only archives with this calendar need it

    return _whole(hebrew.to_gregorian(year, _from_nisan(year, month), day))


def _hebrew_length(year: int, month: int) -> int:
    from convertdate import hebrew  # lazy: only archives with this calendar need it

    if month == 6 and not hebrew.leap(year):
        return 0
    return int(hebrew.month_length(year, _from_nisan(year, month)))


def _from_nisan(year: int, month: int) -> int:
    from convertdate import hebrew  # lazy: only archives with this calendar need it

    if month > 7:
        return month - 7
    if month < 6:
        return month + 6
    return 13 if month == 7 and hebrew.leap(year) else 12


def _whole(found: tuple[float, ...]) -> Day:
    year, month, day = found[:3]
    return int(year), int(month), int(day)


# Two calendars that are the Gregorian but for how they count years.


def _buddhist_of(day: Day) -> Moment:
    if day[0] < 1:
        raise ValueError(day)
    return day[0] + 543, day[1], day[2]


def _buddhist_day(year: int, month: int, day: int) -> Day:
    return _day(dt.date(year - 543, month, day))


def _gregorian_length(year: int, month: int) -> int:
    return int(dates.parse(f"{year:04}-{month:02}").latest[2])  # type: ignore[index]


def _japanese_of(day: Day) -> Moment:
    number = sum(begin <= day for begin in _BEGIN)
    if not number:
        raise ValueError(day)
    return AN_ERA * number + day[0] - ERAS[number - 1][1] + 1, day[1], day[2]


def _japanese_year(year: int) -> int:
    return ERAS[year // AN_ERA - 1][1] + year % AN_ERA - 1


def _japanese_span(year: int) -> tuple[Day, Day]:
    """The first and the last day of the era of `year`."""
    number = year // AN_ERA
    end = _day(_date(_BEGIN[number]) - dt.timedelta(days=1)) if number < len(_BEGIN) else (9999, 12, 31)
    return _BEGIN[number - 1], end


def _japanese_first(year: int, month: int) -> int:
    begin, _ = _japanese_span(year)
    return begin[2] if begin[:2] == (_japanese_year(year), month) else 1


def _japanese_day(year: int, month: int, day: int) -> Day:
    found = _day(dt.date(_japanese_year(year), month, day))
    begin, end = _japanese_span(year)
    if not begin <= found <= end:
        raise ValueError(found)
    return found


def _japanese_length(year: int, month: int) -> int:
    there = (_japanese_year(year), month)
    begin, end = _japanese_span(year)
    if not begin[:2] <= there <= end[:2]:
        return 0
    return end[2] if there == end[:2] else _gregorian_length(*there)


def _japanese_years(first: int, last: int) -> tuple[int, ...]:
    """A year in which an era ended has two names, and counts as two."""
    found = []
    for number, (_, start) in enumerate(ERAS, 1):
        end = ERAS[number][1] if number < len(ERAS) else start + AN_ERA - 2
        found += [year for n in range(1, end - start + 2) if first <= (year := AN_ERA * number + n) <= last]
    return tuple(found)


CALENDARS = {
    "solar-hijri": Calendar(of=_solar_of, day=_solar_day, length=_solar_length, example="1397-01-06"),
    "hijri": Calendar(
        of=_lunar_of,
        day=_lunar_day,
        length=_lunar_length,
        basis=lambda year: "umm-al-qura" if year in _UMM_AL_QURA else "tabular",
        slack=2,
        example="1439-07-08",
    ),
    "hebrew": Calendar(of=_hebrew_of, day=_hebrew_day, length=_hebrew_length, months=13, example="5778-08-10"),
    "buddhist": Calendar(
        of=_buddhist_of,
        day=_buddhist_day,
        length=lambda year, month: _gregorian_length(year - 543, month),
        example="2561-03-26",
    ),
    "japanese-era": Calendar(
        of=_japanese_of,
        day=_japanese_day,
        length=_japanese_length,
        opens=_japanese_first,
        years=_japanese_years,
        example="heisei-30-03-26",
    ),
}
"""The calendars that a date can be written and shown in, beside the Gregorian."""

NAMES = (GREGORIAN, *CALENDARS)


def is_leap(name: str, year: int) -> bool:
    """Whether a year of the Hebrew calendar has the month Adar I."""
    return name == "hebrew" and year > 0 and CALENDARS[name].length(year, 6) > 0


def gregorian_year(name: str, year: int) -> int:
    """The Gregorian year that is the same as a year of the Buddhist calendar or of a Japanese era."""
    return year - 543 if name == "buddhist" else _japanese_year(year)


def segment(name: str, year: int) -> str:
    """A year of the calendar `name` as in addresses: `1397`, `reiwa-3`."""
    if name == GREGORIAN:
        return year_segment(year)
    return f"{ERAS[year // AN_ERA - 1][0]}-{year % AN_ERA}" if name == "japanese-era" else str(year)
