"""`check --fix` leaves every word of every body of every real archive as it was."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from rostra.desk.mending import in_lines, mended
from rostra.reading import read
from tests.making import words
from tests.real.conftest import NAMES

CHUNK = 100
SOME = 300


def keeps(path: str, data: bytes, made: bytes) -> bool:
    """Whether the file says after mending what it said before, its front matter line by line but for blanks and a date
    from the file's name, and a second mending leaves it."""
    before, after = read(path, path, data), read(path, path, made)
    if not after.body or not after.speech or mended(path, made).what:
        return False
    same_words = not before.body or words(before.body.html) == words(after.body.html)
    stated = [(read.speech.title, read.speech.date) for read in (before, after) if read.speech]
    day = f"date: {after.speech.name.date}"
    had, has = front(data), front(made)
    return same_words and stated[0] == stated[-1] and had == (has if day in had else [x for x in has if x != day])


def front(data: bytes) -> list[str]:
    """The lines of the front matter without the blanks at their ends."""
    return [line.rstrip().replace("\u00a0", " ") for line in in_lines(data).split("\n---", 1)[0].split("\n")]


def kept_words(files: Sequence[Path], archive: Path, spoil: Callable[[bytes], bytes]) -> tuple[int, list[str]]:
    """How many of `files` were mended after `spoil` had its way, and those that say something else now."""
    count, different = 0, []
    for file in files:
        path = file.relative_to(archive).as_posix()
        data = spoil(file.read_bytes())
        made = mended(path, data).data
        if made != data:
            count += 1
            different += [] if keeps(path, data, made) else [path]
    return count, different


def compared(files: list[Path], archive: Path, spoil: Callable[[bytes], bytes] = bytes) -> tuple[int, list[str]]:
    work = partial(kept_words, archive=archive, spoil=spoil)
    with ProcessPoolExecutor() as workers:
        found = list(workers.map(work, (files[start : start + CHUNK] for start in range(0, len(files), CHUNK))))
    return sum(count for count, _ in found), [path for _, different in found for path in different]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_stays(name: str, archives: Path) -> None:
    archive = archives / name
    mended_files, different = compared(sorted(archive.rglob("*.md")), archive)
    assert different == []
    assert (mended_files > 300) == (name == "sg-mse-editors")  # its editors leave blanks at the ends of lines


def spoiled(data: bytes) -> bytes:
    """A file as a word processor on Windows could have left it."""
    head, fence, body = data.partition(b"\n---\n")
    lines = [b"\xef\xbb\xbf---" if line == b"---" else line + b" " for line in head.split(b"\n")]
    body = b"\n".join(line if line.endswith(b" ") else line + b" " for line in body.split(b"\n"))
    return (b"\n".join(lines).replace(b"title: ", b"title:\xc2\xa0") + fence + body).replace(b"\n", b"\r\n")


@pytest.mark.parametrize("name", NAMES)
def test_every_word_stays_where_everything_is_to_be_mended(name: str, archives: Path) -> None:
    archive = archives / name
    files = sorted(archive.rglob("*.md"))[:: max(1, len(list(archive.rglob("*.md"))) // SOME)]
    mended_files, different = compared(files, archive, spoiled)
    assert different == []
    assert mended_files >= len(files) - 1  # one file in all has no front matter that can be read
