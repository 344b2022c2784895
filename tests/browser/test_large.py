"""The search over 10,000 speeches, in a browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bench import synthetic
from bench.search import OUR_RANKS, known_items, ranked
from rostra.build import Plan, build
from tests.making import NOON, TEMPLATES


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


def test_a_phrase_is_found_from_disk(browser: Browser, site: Path) -> None:
    (item,) = known_items(site, 1)
    page = browser.new_page()
    page.goto(f"{(site / 'search' / 'index.html').as_uri()}?q=%22{item.phrase}%22")
    expect(page.get_by_role("status")).to_have_text("Passages: 1 · speeches: 1", timeout=20_000)
    page.locator(".hits .passage a").click()
    assert page.url.endswith(item.anchor)
    page.close()
