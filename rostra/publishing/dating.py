"""A date as a phrase that says no more than is known, in the words of a language and in any calendar.

Forms of Gregorian dates come from CLDR by way of Babel, which has no other calendar: the names of their months, and how
a date with them is put together, are in our catalogues.
"""

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton

from rostra.archive import Card
from rostra.reading.calendars import AN_ERA, GREGORIAN, Moment, gregorian_year, is_leap
from rostra.reading.dates import UNKNOWN, Date
from rostra.reading.reckoning import Reckoning, basis_of

if TYPE_CHECKING:
    from rostra.publishing.wording import Wording

MONTHS = {
    "solar-hijri": (
        "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman",
        "Esfand",
    ),
    "hijri": (
        "Muharram", "Safar", "Rabiʻ I", "Rabiʻ II", "Jumada I", "Jumada II", "Rajab", "Shaʻban", "Ramadan", "Shawwal",
        "Dhuʻl-Qiʻdah", "Dhuʻl-Hijjah",
    ),
    "hebrew": (
        "Tishri", "Heshvan", "Kislev", "Tevet", "Shevat", "Adar I", "Adar", "Nisan", "Iyar", "Sivan", "Tamuz", "Av",
        "Elul",
    ),
}  # fmt: skip
"""The months of the calendars that have their own, as the catalogues know them (the English of CLDR)."""


_LIKE_NO_DAY = 9876
"""A leap year whose number stands in no day and no month."""

_YEAR_FIRST = ("hu", "ja", "ko", "zh")
"""Languages that write the year first: there the first of two dates cannot do without it."""


