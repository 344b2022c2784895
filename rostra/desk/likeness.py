"""Texts that are nearly the same: which files hold one speech twice.

The records of words, which reading leaves in the cache, are cut into shingles of three words; the smallest hashes of
these are a text's sketch (A. Broder, On the resemblance and containment of documents, 1997). Texts that share much of
their sketches are compared shingle by shingle. Sketches are remembered under the digests of their records, so that
only new texts cost anything. Libraries for this bring numpy and scipy along, for what is 60 lines here.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import combinations
from pathlib import Path
from zlib import crc32

import msgspec

from rostra import segments
from rostra.finding.record import Record
from rostra.segments import Place, Segments
from rostra.work import Workers

ALIKE = 0.5
"""The share of all shingles of two texts that both hold, from which on they are said to be nearly the same. It finds 30
pairs among 8,771 Korean speeches, of which 27 are one text; and 88 among 59,524 speeches of Singapore's parliament: 68
are one answer given twice within days, 9 were said again later, and 11 are formulas of procedure. From 0.3 on there are
169 in Korean, and one in seven is none."""

FEWEST = 100
"""A text of fewer shingles is a formality: a vote, a greeting, an adjournment."""

MOST_LIKE = 2
"""A text that is like more others than these is a formula, such as a chairman's words at every budget."""

SAMPLE = 4
"""Of so many shingles one is looked at for a sketch, by its first letter, so that two texts keep the same ones."""

SKETCH = 32
"""Hashes in a sketch."""

LIKELY = 0.3
"""The share of two sketches that must agree before two texts are compared."""

MOST_TEXTS = 20
"""A shingle that more texts have in their sketches is a phrase of the house, and says nothing."""


class Pair(msgspec.Struct, frozen=True, order=True):
    """Two texts, by their paths in order, and the share of their shingles that both hold, from 0 to 1."""

    first: str
    second: str
    share: float


def pairs_of(records: Mapping[str, Place], folder: Path, key: bytes, workers: Workers) -> tuple[Pair, ...]:
    """The texts that are nearly the same, out of those that have these `records` by path.

    `folder` is the cache, `key` that of the program. Raises Corrupt.
    """
    sketches = _sketches(records, folder, key, workers)
    source = Segments(folder)
    found = []
    for first, second in _likely(sketches):
        one, other = (_shingles(source.get(records[path])) for path in (first, second))
        share = len(one & other) / len(one | other)
        if share >= ALIKE and min(len(one), len(other)) >= FEWEST:
            found.append(Pair(first, second, share))
    others = Counter(path for pair in found for path in (pair.first, pair.second))
    return tuple(sorted(pair for pair in found if max(others[pair.first], others[pair.second]) <= MOST_LIKE))


def _sketches(records: Mapping[str, Place], folder: Path, key: bytes, workers: Workers) -> dict[str, array[int]]:
    """The sketch of each text that may be long enough; made where it is not remembered."""
    before = segments.recalled(folder / "sketches", key, _DECODER) or {}
    known = {place.digest: before[place.digest] for place in records.values() if place.digest in before}
    unknown = [place for place in records.values() if place.digest not in known]
    for chunk, made in workers.map(partial(_made, folder=folder), unknown):
        known |= zip((place.digest for place in chunk), made, strict=True)
    if known.keys() != before.keys():
        segments.keep(folder / "sketches", key, msgspec.msgpack.encode(known))
    return {path: array("I", known[place.digest]) for path, place in sorted(records.items()) if known[place.digest]}


def _made(places: list[Place], folder: Path) -> list[bytes]:
    """The sketches of the records at `places`, as bytes; none where the text is too short."""
    source = Segments(folder)
    return [_sketch(_shingles(source.get(place), SAMPLE)) for place in places]


def _sketch(shingles: set[int]) -> bytes:
    return array("I", sorted(shingles)[:SKETCH]).tobytes() if len(shingles) >= FEWEST // SAMPLE // 2 else b""


def _shingles(data: bytes, sample: int = 1) -> set[int]:
    """A hash of 32 bits for each three words that follow each other in a record, but for its heading; or for one of
    `sample`, a power of two: those whose first letter's number is divided by it."""
    found: set[int] = set()
    for groups in _RECORD.decode(data)[1:]:
        for group in groups:
            words = group.split()
            found.update(
                crc32(f"{first} {second} {third}".encode())
                for first, second, third in zip(words, words[1:], words[2:], strict=False)
                if not ord(first[0]) & (sample - 1)
            )
    return found


def _likely(sketches: Mapping[str, array[int]]) -> Iterator[tuple[str, str]]:
    """The pairs of texts that share so much of their sketches that they must be compared."""
    holders: dict[int, list[str]] = defaultdict(list)
    for path, sketch in sketches.items():
        for value in sketch:
            holders[value].append(path)
    shared = Counter(pair for paths in holders.values() if len(paths) <= MOST_TEXTS for pair in combinations(paths, 2))
    for (first, second), count in shared.items():
        if count >= LIKELY * min(len(sketches[first]), len(sketches[second])):
            yield first, second


_RECORD = msgspec.msgpack.Decoder(Record)
_DECODER = msgspec.msgpack.Decoder(dict[bytes, bytes])
