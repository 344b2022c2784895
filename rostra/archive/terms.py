"""Labels that mean the same → one Term with one page: `Students`, `students` and `“Students”`."""

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from rostra.address import same, slug
from rostra.archive.cards import Card
from rostra.labels import folded


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One occasion, audience, speaker, kind or tag, with its speeches, oldest first.

    `key` is what it shares with the same term in other languages, or empty where nothing says so.
    """

    taxonomy: str
    label: str
    address: str
    key: str = ""
    cards: tuple[Card, ...] = ()


class Vocabulary(msgspec.Struct, frozen=True):
    """The terms of one taxonomy in one edition: for each folded label, the label to show and the address."""

    taxonomy: str
    labels: dict[str, str]
    addresses: dict[str, str]

    def link(self, label: str) -> tuple[str, str]:
        """The label that stands for this one, and its address."""
        key = folded(label)
        return self.labels[key], self.addresses[key]


def vocabulary(taxonomy: str, labels: Iterable[str], prefix: str) -> Vocabulary:
    """The Vocabulary of all `labels` in use. A term is called by its most frequent spelling.

    Two terms that differ only in what no address can hold (`C` and `C++`) get addresses with a number, by label.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for label in labels:
        spellings[folded(label)][label] += 1
    shown = {key: min(found, key=lambda label: (-found[label], label)) for key, found in spellings.items()}
    addresses: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(shown):
        segment = _segment(shown[key])
        address, number = f"{prefix}/{taxonomy}/{segment}/", 2
        while same(address) in taken:
            address, number = f"{prefix}/{taxonomy}/{segment}-{number}/", number + 1
        addresses[key] = address
        taken.add(same(address))
    return Vocabulary(taxonomy, shown, addresses)


def _segment(label: str) -> str:
    """The label's slug, cut after a whole character where it is too long for the name of a folder."""
    return slug(label).encode()[:240].decode(errors="ignore").strip("-") or "-"
