"""Speeches → numbers: small, all different, and the same as before when another speech comes or goes.

A number is made of a hash of the speech's path, so that the lists of the index hold on to what they say of the others;
numbers in the order of the archive would all move up.
"""

import hashlib
from collections.abc import Iterable

import msgspec


class Scale(msgspec.Struct, frozen=True, array_like=True):
    """What is chosen by the size of an archive, in steps, so that few edits change it: in how wide a range the numbers
    lie, and from how many bytes on a list is too long to be worth its place.
    """

    slots: int
    most: int


def scale_of(speeches: int, passages: int) -> Scale:
    """The Scale for so many speeches and passages."""
    return Scale(
        slots=slots_of(speeches),
        most=max(1_000, _rounded(passages) * 3 // 10),
    )


def slots_of(speeches: int) -> int:
    """In how wide a range the numbers of so many speeches lie."""
    return _power(max(64, speeches * 3 // 2))


def _power(number: int) -> int:
    """The smallest power of two that is at least `number`."""
    return 1 << max(number - 1, 0).bit_length()


def _rounded(number: int) -> int:
    """`number` with all but its three highest binary digits cut off."""
    shift = max(number.bit_length() - 3, 0)
    return number >> shift << shift


def numbers_of(paths: Iterable[str], slots: int) -> dict[str, int]:
    """A number for each path, rising in the order of the result: that of its hash, or the next that is free."""
    hashed = sorted(
        (int.from_bytes(hashlib.blake2b(path.encode(), digest_size=8).digest()) % slots, path) for path in paths
    )
    found: dict[str, int] = {}
    free = 0
    for number, path in hashed:
        found[path] = max(number, free)
        free = found[path] + 1
    return found
