"""The home page of each edition: the newest, the selected, the years as bars, the most frequent terms."""

from collections.abc import Iterator

from rostra.archive import TAXONOMIES, Archive, Card
from rostra.pages.matrix import Matrix, matrix_of
from rostra.pages.page import Bar, Context, Page, frame_of, newest, years_bars

LATEST = 8
MOST_TERMS = 12


class Home(Context, frozen=True, kw_only=True):
    """What home.html sees."""

    latest: tuple[Card, ...]
    featured: tuple[Card, ...]
    bars: tuple[Bar, ...]
    matrix: Matrix | None
    terms: dict[str, tuple[tuple[str, str, int], ...]]
    count: int
    undated: int


def pages(archive: Archive) -> Iterator[Page]:
    """One page an edition, at its root."""
    for edition in archive.editions:
        frame = frame_of(archive, edition)
        latest = newest(edition.cards, LATEST)
        frequent = {
            taxonomy: sorted(edition.terms[taxonomy], key=lambda term: -len(term.cards))[:MOST_TERMS]
            for taxonomy in TAXONOMIES
        }
        yield Page(
            address=f"{edition.prefix}/",
            template="home.html",
            frame=frame,
            title=frame.title,
            feed=f"{edition.prefix}/feed.xml",
            alternates=frame.editions if len(frame.editions) > 1 else (),
            context=Home(
                latest=latest or edition.undated[:LATEST],
                featured=tuple(card for card in reversed(edition.cards) if card.featured),
                bars=years_bars(edition, edition.calendars[0]),
                matrix=matrix_of(edition),
                terms={
                    taxonomy: tuple((term.label, term.address, len(term.cards)) for term in found)
                    for taxonomy, found in frequent.items()
                },
                count=len(edition.cards),
                undated=len(edition.undated),
            ),
        )
