"""The order of labels in a list, as the alphabet of a language has it.

A key after the manner of the Unicode Collation Algorithm (UTS 10): letters first, then accents, then case. Its default
table is wrong for Persian, Spanish, Turkish and Urdu, and the library that knows better needs a C++ compiler and 30 MB:
so the alphabets that differ are written out here. Chinese stands in the order of code points, not of pinyin.
"""

import unicodedata
from functools import lru_cache

_ALPHABETS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "fa": "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
    "ur": "اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے",
}
"""Letters that are letters of their own, in their order."""

_SAME = {
    "he": str.maketrans("ךםןףץ", "כמנפצ"),
    "fa": str.maketrans("يكىةؤئأإ", "یکیهویاا"),
    "ar": str.maketrans("ىةؤئأإآیک", "يتويااايك"),
    "ur": str.maketrans("يكىةه", "یکیہہ"),
}
"""Letters that are forms of another."""

_LATIN = {ord("æ"): "ae", ord("œ"): "oe", ord("ø"): "o", ord("đ"): "d", ord("ł"): "l"}

_BLANK, _SIGN, _DIGIT, _OWN, _OTHER = range(5)

Key = tuple[tuple[tuple[int, int], ...], str, str]
"""What labels are sorted by: letters, accents, letter case."""


@lru_cache(maxsize=65_536)
def key(label: str, lang: str) -> Key:
    """The sort key of `label` in the language `lang`."""
    language = lang.split("-")[0]
    own = _ALPHABETS.get(language, "")
    lowered = _lowered(unicodedata.normalize("NFC", label), language).translate(_SAME.get(language, _LATIN))
    letters: list[tuple[int, int]] = []
    accents = []
    for char in lowered:
        bases = char if char in own else unicodedata.normalize("NFKD", char)
        for base in bases:
            if unicodedata.combining(base):
                accents.append(base)
            elif unicodedata.category(base) != "Cf":
                letters.append(_rank(base, own, language))
    return tuple(letters), "".join(accents), label.swapcase()


def _lowered(text: str, language: str) -> str:
    """In lower case; Turkish has two letters i."""
    return text.translate({ord("I"): "ı", ord("İ"): "i"}).lower() if language == "tr" else text.casefold()


def _rank(char: str, own: str, language: str) -> tuple[int, int]:
    """Blanks, signs, digits, the letters of the language's own script, all others."""
    if char.isspace():
        return _BLANK, 0
    if char.isdecimal():
        return _DIGIT, unicodedata.decimal(char)
    if not char.isalpha():
        return _SIGN, ord(char)
    if own:
        return (_OWN, own.index(char)) if char in own else (_OTHER, ord(char))
    first = {"he": "HEBREW", "ko": "HANGUL", "zh": "CJK", "ja": "CJK"}.get(language, "LATIN")
    return (_OWN if unicodedata.name(char, "").startswith(first) else _OTHER), ord(char)
