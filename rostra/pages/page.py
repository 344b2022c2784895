"""A Page: an address, a template and everything that the template may see. Plain frozen data."""

from itertools import islice

import msgspec

from rostra import site as site_room
from rostra.archive import TAXONOMIES, Archive, Card, Edition, Link, Term
from rostra.reading.calendars import AN_ERA, GREGORIAN, segment
from rostra.site import Site

MOST_CARDS = 200
"""A list with more speeches than this is cut: a year into months, a term into years."""

MOST_EMPTY = 4
"""More years in a row without a speech than this are one gap."""


class Frame(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What all pages of one edition share. `sections` are the parts of the site that exist; `editions` the home pages;
    `calendars` those of its readers, their own first; `many_speakers` says whether a list must name who spoke.
    """

    lang: str
    prefix: str
    title: str
    description: str
    base_url: str
    base_path: str
    sections: tuple[str, ...]
    many_speakers: bool
    editions: tuple[Link, ...]
    calendars: tuple[str, ...] = (GREGORIAN,)


class Context(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What the templates of one kind of page see beside `page` and `frame`: the fields are their names."""


class Page(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One file of the site.

    `template` is named after the kind of page. `context` holds the template's own names.
    `texts` are the paths of the speeches whose bodies the template shows. `origin` and `line` say which file and
    line an editor would change to change the address. `alternates` are the same page in all its languages, first the
    one for readers of any other.
    """

    address: str
    template: str
    frame: Frame
    title: str
    context: Context = Context()
    texts: tuple[str, ...] = ()
    feed: str = ""
    alternates: tuple[Link, ...] = ()
    origin: str = ""
    line: int = 0


class Bar(msgspec.Struct, frozen=True, array_like=True):
    """How many speeches a year of some calendar holds, and where they are.

    A Bar without speeches has no address; it stands for the years from `year` to `last`.
    """

    year: int
    last: int
    count: int
    address: str


class Group(msgspec.Struct, frozen=True, array_like=True):
    """Some cards below a heading: a year, a month of it counted from 1, or neither."""

    year: int | None
    month: int | None
    cards: tuple[Card, ...]


def frame_of(archive: Archive, edition: Edition) -> Frame:
    """The Frame of `edition`."""
    site: Site = archive.site
    counted = [calendar for calendar in edition.calendars if edition.years[calendar]]
    sections = [
        *("years" if calendar == GREGORIAN else calendar for calendar in counted[:1]),
        *(taxonomy for taxonomy in TAXONOMIES if edition.terms[taxonomy]),
        *(["undated"] if edition.undated else []),
    ]
    return Frame(
        lang=edition.lang,
        prefix=edition.prefix,
        title=site_room.by_language(site.title, edition.lang) or "Speeches",
        description=site_room.by_language(site.description, edition.lang),
        base_url=site.base_url,
        base_path=site.base_path,
        sections=tuple(sections),
        many_speakers=len(edition.terms["speakers"]) > 1,
        editions=tuple(Link(other.lang, f"{other.prefix}/") for other in archive.editions),
        calendars=edition.calendars,
    )


def years_address(prefix: str, calendar: str) -> str:
    """Where all years of a calendar are listed: `/years/`, `/solar-hijri/`."""
    return f"{prefix}/years/" if calendar == GREGORIAN else f"{prefix}/{calendar}/"


def year_address(prefix: str, calendar: str, year: int) -> str:
    """Where a year of a calendar is: `/2018/`, `/solar-hijri/1397/`."""
    folder = prefix if calendar == GREGORIAN else f"{prefix}/{calendar}"
    return f"{folder}/{segment(calendar, year)}/"


def term_year_address(term: Term, calendar: str, year: int) -> str:
    """Where the speeches of a term in one year are: on its page, or on one of their own where it has many."""
    if len(term.cards) > MOST_CARDS:
        return year_address(term.address.rstrip("/"), calendar, year)
    return f"{term.address}#y{segment(calendar, year)}"


def years_bars(edition: Edition, calendar: str) -> tuple[Bar, ...]:
    """A Bar for each year of `calendar`, that leads to its page."""
    counts = {year: len(cards) for year, cards in edition.years[calendar].items()}
    return bars(counts, {year: year_address(edition.prefix, calendar, year) for year in counts}, calendar)


def bars(counts: dict[int, int], addresses: dict[int, str], calendar: str = GREGORIAN) -> tuple[Bar, ...]:
    """A Bar for every year from the first to the last; a long run of years without a speech is one Bar."""
    found: list[Bar] = []
    for year in sorted(counts):
        is_next_era = calendar == "japanese-era" and found and found[-1].year // AN_ERA != year // AN_ERA
        empty = range(found[-1].year + 1, year) if found and not is_next_era else range(0)
        if len(empty) > MOST_EMPTY:
            found.append(Bar(empty[0], empty[-1], 0, ""))
        else:
            found += (Bar(gap, gap, 0, "") for gap in empty)
        found.append(Bar(year, year, counts[year], addresses[year]))
    return tuple(found)


def newest(cards: tuple[Card, ...], most: int) -> tuple[Card, ...]:
    """The `most` newest of `cards` that have a year, the newest first."""
    return tuple(islice((card for card in reversed(cards) if card.date.years), most))
