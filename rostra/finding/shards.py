"""Sorted words with their lists → the files that a browser loads.

Where a shard begins is decided by a word and the length of its list alone: the more bytes they take, the more likely
are they the first of a shard. So a word that comes or goes changes its own shard, and at most splits it or joins it to
the one before (as content-defined chunking does).
"""

import zlib
from collections.abc import Iterable, Iterator

import msgspec

from rostra.finding.numbers import Scale
from rostra.finding.record import SYMBOLS

LONG = 3_000
"""A list of more bytes than this has a file of its own, so that a query for its neighbours does not load it."""

A_SHARD = 5_000
"""Bytes of a shard, on the average."""

Lists = list[tuple[str, bytes]]
"""Words in order, each with its list."""


def cut(lists: Iterable[tuple[str, bytes]]) -> Iterator[Lists]:
    """The shards of sorted `lists`."""
    shard: Lists = []
    for word, found in lists:
        if shard and is_first(word, found):
            yield shard
            shard = []
        shard.append((word, found))
    if shard:
        yield shard


def is_first(word: str, found: bytes) -> bool:
    """Whether a shard begins with `word`, which has the list `found`.

    Its bytes count up to the next power of two, so that a list may grow for long before that changes.
    """
    size = len(word) + (len(found) if len(found) <= LONG else 0)
    return zlib.crc32(word.encode()) * A_SHARD < (1 << size.bit_length()) << 32


def name_of(word: str) -> str:
    """The name of the file that begins with `word`: FNV-1a, twice 32 bits, over UTF-16, as a browser has it."""
    low, high = 0x811C9DC5, 0x050C5D1F
    data = word.encode("utf-16-le", "surrogatepass")
    for at in range(0, len(data), 2):
        unit = data[at] | data[at + 1] << 8
        low = (low ^ unit) * 0x01000193 & 0xFFFFFFFF
        high = (high ^ unit) * 0x01000193 & 0xFFFFFFFF
    return f"{low:08x}{high:08x}"


def paths_of(shard: Lists, scale: Scale) -> list[str]:
    """The files of a shard, below `search/`: its own, and one for each list that is too long to lie among others."""
    long = (word for word, found in shard if LONG < len(found) <= scale.most)
    return [f"words/{name_of(shard[0][0])}.js", *(f"lists/{name_of(word)}.js" for word in long)]


def files_of(shard: Lists, scale: Scale) -> dict[str, bytes]:
    """The files of a shard, by their paths below `search/`: the shard, and each long list."""
    files = {}
    parts = []
    before = ""
    for word, found in shard:
        shared = 0
        while shared < min(len(word), len(before), len(SYMBOLS) - 1) and word[shared] == before[shared]:
            shared += 1
        before = word
        written = found.decode()
        if len(found) > scale.most:
            written = "*"
        elif len(found) > LONG:
            files[f"lists/{name_of(word)}.js"] = script("lists", word, written).encode()
            written = f"={len(found)}"
        parts += [SYMBOLS[shared] + word[shared:], written]
    return {f"words/{name_of(shard[0][0])}.js": script("words", shard[0][0], " ".join(parts)).encode(), **files}


def script(kind: str, key: str, data: object) -> str:
    """A classic script that hands `data` over: it runs from disk, too, and under `script-src 'self'`."""
    return f"rostra.take({','.join(msgspec.json.encode(each).decode() for each in (kind, key, data))})\n"


def directory(firsts: Iterable[str], speeches: int, passages: int) -> bytes:
    """The first file that a search loads: how large the archive is, and where each shard begins."""
    return script("directory", "", {"speeches": speeches, "passages": passages, "firsts": " ".join(firsts)}).encode()
