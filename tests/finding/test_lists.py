"""Records → lists, and lists with other places for some speeches."""

import re

from hypothesis import given
from hypothesis import strategies as st

from rostra.finding.lists import merged, spliced, step
from rostra.finding.numbers import numbers_of, scale_of
from rostra.finding.record import NUMBERS

# Places as they come from a record; their symbols are none of NUMBERS.
PLACES = st.sampled_from([b"X", b"Yz", b"mYY", b"~"])
NUMBERED = st.dictionaries(st.integers(0, 1_000_000) | st.integers(0, 60), PLACES)


def list_of(found: dict[int, bytes]) -> bytes:
    return bytes(merged((number, {"word": found[number]}) for number in sorted(found)).get("word", b""))


def test_a_list_names_how_many_numbers_were_passed_over() -> None:
    assert list_of({0: b"X", 2: b"Y", 3: b"Z"}) == b"!X#Y!Z"


def test_a_step_has_as_many_symbols_as_it_needs() -> None:
    assert [len(step(gap)) for gap in (0, 29, 30, 524, 525, 6_599, 6_600, 1_000_000)] == [1, 1, 2, 2, 3, 3, 5, 5]
    assert len({step(gap) for gap in range(8_000)}) == 8_000
    assert all(re.fullmatch(f"[{re.escape(NUMBERS)}]+", step(gap).decode()) for gap in range(8_000))


@given(NUMBERED, NUMBERED, st.sets(st.integers(0, 60)))
def test_a_spliced_list_is_the_one_that_would_have_been_made(
    found: dict[int, bytes], more: dict[int, bytes], less: set[int]
) -> None:
    changes = {**dict.fromkeys(less, b""), **more}
    now = {number: places for number, places in {**found, **changes}.items() if places}
    assert spliced(list_of(found), changes) == list_of(now)


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
