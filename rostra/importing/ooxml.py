"""A .docx as a file (ECMA-376): its title, the languages that its text is marked with, and every word in it."""

import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import msgspec

from rostra.schema import LANGUAGE_TAG, without_region

MOST_BYTES = 200 * 1024 * 1024
"""Unpacked; a document beyond this is none that somebody wrote."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # compound file: an encrypted document, or a .doc ([MS-CFB], section 2.2)
_TEXTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_MANY = 0.9


class NoDocument(Exception):
    """A file is no document that can be read. Carries what is wrong and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Document(msgspec.Struct, frozen=True):
    """A document's bytes, its title, the language that most of it is marked with, the others that are marked, and how
    often each word is in it."""

    data: bytes
    title: str
    lang: str
    other_langs: tuple[str, ...]
    words: dict[str, int]

    def missing_in(self, text: str) -> list[str]:
        """The words of the document that `text` has less often."""
        return list(Counter(self.words) - Counter(_words(text)))


def opened(file: Path) -> Document:
    """The document in `file`. Raises NoDocument."""
    data = file.read_bytes()
    if data.startswith(_OLE):
        raise NoDocument(
            "This is a document with a password, or one of the time before .docx.",
            "Open it in Word or LibreOffice, and save it as .docx without a password.",
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise NoDocument("The document is too large to be unpacked.", "Take the text out of it by hand.")
            names = set(packed.namelist())
            if _TEXTS[0] not in names:
                raise NoDocument("This is a zip file, and no Word document.", "Name a .docx.")
            parts = {name: _parsed(packed.read(name)) for name in names if name.endswith(".xml")}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise NoDocument("This is no Word document, or a broken one.", "Open it in Word and save it again.") from None
    except ET.ParseError as error:
        raise NoDocument(f"The document is broken: {error}.", "Open it in Word and save it again.") from None
    core = parts.get("docProps/core.xml")
    title = " ".join(((core.findtext(_TITLE) if core is not None else "") or "").split())
    texts = [parts[name] for name in _TEXTS if name in parts]
    langs = _langs(texts, _default_langs(parts.get("word/styles.xml")))
    most = langs.most_common(1)
    rest = tuple(sorted(lang for lang in langs if lang != most[0][0])) if most else ()
    is_sure = bool(most) and most[0][1] >= _MANY * langs.total()
    words = Counter(word for part in texts for text in _paragraphs(part) for word in _words(text))
    return Document(data, title, most[0][0] if most else "", () if is_sure else rest, dict(words))


def _parsed(data: bytes) -> Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:  # no document has one; it can make a parser swell
        raise NoDocument("The document defines entities of its own.", "Open it in Word and save it again.")
    return ET.fromstring(data)  # noqa: S314 (see above)


def _walk(element: Element) -> Iterator[Element]:
    """All elements, without the second version of a drawing that older programs read."""
    yield element
    for child in element:
        if child.tag != _FALLBACK:
            yield from _walk(child)


def _paragraphs(part: Element) -> Iterator[str]:
    """The text of each paragraph. One within another, as in a box, is a text of its own."""
    for paragraph in _walk(part):
        if paragraph.tag == f"{_W}p":
            yield "".join(_said(paragraph))


def _said(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}br", f"{_W}tab", f"{_W}cr"):
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "\u2011"
        elif child.tag not in (f"{_W}p", _FALLBACK):
            yield from _said(child)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _default_langs(styles: Element | None) -> dict[str, str]:
    found = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang") if styles is not None else None
    return _attributes(found)


def _attributes(lang: Element | None) -> dict[str, str]:
    return {name.removeprefix(_W): value for name, value in lang.items()} if lang is not None else {}


def _langs(texts: list[Element], default: dict[str, str]) -> Counter[str]:
    """How many letters are marked with which language: each run may name one for each group of scripts."""
    found: Counter[str] = Counter()
    for part in texts:
        for run in (element for element in _walk(part) if element.tag == f"{_W}r"):
            settings = run.find(f"{_W}rPr")
            lang = settings.find(f"{_W}lang") if settings is not None else None
            rtl = settings.find(f"{_W}rtl") if settings is not None else None
            marked = default | _attributes(lang)
            is_rtl = rtl is not None and rtl.get(f"{_W}val", "true") not in ("false", "0")
            for text in run.iter(f"{_W}t"):
                for char in filter(str.isalpha, text.text or ""):
                    is_wide = unicodedata.east_asian_width(char) in "WF"
                    tag = marked.get("bidi" if is_rtl else "eastAsia" if is_wide else "val", "")
                    if LANGUAGE_TAG.fullmatch(tag):
                        found[without_region(tag)] += 1
    return found
