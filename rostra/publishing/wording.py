"""How a page speaks: interface words, numbers and names of languages, in the page's language.

Words come from templates/locale/*.po (gettext), forms from CLDR by way of Babel. Dates are in dating.py.
"""

import gettext
import io
from functools import cached_property, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal

from rostra.locales import OwnLocale
from rostra.problem import Problem, Rejected
from rostra.publishing import compiled
from rostra.publishing.dating import Dating
from rostra.reading.calendars import CALENDARS

# CLDR's default for "en" is American; world English writes the day first.
_WORLD = {"en": "en_001"}

# The digit 0 of CLDR's numbering systems that are some language's own.
_ZEROS = {
    "arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "gujr": "૦", "guru": "੦", "khmr": "០", "knda": "೦",
    "laoo": "໐", "mlym": "൦", "mymr": "၀", "nkoo": "߀", "olck": "᱐", "orya": "୦", "tamldec": "௦", "telu": "౦",
    "thai": "๐", "tibt": "༠", "mtei": "꯰", "cakm": "𑄶", "adlm": "𞥐",
}  # fmt: skip

# ISO 15924.
_RIGHT_TO_LEFT = {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}


class Wording:
    """The words and forms of one language; an unknown language has English words."""

    def __init__(self, lang: str, translations: gettext.NullTranslations) -> None:
        self.lang = lang
        self.gettext = translations.gettext
        self.ngettext = translations.ngettext
        self.locale = _locale(lang)
        self.dating = Dating(self)

    @cached_property
    def direction(self) -> str:
        """`rtl` or `ltr`: as the script runs that the tag names, or else the language's usual one."""
        language, *rest = self.lang.split("-")
        script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
        if not script and self.locale.language == language:
            return "rtl" if self.locale.character_order == "right-to-left" else "ltr"
        likely = get_global("likely_subtags").get(language, "").split("_")
        return "rtl" if _RIGHT_TO_LEFT & ({script} if script else set(likely)) else "ltr"

    @cached_property
    def _digits(self) -> dict[int, str]:
        zero = _ZEROS.get(self.locale.default_numbering_system)
        return {ord("0") + value: chr(ord(zero) + value) for value in range(10)} if zero else {}

    def digits(self, text: object) -> str:
        """`text` with its digits in the language's own."""
        return str(text).translate(self._digits)

    def number(self, value: int) -> str:
        """A number, grouped as the language does."""
        return self.digits(format_decimal(value, locale=self.locale, numbering_system="default"))

    def section(self, name: str) -> str:
        """The name of a part of the site: `occasions` → Occasions; the years of any calendar → Years."""
        return self.gettext("Years" if name in CALENDARS else name.capitalize())

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


def locale_of(tag: str) -> str:
    """The language `tag` with a country, as OpenGraph names it, where it names none the most likely: `fa` → `fa_IR`."""
    language, *rest = tag.split("-")
    likely = get_global("likely_subtags")
    full = likely.get("_".join((language, *rest))) or likely.get(language, "")
    stated = [part for part in rest if len(part) == 2 and part.isalpha()]
    return "_".join((language, *(stated or full.split("_")[2:])[:1]))


def wordings(locale_folder: Path, shown: str, cache: Path) -> dict[str, gettext.NullTranslations]:
    """The catalogues below `locale_folder`, which messages name as `shown`, by language tag; compiled where the folder
    `cache` does not have them. Raises Rejected."""
    sources = {file.stem: file.read_bytes() for file in sorted(locale_folder.glob("*.po"))}
    made = compiled.catalogues(cache, sources)
    if made is None:
        made = _compiled(sources, shown)
        compiled.keep_catalogues(cache, sources, made)
    return {tag: gettext.GNUTranslations(io.BytesIO(catalogue)) for tag, catalogue in made.items()}


def _compiled(sources: dict[str, bytes], shown: str) -> dict[str, bytes]:
    """Catalogues as people write them (.po) → as gettext loads them (.mo), by language tag. Raises Rejected."""
    found: dict[str, bytes] = {}
    problems = []
    for tag, source in sources.items():
        made = io.BytesIO()
        try:
            write_mo(made, read_po(io.BytesIO(source), locale=tag.replace("-", "_"), abort_invalid=True))
        except (PoFileError, ValueError, LookupError) as error:
            line = error.lineno + 1 if isinstance(error, PoFileError) else 0
            what = str(error).removesuffix(f" on {line - 1}")  # Babel counts from 0
            problems.append(
                Problem(
                    path=f"{shown}/{tag}.po",
                    line=line,
                    message=f"This is not a gettext catalogue that can be read ({what}).",
                    hint="Name it after a language, such as fa.po, and check it with msgfmt.",
                )
            )
        found[tag] = made.getvalue()
    if problems:
        raise Rejected(problems)
    return found


@lru_cache
def _locale(tag: str) -> Locale:
    for attempt in (_WORLD.get(tag, tag), tag.split("-")[0]):
        try:
            return OwnLocale.parse(attempt, sep="_" if "_" in attempt else "-")
        except (UnknownLocaleError, ValueError):
            continue
    return OwnLocale.parse("en_001")
