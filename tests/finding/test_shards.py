"""Sorted words with their lists → files."""

from hypothesis import given
from hypothesis import strategies as st

from rostra.finding.numbers import scale_of
from rostra.finding.shards import LONG, cut, directory, files_of, is_first, name_of, paths_of

SCALE = scale_of(50, 500)


def test_a_shard_is_a_script_with_words_that_share_their_beginnings() -> None:
    shard = [("free", b"!X"), ("freedom", b"#X"), ("well", b"!Y")]
    assert files_of(shard, SCALE) == {
        f"words/{name_of('free')}.js": b'rostra.take("words","free","!free !X &dom #X !well !Y")\n'
    }


def test_a_long_list_has_a_file_of_its_own_and_a_very_long_one_none() -> None:
    scale = scale_of(5_000, 100_000)
    shard = [("of", b"!X" * 50_000), ("people", b"!X" * LONG), ("well", b"!Y")]
    files = files_of(shard, scale)
    assert files[f"words/{name_of('of')}.js"] == b'rostra.take("words","of","!of * !people =6000 !well !Y")\n'
    assert files[f"lists/{name_of('people')}.js"] == b'rostra.take("lists","people","' + b"!X" * LONG + b'")\n'
    assert set(files) == {f"words/{name_of('of')}.js", f"lists/{name_of('people')}.js"}
    assert sorted(paths_of(shard, scale)) == sorted(files)


def test_in_a_small_archive_every_word_can_be_found() -> None:
    assert "*" not in files_of([("of", b"!X" * 400)], SCALE)[f"words/{name_of('of')}.js"].decode()


def test_the_directory() -> None:
    said = b'rostra.take("directory","",{"speeches":50,"passages":500,"firsts":"a zebra"})\n'
    assert directory(["a", "zebra"], 50, 500) == said


def test_names_of_files_are_those_of_fnv() -> None:
    assert name_of("") == "811c9dc5050c5d1f"
    assert name_of("a").startswith("e40c292c")  # the standard's own test vector
    assert len({name_of(f"word{number}") for number in range(50_000)}) == 50_000


LISTS = st.dictionaries(st.text("abcdef", min_size=1), st.integers(1, 3_000).map(lambda size: b"!" * size), max_size=60)


@given(LISTS, st.text("abcdef", min_size=1), st.integers(1, 5_000))
def test_another_list_changes_one_shard_or_parts_it_or_joins_two(lists: dict[str, bytes], word: str, size: int) -> None:
    before = [tuple(shard) for shard in cut(sorted(lists.items()))]
    now = {**lists, word: b"!" * size}
    after = [tuple(shard) for shard in cut(sorted(now.items()))]
    assert len(set(after) - set(before)) <= 2
    assert [pair for shard in after for pair in shard] == sorted(now.items())
    assert all(is_first(*shard[0]) for shard in after[1:])


def test_shards_have_about_as_many_bytes_whether_lists_are_short_or_long() -> None:
    for size in (2, 100, 2_000, 50_000):
        lists = [(f"word{number:06}", b"!" * size) for number in range(30_000 if size < 2_000 else 3_000)]
        in_shard = min(size, 2_000) if size <= LONG else 0
        shards = list(cut(lists))
        mean = len(lists) * (in_shard + 10) / len(shards)
        assert 1_500 < mean < 8_000, size
