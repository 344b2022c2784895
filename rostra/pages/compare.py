"""An occasion in two years, side by side: a page for each year and the one before it; a script shows any other two."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from rostra.archive import Archive, Card, Edition, Term
from rostra.pages.files import Files, files_in, joined
from rostra.pages.page import MOST_CARDS, Context, Page, frame_of
from rostra.reading.calendars import segment


class Side(msgspec.Struct, frozen=True, array_like=True):
    """One of two texts: its year in the readers' own calendar, and its Card."""

    year: int
    card: Card


class Compared(Context, frozen=True, kw_only=True):
    """What compare.html sees, beside `texts`. `years` are all that can be chosen, the newest first."""

    label: str
    term: str
    calendar: str
    sides: tuple[Side, Side]
    years: tuple[tuple[int, str], ...]
    previous: tuple[int, str] | None
    next: tuple[int, str] | None
    files: Files


def pages(archive: Archive) -> Iterator[Page]:
    """`/occasions/may-day/2020-2021/` for occasions that come again and again, with one text."""
    files = files_in(archive)
    for edition in archive.editions:
        frame = frame_of(archive, edition)
        entries = {entry.card.address: entry for entry in edition.entries}
        calendar = edition.calendars[0]
        for term in edition.terms["occasions"]:
            found = yearly(term, edition)
            years = tuple((year, card.address) for year, card in reversed(found.items()))
            steps = list(pairwise(found))
            for at, (first, second) in enumerate(steps):
                both = [entries[found[year].address] for year in (first, second)]
                yield Page(
                    address=compare_address(term, calendar, first, second),
                    template="compare.html",
                    frame=frame,
                    title=term.label,
                    texts=(both[0].speech.path, both[1].speech.path),
                    context=Compared(
                        label=term.label,
                        term=term.address,
                        calendar=calendar,
                        sides=(Side(first, found[first]), Side(second, found[second])),
                        years=years,
                        previous=_step(term, calendar, steps, at - 1),
                        next=_step(term, calendar, steps, at + 1),
                        files=joined(*(files(entry.speech) for entry in both)),
                    ),
                )


def _step(term: Term, calendar: str, steps: list[tuple[int, int]], at: int) -> tuple[int, str] | None:
    """The later year and the address of one of the pairs in `steps`, if there is one at `at`."""
    return (steps[at][1], compare_address(term, calendar, *steps[at])) if 0 <= at < len(steps) else None


def yearly(term: Term, edition: Edition) -> dict[int, Card]:
    """The years of the readers' own calendar in which an occasion has one text that is held, and it in the language of
    `edition`, oldest first; none where it does not come again and again."""
    by_year: dict[int, list[Card]] = defaultdict(list)
    for card in term.cards if len(term.cards) <= MOST_CARDS else ():
        years = card.years(edition.calendars[0])
        if len(years) == 1 and card.is_held and card.lang == edition.lang:
            by_year[years[0]].append(card)
    found = {year: cards[0] for year, cards in sorted(by_year.items()) if len(cards) == 1}
    return found if rhythm(list(found)) else {}


def rhythm(years: list[int]) -> int:
    """Every how many years an occasion comes, as more than half of the steps between its `years`, oldest first, say,
    and at least two of them; 0 where they do not."""
    steps = [after - before for before, after in pairwise(years)]
    usual, times = Counter(steps).most_common(1)[0] if steps else (0, 0)
    return usual if times >= 2 and times * 2 > len(steps) else 0


def compare_address(term: Term, calendar: str, first: int, second: int) -> str:
    """Where an occasion is shown in two years side by side."""
    return f"{term.address}{segment(calendar, first)}-{segment(calendar, second)}/"
