"""Does an incremental build show a new title everywhere? `python -m bench.stale [NAME ...]` prints a table.

In: a small synthetic archive that each generator has built. One title is changed, and the incremental mode of each is
run. Out: for every kind of page that showed the old title, whether it shows the new one, and how many pages differ from
a build from nothing.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from bench import cost, edits, peers, synthetic
from bench.figures import Answer

SPEECHES = 300
EARLIER = msgspec.structs.replace(
    peers.BY_NAME["eleventy"],
    version="3.0.0",
    packages=("@11ty/eleventy@3.0.0", *peers.BY_NAME["eleventy"].packages[1:]),
)
"""The incremental mode of Eleventy 3.1.7 fails over a template with pagination; that of 3.0.0 does not."""

KINDS = ("its page", "year", "occasion", "audience", "index", "feed", "neighbours")
OLD, NEW = "A title that was", "A title that is"


def ask_all(chosen: Sequence[peers.Peer], folder: Path) -> list[Answer]:
    """The answer of every incremental mode of every generator."""
    archive = folder / "archive"
    synthetic.write(SPEECHES, archive)
    asked = [each for peer in chosen for each in ((peer, EARLIER) if peer.name == EARLIER.name else (peer,))]
    source = max(path for path in archive.rglob("*.md") if _alone(path))
    edits.retitle(source, OLD)
    file = source.relative_to(archive)
    return [
        ask(peer, mode, archive, file, folder / f"{peer.tools.name}-{turn}")
        for peer in asked
        for turn, mode in enumerate(peer.incremental)
    ]


def ask(peer: peers.Peer, mode: str, archive: Path, file: Path, folder: Path) -> Answer:
    """Build, change the title of `file`, build incrementally, and look at every page that showed the old title."""
    place, fresh = folder / "place", folder / "fresh"
    peers.install(peer)
    for each in (place, fresh):
        peers.lay_out(peer, archive, each)
    log = folder / "log"
    cost.run(peer.commanded(), place, peer.environ, log, sampled=False)
    showing = [page for page in _pages(place / peer.output) if OLD in _text(page)]
    for each in (place, fresh):
        edits.retitle(each / "content" / file, NEW)
    note = ""
    try:
        cost.run(peer.commanded(f"content/{file.as_posix()}", mode), place, peer.environ, log, sampled=False)
    except cost.Failed as failed:
        note = f"it fails: {_reason(str(failed))}"
    cost.run(peer.commanded(), fresh, peer.environ, log, sampled=False)
    found: dict[str, list[bool]] = {}
    for page in showing:
        kind = _kind(page.relative_to(place / peer.output), file)
        found.setdefault(kind, []).append(page.exists() and NEW in _text(page) and OLD not in _text(page))
    differing = _differing(place / peer.output, fresh / peer.output)
    return Answer(
        peer=f"{peer.label} {peer.version}",
        mode=mode,
        pages={kind: "yes" if all(follows) else "**stale**" for kind, follows in found.items()},
        note=note
        or (f"{differing:,} pages differ from a build from nothing" if differing else "as built from nothing"),
    )


def table(answers: Iterable[Answer]) -> str:
    """The answers as Markdown."""
    lines = [f"| generator | mode | {' | '.join(KINDS)} | |", "|---|---|" + "---|" * (len(KINDS) + 1)]
    for answer in answers:
        cells = " | ".join(answer.pages.get(kind, "–") for kind in KINDS)
        lines.append(f"| {answer.peer} | {answer.mode} | {cells} | {answer.note} |")
    return "\n".join(lines)


def _alone(path: Path) -> bool:
    """Whether no other speech has its day, and it is not the newest: generators order the speeches of a day each in
    their own way, and a speech at the end has one neighbour only."""
    newest = max(path.parent.iterdir())
    return (
        path.parent.name == str(synthetic.YEARS[-1])
        and path != newest
        and (sum(1 for _ in path.parent.glob(f"{path.name[:10]}*")) == 1)
    )


def _kind(page: Path, file: Path) -> str:
    """What kind of page an address is, in the words of KINDS; its own name for any other."""
    first, mark = page.parts[0], file.stem.rpartition("-")[2]
    if mark in page.as_posix():
        return "its page"
    if "feed" in page.name:
        return "feed"
    if re.fullmatch(r"\d{4}", first):
        return "year" if len(page.parts) == 2 else "neighbours"
    kinds = {"index.html": "index", "page": "index"}
    return kinds.get(first, first.removesuffix("s"))


def _pages(output: Path) -> list[Path]:
    return sorted(path for path in output.rglob("*") if path.suffix in (".html", ".xml", ".json"))


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _differing(one: Path, other: Path) -> int:
    """How many pages are not the same in both, or not in both; feeds and sitemaps may hold the time of the build."""
    texts = [
        {page.relative_to(output): page.read_bytes() for page in output.rglob("*.html")} for output in (one, other)
    ]
    return sum(texts[0].get(page) != texts[1].get(page) for page in texts[0].keys() | texts[1].keys())


def _reason(failed: str) -> str:
    """The first line of what a command said that names an error."""
    lines = failed.splitlines()
    said = next((line for line in lines[1:] if "Error: " in line), lines[-1])
    return said.rpartition("Error: ")[2][:160].replace("|", "/")


def main(names: Sequence[str]) -> None:
    """Ask the generators of these names, or all."""
    chosen = [peer for peer in peers.available() if not names or peer.name in names]
    folder = Path(tempfile.mkdtemp(prefix="rostra-stale-"))
    try:
        print(table(ask_all(chosen, folder)))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
