"""Remembers the index of all words, so that an edit makes again only the shards that it changes.

What is kept, below the cache: for each speech its number and where its record lies, and for each shard where its lists
lie. From the records that were and those that are now follows which words' lists change. The outcome is what a making
from nothing would give; a test holds it.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import msgspec

from rostra import segments
from rostra.finding.lists import Inverted, inverted, joined, spliced
from rostra.finding.numbers import Scale, numbers_of, scale_of
from rostra.finding.record import Record, places_of
from rostra.finding.shards import Lists, cut, is_first, paths_of
from rostra.segments import Place, Segment, Segments
from rostra.work import Workers

RUNS, SHARDS = "runs", "shards"

PARTS = 4
"""The lists of as many parts of the archive are made at once, and joined."""

BATCH = 1_000
"""Words that are written and read in one go while lists are joined."""

FEW = 30
"""So many speeches may differ in any archive before all lists are made again."""


class Recorded(msgspec.Struct, frozen=True, array_like=True):
    """A speech in the index: its number, and where its record lies."""

    number: int
    record: Place


class Shard(msgspec.Struct, frozen=True, array_like=True):
    """Words from `first` on: where their lists lie, and the files that a browser loads them from, below `search/`."""

    first: str
    place: Place
    paths: list[str]


class Concordance(msgspec.Struct, frozen=True, array_like=True):
    """The index of words: how it is scaled, the speeches in it by path, its shards in order."""

    scale: Scale
    passages: int
    speeches: dict[str, Recorded]
    shards: list[Shard]


def brought_up_to_date(
    folder: Path, key: bytes, build: str, records: dict[str, tuple[Place, int]], workers: Workers
) -> Concordance:
    """The concordance of the speeches that have these `records`, each with the number of its passages.

    `folder` is the cache, `key` that of the program, `build` a name that no other build has. Raises Corrupt.
    """
    passages = sum(count for _, count in records.values())
    scale = scale_of(len(records), passages)
    known = segments.recalled(folder / "concordance", key, _DECODER)
    speeches = {path: Recorded(number, records[path][0]) for path, number in _numbers(records, scale, known).items()}
    gone, come = _differing(known.speeches if known else {}, speeches)
    if known is not None and not gone and not come and known.scale == scale and known.passages == passages:
        return known
    name = f"{SHARDS}-{build}"
    with Segment(folder, name) as segment:
        store = _Store(folder, segment, scale)
        if known and known.shards and known.scale == scale and len(gone) + len(come) <= max(FEW, len(speeches) // 20):
            shards = _spliced(known.shards, _changes(gone, come, store), store)
        else:
            shards = [store.put(shard) for shard in cut(_merged(speeches, store, build, workers))]
    made = Concordance(scale, passages, speeches, shards)
    segments.keep(folder / "concordance", key, _ENCODER.encode(made))
    segments.sweep(folder, SHARDS, {shard.place.segment for shard in shards})
    segments.sweep(folder, RUNS, set())
    return made


def _numbers(paths: Collection[str], scale: Scale, known: Concordance | None) -> dict[str, int]:
    """The number of each speech, rising; those of the same paths are the same."""
    if known and known.scale == scale and known.speeches.keys() == set(paths):
        return {path: speech.number for path, speech in known.speeches.items()}
    return numbers_of(paths, scale.slots)


def _differing(before: dict[str, Recorded], now: dict[str, Recorded]) -> tuple[list[Recorded], list[Recorded]]:
    """The speeches that are no more what they were, and what there is instead or anew."""
    come = {path: speech for path, speech in now.items() if before.get(path) != speech}
    gone = [speech for path, speech in before.items() if path in come or path not in now]
    return gone, list(come.values())


class _Store:
    """Where the lists of shards lie: those before can be read, new ones are added."""

    def __init__(self, folder: Path, segment: Segment, scale: Scale) -> None:
        self.folder = folder
        self.scale = scale
        self._segment = segment
        self._segments = Segments(folder)

    def put(self, shard: Lists) -> Shard:
        """Keep the lists of `shard`."""
        return Shard(shard[0][0], self._segment.put(_ENCODER.encode(shard)), paths_of(shard, self.scale))

    def lists(self, shard: Shard) -> dict[str, bytes]:
        """The lists of a shard from before."""
        return dict(lists_at(shard.place, self._segments))

    def places(self, speech: Recorded) -> dict[str, bytes]:
        """The words of a speech with their places."""
        return places_of(_RECORD.decode(self._segments.get(speech.record)))


def lists_at(place: Place, source: Segments) -> Lists:
    """The lists of the shard at `place`. Raises Corrupt."""
    return _LISTS.decode(source.get(place))


def _spliced(shards: list[Shard], changes: dict[str, dict[int, bytes]], store: _Store) -> list[Shard]:
    """`shards` after `changes` of words' lists; those that are touched are made again."""
    firsts = [shard.first for shard in shards]
    touched: dict[int, dict[str, dict[int, bytes]]] = defaultdict(dict)
    for word, changed in changes.items():
        touched[max(bisect_right(firsts, word) - 1, 0)][word] = changed
    made: list[Shard | Lists] = []
    for index, shard in enumerate(shards):
        if index not in touched:
            made.append(shard)
            continue
        lists = store.lists(shard)
        for word, changed in touched[index].items():
            lists[word] = spliced(lists.get(word, b""), changed)
        kept = sorted((word, found) for word, found in lists.items() if found)
        if (
            kept and made and not is_first(*kept[0])
        ):  # the first word has gone, or its list is shorter: it joins the one before
            before = made.pop()
            kept = [*(store.lists(before).items() if isinstance(before, Shard) else before), *kept]
        made += cut(kept)
    return [shard if isinstance(shard, Shard) else store.put(shard) for shard in made]


