"""Records → lists. The list of a word names the speeches it stands in, in the order of their numbers, and the places in
each: how many numbers were passed over, in NUMBERS, then the places, in PLACES, and so on.
"""

import heapq
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, groupby
from operator import attrgetter

import msgspec

from rostra.finding.record import HALF, NUMBERS, STEPS, Record, far

_STEP = re.compile(b"([%s]+)" % re.escape(NUMBERS.encode()))

_TWO, _THREE = 30 + 11 * HALF, 30 + 11 * HALF + 3 * HALF**2


def step(gap: int) -> bytes:
    """How many numbers were passed over: one symbol below 30, two below 525, three below 6,600, or five."""
    if gap < 30:
        return _SYMBOLS[gap]
    if gap < _TWO:
        high, low = divmod(gap - 30, HALF)
        return _SYMBOLS[30 + high] + _SYMBOLS[low]
    if gap < _THREE:
        high, low = divmod(gap - _TWO, HALF**2)
        return _SYMBOLS[41 + high] + _SYMBOLS[low // HALF] + _SYMBOLS[low % HALF]
    digits = (gap // HALF**3, gap // HALF**2 % HALF, gap // HALF % HALF, gap % HALF)
    return _SYMBOLS[44] + b"".join(_SYMBOLS[digit] for digit in digits)


class _Ways(dict[bytes, int]):
    """From the symbols of a step to how many numbers it goes on: one more than were passed over."""

    def __missing__(self, symbols: bytes) -> int:
        digits = [NUMBERS.index(chr(symbol)) for symbol in symbols]
        if len(symbols) == 3:
            return _TWO + (digits[0] - 41) * HALF**2 + digits[1] * HALF + digits[2] + 1
        return ((digits[1] * HALF + digits[2]) * HALF + digits[3]) * HALF + digits[4] + 1


_SYMBOLS = tuple(symbol.encode() for symbol in NUMBERS)
_STEPS = tuple(step(gap) for gap in range(_TWO))
_MANY = len(STEPS)
_WAYS = _Ways({symbols: gap + 1 for gap, symbols in enumerate(_STEPS)})


class Inverted(msgspec.Struct, frozen=True, array_like=True, order=True):
    """The list of a word for some speeches that follow each other: `list` goes on after the step to `first`."""

    word: str
    first: int
    list: bytes
    last: int


class _Growing:
    """A list that is being made: up to which speech, and where in it the next place is counted from."""

    __slots__ = ("first", "last", "list", "next")

    def __init__(self) -> None:
        self.list = bytearray()
        self.first = self.last = -1
        self.next = 0


class _Lists(dict[str, _Growing]):
    def __missing__(self, word: str) -> _Growing:
        self[word] = _Growing()
        return self[word]


def inverted(records: Iterable[tuple[int, Record]]) -> list[Inverted]:
    """The words of `records` in order, each with its list; they come with their speeches' numbers, the lowest first."""
    lists = _Lists()
    for number, record in records:
        for passage, groups in enumerate(record):
            after = 3 * passage + 3
            for place, those in enumerate(groups, 3 * passage):
                for growing in map(lists.__getitem__, those.split()):
                    step_on = place
                    if growing.last == number:
                        step_on -= growing.next
                    elif growing.last < 0:
                        growing.first = growing.last = number
                    else:
                        gap = number - growing.last - 1
                        growing.list += _STEPS[gap] if gap < _TWO else step(gap)
                        growing.last = number
                    growing.list += STEPS[step_on] if step_on < _MANY else far(step_on)
                    growing.next = after
    return sorted(Inverted(word, each.first, bytes(each.list), each.last) for word, each in lists.items())


def joined(runs: Iterable[Iterable[Inverted]]) -> Iterator[tuple[str, bytes]]:
    """All words in order, each with its whole list; each run is of speeches that come after those of the one before."""
    for word, found in groupby(heapq.merge(*runs), attrgetter("word")):
        parts: list[bytes] = []
        free = 0
        for each in found:
            parts += (step(each.first - free), each.list)
            free = each.last + 1
        yield word, b"".join(parts)


def spliced(found: bytes, changes: dict[int, bytes]) -> bytes:
    """The list `found` with other places for some numbers; none where the word has left the speech."""
    parts = _STEP.split(found)[1:]
    steps, places = parts[::2], parts[1::2]
    after = list(accumulate(map(_WAYS.__getitem__, steps)))  # each number, plus one
    for number, changed in changes.items():
        at = bisect_left(after, number + 1)
        is_there = at < len(after) and after[at] == number + 1
        if is_there and changed:
            places[at] = changed
            continue
        if is_there:
            del steps[at], places[at], after[at]
        elif changed:
            steps.insert(at, b"")
            places.insert(at, changed)
            after.insert(at, number + 1)
        for index in range(at, min(at + 2, len(after))):
            steps[index] = step(after[index] - (after[index - 1] if index else 0) - 1)
    return b"".join(chain.from_iterable(zip(steps, places, strict=True)))
