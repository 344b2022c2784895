"""Two years of an occasion side by side, in a browser: from disk and from a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.serving import serving
from tests.making import make, speech

FILES = {
    "site.yaml": "language: en\n",
    **{
        f"{year}/a.md": speech(
            f"Of {year}", f"{year}-05-01", f"In {year} we [met](/{year}/).[^1]\n\n[^1]: N.", occasion="May Day"
        )
        for year in (2015, 2016, 2017, 2019, 2020, 2021)
    },
}


@pytest.fixture(params=["disk", "server"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    made = make(tmp_path, FILES)
    if request.param == "disk":
        yield f"{made.output.as_uri()}/"
        return
    with serving(made.output) as address:
        yield address


@pytest.fixture
def page(browser: Browser, root: str) -> Iterator[Page]:
    said: list[str] = []
    page = browser.new_page()

    def listen(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("console", listen)
    page.goto(f"{root}occasions/may-day/2016-2017/index.html")
    yield page
    assert said == []
    page.close()


def test_any_other_year_can_be_chosen(page: Page, root: str) -> None:
    second = page.locator(".text >> nth=1")
    second.get_by_label("Year").select_option("2021")
    expect(second.locator(".body")).to_contain_text("In 2021 we met")
    expect(second.get_by_role("link", name="Of 2021")).to_have_attribute("href", f"{root}2021/a/index.html")
    expect(second.locator(".when")).to_have_text("1 May 2021")
    expect(page.locator("h1")).to_have_text("2016 · 2021")
    expect(page.locator(".text >> nth=0")).to_contain_text("In 2016 we met")
    assert page.url.endswith("?first=2016&second=2021")


def test_links_of_the_text_lead_where_they_did_and_it_has_no_anchors(page: Page, root: str) -> None:
    second = page.locator(".text >> nth=1")
    second.get_by_label("Year").select_option("2019")
    expect(second.get_by_role("link", name="met")).to_have_attribute("href", f"{root}2019/index.html")
    expect(second.locator("sup a")).to_have_attribute("href", f"{root}2019/a/index.html#fn-1")
    expect(second.locator(".body [id]")).to_have_count(0)


def test_years_of_the_address_are_shown(page: Page) -> None:
    page.goto(page.url + "?first=2019&second=2021")
    expect(page.locator("h1")).to_have_text("2019 · 2021")
    expect(page.locator(".text >> nth=0")).to_contain_text("In 2019 we met")
    expect(page.locator(".text >> nth=1")).to_contain_text("In 2021 we met")
    page.goto(page.url.partition("?")[0] + "?first=1066&second=2017")
    expect(page.locator(".text >> nth=0")).to_contain_text("In 2016 we met")


def test_without_javascript_there_is_nothing_to_choose(browser: Browser, root: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{root}occasions/may-day/2016-2017/index.html")
    expect(page.get_by_label("Year")).to_have_count(2)
    assert not page.locator("select >> nth=0").is_visible()
    expect(page.locator(".text >> nth=1")).to_contain_text("In 2017 we met")
    page.close()


def test_text_that_cannot_be_loaded_is_named(browser: Browser, tmp_path: Path) -> None:
    made = make(tmp_path, FILES)
    (made.output / "2021/a/index.html").unlink()
    with serving(made.output) as address:
        page = browser.new_page()
        page.goto(f"{address}occasions/may-day/2016-2017/index.html")
        page.locator("select >> nth=1").select_option("2021")
        expect(page.get_by_role("status")).to_have_text("The text could not be loaded. Try again.")
        expect(page.locator(".text >> nth=1")).to_contain_text("In 2017 we met")
        page.close()
