"""What other pages may show of a speech: a Card, never its body."""

from collections.abc import Iterable

import msgspec

from rostra.address import slug, year_segment
from rostra.labels import Labels
from rostra.reading.calendars import GREGORIAN
from rostra.reading.dates import Date
from rostra.reading.reckoning import Reckoning, computed, stated
from rostra.reading.speech import Speech


class Link(msgspec.Struct, frozen=True, array_like=True):
    """A label and the address it leads to."""

    label: str
    address: str


class Card(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One speech as lists show it, within one edition of the site.

    `reckonings` is the date in the site's other calendars, and in those in which the file states it. `terms` holds the
    links to the pages of its terms, by taxonomy. `languages` are those in which the same event has a text, each with
    its page. `is_held` is False where only the fact of the speech is known.
    """

    address: str
    title: str
    lang: str
    date: Date
    reckonings: tuple[Reckoning, ...] = ()
    kicker: str = ""
    summary: str = ""
    terms: dict[str, tuple[Link, ...]]
    languages: tuple[Link, ...] = ()
    featured: bool = False
    is_held: bool = True

    def reckoned(self, calendar: str) -> Date | Reckoning | None:
        """The date in `calendar`; None where it is not known in it."""
        if calendar == GREGORIAN:
            return self.date
        return next((found for found in self.reckonings if found.calendar == calendar), None)

    def years(self, calendar: str) -> tuple[int, ...]:
        """The years of `calendar` that its bounds touch, first to last; none where they are too many, or not known."""
        found = self.reckoned(calendar)
        return found.years if found else ()


def reckonings_of(speech: Speech, names: Iterable[str]) -> tuple[Reckoning, ...]:
    """The date of `speech` in the calendars `names` and in those that it states. What is stated wins over what is
    computed."""
    found = []
    for name in dict.fromkeys((*names, *speech.calendars)):
        if said := speech.calendars.get(name):
            found.append(stated(said, name))
        elif name != GREGORIAN and (reckoning := computed(speech.date, name)):
            found.append(reckoning)
    return tuple(found)


def address_of(speech: Speech, prefix: str) -> str:
    """Where a speech lives below the edition's `prefix`: its year, then its name without the year it starts with."""
    years = speech.date.years
    folder = year_segment(years[0]) if years else "undated"
    name = speech.slug or speech.name.stem
    if not speech.slug and name.startswith(f"{folder}-"):
        name = name[len(folder) + 1 :]
    return f"{prefix}/{folder}/{slug(name)}/"


def labels_of(speech: Speech, speaker: str, labels: Labels, lang: str) -> dict[str, tuple[str, ...]]:
    """The labels of a speech by taxonomy, as they are said in the language `lang`; `speaker` is the site's own, for a
    speech that names none."""
    stated = {
        "occasions": speech.occasion,
        "audiences": speech.audience,
        "speakers": speech.speaker or ((speaker,) if speaker else ()),
        "kinds": (speech.kind,),
        "tags": speech.tags,
    }
    if not labels.terms:
        return stated
    return {
        taxonomy: tuple(labels.said(taxonomy, label, lang) for label in found) for taxonomy, found in stated.items()
    }
