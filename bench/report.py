"""Figures → docs/performance.md. `python -m bench.report FILE ... [--write]` makes it again from the figures in FILEs.

A long bench may be run in parts, each with its own --figures; rounds over one archive are counted on from part to part.
"""

import itertools
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bench import adapt, chart, edits, stale
from bench.figures import Figures, Runs, together, unpacked
from bench.peers import BY_NAME, PEERS, ROOT

PAGE = ROOT / "docs" / "performance.md"
CHART = ROOT / "docs" / "performance.svg"

HOW = f"""\
Made by `make bench`. Every generator makes the same kinds of page from the same files: one for each speech, year,
occasion and audience, an index, a feed and a sitemap. (Rostra also makes pages for speakers, a feed for each label,
an index as data and an index of all words for its search: see “written”. “Rostra without search” is the same program
with the index of words switched off by the bench, since the others make none.) Pelican keeps its content cache, its
quickest mode that is right; Hugo, Eleventy and MkDocs build all again each time, because their quick modes leave stale
pages (the table at the end) or do not exist.

- **Runs** are fresh processes, interleaved: in every round each generator has its turn with each edit, in an order that
  is reversed from round to round. Old output is moved aside, never deleted before a run, and the disk is synced first.
- **min**, **median** are seconds of wall clock. **× Hugo** is the ratio of the minima, and in brackets the median of
  the ratios to Hugo in the same round. **CPU** is user and system seconds of all processes, the median.
- **Peak** is the largest sum of PSS over the whole process tree, looked at every 20 ms in a round of its own whose
  times do not count; at least the largest single process in any round. In MB of 1,000,000 bytes.
- **Written** are the files in the output that are new or were written again, the same bytes or not.
- **Checked** after each edited build: the speech's page was written and shows the edit.
- **Real archives** are read by Hugo after one change: {adapt.ADAPTED}.
  A file with an error, in which Rostra stops, is left out for both.
  They state no occasion and no audience, and Hugo's templates are not made for their other fields: Rostra makes more
  pages of them.
"""


def show(figures: Figures, *, write: bool) -> None:
    """Print the page; write it with its chart to docs/ where asked to."""
    text = page(figures)
    print(text)
    if write and figures.measured:
        PAGE.write_text(text, encoding="utf-8")
        CHART.write_text(chart.drawn(figures), encoding="utf-8")


def page(figures: Figures) -> str:
    """The whole page as Markdown."""
    return (
        "\n".join(
            [
                "# Performance",
                "",
                *_machine(figures),
                *_chart(figures),
                "## How it was measured",
                "",
                HOW,
                *_marks(figures),
                *_tables(figures),
                *_scaling(figures),
                *_stale(figures),
            ]
        ).rstrip()
        + "\n"
    )


def _machine(figures: Figures) -> Iterator[str]:
    yield f"Measured on {', '.join(figures.machine.values())}."
    yield ""
    yield from (f"- {text}" for text in figures.versions.values())
    yield ""


def _chart(figures: Figures) -> Iterator[str]:
    if figures.measured:
        yield from (f"![{chart.title(figures)}]({CHART.name})", "")


def _tables(figures: Figures) -> Iterator[str]:
    for archive, speeches in figures.archives().items():
        rounds = figures.rounds(archive)
        over = f"Over {rounds} round{'s' if rounds > 1 else ''} that count{'s' if rounds == 1 else ''}."
        yield from (f"## {_heading(archive, speeches)}", "", over, "")
        for edit in edits.EDITS:
            rows = [(peer.name, runs) for peer in PEERS if (runs := figures.runs(archive, edit, peer.name))]
            if rows:
                hugo = figures.runs(archive, edit, "hugo")
                yield from (f"### {edit.capitalize()}, {_heading(archive, speeches)}", "", *_table(rows, hugo), "")


def _heading(archive: str, speeches: int) -> str:
    return f"{speeches:,} speeches" if archive[0].isdigit() else f"{archive}, {speeches:,} speeches"


def _table(rows: Iterable[tuple[str, Runs]], hugo: Runs | None) -> Iterator[str]:
    yield "| generator | min | median | × Hugo | CPU | peak MB | × Hugo | written |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for name, runs in rows:
        wall = f"{_number(runs.least / hugo.least)} ({_number(runs.beside(hugo))})" if hugo else "–"
        peak = _number(runs.peak / hugo.peak) if hugo else "–"
        yield (
            f"| {BY_NAME[name].label} | {_number(runs.least)} | {_number(runs.median)} | {wall} | "
            f"{_number(runs.cpu)} | {runs.peak / 1e6:,.0f} | {peak} | {runs.written:,} |"
        )