def _changes(gone: list[Recorded], come: list[Recorded], store: _Store) -> dict[str, dict[int, bytes]]:
    """For each word whose list changes, the new places by the speeches' numbers; empty where it stands no more."""
    old = {(word, s.number): places for s in gone for word, places in store.places(s).items()}
    new = {(word, s.number): places for s in come for word, places in store.places(s).items()}
    changes: dict[str, dict[int, bytes]] = defaultdict(dict)
    for word, number in old.keys() | new.keys():
        if old.get((word, number)) != (places := new.get((word, number), b"")):
            changes[word][number] = places
    return changes


def _merged(speeches: dict[str, Recorded], store: _Store, build: str, workers: Workers) -> Iterator[tuple[str, bytes]]:
    """All words in order with their lists, made by the workers part by part."""
    every = list(speeches.values())
    size = -(-len(every) // PARTS) or 1
    executor = workers.executor(len(every))
    parts = [
        executor.submit(invert, every[start : start + size], store.folder, f"{RUNS}-{build}-{start}")
        for start in range(0, len(every), size)
    ]
    return joined(_run(part.result(), Segments(store.folder)) for part in parts)


def _run(places: Iterable[Place], source: Segments) -> Iterator[Inverted]:
    for place in places:
        yield from _RUN.decode(source.get(place))


def invert(speeches: list[Recorded], folder: Path, run: str) -> list[Place]:
    """Make the lists of some speeches, and keep them in the segment `run`, in order."""
    source = Segments(folder)
    words = inverted((each.number, _RECORD.decode(source.get(each.record))) for each in speeches)
    with Segment(folder, run) as segment:
        return [segment.put(_ENCODER.encode(words[start : start + BATCH])) for start in range(0, len(words), BATCH)]


_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Concordance)
_RECORD = msgspec.msgpack.Decoder(Record)
_RUN = msgspec.msgpack.Decoder(list[Inverted])
_LISTS = msgspec.msgpack.Decoder(Lists)
