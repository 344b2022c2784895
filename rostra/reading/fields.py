"""The schema of a speech file: every field once, with its reader, its sentence for the reference, and an example."""

import re
import unicodedata
from datetime import datetime
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from rostra.address import slug
from rostra.reading import calendars, dates, reckoning
from rostra.reading.sanitising import is_elsewhere, scheme_refused
from rostra.schema import Field, Reader, Wrong, choice, fields_of, flag, language, plain, shortened, text, texts, url
from rostra.values import Mapping, Scalar, Sequence, Value

KINDS = (
    "speech", "remarks", "lecture", "lesson", "sermon", "message", "letter", "statement", "greeting", "condolence",
    "interview", "press-conference", "question-and-answer", "debate-contribution", "toast", "eulogy",
    "broadcast-address",
)  # fmt: skip
SETTINGS = ("in-person", "video-link", "broadcast", "recorded", "telephone", "written", "mixed")
TEXT_STATUSES = ("verbatim", "edited", "as-prepared", "notes", "report", "excerpt", "machine")
DATE_BASES = ("stated", "weekday", "calendar", "order", "inferred", "unknown")
TRANSLATION_STATUSES = ("official", "unofficial", "machine")
ROLES = ("speaker", "introduced", "host", "interviewer", "questioner", "translator", "recipient", "present")


