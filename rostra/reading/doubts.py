"""What is doubtful about the date of a speech: it never stops a build, and is worth an editor's second look."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

import msgspec

from rostra.problem import Problem, Severity
from rostra.reading import reckoning
from rostra.reading.dates import Date, Day
from rostra.reading.speech import Speech
from rostra.schema import in_ascii

_TODAY = {
    "ar": "اليوم|الليلة|هذا المساء",
    "de": "heute",
    "en": "today|tonight|this (?:morning|afternoon|evening)",
    "es": "hoy|esta (?:mañana|tarde|noche)",
    "fa": "امروز|امشب|امروز صبح",
    "fr": "aujourd['’]hui|ce (?:matin|soir)|cet après-midi",
    "he": "היום|הערב|הלילה|הבוקר",
    "ko": "오늘",
    "ru": "сегодня",
    "tr": "bugün|bu (?:sabah|akşam|gece)",
    "ur": "آج",
    "zh": "今天|今日|今晚|今早",
}
"""Words by which a text names its own day, by language."""

_OWN = {"fa": "solar-hijri", "ps": "solar-hijri", "ar": "hijri", "ckb": "hijri", "ur": "hijri"}
"""The calendar that a year from 1200 to 1500 is probably of, by the language of the text."""

_UNSPACED = ("ko", "zh")
"""Languages that write these words without a blank after them."""

_NEAR = 40
"""A weekday belongs to a date in a text if it stands within so many characters of its month."""


class _Names(msgspec.Struct, frozen=True):
    """The weekdays, Monday first, and the months of a language, in lower case."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]


def doubts_of(speech: Speech, lang: str, body: str, body_line: int) -> Iterator[Problem]:
    """What is doubtful about the date of `speech`; `body` is its text in the language `lang`, from `body_line` on."""
    for name, said in speech.calendars.items():
        stated = reckoning.stated(said, name)
        if stated.calendar != speech.date.calendar and not reckoning.agrees(speech.date, stated):
            first, last = ("-".join(f"{number:02}" for number in day) for day in reckoning.span(stated))
            when = first if first == last else f"{first} to {last}"
            message = f"{name} {said} is {when} as computed; the date is {speech.date.edtf}."
            yield speech.problem("calendars", message, "Correct the one that is wrong.", Severity.WARNING)
    if (own := _OWN.get(lang.split("-")[0])) and not speech.date.calendar:
        yield from _long_ago(speech, own)
    if speech.date.shape == "unknown":
        yield from _today(speech, lang, body, body_line)
    elif speech.date.shape == "day" and speech.date.earliest and 1 <= speech.date.earliest[0] <= 9999:
        yield from _weekdays(speech, dt.date(*speech.date.earliest), lang, body, body_line)


def _long_ago(speech: Speech, own: str) -> Iterator[Problem]:
    """That a year was perhaps meant as one of the calendar `own`."""
    if speech.date.earliest and 1200 <= speech.date.earliest[0] <= 1500:
        message = f"{speech.date.edtf} is read as Gregorian, the year {speech.date.earliest[0]} CE."
        hint = f"If it is of another calendar, write date: {{{own}: {speech.date.edtf}}}."
        yield speech.problem("date", message, hint, Severity.WARNING)


def _today(speech: Speech, lang: str, body: str, body_line: int) -> Iterator[Problem]:
    language = lang.split("-")[0]
    if language not in _TODAY:
        return
    words = _TODAY[language] if language in _UNSPACED else rf"\b(?:{_TODAY[language]})\b"
    if found := re.search(words, body, re.IGNORECASE):
        yield Problem(
            path=speech.path,
            line=body_line + body.count("\n", 0, found.start()),
            message=f"The text says “{found[0]}”, and it has no date.",
            hint="Where the source tells of which day that is, write it as date:.",
            severity=Severity.NOTICE,
        )


def _weekdays(speech: Speech, day: dt.date, lang: str, body: str, body_line: int) -> Iterator[Problem]:
    """The first weekday that `day` was not: in the words of the source, or beside that date in the text."""
    names = _names(lang)
    right = names.weekdays[day.weekday()]
    given = {name: found[0] for name in names.weekdays if (found := _found(_joined(speech.date_as_given), name))}
    if given and right not in given:
        message = f"{speech.date.edtf} was a {_english(day)}; the source is said to name “{min(given.values())}”."
        hint = "Correct the date, or what is given."
        yield speech.problem("date_as_given", message, hint, Severity.WARNING)
    text = _joined(body.lower())
    if not any(name in text for name in names.weekdays):
        return
    month = names.months[day.month - 1]
    for found in re.finditer(rf"(?<![\d十]){re.escape(month)}", text):
        before, after = text[max(0, found.start() - _NEAR) : found.start()], text[found.end() : found.end() + 14]
        beside = [name for name in names.weekdays if _found(before, name)]
        if len(beside) == 1 and beside[0] != right and _is_of(day, before, after):
            yield Problem(
                path=speech.path,
                line=body_line + text.count("\n", 0, found.start()),
                message=f"{day.isoformat()} was a {_english(day)}; the text names it beside “{beside[0]}”.",
                hint="Correct the date, if it is not the text's own mistake.",
                severity=Severity.WARNING,
            )
            return


def _is_of(day: dt.date, before: str, after: str) -> bool:
    """Whether the number of `day` stands next to its month, and no year beside it but its own."""
    numbers = r"(?<!\d)0?{}(?!\d)"
    before, after = (in_ascii(text) for text in (before[-16:], after))
    years = [int(year) for year in re.findall(r"(?<!\d)\d{4}(?!\d)", f"{before} {after}")]
    is_day = re.search(numbers.format(day.day), before) or re.match(r"\W*" + numbers.format(day.day), after)
    return bool(is_day) and (not years or day.year in years)


def _joined(text: str) -> str:
    """`text` with the Persian weekdays in one word, as some write them, so that Tuesday is not taken for Saturday."""
    return re.sub("(?<=[یدسهرجن])[ \u200c]+(?=شنبه)", "", text) if "شنبه" in text else text


def _found(text: str, word: str) -> re.Match[str] | None:
    return re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)


def _english(day: dt.date) -> str:
    return f"{day:%A}"


@cache
def _names(lang: str) -> _Names:
    from rostra.locales import locale_or_english  # lazy: it takes 60 ms to load, and a page's words need it anyway

    locale = locale_or_english(lang)
    days, months = locale.days["format"]["wide"], locale.months["format"]["wide"]
    return _Names(tuple(_joined(days[n].lower()) for n in range(7)), tuple(months[n].lower() for n in range(1, 13)))


def twins(earlier: Speech, later: Speech) -> Problem | None:
    """That two texts of one event are dated differently, if they are."""
    if _bounds(earlier.date) == _bounds(later.date):
        return None
    message = f"{later.date.edtf}, but {earlier.date.edtf} in {earlier.path}, the same speech in another language."
    return later.problem("date", message, "Make the two agree.", Severity.WARNING)


def _bounds(date: Date) -> tuple[object, object]:
    """What two dates share that say the same."""
    return date.earliest, date.latest


def early(path: str, day: Day) -> Problem:
    """That a speech is dated after the day of the build; `day` is the first that it can be from."""
    message = "{:04}-{:02}-{:02} has not come yet.".format(*day)
    return Problem(path=path, field="date", message=message, severity=Severity.NOTICE)
