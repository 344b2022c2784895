"""Measures the search beside Pagefind: `python -m bench.search [--write] [NAME=FOLDER…]`, each a folder of speeches.

Without folders: 308 real speeches, 10,000 synthetic ones and 59,524 real ones. Both index the same pages of the built
site; Pagefind is told by `data-pagefind-body` where the article is. For each archive: a first build with the search and
without it, Pagefind's index, both after one edit, bytes on disk, what a first and a next query load and take in
Chromium, and in how many of 200 cases a known passage is found. With --write the table goes to
docs/search-performance.md.
"""

import argparse
import gzip
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import msgspec
from playwright.sync_api import Browser, Page, sync_playwright

from bench import adapt, cost, synthetic
from bench.peers import CACHE, ROOT
from bench.real_archives import PACKED, unpack
from rostra.finding.folding import units
from rostra.finding.record import texts_of
from rostra.reading.anchors import NUMBER

PAGEFIND = "1.6.0"
REPORT = ROOT / "docs" / "search-performance.md"
KNOWN_ITEMS = 200
QUERIES = 20
"""First queries are measured five times, next ones so often."""

MOST_FOR_PAGEFIND = 20_000
"""It takes half a megabyte of memory a page: more pages than this do not fit into the machines that we have."""


class Item(msgspec.Struct, frozen=True):
    """A passage that is looked for: the address of its page, its anchor there, a phrase of it, some of its words."""

    address: str
    anchor: str
    phrase: str
    words: str


class Query(msgspec.Struct, frozen=True):
    """What a query cost: milliseconds until the first hit is shown; requests; bytes as they are and compressed."""

    time: float
    requests: int
    bytes: int
    sent: int


# Servers


class _Counting(SimpleHTTPRequestHandler):
    """A static server that compresses text, as most do, and counts."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body in one packet
    requests = plain = sent = 0

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        data = file.read_bytes()
        packed = gzip.compress(data, 6) if file.suffix in (".js", ".html", ".css", ".json", ".svg") else data
        kind = type(self)
        kind.requests, kind.plain, kind.sent = kind.requests + 1, kind.plain + len(data), kind.sent + len(packed)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        if packed is not data:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        self.wfile.write(packed)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
        pass


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, type[_Counting]]]:
    """Where `folder` is served, and what counts."""
    kind = type("Counting", (_Counting,), {})

    def handler(*arguments: Any) -> _Counting:
        made: _Counting = kind(*arguments, directory=str(folder))
        return made

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", kind
        server.shutdown()


# What is run


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
    code = "import os, sys; os.chdir(sys.argv.pop(1)); from rostra import build, cli, memo\n"
    if not searched:
        code += "memo.record_of = lambda *_: []; build._index_words = lambda *_: None\n"
    code += "cli.main(sys.argv[1:], prog_name='rostra')"
    command = [sys.executable, "-c", code, str(cache), "build", *options]
    return cost.run(command, ROOT, {"PYTHONPATH": str(ROOT)}, cache / "log", sampled=sampled)


def known_items(site: Path, count: int) -> list[Item]:
    """Passages taken at random from the pages of `site`, the same ones each time."""
    rng = random.Random(11)
    speeches = json.loads((site / "index.json").read_text(encoding="utf-8"))["speeches"]
    addresses = [speech["address"] for speech in speeches if speech.get("is_held", True)]
    often = Counter(
        word for address in rng.sample(addresses, min(300, len(addresses))) for word in words_of(site, address)
    )
    found: list[Item] = []
    while len(found) < count:
        address = rng.choice(addresses)
        passages = passages_of(site, address)
        anchor = rng.choice(list(passages) or [""])
        said = units(passages.get(anchor, ""))
        if len(said) < 12:
            continue
        length = rng.randint(4, 8)
        starts = rng.sample(range(len(said) - length), min(5, len(said) - length))
        phrase = min((said[at : at + length] for at in starts), key=lambda window: min(often[word] for word in window))
        rare = sorted(dict.fromkeys(phrase), key=lambda word: often[word])[: rng.randint(2, 3)]
        rng.shuffle(rare)
        found.append(Item(address, anchor, " ".join(phrase), " ".join(rare)))
    return found


def passages_of(site: Path, address: str) -> dict[str, str]:
    """The passages of a page by their anchors, from its HTML."""
    page = (site / unquote(address).strip("/") / "index.html").read_text(encoding="utf-8")
    body = page.partition('<div class="body">')[2].partition("</article>")[0]
    return dict(zip(re.findall(NUMBER.format('([^"]*)'), body), texts_of(body), strict=False))


def heading_of(site: Path, address: str) -> str:
    """The title of a page, from its HTML."""
    page = (site / unquote(address).strip("/") / "index.html").read_text(encoding="utf-8")
    return unescape(page.partition("<h1>")[2].partition("</h1>")[0])


def words_of(site: Path, address: str) -> list[str]:
    """All words of a page."""
    return [word for text in passages_of(site, address).values() for word in units(text)]


def holds(text: str, phrase: str) -> bool:
    """Whether a text holds a phrase, word by word."""
    return f" {phrase} " in f" {' '.join(units(text))} "


# In the browser

OURS = """
async query => {
    const [input, list] = [".query [name=q]", ".hits"].map(each => document.querySelector(each));
    const started = performance.now();
    input.value = query;
    input.form.requestSubmit();
    await new Promise(resolve => {
        const isShown = () => list.ariaBusy === "false" && list.querySelector(".date:not(:empty)");
        const look = () => isShown() ? resolve() : setTimeout(look, 1);
        look();
    });
    return performance.now() - started;
}
"""
SHOWN = """
const look = () => document.querySelector(".hits .date:not(:empty)")
    ? globalThis.shownAfter = performance.now() : setTimeout(look, 1);
