"""What a speech is read beside: those before and after on the same occasion, those of the same day in other years."""

from collections import defaultdict
from collections.abc import Callable

import msgspec

from rostra.archive import Card, Edition, Link

MOST_DAYS = 5
"""The most speeches of the same day in other years that a page names."""


class Series(msgspec.Struct, frozen=True, array_like=True):
    """An occasion of a speech, and the speeches before and after it on that occasion."""

    term: Link
    previous: Card | None
    next: Card | None


class Kin(msgspec.Struct, frozen=True, array_like=True):
    """The occasions on which there were other speeches, and speeches of the same day in other years, newest first."""

    series: tuple[Series, ...] = ()
    same_day: tuple[Card, ...] = ()


def kin_in(edition: Edition) -> Callable[[Card], Kin]:
    """What gives the Kin of each card of `edition`."""
    calendar = edition.calendars[0]
    series: dict[str, list[Series]] = defaultdict(list)
    for term in edition.terms["occasions"]:
        for before, card, after in zip((None, *term.cards), term.cards, (*term.cards[1:], None), strict=False):
            if before or after:
                series[card.address].append(Series(Link(term.label, term.address), before, after))
    by_day: dict[tuple[int, ...], dict[int, Card]] = defaultdict(dict)
    for card in edition.cards:
        if day := _day(card, calendar):
            by_day[day[1:]].setdefault(day[0], card)

    def kin(card: Card) -> Kin:
        day = _day(card, calendar)
        others = by_day[day[1:]] if day else {}
        years = sorted((year for year in others if day and year != day[0]), reverse=True)[:MOST_DAYS]
        return Kin(tuple(series.get(card.address, ())), tuple(others[year] for year in years))

    return kin


def _day(card: Card, calendar: str) -> tuple[int, ...]:
    """Year, month and day of a card whose day is certain, in `calendar`; or nothing."""
    if card.date.shape != "day" or card.date.uncertain or card.date.approximate or card.date.earliest is None:
        return ()
    found = card.reckoned(calendar)
    if found is None or found == card.date:
        return card.date.earliest
    return found.first if len(found.first) == 3 and found.first == found.last else ()  # type: ignore[union-attr]
