"""An element that Markdown has no notation for → HTML of our own: its words, and nothing that a text may not hold."""

from collections.abc import Callable, Collection
from html import escape

import msgspec
from selectolax.lexbor import LexborNode

from rostra.importing.marks import plain
from rostra.importing.words import first_number, is_alone, is_seen

_KEPT = frozenset(
    ["blockquote", "br", "caption", "em", "h2", "h3", "h4", "h5", "h6", "hr", "i", "b", "li", "ol", "p", "q", "strong",
     "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "dl", "dt", "dd", "s", "del"]
)  # fmt: skip
_NUMBERS = ("colspan", "rowspan", "start")


class Resolved(msgspec.Struct, frozen=True):
    """What the addresses of a page become: of a link, and of a picture; empty where there is none to write."""

    link: Callable[[str], str]
    picture: Callable[[str], str]


def html_of(node: LexborNode, skipped: Collection[int], to: Resolved) -> str:
    """`node` on one line, without those elements whose mem_id is in `skipped`; other elements leave their words."""
    if node.is_text_node:
        return escape(" ".join(f"|{plain(node.text_content or '')}|".split())[1:-1], quote=False)
    if not is_seen(node, skipped):
        return ""
    inner = "".join(html_of(child, skipped, to) for child in node.iter(include_text=True))
    if is_alone(node, skipped):  # as Markdown has it, a paragraph with its number
        return f"<p>{first_number(node)}. {inner.replace('<li>', '').replace('</li>', '').strip()}</p>"
    if node.tag == "a" and inner and (address := to.link(node.attributes.get("href") or "")):
        return f'<a href="{escape(address)}">{inner}</a>'
    if node.tag == "img":
        address = to.picture(node.attributes.get("src") or "")
        return f'<img src="{escape(address)}" alt="{escape(node.attributes.get("alt") or "")}">' if address else ""
    if node.tag not in _KEPT:
        return f" {inner} " if node.tag == "div" else inner
    numbers = "".join(
        f' {name}="{value}"' for name in _NUMBERS if (value := node.attributes.get(name) or "").isdecimal()
    )
    return f"<{node.tag}{numbers}>" + ("" if node.tag in ("br", "hr") else f"{inner}</{node.tag}>")