look();
"""
OUR_RANKS = """
async query => {
    const [input, list, more] = [".query [name=q]", ".hits", ".more"].map(each => document.querySelector(each));
    const until = is => new Promise(resolve => {
        const look = () => is() ? resolve() : setTimeout(look, 1);
        look();
    });
    input.value = query;
    input.form.requestSubmit();
    await until(() => list.ariaBusy === "false");
    while (list.children.length < 10 && !more.hidden) {
        more.click();
        await until(() => list.ariaBusy === "false");
    }
    const first = [...list.children].slice(0, 10);
    await until(() => first.every(hit => hit.querySelector(".date:not(:empty)")));
    return first.map(hit => hit.querySelector("a").href);
}
"""
THEIRS = """
async query => {
    const started = performance.now();
    globalThis.pagefind ??= await import("/pagefind/pagefind.js");
    const found = await pagefind.search(query);
    await found.results[0].data();
    const time = performance.now() - started;
    await Promise.all(found.results.slice(1, 4).map(result => result.data()));
    return time;
}
"""
THEIR_RANKS = """
async query => {
    globalThis.pagefind ??= await import("/pagefind/pagefind.js");
    const found = await pagefind.search(query);
    return Promise.all(found.results.slice(0, 10).map(async result => (await result.data()).url));
}
"""


def queried(
    browser: Browser, site: Path, items: list[Item], script: str, page_of: str
) -> tuple[list[Query], list[Query]]:
    """What first and next queries cost: the phrases and the words of `items` in turn."""
    firsts: list[Query] = []
    nexts: list[Query] = []
    with served(site) as (root, counts):

        def asked(page: Page, query: str) -> float:
            return float(page.evaluate(script, query))

        def one(page: Page, ask: Callable[[], float]) -> Query:
            counts.requests = counts.plain = counts.sent = 0
            spent = ask()
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(300)
            return Query(spent, counts.requests, counts.plain, counts.sent)

        for first in items[:5]:
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            page = context.new_page()

            def opened(page: Page = page, first: Item = first) -> float:
                if script is not OURS:
                    page.goto(root + page_of)
                    return asked(page, first.words)
                page.add_init_script(SHOWN)
                page.goto(f"{root}{page_of}?q={quote(first.words)}")
                return float(page.wait_for_function("globalThis.shownAfter").evaluate("time => time"))

            firsts.append(one(page, opened))
            for item in items[5 : 5 + QUERIES // 5]:
                nexts += (one(page, partial(asked, page, query)) for query in (item.words, f'"{item.phrase}"'))
            items = items[:5] + items[5 + QUERIES // 5 :]
            context.close()
    return firsts, nexts


def is_held(site: Path, url: str, phrase: str) -> bool:
    """Whether the passage that `url` leads to holds a phrase; where it names none, whether one of the page does."""
    found = urlsplit(url)
    passages = {**passages_of(site, found.path), "": heading_of(site, found.path)}
    return any(holds(passages[anchor], phrase) for anchor in ([f"{found.fragment}"] if found.fragment else passages))


def is_of(item: Item, url: str, *, by_passage: bool) -> bool:
    """Whether `url` leads to what was looked for."""
    found = urlsplit(url)
    return unquote(found.path) == item.address and (not by_passage or found.fragment == item.anchor)


def ranked(browser: Browser, site: Path, items: list[Item], script: str, page_of: str) -> dict[str, int]:
    """In how many cases the known passage (of Pagefind: its page) comes first, or among the first ten."""
    found: Counter[str] = Counter()
    with served(site) as (root, _):
        page = browser.new_page(viewport={"width": 1280, "height": 12_000})  # all ten hits are in view
        page.goto(root + page_of)
        for item in items:
            phrases, words = page.evaluate(script, f'"{item.phrase}"'), page.evaluate(script, item.words)
            holding = [is_held(site, url, item.phrase) for url in phrases]
            found["false"] += holding.count(False)
            found["phrase"] += holding[:1] == [True]
            is_it = [is_of(item, url, by_passage=script is OUR_RANKS) for url in words]
            found["first"] += is_it[:1] == [True]
            found["ten"] += any(is_it)
        page.close()
    return found


# The whole


def measured(content: Path, folder: Path, browser: Browser, rounds: int) -> dict[str, dict[str, str]]:
    """What was measured of an archive: a row by what it is, with ours and Pagefind's."""
    rows: dict[str, dict[str, str]] = {}
    templates = folder / "templates"
    shutil.copytree(ROOT / "templates", templates)
    speech = templates / "speech.html"
    speech.write_text(speech.read_text().replace('class="speech"', 'class="speech" data-pagefind-body'))
    site = folder / "site"
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
    counted = {key: runs[1:] or runs for key, runs in spent.items()}
    whole, bare = (min(run.wall for run in counted[searched]) for searched in (True, False))
    peak, without = (max(run.peak for run in spent[searched]) for searched in (True, False))
    text = f"{size / 1e6:.0f} MB"
    speeches = len(json.loads((site / "index.json").read_text(encoding="utf-8"))["speeches"])
    rows["speeches"] = {"ours": f"{speeches:,} ({text})"}
    rows["first build with the search, × without"] = {"ours": f"{whole:.1f} s: {whole / bare:.2f}"}
    file = sorted(content.rglob("*.md"))[speeches // 2]
    edits = []
    for turn in range(rounds):
        file.write_text(file.read_text(encoding="utf-8") + f"\n\nOne more word, and number {turn}.\n", encoding="utf-8")
        os.sync()
        time.sleep(0.2)
        edits.append(build(content, site, cache, templates, searched=True, sampled=False).wall)
    index = sum(each.stat().st_size for each in (site / "search").rglob("*.js"))
    theirs: dict[str, str] = {}
    if speeches <= MOST_FOR_PAGEFIND:
        command = [str(pagefind()), "--site", str(site), "--silent"]
        runs = [cost.run(command, folder, {}, folder / "log", sampled=turn == 0) for turn in range(rounds)]
        least = min(run.wall for run in runs[1:] or runs)
        bundle = sum(each.stat().st_size for each in (site / "pagefind").rglob("*") if each.is_file())
        most = max(run.peak for run in runs)
        theirs = {"index": f"{least:.1f} s", "peak": f"{most / 1e6:,.0f} MB", "disk": f"{bundle / size:.2f}"}
        rows["index from nothing, × Pagefind"] = {
            "ours": f"{whole - bare:.1f} s: {(whole - bare) / least:.2f}",
            "theirs": theirs["index"],
        }
        rows["peak memory of the whole build, × Pagefind"] = {
            "ours": f"{peak / 1e6:,.0f} MB: {peak / most:.2f}",
            "theirs": theirs["peak"],
        }
    else:
        rows["index from nothing"] = {"ours": f"{whole - bare:.1f} s"}
        rows["peak memory of the whole build"] = {"ours": f"{peak / 1e6:,.0f} MB"}
    rows["the same without the search"] = {"ours": f"{without / 1e6:,.0f} MB"}
    rows["one edit: the whole rebuild; the index"] = {"ours": f"{min(edits):.2f} s", "theirs": theirs.get("index", "")}
    rows["bytes on disk, × the text"] = {"ours": f"{index / size:.2f}", "theirs": theirs.get("disk", "")}
    items = known_items(site, KNOWN_ITEMS)
    os.sync()
    ours = (queried(browser, site, items, OURS, "search/"), ranked(browser, site, items, OUR_RANKS, "search/"))
    columns = {"ours": ours}
    if theirs:
        (site / "empty.html").write_text("<!doctype html><title>Empty</title>")
        columns["theirs"] = (
            queried(browser, site, items, THEIRS, "empty.html"),
            ranked(browser, site, items, THEIR_RANKS, "empty.html"),
        )
    for who, ((firsts, nexts), ranks) in columns.items():
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


def main() -> None:
    """Measure what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("archives", nargs="*", metavar="NAME=FOLDER")
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--runs", type=int, default=3, help="the first of several warms up and samples memory")
    asked.add_argument("--figures", type=Path, help="keep the rows here as JSON, and take those that are there")
    chosen = asked.parse_args()
    pagefind()
    tables: dict[str, dict[str, dict[str, str]]] = {}
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


def table(tables: dict[str, dict[str, dict[str, str]]]) -> str:
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
