"""A page a speech, and a redirect for each of its old addresses."""

from collections.abc import Iterator

from rostra.archive import Archive, Card, Link
from rostra.pages import beside, share_cards
from rostra.pages.files import Files, files_in
from rostra.pages.kin import Kin, kin_in
from rostra.pages.page import Context, Page, frame_of
from rostra.pages.standing import Standing, standing_in
from rostra.reading.speech import Speech


class SpeechContext(Context, frozen=True, kw_only=True):
    """What speech.html sees, beside `body` and `headings`."""

    speech: Speech
    card: Card
    text_status: str
    files: Files
    share_card: str
    beside: tuple[Link, ...]
    kin: Kin
    standing: Standing | None
    previous: Card | None
    next: Card | None


class Redirect(Context, frozen=True, kw_only=True):
    """What redirect.html sees."""

    target: str


def pages(archive: Archive) -> Iterator[Page]:
    """One page a speech in its edition."""
    found = {entry.card.address: entry for edition in archive.editions for entry in edition.entries}
    files = files_in(archive)
    for edition in archive.editions:
        frame = frame_of(archive, edition)
        kin, standing = kin_in(edition), standing_in(edition)
        for entry in edition.entries:
            speech, card = entry.speech, entry.card
            yield Page(
                address=card.address,
                template="speech.html",
                frame=frame,
                title=speech.title,
                texts=(speech.path,),
                origin=speech.path,
                line=speech.lines.get("slug", 0),
                alternates=card.languages if len(card.languages) > 1 else (),
                context=SpeechContext(
                    speech=speech,
                    card=card,
                    text_status=speech.text_status or archive.site.text_status,
                    files=files(speech),
                    share_card=share_cards.share_card_address(card) if share_cards.are_made(archive.site) else "",
                    beside=tuple(
                        Link(other.card.lang, beside.beside_address(card, other.card.lang))
                        for other in beside.others_of(entry, found)
                    ),
                    kin=kin(card),
                    standing=standing(card),
                    previous=entry.previous,
                    next=entry.next,
                ),
            )


def redirects(archive: Archive) -> Iterator[Page]:
    """One page an alias, that sends its reader on. An alias that is the page's own address needs none."""
    for edition in archive.editions:
        frame = frame_of(archive, edition)
        for entry in edition.entries:
            for alias in dict.fromkeys(entry.speech.aliases):
                if alias.rstrip("/") != entry.card.address.rstrip("/"):
                    yield Page(
                        address=alias,
                        template="redirect.html",
                        frame=frame,
                        title=entry.speech.title,
                        origin=entry.speech.path,
                        line=entry.speech.lines.get("aliases", entry.speech.lines.get("permalink", 0)),
                        context=Redirect(target=entry.card.address),
                    )
