"""What is known of the files that a build left in output/: where the key of a page and its file are as they were,
nothing is rendered and nothing read. Kept beside the manifest as `pages`; disposable.
"""

import os
from pathlib import Path
from stat import S_ISREG

import msgspec

KEPT = ".rostra"
"""The folder within output/ for what a build must remember of it."""

NAME = "pages"


class Record(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a file that a build left: the key of its page; size, times and inode."""

    key: bytes
    stat: tuple[int, int, int, int]


_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(dict[str, Record])


def load(root: Path) -> dict[str, Record]:
    """The Record of each file of the site at `root`, by its path; none where that cannot be read."""
    try:
        return _DECODER.decode((root / KEPT / NAME).read_bytes())
    except (OSError, msgspec.MsgspecError):
        return {}


def packed(records: dict[str, Record]) -> bytes:
    """`records` as the bytes that `load` reads."""
    return _ENCODER.encode(records)


def as_left(root: Path, count: int) -> bool:
    """Whether the site at `root` has `count` files, and every one is as the last build left it."""
    records = load(root)
    return len(records) == count and all(record.stat == stat_of(f"{root}/{path}") for path, record in records.items())


def stat_of(file: Path | str) -> tuple[int, int, int, int] | None:
    """Size, times of last change of content and inode in nanoseconds, inode; of a regular file, or None."""
    try:
        status = os.lstat(file)
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino) if S_ISREG(status.st_mode) else None
