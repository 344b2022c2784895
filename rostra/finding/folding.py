"""Text → the words that a search compares: one spelling for all the ways in which readers write a word.

The tables are plain text, so that a browser can have the same.
"""

import re
import unicodedata
from functools import cache

MARKS = (
    "\u0300-\u0305\u0307\u0309-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff\u1ab0-\u1ace"
    "\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
)
"""Accents and points of Latin, Greek, Cyrillic, Hebrew and Arabic: a reader leaves them out. Breve and diaeresis are
below; the marks of other scripts, such as Devanagari's vowels, are letters."""

JOINERS = "\u00ad\u034f\u061c\u0640\u180b-\u180f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"
"""What stands within a word and is no letter of it: soft hyphen, tatweel, joiner and non-joiner, selectors."""

UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecf\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u109a-\u109d\u1780-\u17d3\u17d7"
    "\u17dc\u17dd\u3005-\u3007\u3021-\u302f\u3038-\u303c\u3041-\u309f\u30a1-\u30fa\u30fc-\u312f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\U00020000-\U000323af"
)
"""Thai, Lao, Myanmar, Khmer, Han and Kana, which put no blanks between words."""

LETTERS = {
    "ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
    "ς": "σ", "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
    "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ۃ": "ه", "ٱ": "ا", "ء": "",
}  # fmt: skip
"""Letters that are written in more than one way, after compatibility decomposition (Unicode, UAX #15) and in lower
case. Hamza alone vanishes, as does hamza on its carrier, which is a mark."""

ZEROS = "".join(
    chr(code)
    for code in (
        0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
        0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0,
        0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    )
)  # fmt: skip
"""The zero of each script with digits of its own; the other nine follow it (Unicode, category Nd)."""

MOST_LETTERS = 60
"""A longer word is cut into pieces: it is an address, or noise."""


MOST_KNOWN = 100_000
"""Each way to write a word is folded once, and remembered up to so many."""


def _combining() -> str:
    """Every combining mark, as the inside of a class of `re`, which knows no categories."""
    codes = [code for code in range(0x300, 0x1F000) if unicodedata.category(chr(code))[0] == "M"]
    found: list[list[int]] = []
    for code in codes:
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return "".join(chr(first) + (f"-{chr(last)}" if last > first else "") for first, last in found)


@cache
def _run() -> re.Pattern[str]:
    """A run of letters and digits; to find all marks takes 10 ms, and most commands fold nothing."""
    return re.compile(rf"[\w{_combining()}{JOINERS}]+")


_ASCII_RUN = re.compile(f"[a-z0-9]{{1,{MOST_LETTERS}}}")
# Breve on и and diaeresis on і make letters of their own (й, ї); elsewhere they are accents (ё, ö).
_VANISHING = re.compile(f"[{MARKS}{JOINERS}]|(?<!и)\u0306|(?<!і)\u0308")
_UNSPACED = re.compile(f"([{UNSPACED}]+)")
_SPELLED = str.maketrans(
    LETTERS | {chr(ord(zero) + value): str(value) for zero in ZEROS for value in range(10)},
)


def fold(text: str) -> str:
    """`text` in one spelling: without case, accents, points, joiners; one form of each letter, ASCII digits."""
    lower = unicodedata.normalize("NFKD", text).lower()
    return unicodedata.normalize("NFC", _VANISHING.sub("", lower).translate(_SPELLED))


class _Forms(dict[str, str]):
    """Runs of letters and digits with what stands for them, separated by blanks; made when first asked for."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self._step = step

    def __missing__(self, run: str) -> str:
        found: list[str] = []
        for piece in _run().findall(fold(run)):
            for part in filter(None, _UNSPACED.split(piece)):
                if _UNSPACED.match(part):
                    found += (part[at : at + self._step] for at in range(len(part)))
                else:
                    found += (part[at : at + MOST_LETTERS] for at in range(0, len(part), MOST_LETTERS))
        self[run] = " ".join(found)
        return self[run]

    def of(self, text: str) -> list[str]:
        """What stands for the runs of `text`. The class of all letters takes five times as long as that of ASCII, and
        most texts are ASCII but for some signs."""
        if not text.isascii():
            for sign in "’‘“”–—…\xa0":
                text = text.replace(sign, " ")
        if text.isascii():
            return _ASCII_RUN.findall(text.lower())
        if len(self) > MOST_KNOWN:
            self.clear()
        return " ".join(map(self.__getitem__, _run().findall(text.replace("_", " ")))).split()


_UNITS, _WORDS = _Forms(1), _Forms(2)


def units(text: str) -> list[str]:
    """What a phrase is compared by: words, and single letters of scripts without blanks between words."""
    return _UNITS.of(text)


def words(text: str) -> list[str]:
    """What a text is indexed under: its words; in scripts without blanks between words every two letters, and the last
    one alone, so that a single letter is the start of something wherever it stands."""
    return _WORDS.of(text)
