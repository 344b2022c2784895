"""The HTML of a body → the same with its addresses as one page needs them, and with the sizes of its pictures."""

import re
from collections.abc import Callable
from html import escape, unescape

from rostra.pages.files import Files
from rostra.reading.references import kind_of

_TAG = re.compile(r'<(?:a|img)\b(?:[^<>"]|"[^"]*")*>')
_ADDRESS = re.compile(r' (href|src)="(/(?!/)[^"#?]*)([^"]*)"')


_MARK = re.compile(r'(<a class="footnote-ref"[^>]*>)(\d+)(?=</a>)')


def placed(html: str, files: Files, link: Callable[[str], str], digits: Callable[[str], str]) -> str:
    """`html`, as sanitising left it, with each address that starts at the site's root as `link` gives it; that of
    another text is the address of its page, where it has one. Pictures have their sizes, so that nothing moves when
    they come, and are fetched when they are near. Marks of notes are in the `digits` of the text's language, as the
    numbers of the notes themselves are."""

    def address(found: re.Match[str]) -> str:
        name, bare, rest = found[1], unescape(found[2]), unescape(found[3])
        if kind_of(bare) == "text":
            if bare not in files.texts:
                return ""  # that was said when the file was read
            bare = files.texts[bare]
        return f' {name}="{escape(link(bare) + rest)}"'

    def tag(found: re.Match[str]) -> str:
        made = _ADDRESS.sub(address, found[0])
        if not made.startswith("<img"):
            return made
        source = _ADDRESS.search(found[0])
        size = files.sizes.get(unescape(source[2])) if source else None
        stated = f' width="{size[0]}" height="{size[1]}"' if size and " width=" not in made else ""
        return f'<img{stated} loading="lazy"{made[4:]}'

    if "footnote-ref" in html:
        html = _MARK.sub(lambda mark: mark[1] + digits(mark[2]), html)
    return _TAG.sub(tag, html) if ' href="/' in html or "<img " in html else html
