"""The page that searches, one an edition, and what it knows of every speech by its number: where it is, when it was
given, and its facets. The words themselves are in the index of words (finding/)."""

from collections.abc import Callable, Collection, Iterator
from itertools import groupby

import msgspec

from rostra.archive import Archive, Card, Link
from rostra.archive.collation import key as collated
from rostra.finding.numbers import numbers_of, slots_of
from rostra.finding.record import SYMBOLS
from rostra.finding.shards import script
from rostra.pages.page import Context, Page, frame_of
from rostra.reading.calendars import GREGORIAN
from rostra.reading.reckoning import computed

A_BLOCK = {"addresses": 64, "facets": 512}
"""How many numbers of speeches the blocks of addresses and of facets hold."""

FACETS = ("languages", "kinds", "occasions", "audiences", "speakers")

_YEARS_BEFORE = 1_000
"""Years before 1 BCE that a date among the facets can name; an earlier one counts as the first."""


class Label(msgspec.Struct, frozen=True, array_like=True):
    """A label that speeches can be asked for by: as the index has it, and as it is said in the page's language."""

    value: str
    name: str


class Search(Context, frozen=True, kw_only=True):
    """What search.html sees. `first` and `last` are years of `calendar`."""

    count: int
    calendar: str
    first: int | None
    last: int | None
    facets: dict[str, tuple[Label, ...]]


class Data(Context, frozen=True, kw_only=True):
    """What data.js sees: a script that hands data to the page that searches."""

    script: str


class _Column(msgspec.Struct, frozen=True):
    """A facet: the labels that a speech can have, as rows; each is written as its place among them, in `width`
    symbols."""

    name: str
    width: int
    values: tuple[tuple[str, ...], ...]


def pages(archive: Archive) -> Iterator[Page]:
    """For each edition `/search/`, and once for all of them `/search/facets.js` and the blocks that it speaks of."""
    cards = {entry.speech.path: entry.card for edition in archive.editions for entry in edition.entries}
    numbers = numbers_of(cards, slots_of(len(cards)))
    numbered = {number: cards[path] for path, number in numbers.items()}
    columns = [_column(name, {_row(archive, card, name) for card in cards.values()}) for name in FACETS]
    others = tuple(Link(edition.lang, f"{edition.prefix}/search/") for edition in archive.editions)
    for edition in archive.editions:
        calendar = edition.calendars[0]
        years = [year for card in cards.values() for year in _years(card, calendar)]
        yield Page(
            address=f"{edition.prefix}/search/",
            template="search.html",
            frame=frame_of(archive, edition),
            title="search",
            alternates=others if len(others) > 1 else (),
            context=Search(
                count=len(cards),
                calendar=calendar,
                first=min(years, default=None),
                last=max(years, default=None),
                facets={column.name: _labels(archive, column, edition.lang) for column in columns},
            ),
        )
    yield _data(archive, "facets", "", {"block": A_BLOCK, "columns": columns})
    yield from _blocks(archive, "addresses", numbered, lambda card: card.address)
    places = {column.name: {row: place for place, row in enumerate(column.values)} for column in columns}

    def facets(card: Card) -> str:
        codes = (_code(places[column.name][_row(archive, card, column.name)], column.width) for column in columns)
        return "".join((_moment(card), *codes))

    yield from _blocks(archive, "facets", numbered, facets)


def _years(card: Card, calendar: str) -> tuple[int, ...]:
    """The years of `calendar` that a card touches, also one of an edition that has not got this calendar."""
    found = card.reckoned(calendar) or (computed(card.date, calendar) if calendar != GREGORIAN else None)
    return found.years if found else ()


def _blocks(archive: Archive, kind: str, numbered: dict[int, Card], said: Callable[[Card], str]) -> Iterator[Page]:
    """What is `said` of each speech, by number from that of the first in the block on; nothing where none has it."""
    size = A_BLOCK[kind]
    for block, found in groupby(numbered, lambda number: number // size):
        rows = {number: said(numbered[number]) for number in found}
        start = block * size
        yield _data(archive, kind, str(block), " ".join(rows.get(n, "") for n in range(start, max(rows) + 1)))


def _data(archive: Archive, kind: str, key: str, data: object) -> Page:
    return Page(
        address=f"/search/{kind}/{key}.js" if key else f"/search/{kind}.js",
        template="data.js",
        frame=frame_of(archive, archive.editions[0]),
        title="",
        context=Data(script=script(kind, key, data)),
    )


def _column(name: str, rows: Collection[tuple[str, ...]]) -> _Column:
    width = 0
    while len(SYMBOLS) ** width < len(rows):
        width += 1
    return _Column(name, width, tuple(sorted(rows)))


def _row(archive: Archive, card: Card, facet: str) -> tuple[str, ...]:
    """The labels of a card, as they are said in the site's own language where they have a name in several."""
    if facet == "languages":
        return (card.lang,)
    return tuple(archive.labels.said(facet, link.label, archive.site.language) for link in card.terms[facet])


def _labels(archive: Archive, column: _Column, lang: str) -> tuple[Label, ...]:
    """The labels of a facet, in the order of the alphabet of `lang`."""
    found = {label: archive.labels.said(column.name, label, lang) for row in column.values for label in row}
    return tuple(Label(*item) for item in sorted(found.items(), key=lambda item: (collated(item[1], lang), item[0])))


def _code(number: int, width: int) -> str:
    """`number` in `width` symbols, the highest first."""
    return "".join(SYMBOLS[number // len(SYMBOLS) ** place % len(SYMBOLS)] for place in reversed(range(width)))


def _moment(card: Card) -> str:
    """The first day that a speech can be from, in four symbols: two for the year, two for month and day."""
    if not card.date.years:
        return _code(0, 4)
    year = min(max(card.date.years[0] + _YEARS_BEFORE, 1), len(SYMBOLS) ** 2 - 1)
    _, month, day = card.date.earliest or (0, 1, 1)
    return _code(year, 2) + _code(32 * month + day, 2)
