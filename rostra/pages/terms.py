"""The pages of occasions, audiences, speakers, kinds and tags: a list of each, and a page a term."""

from collections import defaultdict
from collections.abc import Iterator

from rostra.address import year_segment
from rostra.archive import TAXONOMIES, Archive, Card, Edition, Term
from rostra.pages.page import MOST_CARDS, Bar, Context, Frame, Group, Page, bars, frame_of


class Terms(Context, frozen=True, kw_only=True):
    """What terms.html sees."""

    taxonomy: str
    terms: tuple[tuple[str, str, int], ...]
    most: int


class TermContext(Context, frozen=True, kw_only=True):
    """What term.html sees."""

    taxonomy: str
    label: str
    count: int
    bars: tuple[Bar, ...]
    groups: tuple[Group, ...]


class TermYear(Context, frozen=True, kw_only=True):
    """What term_year.html sees."""

    taxonomy: str
    label: str
    term: str
    year: int
    cards: tuple[Card, ...]
    previous: int | None
    next: int | None


def pages(archive: Archive) -> Iterator[Page]:
    """For each edition and taxonomy `/occasions/`, `/occasions/hajj/`, and `/occasions/hajj/2021/` where a term holds
    more than 200."""
    for edition in archive.editions:
        frame = frame_of(archive, edition)
        for taxonomy in TAXONOMIES:
            if edition.terms[taxonomy]:
                yield _list(edition, frame, taxonomy)
            for term in edition.terms[taxonomy]:
                yield from _term(frame, term)


def _list(edition: Edition, frame: Frame, taxonomy: str) -> Page:
    found = edition.terms[taxonomy]
    return Page(
        address=f"{edition.prefix}/{taxonomy}/",
        template="terms.html",
        frame=frame,
        title=taxonomy,
        context=Terms(
            taxonomy=taxonomy,
            terms=tuple((term.label, term.address, len(term.cards)) for term in found),
            most=max(len(term.cards) for term in found),
        ),
    )


def _term(frame: Frame, term: Term) -> Iterator[Page]:
    by_year: dict[int | None, list[Card]] = defaultdict(list)
    for card in term.cards:
        by_year[card.date.years[0] if card.date.years else None].append(card)
    years = sorted(year for year in by_year if year is not None)
    is_large = len(term.cards) > MOST_CARDS
    addresses = {
        year: f"{term.address}{year_segment(year)}/" if is_large else f"{term.address}#y{year_segment(year)}"
        for year in years
    }
    feed = f"{term.address}feed.xml"
    on_page = [None] if is_large else [*reversed(years), None]
    yield Page(
        address=term.address,
        template="term.html",
        frame=frame,
        title=term.label,
        feed=feed,
        context=TermContext(
            taxonomy=term.taxonomy,
            label=term.label,
            count=len(term.cards),
            bars=bars({year: len(by_year[year]) for year in years}, addresses),
            groups=tuple(Group(year, None, tuple(by_year[year])) for year in on_page if by_year.get(year)),
        ),
    )
    if is_large:
        for index, year in enumerate(years):
            yield Page(
                address=addresses[year],
                template="term_year.html",
                frame=frame,
                title=f"{term.label} {year_segment(year)}",
                feed=feed,
                context=TermYear(
                    taxonomy=term.taxonomy,
                    label=term.label,
                    term=term.address,
                    year=year,
                    cards=tuple(by_year[year]),
                    previous=years[index - 1] if index else None,
                    next=years[index + 1] if index + 1 < len(years) else None,
                ),
            )
