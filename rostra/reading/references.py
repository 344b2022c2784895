"""What a text refers to within its archive: pictures, recordings, captions, documents, and other texts.

An editor writes the way from the file to the other, as `harbour.jpg` or `../2020/opening.md`, or from the top of
content/, as `/2020/harbour.jpg`. Here both become the latter, so that every page that shows the text finds them.
"""

import posixpath
import re
import unicodedata
from html import escape, unescape
from urllib.parse import quote, unquote

import msgspec

from rostra.reading.fields import Medium
from rostra.reading.sanitising import is_elsewhere

KINDS = {
    **dict.fromkeys((".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"), "image"),
    **dict.fromkeys((".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wav"), "audio"),
    **dict.fromkeys((".m4v", ".mp4", ".ogv", ".webm"), "video"),
    **dict.fromkeys((".vtt",), "captions"),
    **dict.fromkeys((".csv", ".docx", ".epub", ".odt", ".pdf"), "document"),
    **dict.fromkeys((".markdown", ".md"), "text"),
}
"""The kinds of file that a text may refer to, by their endings. None of them can run a script in the site's name, as
SVG and HTML can."""

_PLACE = re.compile(r'(<(?:a|img)\b(?:[^<>"]|"[^"]*")*?\s(?:href|src)=")([^"]*)"')


class Reference(msgspec.Struct, frozen=True, array_like=True):
    """That a text refers to the file at `path` within content/. `field` and `line` say where; `is_rooted` that it is
    written from the top, where something else than the archive may answer."""

    path: str
    field: str
    line: int
    is_rooted: bool


def kind_of(path: str) -> str:
    """The kind of a file by its ending: image, audio, video, captions, document, text; or nothing."""
    return KINDS.get(posixpath.splitext(path.partition("#")[0].partition("?")[0])[1].lower(), "")


def target_of(written: str, path: str) -> str:
    """The path within content/ that `written` leads to from the file at `path`; empty where it is none of KINDS, or on
    another site. One that starts with `..` leaves content/."""
    if not kind_of(written) or is_elsewhere(written):
        return ""
    bare = unicodedata.normalize("NFC", unquote(written.partition("#")[0].partition("?")[0]))
    return posixpath.normpath(bare[1:] if bare.startswith("/") else posixpath.join(posixpath.dirname(path), bare))


def address_of(target: str) -> str:
    """Where a site has the file of the archive at `target`: percent-encoded (RFC 3986), from the site's root."""
    return f"/{quote(target)}"


def in_body(html: str, path: str, body: str, body_line: int) -> tuple[str, tuple[Reference, ...]]:
    """The HTML of the text at `path` with its references from the top of content/, and these; `body` is the Markdown
    that it was made of, from line `body_line` on."""
    found: list[Reference] = []

    def rooted(place: re.Match[str]) -> str:
        written = unescape(place[2])
        target = target_of(written, path)
        if not target:
            return place[0]
        line = body_line + body.count("\n", 0, max(0, body.find(written)))
        found.append(Reference(target, "body", line, written.startswith("/")))
        rest = written[len(written.partition("#")[0].partition("?")[0]) :]
        return f'{place[1]}{escape(address_of(target) + rest)}"'

    is_free = html.count(' href="') == html.count(' href="#') and "<img " not in html  # as nearly all texts are
    return (html if is_free else _PLACE.sub(rooted, html)), tuple(found)


def in_media(media: tuple[Medium, ...], path: str, line: int) -> tuple[tuple[Medium, ...], tuple[Reference, ...]]:
    """`media` with their references from the top of content/, and with their kind where the ending says it."""
    rooted = []
    found: list[Reference] = []
    for medium in media:
        changes = {"kind": medium.kind or kind_of(medium.src)}
        for name in ("src", "captions"):
            written = getattr(medium, name)
            if target := target_of(written, path):
                found.append(Reference(target, "media", line, written.startswith("/")))
                changes[name] = address_of(target)
        rooted.append(msgspec.structs.replace(medium, **changes))
    return tuple(rooted), tuple(found)
