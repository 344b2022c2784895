"""The pages of occasions, audiences, speakers, kinds and tags: a list of each, and a page a term."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from rostra.archive import TAXONOMIES, Archive, Card, Edition, Link, Term
from rostra.pages import compare
from rostra.pages.page import MOST_CARDS, Bar, Context, Frame, Group, Page, bars, frame_of, term_year_address
from rostra.reading.calendars import segment


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
    calendar: str
    bars: tuple[Bar, ...]
    groups: tuple[Group, ...]
    gaps: dict[int, tuple[int, ...]]
    beside: dict[int, tuple[int, str]]


class TermYear(Context, frozen=True, kw_only=True):
    """What term_year.html sees."""

    taxonomy: str
    label: str
    term: str
    calendar: str
    year: int
    cards: tuple[Card, ...]
    previous: tuple[int, str] | None
    next: tuple[int, str] | None


def pages(archive: Archive) -> Iterator[Page]:
    """For each edition and taxonomy `/occasions/`, `/occasions/hajj/`, and `/occasions/hajj/2021/` where a term holds
    more than 200; by years of the calendar that its readers count by (`/fa/occasions/hajj/solar-hijri/1400/`)."""
    twins = _twins(archive)
    for edition in archive.editions:
        frame = frame_of(archive, edition)
        for taxonomy in TAXONOMIES:
            if edition.terms[taxonomy]:
                yield _list(edition, frame, taxonomy)
            for term in edition.terms[taxonomy]:
                beside = _beside(term, edition) if taxonomy == "occasions" else {}
                yield from _term(frame, term, twins.get((taxonomy, term.key), ()), beside)


def _twins(archive: Archive) -> dict[tuple[str, str], tuple[Link, ...]]:
    """The pages of each term that has some in several languages, by taxonomy and what these share."""
    found: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for edition in archive.editions:
        for taxonomy in TAXONOMIES:
            for term in edition.terms[taxonomy]:
                if term.key:
                    found[taxonomy, term.key].append(Link(edition.lang, term.address))
    return {key: tuple(links) for key, links in found.items() if len(links) > 1}


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


def _beside(term: Term, edition: Edition) -> dict[int, tuple[int, str]]:
    """By year the one before that it can be set beside, and where."""
    pairs = pairwise(compare.yearly(term, edition))
    return {
        second: (first, compare.compare_address(term, edition.calendars[0], first, second)) for first, second in pairs
    }


def _term(frame: Frame, term: Term, twins: tuple[Link, ...], beside: dict[int, tuple[int, str]]) -> Iterator[Page]:
    calendar = frame.calendars[0]
    by_year: dict[int | None, list[Card]] = defaultdict(list)
    for card in term.cards:
        by_year[next(iter(card.years(calendar)), None)].append(card)
    years = sorted(year for year in by_year if year is not None)
    is_large = len(term.cards) > MOST_CARDS
    addresses = [(year, term_year_address(term, calendar, year)) for year in years]
    feed = f"{term.address}feed.xml"
    beyond = tuple(
        card for card in by_year.get(None, ()) if card.date.years
    )  # of years that the calendar does not reach
    undated = tuple(card for card in by_year.get(None, ()) if not card.date.years)
    in_years = [] if is_large else [Group(year, None, tuple(by_year[year])) for year in reversed(years)]
    yield Page(
        address=term.address,
        template="term.html",
        frame=frame,
        title=term.label,
        feed=feed,
        alternates=twins,
        context=TermContext(
            taxonomy=term.taxonomy,
            label=term.label,
            count=len(term.cards),
            calendar=calendar,
            bars=bars({year: len(by_year[year]) for year in years}, dict(addresses), calendar),
            gaps=gaps(years, calendar) if term.taxonomy == "occasions" and not is_large else {},
            beside=beside,
            groups=(*in_years, *(Group(None, None, cards) for cards in (beyond, undated) if cards)),
        ),
    )
    for index, (year, address) in enumerate(addresses if is_large else ()):
        yield Page(
            address=address,
            template="term_year.html",
            frame=frame,
            title=f"{term.label} {segment(calendar, year)}",
            feed=feed,
            context=TermYear(
                taxonomy=term.taxonomy,
                label=term.label,
                term=term.address,
                calendar=calendar,
                year=year,
                cards=tuple(by_year[year]),
                previous=addresses[index - 1] if index else None,
                next=addresses[index + 1] if index + 1 < len(addresses) else None,
            ),
        )


def gaps(years: list[int], calendar: str) -> dict[int, tuple[int, ...]]:
    """The years in which an occasion that comes again and again did not, by the year after them. `years` are those in
    which it came, oldest first."""
    usual = compare.rhythm(years) if calendar != "japanese-era" else 0
    if not usual:
        return {}
    spans = ((before, after) for before, after in pairwise(years) if (after - before) % usual == 0)
    found = {after: tuple(range(before + usual, after, usual)) for before, after in spans}
    return {year: missing for year, missing in found.items() if missing}
