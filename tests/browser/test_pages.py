"""The archive of this repository in a browser: from disk and from a server, on small and large screens, without
JavaScript."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from rostra.build import Plan, build
from rostra.reading.plain import anchor_of
from tests.browser.serving import serving
from tests.making import NOON, TEMPLATES, make, speech

CONTENT = Path(__file__).parent.parent.parent / "content"

PAGES = {
    "home": "",
    "year": "2021/",
    "years": "years/",
    "speech": "2021/11-17-young-elites/",
    "Persian home": "fa/",
    "Persian speech": "fa/2021/11-17-young-elites/",
    "terms": "audiences/",
    "term": "speakers/ayatollah-seyyed-ali-khamenei/",
    "undated": "undated/",
}

WIDTHS = (320, 360, 640, 1280)
"""Small telephones, a screen of 1280 at 200 % zoom (WCAG 2.2, 1.4.4), and a desk."""


ABORTED = "net::ERR_ABORTED"
"""What Chromium says of the icon where the next page is asked for before it came; a missing file is another fault."""


@dataclass(frozen=True)
class Site:
    """A site that was built: where its files are, and where a browser finds it."""

    folder: Path
    root: str
    has_base_url: bool

    def url(self, address: str) -> str:
        """Where a browser finds the page at `address`, which is given from the site's root."""
        ends_as_folder = not address or address.endswith("/")
        return self.root + (f"{address}index.html" if ends_as_folder and not self.has_base_url else address)

    @cached_property
    def files(self) -> dict[str, "Links"]:
        """Every page with what it links to, by its path."""
        pages = {file.relative_to(self.folder).as_posix(): file for file in self.folder.rglob("*.html")}
        return {path: Links(file.read_text(encoding="utf-8")) for path, file in sorted(pages.items())}


