"""`make pictures`: pictures of every kind of page; and what was seen in them and mended, so that it stays so."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from bench.pictures import DOCS, KINDS, ROOT, Shot, build_sites, gallery, opened, shots, take

Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_sites(tmp_path_factory.mktemp("sites"))


@pytest.fixture
def at(browser: Browser, sites: Path) -> Iterator[Opener]:
    """Opens the page of a kind, in a language, at a width."""
    pages: list[Page] = []

    def open_page(kind: str, lang: str = "en", width: int = 360) -> Page:
        pages.append(opened(browser, sites, Shot(kind, lang, width, "light")))
        return pages[-1]

    yield open_page
    for page in pages:
        page.close()


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    return [box for place in page.locator(selector).all() if (box := place.bounding_box())]  # type: ignore[misc]


def test_each_kind_of_page_has_one_in_english_and_one_in_persian(sites: Path) -> None:
    for shot in shots([kind for kind in KINDS if kind != "not-found"]):
        place = urlsplit(shot.address)
        file = sites / place.netloc.removesuffix(".example.org") / "output" / unquote(place.path)[1:] / "index.html"
        assert f'lang="{shot.lang}"' in file.read_text(encoding="utf-8")


def test_every_template_of_a_page_is_the_template_of_a_kind() -> None:
    kinds = {"not-found": "404", "side-by-side": "beside"}
    templates = {file.stem for file in (ROOT / "templates").glob("*.html")} - {"base", "term_year", "admin"}
    assert {kinds.get(kind, kind) for kind in KINDS} >= templates


def test_pictures_are_as_wide_as_the_screen_and_one_for_each_printed_page(
    browser: Browser, sites: Path, tmp_path: Path
) -> None:
    asked = [Shot("redirect", "fa", 360, "dark"), Shot("year", "en", 768, "light"), Shot("undated", "en", 0, "print")]
    taken = {shot: take(browser, sites, shot, tmp_path) for shot in asked}
    assert taken == {
        asked[0]: ("redirect-fa-360-dark.png",),
        asked[1]: ("year-en-768-light.png",),
        asked[2]: ("undated-en-print-1.png",),
    }
    assert [Image.open(BytesIO((tmp_path / name).read_bytes())).width for (name,) in taken.values()] == [360, 768, 596]
    assert (tmp_path / "undated-en-print.pdf").read_bytes().startswith(b"%PDF")
    assert re.findall(r'src="(.*?)"', gallery(taken)) == [
        "redirect-fa-360-dark.png",
        "year-en-768-light.png",
        "undated-en-print-1.png",
    ]


def test_the_docs_show_the_pictures_that_the_command_makes() -> None:
    shown = re.findall(r"\]\((\S+)\.png\)", (ROOT / "docs" / "pictures.md").read_text(encoding="utf-8"))
    assert shown == list(DOCS)
    for name in DOCS:
        assert (ROOT / "docs" / f"{name}.png").stat().st_size < 120_000


def test_a_count_beside_a_bar_stays_on_one_line(at: Opener) -> None:
    assert all(box["height"] < 40 for box in boxes(at("year-of-months"), ".months li"))


def test_the_newest_years_of_the_occasions_are_in_sight(at: Opener) -> None:
    (newest,) = boxes(at("home-of-many-years"), ".matrix thead th:last-child")
    assert newest["x"] + newest["width"] <= 340
    (newest,) = boxes(at("home-of-many-years", "fa"), ".matrix thead th:last-child")
    assert newest["x"] >= 20


def test_the_dots_of_years_that_are_out_of_sight_are_behind_the_names(at: Opener) -> None:
    script = (
        "th => { const b = th.getBoundingClientRect(); return document.elementFromPoint(b.x + b.width / 2, b.y + 9); }"
    )
    page = at("home-of-many-years")
    page.locator(".matrix").scroll_into_view_if_needed()
    above = page.locator(".matrix tbody th").first.evaluate_handle(script)
    assert above.evaluate("place => place.closest('th')?.scope") == "row"


def test_a_word_in_a_table_is_not_broken(at: Opener) -> None:
    assert all(box["height"] < 40 for box in boxes(at("speech-with-recording"), ".body tbody tr"))


def test_hits_name_what_the_head_of_the_speech_names_and_nothing_of_the_player(at: Opener) -> None:
    assert "Download" not in at("search").locator(".hits").inner_text()


def test_labels_of_years_do_not_stand_on_each_other(at: Opener) -> None:
    labels = boxes(at("search"), ".bars .year:not(.quiet)")
    places = sorted(box["x"] for box in labels)
    assert len(places) > 2
    assert all(after - before > 32 for before, after in pairwise(places))


def test_a_term_is_not_named_on_its_own_page(at: Opener) -> None:
    facts = at("term").locator(".cards .facts").all_inner_texts()
    assert len(facts) == 15
    assert all("Keepers of lights" in fact and "Day of the lighthouse" not in fact for fact in facts)


def test_in_print_numbers_of_passages_stand_in_the_margin_and_dates_in_a_column(at: Opener) -> None:
    page = at("speech-with-recording", "en", 650)
    page.emulate_media(media="print")
    number, text = boxes(page, ".body .n")[0], boxes(page, ".body > p")[0]
    assert 0 <= number["x"] < number["x"] + number["width"] <= text["x"]
    page = at("home", "en", 650)
    page.emulate_media(media="print")
    (date, *_), (title, *_) = boxes(page, ".cards .date"), boxes(page, ".cards .title")
    assert date["x"] + date["width"] <= title["x"]
    assert abs(date["y"] - title["y"]) < 12
