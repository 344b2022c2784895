"""Measures the search beside Pagefind: `python -m bench.search [--write] [NAME=FOLDER…]`, each a folder of speeches.

Without folders: 308 real speeches, 10,000 synthetic ones and 59,524 real ones. Both index the same pages of the built
site; Pagefind is told by `data-pagefind-body` where the article is. For each archive: a first build with the search and
without it, Pagefind's index, both after one edit, bytes on disk, what a first and a next query load and take in
Chromium, and in how many of 200 cases a known passage is found. With --write the table goes to
docs/search-performance.md.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from playwright.sync_api import Browser, sync_playwright

from bench import adapt, cost, synthetic
from bench.items import known_items
from bench.peers import CACHE, ROOT
from bench.queries import OUR_RANKS, OURS, THEIR_RANKS, THEIRS, Query, queried, ranked
from bench.real_archives import PACKED, unpack

PAGEFIND = "1.6.0"
REPORT = ROOT / "docs" / "search-performance.md"
KNOWN_ITEMS = 200

MOST_FOR_PAGEFIND = 20_000
"""It takes half a megabyte of memory a page: more pages than this do not fit into the machines that we have."""

Rows = dict[str, dict[str, str]]
"""What was measured of an archive: a row by what it is, with ours and Pagefind's."""


def pagefind() -> Path:
    """The binary, which is installed if it is not there."""
    folder = CACHE / f"pagefind-{PAGEFIND}"
    if not list(folder.glob("node_modules/@pagefind/*/bin/pagefind_extended")):
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder)]
        subprocess.run([*command, f"pagefind@{PAGEFIND}"], check=True, cwd=folder, stdout=subprocess.DEVNULL)
    return next(folder.glob("node_modules/@pagefind/*/bin/pagefind_extended"))


def build(content: Path, output: Path, cache: Path, templates: Path, *, searched: bool, sampled: bool) -> cost.Cost:
    """What building the site costs; without the search where it is not `searched`."""
    options = ["--content", str(content), "--output", str(output), "--templates", str(templates)]
    program = [str(ROOT / "build.py")] if searched else ["-m", "bench.bare"]
    command = [sys.executable, *program, "build", *options]
    return cost.run(command, cache, {"PYTHONPATH": str(ROOT)}, cache / "log", sampled=sampled)


class Built(msgspec.Struct, frozen=True):
    """What building a site took, in all runs, with the search and without; `edits` are seconds of rebuilds."""

    site: Path
    text: int
    speeches: int
    searched: list[cost.Cost]
    bare: list[cost.Cost]
    edits: list[float]

    @property
    def index(self) -> int:
        """The bytes of the index of words."""
        return sum(each.stat().st_size for each in (self.site / "search").rglob("*.js"))


def least(runs: list[cost.Cost]) -> float:
    """The fewest seconds of wall clock, but for the run that warms up."""
    return min(run.wall for run in runs[1:] or runs)


