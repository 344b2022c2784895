"""A browser on each kind of page of a site, with all that its reader can make appear there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal
from urllib.parse import quote

from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import serving
from tests.judges.conftest import Site
from tests.judges.sites import ADDRESSES, address_of, word_of

Scheme = Literal["light", "dark"]


@contextmanager
def a_reader(browser: Browser, *, width: int = 1280, scheme: Scheme = "light") -> Iterator[Page]:
    """A page in a window of this width, whose reader prefers light or dark colours."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def each_kind(page: Page, site: Site, lang: str) -> Iterator[tuple[str, str]]:
    """Go to every kind of page of a site that has them all; yields the template and the site's root at each."""
    with serving(site.folder) as root:
        for template in ADDRESSES:
            if template == "redirect.html":  # a browser that has no content to go to stays
                page.route(f"{root}{address_of('speech.html', lang)}", lambda route: route.fulfill(status=204))
            query = f"?q={quote(word_of(lang))}" if template == "search.html" else ""
            answer = page.goto(f"{root}{address_of(template, lang)}{query}")
            assert answer is not None
            assert answer.status == 200, template
            if template == "redirect.html":
                page.wait_for_timeout(200)
                page.unroute_all()
            elif template == "search.html":
                expect(page.locator(".hits > li").first).to_be_visible()
                expect(page.locator(".hits")).to_have_attribute("aria-busy", "false")
            elif template == "compare.html":
                page.locator("select").first.select_option(index=2)
                expect(page.locator(".text .title a").first).to_contain_text("6")
            elif template == "speech.html":
                page.locator("details summary").first.click()
                page.locator(".body > p").nth(1).click(position={"x": 20, "y": 10})
                expect(page.locator(".quoting [value=citation]")).to_be_visible()
            yield template, root
