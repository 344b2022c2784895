"""Whether anything changed since the last build at all: then there is nothing to read, to relate or to render.

A build is a pure function of its inputs. `output/.rostra/state` holds their hash and what came of them; the next build
compares sizes, times and inodes, and looks whether every file of the site is as it was left.
"""

import hashlib
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from rostra.memo import RECENT, program_key
from rostra.publishing.records import KEPT, as_left
from rostra.reading.folder import File

NAME = "state"


class State(msgspec.Struct, frozen=True, array_like=True):
    """What a build was made of and what came of it, as bytes; it holds from the moment `since` until `until`."""

    inputs: bytes
    files: int
    outcome: bytes
    since: datetime | None
    until: datetime | None


_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(State)


def inputs_of(options: tuple[Any, ...], files: tuple[File, ...], others: list[Path]) -> tuple[bytes, bool]:
    """The hash of everything a build is made of: options, program, speech files, and all files below `others`.

    Also whether it is settled: nothing was changed so lately that times might not tell the next change.
    """
    seen: list[tuple[str, tuple[int, int, int, int]]] = [(file.path, file.stat) for file in files]
    for other in others:
        for file in sorted(other.rglob("*")) if other.is_dir() else [other]:
            if file.is_file():
                status = file.stat()
                seen.append((str(file), (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)))
    latest = max((max(stat[1:3]) for _, stat in seen), default=0)
    data = _ENCODER.encode([program_key(), *options, seen])
    return hashlib.blake2b(data, digest_size=16).digest(), time.time_ns() - latest > RECENT


def recalled(output: Path, inputs: bytes, now: datetime) -> bytes | None:
    """What came of these inputs the last time, if the site in `output` is still just that."""
    try:
        state = _DECODER.decode((output / KEPT / NAME).read_bytes())
    except (OSError, msgspec.MsgspecError):
        return None
    in_time = (state.since is None or state.since <= now) and (state.until is None or now < state.until)
    return state.outcome if state.inputs == inputs and in_time and as_left(output, state.files) else None


def state_of(inputs: bytes, files: int, outcome: bytes, horizon: tuple[datetime | None, datetime | None]) -> bytes:
    """The State to keep beside the site."""
    return _ENCODER.encode(State(inputs, files, outcome, *horizon))
