"""content/ → the files that hold speeches, sorted, and what is wrong with the others."""

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec

from rostra.problem import Problem, Severity
from rostra.reading import source
from rostra.reading.references import kind_of
from rostra.reading.speech import named

ENDINGS = (".md", ".markdown")


Stat = tuple[int, int, int, int]
"""Size in bytes, times of last change of content and of inode in nanoseconds, inode."""


class File(msgspec.Struct, frozen=True):
    """A file to read: its path within content/, with slashes, and its stat.

    `root` is the content folder, and `name` that folder as messages name it.
    """

    root: str
    name: str
    path: str
    stat: Stat

    @property
    def shown(self) -> str:
        """The path as messages name it."""
        return f"{self.name}/{self.path}"

    def data(self) -> bytes:
        """Its bytes."""
        with open(f"{self.root}/{self.path}", "rb") as stream:
            return stream.read()


def files(content: Path, shown: str) -> tuple[tuple[File, ...], dict[str, File], tuple[Problem, ...]]:
    """All speech files below `content`, which messages name as `shown`, in the order of their paths; and by their
    paths the other files that a speech may refer to.

    Names that start with a dot or an underscore, and README.md, are not the archive's. A link that leads out of
    `content` and a file too large to be a speech are problems, and are not read.
    """
    root = os.path.realpath(content)
    found: list[File] = []
    others: dict[str, File] = {}
    problems: list[Problem] = []
    for path, entry in _walk(root):
        if entry.is_symlink() and (problem := _misled(entry, root, f"{shown}/{path}")):
            problems.append(problem)
        elif entry.name.lower().endswith(ENDINGS) and entry.is_file():
            status = entry.stat()
            if status.st_size > source.MOST_BYTES:
                problems.append(source.too_large(f"{shown}/{path}", status.st_size))
            else:
                found.append(File(root, shown, path, _stat(status)))
        elif kind_of(path) and entry.is_file():
            others[unicodedata.normalize("NFC", path)] = File(root, shown, path, _stat(entry.stat()))
    found.sort(key=lambda file: file.path)
    return tuple(found), dict(sorted(others.items())), tuple(sorted([*problems, *_same_names(found)]))


def _stat(status: os.stat_result) -> Stat:
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _walk(root: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All that is not a folder below `root`, with its path within it."""
    folders = [""]
    while folders:
        prefix = folders.pop()
        with os.scandir(f"{root}/{prefix}") as entries:
            for entry in entries:
                name = entry.name
                if name[0] in "._" or name.lower() == "readme.md":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{prefix}{name}/")
                else:
                    yield prefix + name, entry


def _same_names(found: list[File]) -> Iterator[Problem]:
    """Two files of one name: one speech would take the place of the other without a word."""
    alike = {unicodedata.normalize("NFC", file.path).casefold().rpartition(".")[0] for file in found}
    if len(alike) == len(found):
        return
    taken: dict[tuple[str, str], File] = {}
    for file in found:
        name = named(file.path)
        first = taken.setdefault((name.id, name.lang), file)
        if first is not file:
            nfc = unicodedata.normalize("NFC", first.path) == unicodedata.normalize("NFC", file.path)
            how = "in how its letters are encoded" if nfc else "in its ending"
            message = f"The name differs from that of {first.shown} only {how}."
            yield Problem(path=file.shown, message=message, hint="Rename one of the two files.")


def _misled(entry: os.DirEntry[str], root: str, shown: str) -> Problem | None:
    """What is wrong with where a link leads."""
    target = os.path.realpath(entry.path)
    if not target.startswith(root + os.sep):
        return Problem(
            path=shown, message="This is a link out of the content folder.", hint="Put the file itself here."
        )
    if os.path.isdir(target):
        return Problem(
            path=shown, severity=Severity.WARNING,
            message="This is a link to a folder; it is not followed.", hint="Put the files themselves here.",
        )  # fmt: skip
    if not os.path.exists(target):
        return Problem(path=shown, message="This link leads nowhere.", hint="Put the file itself here.")
    return None