def built(content: Path, folder: Path, rounds: int) -> Built:
    """Build the site with the search and without, in turn, and after edits."""
    templates, site = folder / "templates", folder / "site"
    shutil.copytree(ROOT / "templates", templates)
    speech = templates / "speech.html"
    speech.write_text(speech.read_text().replace('class="speech"', 'class="speech" data-pagefind-body'))
    spent: dict[bool, list[cost.Cost]] = {True: [], False: []}
    for turn in range(rounds):
        for searched in (False, True):
            cache = folder / f"cache-{turn}-{searched}"
            cache.mkdir()
            if site.exists():
                site.rename(folder / f"old-{turn}-{searched}")
            os.sync()
            spent[searched].append(build(content, site, cache, templates, searched=searched, sampled=turn == 0))
    size = sum(file.stat().st_size for file in content.rglob("*.md"))
    speeches = len(json.loads((site / "index.json").read_text(encoding="utf-8"))["speeches"])
    file = sorted(content.rglob("*.md"))[speeches // 2]
    edits = []
    for turn in range(rounds):
        file.write_text(file.read_text(encoding="utf-8") + f"\n\nOne more word, and number {turn}.\n", encoding="utf-8")
        os.sync()
        time.sleep(0.2)
        edits.append(build(content, site, cache, templates, searched=True, sampled=False).wall)
    return Built(site, size, speeches, spent[True], spent[False], edits)


def costs(done: Built, theirs: list[cost.Cost]) -> Rows:
    """What the index costs, with ours and, where there are any runs of it, Pagefind's."""
    whole, bare = least(done.searched), least(done.bare)
    peak, without = (max(run.peak for run in runs) for runs in (done.searched, done.bare))
    rows = {
        "speeches": {"ours": f"{done.speeches:,} ({done.text / 1e6:.0f} MB)"},
        "first build with the search, × without": {"ours": f"{whole:.1f} s: {whole / bare:.2f}"},
    }
    index = disk = ""
    if theirs:
        most = max(run.peak for run in theirs)
        bundle = sum(each.stat().st_size for each in (done.site / "pagefind").rglob("*") if each.is_file())
        index, disk = f"{least(theirs):.1f} s", f"{bundle / done.text:.2f}"
        rows["index from nothing, × Pagefind"] = {
            "ours": f"{whole - bare:.1f} s: {(whole - bare) / least(theirs):.2f}",
            "theirs": index,
        }
        rows["peak memory of the whole build, × Pagefind"] = {
            "ours": f"{peak / 1e6:,.0f} MB: {peak / most:.2f}",
            "theirs": f"{most / 1e6:,.0f} MB",
        }
    else:
        rows["index from nothing"] = {"ours": f"{whole - bare:.1f} s"}
        rows["peak memory of the whole build"] = {"ours": f"{peak / 1e6:,.0f} MB"}
    rows["the same without the search"] = {"ours": f"{without / 1e6:,.0f} MB"}
    rows["one edit: the whole rebuild; the index"] = {"ours": f"{min(done.edits):.2f} s", "theirs": index}
    rows["bytes on disk, × the text"] = {"ours": f"{done.index / done.text:.2f}", "theirs": disk}
    return rows


def answers(done: Built, browser: Browser, *, beside: bool) -> Rows:
    """What queries cost and find, of ours and, where it stands `beside`, of Pagefind."""
    items = known_items(done.site, KNOWN_ITEMS)
    os.sync()
    asked = {"ours": (OURS, OUR_RANKS, "search/")}
    if beside:
        (done.site / "empty.html").write_text("<!doctype html><title>Empty</title>")
        asked["theirs"] = (THEIRS, THEIR_RANKS, "empty.html")
    rows: Rows = {}
    for who, (script, ranks_script, page) in asked.items():
        firsts, nexts = queried(browser, done.site, items, script, page)
        ranks = ranked(browser, done.site, items, ranks_script, page)
        for what, queries in (("first query", firsts), ("next query", nexts)):
            middle = {
                each: statistics.median(getattr(query, each) for query in queries) for each in Query.__struct_fields__
            }
            rows.setdefault(f"{what}: time", {})[who] = f"{middle['time']:.0f} ms"
            rows.setdefault(f"{what}: requests, bytes (compressed)", {})[who] = (
                f"{middle['requests']:.0f}, {middle['bytes'] / 1e3:.0f} KB ({middle['sent'] / 1e3:.0f})"
            )
        for what, key in (
            ("exact phrase: the first hit holds it", "phrase"),
            ("exact phrase: false hits among the first ten", "false"),
            ("2 or 3 words: the known one comes first", "first"),
            ("2 or 3 words: among the first ten", "ten"),
        ):
            rows.setdefault(what, {})[who] = f"{ranks[key]}" + (f" of {len(items)}" if key != "false" else "")
    return rows


def measured(content: Path, folder: Path, browser: Browser, rounds: int) -> Rows:
    """What was measured of an archive."""
    done = built(content, folder, rounds)
    theirs: list[cost.Cost] = []
    if done.speeches <= MOST_FOR_PAGEFIND:
        command = [str(pagefind()), "--site", str(done.site), "--silent"]
        theirs = [cost.run(command, folder, {}, folder / "log", sampled=turn == 0) for turn in range(rounds)]
    return {**costs(done, theirs), **answers(done, browser, beside=bool(theirs))}


def main() -> None:
    """Measure what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("archives", nargs="*", metavar="NAME=FOLDER")
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--runs", type=int, default=3, help="the first of several warms up and samples memory")
    asked.add_argument("--figures", type=Path, help="keep the rows here as JSON, and take those that are there")
    chosen = asked.parse_args()
    pagefind()
    tables: dict[str, Rows] = {}
    if chosen.figures and chosen.figures.exists():
        tables = json.loads(chosen.figures.read_text())
    with tempfile.TemporaryDirectory(prefix="rostra-search-") as kept, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        archives = dict(each.split("=", 1) for each in chosen.archives) or standard(Path(kept) / "archives")
        for name, content in archives.items():
            folder = Path(kept) / name
            folder.mkdir()
            shutil.copytree(content, folder / "content")
            adapt.without_errors(folder / "content")
            tables[name] = measured(folder / "content", folder, browser, chosen.runs)
            if chosen.figures:
                chosen.figures.write_text(json.dumps(tables, indent=1))
            print(table({name: tables[name]}), flush=True)
    if chosen.write:
        REPORT.write_text(f"{HEAD}\n{table(tables)}", encoding="utf-8")


def standard(folder: Path) -> dict[str, str]:
    """The three archives of the table."""
    real = {each.name: each for each in unpack(PACKED, folder / "real")}
    joined = folder / "joined"
    for name in ("us-state-of-the-union", "us-inaugural"):
        for file in real[name].rglob("*.md"):
            place = joined / file.parent.name / f"{file.stem}-{name}.md"
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, place)
    synthetic.write(10_000, folder / "synthetic")
    return {
        "308 real": str(joined),
        "10,000 synthetic": str(folder / "synthetic"),
        "59,524 real": str(real["sg-hansard"]),
    }


HEAD = f"""\
# The search, measured

By `python -m bench.search --write`, beside Pagefind {PAGEFIND} (in italics), on the pages of the same built site.
Times are the least of two runs or more, after one that warms up and samples memory (PSS of the whole process tree); of
queries the median, in Chromium over http from a server that compresses text. A first query includes loading the page
that searches; time runs until the first hit is shown; bytes count all hits that are in view (of Pagefind four). Known
items are {KNOWN_ITEMS} passages taken at random, and of each a phrase of 4 to 8 words and 2 or 3 of its words in other
order; ours must be found as passages, Pagefind's as pages.
"""


def table(tables: dict[str, Rows]) -> str:
    """The rows of all archives as one table."""
    names = dict.fromkeys(row for rows in tables.values() for row in rows)
    lines = [f"| | {' | '.join(tables)} |", f"|---|{'---|' * len(tables)}"]
    for row in names:
        cells = []
        for rows in tables.values():
            found = rows.get(row, {})
            cells.append(found.get("ours", "") + (f"<br>*{found['theirs']}*" if found.get("theirs") else ""))
        lines.append(f"| {row} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
