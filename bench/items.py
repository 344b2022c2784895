"""Known items: passages taken at random from a built site, and whether what a search gives is one of them."""

import json
import random
import re
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from rostra.finding.folding import units
from rostra.finding.record import texts_of
from rostra.reading.anchors import NUMBER


class Item(msgspec.Struct, frozen=True):
    """A passage that is looked for: the address of its page, its anchor there, a phrase of it, some of its words."""

    address: str
    anchor: str
    phrase: str
    words: str


def known_items(site: Path, count: int) -> list[Item]:
    """Passages taken at random from the pages of `site`, the same ones each time."""
    rng = random.Random(11)
    speeches = json.loads((site / "index.json").read_text(encoding="utf-8"))["speeches"]
    addresses = [speech["address"] for speech in speeches if speech.get("is_held", True)]
    often = Counter(
        word for address in rng.sample(addresses, min(300, len(addresses))) for word in words_of(site, address)
    )
    found: list[Item] = []
    while len(found) < count:
        address = rng.choice(addresses)
        passages = passages_of(site, address)
        anchor = rng.choice(list(passages) or [""])
        said = units(passages.get(anchor, ""))
        if len(said) < 12:
            continue
        length = rng.randint(4, 8)
        starts = rng.sample(range(len(said) - length), min(5, len(said) - length))
        phrase = min((said[at : at + length] for at in starts), key=lambda window: min(often[word] for word in window))
        rare = sorted(dict.fromkeys(phrase), key=lambda word: often[word])[: rng.randint(2, 3)]
        rng.shuffle(rare)
        found.append(Item(address, anchor, " ".join(phrase), " ".join(rare)))
    return found


def passages_of(site: Path, address: str) -> dict[str, str]:
    """The passages of a page by their anchors, from its HTML."""
    page = (site / unquote(address).strip("/") / "index.html").read_text(encoding="utf-8")
    body = page.partition('<div class="body">')[2].partition("</article>")[0]
    return dict(zip(re.findall(NUMBER.format('([^"]*)'), body), texts_of(body), strict=False))


def heading_of(site: Path, address: str) -> str:
    """The title of a page, from its HTML."""
    page = (site / unquote(address).strip("/") / "index.html").read_text(encoding="utf-8")
    return unescape(page.partition("<h1>")[2].partition("</h1>")[0])


def words_of(site: Path, address: str) -> list[str]:
    """All words of a page."""
    return [word for text in passages_of(site, address).values() for word in units(text)]


def holds(text: str, phrase: str) -> bool:
    """Whether a text holds a phrase, word by word."""
    return f" {phrase} " in f" {' '.join(units(text))} "


def is_held(site: Path, url: str, phrase: str) -> bool:
    """Whether the passage that `url` leads to holds a phrase; where it names none, whether one of the page does."""
    found = urlsplit(url)
    passages = {**passages_of(site, found.path), "": heading_of(site, found.path)}
    return any(holds(passages[anchor], phrase) for anchor in ([f"{found.fragment}"] if found.fragment else passages))


def is_of(item: Item, url: str, *, by_passage: bool) -> bool:
    """Whether `url` leads to what was looked for."""
    found = urlsplit(url)
    return unquote(found.path) == item.address and (not by_passage or found.fragment == item.anchor)
