"""Remembers what came of reading each file, under the hash of all that made it; disposable, never trusted blindly.

One folder a content folder, below the cache: `index`, with a Reading for each file, and `bodies-*`, with the texts.
What was read is a pure function of a file's bytes, its path, the time zone and the program; the key of the index holds
the last two, an entry the first. A file whose size, times and inode are as they were is not read again; otherwise
its hash decides.
"""

import hashlib
import os
import shutil
import tempfile
import time
import uuid
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import BinaryIO, Self

import msgspec

from rostra.problem import Problem
from rostra.reading import Body, Reading, read
from rostra.reading.folder import File, Stat

RECENT = 100_000_000
"""A file that was changed this many nanoseconds ago may change again without its times telling."""

_LIBRARIES = ("babel", "edtf", "jinja2", "markdown", "msgspec", "nh3", "python-frontmatter", "pyyaml")


class Corrupt(Exception):
    """What the cache holds is not what was put there."""


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where a Body lies: its segment, offset and length in bytes, and its digest."""

    segment: str
    offset: int
    length: int
    digest: bytes


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What came of reading one file: the Reading without its Body, and where that lies."""

    stat: Stat | None
    digest: bytes
    reading: Reading
    place: Place | None


class Bodies:
    """Texts, appended to a segment of one process's own and read by any."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._name = f"bodies-{uuid.uuid4().hex}"
        self._offset = 0
        self._segment: BinaryIO | None = None

    def put(self, body: Body) -> Place:
        """Keep `body`; where it lies."""
        if self._segment is None:
            self._segment = (self._folder / self._name).open("ab")
        data = _BODY_ENCODER.encode(body)
        self._segment.write(data)
        place = Place(self._name, self._offset, len(data), digest_of(data))
        self._offset += len(data)
        return place

    def get(self, place: Place) -> Body:
        """The Body at `place`. Raises Corrupt."""
        try:
            with (self._folder / place.segment).open("rb", buffering=0) as segment:
                segment.seek(place.offset)
                data = segment.read(place.length)
        except OSError as error:
            raise Corrupt(str(error)) from error
        if digest_of(data) != place.digest:
            raise Corrupt(place.segment)
        return _BODY_DECODER.decode(data)

    def close(self) -> None:
        """End the segment, so that every process sees what was put."""
        if self._segment is not None:
            self._segment.close()


class Memo:
    """The memo of one content folder. A context manager; without a cache it lives in a temporary folder."""

    def __init__(self, cache: Path | None, content: Path, zone: str, *, keep: bool = True) -> None:
        """The memo of `content` below `cache`, or of nothing; without `keep` it is read and not written."""
        self._cache = cache
        self._keeps = keep and cache is not None
        self._key = hashlib.blake2b(f"{program_key()} {zone} {content.name}".encode(), digest_size=16).digest()
        self._name = hashlib.blake2b(os.fsencode(content.resolve()), digest_size=8).hexdigest()
        self.entries: dict[str, Entry] = {}
        self._saved: dict[str, Entry] = {}

    def __enter__(self) -> Self:
        if self._cache is not None:
            self.entries = self._saved = self._load(self._cache / self._name)
        if self._cache is not None and self._keeps:
            self.folder = self._cache / self._name
            self.folder.mkdir(parents=True, exist_ok=True)
        else:
            self.folder = Path(tempfile.mkdtemp(prefix="rostra-"))
        return self

    def __exit__(self, *_: object) -> None:
        if not self._keeps:
            shutil.rmtree(self.folder, ignore_errors=True)

    def known(self, file: File) -> Entry | None:
        """The entry of `file` if its size, times and inode say that it is as it was."""
        entry = self.entries.get(file.path)
        return entry if entry is not None and entry.stat == file.stat else None

    def save(self, entries: dict[str, Entry]) -> None:
        """Remember `entries`, and only these."""
        if not self._keeps or entries == self._saved:
            return
        payload = _INDEX_ENCODER.encode(entries)
        staged = self.folder / "index.new"
        staged.write_bytes(self._key + digest_of(payload) + payload)
        os.replace(staged, self.folder / "index")
        wanted = {entry.place.segment for entry in entries.values() if entry.place}
        for segment in self.folder.glob("bodies-*"):
            if segment.name not in wanted:
                segment.unlink()

    def forget(self) -> None:
        """Throw everything away."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.entries = self._saved = {}

    def _load(self, folder: Path) -> dict[str, Entry]:
        try:
            data = (folder / "index").read_bytes()
            payload = memoryview(data)[32:]
            if data[:16] == self._key and data[16:32] == digest_of(payload):
                return _INDEX_DECODER.decode(payload)
        except (OSError, msgspec.MsgspecError):
            pass
        return {}


def read_files(files: list[tuple[File, bytes]], zone: str, folder: Path) -> list[Entry | None]:
    """Read files, each with the digest it had before, or none: an Entry for each, or None where it is the same."""
    bodies = Bodies(folder)
    found: list[Entry | None] = []
    for file, before in files:
        stat = settled(file)
        try:
            data = file.data()
        except OSError as error:
            problem = Problem(path=file.shown, message=f"{error.strerror or error}.", hint="Make the file readable.")
            found.append(Entry(None, b"", Reading(file.path, None, None, (problem,)), None))
            continue
        digest = digest_of(data)
        if digest == before:
            found.append(None)
            continue
        reading = read(file.path, file.shown, data, zone)
        place = bodies.put(reading.body) if reading.body is not None and reading.speech is not None else None
        found.append(Entry(stat, digest, msgspec.structs.replace(reading, body=None), place))
    bodies.close()
    return found


def settled(file: File) -> Stat | None:
    """The size, times and inode of `file`; None if it was changed so lately that they might not tell the next time."""
    return file.stat if time.time_ns() - max(file.stat[1:3]) > RECENT else None


def digest_of(data: bytes | memoryview) -> bytes:
    """A hash of 128 bits: enough against accident."""
    return hashlib.blake2b(data, digest_size=16).digest()


@cache
def program_key() -> str:
    """What the program is: its own files, and the versions of the libraries it works with."""
    own = hashlib.blake2b(digest_size=16)
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        own.update(file.read_bytes())
    return " ".join((own.hexdigest(), *(metadata.version(library) for library in _LIBRARIES)))


_BODY_ENCODER, _BODY_DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Body)
_INDEX_ENCODER, _INDEX_DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(dict[str, Entry])
