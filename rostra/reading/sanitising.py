"""Which HTML a body may hold, and what was in it that is not allowed. The cleaning itself is nh3's (ammonia's)."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import msgspec
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

_BLANKS = "".join(map(chr, range(0x21)))

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


_DESCRIBED = "Write what it shows: ![Ships in the harbour](harbour.jpg)."


class Refused(msgspec.Struct, frozen=True):
    """Something that a page may not hold: how it is written in the source, and what to say about it."""

    written: str
    message: str
    hint: str


def _refused(written: str, name: str) -> Refused:
    return Refused(
        written, f"{name} is not allowed; it was left out of the page.", "Write it in Markdown, or delete it."
    )


_LOCAL_IMAGE = "Put the image beside the text and name it, as in ![Ships in the harbour](harbour.jpg)."


def clean(html: str, ids: frozenset[str]) -> str:
    """`html` with nothing in it but what is allowed; of ids, only those in `ids` stay."""

    def kept(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "id":
            return value if value in ids else None
        if attribute == "class":
            return " ".join(name for name in value.split() if name in _CLASSES) or None
        if attribute in ("href", "cite", "src") and scheme_refused(value):
            return None
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
    """Whether loading this address would leave the site, as browsers read it: line breaks and tabs do not count, a
    backslash is a slash, and any two slashes start the name of a host (URL Standard, section 4.4)."""
    read = "".join(char for char in address if char not in "\t\n\r").replace("\\", "/").lstrip(_BLANKS)
    try:
        return read.startswith("//") or bool(urlsplit(read).scheme)
    except ValueError:
        return True


def scheme_refused(address: str) -> str:
    """The scheme of a link that is not allowed, or an empty text. Blanks and control characters do not hide it."""
    bare = "".join(char for char in address if char > " ")
    name, colon, _ = bare.partition(":")
    if not colon or any(char in name for char in "/?#"):
        return ""
    return "" if name.lower() in SCHEMES else name.lower()


def refused_in(raw: str) -> Iterator[Refused]:
    """What is not allowed in a piece of raw HTML."""
    parser = _Tags()
    parser.feed(raw)
    parser.close()
    yield from parser.refused


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.refused: list[Refused] = []

    def parse_html_declaration(self, i: int) -> int:
        """The library fails an assertion at `<![` with a word it does not know; browsers take it for a comment."""
        if not self.rawdata.startswith("<![", i):
            return super().parse_html_declaration(i)
        self.refused.append(_refused("<![", "<![…]>"))
        return self.parse_bogus_comment(i)

    def handle_pi(self, data: str) -> None:
        self.refused.append(_refused("<?", "<?…>"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or f"<{tag}"
        if tag not in TAGS:
            self.refused.append(_refused(written, f"<{tag}>"))
            return
        allowed = _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set())
        for name, value in attrs:
            if name not in allowed:
                self.refused.append(_refused(written, f"{name}= in <{tag}>"))
            elif name in ("href", "cite", "src") and (scheme := scheme_refused(value or "")):
                self.refused.append(_refused(written, f"{scheme}: in <{tag}>"))
            elif name == "src" and is_elsewhere(value or ""):
                self.refused.append(
                    Refused(written, "An image from another site was left out of the page.", _LOCAL_IMAGE)
                )


def refused_links(root: Element) -> Iterator[Refused]:
    """Links and images of Markdown's own notation that are not allowed, mended in place: a link loses its address, an
    image from another site becomes a link to it."""
    for element in root.iter():
        if element.tag == "a" and (scheme := scheme_refused(element.get("href", ""))):
            address = element.attrib.pop("href")
            yield _refused(address, f"A link to {scheme}:")
        elif element.tag == "img":
            address = element.get("src", "")
            if not element.get("alt", "").strip():
                yield Refused(address, "A picture has no description for those who cannot see it.", _DESCRIBED)
            if scheme := scheme_refused(address):
                element.attrib.pop("src")
                yield _refused(address, f"An image from {scheme}:")
            elif is_elsewhere(address):
                alt = element.get("alt", "")
                element.tag = "a"
                element.attrib.clear()
                element.set("href", address)
                element.text = alt or address
                yield Refused(address, "An image from another site is shown as a link.", _LOCAL_IMAGE)
