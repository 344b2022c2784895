"""A picture a speech: what a link to it looks like when it is sent to somebody."""

from collections.abc import Iterator

import msgspec

from rostra.archive import Archive, Card
from rostra.pages.page import Context, Frame, Page, frame_of
from rostra.reading.dates import Date
from rostra.reading.reckoning import Reckoning
from rostra.site import Site


class ShareCard(Context, frozen=True, kw_only=True):
    """What a share card is made of. `reckoning` is the date in the calendar that its readers count by, if that is not
    the Gregorian."""

    title: str
    speakers: tuple[str, ...]
    date: Date
    reckoning: Reckoning | None


def pages(archive: Archive) -> Iterator[Page]:
    """For each speech `/2021/11-17-young-elites/card.png`, where the site wants them."""
    for edition in archive.editions if are_made(archive.site) else ():
        frame = _bare(frame_of(archive, edition))
        for entry in edition.entries:
            card = entry.card
            reckoned = card.reckoned(edition.calendars[0])
            yield Page(
                address=share_card_address(card),
                template="card.typ",
                frame=frame,
                title=card.title,
                origin=entry.speech.path,
                context=ShareCard(
                    title=card.title,
                    speakers=tuple(link.label for link in card.terms["speakers"]),
                    date=card.date,
                    reckoning=reckoned if isinstance(reckoned, Reckoning) else None,
                ),
            )


def are_made(site: Site) -> bool:
    """Whether speeches have share cards. A page can name its picture by a full address only (ogp.me)."""
    return site.share_cards and site.base_url != ""


def share_card_address(card: Card) -> str:
    """Where the share card of a speech lives."""
    return f"{card.address}card.png"


def _bare(frame: Frame) -> Frame:
    """`frame` with what a share card shows of it, and no more: else each would be made again with a new section."""
    return msgspec.structs.replace(
        frame, description="", base_url="", base_path="/", sections=(), many_speakers=False, editions=(), calendars=()
    )
