"""content/site.yaml → Site: what the whole archive is called, where it will live, and what its speeches default to."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from rostra import schema, values
from rostra.admin import Admin, admin
from rostra.problem import Problem, Severity
from rostra.reading import calendars, fields
from rostra.schema import Field, Reader, Wrong, is_empty, shortened
from rostra.values import Mapping, Sequence, Value

FILE = "site.yaml"


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of an archive.

    `title`, `description`, `speaker` and `calendars` are given by language; the key "" stands for every other language.
    `base_url` ends with a slash, or is empty for a site that is read from disk.
    `language` is empty where the archive does not state it: then it is the one most speeches are in.
    """

    title: dict[str, str] = {}
    description: dict[str, str] = {}
    speaker: dict[str, str] = {}
    language: str = ""
    base_url: str = ""
    text_status: str = ""
    time_zone: str = "UTC"
    kinds: tuple[str, ...] = ()
    calendars: dict[str, tuple[str, ...]] = {}
    share_cards: bool = False
    admin: Admin | None = None

    @property
    def base_path(self) -> str:
        """The path under which the site lives on its host: `/`, or `/speeches/`."""
        return "/" + self.base_url.split("://", 1)[-1].partition("/")[2]


def by_language(texts: dict[str, str], lang: str) -> str:
    """The text for `lang`, or for its bare language, or the one for every other language, or the first there is."""
    for key in (lang, lang.split("-")[0], ""):
        if key in texts:
            return texts[key]
    return next(iter(texts.values()), "")


_USUAL = {**dict.fromkeys(("fa", "glk", "mzn", "prs", "ps"), "solar-hijri"), "th": "buddhist"}
"""The calendars of those languages whose people do not count by the Gregorian (CLDR, calendarPreferenceData)."""


def calendars_of(site: Site, lang: str) -> tuple[str, ...]:
    """The calendars in which readers of `lang` are shown dates, their own first; the Gregorian is always among them."""
    stated = next((site.calendars[key] for key in (lang, lang.split("-")[0]) if key in site.calendars), None)
    found = stated or site.calendars.get("", ())
    usual = _USUAL.get(lang.split("-")[0])
    if not stated and usual in found:
        found = (usual, *found)
    return tuple(dict.fromkeys((*found, calendars.GREGORIAN)))


class ByLanguage(msgspec.Struct, frozen=True):
    """A reader for what `reader` takes, or for a map of that by language."""

    reader: Reader

    def __call__(self, value: Value) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            return {"": self.reader(value)}
        found = {}
        for tag, item in value.entries.items():
            if not schema.LANGUAGE_TAG.fullmatch(tag):
                hint = "Write tags such as en or fa."
                raise Wrong(f"“{shortened(tag)}” is not a language tag.", hint, value.lines[tag])
            found[schema.spelled(tag)] = self.reader(item)
        return found


def calendar_names(value: Value) -> tuple[str, ...]:
    """Names of calendars, each once; a single one is a list of one."""
    one_of = schema.choice(calendars.NAMES)
    items = value.items if isinstance(value, Sequence) else (value,)
    return tuple(dict.fromkeys(one_of(item) for item in items))


def base_url(value: Value) -> str:
    """A web address without query and fragment, ending with a slash."""
    address = schema.url(value)
    if "?" in address or "#" in address:
        raise Wrong(f"“{shortened(address)}” holds ? or #.", "Write it such as https://example.org/speeches/.")
    return address.rstrip("/") + "/"


def kinds(value: Value) -> tuple[str, ...]:
    """Kinds of speech, spelled as the known ones are."""
    return tuple(label.casefold().replace(" ", "-") for label in fields.label_texts(value))


def share_cards(value: Value) -> bool:
    """true or false; true only where there is what makes them."""
    are_wanted = schema.flag(value)
    missing = [library for library, module in (("typst", "typst"), ("pillow", "PIL")) if not find_spec(module)]
    if are_wanted and missing:
        raise Wrong(
            f"Share cards need what is not installed: {' and '.join(missing)}.",
            "Install it with: pip install typst pillow. Or write false.",
        )
    return are_wanted


