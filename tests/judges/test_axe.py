"""axe-core finds nothing on any kind of page, and nothing is wider than the screen."""

from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from rostra.pages import CONTEXTS
from tests.judges.conftest import Sites
from tests.judges.sites import ADDRESSES, REAL
from tests.judges.visiting import Scheme, a_reader, each_kind
from tests.making import write

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

BROKEN = """\
<!doctype html>
<html><head><meta name="viewport" content="width=device-width"><title>Broken</title>
<link rel="stylesheet" href="a.css"></head>
<body><main><h1>Broken</h1><p>Pale words</p><a href="#a"></a><table><tr><td>Wide</td></tr></table></main></body></html>
"""


def barriers(page: Page) -> list[str]:
    """What axe finds on a page, and whether it must be scrolled sideways."""
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations")
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [
        *(f"{each['id']}: {each['help']}: {node['html']}" for each in found for node in each["nodes"]),
        *([f"{wide} wide on a screen of {screen}"] if wide > screen else []),
    ]


def test_axe_names_the_barriers_of_a_broken_page(browser: Browser, tmp_path: Path) -> None:
    write(tmp_path, {"a.html": BROKEN, "a.css": "p { color: #aaa; background: #fff } table { inline-size: 400px }"})
    with a_reader(browser, width=320) as page:
        page.goto((tmp_path / "a.html").as_uri())
        assert [fault.partition(": ")[0] for fault in barriers(page)] == [
            "color-contrast",
            "html-has-lang",
            "link-name",
            "408 wide on a screen of 320",
        ]


def test_every_kind_of_page_is_judged() -> None:
    by_others = {"admin.html"}  # what is seen there is Sveltia CMS
    assert set(ADDRESSES) == {template for template in CONTEXTS if template.endswith(".html")} - by_others


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "lang"), [("left-to-right", "en"), ("right-to-left", "fa")])
def test_no_kind_of_page_has_a_barrier(
    browser: Browser, site: Sites, name: str, lang: str, scheme: Scheme, width: int
) -> None:
    found = {}
    with a_reader(browser, width=width, scheme=scheme) as page:
        for template, _ in each_kind(page, site(name, "path"), lang):
            found[template] = barriers(page)
    assert {template: faults for template, faults in found.items() if faults} == {}
    assert len(found) == len(ADDRESSES)


@pytest.mark.parametrize("name", ["sample", *REAL])
def test_the_largest_pages_of_an_archive_have_no_barrier(browser: Browser, site: Sites, name: str) -> None:
    folder = site(name, "disk").folder
    largest = sorted(folder.rglob("index.html"), key=lambda file: file.stat().st_size)[-3:]
    found = {}
    with a_reader(browser, width=320) as page:
        for file in (folder / "index.html", *largest):
            page.goto(file.as_uri())
            found[file.relative_to(folder).as_posix()] = barriers(page)
    assert {path: faults for path, faults in found.items() if faults} == {}
