"""Where a speech stands in its year: which of how many, and how many there are in each month."""

from collections import Counter
from collections.abc import Callable

import msgspec

from rostra.archive import Card, Edition
from rostra.pages.page import year_address
from rostra.reading.dates import Date
from rostra.reading.reckoning import Reckoning


class Standing(msgspec.Struct, frozen=True, array_like=True):
    """Where a speech stands in a year of the readers' own calendar: the number `number` of `count`, counted from 1.

    `months` are the numbers of speeches whose month is known, from the first month on; `month` is that of this one,
    counted from 1, or 0.
    """

    year: int
    address: str
    number: int
    count: int
    months: tuple[int, ...]
    month: int


def standing_in(edition: Edition) -> Callable[[Card], Standing | None]:
    """What gives the Standing of each card of `edition`; none where its year is not certain, or where it is alone."""
    calendar = edition.calendars[0]
    numbers: dict[int, dict[str, int]] = {}
    months: dict[int, tuple[int, ...]] = {}
    for year, cards in edition.years[calendar].items():
        certain = [card for card in cards if len(card.years(calendar)) == 1]
        numbers[year] = {card.address: number for number, card in enumerate(certain, 1)}
        counts = Counter(_month(card.reckoned(calendar)) for card in certain)
        months[year] = tuple(counts[month] for month in range(1, max((12, *counts)) + 1))

    def standing(card: Card) -> Standing | None:
        years = card.years(calendar)
        if len(years) != 1 or len(numbers[years[0]]) < 2:
            return None
        (year,) = years
        return Standing(
            year=year,
            address=year_address(edition.prefix, calendar, year),
            number=numbers[year][card.address],
            count=len(numbers[year]),
            months=months[year],
            month=_month(card.reckoned(calendar)),
        )

    return standing


def _month(date: Date | Reckoning | None) -> int:
    """The month of `date` if its bounds lie in one, or 0."""
    if date is None:
        return 0
    first, last = (date.earliest, date.latest) if isinstance(date, Date) else (date.first, date.last)
    return first[1] if first and last and len(first) > 1 and len(last) > 1 and first[:2] == last[:2] else 0