class Dating:
    """Dates, years and months in one language."""

    def __init__(self, wording: "Wording") -> None:
        self._wording = wording
        self._gettext = wording.gettext
        self._is_year_first = wording.lang.split("-")[0] in _YEAR_FIRST
        self.when = lru_cache(maxsize=10_000)(self._when)

    def year(self, year: int, calendar: str = GREGORIAN) -> str:
        """A year that says of which calendar it is, where it is not the Gregorian."""
        if calendar in MONTHS:
            return self._marked(calendar, self._wording.digits(year))
        if calendar != GREGORIAN:
            return self._year(calendar, year)
        said = self._wording.digits(year if year > 0 else 1 - year)
        return said if year > 0 else self._gettext("%(year)s BCE") % {"year": said}

    def short_year(self, year: int, calendar: str = GREGORIAN) -> str:
        """A year among others of its calendar: its number alone."""
        if calendar == GREGORIAN:
            return self.year(year)
        return self._wording.digits(year % AN_ERA if calendar == "japanese-era" else year)

    def month(self, month: int, calendar: str = GREGORIAN, year: int = 0) -> str:
        """The name of a month, counted from 1, standing alone; `year` tells Adar from Adar II."""
        if calendar in MONTHS:
            return self._own_month(calendar, year, month)
        return str(self._wording.locale.months["stand-alone"]["wide"][month])

    def month_of(self, month: int, calendar: str, year: int) -> str:
        """A month with its year."""
        if calendar != GREGORIAN:
            return self.when(Reckoning(calendar, (year, month), (year, month), "stated"))
        if 1 <= year <= 9999:
            return self._gregorian_months((year, month))
        return f"{self.month(month)} {self.year(year)}"

    def calendar(self, name: str) -> str:
        """The name of a calendar."""
        _ = self._gettext
        names = {
            GREGORIAN: _("Gregorian"),
            "solar-hijri": _("Solar Hijri"),
            "hijri": _("Lunar Hijri"),
            "hebrew": _("Hebrew"),
            "buddhist": _("Buddhist"),
            "japanese-era": _("Japanese eras"),
        }
        return names[name]

    def known(self, basis: str) -> str:
        """How a date is known, as a sentence."""
        _ = self._gettext
        said = {
            "stated": _("The source states the date."),
            "weekday": _("The date follows from the weekday that the source names."),
            "calendar": _("The date follows from a date in another calendar."),
            "order": _("The date follows from what came before and after."),
            "inferred": _("The date is inferred."),
            "unknown": _("How the date is known is not recorded."),
        }
        return said[basis]

    def dated(self, calendars: tuple[str, ...], card: Card, calendar: str = "") -> str:
        """The date of `card` in `calendar`, or in the first of `calendars`; in the Gregorian where it is not known in
        that."""
        return self.when(card.reckoned(calendar or calendars[0]) or card.date)

    def computed(self, calendars: tuple[str, ...], card: Card) -> str:
        """How what `dated` says of `card` was computed; empty where it was written so."""
        return self._basis(card.reckoned(calendars[0]) or card.date)

    def dated_otherwise(self, calendars: tuple[str, ...], card: Card) -> list[tuple[str, str]]:
        """The date of `card` in the other `calendars` and in those that its file states: the phrase, and how it was
        computed, or empty."""
        shown = card.reckoned(calendars[0]) or card.date
        names = dict.fromkeys((*calendars, *(found.calendar for found in card.reckonings)))
        found = (card.reckoned(name) for name in names)
        return [(self.when(date), self._basis(date)) for date in found if date and date not in (shown, UNKNOWN)]

    def _basis(self, date: Date | Reckoning) -> str:
        _ = self._gettext
        basis = basis_of(date) if isinstance(date, Date) else date.basis
        said = {"computed": _("computed"), "umm-al-qura": _("computed, Umm al-Qura"), "tabular": _("computed, tabular")}
        return said.get(basis, "")

    def _when(self, date: Date | Reckoning) -> str:
        said = self._gregorian(date) if isinstance(date, Date) else self._reckoned(date)
        if date.approximate:
            said = self._gettext("about %(date)s") % {"date": said}
        if date.uncertain:
            said = self._gettext("perhaps %(date)s") % {"date": said}
        return said

    # The Gregorian calendar

    def _gregorian(self, date: Date) -> str:
        if date.shape == "interval":
            start, end = date.parts
            first = "" if start.shape == "unknown" else self._day_of_same_year(start, end) or self.when(start)
            return self._span(first, "" if end.shape == "unknown" else self.when(end))
        if date.earliest is None or date.latest is None:
            return self._gettext("undated")
        year = date.earliest[0]
        if not 1 <= year <= 9999:
            return self.year(year) if date.shape == "year" else self._wording.digits(date.edtf)
        match date.shape:
            case "day" | "month":
                return self._gregorian_months(date.earliest[: 3 if date.shape == "day" else 2])
            case "year":
                return self.year(year)
            case "season":
                return self._season(int(date.edtf[5:7])) % {"year": self.year(year)}
            case "decade":
                return self._gettext("the %(year)ss") % {"year": self.year(year)}
            case _:
                return self._span(self.year(year), self.year(date.latest[0]))

    def _gregorian_months(self, moment: Moment) -> str:
        """A day or a month, as CLDR forms it."""
        first = dt.date(*(*moment, 1)[:3])
        locale = self._wording.locale
        day = len(moment) == 3
        return self._wording.digits(
            format_date(first, "long", locale=locale) if day else format_skeleton("yMMMM", first, locale=locale)
        )

    def _season(self, number: int) -> str:
        _ = self._gettext
        names = {21: _("spring %(year)s"), 22: _("summer %(year)s"), 23: _("autumn %(year)s"), 24: _("winter %(year)s")}
        return names[number]

    def _day_of_same_year(self, start: Date, end: Date) -> str:
        """The first of two days without the year that the second names; or empty."""
        days = start.shape == end.shape == "day" and not (start.uncertain or start.approximate)
        if (
            self._is_year_first
            or not days
            or not start.earliest
            or not end.earliest
            or not start.earliest[0] == end.earliest[0] > 0
        ):
            return ""
        return self._day_and_month(start.earliest)

    def _day_and_month(self, moment: Moment) -> str:
        year, month, day = moment
        return self._wording.digits(format_skeleton("MMMMd", dt.date(year, month, day), locale=self._wording.locale))

    def _span(self, first: str, last: str) -> str:
        """Between two dates; an empty one is open."""
        if not first:
            return self._gettext("not after %(date)s") % {"date": last}
        if not last:
            return self._gettext("not before %(date)s") % {"date": first}
        return self._gettext("between %(first)s and %(last)s") % {"first": first, "last": last}

    # The others

    def _reckoned(self, date: Reckoning) -> str:
        first, last = date.first, date.last
        if first == last:
            said = self._moment(date.calendar, first)
        else:
            same_year = len(first) == len(last) > 1 and first[0] == last[0] and not self._is_year_first
            start = self._moment(date.calendar, first, with_year=not same_year) if first else ""
            said = self._span(start, self._moment(date.calendar, last) if last else "")
        return self._marked(date.calendar, said)

    def _moment(self, calendar: str, moment: Moment, *, with_year: bool = True) -> str:
        if calendar in MONTHS:
            return self._own_months(calendar, moment, with_year=with_year)
        year = gregorian_year(calendar, moment[0])
        if len(moment) == 1:
            return self._year(calendar, moment[0])
        if not with_year:
            return self._day_and_month((year, *moment[1:])) if len(moment) == 3 else self.month(moment[1])
        # CLDR's form of the Gregorian date, with another year for one that is like no day; Thai has the era before it.
        said = self._gregorian_months((_LIKE_NO_DAY, *moment[1:])).replace("ค.ศ. ", "")
        return said.replace(self._wording.digits(_LIKE_NO_DAY), self._year(calendar, moment[0]))

    def _own_months(self, calendar: str, moment: Moment, *, with_year: bool) -> str:
        year = self._wording.digits(moment[0])
        if len(moment) == 1:
            return year
        month = self._own_month(calendar, *moment[:2])
        if len(moment) == 2:
            return self._gettext("%(month)s %(year)s") % {"month": month, "year": year} if with_year else month
        day = self._wording.digits(moment[2])
        if not with_year:
            return self._gettext("%(day)s %(month)s") % {"day": day, "month": month}
        return self._gettext("%(day)s %(month)s %(year)s") % {"day": day, "month": month, "year": year}

    def _own_month(self, calendar: str, year: int, month: int) -> str:
        name = MONTHS[calendar][month - 1]
        return self._gettext("Adar II" if name == "Adar" and is_leap(calendar, year) else name)

    def _year(self, calendar: str, year: int) -> str:
        """A year of a calendar that has the Gregorian months."""
        _ = self._gettext
        if calendar == "buddhist":
            return _("%(year)s BE") % {"year": self._wording.digits(year)}
        eras = (
            _("Meiji %(year)s"),
            _("Taishō %(year)s"),
            _("Shōwa %(year)s"),
            _("Heisei %(year)s"),
            _("Reiwa %(year)s"),
        )
        return eras[year // AN_ERA - 1] % {"year": self._wording.digits(year % AN_ERA)}

    def _marked(self, calendar: str, said: str) -> str:
        """`said` with the era of its calendar, where readers of this language need it."""
        _ = self._gettext
        marks = {"solar-hijri": _("%(date)s SH"), "hijri": _("%(date)s AH"), "hebrew": _("%(date)s AM")}
        return marks[calendar] % {"date": said} if calendar in marks else said


def machine_date(date: Date) -> str:
    """The value of `<time datetime>` where HTML has one that is true: a certain day, month or year after 1 BCE; or
    empty. A lunar month starts when the moon is seen: what is computed from one is not certain."""
    if date.uncertain or date.approximate or date.shape not in ("day", "month", "year") or "X" in date.edtf:
        return ""
    return date.edtf if date.earliest and date.earliest[0] > 0 and date.calendar != "hijri" else ""
