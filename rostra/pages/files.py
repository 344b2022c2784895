"""What a page must know of the files that its text refers to: sizes of pictures, and where other texts are."""

from collections.abc import Callable

import msgspec

from rostra.archive import Archive
from rostra.reading.references import address_of
from rostra.reading.speech import Speech


class Files(msgspec.Struct, frozen=True, array_like=True):
    """By the address that a text refers to: the width and height of pictures in pixels, the pages of other texts."""

    sizes: dict[str, tuple[int, int]] = {}
    texts: dict[str, str] = {}


NO_FILES = Files()


def files_in(archive: Archive) -> Callable[[Speech], Files]:
    """The Files of each speech of `archive`."""
    pages = {
        entry.speech.path.partition("/")[2]: entry.card.address
        for edition in archive.editions
        for entry in edition.entries
    }

    def files(speech: Speech) -> Files:
        if not speech.references:
            return NO_FILES
        paths = {reference.path for reference in speech.references}
        assets = sorted(archive.assets[path] for path in paths if path in archive.assets)
        return Files(
            {address_of(asset.path): (asset.width, asset.height) for asset in assets if asset.width},
            {address_of(path): pages[path] for path in sorted(paths) if path in pages},
        )

    return files


def joined(first: Files, second: Files) -> Files:
    """The Files of two texts on one page."""
    return Files({**first.sizes, **second.sizes}, {**first.texts, **second.texts})
