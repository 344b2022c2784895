"""What other pages may show of a speech: a Card, never its body."""

import msgspec

from rostra.address import slug, year_segment
from rostra.reading.dates import Date
from rostra.reading.speech import Speech

TAXONOMIES = ("occasions", "audiences", "speakers", "kinds", "tags")
"""The ways in which speeches are grouped; each name is also the first segment of its addresses."""


class Link(msgspec.Struct, frozen=True, array_like=True):
    """A label and the address it leads to."""

    label: str
    address: str


class Card(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One speech as lists show it, within one edition of the site.

    `terms` holds the links to the pages of its terms, by taxonomy. `languages` are those in which the same event has
    a text, each with its page. `is_held` is False where only the fact of the speech is known.
    """

    address: str
    title: str
    lang: str
    date: Date
    kicker: str = ""
    summary: str = ""
    terms: dict[str, tuple[Link, ...]]
    languages: tuple[Link, ...] = ()
    featured: bool = False
    is_held: bool = True


def address_of(speech: Speech, prefix: str) -> str:
    """Where a speech lives below the edition's `prefix`: its year, then its name without the year it starts with."""
    years = speech.date.years
    folder = year_segment(years[0]) if years else "undated"
    name = speech.slug or speech.name.stem
    if not speech.slug and name.startswith(f"{folder}-"):
        name = name[len(folder) + 1 :]
    return f"{prefix}/{folder}/{slug(name)}/"


def labels_of(speech: Speech, speaker: str) -> dict[str, tuple[str, ...]]:
    """The labels of a speech by taxonomy; `speaker` is the site's own, for a speech that names none."""
    return {
        "occasions": speech.occasion,
        "audiences": speech.audience,
        "speakers": speech.speaker or ((speaker,) if speaker else ()),
        "kinds": (speech.kind,),
        "tags": speech.tags,
    }
