"""A date in words, as pages and captures have it → EDTF, as far as the words go."""

import contextlib
import re
from collections.abc import Callable, Iterable
from functools import cache

from rostra.locales import locale_or_english
from rostra.reading import dates, reckoning
from rostra.schema import Wrong, in_ascii

_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|e|\.)?"
_OF = r"(?:\s+(?:of|de|del|d['’]))?"
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>\d{4})\s*([-/.])\s*(?P<month>\d{1,2})\s*\2\s*(?P<day>\d{1,2})(?!\d)")
_NAMED = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월](?:\s*(?P<day>\d{1,2})\s*[日일号號])?"
)
_MONTH = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?![-/.]?\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")

_MOST_WORDS = 4
"""So many stand beside the date of a line of its own: a place, a weekday."""
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u9fff]{1,2}|\w+")  # where no blanks part words, two characters are one
_HOUR = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}(?!\d)")
_SENTENCE = re.compile(r"\w{3}\W?[.!?…؟۔।]|[。！？]")  # after less it ends an abbreviation

_Hit = tuple[int, int, str]
"""Where something starts and ends in a text, and what it is, year first."""


def dates_in(text: str, lang: str = "en") -> tuple[str, ...]:
    """Every date that `text` states with a year, in EDTF and in order, each once. Months are named in the language
    `lang` or in English. `03/04/2021` is none: nobody knows which of the two is the month."""
    text = _plain(text)
    return tuple(dict.fromkeys(edtf for *_, edtf in _valid(_written(text, lang), lambda said: dates.parse(said).edtf)))


def numbers_in(text: str, calendar: str) -> tuple[str, ...]:
    """Every date of another `calendar` that `text` states in numbers and that it has, in order, each once: of the solar
    one, `۱۳۹۷/۰۲/۳۱` is 1397-02-31."""

    def read(said: str) -> str:
        reckoning.dated(said, calendar)
        return said

    return tuple(dict.fromkeys(said for *_, said in _valid(_numbers(_plain(text)), read)))


def dateline_of(text: str, lang: str = "en") -> str:
    """The date in EDTF of a line that states one, and beside it no more than a place: `Cairo, 17 November 2021`. Empty
    where it is none, says more, or holds other numbers, which might belong to the date."""
    text = _plain(text)
    stated = _valid(_written(text, lang), lambda said: dates.parse(said).edtf)
    if len(stated) != 1:
        return ""
    ((start, end, edtf),) = stated
    beside = _WORD.findall(_HOUR.sub("", f"{text[:start]} {text[end:]}"))
    is_sentence = beside and _SENTENCE.search(f"{text[:start]}date{text[end:]}")
    is_more = len(beside) > _MOST_WORDS or any(char.isdigit() for word in beside for char in word)
    return "" if is_sentence or is_more else edtf


def _valid(written: Iterable[_Hit], read: Callable[[str], str]) -> list[_Hit]:
    """The longest of those that overlap, in order, as `read` gives them; it raises Wrong for no day."""
    found: list[_Hit] = []
    taken: list[range] = []
    for start, end, said in sorted(written, key=lambda one: (one[0] - one[1], one[0])):  # longest first
        if any(start < span.stop and end > span.start for span in taken):
            continue
        taken.append(range(start, end))  # 31 February 2021 does not even state a month
        with contextlib.suppress(Wrong):
            found.append((start, end, read(said)))
    return sorted(found)


def date_of(text: str, lang: str = "en") -> str:
    """The date in EDTF that `text` states if it says nothing else; empty where it is none, or says more. Raises Wrong
    where the calendar has no such day."""
    text = _plain(text)
    for start, end, written in _written(text, lang):
        if not re.search(r"\w", re.sub(r"^the ", "", text[:start], flags=re.IGNORECASE) + text[end:]):
            return dates.parse(written).edtf
    return ""


def _plain(text: str) -> str:
    return in_ascii(text).replace("\xa0", " ")


def _numbers(text: str) -> list[_Hit]:
    """What may be a date in numbers."""
    found = []
    for pattern in (_YEAR_FIRST, _NAMED, _MONTH):
        for hit in pattern.finditer(text):
            parts = hit.groupdict()
            is_two_years = pattern is _MONTH and int(parts["month"]) == (int(parts["year"]) + 1) % 100
            if not is_two_years or hit[0] == text.strip():  # the budget of 2009-10
                found.append((*hit.span(), "-".join(part.zfill(2) for part in parts.values() if part)))
    for hit in _DAY_FIRST.finditer(text):
        day, separator, month, year = hit.groups()
        if separator == "." or int(day) > 12:
            found.append((*hit.span(), f"{year}-{month.zfill(2)}-{day.zfill(2)}"))
    return found


def _written(text: str, lang: str) -> list[_Hit]:
    """What may be a date in numbers or in words."""
    found = _numbers(text)
    months = _months(lang)
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    day, month = rf"(?P<day>\d{{1,2}}){_ORDINAL}", rf"(?P<month>{names})\.?"
    for form in (
        rf"(?<!\d){day}{_OF}\s+{month}{_OF},?\s+(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\w){month}\s+{day},?\s+(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\w){month}{_OF},?\s+(?P<year>\d{{4}})(?!\d)",
    ):
        for hit in re.finditer(form, text, re.IGNORECASE):
            said = hit.groupdict()
            number = months[said["month"].lower()]
            written = f"{said['year']}-{number:02}" + (f"-{said['day'].zfill(2)}" if said.get("day") else "")
            found.append((*hit.span(), written))
    return found


@cache
def _months(lang: str) -> dict[str, int]:
    """The names of the months, in lower case, and their numbers."""
    found = {"sept": 9}
    for locale in (locale_or_english("en"), locale_or_english(lang)):
        for context in ("format", "stand-alone"):
            for width in ("abbreviated", "wide"):
                names = locale.months[context][width]
                found |= {name.lower().rstrip("."): number for number, name in names.items() if not name.isdigit()}
    return found


@cache
def weekdays(lang: str) -> tuple[str, ...]:
    """The weekdays in the language `lang`, Monday first, in lower case."""
    names = locale_or_english(lang).days["format"]["wide"]
    return tuple(names[number].lower() for number in range(7))
