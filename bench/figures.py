"""The figures of a bench: what was measured, with what, on which machine. They can be packed as JSON and read again."""

import os
import platform
import statistics
import subprocess
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Self

import msgspec

from bench.peers import Peer

LIBRARIES = ("jinja2", "markdown", "msgspec", "nh3", "python-frontmatter", "pyyaml")


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """One run. Seconds and bytes; `written` and `files` count the files in its output."""

    archive: str = ""
    speeches: int = 0
    peer: str
    edit: str
    turn: int
    wall: float
    cpu: float
    peak: int
    written: int
    files: int


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What an incremental mode left behind after a title was changed: kind of page → whether it followed."""

    peer: str
    mode: str
    pages: dict[str, str]
    note: str


class Runs(msgspec.Struct, frozen=True, kw_only=True):
    """All runs of one generator with one edit in one archive."""

    all: tuple[Measured, ...]

    def _counted(self, value: Callable[[Measured], float]) -> list[float]:
        return [value(run) for run in self.all if run.turn]

    @property
    def least(self) -> float:
        """The shortest wall time."""
        return min(self._counted(lambda run: run.wall))

    @property
    def median(self) -> float:
        """The median of the wall times."""
        return statistics.median(self._counted(lambda run: run.wall))

    @property
    def cpu(self) -> float:
        """The median of the processor times."""
        return statistics.median(self._counted(lambda run: run.cpu))

    @property
    def peak(self) -> int:
        """The largest memory that was seen, in bytes."""
        return max(run.peak for run in self.all)

    @property
    def written(self) -> int:
        """Files written, by the median run."""
        return int(statistics.median_low(self._counted(lambda run: run.written)))

    def beside(self, other: Self) -> float:
        """The median of this one's wall times as parts of the `other`'s, each in its own round."""
        walls = {run.turn: run.wall for run in other.all}
        return statistics.median(run.wall / walls[run.turn] for run in self.all if run.turn and run.turn in walls)


class Figures(msgspec.Struct, kw_only=True):
    """Everything that a bench found."""

    machine: dict[str, str]
    versions: dict[str, str]
    measured: list[Measured] = []
    stale: list[Answer] = []

    def packed(self) -> bytes:
        """As JSON."""
        return msgspec.json.encode(self)

    def archives(self) -> dict[str, int]:
        """The archives in the order in which they were measured, with their numbers of speeches."""
        return {run.archive: run.speeches for run in self.measured}

    def rounds(self, archive: str) -> int:
        """How many rounds over `archive` count."""
        return max(run.turn for run in self.measured if run.archive == archive)

    def runs(self, archive: str, edit: str, peer: str) -> Runs | None:
        """The runs of a generator, if there is at least one that counts."""
        found = tuple(run for run in self.measured if (run.archive, run.edit, run.peer) == (archive, edit, peer))
        return Runs(all=found) if any(run.turn for run in found) else None


def unpacked(file: Path) -> Figures:
    """The figures in a file that `packed` was written to."""
    return msgspec.json.decode(file.read_bytes(), type=Figures)


def together(parts: Sequence[Figures]) -> Figures:
    """The figures of a bench that was run in parts on one machine. Where two parts measured the same archive, the
    rounds of the later one are counted on."""
    whole = Figures(machine=parts[0].machine, versions={})
    for part in parts:
        rounds = {archive: whole.rounds(archive) for archive in whole.archives()}
        whole.versions |= part.versions
        whole.stale += part.stale
        whole.measured += (
            msgspec.structs.replace(run, turn=run.turn + rounds.get(run.archive, 0)) if run.turn else run
            for run in part.measured
        )
    return whole


def machine() -> dict[str, str]:
    """What the bench ran on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return {
        "processor": f"{os.cpu_count()} × {_processor()}",
        "memory": f"{memory:.0f} GiB",
        "system": platform.platform(),
        "Python": f"Python {platform.python_version()}",
    }


def versions(chosen: Sequence[Peer]) -> dict[str, str]:
    """The version of every generator, and of what it runs on."""
    found = {}
    for peer in chosen:
        on = ", ".join(package.replace("==", " ") for package in peer.packages if not package.startswith(peer.name))
        if peer.name == "ours":
            on = ", ".join(f"{library} {version(library)}" for library in LIBRARIES)
        if peer.name == "eleventy":
            node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
            on = f"Node {node.stdout.strip()}"
        found[peer.name] = f"{peer.label} {peer.version}" + f" ({on})" * bool(on)
    return found


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.partition(": ")[2] for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()
