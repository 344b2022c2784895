"""The search over 10,000 speeches, in a browser."""

import re
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bench import synthetic
from bench.counting import served
from bench.items import known_items, words_of
from bench.queries import OUR_RANKS, ranked
from rostra.build import Plan, build
from tests.making import NOON, TEMPLATES

OURS_DONE = """
async query => {
    const [input, list] = [".query [name=q]", ".hits"].map(each => document.querySelector(each));
    input.value = query;
    input.form.requestSubmit();
    await new Promise(resolve => {
        const look = () => list.ariaBusy === "false" ? resolve() : setTimeout(look, 1);
        look();
    });
}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    synthetic.write(10_000, folder / "content")
    plan = Plan(content=folder / "content", output=folder / "output", templates=TEMPLATES, now=NOON)
    build(plan, lambda stage, done, total: None)
    return folder / "output"


def test_known_passages_are_found(browser: Browser, site: Path) -> None:
    items = known_items(site, 20)
    found = ranked(browser, site, items, OUR_RANKS, "search/")
    assert (found["phrase"], found["false"]) == (20, 0)  # every phrase comes first, and nothing else with it
    assert found["ten"] == 20


def test_a_word_of_very_many_passages_is_counted_by_year_and_facet(browser: Browser, site: Path) -> None:
    said = Counter(word for item in known_items(site, 40) for word in words_of(site, item.address))
    page = browser.new_page()
    with served(site) as (root, _):
        page.goto(f"{root}search/")
        for word, _number in said.most_common(60):
            page.evaluate(OURS_DONE, word)
            found = re.match(r"Passages: ([\d,]+) · speeches: ([\d,]+)$", page.get_by_role("status").inner_text())
            if found:
                break
        assert found
        passages = int(found[1].replace(",", ""))
        assert passages > 40_000
        bars = page.locator("main .bars a").evaluate_all("bars => bars.map(bar => bar.title)")
        assert len(bars) == 60
        assert sum(int(bar.split(": ")[1].replace(",", "")) for bar in bars) == passages
        options = page.get_by_label("Speakers").locator("option").all_inner_texts()[1:]
        assert sum(int(re.sub(r".*\(|,|\)", "", option)) for option in options) == passages
    page.close()


def test_a_phrase_is_found_from_disk(browser: Browser, site: Path) -> None:
    (item,) = known_items(site, 1)
    page = browser.new_page()
    page.goto(f"{(site / 'search' / 'index.html').as_uri()}?q=%22{item.phrase}%22")
    expect(page.get_by_role("status")).to_have_text("Passages: 1 · speeches: 1", timeout=20_000)
    page.locator(".hits .passage a").click()
    assert page.url.endswith(item.anchor)
    page.close()
