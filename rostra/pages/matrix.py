"""A picture of the archive: its most frequent occasions by year, with a dot where there are speeches."""

from collections import Counter

import msgspec

from rostra.archive import Edition, Term
from rostra.pages.page import term_year_address

MOST_ROWS = 10
MOST_COLUMNS = 32
"""With more years than this, a column is a decade, or as many decades as are needed."""

SIZES = 5
"""How many sizes of dots there are: by the square root of the count, so that the area tells it."""


class Dot(msgspec.Struct, frozen=True, array_like=True):
    """How many speeches a term has in the years of a column, the size of its dot, and where they are."""

    count: int
    size: int
    address: str


class Row(msgspec.Struct, frozen=True, array_like=True):
    """A term with its dots, one a column; None where it has no speech."""

    label: str
    address: str
    dots: tuple[Dot | None, ...]


class Matrix(msgspec.Struct, frozen=True, array_like=True):
    """Terms of a taxonomy by years: the first year of each column, how many years it stands for, and the rows."""

    taxonomy: str
    columns: tuple[int, ...]
    span: int
    rows: tuple[Row, ...]


def matrix_of(edition: Edition) -> Matrix | None:
    """The Matrix of occasions, or of audiences; None where none of them has come again."""
    calendar = edition.calendars[0]
    years = edition.years[calendar]
    for taxonomy in ("occasions", "audiences"):
        terms = [term for term in edition.terms[taxonomy] if any(card.years(calendar) for card in term.cards)]
        frequent = sorted(terms, key=lambda term: -len(term.cards))[:MOST_ROWS]
        if len(frequent) > 1 and calendar != "japanese-era":
            found = _matrix(taxonomy, frequent, calendar, min(years), max(years))
            if any(len(row.dots) - row.dots.count(None) > 1 for row in found.rows):
                return found
    return None


def _matrix(taxonomy: str, terms: list[Term], calendar: str, first: int, last: int) -> Matrix:
    span = 1
    while last // span - first // span >= MOST_COLUMNS:
        span = 10 if span == 1 else span + 10
    columns = tuple(range(first // span * span, last + 1, span))
    found = [Counter(card.years(calendar)[0] for card in term.cards if card.years(calendar)) for term in terms]
    totals = [Counter({year // span * span: 0 for year in columns}) for _ in terms]
    for total, counts in zip(totals, found, strict=True):
        for year, count in counts.items():
            total[year // span * span] += count
    most = max(count for total in totals for count in total.values())

    def dot(term: Term, counts: Counter[int], total: Counter[int], column: int) -> Dot | None:
        if not total[column]:
            return None
        size = max(1, round(SIZES * (total[column] / most) ** 0.5))
        year = min(year for year in counts if year // span * span == column)
        return Dot(total[column], size, term_year_address(term, calendar, year))

    return Matrix(
        taxonomy,
        columns,
        span,
        tuple(
            Row(term.label, term.address, tuple(dot(term, counts, total, column) for column in columns))
            for term, counts, total in zip(terms, found, totals, strict=True)
        ),
    )
