"""Atom feeds (RFC 4287): the newest of each edition, and of each term."""

from collections.abc import Iterator

from rostra.archive import Archive, Card
from rostra.pages.page import Context, Frame, Page, frame_of, newest


class Feed(Context, frozen=True, kw_only=True):
    """What feed.xml sees."""

    home: str
    cards: tuple[Card, ...]


NEWEST = 30


def pages(archive: Archive) -> Iterator[Page]:
    """`/feed.xml` for each edition, and a feed.xml beside each term's page."""
    for edition in archive.editions:
        frame = frame_of(archive, edition)
        yield _feed(frame, f"{edition.prefix}/", frame.title, edition.cards)
        for terms in edition.terms.values():
            for term in terms:
                yield _feed(frame, term.address, term.label, term.cards)


def _feed(frame: Frame, home: str, title: str, cards: tuple[Card, ...]) -> Page:
    """The feed of the page at `home`. Undated speeches are not in it: an entry must state a moment (section 4.1.2)."""
    return Page(
        address=f"{home}feed.xml",
        template="feed.xml",
        frame=frame,
        title=title,
        context=Feed(home=home, cards=newest(cards, NEWEST)),
    )
