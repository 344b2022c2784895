"""Labels that probably mean one term: `Students` and `The students`, `Quds Day` and `Qods Day`.

Labels are compared word by word, not letter by letter. Of 884 real labels (names, constituencies, offices) difflib
finds 1,990 pairs that are alike by 0.8, and three in a hundred of them mean one: long labels share most of their
letters. The rules below find 56 pairs there, and 54 mean one. What has one word more is another term far more often
than not (`Prime Minister`, `Deputy Prime Minister`), but for the names of people, where that word is a title.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from rostra.finding.folding import words

ARTICLES = frozenset(
    ["a", "al", "an", "das", "der", "die", "el", "il", "l", "la", "las", "le", "les", "los", "the", "ul"]
)

FEWEST_LETTERS = 5
"""Two words of so many letters may be one if a letter of them differs; shorter ones only if that is a vowel."""

_VOWELS = frozenset("aeiouyاویаеиоуыэюя")

_ALPHABETS = "\u10ff"
"""The last letter of those scripts whose letters are sounds; beyond, a letter is a syllable or a word."""

Words = tuple[str, ...]


def alike(labels: Iterable[str], *, of_people: bool = False) -> Iterator[tuple[str, str]]:
    """The pairs out of `labels` that probably mean one term, each pair and its labels in order."""
    kept = sorted(set(labels))
    found: set[tuple[str, str]] = set()
    for near in (_of_the_same_words, _spelled_nearly_alike, *([_with_a_title] if of_people else [])):
        found.update((min(pair), max(pair)) for pair in near(kept))
    yield from sorted(found)


@lru_cache(maxsize=65_536)
def _words(label: str) -> Words:
    """The words of `label` that tell it from others: folded, and without articles."""
    spoken = words(label)
    return tuple(word for word in spoken if word not in ARTICLES) or tuple(spoken)


def _of_the_same_words(labels: list[str]) -> Iterator[tuple[str, str]]:
    """The same words but for articles and a plural's s."""
    yield from _sharing((tuple(map(_singular, _words(label))), label) for label in labels)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _spelled_nearly_alike(labels: list[str]) -> Iterator[tuple[str, str]]:
    """The same words but for one letter of one of them: words are a letter apart if they are the same without one."""
    keys = ((key, label) for label in labels for key in _without_a_letter(_words(label)))
    yield from (pair for pair in _sharing(keys) if _words(pair[0]) != _words(pair[1]))


def _without_a_letter(said: Words) -> Iterator[tuple[Words, Words, str]]:
    for at, word in enumerate(said):
        if len(word) >= FEWEST_LETTERS - 1 and word.isalpha() and max(word) <= _ALPHABETS:
            before, after = said[:at], said[at + 1 :]
            yield before, after, word
            for letter in range(len(word)):
                if len(word) >= FEWEST_LETTERS or word[letter] in _VOWELS:
                    yield before, after, word[:letter] + word[letter + 1 :]


def _with_a_title(labels: list[str]) -> Iterator[tuple[str, str]]:
    """The same name of two words and more with one before it or after it."""
    by_words: dict[Words, list[str]] = defaultdict(list)
    for label in labels:
        by_words[_words(label)].append(label)
    for label in labels:
        said = _words(label)
        if len(said) > 2:
            yield from ((shorter, label) for name in (said[1:], said[:-1]) for shorter in by_words.get(name, ()))


def _sharing(keyed: Iterable[tuple[object, str]]) -> Iterator[tuple[str, str]]:
    """The pairs of labels that share a key."""
    found: dict[object, dict[str, None]] = defaultdict(dict)
    for key, label in keyed:
        found[key][label] = None
    for group in found.values():
        yield from combinations(group, 2)
