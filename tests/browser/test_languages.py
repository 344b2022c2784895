"""One speech in twelve languages: axe finds nothing, nothing is wider than the screen, each page has its own words."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.making import TEMPLATES, make, speech

TEXTS = {
    "en": ("Opening of the harbour", "The harbour was opened today. Ships of seven countries came in."),
    "ar": ("افتتاح الميناء", "افتُتح الميناء اليوم. ودخلته سفن من سبعة بلدان."),
    "de": ("Eröffnung des Hafens", "Der Hafen wurde eröffnet. Schiffe aus sieben Ländern liefen ein."),
    "es": ("Apertura del puerto", "El puerto quedó abierto. Entraron barcos de siete países."),
    "fa": ("گشایش بندر", "بندر گشوده شد. کشتی‌های ۷ کشور وارد شدند؛ نخستین آن‌ها Aurora بود."),
    "fr": ("Ouverture du port", "Le port a été ouvert. Des navires de sept pays y sont entrés."),
    "he": ("פתיחת הנמל", "הנמל נפתח. אניות משבע ארצות נכנסו אליו."),
    "ko": ("항구 개항", "항구가 열렸습니다. 일곱 나라의 배가 들어왔습니다."),
    "ru": ("Открытие гавани", "Гавань открыта. В неё вошли корабли семи стран."),
    "tr": ("Limanın açılışı", "Liman açıldı. Yedi ülkenin gemileri girdi."),
    "ur": ("بندرگاہ کا افتتاح", "بندرگاہ کھول دی گئی۔ سات ملکوں کے جہاز داخل ہوئے۔"),
    "zh": ("港口开放", "港口开放了。七个国家的船驶了进来。"),
}

PLACES = ("", "2021/harbour/", "2021/", "years/", "occasions/", "speakers/ada-berg/", "search/", "undated/")

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The speech in each language, with a second and a third event, calendars, and all that stands below a title."""
    texts = {
        f"2021/harbour{'' if lang == 'en' else f'.{lang}'}.md": speech(
            title,
            "2021-11-17",
            f"{body}\n\n[Applause]\n\n> {body}",
            date_note=body,
            occasion=f"[{title}, Harbour]",
            speaker="Ada Berg",
            place="Harbour",
            tags="[a]",
            source="https://example.org/",
            calendars="{hijri: 1443-04}",
        )
        for lang, (title, body) in TEXTS.items()
    }
    others = {
        f"{name}{'' if lang == 'en' else f'.{lang}'}.md": speech(title, date, body, occasion=f"[{title}]")
        for lang, (title, body) in TEXTS.items()
        for name, date in (("2018/spring", "2018-03-21/2018-04-16"), ("undated/u", "XXXX"))
    }
    settings = "language: en\ncalendars: [gregorian, solar-hijri, hijri]\ntitle: Harbour\n"
    made = make(tmp_path_factory.mktemp("languages"), {"site.yaml": settings, **texts, **others}, templates=TEMPLATES)
    assert made.outcome is not None
    return made.output


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 780})
    yield context.new_page()
    context.close()


def addresses(lang: str) -> list[str]:
    prefix, other = ("", "fa") if lang == "en" else (f"{lang}/", "en")
    return [f"{prefix}{place}index.html" for place in (*PLACES, f"2021/harbour/beside-{other}/", "hijri/1443/")]


@pytest.mark.parametrize(("lang", "scheme"), [*((lang, "light") for lang in TEXTS), ("fa", "dark")])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    site: Path, page: Page, lang: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    for address in addresses(lang):
        page.goto((site / address).as_uri())
        page.evaluate(AXE)
        found = page.evaluate("async () => (await axe.run()).violations")
        said = [(each["id"], each["help"], [node["html"] for node in each["nodes"]][:3]) for each in found]
        assert said == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


@pytest.mark.parametrize("lang", TEXTS)
def test_a_page_is_in_its_own_language_but_for_what_says_otherwise(site: Path, page: Page, lang: str) -> None:
    english = {"Years", "Occasions", "Speakers", "Undated", "Search", "Before", "After", "Latest"}
    for address in addresses(lang):
        page.goto((site / address).as_uri())
        root = page.locator("html")
        assert root.get_attribute("lang") == lang
        assert root.get_attribute("dir") == ("rtl" if lang in ("ar", "fa", "he", "ur") else "ltr")
        words = {text.strip() for text in page.locator("nav a, h1, h2, .around span, footer.site a").all_inner_texts()}
        assert not (words & english) if lang != "en" else words & english, address


def test_the_words_of_a_persian_text_come_out_letter_for_letter(site: Path, page: Page) -> None:
    page.goto((site / "fa/2021/harbour/index.html").as_uri())
    assert page.locator(".body > p").first.text_content() == TEXTS["fa"][1]
    assert "\u200c" in TEXTS["fa"][1]
