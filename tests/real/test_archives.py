"""Nothing is lost: the words of each body of every real archive stand on its page, in their order."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import frontmatter
import lxml.html
import pytest
from lxml.html import HtmlElement

from rostra.address import path_of
from rostra.archive.cards import address_of
from rostra.problem import Severity
from rostra.reading import read
from rostra.reading.sanitising import HTML_ELEMENTS
from tests.making import make
from tests.real.conftest import NAMES

# A word in angle brackets that is no element of HTML is speech.
TAG = re.compile(rf"</?(?:{'|'.join(sorted(HTML_ELEMENTS))})\b[^<>]*>", re.IGNORECASE)


def in_source(body: str) -> str:
    """Letters and digits of a body as its reader should see them: without notation, addresses and tags."""
    body = re.sub(r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)", "]", body)
    body = re.sub(r"\{:[^{}]*\}", "", body)
    body = TAG.sub("", body)
    return characters(unescape(body))


# Lists that a browser numbers: written as HTML, or with the same number before every item.
NUMBERED_BY_BROWSER = re.compile(r"<ol\b|^ *1\. .*\n\s*1\. ", re.MULTILINE)


def on_page(html: str, *, numbers: bool = True) -> str:
    """Letters and digits of a page's body as its reader sees them, with the numbers of lists or without."""
    body = lxml.html.fromstring(html).find_class("body")
    return characters("".join(shown(body[0], numbers=numbers))) if body else ""


def shown(element: HtmlElement, *, numbers: bool) -> Iterator[str]:
    yield element.text or ""
    number = int(element.get("start", "1"))
    for child in element:
        if element.tag == "ol" and child.tag == "li":
            number = int(child.get("value", number))
            yield f"{number} " if numbers else ""
            number += 1
        yield from shown(child, numbers=numbers)
        yield child.tail or ""


def characters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def first_difference(page: str, source: str) -> tuple[str, str] | None:
    """What stands where the two part, or None."""
    if page == source:
        return None
    start = next((at for at, pair in enumerate(zip(page, source, strict=False)) if pair[0] != pair[1]), 0)
    return page[start : start + 80], source[start : start + 80]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_is_on_its_page(name: str, archives: Path, tmp_path: Path) -> None:
    (tmp_path / "content").symlink_to(archives / name)
    made = make(tmp_path, {}, keep_going=True)
    assert made.outcome is not None
    compared = 0
    home = made.text("index.html")
    default = re.findall(r'<html lang="([^"]+)"', home)[0]
    for file in sorted((archives / name).rglob("*.md")):
        data = file.read_bytes()
        path = file.relative_to(archives / name).as_posix()
        reading = read(path, path, data)
        if reading.speech is None:
            assert any(problem.severity == Severity.ERROR for problem in reading.problems)
            continue
        lang = reading.speech.lang or default
        address = address_of(reading.speech, "" if lang == default else f"/{lang.lower()}")
        _, body = frontmatter.parse(data.decode("utf-8-sig"))
        html = made.text(path_of(address))
        if NUMBERED_BY_BROWSER.search(body):
            body = re.sub(r"^ *1\. ", "", body, flags=re.MULTILINE)
            assert first_difference(on_page(html, numbers=False), in_source(body)) is None, path
        else:
            assert first_difference(on_page(html), in_source(body)) is None, path
        compared += 1
    assert compared == made.outcome.speeches
