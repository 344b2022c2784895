"""Two texts → rows of a passage and its translation: what the side-by-side page shows."""

import re
from collections.abc import Sequence
from itertools import zip_longest

Row = tuple[str, str]
"""HTML of one block of the first text and of its counterpart; empty where that has none."""

_TAG = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^<>"]|"[^"]*")*>')
_HEADING = re.compile(r"<h[1-6]\b", re.IGNORECASE)
_OWN = re.compile(r' (?:id="[^"]*"|(href)="#([^"]*)")')

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
    """`html` to be shown on another page than its own, `page`: it has no anchors there, and links to its own lead back.

    `page` is an address as it stands in an attribute.
    """

    def moved(found: re.Match[str]) -> str:
        return f' href="{page}#{found[2]}"' if found[1] else ""

    return _TAG.sub(lambda tag: _OWN.sub(moved, tag[0]), html)
