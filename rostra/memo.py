"""Remembers what came of reading each file, under the hash of all that made it; disposable, never trusted blindly.

One folder a content folder, below the cache: `index`, with an Entry for each file, and segments with the speeches,
their bodies and the records of their words. What was read is a pure function of a file's bytes, its path, the time zone
and the program; the key of the index holds the last two, an entry the first. A file whose size, times and inode are as
they were is not read again; otherwise its hash decides.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Self

import msgspec

from rostra.finding.record import heading_of, record_of
from rostra.lock import Lock
from rostra.problem import Problem
from rostra.reading import Body, Reading, Speech, read
from rostra.reading.anchors import line_of, passages_in
from rostra.reading.dates import Day
from rostra.reading.folder import File, Stat
from rostra.segments import Corrupt, Place, Segment, Segments, digest_of, keep, recalled, sweep

RECENT = 100_000_000
"""A file that was changed this many nanoseconds ago may change again without its times telling."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What came of reading one file: where its Speech, its Body and the record of its words lie, how many passages it
    has, and what decides whether it is shown.

    `day` is the first that it can be from. `former` is the digest of its line in passages.lock when it was read, `line`
    that of the line as it should be from then on: with either the same comes of it.
    """

    stat: Stat | None
    digest: bytes
    speech: Place | None = None
    body: Place | None = None
    record: Place | None = None
    passages: int = 0
    is_held: bool = True
    is_draft: bool = False
    embargo_until: str = ""
    day: Day | None = None
    problems: tuple[Problem, ...] = ()
    former: bytes = b""
    line: bytes = b""

    def is_of(self, line: str) -> bool:
        """Whether the same comes of the file with this line in passages.lock."""
        return digest_of(line.encode()) in (self.former, self.line)


class Index(msgspec.Struct, frozen=True, array_like=True):
    """The Entry of each file, the digest of the passages.lock that goes with them, and its lines not yet written."""

    lock: bytes = b""
    entries: dict[str, Entry] = {}
    lines: dict[str, str] = {}


class Unread(msgspec.Struct, frozen=True):
    """A file to read, its line in passages.lock, and the Entry that it had."""

    file: File
    line: str
    before: Entry | None


class Memo:
    """The memo of one content folder. A context manager; without a cache, or while another build uses it, it lives in
    a temporary folder.

    `build` is a name that no other build has.
    """

    def __init__(self, cache: Path | None, content: Path, zone: str, language: str) -> None:
        """The memo of `content` below `cache`, or of nothing."""
        self.begin()
        self._cache = cache
        self._lock: int | None = None
        self._key = hashlib.blake2b(
            f"{program_key()} {zone} {language} {content.name}".encode(), digest_size=16
        ).digest()
        self._name = hashlib.blake2b(os.fsencode(content.resolve()), digest_size=8).hexdigest()
        self._index = Index()

    def __enter__(self) -> Self:
        if self._cache is not None:
            with contextlib.suppress(OSError):  # not to be written, or another build's: one can do without
                self.folder = self._cache / self._name
                self.folder.mkdir(parents=True, exist_ok=True)
                ignored = self._cache / ".gitignore"
                if not ignored.exists():
                    ignored.write_text("*\n", encoding="utf-8")  # nobody commits it by mistake
                self._lock = _locked(self.folder / _LOCK)
        if self._keeps:
            self._index = self._load()
        else:
            self.folder = Path(tempfile.mkdtemp(prefix="rostra-"))
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            os.close(self._lock)  # gives the lock up
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def begin(self) -> None:
        """Take a name for a build; another, where one process builds again and again, so that what only the last one
        needed can go."""
        self.build = uuid.uuid4().hex

    @property
    def _keeps(self) -> bool:
        return self._lock is not None

    @property
    def entries(self) -> dict[str, Entry]:
        """What was remembered of each file, by its path as messages name it."""
        return self._index.entries

    @property
    def lock(self) -> bytes:
        """The digest of the passages.lock that goes with the entries."""
        return self._index.lock

    def known(self, file: File, lock: Lock) -> Entry | None:
        """The entry of `file` if its size, times and inode, and its line in `lock`, say that all is as it was."""
        entry = self._index.entries.get(file.shown)
        if entry is None or entry.stat != file.stat:
            return None
        is_same = lock.digest == self._index.lock or entry.is_of(lock.lines.get(file.path, ""))
        return entry if is_same else None

    def line(self, file: File, lock: Lock) -> str:
        """The line that passages.lock should have of a file that is known."""
        return self._index.lines.get(file.shown, lock.lines.get(file.path, ""))

    def save(self, entries: dict[str, Entry], lock: bytes, lines: dict[str, str]) -> None:
        """Remember `entries`, and only these; with them goes the passages.lock that has the digest `lock`, and of which
        `lines` are not yet written."""
        before, self._index = self._index, Index(lock, entries, lines)
        if not self._keeps or self._index == before:
            return
        keep(self.folder / "index", self._key, _INDEX_ENCODER.encode(self._index))
        sweep(self.folder, SPEECHES, {entry.speech.segment for entry in entries.values() if entry.speech})
        sweep(self.folder, BODIES, {entry.body.segment for entry in entries.values() if entry.body})

    def drop_records(self) -> None:
        """Give up the records of words that no entry has any more: the index of words needed them until now."""
        sweep(self.folder, RECORDS, {entry.record.segment for entry in self.entries.values() if entry.record})

    def forget(self) -> None:
        """Throw everything away."""
        for file in self.folder.iterdir() if self.folder.is_dir() else ():
            if file.name != _LOCK:
                file.unlink()
        self._index = Index()

    def _load(self) -> Index:
        return recalled(self.folder / "index", self._key, _INDEX_DECODER) or Index()


def read_files(
    files: list[Unread], zone: str, language: str, folder: Path, build: str
) -> list[tuple[Entry, str] | None]:
    """Read files: for each its Entry and its line for passages.lock, or None where it is as it was.

    `zone` and `language` are the site's; `build` is a name that no other build has.
    """
    own = f"{build}-{os.getpid()}"
    with (
        Segment(folder, f"{SPEECHES}-{own}") as speeches,
        Segment(folder, f"{BODIES}-{own}") as bodies,
        Segment(folder, f"{RECORDS}-{own}") as records,
    ):
        reader = partial(read, zone=zone, language=language)
        return [_read(unread, reader, speeches, bodies, records) for unread in files]


def _read(
    unread: Unread, reader: Callable[..., Reading], speeches: Segment, bodies: Segment, records: Segment
) -> tuple[Entry, str] | None:
    file, before, former = unread.file, unread.before, digest_of(unread.line.encode())
    stat = settled(file)
    try:
        data = file.data()
    except OSError as error:
        problem = Problem(path=file.shown, message=f"{error.strerror or error}.", hint="Make the file readable.")
        return Entry(None, b"", problems=(problem,)), unread.line
    digest = digest_of(data)
    if before and before.digest == digest and before.is_of(unread.line):
        return None
    reading = reader(file.path, file.shown, data, former=passages_in(unread.line))
    speech, body = reading.speech, reading.body
    if speech is None or body is None:
        return Entry(stat, digest, problems=reading.problems, former=former), unread.line
    line = line_of(reading.passages)
    record = record_of(heading_of(speech), body.html)
    entry = Entry(
        stat,
        digest,
        speeches.put(_SPEECH_ENCODER.encode(speech)),
        bodies.put(_BODY_ENCODER.encode(body)),
        records.put(_RECORD_ENCODER.encode(record)),
        len(record),
        is_held=reading.is_held,
        is_draft=speech.draft,
        embargo_until=speech.embargo_until,
        day=speech.date.earliest,
        problems=reading.problems,
        former=former,
        line=digest_of(line.encode()),
    )
    return entry, line


def speeches_of(entries: Iterable[Entry], folder: Path) -> Iterator[Speech]:
    """The Speech of each entry, from the segments in `folder`. Raises Corrupt."""
    segments = Segments(folder)
    for entry in entries:
        if entry.speech is not None:
            yield _SPEECH_DECODER.decode(segments.get(entry.speech))


def body_of(place: Place, segments: Segments) -> Body:
    """The Body that lies at `place`. Raises Corrupt."""
    return _BODY_DECODER.decode(segments.get(place))


def settled(file: File) -> Stat | None:
    """The size, times and inode of `file`; None if it was changed so lately that they might not tell the next time."""
    return file.stat if time.time_ns() - max(file.stat[1:3]) > RECENT else None


@cache
def program_key() -> str:
    """What the program is: its own files, Python, and every library that is installed beside it, with its version.

    The names of their folders say it (binary distribution format: `nh3-0.3.0.dist-info`); to ask importlib.metadata for
    the few that matter takes 20 ms, of the 600 that a rebuild of 10,000 speeches takes.
    """
    own = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        own.update(file.read_bytes())
    libraries = {file.name for folder in sys.path if folder for file in Path(folder).glob("*.dist-info")}
    return " ".join((own.hexdigest(), *sorted(libraries)))


def _locked(file: Path) -> int:
    """The descriptor of `file`, locked for this process until it is closed. Raises OSError where it is another's."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


_LOCK = "lock"
SPEECHES, BODIES, RECORDS = "speeches", "bodies", "records"
_SPEECH_ENCODER, _SPEECH_DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Speech)
_BODY_ENCODER, _BODY_DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Body)
_RECORD_ENCODER = msgspec.msgpack.Encoder()
_INDEX_ENCODER, _INDEX_DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Index)

__all__ = [
    "Corrupt", "Entry", "Memo", "Place", "Unread", "body_of", "digest_of", "program_key", "read_files", "settled",
    "speeches_of",
]  # fmt: skip
