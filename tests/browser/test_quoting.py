"""Quoting in a browser: a passage with its citation and its link, by mouse, keyboard and tap; several at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import serving
from tests.making import make, speech

BODY = "[00:01:02] We open the bridge.[^1]\n\nThank you,\nfriends.\n\n> Well said.\n\n[^1]: Of iron."

FILES = {
    "site.yaml": "language: en\ntext_status: verbatim\n",
    "2021/a.md": speech("The bridge", "2021-11-17", BODY, speaker="[Ada Berg, B. C.]", occasion="[Opening, Spring]"),
    "2021/r.md": speech("The visit", "2021~", "She said “yes” & went.", speaker="Ada Berg", text_status="report"),
    "2021/n.md": speech("Nobody's", "XXXX", "Words.", text_status="notes"),
    "2021/a.fa.md": speech("پل", "2021-11-17", "پل را گشودیم.", speaker="آدا"),
}

BRIDGE = "Ada Berg, B. C., “The bridge”, 17 November 2021, Opening, Spring, text: verbatim"


@dataclass(frozen=True)
class Site:
    """Where a browser finds a site, and where its links lead."""

    root: str
    index: str

    def url(self, address: str) -> str:
        return f"{self.root}{address}{self.index}"


@pytest.fixture(scope="module", params=["disk", "server"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("hall")
    if request.param == "disk":
        yield Site(f"{make(folder, FILES).output.as_uri()}/", "index.html")
        return
    with serving(folder / "output") as root:
        make(folder, FILES, base_url=root)
        yield Site(root, "")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def copied(page: Page) -> list[str]:
    expect(page.locator(".quoting [role=status]")).not_to_be_empty()
    return str(page.evaluate("navigator.clipboard.readText()")).splitlines()


def test_a_passage_is_copied_with_who_said_it_when_and_where(page: Page, site: Site, faults: list[str]) -> None:
    page.goto(site.url("2021/a/") + "?q=bridge")
    page.locator(".body > p").first.hover()
    anchor = page.locator(".body > p .n").first.get_attribute("href")
    page.get_by_role("button", name="Copy with citation").click()
    assert copied(page) == ["“We open the bridge.”", BRIDGE, f"{site.url('2021/a/')}{anchor}"]
    page.get_by_role("button", name="Copy link").click()
    assert copied(page) == [f"{site.url('2021/a/')}{anchor}"]
    page.locator(".body > p").nth(1).hover()
    expect(page.locator(".quoting [role=status]")).to_be_empty()
    page.get_by_role("button", name="Copy with citation").click()
    assert copied(page)[0] == "“Thank you, friends.”"
    assert faults == []


def test_the_words_of_a_report_are_the_reports(page: Page, site: Site) -> None:
    page.goto(site.url("2021/r/"))
    page.locator(".body > p").first.hover()
    page.get_by_role("button", name="Copy with citation").click()
    assert copied(page)[:2] == [
        "“She said “yes” & went.”",
        "from a report on words of Ada Berg, “The visit”, about 2021, text: report",
    ]


def test_what_is_not_known_is_not_said(page: Page, site: Site) -> None:
    page.goto(site.url("undated/n/"))
    page.locator(".body > p").first.hover()
    page.get_by_role("button", name="Copy with citation").click()
    assert copied(page)[1] == "“Nobody's”, undated, text: notes"


def test_it_speaks_the_language_of_the_page(page: Page, site: Site) -> None:
    page.goto(site.url("fa/2021/a/"))
    page.locator(".body > p").first.hover()
    page.get_by_role("button", name="کپی با ذکر منبع").click()
    assert copied(page)[:2] == ["«پل را گشودیم.»", "آدا، «پل»، ۱۷ نوامبر ۲۰۲۱، متن: کلمه به کلمه"]


def test_the_keyboard_alone_does(page: Page, site: Site) -> None:
    page.goto(site.url("2021/a/"))
    page.locator(".body blockquote .n").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert copied(page)[0] == "“Well said.”"


def test_a_tap_on_a_passage_offers_it_below_and_the_text_stays_as_wide(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(site.url("2021/a/"))
    expect(page.locator(".quoting")).to_have_count(0)
    page.locator(".body > p").nth(1).hover()
    expect(page.locator(".quoting")).to_have_count(0)
    page.locator(".body > p").nth(1).click(position={"x": 20, "y": 10})
    page.get_by_role("button", name="Copy link").click()
    assert copied(page)[0].startswith(f"{site.url('2021/a/')}#p")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_several_passages_are_copied_with_the_link_of_the_first(page: Page, site: Site) -> None:
    page.goto(site.url("2021/a/"))
    select = """(count) => {
        const found = document.querySelectorAll(".body > p");
        getSelection().setBaseAndExtent(found[0], 0, found[count], 1);
    }"""
    page.evaluate(select, 1)
    page.keyboard.press("Control+C")
    anchor = page.locator(".body > p .n").first.get_attribute("href")
    found = str(page.evaluate("navigator.clipboard.readText()")).splitlines()
    assert found[-2:] == [BRIDGE, f"{site.url('2021/a/')}{anchor}"]
    assert "Thank you, friends." in " ".join(found)
    page.evaluate(select, 0)
    page.keyboard.press("Control+C")
    assert BRIDGE not in str(page.evaluate("navigator.clipboard.readText()"))


def test_there_is_a_share_sheet_only_where_the_system_has_one(browser: Browser, site: Site) -> None:
    for sheet, shown in (("undefined", False), ("async (data) => { window.shared = data; }", True)):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_init_script(
            f"delete Navigator.prototype.share; const sheet = {sheet}; if (sheet) Navigator.prototype.share = sheet;"
        )
        page = context.new_page()
        page.goto(site.url("2021/a/"))
        page.locator(".body > p").nth(1).hover()
        expect(page.get_by_role("button", name="Share")).to_have_count(int(shown))
        if shown:
            page.get_by_role("button", name="Share").click()
            assert page.evaluate("window.shared.text").splitlines()[:2] == ["“Thank you, friends.”", BRIDGE]
        context.close()


def test_plain_http_has_no_clipboard_and_copies_all_the_same(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });")
    page = context.new_page()
    page.goto(site.url("2021/a/"))
    page.locator(".body > p").nth(1).hover()
    page.get_by_role("button", name="Copy with citation").click()
    expect(page.locator(".quoting [role=status]")).to_have_text("Copied")
    other = browser.new_context(permissions=["clipboard-read"]).new_page()
    other.goto(site.url("2021/a/"))
    assert str(other.evaluate("navigator.clipboard.readText()")).splitlines()[:2] == ["“Thank you, friends.”", BRIDGE]
    other.context.close()
    context.close()


def test_without_javascript_nothing_is_offered(browser: Browser, site: Site, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url("2021/a/"))
    expect(page.get_by_role("button", name="Copy link")).to_have_count(0)
    context.close()
