"""What a field takes: readers that turn a Value into a typed value, or say what to write instead."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Keyed
from typing import Any

import msgspec

from rostra.values import Mapping, Scalar, Sequence, Value

Reader = Callable[[Value], Any]
"""Takes a Value that is not empty, gives the typed value; raises Wrong."""


class Wrong(Exception):
    """A value does not fit its field. `line` is 0 where the field's own line is meant."""

    def __init__(self, message: str, hint: str, line: int = 0) -> None:
        super().__init__(message)
        self.message, self.hint, self.line = message, hint, line


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a front matter: everything that is known about it, once.

    `need` is "required", "asked for" or "" (optional). `values` names what an enumeration allows.
    `attribute` is the name on the value that is made, where it differs from the field's own.
    `doc` is the sentence that stands in the reference.
    """

    name: str
    takes: str
    reader: Reader
    doc: str
    example: str
    need: str = ""
    default: str = ""
    values: tuple[str, ...] = ()


def is_empty(value: Value) -> bool:
    """An empty field, an empty list and an empty map say the same as no field at all."""
    match value:
        case Scalar(text):
            return not text.strip()
        case Sequence(items):
            return all(is_empty(item) for item in items)
        case Mapping(entries):
            return not entries


def shortened(text: str, most: int = 60) -> str:
    """`text` on one line, cut for use in a message."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def in_ascii(text: str) -> str:
    """`text` with the digits of every script as those of ASCII."""
    return text if text.isascii() else "".join(str(unicodedata.digit(char, char)) for char in text)


def text(value: Value) -> str:
    """One line of text; runs of blanks, also no-break spaces, count as one blank."""
    if not isinstance(value, Scalar):
        raise Wrong("This must be one text, not a list or a map.", "Write the text on the field's line.", value.line)
    return unicodedata.normalize("NFC", " ".join(value.text.split()))


def texts(value: Value) -> tuple[str, ...]:
    """A list of texts; a single text is a list of one."""
    if isinstance(value, Scalar):
        return (text(value),)
    if isinstance(value, Mapping):
        raise Wrong("This must be a text or a list of texts, not a map.", "Write it as [First, Second].", value.line)
    return tuple(text(item) for item in value.items if not is_empty(item))


YES, NO = {"true", "yes", "on"}, {"false", "no", "off"}


def flag(value: Value) -> bool:
    """true or false, as YAML 1.1 spells them."""
    word = text(value).casefold()
    if word not in YES | NO:
        raise Wrong(f"“{shortened(word)}” is neither true nor false.", "Write true or false.")
    return word in YES


class Choice(msgspec.Struct, frozen=True):
    """A reader for one word out of `allowed`; letter case and blanks for hyphens are forgiven."""

    allowed: tuple[str, ...]

    def __call__(self, value: Value) -> str:
        word = text(value)
        folded = word.casefold().replace(" ", "-").replace("_", "-")
        if folded in self.allowed:
            return folded
        raise Wrong(f"“{shortened(word)}” is not one of the known values.", instead(folded, self.allowed))


def choice(options: Iterable[str]) -> Reader:
    """A reader for one word out of `options`."""
    return Choice(tuple(options))


def instead(word: str, allowed: Iterable[str]) -> str:
    """The hint for a word that is not allowed: the nearest that is, or all of them."""
    names = sorted(allowed)
    near = difflib.get_close_matches(word, names, n=1)
    return f"Did you mean {near[0]}?" if near else f"Write one of: {', '.join(names)}."


# BCP 47 (RFC 5646): a language of two or three letters, then script, region and variants.
LANGUAGE_TAG = re.compile(
    r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-(?:[A-Za-z\d]{5,8}|\d[A-Za-z\d]{3}))*"
)


def language(value: Value) -> str:
    """A BCP 47 language tag in its usual letter case: `fa`, `zh-Hant`, `pt-BR`."""
    tag = text(value).replace("_", "-")
    if not LANGUAGE_TAG.fullmatch(tag):
        raise Wrong(f"“{shortened(tag)}” is not a language tag.", "Write a BCP 47 tag such as en, fa or zh-Hant.")
    return spelled(tag)


def spelled(tag: str) -> str:
    """A language tag in the letter case of RFC 5646, section 2.1.1: `zh-hant-tw` → `zh-Hant-TW`."""
    first, *rest = tag.split("-")
    cased = (part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower() for part in rest)
    return "-".join((first.lower(), *cased))


def without_region(tag: str) -> str:
    """`en-GB` → `en`, `zh-Hant-TW` → `zh-Hant`: texts of one language are one edition."""
    return "-".join(part for at, part in enumerate(spelled(tag).split("-")) if at == 0 or len(part) == 4)


WEB = re.compile(r"[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]+(?:[/?#]\S*)?")


def url(value: Value) -> str:
    """An address on the web."""
    address = text(value)
    if not WEB.fullmatch(address):
        raise Wrong(
            f"“{shortened(address)}” is not a web address.", "Write it in full, such as https://example.org/speech."
        )
    return address


def plain(value: Value) -> Any:
    """Anything at all, as plain texts, lists and maps."""
    match value:
        case Scalar(content):
            return content
        case Sequence(items):
            return [plain(item) for item in items]
        case Mapping(entries):
            return {key: plain(item) for key, item in entries.items()}


def fields_of(value: Value, readers: Keyed[str, Reader], required: Iterable[str] = ()) -> dict[str, Any]:
    """A map with the given keys only, each read by its reader; empty keys are left out."""
    if not isinstance(value, Mapping):
        raise Wrong("This must be a map.", f"Write keys below it, out of: {', '.join(readers)}.", value.line)
    found: dict[str, Any] = {}
    for key, item in value.entries.items():
        if key not in readers:
            raise Wrong(f"The key {shortened(key)} is not known here.", instead(key, readers), value.lines[key])
        if not is_empty(item):
            try:
                found[key] = readers[key](item)
            except Wrong as wrong:
                raise Wrong(f"{key}: {wrong.message}", wrong.hint, wrong.line or value.lines[key]) from None
    for key in required:
        if key not in found:
            raise Wrong(f"The key {key} is missing.", f"Write {key}: and its value.", value.line)
    return found
