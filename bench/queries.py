"""Queries in Chromium, to ours and to Pagefind: what they cost, and whether they find what is known to be there."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote

import msgspec
from playwright.sync_api import Browser, Page

from bench.counting import served
from bench.items import Item, is_held, is_of

QUERIES = 20
"""First queries are measured five times, next ones so often."""

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


class Query(msgspec.Struct, frozen=True):
    """What a query cost: milliseconds until the first hit is shown; requests; bytes as they are and compressed."""

    time: float
    requests: int
    bytes: int
    sent: int


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
