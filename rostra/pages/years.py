"""All years at a glance, a page a year, a page a month where a year is large, and the undated."""

from collections import defaultdict
from collections.abc import Iterator

from rostra.address import year_segment
from rostra.archive import Archive, Card, Edition
from rostra.pages.page import MOST_CARDS, Bar, Context, Frame, Group, Page, bars, frame_of


class Years(Context, frozen=True, kw_only=True):
    """What years.html sees."""

    decades: tuple[tuple[int, tuple[Bar, ...]], ...]
    most: int
    count: int
    undated: int


class Year(Context, frozen=True, kw_only=True):
    """What year.html sees."""

    year: int
    count: int
    groups: tuple[Group, ...]
    months: tuple[tuple[int, int, str], ...]
    previous: int | None
    next: int | None


class Month(Context, frozen=True, kw_only=True):
    """What month.html sees."""

    year: int
    month: int
    cards: tuple[Card, ...]
    previous: int | None
    next: int | None


class Undated(Context, frozen=True, kw_only=True):
    """What undated.html sees."""

    cards: tuple[Card, ...]


def pages(archive: Archive) -> Iterator[Page]:
    """For each edition `/years/`, `/2021/`, `/2021/11/` where a year holds more than 200, and `/undated/`."""
    for edition in archive.editions:
        frame = frame_of(archive, edition)
        if edition.years:
            yield _overview(edition, frame)
        years = list(edition.years)
        for index, year in enumerate(years):
            around = (years[index - 1] if index else None, years[index + 1] if index + 1 < len(years) else None)
            yield from _year(edition, frame, year, around)
        if edition.undated:
            yield Page(
                address=f"{edition.prefix}/undated/",
                template="undated.html",
                frame=frame,
                title="undated",
                context=Undated(cards=edition.undated),
            )


def _overview(edition: Edition, frame: Frame) -> Page:
    counts = {year: len(cards) for year, cards in edition.years.items()}
    every = bars(counts, {year: f"{edition.prefix}/{year_segment(year)}/" for year in counts})
    decades = defaultdict(list)
    for bar in every:
        decades[bar.year // 10 * 10].append(bar)
    return Page(
        address=f"{edition.prefix}/years/",
        template="years.html",
        frame=frame,
        title="years",
        context=Years(
            decades=tuple((decade, tuple(found)) for decade, found in decades.items()),
            most=max(counts.values()),
            count=len(edition.cards),
            undated=len(edition.undated),
        ),
    )


def _year(edition: Edition, frame: Frame, year: int, around: tuple[int | None, int | None]) -> Iterator[Page]:
    cards = edition.years[year]
    address = f"{edition.prefix}/{year_segment(year)}/"
    by_month: dict[int | None, list[Card]] = defaultdict(list)
    for card in cards:
        inside = card.date.years == (year,)
        by_month[card.date.month if inside else None].append(card)
    months = sorted(month for month in by_month if month is not None)
    is_large = len(cards) > MOST_CARDS
    on_page = [None] if is_large else [None, *months]
    yield Page(
        address=address,
        template="year.html",
        frame=frame,
        title=year_segment(year),
        context=Year(
            year=year,
            count=len(cards),
            groups=tuple(Group(year, month, tuple(by_month[month])) for month in on_page if by_month.get(month)),
            months=tuple((month, len(by_month[month]), f"{address}{month:02}/") for month in months)
            if is_large
            else (),
            previous=around[0],
            next=around[1],
        ),
    )
    if is_large:
        for index, month in enumerate(months):
            yield Page(
                address=f"{address}{month:02}/",
                template="month.html",
                frame=frame,
                title=f"{year_segment(year)}-{month:02}",
                context=Month(
                    year=year,
                    month=month,
                    cards=tuple(by_month[month]),
                    previous=months[index - 1] if index else None,
                    next=months[index + 1] if index + 1 < len(months) else None,
                ),
            )
