"""Which HTML a body may hold, and what was in it that is not allowed. The cleaning itself is nh3's (ammonia's)."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import nh3

TAGS = frozenset(nh3.ALLOWED_TAGS) - {"area", "map"}

HTML_ELEMENTS = TAGS | frozenset(
    [
        "applet",
        "area",
        "audio",
        "base",
        "basefont",
        "bgsound",
        "big",
        "body",
        "button",
        "canvas",
        "command",
        "datalist",
        "dialog",
        "embed",
        "fieldset",
        "font",
        "form",
        "frame",
        "frameset",
        "head",
        "html",
        "iframe",
        "image",
        "input",
        "isindex",
        "keygen",
        "label",
        "legend",
        "link",
        "listing",
        "main",
        "map",
        "marquee",
        "math",
        "menu",
        "meta",
        "meter",
        "multicol",
        "nav",
        "nextid",
        "nobr",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "optgroup",
        "option",
        "output",
        "param",
        "picture",
        "plaintext",
        "portal",
        "progress",
        "rb",
        "rtc",
        "script",
        "search",
        "section",
        "select",
        "slot",
        "source",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "track",
        "video",
        "xmp",
    ]
)
"""Names that are HTML elements, past or present; any other word in angle brackets is a transcriber's."""

SCHEMES = {"http", "https", "mailto", "tel"}

_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "class", "lang", "dir", "title", "aria-label"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "time": {"datetime"},
    "data": {"value"},
    "abbr": set(),
    "details": {"open"},
    "col": {"span"},
    "colgroup": {"span"},
}

_CLASSES = {
    "n", "turn", "speaker", "stage", "time-code", "align-left", "align-right", "align-center",
    "footnote", "footnote-ref", "footnote-backref",
}  # fmt: skip


def clean(html: str, ids: frozenset[str]) -> str:
    """`html` with nothing in it but what is allowed; of ids, only those in `ids` stay."""

    def kept(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "id":
            return value if value in ids else None
        if attribute == "class":
            return " ".join(name for name in value.split() if name in _CLASSES) or None
        if attribute == "src" and is_elsewhere(value):
            return None
        return value

    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=kept,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def is_elsewhere(address: str) -> bool:
    """Whether loading this address would leave the site."""
    try:
        parts = urlsplit(address.strip().replace("\\", "/"))
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def scheme_refused(address: str) -> str:
    """The scheme of a link that is not allowed, or an empty text. Blanks and control characters do not hide it."""
    bare = "".join(char for char in address if char > " ")
    name, colon, _ = bare.partition(":")
    if not colon or any(char in name for char in "/?#"):
        return ""
    return "" if name.lower() in SCHEMES else name.lower()


def refused_in(raw: str) -> Iterator[tuple[str, str]]:
    """What is not allowed in a piece of raw HTML: (what to look for in the source, how to name it)."""
    parser = _Tags()
    parser.feed(raw)
    parser.close()
    yield from parser.refused


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.refused: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or f"<{tag}"
        if tag not in TAGS:
            self.refused.append((written, f"<{tag}>"))
            return
        allowed = _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set())
        for name, value in attrs:
            if name not in allowed:
                self.refused.append((written, f"{name}= in <{tag}>"))
            elif name in ("href", "cite", "src") and (scheme := scheme_refused(value or "")):
                self.refused.append((written, f"{scheme}: in <{tag}>"))
            elif name == "src" and is_elsewhere(value or ""):
                self.refused.append((written, f"an image from another site in <{tag}>"))


def refused_links(root: Element) -> Iterator[tuple[str, str]]:
    """Links and images of Markdown's own notation that are not allowed, mended in place: a link loses its address, an
    image from another site becomes a link to it."""
    for element in root.iter():
        if element.tag == "a" and (scheme := scheme_refused(element.get("href", ""))):
            address = element.attrib.pop("href")
            yield address, f"a link to {scheme}:"
        elif element.tag == "img":
            address = element.get("src", "")
            if scheme := scheme_refused(address):
                element.attrib.pop("src")
                yield address, f"an image from {scheme}:"
            elif is_elsewhere(address):
                alt = element.get("alt", "")
                element.tag = "a"
                element.attrib.clear()
                element.set("href", address)
                element.text = alt or address
                yield address, "an image from another site"
