"""Records → lists, and lists with other places for some speeches."""

import re

from hypothesis import given
from hypothesis import strategies as st

from rostra.finding.lists import inverted, joined, spliced, step
from rostra.finding.numbers import numbers_of, scale_of
from rostra.finding.record import NUMBERS, Record, places_of

# Of some speeches, in how many passages a word stands that is in none before them, and with what weight.
STANDS = st.lists(st.sampled_from([None, None, 0, 1, 2]), max_size=700).filter(lambda found: set(found) != {None})
NUMBERED = st.dictionaries(st.integers(0, 1_000_000) | st.integers(0, 60), STANDS.filter(bool), max_size=20)


def record_of(weights: list[int | None]) -> Record:
    return [["word" if weight == each else "" for weight in range(3)] for each in weights]


def list_of(found: dict[int, list[int | None]], parts: int = 1) -> bytes:
    """The list of the word, made in so many parts that are joined."""
    numbers = sorted(found)
    size = -(-len(numbers) // parts) or 1
    runs = [numbers[start : start + size] for start in range(0, len(numbers), size)]
    lists = dict(joined(inverted((number, record_of(found[number])) for number in run) for run in runs))
    return lists.get("word", b"")


def places_in(weights: list[int | None]) -> bytes:
    return places_of(record_of(weights)).get("word", b"")


def test_a_list_names_how_many_numbers_were_passed_over() -> None:
    assert list_of({0: [0], 2: [1], 3: [None, 2]}) == b"!Q#R!V"


@given(NUMBERED)
def test_a_list_holds_the_places_of_each_speech_after_its_number(found: dict[int, list[int | None]]) -> None:
    free, expected = 0, b""
    for number in sorted(found):
        expected += step(number - free) + places_in(found[number])
        free = number + 1
    assert list_of(found) == list_of(found, 3) == expected


def test_a_step_has_as_many_symbols_as_it_needs() -> None:
    assert [len(step(gap)) for gap in (0, 29, 30, 524, 525, 6_599, 6_600, 1_000_000)] == [1, 1, 2, 2, 3, 3, 5, 5]
    assert len({step(gap) for gap in range(8_000)}) == 8_000
    assert all(re.fullmatch(f"[{re.escape(NUMBERS)}]+", step(gap).decode()) for gap in range(8_000))


@given(NUMBERED, NUMBERED, st.sets(st.integers(0, 60)))
def test_a_spliced_list_is_the_one_that_would_have_been_made(
    found: dict[int, list[int | None]], more: dict[int, list[int | None]], less: set[int]
) -> None:
    nowhere: list[int | None] = []
    changes = {**dict.fromkeys(less, nowhere), **more}
    now = {number: weights for number, weights in {**found, **changes}.items() if weights}
    places = {number: places_in(weights) for number, weights in changes.items()}
    assert spliced(list_of(found), places) == list_of(now)


@given(st.sets(st.text(min_size=1), max_size=80), st.text(min_size=1))
def test_numbers_differ_and_rise(paths: set[str], other: str) -> None:
    slots = scale_of(len(paths), 0).slots
    numbers = numbers_of(paths, slots)
    assert sorted(numbers) == sorted(paths)
    assert list(numbers.values()) == sorted(set(numbers.values()))
    assert numbers == numbers_of(sorted(paths, reverse=True), slots)


def test_another_speech_moves_few_numbers() -> None:
    paths = [f"content/2021/{day:04}.md" for day in range(10_000)]
    slots = scale_of(len(paths), 0).slots
    before = numbers_of(paths, slots)
    moved = [
        sum(
            before[path] != number
            for path, number in numbers_of([*paths, f"{new}.md"], slots).items()
            if path in before
        )
        for new in range(20)
    ]
    assert max(moved) < 50
    assert sum(moved) < 100
