"""Notes stand beside the words that they belong to where the screen is wide, and at the end of the text elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.making import TEMPLATES, make, speech

LONG = "It was so, as those say who were there and wrote it down. " * 6
NOTES = f"[^a]: {LONG}\n[^b]: {LONG}\n[^c]: End.\n"
TEXT = f"We meet[^a] again[^b].\n\n{'The harbour is open. ' * 70}\n\nWe close[^c].\n\n{NOTES}"


@pytest.fixture
def page_at(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    files = {"2021/a.md": speech(body=TEXT), "2021/a.fa.md": speech(body=TEXT)}
    files["2021/many.md"] = speech(body=f"We meet[^a].\n\n[^a]: {LONG * 30}\n")
    made = make(tmp_path, files, templates=TEMPLATES)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((made.output / "2021/a/index.html").as_uri())
    yield page
    page.close()


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    return [box for place in page.locator(selector).all() if (box := place.bounding_box())]  # type: ignore[misc]


def test_notes_stand_beside_their_words_and_not_on_each_other(page_at: Page) -> None:
    page_at.wait_for_selector(".footnote.aside", state="attached")
    notes, marks = boxes(page_at, ".footnote li"), boxes(page_at, ".body sup a")
    body = boxes(page_at, ".body > p")[0]
    assert all(note["x"] > body["x"] + body["width"] for note in notes)
    assert all(note["x"] + note["width"] < 1280 for note in notes)
    assert abs(notes[0]["y"] - marks[0]["y"]) < 12
    assert abs(notes[2]["y"] - marks[2]["y"]) < 12
    assert notes[1]["y"] >= notes[0]["y"] + notes[0]["height"]


def test_in_persian_they_stand_on_the_left(page_at: Page) -> None:
    page_at.goto(page_at.url.replace("/2021/a/", "/fa/2021/a/"))
    page_at.wait_for_selector(".footnote.aside", state="attached")
    notes, body = boxes(page_at, ".footnote li"), boxes(page_at, ".body > p")[0]
    assert all(note["x"] > 0 and note["x"] + note["width"] < body["x"] for note in notes)


def test_buttons_that_quote_and_notes_are_on_different_sides(page_at: Page) -> None:
    page_at.wait_for_selector(".footnote.aside", state="attached")
    page_at.hover(".body > p >> nth=0")
    (bar,), (number,) = boxes(page_at, ".quoting"), boxes(page_at, ".body > p:first-child .n")
    assert bar["x"] > 0
    assert bar["x"] + bar["width"] <= number["x"]


def test_on_a_narrow_screen_they_are_at_the_end(page_at: Page) -> None:
    page_at.set_viewport_size({"width": 1000, "height": 900})
    page_at.wait_for_selector(".footnote:not(.aside)", state="attached")
    last = boxes(page_at, ".body > p")[-1]
    assert all(note["y"] > last["y"] + last["height"] for note in boxes(page_at, ".footnote li"))


def test_in_print_they_are_at_the_end(page_at: Page) -> None:
    page_at.wait_for_selector(".footnote.aside", state="attached")
    page_at.emulate_media(media="print")
    last = boxes(page_at, ".body > p")[-1]
    assert all(note["y"] > last["y"] + last["height"] for note in boxes(page_at, ".footnote li"))


def test_notes_longer_than_the_text_are_at_its_end(page_at: Page) -> None:
    page_at.goto(page_at.url.replace("/2021/a/", "/2021/many/"))
    page_at.wait_for_timeout(300)
    assert page_at.locator(".footnote.aside").count() == 0