class Participant(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who took part; `named` is the name in the text where it differs from `person`."""

    person: str
    role: str = "speaker"
    named: str = ""


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a speech was given; latitude and longitude in degrees (WGS 84)."""

    name: str = ""
    city: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None

    @property
    def label(self) -> str:
        """Name, city and country, as far as they are stated."""
        return ", ".join(part for part in (self.name, self.city, self.country) if part)


class Provenance(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the text was taken from."""

    publisher: str = ""
    url: str = ""
    archived_url: str = ""
    retrieved: str = ""


class Medium(msgspec.Struct, frozen=True, omit_defaults=True):
    """A recording or picture that belongs to a speech."""

    src: str
    kind: str = ""
    title: str = ""
    captions: str = ""
    alt: str = ""
    rights: str = ""

    @property
    def name(self) -> str:
        """The name of its file."""
        return unquote(self.src.rpartition("/")[2])

    @property
    def plays(self) -> str:
        """`audio` or `video` where the page itself may play it: it loads nothing from elsewhere. Else empty."""
        kind = self.kind.casefold()
        return kind if kind in ("audio", "video") and _is_of_the_site(self.src) else ""

    @property
    def has_track(self) -> bool:
        """Whether a player may show its captions: a file of the archive, in WebVTT."""
        return _is_of_the_site(self.captions) and self.captions.casefold().endswith(".vtt")


def _is_of_the_site(address: str) -> bool:
    return address.startswith("/") and not is_elsewhere(address)


class Written(msgspec.Struct, frozen=True):
    """A date as it was written, with plain blanks, and the calendar it was written in."""

    text: str
    calendar: str = calendars.GREGORIAN


def written_date(value: Value) -> Written:
    """A date, or a map of one calendar and the date in it; the time zone is not known here, so it is parsed later."""
    if not isinstance(value, Mapping):
        return Written(text(value))
    found = fields_of(value, dict.fromkeys(calendars.NAMES, text))
    if len(found) != 1:
        hint = "Write one of the dates here, and the others below calendars:."
        raise Wrong("This must be a date in one calendar.", hint, value.line)
    return next(Written(said, calendar) for calendar, said in found.items())


def label_texts(value: Value) -> tuple[str, ...]:
    """Labels of terms. Each must hold a letter or a digit, or its page would have no address."""
    found = texts(value)
    for label in found:
        if not re.search(r"\w", label.replace("_", "")):
            raise Wrong(
                f"“{shortened(label)}” holds no letter and no digit.", "Write a label in words, or leave it out."
            )
    return found


def kind(value: Value) -> str:
    """A kind of speech. Kinds are extensible, so that an unknown word is judged later, beside site.yaml."""
    return text(value).casefold().replace(" ", "-")


PERSON: dict[str, Reader] = {"person": text, "role": choice(ROLES), "as": text}
"""The keys of a participant; `person` is required."""


def participants(value: Value) -> tuple[Participant, ...]:
    """People, each a name or a map of person, role and as."""
    found = []
    for item in value.items if isinstance(value, Sequence) else (value,):
        if isinstance(item, Scalar):
            found.append(Participant(text(item)))
        else:
            person = fields_of(item, PERSON, required=["person"])
            found.append(Participant(person["person"], person.get("role", "speaker"), person.get("as", "")))
    return tuple(found)


def people(value: Value) -> tuple[Participant, ...]:
    """`speakers` of other generators: names, the first of which is the speaker."""
    return tuple(Participant(name) for name in texts(value))


class Degrees(msgspec.Struct, frozen=True):
    """A reader for degrees from -`most` to `most`."""

    most: int

    def __call__(self, value: Value) -> float:
        written = text(value)
        try:
            number = float(written)
        except ValueError:
            raise Wrong(f"“{shortened(written)}” is not a number.", "Write degrees such as 35.69.") from None
        if not -self.most <= number <= self.most:  # so that not-a-number fails, too
            raise Wrong(
                f"{shortened(written)} is not on the globe.", f"Write degrees from -{self.most} to {self.most}."
            )
        return number


PLACE: dict[str, Reader] = {"name": text, "city": text, "country": text, "lat": Degrees(90), "lon": Degrees(180)}
"""The keys of a place."""


def place(value: Value) -> Place:
    """A name, or a map of name, city, country, lat and lon."""
    if isinstance(value, Scalar):
        return Place(text(value))
    return Place(**fields_of(value, PLACE))


PROVENANCE: dict[str, Reader] = {"publisher": text, "url": url, "archived_url": url, "retrieved": text}
"""The keys of a source."""


def provenance(value: Value) -> Provenance:
    """A web address, a publisher's name, or a map of publisher, url, archived_url and retrieved."""
    if isinstance(value, Scalar):
        written = text(value)
        is_address = re.match(r"https?://\S+$", written, re.IGNORECASE) is not None
        return Provenance(url=written) if is_address else Provenance(publisher=written)
    return Provenance(**fields_of(value, PROVENANCE))


def link(value: Value) -> str:
    """A path, or an address with a scheme that is harmless."""
    address = text(value)
    if scheme := scheme_refused(address):
        raise Wrong(f"A link to {scheme}: is not allowed.", "Write a path, or an address that starts with https://.")
    return address


MEDIUM: dict[str, Reader] = {
    "src": link, "kind": text, "title": text, "captions": link, "alt": text, "rights": text,
}  # fmt: skip
"""The keys of a recording or picture; `src` is required."""


def media(value: Value) -> tuple[Medium, ...]:
    """Recordings and pictures, each a path or a map."""
    return tuple(
        Medium(link(item)) if isinstance(item, Scalar) else Medium(**fields_of(item, MEDIUM, required=["src"]))
        for item in (value.items if isinstance(value, Sequence) else (value,))
    )


def _in_calendar(name: str) -> Reader:
    def in_calendar(value: Value) -> str:
        said = text(value)
        reckoning.stated(said, name)
        return said

    return in_calendar


def stated_calendars(value: Value) -> dict[str, str]:
    """What the editor states of the date in other calendars."""
    return fields_of(value, {name: _in_calendar(name) for name in calendars.CALENDARS})


def alias(address: str) -> str:
    """An old path within the site, from its root, as the server looks for it: without %-escapes. Raises Wrong where
    it leaves the site, or where it is in a folder of our own."""
    path = unicodedata.normalize("NFC", unquote(address)).replace("\\", "/")
    segments = path.split("/")
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", path) or path.startswith("//") or ".." in segments or "." in segments:
        raise Wrong(
            f"The alias {shortened(address)} leaves the site.",
            "Write the old path from the site's root, such as /old/speech/.",
        )
    if re.search("[?#\x00-\x1f\x7f\ufffd]", path):
        raise Wrong(
            f"The alias {shortened(address)} holds a character that no file can answer to.",
            "Write a path without ?, # and control characters.",
        )
    inside = "/".join(segment for segment in segments if segment)
    if not inside:
        raise Wrong(f"The alias {shortened(address)} is the site's own front page.", "Leave it out.")
    first = inside.split("/")[0].casefold()
    if first == "static" or first.startswith(".rostra"):
        raise Wrong(f"The alias {shortened(address)} is in the site's own folder /{first}/.", "Leave it out.")
    is_file = "." in inside.rsplit("/", 1)[-1] and not path.endswith("/")
    return f"/{inside}" if is_file else f"/{inside}/"


def aliases(value: Value) -> tuple[str, ...]:
    """Old paths within the site."""
    return tuple(alias(old) for old in texts(value))


MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?\s*(?:Z|[+-]\d{2}:?\d{2})?)?", re.ASCII)


def moment(value: Value) -> str:
    """A date, or a date with a time of day, in ISO 8601."""
    written = text(value)
    if not MOMENT.fullmatch(written):
        raise Wrong(f"{shortened(written)} is not a date and time.", "Write it as 2021-11-17 or 2021-11-17 18:00.")
    dates.parse(written)
    try:
        datetime.fromisoformat(written.replace(" +", "+").replace(" -", "-").replace(" Z", "Z"))
    except ValueError:
        raise Wrong(
            f"{shortened(written)} is not a moment of the calendar.", "Write a year from 0001 to 9999."
        ) from None
    return written


def permalink(value: Value) -> tuple[str, ...]:
    """`permalink` of other generators: an old path, unless it is false, or a recipe for paths with placeholders."""
    return tuple(alias(old) for old in texts(value) if old.casefold() != "false" and not re.search(r"\{\{|/:", old))


def segment(value: Value) -> str:
    """The last part of an address. It must hold a letter or a digit, or there would be none."""
    written = text(value)
    if not slug(written):
        raise Wrong(f"“{shortened(written)}” holds no letter and no digit.", "Write it such as young-elites.")
    return written


def time_zone(value: Value) -> str:
    """A time zone by its IANA name."""
    name = text(value)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Wrong(f"“{shortened(name)}” is not a time zone.", "Write an IANA name such as Europe/Madrid.") from None
    return name


def mapping(value: Value) -> dict[str, Any]:
    """A map that is kept as it is."""
    if not isinstance(value, Mapping):
        raise Wrong("This must be a map.", "Write keys below it.", value.line)
    kept: dict[str, Any] = plain(value)
    return kept


def _text(name: str, doc: str, example: str, need: str = "", default: str = "") -> Field:
    return Field(name=name, takes="text", reader=text, doc=doc, example=example, need=need, default=default)


def _choice(name: str, values: tuple[str, ...], doc: str, example: str, default: str = "") -> Field:
    return Field(
        name=name, takes="one word", reader=choice(values), doc=doc, example=example, default=default, values=values
    )


def _terms(name: str, doc: str, example: str, need: str = "") -> Field:
    return Field(name=name, takes="text or list", reader=label_texts, doc=doc, example=example, need=need)


FIELDS = (
    _text(
        "title", "What the speech is called; at most 120 characters are advised.", "Opening address", need="required"
    ),
    Field(
        name="date",
        takes="EDTF date, or a map",
        reader=written_date,
        need="required",
        example="2021-11-17",
        default="the `YYYY-MM-DD-` that starts the file's name",
        doc="When it was given, in EDTF level 1: `2021-11-17`, `2021-11`, `2021`, `1863?`, `1863~`, "
        "`2018-03-21/2018-04-16`, `193X`, or `XXXX` where nothing is known. A timestamp is cut to its day. "
        "In another calendar: `{solar-hijri: 1397-01-06}`.",
    ),
    _choice("date_basis", DATE_BASES, "How the date is known.", "inferred", default="stated"),
    _text(
        "date_note", "What a reader should know about the date; shown beside it.", "The source names only the month."
    ),
    _text("date_as_given", "The date in the words of the source.", "Saturday morning"),
    Field(
        name="calendars",
        takes="map",
        reader=stated_calendars,
        example="{solar-hijri: 1397-01}",
        doc="The date in other calendars, as the editor states it.",
        values=tuple(calendars.CALENDARS),
    ),
    _terms("occasion", "On what occasion; each label has a page.", "[Opening of parliament]", need="asked for"),
    _terms("audience", "To whom; each label has a page.", "[Students]", need="asked for"),
    Field(
        name="speaker",
        takes="text",
        reader=label_texts,
        doc="Who spoke.",
        example="Abraham Lincoln",
        default="the site's speaker",
    ),
    Field(
        name="participants",
        takes="list of maps",
        reader=participants,
        values=ROLES,
        doc="Who else took part: `person`, `role`, and `as` for the name used in the text.",
        example="[{person: Ada Lovelace, role: host}]",
    ),
    _text("kicker", "A short line above the title.", "In a meeting with officials:"),
    _text("short_title", "A shorter title for lists.", "Opening"),
    _text(
        "summary",
        "One or two sentences for lists and feeds.",
        "On the state of the harvest.",
        default="the first paragraph, cut at a word",
    ),
    Field(
        name="kind",
        takes="one word",
        reader=kind,
        values=KINDS,
        default="speech",
        example="sermon",
        doc="What kind of text it is; `kinds` in site.yaml adds more.",
    ),
    _choice("setting", SETTINGS, "How it was given.", "video-link"),
    _choice(
        "text_status",
        TEXT_STATUSES,
        "What the text is, in relation to the words spoken.",
        "verbatim",
        default="the site's text_status",
    ),
    Field(
        name="place",
        takes="text or map",
        reader=place,
        doc="Where: a name, or `name`, `city`, `country`, `lat`, `lon`.",
        example="{name: Soldiers' Cemetery, city: Gettysburg}",
    ),
    Field(
        name="lang",
        takes="BCP 47 tag",
        reader=language,
        doc="The language of the text.",
        example="fa",
        default="the suffix of the file's name (`speech.fa.md`), or the site's language",
    ),
    _text("translation_of", "The name of the file that this text translates.", "2021-11-17-young-elites"),
    _choice("translation_status", TRANSLATION_STATUSES, "Who answers for the translation.", "unofficial"),
    _terms("tags", "What it is about; each label has a page.", "[science, schools]"),
    Field(
        name="source",
        takes="web address or map",
        reader=provenance,
        example="https://example.org/speech",
        doc="Where the text was taken from: an address, or `publisher`, `url`, `archived_url`, `retrieved`.",
    ),
    Field(
        name="media",
        takes="list of maps",
        reader=media,
        example="[{src: speech.mp3, kind: audio}]",
        doc="Recordings and pictures: `src`, `kind`, `title`, `captions`, `alt`, `rights`. `src` and `captions` are a "
        "file of the archive, as it is reached from this one, or a web address.",
    ),
    Field(
        name="aliases",
        takes="list of paths",
        reader=aliases,
        example="[/old/path/]",
        doc="Old paths of this page on this site; each becomes a redirect.",
    ),
    Field(
        name="slug",
        takes="text",
        reader=segment,
        doc="The last part of the address, where it must differ from the file's name.",
        example="young-elites",
    ),
    Field(
        name="featured",
        takes="true or false",
        reader=flag,
        doc="Whether the home page names it among selected speeches.",
        example="true",
        default="false",
    ),
    Field(
        name="draft",
        takes="true or false",
        reader=flag,
        doc="Whether it is kept out of the site.",
        example="true",
        default="false",
    ),
    Field(
        name="embargo_until",
        takes="date and time",
        reader=moment,
        example="2021-11-17 18:00",
        doc="The moment before which it is kept out of the site.",
    ),
    Field(
        name="extra",
        takes="map",
        reader=mapping,
        doc="Anything else; kept and handed to templates.",
        example="{shelf: B12}",
    ),
)
"""Every field that a speech file may hold, in the order of the reference."""

BY_NAME = {field.name: field for field in FIELDS}

FOREIGN = {
    "language": "lang",
    "author": "speaker",
    "venue": "place",
    "description": "summary",
    "categories": "tags",
    "permalink": "aliases",
}
"""Fields of Jekyll, Hugo and Eleventy, and ours that says the same; ours wins where both are there."""

FOREIGN_READERS = {"permalink": permalink, "speakers": people}
"""Fields of other generators that need a reader of their own."""

IGNORED = frozenset({"layout"})
"""Fields of other generators that say nothing here."""
