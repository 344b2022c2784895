"""Measures the index of words: `python -m bench.words FOLDER…`, each a folder of speeches.

For each archive: how long it takes to read the speeches, of that how long their records take, to merge all lists by
several processes, and to bring the index up to date after one speech got another word and after one got another first
paragraph; the bytes of the index beside those of the text; and the largest files, since these are what a query loads.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from rostra import concordance
from rostra.concordance import brought_up_to_date, lists_at
from rostra.finding.record import record_of
from rostra.finding.shards import directory, files_of
from rostra.memo import RECORDS
from rostra.reading import read
from rostra.reading.anchors import NUMBER
from rostra.segments import Place, Segment, Segments
from rostra.work import Workers

KEY = b"bench of words.."


def main(folders: list[str]) -> None:
    """Measure each of `folders`."""
    for folder in folders:
        print(f"{Path(folder).name}")
        for line in measured(Path(folder)):
            print(f"  {line}")


def measured(archive: Path) -> Iterator[str]:
    """What was measured of the speeches below `archive`, a line each."""
    with tempfile.TemporaryDirectory(prefix="rostra-words-") as kept, Workers() as workers:
        cache = Path(kept)
        records: dict[str, tuple[Place, int]] = {}
        size = reading = recording = 0.0
        with Segment(cache, f"{RECORDS}-a") as segment:
            for file in sorted(archive.rglob("*.md")):
                data = file.read_bytes()
                started = time.perf_counter()
                found = read(file.name, file.name, data)
                read_at = time.perf_counter()
                reading += read_at - started
                if found.body is None:
                    continue
                path, title, html = str(file), found.speech.title if found.speech else "", found.body.html
                records[path] = _kept(segment, title, html)
                recording += time.perf_counter() - read_at
                size += len(data)
        passages = sum(count for _, count in records.values())
        yield f"{len(records):,} speeches, {size / 1e6:.1f} MB, {passages:,} passages"
        yield f"one process: reading {reading:.1f} s; their records {recording:.1f} s"
        started = time.perf_counter()
        made = brought_up_to_date(cache, KEY, "a", records, workers)
        yield f"merging: {time.perf_counter() - started:.1f} s, {len(made.shards):,} shards"
        yield from _files(made, cache, size)
        changes = {
            "another word": f"{html} anotherword",
            "another first paragraph": f"<p>one more</p>{NUMBER.format('p')}{html}",
        }
        for build, (what, changed) in enumerate(changes.items()):
            with Segment(cache, f"{RECORDS}-b{build}") as segment:
                records[path] = _kept(segment, title, changed)
            before = {shard.place for shard in made.shards}
            started = time.perf_counter()
            made = brought_up_to_date(cache, KEY, f"b{build}", records, workers)
            spent = time.perf_counter() - started
            again = sum(shard.place not in before for shard in made.shards)
            yield f"{what} in one speech: {spent:.2f} s, {again:,} shards made again"


def _kept(segment: Segment, title: str, html: str) -> tuple[Place, int]:
    record = record_of(title, html)
    return segment.put(msgspec.msgpack.encode(record)), len(record)


def _files(made: concordance.Concordance, cache: Path, size: float) -> Iterator[str]:
    source = Segments(cache)
    files: dict[str, bytes] = {}
    words = left_out = 0
    for shard in made.shards:
        lists = lists_at(shard.place, source)
        words += len(lists)
        left_out += sum(len(found) > made.scale.most for _, found in lists)
        files |= files_of(lists, made.scale)
    first = directory((shard.first for shard in made.shards), len(made.speeches), made.passages)
    total = sum(map(len, files.values())) + len(first)
    yield f"{words:,} words, {left_out} in nearly all passages and not listed"
    yield f"{len(files) + 1:,} files, {total / 1e6:.2f} MB: {total / size:.3f} of the text"
    for kind in ("words", "lists"):
        sizes = sorted(len(data) for name, data in files.items() if name.startswith(kind))
        if sizes:
            middle, most = sizes[len(sizes) // 2], sizes[-1]
            yield f"{kind}: {len(sizes):,} files, half of them below {middle:,} bytes, the largest {most:,}"
    yield f"directory: {len(first):,} bytes"


if __name__ == "__main__":
    main(sys.argv[1:])