class Links(HTMLParser):
    """The anchors of a page, and the addresses that it names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.anchors.append(value or "")
            elif name in ("href", "src"):
                self.addresses.append(value or "")
        if tag == "meta" and (refresh := dict(attrs).get("content") or "").startswith("0; url="):
            self.addresses.append(refresh.removeprefix("0; url="))


def _plan(output: Path, base_url: str) -> Plan:
    return Plan(content=CONTENT, output=output, templates=TEMPLATES, now=NOON, base_url=base_url)


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("disk") / "a site"
    build(_plan(folder, ""), lambda stage, done, total: None)
    return Site(folder, f"{folder.as_uri()}/", has_base_url=False)


@pytest.fixture(scope="module")
def on_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("server")
    with serving(folder) as root:
        build(_plan(folder, root), lambda stage, done, total: None)
        yield Site(folder, root, has_base_url=True)


@pytest.fixture(params=["on_disk", "on_server"])
def site(request: pytest.FixtureRequest) -> Site:
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(java_script_enabled=False)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


# What a browser shows


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_every_screen_and_loads_without_a_fault(page: Page, site: Site, name: str) -> None:
    faults: list[str] = []
    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("requestfailed", lambda sent: faults.append(f"{sent.failure}: {sent.url}"))
    page.on("response", lambda found: faults.append(f"{found.status}: {found.url}") if found.status >= 400 else None)
    page.on("request", lambda sent: faults.append(f"out: {sent.url}") if not sent.url.startswith(site.root) else None)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(site.url(PAGES[name]))
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                faults.append(f"{scheme}, {width} wide: the page is {wide} wide")
    assert [fault for fault in faults if not fault.startswith(ABORTED)] == []


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_long_words_wide_tables_and_many_years_do_not_widen_a_page(page: Page, tmp_path: Path, lang: str) -> None:
    long = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
    table = f"|{'a|' * 30}\n|{'-|' * 30}\n|{'word|' * 30}"
    text = (
        f"https://example.org/{long}\n\n{table}\n\n    code {'x' * 300}\n\n## {long}\n\n**{long}:** So.\n\n> - {long}"
    )
    years = {f"{year}/{year}.md": speech(f"Year {year}", str(year)) for year in range(1861, 2021, 3)}
    fields = {"occasion": long, "audience": long, "kicker": long, "place": long, "tags": f"[{long}, b]"}
    made = make(
        tmp_path,
        {"site.yaml": f"title: {long}\nlanguage: {lang}", "1900/a.md": speech(long, "1900", text, **fields), **years},
    )
    page.set_viewport_size({"width": 320, "height": 800})
    widths = {}
    for path in (
        "index.html",
        "1900/a/index.html",
        "1900/index.html",
        "years/index.html",
        f"tags/{long.lower()}/index.html",
    ):
        page.goto((made.output / path).as_uri())
        widths[path] = page.evaluate("document.documentElement.scrollWidth")
    assert set(widths.values()) == {320}, widths


def test_page_from_disk_has_its_style(page: Page, on_disk: Site) -> None:
    page.goto(on_disk.url(PAGES["speech"]))
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    assert page.evaluate("document.styleSheets.length") == 1


def test_missing_address_shows_the_page_for_it_at_any_depth(page: Page, on_server: Site) -> None:
    answer = page.goto(on_server.url("2021/not/here/"))
    assert answer is not None
    assert answer.status == 404
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    page.get_by_role("link", name="All years").click()
    assert page.url == on_server.url("years/")


def test_reader_can_go_from_the_home_page_to_a_speech_and_back(page: Page, site: Site) -> None:
    page.goto(site.url(""))
    page.locator(".cards a").first.click()
    assert page.locator("article.speech h1").is_visible()
    page.locator("header.site .name a").click()
    assert page.url == site.url("")


def test_persian_page_runs_from_right_to_left(page: Page, on_disk: Site) -> None:
    page.goto(on_disk.url(PAGES["Persian speech"]))
    assert page.evaluate("[document.documentElement.lang, getComputedStyle(document.body).direction]") == ["fa", "rtl"]
    heading = page.evaluate("document.querySelector('h1').getBoundingClientRect().right")
    assert heading > page.evaluate("innerWidth / 2")


def test_persian_words_in_an_english_page_run_from_right_to_left(page: Page, on_disk: Site) -> None:
    page.goto(on_disk.url(PAGES["speech"]))
    assert page.evaluate("[document.documentElement.lang, getComputedStyle(document.body).direction]") == ["en", "ltr"]
    found = page.evaluate("[...document.querySelectorAll('[lang=fa]')].map(e => getComputedStyle(e).direction)")
    assert set(found) == {"rtl"}


@pytest.mark.parametrize("name", ["speech", "Persian speech"])
def test_passage_that_a_link_names_is_shown_and_marked(page: Page, on_disk: Site, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 400})
    page.goto(on_disk.url(PAGES[name]))
    last = page.locator(".body p[id]").last.get_attribute("id")
    page.goto(f"{on_disk.url(PAGES[name])}#{last}")
    target = page.locator(":target")
    top, height, ground, other = target.evaluate(
        "e => [e.getBoundingClientRect().top, innerHeight, getComputedStyle(e).backgroundColor,"
        " getComputedStyle(e.previousElementSibling).backgroundColor]"
    )
    assert 0 <= top < height
    assert ground != other


def test_link_to_a_passage_as_it_was_shows_and_marks_it_as_it_is(page: Page, tmp_path: Path) -> None:
    said, now = "The bridge over the river is open.", "The bridge over the river was opened today."
    lines = "\n\n".join(f"Line {number} of a long speech." for number in range(60))
    for text in (said, now):
        made = make(tmp_path, {"2021/a.md": speech(body=f"{lines}\n\n{text}\n\n{lines.replace('Line', 'Row')}")})
    page.goto(f"{(made.output / '2021/a/index.html').as_uri()}#{anchor_of(said)}")
    passage = page.get_by_text(now)
    expect(passage).to_be_in_viewport()
    ground = "element => getComputedStyle(element).backgroundColor"
    assert passage.evaluate(ground) != page.get_by_text("Line 59 of").evaluate(ground)
    expect(passage.locator(".n")).to_have_css("opacity", "1")


def test_first_tab_leads_to_the_text(page: Page, on_disk: Site) -> None:
    page.goto(on_disk.url(""))
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("e => e === document.activeElement")
    assert skip.evaluate("e => e.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_print_shows_the_text_and_hides_the_ways_to_other_pages(page: Page, on_server: Site) -> None:
    page.goto(on_server.url(PAGES["speech"]))
    ways = ["header.site nav", "header.site .editions", ".around", "footer.site ul", ".translations"]
    assert [way for way in ways if not page.locator(way).is_visible()] == []
    assert not page.locator("footer.site .print").is_visible()
    page.emulate_media(media="print")
    assert [way for way in ways if page.locator(way).is_visible()] == []
    assert page.locator(".body p").first.is_visible()
    assert on_server.url(PAGES["speech"]) in page.locator("footer.site").inner_text()


# Contrast (WCAG 2.2, 1.4.3)


def luminance(colour: tuple[float, ...]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def of_hex(text: str) -> tuple[float, ...]:
    digits = text.strip().removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    return tuple(int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert contrast(of_hex("#000"), of_hex("#fff")) == pytest.approx(21)
    assert contrast(of_hex("#767676"), of_hex("#ffffff")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize("text", ["--ink", "--quiet", "--accent"])
def test_text_stands_out_from_its_ground(page: Page, on_disk: Site, scheme: str, text: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    if scheme == "print":
        page.emulate_media(media="print")
    page.goto(on_disk.url(""))
    colours = {
        name: of_hex(page.evaluate(f"getComputedStyle(document.documentElement).getPropertyValue('{name}')"))
        for name in ("--paper", "--wash", text)
    }
    assert contrast(colours[text], colours["--paper"]) >= 4.5
    assert contrast(colours[text], colours["--wash"]) >= 4.5


# Every text with its colour and the ground below it, with what is see-through mixed in, and the contrast it needs:
# years without a speech lead nowhere, and may be fainter.
TEXTS = """
() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
    const rgba = colour => {
        canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
        return [r / 255, g / 255, b / 255, a / 255];
    };
    const mixed = (over, under, alpha) => [0, 1, 2].map(i => over[i] * alpha + under[i] * (1 - alpha));
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !element.checkVisibility({visibilityProperty: true})) continue;
        let opacity = 1, ground = null;
        for (let above = element; above; above = above.parentElement) {
            const style = getComputedStyle(above);
            opacity *= Number(style.opacity);
            if (!ground && rgba(style.backgroundColor)[3] === 1) ground = rgba(style.backgroundColor);
        }
        const ink = rgba(getComputedStyle(element).color);
        const needed = element.closest(".none") ? 3 : 4.5;
        found.push([texts.currentNode.data.trim(), mixed(ink, ground, ink[3] * opacity), ground.slice(0, 3), needed]);
    }
    return found;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_every_text_of_a_page_stands_out_from_its_ground(page: Page, on_disk: Site, name: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(on_disk.url(PAGES[name]))
    found = page.evaluate(TEXTS)
    assert len(found) > 10
    assert [
        (text, contrast(ink, ground)) for text, ink, ground, needed in found if contrast(ink, ground) < needed
    ] == []


# Links, without a browser


def astray(site: Site) -> list[str]:
    """Every link within the site that leads nowhere."""
    root = site.root if site.has_base_url else "https://disk.test/"
    wrong = []
    for path, links in site.files.items():
        here = root + (path.removesuffix("index.html") if site.has_base_url else path)
        for address in links.addresses:
            whole = urljoin(here, address)
            if not whole.startswith(root):
                wrong += [f"{path}: {address}"] if urlsplit(whole).scheme not in ("http", "https", "mailto") else []
                continue
            target, _, anchor = unquote(whole.removeprefix(root)).partition("#")
            if site.has_base_url and (not target or target.endswith("/")):
                target += "index.html"
            is_there = (site.folder / target).is_file()
            if not is_there or (anchor and anchor not in site.files[target].anchors):
                wrong.append(f"{path}: {address}")
    return wrong


def test_every_link_of_every_page_leads_somewhere(site: Site) -> None:
    assert len(site.files) > 50
    assert astray(site) == []


def test_crawl_notices_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    made = make(tmp_path, {"2021/a.md": speech(body="[a](../b/index.html) [b](#no) [c](#main) [d](//host/x) [e](../)")})
    path = "2021/a/index.html"
    wrong = [f"{path}: {address}" for address in ("../b/index.html", "#no", "../")]
    assert astray(Site(made.output, "", has_base_url=False)) == wrong


def test_anchors_of_a_page_are_unique(site: Site) -> None:
    assert [path for path, links in site.files.items() if len(set(links.anchors)) != len(links.anchors)] == []


def test_feeds_and_sitemap_name_pages_that_are_there(on_server: Site) -> None:
    files = [on_server.folder / "sitemap.xml", *on_server.folder.rglob("feed.xml")]
    assert len(files) > 10
    for file in files:
        tree = ET.parse(file)
        named = [element.get("href") or element.text or "" for element in tree.iter() if element.tag.endswith("}link")]
        named += [element.text or "" for element in tree.iter() if element.tag.endswith("}loc")]
        for uri in named:
            assert uri.startswith(on_server.root), uri
            path = unquote(uri.removeprefix(on_server.root))
            assert (on_server.folder / path / "index.html").is_file() or (on_server.folder / path).is_file(), uri


def test_search_engines_are_told_of_the_same_page_in_other_languages(on_server: Site) -> None:
    text = (on_server.folder / PAGES["speech"] / "index.html").read_text(encoding="utf-8")
    here, there = on_server.url(PAGES["speech"]), on_server.url(PAGES["Persian speech"])
    assert f'<link rel="canonical" href="{here}">' in text
    assert f'<link rel="alternate" hreflang="fa" href="{there}">' in text
