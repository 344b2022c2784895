"""content/passages.lock: the anchors that the passages of each text had when the site was last built.

One file for the archive, and in it a line a text: an edit changes one line beside the text's own, two editors clash
only where both changed one text, and nobody has to move a second file with the first. The build keeps it; it belongs
into git, so that every machine makes the same pages of the same files.
"""

import os
import re
from pathlib import Path

import msgspec

from rostra.problem import Problem
from rostra.reading.anchors import passages_in
from rostra.segments import digest_of

FILE = "passages.lock"

_BREAK = re.compile(r"[\t\n]")

_HEAD = (
    "# The anchors of passages, so that links to edited ones stay. The build keeps this file; commit it with the texts."
)


class Lock(msgspec.Struct, frozen=True):
    """The line of each text that has passages, by its file's path within content/; and the digest of the file."""

    lines: dict[str, str] = {}
    digest: bytes = b""


def read(content: Path, name: str = FILE) -> bytes:
    """The bytes of the file `name` in `content`; none where there is no such file."""
    try:
        return (content / name).read_bytes()
    except OSError:
        return b""


def parsed(data: bytes, shown: str, ours: bytes = b"") -> tuple[Lock, tuple[Problem, ...]]:
    """The Lock that these bytes hold; messages name the content folder as `shown`.

    `ours` is the digest that the file had when we left it: then there is nothing to look for.
    """
    path = f"{shown}/{FILE}"
    found = digest_of(data)
    try:
        rows = data.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        message, hint = f"The byte at {error.start} is not UTF-8.", "Take the file from git again, or delete it."
        return Lock(), (Problem(path=path, message=message, hint=hint),)
    lines: dict[str, str] = {}
    problems = []
    for number, row in enumerate(rows, 1):
        name, tab, line = row.partition("\t")
        if not row or (row.startswith("#") and not tab):
            continue
        if found != ours and (wrong := _wrong(name, tab, line, lines)):
            problems.append(Problem(path=path, line=number, message=wrong[0], hint=wrong[1]))
        else:
            lines[name] = line
    return Lock(lines, found), tuple(problems)


def _wrong(name: str, tab: str, line: str, before: dict[str, str]) -> tuple[str, str] | None:
    if is_of_git(name):
        return "Two versions of the file were not put together.", "Keep the lines of both, one a text, and no others."
    try:
        if not tab or not passages_in(line):
            raise ValueError
    except ValueError:
        return "This is not a file's path, a tab and anchors.", "Take the line from git again, or delete it."
    if name in before:
        return f"{name} has a line already.", "Keep the newer of the two."
    return None


def is_of_git(text: str) -> bool:
    """Whether git put this row between two versions that it could not merge."""
    return text.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||"))


def kept(lines: dict[str, str]) -> bytes:
    """The bytes of the file with these `lines`; none where there is nothing to keep."""
    rows = (f"{path}\t{lines[path]}\n" for path in sorted(lines) if lines[path] and not _BREAK.search(path))
    text = "".join(rows)
    return f"{_HEAD}\n{text}".encode() if text else b""


def keep(content: Path, data: bytes, name: str = FILE) -> None:
    """Put `data` in the place of the file `name` in `content`, whole or not at all. Raises OSError."""
    file, staged = content / name, content / f".{name}.new"
    if data:
        staged.write_bytes(data)
        os.replace(staged, file)
    else:
        file.unlink(missing_ok=True)
