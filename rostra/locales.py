"""What CLDR says of a language (names of months, forms of numbers), by way of Babel."""

import pickle
from functools import cached_property
from typing import Any

from babel import Locale, UnknownLocaleError, localedata


class OwnLocale(Locale):
    """A Locale with data of its own. Babel's share what they resolve: after Hebrew, Urdu had Hebrew months (2.18)."""

    @cached_property
    def _data(self) -> localedata.LocaleDataDict:
        data: Any = pickle.loads(pickle.dumps(localedata.load(str(self))))  # noqa: S301 (a copy, quicker than deepcopy)
        return localedata.LocaleDataDict(data)


def locale_or_english(tag: str) -> Locale:
    """The Locale of a language tag, or English where CLDR does not know it."""
    try:
        return OwnLocale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return OwnLocale("en")
