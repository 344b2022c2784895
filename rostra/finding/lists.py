"""Records → lists. The list of a word names the speeches it stands in, in the order of their numbers, and the places in
each: how many numbers were passed over, in NUMBERS, then the places, in PLACES, and so on.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate, chain

from rostra.finding.record import HALF, NUMBERS

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
_WAYS = _Ways({symbols: gap + 1 for gap, symbols in enumerate(_STEPS)})


def merged(records: Iterable[tuple[int, dict[str, bytes]]]) -> dict[str, bytearray]:
    """The list of each word in `records`, which come with their speeches' numbers, the lowest first."""
    lists: dict[str, bytearray] = {}
    free: dict[str, int] = {}
    for number, record in records:
        after = number + 1
        for word, places in record.items():
            if word in lists:
                gap = number - free[word]
                lists[word] += (_STEPS[gap] if gap < _TWO else step(gap)) + places
            else:
                lists[word] = bytearray(step(number) + places)
            free[word] = after
    return lists


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
