"""The years of each calendar at a glance, a page a year, a page a month where a year is large, and the undated."""

from collections import defaultdict
from collections.abc import Iterator

from rostra.archive import Archive, Card, Edition
from rostra.pages.page import (
    MOST_CARDS,
    Bar,
    Context,
    Frame,
    Group,
    Page,
    frame_of,
    year_address,
    years_address,
    years_bars,
)
from rostra.reading.calendars import AN_ERA, segment
from rostra.reading.dates import Date
from rostra.reading.reckoning import Reckoning


class Years(Context, frozen=True, kw_only=True):
    """What years.html sees."""

    calendar: str
    others: tuple[tuple[str, str], ...]
    decades: tuple[tuple[int, tuple[Bar, ...]], ...]
    most: int
    count: int
    undated: int


class Year(Context, frozen=True, kw_only=True):
    """What year.html sees."""

    calendar: str
    overview: str
    others: tuple[tuple[str, int, str], ...]
    year: int
    count: int
    groups: tuple[Group, ...]
    possible: tuple[Card, ...]
    months: tuple[tuple[int, int, str], ...]
    previous: tuple[int, str] | None
    next: tuple[int, str] | None


class Month(Context, frozen=True, kw_only=True):
    """What month.html sees."""

    calendar: str
    year: int
    home: str
    month: int
    cards: tuple[Card, ...]
    previous: tuple[int, str] | None
    next: tuple[int, str] | None


class Undated(Context, frozen=True, kw_only=True):
    """What undated.html sees."""

    cards: tuple[Card, ...]


def pages(archive: Archive) -> Iterator[Page]:
    """For each edition `/years/`, `/2021/`, `/2021/11/` where a year holds more than 200, the same for every other
    calendar below its name (`/solar-hijri/1400/`), and `/undated/`."""
    for edition in archive.editions:
        frame = frame_of(archive, edition)
        for calendar in edition.calendars:
            if edition.years[calendar]:
                yield _overview(edition, frame, calendar)
            yield from _years(edition, frame, calendar)
        if edition.undated:
            yield Page(
                address=f"{edition.prefix}/undated/",
                template="undated.html",
                frame=frame,
                title="undated",
                context=Undated(cards=edition.undated),
            )


def _overview(edition: Edition, frame: Frame, calendar: str) -> Page:
    decades: dict[int, list[Bar]] = defaultdict(list)
    span = AN_ERA if calendar == "japanese-era" else 10
    for bar in years_bars(edition, calendar):
        decades[bar.year // span * span].append(bar)
    others = [other for other in edition.calendars if other != calendar and edition.years[other]]
    return Page(
        address=years_address(edition.prefix, calendar),
        template="years.html",
        frame=frame,
        title="years",
        context=Years(
            calendar=calendar,
            others=tuple((other, years_address(edition.prefix, other)) for other in others),
            decades=tuple((decade, tuple(found)) for decade, found in decades.items()),
            most=max(map(len, edition.years[calendar].values())),
            count=len(edition.cards),
            undated=len(edition.undated),
        ),
    )


def _years(edition: Edition, frame: Frame, calendar: str) -> Iterator[Page]:
    vague = [card for card in edition.cards if not card.years(calendar) and card.reckoned(calendar)]
    years = list(edition.years[calendar])
    addresses = [(year, year_address(edition.prefix, calendar, year)) for year in years]
    for index, (year, address) in enumerate(addresses):
        cards = edition.years[calendar][year]
        by_month: dict[int | None, list[Card]] = defaultdict(list)
        for card in cards:
            if card.years(calendar) == (year,):
                found = card.reckoned(calendar)
                by_month[found.month if found else None].append(card)
        months = sorted(month for month in by_month if month is not None)
        is_large = len(cards) > MOST_CARDS
        pieces = [(month, f"{address}{month:02}/") for month in months]
        beyond = (card for card in cards if len(card.years(calendar)) > 1)
        yield Page(
            address=address,
            template="year.html",
            frame=frame,
            title=segment(calendar, year),
            context=Year(
                calendar=calendar,
                overview=years_address(edition.prefix, calendar),
                others=_same_time(edition, calendar, cards),
                year=year,
                count=len(cards),
                groups=tuple(
                    Group(year, month, tuple(by_month[month]))
                    for month in ([None] if is_large else [None, *months])
                    if by_month.get(month)
                ),
                possible=(*beyond, *(card for card in vague if _may_be_in(card.reckoned(calendar), year))),
                months=tuple((month, len(by_month[month]), piece) for month, piece in pieces) if is_large else (),
                previous=addresses[index - 1] if index else None,
                next=addresses[index + 1] if index + 1 < len(addresses) else None,
            ),
        )
        for place, (month, piece) in enumerate(pieces if is_large else ()):
            yield Page(
                address=piece,
                template="month.html",
                frame=frame,
                title=f"{segment(calendar, year)}-{month:02}",
                context=Month(
                    calendar=calendar,
                    year=year,
                    home=address,
                    month=month,
                    cards=tuple(by_month[month]),
                    previous=pieces[place - 1] if place else None,
                    next=pieces[place + 1] if place + 1 < len(pieces) else None,
                ),
            )


def _may_be_in(date: Date | Reckoning | None, year: int) -> bool:
    """Whether the bounds of a date that touches more years than it is listed under touch this one."""
    match date:
        case Date(earliest=(first, _, _), latest=(last, _, _)) | Reckoning(first=(first, *_), last=(last, *_)):
            return first <= year <= last
        case _:
            return False


def _same_time(edition: Edition, calendar: str, cards: tuple[Card, ...]) -> tuple[tuple[str, int, str], ...]:
    """The years of the other calendars that these cards are listed under, with their addresses."""
    return tuple(
        (other, year, year_address(edition.prefix, other, year))
        for other in edition.calendars
        if other != calendar
        for year in sorted({year for card in cards for year in card.years(other) if card.years(calendar)[1:] == ()})
    )
