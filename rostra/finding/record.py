"""A speech → its record: for each word, the passages it stands in and how much it weighs there.

Passage 0 is what heads the page: title, occasion, audience, speaker, place, year. The others are the text's, in order:
each ends where its number stands in the HTML, so that a browser cuts the page in the same places; what follows the
last number is one more.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from html import unescape

from rostra.finding.folding import words
from rostra.reading.anchors import NUMBER
from rostra.reading.speech import Speech

SYMBOLS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\=*')
"""What an index is written in: ASCII that stands for itself in a JavaScript string."""

HALF = len(SYMBOLS) // 2
NUMBERS, PLACES = SYMBOLS[:HALF], SYMBOLS[HALF:]
"""45 symbols for the numbers of speeches, 45 for what follows each: so a number is found without decoding."""

PARTS = 4
"""A record is kept in as many parts, so that the lists of a large archive are made by as many workers."""

NOMINAL = 60
"""Words in a passage, for BM25. A constant rather than the archive's mean, which each edit would move."""

_NUMBER = re.compile(NUMBER.format('[^"]*'))
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)[^<>"]*(?:"[^"]*"[^<>"]*)*>')
_WITHIN_WORDS = re.compile(r"a|abbr|b|bd[io]|cite|code|del|dfn|em|i|ins|kbd|mark|[qsu]|samp|small|span|strong|var|wbr")
"""Elements that may begin or end within a word; all others part words."""

Record = dict[str, bytes]


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


def record_of(heading: str, html: str) -> tuple[Record, int]:
    """The record of a speech, and how many passages it has: `heading` is passage 0, those in `html` follow."""
    found: dict[str, list[int]] = defaultdict(list)
    texts = [heading, *texts_of(html)]
    for number, text in enumerate(texts):
        spoken = words(text)
        length = len(spoken)
        once = 3 * number + weight(1, length)
        for word, count in Counter(spoken).items():
            found[word].append(once if count == 1 else 3 * number + weight(count, length))
    return {
        word: _STEPS[places[0]] if len(places) == 1 and places[0] < len(_STEPS) else written(places)
        for word, places in found.items()
    }, len(texts)


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
        made.append(_STEPS[step] if (step := place - before) < len(_STEPS) else _step(step))
        before = place // 3 * 3 + 3
    return b"".join(made)


def _step(step: int) -> bytes:
    if step < 33:
        return _SYMBOLS[step]
    if step < 33 + 11 * HALF:
        high, low = divmod(step - 33, HALF)
        return _SYMBOLS[33 + high] + _SYMBOLS[low]
    step = min(step, HALF**3 - 3 + step % 3)  # 30,374 passages on; no text is as long
    return _SYMBOLS[44] + _SYMBOLS[step // HALF**2] + _SYMBOLS[step // HALF % HALF] + _SYMBOLS[step % HALF]


_SYMBOLS = tuple(symbol.encode() for symbol in PLACES)
_STEPS = tuple(_step(step) for step in range(33 + 11 * HALF))


def parted(record: Record) -> tuple[Record, ...]:
    """A record in its parts."""
    parts: tuple[Record, ...] = tuple({} for _ in range(PARTS))
    for word, places in record.items():
        parts[ord(word[-1]) % PARTS][word] = places
    return parts
