"""A speech → its record: for each passage, the words that stand in it, by how much they weigh there.

Passage 0 is what heads the page: title, occasion, audience, speaker, place, year. The others are the text's, in order:
each ends where its number stands in the HTML, so that a browser cuts the page in the same places; what follows the
last number is one more.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from html import unescape

from rostra.finding.folding import words
from rostra.reading.anchors import NUMBER
from rostra.reading.speech import Speech

SYMBOLS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\=*')
"""What an index is written in: ASCII that stands for itself in a JavaScript string."""

HALF = len(SYMBOLS) // 2
NUMBERS, PLACES = SYMBOLS[:HALF], SYMBOLS[HALF:]
"""45 symbols for the numbers of speeches, 45 for what follows each: so a number is found without decoding."""

NOMINAL = 60
"""Words in a passage, for BM25. A constant rather than the archive's mean, which each edit would move."""

_NUMBER = re.compile(NUMBER.format('[^"]*'))
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)[^<>"]*(?:"[^"]*"[^<>"]*)*>')
_WITHIN_WORDS = re.compile(r"a|abbr|b|bd[io]|cite|code|del|dfn|em|i|ins|kbd|mark|[qsu]|samp|small|span|strong|var|wbr")
"""Elements that may begin or end within a word; all others part words."""

Record = list[list[str]]
"""For each passage, its words of weight 0, of 1 and of 2, with blanks between them; each word once."""


def heading_of(speech: Speech) -> str:
    """What heads the page of a speech, as passage 0."""
    place = speech.place.label if speech.place else ""
    years = (str(year) for year in speech.date.years)
    calendars = (date.split("-", 1)[0] for date in speech.calendars.values())
    said = (speech.kicker, speech.title, *speech.occasion, *speech.audience, *speech.speaker, place, *years, *calendars)
    return " ".join(said)


def texts_of(html: str) -> list[str]:
    """The texts of the passages in the HTML of a body, in order."""
    return [_text(part) for part in _NUMBER.split(html)]


def _text(html: str) -> str:
    if "<" in html:
        html = _TAG.sub(lambda tag: "" if _WITHIN_WORDS.fullmatch(tag[2]) else " ", html)
    return unescape(html) if "&" in html else html


def record_of(heading: str, html: str) -> Record:
    """The record of a speech: `heading` is passage 0, those in `html` follow."""
    return [_weighed(words(text)) for text in (heading, *texts_of(html))]


def _weighed(spoken: list[str]) -> list[str]:
    counts = Counter(spoken)
    length = len(spoken)
    once = weight(1, length)
    found: tuple[list[str], ...] = ([], [], [])
    if len(counts) == length:
        found[once].extend(counts)
    else:
        for word, count in counts.items():
            found[once if count == 1 else weight(count, length)].append(word)
    return [" ".join(those) for those in found]


def places_of(record: Record) -> dict[str, bytes]:
    """For each word of a speech the places where it stands."""
    found: dict[str, list[int]] = defaultdict(list)
    for passage, groups in enumerate(record):
        for place, those in enumerate(groups, 3 * passage):
            for word in those.split():
                found[word].append(place)
    return {word: written(places) for word, places in found.items()}


@lru_cache(maxsize=4096)
def weight(count: int, length: int) -> int:
    """What a word that stands `count` times in a passage of `length` words adds to its rank: 0, 1 or 2.

    The part of BM25 that depends on the passage alone (k1 = 1.2, b = 0.75), in three steps.
    """
    value = 2.2 * count / (count + 1.2 * (0.25 + 0.75 * length / NOMINAL))
    return 0 if value < 0.85 else 1 if value < 1.35 else 2


def written(places: Iterable[int]) -> bytes:
    """Places in PLACES. A place is three times the passage's number plus its weight; the list rises by passage.

    The step from the passage before, with the weight, takes one symbol below 33, two below 528, or four.
    """
    made = []
    before = 0
    for place in places:
        step = place - before
        made.append(STEPS[step] if step < len(STEPS) else far(step))
        before = place // 3 * 3 + 3
    return b"".join(made)


def far(step: int) -> bytes:
    """A step from place to place, in symbols."""
    if step < 33:
        return _SYMBOLS[step]
    if step < 33 + 11 * HALF:
        high, low = divmod(step - 33, HALF)
        return _SYMBOLS[33 + high] + _SYMBOLS[low]
    step = min(step, HALF**3 - 3 + step % 3)  # 30,374 passages on; no text is as long
    return _SYMBOLS[44] + _SYMBOLS[step // HALF**2] + _SYMBOLS[step // HALF % HALF] + _SYMBOLS[step % HALF]


_SYMBOLS = tuple(symbol.encode() for symbol in PLACES)
STEPS = tuple(far(step) for step in range(33 + 11 * HALF))
"""The steps that come often."""
