"""Two texts → rows of a passage and its translation: what the side-by-side page shows."""

import re
from collections.abc import Sequence
from itertools import zip_longest

Row = tuple[str, str]
"""HTML of one block of the first text and of its counterpart; empty where that has none."""

_TAG = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^<>"]|"[^"]*")*>')
_HEADING = re.compile(r"<h[1-6]\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'\s([a-z-]+)="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)

# They have no end tag. (HTML, section 13.1.2, void elements)
_VOID = frozenset(("area", "br", "col", "hr", "img", "source", "track", "wbr"))


def blocks(html: str) -> tuple[str, ...]:
    """The outermost elements of the HTML of a body, in order, as sanitising left it: whole tags, all of them closed."""
    found: list[str] = []
    depth = start = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() not in _VOID:
            depth += -1 if tag[1] else 1
        if depth == 0:
            found.append(html[start : tag.end()].strip())
            start = tag.end()
    if rest := html[start:].strip():
        found.append(rest)
    return tuple(found)


def rows(first: str, second: str) -> tuple[Row, ...]:
    """The blocks of two texts beside each other in their order; where both have as many headings, between these."""
    parts = [_parts(blocks(html)) for html in (first, second)]
    if len(parts[0]) != len(parts[1]):
        parts = [[[block for part in text for block in part]] for text in parts]
    pairs = zip(*parts, strict=True)
    return tuple(row for left, right in pairs for row in zip_longest(left, right, fillvalue=""))


def _parts(found: Sequence[str]) -> list[list[str]]:
    """Blocks, cut before each heading."""
    parts: list[list[str]] = [[]]
    for block in found:
        if _HEADING.match(block):
            parts.append([])
        parts[-1].append(block)
    return parts


def detached(html: str, page: str) -> str:
    """`html` to be shown on another page than its own, `page`: it has no anchors there; its links lead where they did.

    `page` is an address as it stands in an attribute, relative to the page that shows the piece.
    """
    folder = page.removesuffix("index.html")

    def moved(attribute: re.Match[str]) -> str:
        name, value = attribute.groups()
        if name == "id":
            return ""
        if name not in ("href", "src", "cite") or _ELSEWHERE.match(value):
            return attribute[0]
        return f' {name}="{page if value[:1] in ("#", "?") else folder}{value}"'

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(moved, tag[0]), html)
