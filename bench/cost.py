"""One command → what it cost: seconds, processor seconds, peak memory of its whole process tree, files written."""

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

BETWEEN_LOOKS = 0.02
"""Seconds between two looks at a process tree. A look at a large tree takes longer; it never takes most of the time."""

Stamp = tuple[int, int, int]
"""What tells that a file was written: inode, time in nanoseconds, size."""


class Failed(Exception):
    """A command that ended badly, or that made something else than it was asked for."""


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What one run cost. `peak` is in bytes: the largest sum of PSS over the process tree where it was sampled, and at
    least the largest single process (ru_maxrss), as far as that can be told from the bench's own."""

    wall: float
    cpu: float
    peak: int


def run(command: Sequence[str], folder: Path, environ: Mapping[str, str], log: Path, *, sampled: bool) -> Cost:
    """Run `command` in `folder` to its end. Raises Failed with its last words where its exit code is not 0."""
    own = _kibibytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    with log.open("wb") as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environ}, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        memory = _Memory(process.pid, sampled=sampled)
        with memory:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        words = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise Failed(f"{' '.join(command)} ended with {process.returncode}:\n" + "\n".join(words[-20:]))
    largest = _kibibytes(usage.ru_maxrss)  # between fork and exec a child counts as large as the bench itself
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=max(memory.peak, largest if largest > own else 0))


def files(folder: Path) -> dict[str, Stamp]:
    """Every file below `folder` that a server would show, with its stamp: hidden ones are a generator's own books."""
    found: dict[str, Stamp] = {}
    for around, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = os.path.join(around, name)
            stat = os.stat(path)
            found[path] = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
    return found


def written(before: Mapping[str, Stamp], after: Mapping[str, Stamp]) -> list[str]:
    """The files that are new in `after`, or were written again."""
    return [path for path, stamp in after.items() if before.get(path) != stamp]


class _Memory(threading.Thread):
    """Looks at a process tree until it is told to stop; `peak` is the largest sum of PSS, in bytes, or 0."""

    def __init__(self, pid: int, *, sampled: bool) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._pid = pid
        self._over = threading.Event()
        self._sampled = sampled and sys.platform == "linux"

    def __enter__(self) -> None:
        if self._sampled:
            self.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._sampled:
            self.join()

    def run(self) -> None:
        while not self._over.is_set():
            started = time.perf_counter()
            self.peak = max(self.peak, sum(map(_pss, _tree(self._pid))))
            self._over.wait(max(BETWEEN_LOOKS, 2 * (time.perf_counter() - started)))


def _tree(pid: int) -> list[int]:
    """`pid` and all that descend from it, as far as they still live."""
    found = [pid]
    for each in found:
        try:
            for thread in Path(f"/proc/{each}/task").iterdir():
                found += map(int, (thread / "children").read_text(encoding="ascii").split())
        except OSError:
            continue
    return found


def _pss(pid: int) -> int:
    """The proportional set size of one process in bytes: what is shared counts in parts. 0 if it has gone."""
    try:
        with Path(f"/proc/{pid}/smaps_rollup").open("rb") as lines:
            return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(b"Pss:")), 0)
    except OSError:
        return 0


def _kibibytes(largest: int) -> int:
    """ru_maxrss in bytes: Linux counts in KiB, macOS in bytes."""
    return largest if sys.platform == "darwin" else largest * 1024
