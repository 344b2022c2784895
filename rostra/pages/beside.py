"""Original and translation side by side, passage by passage: a page for each pair, in the edition of either."""

from collections.abc import Iterator

from rostra.archive import Archive, Card, Entry
from rostra.archive.cards import Link
from rostra.pages.files import Files, files_in, joined
from rostra.pages.page import Context, Page, frame_of


class Beside(Context, frozen=True, kw_only=True):
    """What beside.html sees, beside `rows`. `card` is the text in the page's own language."""

    card: Card
    original: Card
    translation: Card
    translation_status: str
    files: Files


def pages(archive: Archive) -> Iterator[Page]:
    """For a speech with a translation `/2021/11-17-young-elites/beside-fa/`, and in the edition of the translation
    `/fa/2021/11-17-young-elites/beside-en/`."""
    found = {entry.card.address: entry for edition in archive.editions for entry in edition.entries}
    files = files_in(archive)
    for edition in archive.editions:
        frame = frame_of(archive, edition)
        for entry in edition.entries:
            original = original_of(entry, found)
            for other in others_of(entry, found):
                translation = other if entry is original else entry
                yield Page(
                    address=beside_address(entry.card, other.card.lang),
                    template="beside.html",
                    frame=frame,
                    title=entry.speech.title,
                    texts=(original.speech.path, translation.speech.path),
                    alternates=(
                        Link(original.card.lang, beside_address(original.card, translation.card.lang)),
                        Link(translation.card.lang, beside_address(translation.card, original.card.lang)),
                    ),
                    context=Beside(
                        card=entry.card,
                        original=original.card,
                        translation=translation.card,
                        translation_status=translation.speech.translation_status,
                        files=joined(files(original.speech), files(translation.speech)),
                    ),
                )


def beside_address(card: Card, lang: str) -> str:
    """Where the text of `card` stands beside the one in `lang`."""
    return f"{card.address}beside-{lang.lower()}/"


def original_of(entry: Entry, found: dict[str, Entry]) -> Entry:
    """The text that the others of the event translate: the one that says of none that it translates it, and whose
    file's name has no language; or else the first."""
    twins = [found[link.address] for link in entry.card.languages if link.address in found]
    return min(twins, key=lambda twin: (twin.speech.translation_of != "", twin.speech.name.lang != ""))


def others_of(entry: Entry, found: dict[str, Entry]) -> Iterator[Entry]:
    """The texts that `entry` is set beside: its original, or its translations, as far as all have a text."""
    original = original_of(entry, found)
    if not original.card.is_held or not entry.card.is_held:
        return
    for link in entry.card.languages:
        twin = found.get(link.address)  # none where two files claim a language: that is said elsewhere
        if twin and twin is not entry and twin.card.is_held and original in (entry, twin):
            yield twin
