"""The index of words, remembered: after any change it is what a making from nothing would give."""

import tempfile
import uuid
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from rostra.concordance import Concordance, brought_up_to_date, lists_at
from rostra.finding.record import record_of
from rostra.finding.shards import is_first
from rostra.memo import RECORDS
from rostra.segments import Place, Segment, Segments
from rostra.work import Workers

KEY = b"k" * 16

NUMBERED = [f"{letter}{number}" for letter in "amz" for number in range(2_000)]
FIRSTS = [word for word in NUMBERED if is_first(word, b"!X")]
"""Words with which a shard begins."""

SAID = ["peace", "war", "freedom", "free", "the", "民主", "מלך", *FIRSTS[:2], *FIRSTS[-2:]]

ARCHIVE = st.dictionaries(
    st.sampled_from([f"content/{number}.md" for number in range(12)]),
    st.lists(st.sampled_from(SAID), max_size=8).map(" ".join),
    max_size=12,
)


class Archives:
    """Makes the concordance of one archive after the other, in one folder; speeches that stay keep their records."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[tuple[str, str], tuple[Place, int]] = {}

    def made(self, archive: dict[str, str]) -> Concordance:
        """That of speeches that say what `archive` has by path."""
        build = uuid.uuid4().hex
        with Segment(self.folder, f"{RECORDS}-{build}") as segment:
            for path, text in archive.items():
                record = record_of("", text)
                if (path, text) not in self._known:
                    self._known[path, text] = segment.put(msgspec.msgpack.encode(record)), len(record)
        records = {path: self._known[path, text] for path, text in archive.items()}
        self._known = {(path, archive[path]): record for path, record in records.items()}
        with Workers() as workers:
            return brought_up_to_date(self.folder, KEY, build, records, workers)


def made(folder: Path, archive: dict[str, str]) -> Concordance:
    return Archives(folder).made(archive)


def shown(found: Concordance, folder: Path) -> object:
    """What the files would be made of."""
    source = Segments(folder)
    numbers = {path: speech.number for path, speech in found.speeches.items()}
    shards = [(shard.first, shard.paths, lists_at(shard.place, source)) for shard in found.shards]
    return found.scale, found.passages, numbers, shards


@settings(deadline=None, max_examples=60)
@given(st.lists(ARCHIVE, min_size=2, max_size=5))
def test_after_any_change_it_is_what_a_making_from_nothing_gives(states: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as kept:
        archives = Archives(Path(kept))
        for state in states:
            with tempfile.TemporaryDirectory() as fresh:
                assert shown(archives.made(state), Path(kept)) == shown(made(Path(fresh), state), Path(fresh))


def test_an_archive_that_outgrows_its_scale(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "fresh").mkdir()
    archives = Archives(tmp_path / "kept")
    few = {f"{number}.md": "peace " + " ".join(f"w{number}x{k}" for k in range(9)) for number in range(170)}
    more = few | {f"{number}.md": f"peace number{number}" for number in (170, 171)}
    assert archives.made(few).scale != (grown := archives.made(more)).scale
    assert shown(grown, tmp_path / "kept") == shown(made(tmp_path / "fresh", more), tmp_path / "fresh")


WORDS = [f"{start}{end}" for start in "bcdfghjklmnpqrstvwxyz" for end in ("ane", "ost", "ide", "ulk", "erry")]


def test_an_edit_makes_few_shards_again(tmp_path: Path) -> None:
    archive = {f"{n}.md": f"<p>{' '.join(WORDS[(n + k) % 105] + str(n) for k in range(40))}</p>" for n in range(200)}
    archives = Archives(tmp_path)
    first = archives.made(archive)
    archive["7.md"] = archive["7.md"].replace("7", "0", 1)
    second = archives.made(archive)
    assert len(first.shards) > 12
    old = {shard.place for shard in first.shards}
    assert 1 <= sum(shard.place not in old for shard in second.shards) <= 3
    assert shown(second, tmp_path) != shown(first, tmp_path)


def test_nothing_changed_makes_nothing(tmp_path: Path) -> None:
    archives = Archives(tmp_path)
    first = archives.made({"a.md": "peace", "b.md": "war"})
    before = {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert archives.made({"a.md": "peace", "b.md": "war"}) == first
    assert {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == before


def test_what_another_program_or_an_accident_left_is_not_believed(tmp_path: Path) -> None:
    made(tmp_path, {"a.md": "peace"})
    for data in (b"", b"x" * 40, (tmp_path / "concordance").read_bytes()[:-1]):
        (tmp_path / "concordance").write_bytes(data)
        found = made(tmp_path, {"a.md": "peace", "b.md": "war"})
        assert [shard.first for shard in found.shards] == ["peace"]


def test_no_speeches(tmp_path: Path) -> None:
    assert made(tmp_path, {}).shards == []


def test_many_speeches_are_merged_by_several_processes(tmp_path: Path) -> None:
    archive = {f"{number}.md": f"word{number % 7} shared all{number}" for number in range(400)}
    found = made(tmp_path, archive)
    lists = {word: kept for shard in found.shards for word, kept in lists_at(shard.place, Segments(tmp_path))}
    assert len(lists) == 7 + 1 + 400
    assert list(lists) == sorted(lists)
