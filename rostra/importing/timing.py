"""The words of a text that tell of its day → EDTF: what all of them allow, and no more."""

import contextlib
import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import msgspec

from rostra.importing import rules
from rostra.importing.datelines import dates_in, weekdays
from rostra.publishing.dating import MONTHS
from rostra.reading import dates
from rostra.reading.calendars import CALENDARS
from rostra.schema import Wrong
from rostra.values import Value

_GROUPS = {"date", "weekday", "from", "to", "hijri"}
_YEARS = range(1900, 2101)
"""Where a span without a year is looked for."""

_SLACK = dt.timedelta(days=2)
"""By how much a stated lunar month may differ from the computed one: it starts when the moon is seen."""

Span = tuple[dt.date, dt.date]


class Timed(msgspec.Struct, frozen=True):
    """When a text is from: EDTF, how that is known, the words of the source, a note, and what is doubtful and what to
    do about it, if anything is."""

    date: str = "XXXX"
    basis: str = "unknown"
    given: str = ""
    note: str = ""
    doubt: tuple[str, str] | None = None


class Hit(msgspec.Struct, frozen=True):
    """What one pattern found: the words, the spans that they allow, if they name any, and the date or the weekday."""

    words: str
    spans: tuple[Span, ...] | None = None
    edtf: str = ""
    weekday: int | None = None


_UNKNOWN = "Write date: in EDTF, if the source tells of it elsewhere."


def patterns(value: Value) -> tuple[re.Pattern[str], ...]:
    """Regular expressions whose groups say what they name: `date`, `weekday`, `from` and `to`, `hijri`."""
    found = []
    for each in rules.each_of(value):
        (pattern,) = rules.patterns(each)
        names = pattern.groupindex
        if unknown := sorted(names.keys() - _GROUPS):
            hint = f"Name it one of: {', '.join(sorted(_GROUPS))}."
            raise Wrong(f"A date has no group {unknown[0]}.", hint, each.line)
        if ("from" in names) != ("to" in names):
            raise Wrong("A span has two ends.", "Write both groups, (?P<from>…) and (?P<to>…).", each.line)
        found.append(pattern)
    return tuple(found)


def timed(text: str, known: Mapping[str, Any], above: Sequence[Timed] = ()) -> Timed:
    """When `text` is from, by the patterns in `known`; `above` are the entries of the same list that stand above it and
    have a date."""
    lang = known.get("lang") or "en"
    hits = [hit for pattern in known.get("date", ()) if (hit := _hit(pattern, text, lang))]
    given = " … ".join(dict.fromkeys(hit.words for hit in hits))
    spans = [hit.spans for hit in hits if hit.spans is not None]
    overlaps = set(filter(None, map(_overlap, product(*spans)))) if spans else set()
    if len(overlaps) == 1:
        return _dated(hits, given, overlaps.pop())
    if len(overlaps) > 1:
        what = f"“{given}” allows more than one date."
    elif spans:
        what = f"“{given}” does not fit together."
    elif hits and hits[0].weekday is not None and (bound := _by_order(hits[0].weekday, given, known, above)):
        return bound
    else:
        what = f"“{given}” does not say the day and the year." if given else "No date is stated."
    return Timed(given=given, doubt=(what, _UNKNOWN))


def _hit(pattern: re.Pattern[str], text: str, lang: str) -> Hit | None:
    found = pattern.search(text)
    if not found:
        return None
    said = {name: part for name, part in found.groupdict().items() if part}
    words = " ".join(found[0].split())
    named = next((at for at, day in enumerate(weekdays(lang)) if said.get("weekday", "").lower() == day), None)
    if "from" in said and "to" in said:
        return Hit(words, tuple(_spans(said, lang)), weekday=named)
    date = _stated(said.get("date", ""), lang)
    if date.earliest is None or date.latest is None:
        return Hit(words, weekday=named)
    return Hit(words, ((dt.date(*date.earliest), dt.date(*date.latest)),), date.edtf, named)


