"""Whose heirs the passages of an edited text are."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.reading import read
from rostra.reading.anchors import Passages, heirs, line_of, marked, passages_in
from rostra.reading.plain import anchor_of
from tests.making import speech


def passages(written: str) -> Passages:
    """`a b:x,y` → a, and b that was once x and y."""
    parts = (part.partition(":") for part in written.split())
    return tuple((anchor, tuple(old for old in former.split(",") if old)) for anchor, _, former in parts)


@pytest.mark.parametrize(
    ("former", "now", "expected"),
    [
        ("", "a b", "a b"),
        ("a b c", "a b c", "a b c"),
        ("a b c", "a x c", "a x:b c"),  # edited
        ("a x:b c", "a y c", "a y:x,b c"),  # edited again
        ("a b c d", "a x y d", "a x:b y:c d"),  # two in a row
        ("a b c", "c a b", "c a b"),  # moved
        ("a b c", "a n b c", "a n b c"),  # one more
        ("a b c", "a c", "a c"),  # taken out: nothing else says its words
        ("a b:x c", "a c", "a c"),
        ("a b c", "a x y c", "a x:b y c"),  # one became two
        ("a b c d", "a x d", "a x:b,c d"),  # two became one
        ("a x:b c", "a b c", "a b:x c"),  # the edit was taken back
        ("a x:b c", "a x c b", "a x c b"),  # a former anchor is another passage's own now
        ("a b", "x y", "x:a y:b"),
        ("a b", "", ""),
    ],
)
def test_heirs(former: str, now: str, expected: str) -> None:
    assert heirs(passages(former), now.split()) == passages(expected)


ANCHORS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(st.lists(ANCHORS, min_size=1, max_size=5))
def test_whatever_is_edited_every_anchor_is_unique_and_a_second_look_changes_nothing(versions: list[list[str]]) -> None:
    known: Passages = ()
    for version in versions:
        known = heirs(known, version)
        assert [anchor for anchor, _ in known] == version
        everything = [*version, *(old for _, former in known for old in former)]
        assert len(everything) == len(set(everything))
        assert heirs(known, version) == known


HEX = st.from_regex(r"p[0-9a-f]{8}(-[2-9])?", fullmatch=True)


@given(st.lists(st.tuples(HEX, st.lists(HEX, max_size=3).map(tuple))).map(tuple))
def test_a_line_says_what_was_written(written: Passages) -> None:
    assert passages_in(line_of(written)) == written


@pytest.mark.parametrize(
    "line", ["x", "1a2b3c4", "1a2b3c4d  1a2b3c4e", "1a2b3c4d:", "1a2b3c4d,1a2b3c4e", "1A2B3C4D", " "]
)
def test_what_is_no_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="no anchors"):
        passages_in(line)


def test_a_former_anchor_stands_inside_its_heir() -> None:
    html = '<p id="p00000001">One.</p>\n<p class="turn" id="p00000002"><strong>A:</strong> id="p00000002"</p>'
    made = marked(html, (("p00000001", ()), ("p00000002", ("p0000000a", "p0000000b"))))
    assert made == (
        '<p id="p00000001">One.</p>\n<p class="turn" id="p00000002"><span id="p0000000a"></span>'
        '<span id="p0000000b"></span><strong>A:</strong> id="p00000002"</p>'
    )


def test_reading_marks_the_heirs_in_every_kind_of_passage() -> None:
    before = read("a.md", "a.md", speech(body="One.\n\n**A:** *Two.*\n\n- three\n- four\n\n> Five.").encode())
    after = read(
        "a.md", "a.md", speech(body="One!!\n\n**A:** *Too.*\n\n- tree\n- four\n\n> Fife.").encode(),
        former=before.passages,
    )  # fmt: skip
    assert before.body is not None
    assert after.body is not None
    for said, now in (("A: Two.", "A: Too."), ("three", "tree"), ("Five.", "Fife.")):
        place = after.body.html.index(f'<span id="{anchor_of(said)}"></span>')
        opening = after.body.html[:place].rpartition("<")[2]
        assert f'id="{anchor_of(now)}"' in opening
    assert f'id="{anchor_of("One.")}"' in after.body.html  # only a mark was changed: the words are the same
    assert "<span" not in before.body.html


def edited(texts: list[tuple[frozenset[int], str]], chance: random.Random) -> list[tuple[frozenset[int], str]]:
    """One edit as editors make them. Each passage carries the numbers of those of the first version that it came of."""
    at = chance.randrange(len(texts))
    which, text = texts[at]
    words = text.split()
    match chance.choice(["typo", "typo", "typo", "rewrite", "insert", "delete", "move", "split", "merge"]):
        case "typo":
            words[chance.randrange(len(words))] += "x"
            return [*texts[:at], (which, " ".join(words)), *texts[at + 1 :]]
        case "rewrite":
            chance.shuffle(words)
            return [*texts[:at], (which, " ".join([*words, "indeed"])), *texts[at + 1 :]]
        case "insert":
            return [*texts[:at], (frozenset(), f"new {chance.random()}"), *texts[at:]]
        case "delete" if len(texts) > 5:
            return [*texts[:at], *texts[at + 1 :]]
        case "move":
            rest = [*texts[:at], *texts[at + 1 :]]
            to = chance.randrange(len(rest) + 1)
            return [*rest[:to], texts[at], *rest[to:]]
        case "split" if len(words) > 3:
            half = len(words) // 2
            return [*texts[:at], (which, " ".join(words[:half])), (which, " ".join(words[half:])), *texts[at + 1 :]]
        case "merge" if at + 1 < len(texts):
            other, more = texts[at + 1]
            return [*texts[:at], (which | other, f"{text} {more}"), *texts[at + 2 :]]
        case _:
            return texts


def test_of_the_anchors_of_a_first_version_99_in_100_find_their_words_after_later_edits() -> None:
    chance = random.Random(4)
    found = lost = 0
    for _ in range(300):
        first = [(frozenset({n}), " ".join(f"w{chance.randrange(400)}" for _ in range(12))) for n in range(40)]
        texts, known = first, heirs((), [anchor_of(text) for _, text in first])
        for _ in range(4):  # four commits of one to three edits, a build after each
            for _ in range(chance.randint(1, 3)):
                texts = edited(texts, chance)
            known = heirs(known, list(dict.fromkeys(anchor_of(text) for _, text in texts)))
        where = {anchor: now for now, former in known for anchor in (now, *former)}
        came_of = {anchor_of(text): which for which, text in texts}
        alive = frozenset().union(*came_of.values())
        for number, (_, text) in enumerate(first):
            if number in alive:
                lands = where.get(anchor_of(text))
                right = lands is not None and number in came_of[lands]
                found, lost = found + right, lost + (not right)
    assert found > 11_000
    assert found / (found + lost) >= 0.99, f"{found} of {found + lost}"
