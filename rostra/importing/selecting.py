"""Rules for pages: CSS selectors, and what they pick out of one."""

from collections.abc import Iterable
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from rostra.importing import rules
from rostra.importing.words import ids_of, words_of
from rostra.reading.calendars import NAMES
from rostra.schema import Wrong, choice, fields_of, shortened, text
from rostra.values import Mapping as Map
from rostra.values import Value

TOLD = ("kicker", "occasion", "audience", "speaker", "place")
"""Fields that a rule may name and a page need not have."""


class Pick(msgspec.Struct, frozen=True):
    """What a rule picks out of a page: the elements of a CSS selector, and of them an attribute, or their words."""

    select: str
    attribute: str = ""
    calendar: str = ""


def pick(value: Value) -> Pick:
    """A CSS selector, or a map of `select`, `attribute` and, for dates, `calendar`."""
    readers = {"select": text, "attribute": text, "calendar": choice(NAMES)}
    found = Pick(**fields_of(value, readers, ["select"])) if isinstance(value, Map) else Pick(text(value))
    _demand(found.select, value.line)
    return found


def selectors(value: Value) -> tuple[str, ...]:
    """CSS selectors, one or a list."""
    found = tuple((text(each), each.line) for each in rules.each_of(value))
    for selector, line in found:
        _demand(selector, line)
    return tuple(selector for selector, _ in found)


def _demand(selector: str, line: int) -> None:
    try:
        LexborHTMLParser("<p></p>").css(selector)
    except SelectolaxError:
        what = f"“{shortened(selector)}” is no CSS selector."
        raise Wrong(what, "Write one such as h1, .lead or div.speech > p.", line) from None


READERS: dict[str, Any] = dict.fromkeys(("title", "lead", "date", "lang", "body", *TOLD), pick) | {"drop": selectors}
"""What a rule for pages may be about, and how it is read."""


def value_of(node: LexborNode, rule: Pick, dropped: Iterable[LexborNode]) -> str:
    """What `rule` says of `node`: its attribute, or its words."""
    said = (node.attributes.get(rule.attribute) or "") if rule.attribute else words_of([node], ids_of(dropped))
    return " ".join(said.split())


def distinct(said: Iterable[str]) -> list[str]:
    """Each text once, and none that is empty."""
    return list(dict.fromkeys(one for one in said if one))


def outermost(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    """Of nodes that stand in each other, the outer ones; each once."""
    listed = list({node.mem_id: node for node in nodes}.values())
    within = {inner.mem_id for node in listed for inner in node.css("*") if inner.mem_id != node.mem_id}
    return [node for node in listed if node.mem_id not in within]
