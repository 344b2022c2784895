"""The search in a browser: from a server under a path, and from disk."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import serving
from tests.making import make, speech

LONG = " ".join(f"Sentence {number} of a passage that is too long to be shown whole." for number in range(40))

BRIDGE = "We open the river bridge.\n\nThe bridge over the river is open."
SCHOOL = "A school by the river.\n\nNo *brid*ge is here, but the river."
HARBOUR = f"The harbour is open.\n\n{LONG} Here stands the lighthouse. {LONG}"
PERSIAN = "بندر باز است.\n\nاین کتاب‌ها در سال ۱۴۰۰ آمدند."
HEBREW = "הַנָּמָל פָּתוּחַ לְכֻלָּם.\n\nהדרך אל הים."
KOREAN = "국민 여러분, 항구가 열렸습니다.\n\n바다는 넓습니다."
TURKISH = "Işık yandı, İstanbul'a geldik.\n\nIsparta uzak."
CHINESE = "港口今天开放了。\n\n人民共和国的人民在海边。"

ARCHIVE = {
    "site.yaml": "title: Hall\nlanguage: en\ncalendars: {fa: [solar-hijri, hijri]}",
    "1998/1998-05-01-bridge.md": speech("The bridge", "1998-05-01", BRIDGE, audience="Citizens"),
    "2003/2003-02-01-school.md": speech("The school", "2003-02-01", SCHOOL, audience="Teachers"),
    "2021/2021-03-04-harbour.md": speech("The harbour", "2021-03-04", HARBOUR, audience="Citizens"),
    "2021/2021-03-04-harbour.fa.md": speech("بندر", "2021-03-04", PERSIAN, lang="fa"),
    "2010/2010-01-01-he.md": speech("נמל", "2010-01-01", HEBREW, lang="he"),
    "2010/2010-01-02-ko.md": speech("항구", "2010-01-02", KOREAN, lang="ko"),
    "2010/2010-01-03-tr.md": speech("Liman", "2010-01-03", TURKISH, lang="tr"),
    "2010/2010-01-04-zh.md": speech("港口", "2010-01-04", CHINESE, lang="zh"),
    **{f"1970/{day}.md": speech(f"Minutes {day}", "1970", f"Common words of day {day}.") for day in range(25)},
}


@dataclass(frozen=True)
class Site:
    """Where a browser finds a site."""

    root: str
    index: str

    def url(self, address: str) -> str:
        front, mark, query = address.partition("?")
        return self.root + front + self.index + mark + query


@pytest.fixture(scope="module", params=["disk", "server"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("hall") / "a site"
    if request.param == "disk":
        output = make(folder, ARCHIVE).output
        yield Site(f"{output.as_uri()}/", "index.html")
        return
    with serving(folder / "output") as root:
        make(folder, ARCHIVE, base_url=root)
        yield Site(root, "")


@pytest.fixture
def faults(site: Site, page: Page) -> list[str]:
    found: list[str] = []
    page.on("console", lambda message: found.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    page.on(
        "requestfailed", lambda sent: found.append(f"{sent.failure}: {sent.url}") if "icon" not in sent.url else None
    )
    page.on(
        "request", lambda sent: None if sent.url.startswith((site.root, "blob:")) else found.append(f"out: {sent.url}")
    )
    return found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def ask(page: Page, site: Site, query: str, prefix: str = "") -> None:
    """Type a query on the page that searches."""
    page.goto(site.url(f"{prefix}search/"))
    page.locator(".query [name=q]").fill(query)


def hits(page: Page) -> list[tuple[str, list[str]]]:
    """The title and the marked words of each hit that is in view."""
    expect(page.locator(".hits .date:empty")).to_have_count(0)
    return [
        (hit.locator(".title").inner_text(), hit.locator("mark").all_inner_texts())
        for hit in page.locator(".hits > li").all()
    ]


def test_words_are_found_as_they_are_typed(page: Page, site: Site, faults: list[str]) -> None:
    page.goto(site.url("search/"))
    expect(page.get_by_role("status")).to_have_text("The words of all speeches are searched: 33, from 1970 to 2021.")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("lightho")
    expect(page.get_by_role("status")).to_have_text("Passages: 1 · speeches: 1")
    assert hits(page) == [("The harbour", ["lighthouse"])]
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert page.url.endswith("?q=lightho")
    assert faults == []


def test_hit_shows_the_passage_and_leads_to_it(page: Page, site: Site, faults: list[str]) -> None:
    ask(page, site, "lighthouse")
    hit = page.locator(".hits > li")
    expect(hit.locator(".date")).to_have_text("4 March 2021")
    expect(hit.locator(".facts")).to_have_text("Citizens speech")
    expect(hit.locator(".passage")).to_contain_text("Here stands the lighthouse.")
    shown = hit.locator(".passage").inner_text()
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 700
    hit.locator(".passage a").click()
    passage = page.locator(":target")
    expect(passage).to_contain_text("lighthouse")
    page.wait_for_function("CSS.highlights.has('found')")
    assert page.evaluate("[...CSS.highlights.get('found')].map(String)") == ["lighthouse"]
    assert faults == []


def test_box_on_every_page_leads_to_the_search(page: Page, site: Site, faults: list[str]) -> None:
    page.goto(site.url("1998/05-01-bridge/"))
    page.get_by_role("searchbox").fill("river bridge")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Passages: 3 · speeches: 2")
    expect(page.locator(".query [name=q]")).to_have_value("river bridge")
    assert faults == []


def test_phrase_is_found_only_where_its_words_follow_each_other(page: Page, site: Site, faults: list[str]) -> None:
    ask(page, site, '"river bridge"')
    expect(page.get_by_role("status")).to_have_text("Passages: 1 · speeches: 1")
    assert hits(page) == [("The bridge", ["river bridge"])]
    page.locator(".query [name=q]").fill('river -"river bridge"')
    expect(page.get_by_role("status")).to_have_text("Passages: 3 · speeches: 2")
    page.locator(".query [name=q]").fill('"bridge is"')  # two elements of a page, one word
    expect(page.get_by_role("status")).to_have_text("Passages: 1 · speeches: 1")
    assert hits(page) == [("The school", ["bridge is"])]
    page.locator(".query [name=q]").fill(
        '"the bridge"'
    )  # the other passage has both words, and the title has the phrase
    expect(page.get_by_role("status")).to_have_text("Passages: 2 · speeches: 1")
    assert hits(page)[0] == ("The bridge", ["The bridge"])
    page.locator(".query [name=q]").fill('"open the bridge"')
    expect(page.get_by_role("status")).to_contain_text("No passage holds this.")
    assert faults == []


def test_word_to_leave_out_and_the_start_of_one(page: Page, site: Site) -> None:
    ask(page, site, "river -bridge")
    expect(page.get_by_role("status")).to_have_text("Passages: 1 · speeches: 1")
    page.locator(".query [name=q]").fill("sch* river")
    expect(page.get_by_role("status")).to_have_text("Passages: 2 · speeches: 1")


def test_facets_and_years_narrow_the_hits_and_are_in_the_address(page: Page, site: Site, faults: list[str]) -> None:
    ask(page, site, "river")
    expect(page.get_by_role("status")).to_have_text("Passages: 4 · speeches: 2")
    audiences = page.get_by_label("Audiences")
    shown = audiences.locator("option:not([hidden])")
    expect(shown).to_have_text(["Audiences: all", "Citizens (2)", "Teachers (2)"])
    bars = page.locator("main .bars a")
    assert [bar.get_attribute("title") for bar in bars.all() if not bar.get_attribute("title").endswith(": 0")] == [  # type: ignore[union-attr]
        "2003: 2",
        "1998: 2",
    ]
    audiences.select_option("Teachers")
    expect(page.get_by_role("status")).to_have_text("Passages: 2 · speeches: 1")
    expect(shown).to_have_text(["Audiences: all", "Citizens (2)", "Teachers (2)"])
    page.reload()
    expect(page.get_by_role("status")).to_have_text("Passages: 2 · speeches: 1")
    expect(audiences).to_have_value("Teachers")
    audiences.select_option("")
    page.locator("main .bars a[title='1998: 2']").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Passages: 2 · speeches: 1")
    assert {title for title, _ in hits(page)} == {"The bridge"}
    assert page.url.endswith("?q=river&year=1998")
    page.locator("main .bars a[aria-current]").click()
    expect(page.get_by_role("status")).to_have_text("Passages: 4 · speeches: 2")
    assert faults == []


def test_years_are_those_of_the_readers_calendar(page: Page, site: Site, faults: list[str]) -> None:
    page.goto(site.url("fa/search/"))
    expect(page.get_by_role("status")).to_contain_text("از ۱۳۴۸ تا ۱۳۹۹")
    page.locator(".query [name=q]").fill("بندر")
    bars = page.locator("main .bars a")
    expect(bars).to_have_count(1)
    expect(bars).to_have_attribute("title", "۱۳۹۹: ۲")
    bars.click()
    assert page.url.endswith("&year=1399")
    expect(page.locator(".hits .date").first).to_have_text("۱۴ اسفند ۱۳۹۹")
    assert faults == []


def test_order(page: Page, site: Site) -> None:
    ask(page, site, "river")
    for order, first in (("oldest", "The bridge"), ("newest", "The school")):
        page.get_by_label("Order").select_option(order)
        expect(page.locator(".hits .title").first).to_have_text(first)


def test_more_hits_come_when_asked_for(page: Page, site: Site) -> None:
    ask(page, site, "common")
    expect(page.get_by_role("status")).to_have_text("Passages: 25 · speeches: 25")
    expect(page.locator(".hits > li")).to_have_count(10)
    page.get_by_role("button", name="More").click()
    expect(page.locator(".hits > li")).to_have_count(20)
    page.get_by_role("button", name="More").click()
    expect(page.locator(".hits > li")).to_have_count(25)
    expect(page.get_by_role("button", name="More")).to_be_hidden()


def test_phrases_are_looked_up_until_a_page_is_full(page: Page, site: Site) -> None:
    ask(page, site, '"common words"')
    expect(page.get_by_role("status")).to_have_text("Passages so far: 10 · still to be looked at: 15")
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="More").click()
    expect(page.get_by_role("status")).to_have_text("Passages: 25 · speeches: 25")


def test_all_hits_as_csv(page: Page, site: Site) -> None:
    ask(page, site, "river open")
    with page.expect_download() as download:
        page.get_by_role("button", name="All as CSV").click()
    head, *rows = csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig")))
    assert head == ["Date", "Title", "Labels", "Passage", "Address", "Text"]
    assert [row[:4] + row[5:] for row in rows] == [
        ["1 May 1998", "The bridge", "Citizens; speech", "1", "We open the river bridge."],
        ["1 May 1998", "The bridge", "Citizens; speech", "2", "The bridge over the river is open."],
    ]
    page.goto(rows[0][4])
    expect(page.locator(":target")).to_have_text("We open the river bridge.")


def test_nothing_found_offers_words_that_are_nearly_the_same(page: Page, site: Site) -> None:
    ask(page, site, "lihgthouse harbuor")
    expect(page.get_by_role("status")).to_have_text(
        "No passage holds this. The words of all speeches are searched: 33, from 1970 to 2021."
    )
    page.get_by_role("link", name="lighthouse").click()
    expect(page.locator(".query [name=q]")).to_have_value("lighthouse harbuor")
    page.get_by_role("link", name="harbour").click()
    expect(page.get_by_role("status")).to_have_text("Passages: 1 · speeches: 1")


@pytest.mark.parametrize(
    ("query", "title", "marked"),
    [
        ("كتابها", "بندر", ["کتاب‌ها"]),
        ("1400", "بندر", ["۱۴۰۰"]),
        ("نמל", "", []),
        ("נמל", "נמל", ["נמל"]),
        ("הנמל", "נמל", ["הַנָּמָל"]),
        ('"הנמל פתוח"', "נמל", ["הַנָּמָל פָּתוּחַ"]),
        ("항구", "항구", ["항구"]),
        ("국민", "항구", ["국민"]),
        ("열렸", "항구", ["열렸습니다"]),
        ("ISIK", "Liman", ["Işık"]),
        ("istanbul", "Liman", ["İstanbul"]),
        ("共和国", "港口", ["共和国"]),
        ("国共", "", []),
        ("开", "港口", ["开"]),
    ],
)
def test_scripts_are_folded_as_their_readers_do(
    page: Page, site: Site, query: str, title: str, marked: list[str]
) -> None:
    ask(page, site, query)
    if not title:
        expect(page.get_by_role("status")).to_contain_text("No passage holds this.")
        return
    expect(page.get_by_role("status")).to_contain_text("speeches: 1")
    found = hits(page)
    assert {name for name, _ in found} == {title}
    assert marked[0] in [word for _, words in found for word in words]


def test_persian_page_speaks_persian(page: Page, site: Site, faults: list[str]) -> None:
    ask(page, site, "بندر", "fa/")
    expect(page.get_by_role("status")).to_have_text("بندها: ۲ · سخنرانی‌ها: ۱")
    expect(page.locator(".hits .date").first).to_have_text("۱۴ اسفند ۱۳۹۹")
    assert page.locator("main .bars a").first.get_attribute("title") == "۱۳۹۹: ۲"
    assert page.evaluate("getComputedStyle(document.querySelector('.hits .passage')).direction") == "rtl"
    assert faults == []


def test_page_fits_small_screens(page: Page, site: Site) -> None:
    for width in (320, 360, 640):
        page.set_viewport_size({"width": width, "height": 800})
        ask(page, site, "river")
        expect(page.locator(".hits > li").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_the_page_says_so_and_offers_the_lists(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url("search/"))
    shown = page.evaluate("document.querySelector('noscript').innerText")
    assert shown.startswith("The search needs JavaScript. Without it, every speech is in these lists:")
    page.locator("noscript a", has_text="Years").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Years")
    context.close()


def test_words_of_a_query_are_text_and_nothing_else(page: Page, site: Site, faults: list[str]) -> None:
    ask(page, site, "<img src=x onerror=alert(1)> river")
    expect(page.get_by_role("status")).to_contain_text("No passage holds this.")
    assert page.locator("main img").count() == 0
    assert faults == []
