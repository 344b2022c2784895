"""A speech → its record: which word stands in which passages."""

from hypothesis import given
from hypothesis import strategies as st

from rostra.finding.record import HALF, PLACES, places_of, record_of, texts_of, weight, written
from rostra.reading import read

SPEECH = """\
---
title: On water
date: 2021-05-01
---

Water is *w*ork[^1].

## Wells

- A well
- A pump
    - its handle

> Water, water!

The end.

[^1]: Said twice.
"""


def places_in(symbols: bytes) -> list[int]:
    """What `written` wrote, read again."""
    found, at, before = [], 0, 0
    values = [PLACES.index(chr(symbol)) for symbol in symbols]
    while at < len(values):
        if values[at] < 33:
            step, at = values[at], at + 1
        elif values[at] < 44:
            step, at = 33 + (values[at] - 33) * HALF + values[at + 1], at + 2
        else:
            step, at = (values[at + 1] * HALF + values[at + 2]) * HALF + values[at + 3], at + 4
        found.append(before + step)
        before = found[-1] // 3 * 3 + 3
    return found


def body_of(text: str) -> str:
    reading = read("a.md", "a.md", text.encode())
    assert reading.body
    return reading.body.html


def test_passages_end_where_their_numbers_stand() -> None:
    texts = [" ".join(text.split()) for text in texts_of(body_of(SPEECH))]
    assert texts[:6] == ["Water is work 1 .", "Wells A well", "A pump", "its handle", "Water, water!", "The end."]
    assert "Said twice." in " ".join(texts[6:])


def test_the_record_of_a_speech() -> None:
    record = record_of("On water", body_of(SPEECH))
    assert len(record) == len(texts_of(body_of(SPEECH))) + 1
    assert record[0] == ["", "", "on water"]
    assert record[5] == ["", "", "water"]
    places = places_of(record)
    assert [place // 3 for place in places_in(places["water"])] == [0, 1, 5]
    assert [place // 3 for place in places_in(places["well"])] == [2]
    assert [place // 3 for place in places_in(places["work"])] == [1]


def test_a_word_of_a_short_passage_or_said_often_weighs_more() -> None:
    assert [weight(1, length) for length in (5, 60, 400)] == [2, 1, 0]
    assert weight(4, 60) == 2


def test_a_tag_that_holds_a_bracket_in_its_attribute_is_one_tag() -> None:
    assert texts_of('<p title="a > b">one</p>') == [" one "]
    assert texts_of("<p>a &lt;b&gt; &amp; c</p>") == [" a <b> & c "]


def test_an_empty_text_has_one_empty_passage() -> None:
    assert record_of("", "") == [["", "", ""], ["", "", ""]]


PLACES_OF_A_WORD = st.dictionaries(st.integers(0, 30_000), st.integers(0, 2), min_size=1).map(
    lambda found: [3 * passage + found[passage] for passage in sorted(found)]
)


@given(PLACES_OF_A_WORD)
def test_what_is_written_can_be_read(places: list[int]) -> None:
    assert places_in(written(places)) == places


def test_a_text_of_more_passages_than_can_be_told_apart_ends_at_the_last() -> None:
    assert len(places_in(written([0, 3 * 40_000 + 1]))) == 2