SITE_FIELDS = (
    Field(
        name="title",
        takes="text, or a map by language",
        reader=ByLanguage(schema.text),
        default="Speeches",
        doc="What the site is called.",
        example="Speeches of the Senate",
    ),
    Field(
        name="description",
        takes="text, or a map by language",
        reader=ByLanguage(schema.text),
        doc="One sentence below the title.",
        example="What was said, and when.",
    ),
    Field(
        name="language",
        takes="BCP 47 tag",
        reader=schema.language,
        default="the one most speeches are in",
        doc="The language of the pages at the site's root, and of speeches that state none.",
        example="en",
    ),
    Field(
        name="base_url",
        takes="web address",
        reader=base_url,
        doc="Where the site will live. Without it links name index.html, so that the site opens from disk, "
        "and there is no sitemap.",
        example="https://speeches.example.org/",
    ),
    Field(
        name="speaker",
        takes="text, or a map by language",
        reader=ByLanguage(schema.text),
        doc="Who spoke where a speech does not say.",
        example="Abraham Lincoln",
    ),
    Field(
        name="text_status",
        takes="one word",
        reader=schema.choice(fields.TEXT_STATUSES),
        values=fields.TEXT_STATUSES,
        doc="What the texts are where a speech does not say.",
        example="verbatim",
    ),
    Field(
        name="time_zone",
        takes="IANA name",
        reader=fields.time_zone,
        default="UTC",
        doc="Where a timestamp is cut to its day.",
        example="Europe/Madrid",
    ),
    Field(
        name="kinds",
        takes="text or list",
        reader=kinds,
        doc="Kinds of speech beside the known ones.",
        example="[hearing]",
    ),
    Field(
        name="calendars",
        takes="list, or a map of lists by language",
        reader=ByLanguage(calendar_names),
        values=calendars.NAMES,
        default="gregorian",
        doc="The calendars in which dates are shown and years listed. In a plain list, the one that the readers of a "
        "language count by comes first in its edition: the Solar Hijri in Persian.",
        example="[gregorian, solar-hijri, hijri]",
    ),
    Field(
        name="share_cards",
        takes="true or false",
        reader=share_cards,
        default="false",
        doc="Whether each speech has a picture of its title, which others see who are sent its link. Needs a base_url, "
        "and the libraries typst and pillow (`pip install typst pillow`). It is set in the fonts of the machine.",
        example="true",
    ),
    Field(
        name="admin",
        takes="map",
        reader=admin,
        doc="A page at /admin/ to edit the archive in a browser: `backend` (github, gitlab, gitea, local), `repo`, "
        "`branch`, `host`, `app_id`, `sign_in`, `folder`. [Editing in a browser](admin.md) explains them.",
        example="{backend: github, repo: owner/name}",
    ),
)
"""Every field of site.yaml, in the order of the reference."""

_BY_NAME = {field.name: field for field in SITE_FIELDS}


def load(content: Path, shown: str) -> tuple[Site, tuple[Problem, ...]]:
    """The Site that `content`/site.yaml states; all defaults where the file is not there.

    `shown` is the folder as messages name it.
    """
    file = content / FILE
    path = f"{shown}/{FILE}"
    if not file.is_file():
        return Site(), ()
    try:
        mapping = values.parse(file.read_text(encoding="utf-8-sig"))
    except values.Malformed as wrong:
        return Site(), (Problem(path=path, line=wrong.line, field=wrong.field, message=wrong.message, hint=wrong.hint),)
    except UnicodeDecodeError as error:
        return Site(), (
            Problem(path=path, message=f"The byte at {error.start} is not UTF-8.", hint="Save it as UTF-8."),
        )
    found: dict[str, Any] = {}
    problems = []
    for key, value in mapping.entries.items():
        if is_empty(value):
            continue
        severity = Severity.ERROR
        try:
            if key not in _BY_NAME:
                severity = Severity.WARNING
                raise Wrong(f"The field {shortened(key)} is not known.", schema.instead(key, _BY_NAME))
            found[key] = _BY_NAME[key].reader(value)
        except Wrong as wrong:
            line = wrong.line or mapping.lines[key]
            problems.append(
                Problem(path=path, line=line, field=key, message=wrong.message, hint=wrong.hint, severity=severity)
            )
    return Site(**found), tuple(problems)
