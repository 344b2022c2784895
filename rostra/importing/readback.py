"""Markdown, read as readers of the site will: which characters a page makes of it."""

import re

from selectolax.lexbor import LexborHTMLParser

from rostra import values
from rostra.importing.words import ids_of, words_of
from rostra.reading.markup import body_of
from rostra.reading.source import Source

_OURS = "a.footnote-ref, a.footnote-backref, a.n"


def shown(written: str) -> str:
    """The characters of the page that `written` makes, without the numbers of its notes and lists."""
    body, _ = body_of(Source("", values.Mapping({}, {}, 1), written, 1), "")
    page = LexborHTMLParser(body.html)
    return characters(words_of([page.body], ids_of(page.css(_OURS)), counts=False)) if page.body else ""


def characters(text: str) -> str:
    """`text` without its blanks: letters, digits, punctuation and signs."""
    return re.sub(r"[\s\u200b]+", "", text)
