"""A page's notes: which link is the mark of one, and which element holds its words."""

from collections.abc import Iterator

import msgspec
from selectolax.lexbor import LexborNode

_HOLDERS = frozenset(["li", "p", "div", "aside", "dd", "td", "section"])
_NEAR = 3
"""The id of a mark may be on an element around its link, so many levels up."""


class Note(msgspec.Struct, frozen=True):
    """A note: the link that is its mark in the text, the element with its words, and the link back from there."""

    mark: LexborNode
    words: LexborNode
    back: LexborNode


def notes_of(page: LexborNode) -> tuple[Note, ...]:
    """The notes of `page`, in the order of their marks: a link to an element further down that links back to it."""
    links = [link for link in page.css("a[href]") if (link.attributes.get("href") or "").startswith("#")]
    if not links:
        return ()
    order = {node.mem_id: place for place, node in enumerate(page.css("*"))}
    by_name = {name: node for node in page.css("[id], a[name]") for name in _names(node)}
    found: dict[int, Note] = {}
    for link in links:
        target = by_name.get(_aim(link))
        words = target and _holder(target)
        if words is None or order[words.mem_id] < order[link.mem_id]:
            continue
        names = {name for node in _around(link) for name in _names(node)}
        back = next((other for other in words.css("a[href^='#']") if _aim(other) in names), None)
        if back is not None and words.mem_id not in found and back.mem_id != link.mem_id:
            found[words.mem_id] = Note(link, words, back)
    return tuple(found.values())


def _aim(link: LexborNode) -> str:
    return (link.attributes.get("href") or "")[1:]


def _names(node: LexborNode) -> list[str]:
    return [name for key in ("id", "name") if (name := node.attributes.get(key))]


def _around(link: LexborNode) -> Iterator[LexborNode]:
    node: LexborNode | None = link
    for _ in range(_NEAR):
        if node is None or node.tag in _HOLDERS:
            break
        yield node
        node = node.parent
    yield from link.css("[id], [name]")


def _holder(node: LexborNode) -> LexborNode | None:
    """The nearest element at or above `node` that can hold the words of a note."""
    at: LexborNode | None = node
    while at is not None and at.tag not in _HOLDERS:
        at = at.parent
    return at
