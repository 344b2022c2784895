"""Addresses of pages: how a name becomes part of one, what is one and the same, and which file in output/ answers."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

MOST_BYTES = 255
"""The longest name of a file or folder that ext4, APFS and NTFS all take, in bytes of UTF-8."""


_NO_ASCII = re.compile("[^a-z0-9]+")


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """`name` as one segment of an address: letters, marks and digits of every script in NFC and lower case, and a
    single hyphen for whatever stands between them; empty where `name` has none of these."""
    if name.isascii():
        return _NO_ASCII.sub("-", name.lower()).strip("-")
    lowered = unicodedata.normalize("NFC", name).lower()
    kept = (char if unicodedata.category(char)[0] in "LMN" else "-" for char in lowered)
    return "-".join(part for part in "".join(kept).split("-") if part)


def path_of(address: str) -> str:
    """The file in output/ that answers to `address`: `/2021/` → `2021/index.html`, `/feed.xml` → `feed.xml`."""
    return address[1:] + "index.html" if address.endswith("/") else address[1:]


def same(address: str) -> str:
    """What two addresses share if some server or disk takes them for one: letter case and Unicode form do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path_of(address)).casefold())


def fits(address: str) -> bool:
    """Whether every segment of `address` can be the name of a file or folder."""
    return all(len(segment.encode()) <= MOST_BYTES for segment in address.split("/"))


def year_segment(year: int) -> str:
    """A year as a segment of an address: `2021`, `0079`, `-0043` (44 BCE; ISO 8601-1)."""
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def root_from(address: str) -> str:
    """The relative way from the page at `address` to the site's root: `/2021/11/` → `../../`."""
    return "../" * (address.count("/") - 1) or "./"


def uri(address: str) -> str:
    """`address` with all but ASCII percent-encoded (RFC 3986), as sitemaps and feeds want it."""
    return quote(address, safe="/%#:?=&@!$'()*+,;~-._")