def _stated(words: str, lang: str) -> dates.Date:
    """The one date that is in `words`, which may be no more than a year."""
    with contextlib.suppress(Wrong):
        return dates.parse(words.strip())
    stated = dates_in(words, lang)
    return dates.parse(stated[0]) if len(stated) == 1 else dates.UNKNOWN


def _spans(said: Mapping[str, str], lang: str) -> Iterator[Span]:
    """The spans that two ends allow: one where they name their years, or else one a year, of which those stay that are
    the lunar month that is named."""
    ends = (said["from"], said["to"])
    whole = [dates_in(end, lang) for end in ends]
    years: Sequence[int | None] = (None,) if all(whole) else _YEARS
    for year in years:
        first, last = ((dates_in(end if year is None else f"{end} {year}", lang) or ("",))[0] for end in ends)
        try:
            start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        except ValueError:
            continue
        if end < start and year is not None:
            end = end.replace(year=end.year + 1) if (end.month, end.day) != (2, 29) else end
        if start <= end and ("hijri" not in said or _is_month(said["hijri"], start, end)):
            yield start, end


def _is_month(name: str, start: dt.date, end: dt.date) -> bool:
    """Whether the lunar month `name` runs from `start` to `end`, as computed."""
    numbers = [at for at, known in enumerate(MONTHS["hijri"], 1) if _folded(known) == _folded(name)]
    middle = start + (end - start) / 2
    calendar = CALENDARS["hijri"]
    year, month, _ = calendar.of((middle.year, middle.month, middle.day))
    first = dt.date(*calendar.day(year, month, 1))
    last = dt.date(*calendar.day(year, month, calendar.length(year, month)))
    return month in numbers and abs(first - start) <= _SLACK and abs(last - end) <= _SLACK


def _folded(name: str) -> str:
    """A name without case, marks and apostrophes."""
    return "".join(char for char in unicodedata.normalize("NFKD", name).casefold() if char.isalnum())


def _overlap(spans: Sequence[Span]) -> Span | None:
    start, end = max(first for first, _ in spans), min(last for _, last in spans)
    return (start, end) if start <= end else None


def _dated(hits: Sequence[Hit], given: str, span: Span) -> Timed:
    """The date of one span: stated where a single pattern says as much, inferred where several do together."""
    stated = [hit for hit in hits if hit.spans == (span,)]
    exact = next((hit.edtf for hit in stated if hit.edtf), "")
    start, end = (day.isoformat() for day in span)
    date = exact or (start if start == end else f"{start}/{end}")
    doubt = None
    named = [hit.weekday for hit in hits if hit.weekday is not None]
    if start == end and named and span[0].weekday() not in named:
        right = weekdays("en")[span[0].weekday()].title()
        doubt = (f"{start} was a {right}; the source says “{given}”.", "Correct the date, or leave it as the source's.")
    if stated:
        return Timed(date, "", given if given != date else "", doubt=doubt)
    parts = [hit for hit in hits if hit.spans is not None]
    note = (
        "The days that these words of the source have in common: " + "; ".join(f"“{hit.words}”" for hit in parts) + "."
    )
    return Timed(
        date, "inferred", given, note, ("The date was inferred from several spans.", "Look whether all are of it.")
    )


def _by_order(weekday: int, given: str, known: Mapping[str, Any], above: Sequence[Timed]) -> Timed | None:
    """The last day of that name which the order of the list allows, if the list has one."""
    bound = next((each.date for each in reversed(above) if "/" not in each.date), "")
    latest = dates.parse(bound).latest if bound and known.get("order") == "newest-first" else None
    if latest is None:
        return None
    last = dt.date(*latest)
    day = last - dt.timedelta(days=(last.weekday() - weekday) % 7)
    name = weekdays("en")[weekday].title()
    note = (
        f"The source names a {name} and lists it below an entry of {bound}, from newest to oldest: "
        f"the latest {name} possible is {day.isoformat()}."
    )
    return Timed(f"../{day.isoformat()}", "order", given, note, ("The date was bounded by the order of the list.",
                 "Look whether the list is in order."))  # fmt: skip
