"""A file or a folder → the files in it that an importer reads, and what to say of one that cannot be read."""

from collections.abc import Iterable
from pathlib import Path

from rostra.problem import Problem


def files_of(source: Path, endings: Iterable[str]) -> list[Path]:
    """The file `source`, or all below it with one of the endings, in order."""
    if source.is_file():
        return [source]
    wanted = tuple(endings)
    return sorted(
        file
        for file in source.rglob("*")
        if file.name.lower().endswith(wanted) and file.is_file() and not file.name.startswith((".", "~$"))
    )


def is_below(file: Path, folder: Path) -> bool:
    """Whether `file` is in `folder` wherever links lead: a folder that strangers made may name any file."""
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # of links that lead in a circle
        return False


LEFT_OUT = ("leads to a file outside the source; it is left out.", "Put the file itself there.")
"""What is said, and what to do, of a file that is not below its source."""


def unreadable(file: Path, error: OSError) -> Problem:
    """That `file` is there and cannot be read."""
    return Problem(path=str(file), message=f"It cannot be read: {error.strerror}.", hint="See who may read it.")
