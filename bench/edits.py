"""The five things that are measured, and how each is brought about in a folder that was laid out for a generator."""

import re
from collections.abc import Sequence
from pathlib import Path

from bench.cost import Failed
from bench.peers import Peer

FIRST, NOTHING, BODY, TITLE, BASE = EDITS = (
    "first build",
    "nothing changed",
    "one body edited",
    "one title edited",
    "base template edited",
)


def bring_about(edit: str, peer: Peer, place: Path, source: Path, turn: int, attic: Path) -> str:
    """Do `edit` in `place`, for the `turn`-th time, to the speech in the file `source`; the text that must then show.

    An old output is moved to the folder `attic`: a build that follows a deletion would be slower by the deletion.
    """
    if edit == FIRST:
        for name in (peer.output, *peer.leftovers):
            put_away(place / name, attic)
    elif edit == BODY:
        shown = f"Sentence {turn} was added here."
        replace(source, f"{source.read_text(encoding='utf-8').rstrip()}\n\n{shown}\n")
        return shown
    elif edit == TITLE:
        return retitle(source, f"Title of turn {turn}")
    elif edit == BASE:
        file, shown = place / peer.base, f"<p>Turn {turn}</p>"
        earlier = re.sub(r"<p>Turn \d+</p>", "", file.read_text(encoding="utf-8"))
        replace(file, earlier.replace("</body>", f"{shown}</body>"))
        return shown
    return ""


def retitle(source: Path, title: str) -> str:
    """Give the speech in the file `source` another title; the title."""
    text, count = re.subn(r"(?m)^title:.*$", f"title: {title}", source.read_text(encoding="utf-8"), count=1)
    assert count == 1, source
    replace(source, text)
    return title


def replace(file: Path, text: str) -> None:
    """Write a new file in the place of `file`, which may be a hard link to one that others read."""
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def put_away(path: Path, attic: Path) -> None:
    """Move `path` into `attic`, if there is such a path."""
    if path.exists():
        attic.mkdir(exist_ok=True)
        path.rename(attic / f"{sum(1 for _ in attic.iterdir())}-{path.name}")


def demand(shown: str, source: Path, written: Sequence[str], peer: Peer) -> None:
    """Raise Failed unless the page of the speech in the file `source` is among those `written`, and shows `shown`."""
    mark = source.stem.rpartition("-")[2].casefold()
    pages = (Path(path) for path in written if mark in path.casefold() and path.endswith(".html"))
    if not any(shown in page.read_text(encoding="utf-8") for page in pages):
        raise Failed(f"{peer.label} wrote no page of {source.name} with “{shown}”.")
