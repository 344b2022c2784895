"""How a page speaks: interface words, dates, numbers and names of languages, in the page's language.

Words come from templates/locale/*.po (gettext), forms from CLDR by way of Babel.
"""

import datetime as dt
import gettext
import io
from functools import cached_property, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from rostra.reading.dates import Date

# CLDR's default for "en" is American; world English writes the day first.
_WORLD = {"en": "en_001"}

# The digit 0 of CLDR's numbering systems that are some language's own.
_ZEROS = {
    "arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "gujr": "૦", "guru": "੦", "khmr": "០", "knda": "೦",
    "laoo": "໐", "mlym": "൦", "mymr": "၀", "nkoo": "߀", "olck": "᱐", "orya": "୦", "tamldec": "௦", "telu": "౦",
    "thai": "๐", "tibt": "༠", "mtei": "꯰", "cakm": "𑄶", "adlm": "𞥐",
}  # fmt: skip


class Wording:
    """The words and forms of one language; an unknown language has English words."""

    def __init__(self, lang: str, translations: gettext.NullTranslations) -> None:
        self.lang = lang
        self.gettext = translations.gettext
        self.ngettext = translations.ngettext
        self.locale = _locale(lang)
        self.when = lru_cache(maxsize=10_000)(self._when)

    @cached_property
    def direction(self) -> str:
        """`rtl` or `ltr`, as the language's script runs."""
        return "rtl" if self.locale.character_order == "right-to-left" else "ltr"

    @cached_property
    def _digits(self) -> dict[int, str]:
        zero = _ZEROS.get(self.locale.default_numbering_system)
        return {ord("0") + value: chr(ord(zero) + value) for value in range(10)} if zero else {}

    def digits(self, text: object) -> str:
        """`text` with its digits in the language's own."""
        return str(text).translate(self._digits)

    def number(self, value: int) -> str:
        """A number, grouped as the language does."""
        return self.digits(format_decimal(value, locale=self.locale, numbering_system="latn"))

    def year(self, year: int) -> str:
        """A year alone."""
        return self.digits(year) if year > 0 else self.gettext("%(year)s BCE") % {"year": self.digits(1 - year)}

    def month(self, month: int) -> str:
        """The name of a month, 1 to 12, standing alone."""
        return str(self.locale.months["stand-alone"]["wide"][month])

    def section(self, name: str) -> str:
        """The name of a part of the site: `occasions` → Occasions."""
        return self.gettext(name.capitalize())

    def enum_label(self, word: str) -> str:
        """A word of an enumeration as people say it: `press-conference` → press conference."""
        return self.gettext(word.replace("-", " "))

    def term_label(self, label: str, taxonomy: str) -> str:
        """The label of a term; those of kinds are ours to translate, all others are the editors' words."""
        return self.enum_label(label) if taxonomy == "kinds" else label

    def language(self, tag: str) -> str:
        """The name of the language `tag` in this language, or the tag itself."""
        try:
            return Locale.parse(tag, sep="-").get_display_name(self.locale) or tag
        except (UnknownLocaleError, ValueError):
            return tag

    def _when(self, date: Date) -> str:
        """A date as a phrase that says no more than is known."""
        said = self._bare(date)
        if date.approximate:
            said = self.gettext("about %(date)s") % {"date": said}
        if date.uncertain:
            said = self.gettext("perhaps %(date)s") % {"date": said}
        return said

    def _bare(self, date: Date) -> str:
        if date.shape == "interval":
            return self._interval(*date.parts)
        if date.earliest is None or date.latest is None:
            return self.gettext("undated")
        year = date.earliest[0]
        if not 1 <= year <= 9999:
            return self.year(year) if date.shape == "year" else self.digits(date.edtf)
        first, last = dt.date(*date.earliest), dt.date(*date.latest)
        match date.shape:
            case "day":
                return self.digits(format_date(first, "long", locale=self.locale))
            case "month":
                return self.digits(format_skeleton("yMMMM", first, locale=self.locale))
            case "year":
                return self.year(year)
            case "season":
                return self._season(int(date.edtf[5:7])) % {"year": self.year(year)}
            case "decade":
                return self.gettext("the %(year)ss") % {"year": self.year(year)}
            case _:
                return self._between(self.year(first.year), self.year(last.year))

    def _season(self, number: int) -> str:
        _ = self.gettext
        names = {21: _("spring %(year)s"), 22: _("summer %(year)s"), 23: _("autumn %(year)s"), 24: _("winter %(year)s")}
        return names[number]

    def _interval(self, start: Date, end: Date) -> str:
        if start.shape == "unknown":
            return self.gettext("not after %(date)s") % {"date": self._when(end)}
        if end.shape == "unknown":
            return self.gettext("not before %(date)s") % {"date": self._when(start)}
        first = self._when(start)
        if (
            start.shape == end.shape == "day"
            and start.earliest
            and end.earliest
            and start.earliest[0] == end.earliest[0]
        ):
            first = self.digits(format_skeleton("MMMMd", dt.date(*start.earliest), locale=self.locale))
        return self._between(first, self._when(end))

    def _between(self, first: str, last: str) -> str:
        return self.gettext("between %(first)s and %(last)s") % {"first": first, "last": last}


def machine_date(date: Date) -> str:
    """The value of `<time datetime>` where HTML has one that is true: a certain day, month or year; or empty."""
    certain = not (date.uncertain or date.approximate)
    return (
        date.edtf
        if certain and date.shape in ("day", "month", "year") and "X" not in date.edtf and date.edtf[0] != "-"
        else ""
    )


def wordings(locale_folder: Path) -> dict[str, gettext.NullTranslations]:
    """The catalogues below `locale_folder`, by language tag."""
    found: dict[str, gettext.NullTranslations] = {}
    for file in sorted(locale_folder.glob("*.po")):
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale=file.stem.replace("-", "_"), abort_invalid=True)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        found[file.stem] = gettext.GNUTranslations(compiled)
    return found


@lru_cache
def _locale(tag: str) -> Locale:
    for attempt in (_WORLD.get(tag, tag), tag.split("-")[0]):
        try:
            return Locale.parse(attempt, sep="_" if "_" in attempt else "-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_001")
