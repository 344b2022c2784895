"""The words of a piece of a page, as a page shows them."""

from collections.abc import Collection, Iterable, Iterator

from selectolax.lexbor import LexborNode

from rostra.importing.marks import plain

BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
     "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)  # fmt: skip
"""Elements that stand on lines of their own."""

UNSEEN = frozenset(
    ["applet", "audio", "canvas", "embed", "head", "iframe", "math", "noembed", "noframes", "noscript", "object",
     "script", "style", "svg", "template", "title", "video"]
)  # fmt: skip
"""Elements whose text nobody reads on a page."""

_SEVERAL_LINES = ", ".join((*sorted(BLOCKS), "br"))


def words_of(parts: Iterable[LexborNode], skipped: Collection[int] = (), *, counts: bool = True) -> str:
    """The text of `parts` on one line, blocks and line breaks parted by a blank, without the elements to skip, which
    are given by their mem_id. With `counts`, an item that stands alone has its number, as it will have in Markdown:
    the reader takes it for a paragraph with a number, which is what a page shows, too."""
    return " ".join(" ".join("".join(_texts(part, skipped, counts=counts)).split()) for part in parts)


def ids_of(nodes: Iterable[LexborNode]) -> frozenset[int]:
    """The mem_id of each of `nodes`."""
    return frozenset(node.mem_id for node in nodes)


def _texts(node: LexborNode, skipped: Collection[int], *, counts: bool) -> Iterator[str]:
    if node.is_text_node:
        yield plain(node.text_content or "")
    if not is_seen(node, skipped):
        return
    parts = " " if node.tag in BLOCKS or node.tag == "br" else ""
    yield f" {first_number(node)}. " if counts and is_alone(node, skipped) else parts
    for child in node.iter(include_text=True):
        yield from _texts(child, skipped, counts=counts)
    yield parts


def is_alone(node: LexborNode, skipped: Collection[int]) -> bool:
    """Whether `node` is an ordered list of a single item, of a single line."""
    if node.tag != "ol":
        return False
    items = [child for child in node.iter(include_text=True) if words_of([child], skipped, counts=False)]
    return len(items) == 1 and all(inner.mem_id == items[0].mem_id for inner in items[0].css(_SEVERAL_LINES))


def first_number(node: LexborNode) -> int:
    """The number of the first item of an ordered list."""
    written = node.attributes.get("start") or ""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 1


def is_seen(node: LexborNode, skipped: Collection[int]) -> bool:
    """Whether `node` is an element that a page shows, and not one of those to skip, given by their mem_id."""
    return node.is_element_node and node.tag not in UNSEEN and node.mem_id not in skipped
