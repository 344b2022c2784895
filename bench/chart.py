"""Figures → an SVG: a bar for the fastest run of each generator with each edit, on a scale of powers of ten."""

import math
from collections.abc import Iterator
from html import escape

from bench.edits import EDITS
from bench.figures import Figures
from bench.peers import PEERS

WIDTH, LEFT, RIGHT, TOP = 760, 170, 70, 56
BAR, GAP = 15, 16
COLOURS = {
    "ours": "#c2410c",
    "bare": "#f59e0b",
    "hugo": "#2563eb",
    "eleventy": "#0d9488",
    "pelican": "#9333ea",
    "mkdocs": "#808080",
}
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1f2328}.quiet{fill:#59636e;font-size:12px}.rule{stroke:#d1d9e0}"
    "@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.quiet{fill:#9198a1}.rule{stroke:#3d444d}}"
)


def title(figures: Figures) -> str:
    """What the chart shows, in one sentence."""
    archive = _archive(figures)
    speeches, rounds = figures.archives()[archive], figures.rounds(archive)
    return f"Seconds to build {speeches:,} speeches, the fastest of {rounds} runs, on a logarithmic scale"


def drawn(figures: Figures) -> str:
    """The chart, readable on light and dark."""
    groups = _groups(figures)
    walls = [wall for _, bars in groups for _, _, wall in bars]
    lowest, highest = math.floor(math.log10(min(walls))), math.ceil(math.log10(max(walls) * 1.01))
    height = TOP + sum(len(bars) * BAR + GAP for _, bars in groups) + 28
    inner = WIDTH - LEFT - RIGHT

    def across(seconds: float) -> float:
        return LEFT + inner * (math.log10(seconds) - lowest) / (highest - lowest)

    def lines() -> Iterator[str]:
        yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">'
        yield f"<title>{escape(title(figures))}</title><style>{STYLE}</style>"
        yield f'<text x="8" y="20">{escape(title(figures))}</text>'
        at = 8
        for peer in PEERS:
            if any(name == peer.label for _, bars in groups for name, _, _ in bars):
                yield f'<rect x="{at}" y="31" width="11" height="11" fill="{COLOURS[peer.name]}"/>'
                yield f'<text class="quiet" x="{at + 16}" y="41">{peer.label}</text>'
                at += 32 + 8 * len(peer.label)
        for power in range(lowest, highest + 1):
            x = across(10.0**power)
            yield f'<line class="rule" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{height - 24}"/>'
            yield f'<text class="quiet" x="{x:.1f}" y="{height - 8}" text-anchor="middle">{10.0**power:g} s</text>'
        y = TOP + GAP / 2
        for edit, bars in groups:
            yield f'<text x="8" y="{y + len(bars) * BAR / 2 + 4:.1f}">{edit}</text>'
            for label, colour, wall in bars:
                end = across(wall)
                yield (
                    f'<rect x="{LEFT}" y="{y + 1:.1f}" width="{max(end - LEFT, 1):.1f}" height="{BAR - 2}" '
                    f'fill="{colour}"><title>{label}: {wall:.2f} s</title></rect>'
                )
                yield f'<text class="quiet" x="{end + 5:.1f}" y="{y + BAR - 4:.1f}">{wall:.3g}</text>'
                y += BAR
            y += GAP
        yield "</svg>"

    return "\n".join(lines()) + "\n"


def _archive(figures: Figures) -> str:
    """The archive that most generators were measured with; of several the largest."""
    archives = figures.archives()
    return max(
        archives, key=lambda name: (len({r.peer for r in figures.measured if r.archive == name}), archives[name])
    )


def _groups(figures: Figures) -> list[tuple[str, list[tuple[str, str, float]]]]:
    """Each edit with the label, the colour and the seconds of every generator."""
    archive = _archive(figures)
    groups = []
    for edit in EDITS:
        found = [(peer, figures.runs(archive, edit, peer.name)) for peer in PEERS]
        groups.append((edit, [(peer.label, COLOURS[peer.name], runs.least) for peer, runs in found if runs]))
    return [group for group in groups if group[1]]
