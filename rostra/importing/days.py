"""A date as others write it → EDTF. What could be two days is refused, and never guessed at."""

import re

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
    """The day that `text` states: EDTF, a timestamp, which is cut to the day that it names, words such as
    17 November 2021 in the language `lang`, or figures that can be one day only, such as 17/11/2021. Raises Wrong."""
    text = " ".join(text.split())
    if moment := _TIMESTAMP.fullmatch(text):
        return Day(dates.parse(moment[1]).edtf, "" if _MIDNIGHT.fullmatch(moment[2]) else text)
    try:
        return Day(dates.parse(text).edtf)
    except Wrong:
        from rostra.importing import datelines  # lazy: Babel takes 60 ms to load, and most dates are plain

        if worded := datelines.date_of(text, lang):
            return Day(worded, text, is_words=True)
        if _TWO_WAYS.fullmatch(in_ascii(text)):
            message = f"{text} does not say which number is the day and which is the month."
            raise Wrong(message, "Write it as YYYY-MM-DD.") from None
        raise
