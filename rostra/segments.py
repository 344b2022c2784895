"""The cache's files: bytes too many to hold, appended to segments and read again by their place; and small wholes.

Nothing that comes from here is believed without its digest.
"""

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Self, TypeVar

import msgspec

Kept = TypeVar("Kept")


class Corrupt(Exception):
    """What the cache holds is not what was put there."""


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where bytes lie: the segment's file, offset and length in bytes, and their digest."""

    segment: str
    offset: int
    length: int
    digest: bytes


class Segment:
    """A file in `folder` to append to; a context manager. Two processes never append to one."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / name
        self._name = name  # one text for all places, not one for each
        self._stream: BinaryIO | None = None
        self._offset = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.close()

    def put(self, data: bytes) -> Place:
        """Append `data`; where it lies. It can be read when the segment is closed."""
        if self._stream is None:
            self._stream = self._file.open("ab")
            self._offset = self._stream.tell()
        self._stream.write(data)
        place = Place(self._name, self._offset, len(data), digest_of(data))
        self._offset += len(data)
        return place


class Segments:
    """The segments in `folder`, to read from."""

    def __init__(self, folder: Path) -> None:
        self._open = lru_cache(maxsize=64)(lambda segment: _Opened(folder / segment))

    def get(self, place: Place) -> bytes:
        """The bytes at `place`. Raises Corrupt."""
        try:
            data = self._open(place.segment).read(place.offset, place.length)
        except OSError as error:
            raise Corrupt(str(error)) from error
        if digest_of(data) != place.digest:
            raise Corrupt(place.segment)
        return data


class _Opened:
    def __init__(self, file: Path) -> None:
        self._descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC)

    def read(self, offset: int, length: int) -> bytes:
        return os.pread(self._descriptor, length, offset)

    def __del__(self) -> None:
        if hasattr(self, "_descriptor"):
            os.close(self._descriptor)


def sweep(folder: Path, kind: str, wanted: set[str]) -> None:
    """Delete the segments in `folder` whose names start with `kind` and are not `wanted`."""
    for file in folder.glob(f"{kind}-*"):
        if file.name not in wanted:
            file.unlink(missing_ok=True)


def keep(file: Path, key: bytes, payload: bytes) -> None:
    """Write `payload` under its `key` of 16 bytes, so that `recalled` finds it whole or not at all."""
    staged = file.with_name(f"{file.name}.new")
    staged.write_bytes(key + digest_of(payload) + payload)
    os.replace(staged, file)


def recalled(file: Path, key: bytes, decoder: msgspec.msgpack.Decoder[Kept]) -> Kept | None:
    """What was kept under `key`, or None where that is another's, older, or not as it was."""
    try:
        data = file.read_bytes()
        payload = memoryview(data)[32:]
        return decoder.decode(payload) if data[:16] == key and data[16:32] == digest_of(payload) else None
    except (OSError, msgspec.MsgspecError):
        return None


def digest_of(data: bytes | memoryview) -> bytes:
    """A hash of 128 bits: enough against accident."""
    return hashlib.blake2b(data, digest_size=16).digest()