def _scaling(figures: Figures) -> Iterator[str]:
    """The exponent of the first build's time from each size to the next, and from 10,000 to 100,000."""
    sizes = [(name, count) for name, count in figures.archives().items() if name[0].isdigit()]
    pairs = list(itertools.pairwise(sizes))
    ends = [size for size in sizes if size[1] in (10_000, 100_000)]
    if len(ends) == 2 and tuple(ends) not in pairs:
        pairs.append((ends[0], ends[1]))
    if not pairs:
        return
    yield from (
        "## How a first build grows",
        "",
        "The exponent *k* in seconds ~ speeches^*k*: min of the wall clock (CPU).",
        "",
    )
    yield f"| generator | {' | '.join(f'{a[0]} to {b[0]}' for a, b in pairs)} |"
    yield "|---|" + "---:|" * len(pairs)
    for peer in PEERS:
        cells = []
        for (small, few), (large, many) in pairs:
            one, other = (figures.runs(name, edits.FIRST, peer.name) for name in (small, large))
            if one and other:
                wall, cpu = (math.log(b / a, many / few) for a, b in ((one.least, other.least), (one.cpu, other.cpu)))
                cells.append(f"{wall:.2f} ({cpu:.2f})")
            else:
                cells.append("–")
        if set(cells) != {"–"}:
            yield f"| {peer.label} | {' | '.join(cells)} |"
    yield ""


def _marks(figures: Figures) -> Iterator[str]:
    """The marks that Rostra is to reach, with what it reached, for the sizes that were measured."""
    rows = [
        f"| {speeches} | {what} | {mark} | {_number(value)} | {'yes' if value <= mark else '**no**'} |"
        for speeches, what, mark, value in _reached(figures)
        if not math.isnan(value)
    ]
    if rows:
        yield from (
            "## The marks",
            "",
            "Minima of the wall clock; ratios of minima.",
            "",
            "| speeches | what | at most | is | reached |",
            "|---:|---|---:|---:|---|",
            *rows,
            "",
        )


def _reached(figures: Figures) -> Iterator[tuple[str, str, float, float]]:
    """Size, what is asked, the mark, and what was reached; only what was measured."""
    small, large = "10,000", "100,000"
    first, body, nothing, base = (
        _least(figures, small, edit) for edit in (edits.FIRST, edits.BODY, edits.NOTHING, edits.BASE)
    )
    hugo = {edit: _least(figures, small, edit, "hugo") for edit in edits.EDITS}
    yield small, "first build, × Hugo", 1.0, first / hugo[edits.FIRST]
    yield (
        small,
        "the same without the search, × Hugo",
        1.0,
        _least(figures, small, edits.FIRST, "bare") / hugo[edits.FIRST],
    )
    yield small, "one body edited, × Hugo", 0.08, body / hugo[edits.BODY]
    yield small, "one body edited, seconds", 0.6, body
    yield small, "nothing changed, seconds", 0.4, nothing
    yield small, "base template edited, × Hugo", 0.5, base / hugo[edits.BASE]
    yield small, "peak memory of all five, × Hugo", 0.25, _peak(figures, small) / _peak(figures, small, "hugo")
    far = _least(figures, large, edits.FIRST)
    yield large, "first build, exponent from 10,000", 1.05, math.log10(far / first)
    yield large, "one body edited, seconds", 3.0, _least(figures, large, edits.BODY)
    yield large, "nothing changed, seconds", 2.5, _least(figures, large, edits.NOTHING)
    yield large, "base template edited, × our first build", 0.5, _least(figures, large, edits.BASE) / far
    yield large, "peak memory of all five, MB", 800, _peak(figures, large) / 1e6


def _least(figures: Figures, archive: str, edit: str, peer: str = "ours") -> float:
    """The shortest wall time; not a number where it was not measured."""
    runs = figures.runs(archive, edit, peer)
    return runs.least if runs else math.nan


def _peak(figures: Figures, archive: str, peer: str = "ours") -> float:
    """The largest memory of all edits, in bytes; not a number where it was not measured."""
    runs = (figures.runs(archive, edit, peer) for edit in edits.EDITS)
    return max((each.peak for each in runs if each), default=math.nan)


def _stale(figures: Figures) -> Iterator[str]:
    if figures.stale:
        yield from (
            "## Are incremental builds right?",
            "",
            f"One title is changed in an archive of {stale.SPEECHES} speeches, and each generator's incremental mode "
            "is run. Do the pages that showed",
            "the old title show the new one?",
            "",
            stale.table(figures.stale),
            "",
        )


def _number(value: float) -> str:
    """Two digits that say something, and no more than two decimals."""
    return (
        f"{value:,.0f}"
        if value >= 100
        else f"{value:.1f}"
        if value >= 10
        else f"{value:.2f}"
        if value >= 0.1
        else f"{value:.3f}"
    )


def main(arguments: Sequence[str]) -> None:
    """Show figures that were packed earlier."""
    parts = [unpacked(Path(argument)) for argument in arguments if not argument.startswith("--")]
    show(together(parts), write="--write" in arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
