"""A date as others write it → EDTF. What could be two days is refused, and never guessed at."""

import re
from functools import cache

import msgspec

from rostra.reading import dates
from rostra.schema import Wrong, in_ascii


class Day(msgspec.Struct, frozen=True):
    """A date in EDTF. `said` is what it was read from, where that says more or says it in other words; else empty."""

    edtf: str
    said: str = ""
    is_words: bool = False


_TIMESTAMP = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:\s*(?:Z|UTC|[+-]\d{1,2}(?::?\d{2})?))?",
    re.IGNORECASE | re.ASCII,
)
_MIDNIGHT = re.compile(r"0?0:00(?::00(?:\.0+)?)?")
_TWO_WAYS = re.compile(r"\d{1,2}([-/.])\d{1,2}\1(?:\d{2}|\d{4})", re.ASCII)


def day_of(text: str, lang: str = "en") -> Day:
    """The day that `text` states: EDTF, a timestamp, which is cut to the day that it names, or words such as
    17 November 2021 in the language `lang`. Raises Wrong."""
    text = " ".join(text.split())
    if moment := _TIMESTAMP.fullmatch(text):
        return Day(dates.parse(moment[1]).edtf, "" if _MIDNIGHT.fullmatch(moment[2]) else text)
    try:
        return Day(dates.parse(text).edtf)
    except Wrong:
        if worded := _in_words(text, lang):
            return Day(dates.parse(worded).edtf, text, is_words=True)
        if _TWO_WAYS.fullmatch(in_ascii(text)):
            message = f"{text} does not say which number is the day and which is the month."
            raise Wrong(message, "Write it as YYYY-MM-DD.") from None
        raise


def _in_words(text: str, lang: str) -> str:
    """17 November 2021, 17th November 2021, November 17, 2021, November 2021 → EDTF; empty where it is none of them."""
    folded = re.sub(r"[^\w\s]+", " ", in_ascii(text).casefold())
    for months in {lang: _months(lang), "en": _months("en")}.values():
        name = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
        day = r"(?:the )?(\d{1,2})(?:st|nd|rd|th|er)?"
        for form in (
            rf"{day}\s+(?:de |of )?({name})\s+(?:de )?(\d{{4}})",
            rf"(?P<m>{name})\s+{day}\s+(\d{{4}})",
            rf"(?P<m>{name})\s+(\d{{4}})",
        ):
            if found := re.fullmatch(form, folded.strip()):
                parts = list(found.groups())
                month = months[parts.pop(0) if "m" in found.groupdict() else parts.pop(1)]
                year = parts.pop()
                return f"{year}-{month:02}" + (f"-{int(parts[0]):02}" if parts else "")
    return ""


@cache
def _months(lang: str) -> dict[str, int]:
    """The names of the months in `lang`, in full and short, without case and dots, with their numbers."""
    from babel import Locale, UnknownLocaleError  # lazy: it takes 60 ms to load, and most dates are plain

    try:
        months = Locale.parse(lang.replace("-", "_")).months
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        re.sub(r"[^\w\s]+", "", months[use][width][number].casefold()): number
        for use in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number in range(1, 13)
    }
