"""Measures the generators beside each other: `make bench`, or `python -m bench.compare --help`.

In: synthetic archives of several sizes, and real ones. Out: tables on standard output; with --write docs/performance.md
and its chart; and the bare figures as JSON, kept after each round, from which `python -m bench.report FILE` makes the
tables again.

The runs are interleaved: in each round every generator has its turn with each edit, in an order that is reversed from
round to round. Round 0 warms up and samples memory, which costs time; its times do not count.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from bench import adapt, cost, edits, peers, real_archives, report, stale, synthetic
from bench.figures import Figures, Measured, machine, versions

BYTES_A_SPEECH = 28_000
"""What a speech takes on the disk: its page, the folder of the page, and its part of the lists and of the archive."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is asked for, and show it."""
    asked = _arguments(arguments)
    chosen = [peer for peer in peers.available() if not asked.only or peer.name in asked.only]
    missing = [peer.label for peer in peers.PEERS if peer not in peers.available()]
    if missing:
        _say(f"There are no configurations in {peers.CONFIGURATIONS}; not measured: {', '.join(missing)}.")
    for peer in chosen:
        _say(
            f"{peer.label} {peer.version}: installed in {peer.tools}" if not peer.is_ours else f"{peer.label}: this one"
        )
        peers.install(peer)
    figures = Figures(machine=machine(), versions=versions(chosen))
    folder = Path(tempfile.mkdtemp(prefix="rostra-bench-", dir=asked.folder))
    try:
        _demand_room(folder, asked, len(chosen))
        for size in (*asked.sizes, *asked.big):
            few = [peer for peer in chosen if size in asked.sizes or peer.name in ("ours", "hugo")]
            _say(f"{size:,} speeches: {', '.join(peer.label for peer in few)}")
            archive = folder / f"synthetic-{size}"
            synthetic.write(size, archive)
            for found in measure(f"{size:,}", archive, few, folder / f"places-{size}", asked.runs):
                figures.measured += found
                asked.figures.write_bytes(figures.packed())
        for archive in _real(asked.archives, folder / "real"):
            few = [peer for peer in chosen if peer.name in ("ours", "hugo")]
            _say(f"{archive.name}: {', '.join(peer.label for peer in few)}")
            if refused := adapt.without_errors(archive):
                _say(f"  left out for all, because of errors: {', '.join(refused)}")
            for found in measure(archive.name, archive, few, folder / f"places-{archive.name}", asked.runs):
                figures.measured += found
                asked.figures.write_bytes(figures.packed())
        if not asked.no_stale:
            figures.stale = stale.ask_all(chosen, folder / "stale")
            asked.figures.write_bytes(figures.packed())
    finally:
        away = folder.with_name(f"{folder.name}-done")
        folder.rename(away)
        _say(f"Deleting {away}")
        shutil.rmtree(away)
    _say(f"The figures are in {asked.figures}")
    report.show(figures, write=asked.write)


def measure(
    name: str, archive: Path, chosen: Sequence[peers.Peer], folder: Path, rounds: int
) -> Iterator[list[Measured]]:
    """Every generator's runs over `archive`, round by round. One that fails is left out from there on."""
    ready = list(chosen)
    sources = sorted(archive.rglob("*.md"))
    edited = sources[len(sources) // 2].relative_to(archive)
    for peer in ready:
        changed = adapt.for_hugo if peer.name == "hugo" and not name[0].isdigit() else None
        peers.lay_out(peer, archive, folder / peer.name, changed)
    for turn in range(rounds + 1):
        found: list[Measured] = []
        for edit in edits.EDITS:
            for peer in ready[:: 1 if turn % 2 else -1]:
                try:
                    one = _measured(peer, folder / peer.name, edit, edited, turn)
                except cost.Failed as failed:
                    _say(f"{peer.label} is left out of {name} from here on, {edit}: {failed}")
                    ready.remove(peer)
                    continue
                found.append(msgspec.structs.replace(one, archive=name, speeches=len(sources)))
        _say(f"  round {turn} of {rounds}: " + _progress(found))
        yield found


def _measured(peer: peers.Peer, place: Path, edit: str, edited: Path, turn: int) -> Measured:
    """One run: the edit, the build, and whether the build shows the edit."""
    source, output = place / "content" / edited, place / peer.output
    shown = edits.bring_about(edit, peer, place, source, turn, place.with_name(f"{place.name}-attic"))
    before = cost.files(output)
    os.sync()  # or this run pays for what the one before it left to the disk
    spent = cost.run(peer.commanded(), place, peer.environ, place.with_name(f"{place.name}.log"), sampled=turn == 0)
    after = cost.files(output)
    written = cost.written(before, after)
    if shown:
        edits.demand(shown, source, written, peer)
    return Measured(
        peer=peer.name,
        edit=edit,
        turn=turn,
        wall=spent.wall,
        cpu=spent.cpu,
        peak=spent.peak,
        written=len(written),
        files=len(after),
    )


def _progress(found: Sequence[Measured]) -> str:
    firsts = [each for each in found if each.edit in (edits.FIRST, edits.BODY)]
    return ", ".join(f"{each.peer} {each.edit} {each.wall:.2f} s" for each in firsts)


def _real(names: Sequence[str], into: Path) -> list[Path]:
    if not names:
        return []
    if not real_archives.PACKED.is_dir():
        _say(f"There are no real archives in {real_archives.PACKED}.")
        return []
    return [folder for folder in real_archives.unpack(real_archives.PACKED, into) if folder.name in names]


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    def numbers(text: str) -> list[int]:
        return [int(part) for part in text.split(",") if part]

    def names(text: str) -> list[str]:
        return [part for part in text.split(",") if part]

    parser = argparse.ArgumentParser(prog="python -m bench.compare", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=numbers, default=[1_000, 10_000], help="speeches, for all; default 1000,10000")
    parser.add_argument("--big", type=numbers, default=[30_000, 100_000], help="for ours and Hugo; 30000,100000")
    parser.add_argument(
        "--archives", type=names, default=["korean-presidents", "sg-hansard"], help="of ../shared/corpora"
    )
    parser.add_argument("--runs", type=int, default=5, help="rounds that count; default 5")
    parser.add_argument("--only", type=names, default=[], help=f"of {','.join(peers.BY_NAME)}")
    parser.add_argument("--no-stale", action="store_true", help="do not ask whether incremental modes are right")
    parser.add_argument(
        "--folder",
        type=Path,
        help="where to work; 60 GB for a full run; default: where the system puts what is temporary",
    )
    parser.add_argument("--figures", type=Path, default=peers.CACHE / "figures.json", help="where the figures go")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md and docs/performance.svg")
    asked = parser.parse_args(arguments)
    for name in asked.only:
        if name not in peers.BY_NAME:
            parser.error(f"--only: {name} is none of {', '.join(peers.BY_NAME)}")
    asked.figures.parent.mkdir(parents=True, exist_ok=True)
    return asked


def _demand_room(folder: Path, asked: argparse.Namespace, peers_asked: int) -> None:
    """Exit unless the disk can hold every output of the run: none is deleted before the end."""
    trees = sum(size * min(peers_asked, 2) for size in asked.big) + sum(size * peers_asked for size in asked.sizes)
    needed = trees * (asked.runs + 1) * BYTES_A_SPEECH
    free = shutil.disk_usage(folder).free
    if free < needed:
        sys.exit(f"{folder.parent} has {free / 1e9:.0f} GB free; {needed / 1e9:.0f} are needed. Name another --folder.")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
