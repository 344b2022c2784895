"""The page at /admin/, where the archive is edited in a browser, and its settings: a form made of the one schema.

The forms are those of Sveltia CMS (templates/admin/): what it is told is documented at https://sveltiacms.app/en/docs.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from rostra.admin import Admin
from rostra.archive import Archive
from rostra.pages.page import Context, Page, frame_of
from rostra.reading import dates, fields
from rostra.schema import Choice, Field, flag, texts

Settings = dict[str, Any]

MOST_OFFERED = 1000
"""So many labels in use are offered for each field, the most frequent first."""

AS_YAML = (
    fields.written_date, fields.stated_calendars, fields.participants, fields.place, fields.provenance, fields.media,
    fields.mapping,
)  # fmt: skip
"""Readers of what may be a list or a map: the form shows these as they stand in the file."""

LISTS = (fields.label_texts, fields.aliases, texts)
OFFERED = ("occasion", "audience", "speaker", "tags")
MULTILINE = ("summary", "date_note")


class Editor(Context, frozen=True, kw_only=True):
    """What admin.html sees: `asks` is the origin of the git host's API, or empty."""

    asks: str


class EditorSettings(Context, frozen=True, kw_only=True):
    """What admin.json sees: the settings as JSON (RFC 8259)."""

    settings: str


def pages(archive: Archive) -> Iterator[Page]:
    """`/admin/` and `/admin/config.json`, where site.yaml says so."""
    admin = archive.site.admin
    if admin is None:
        return
    frame = frame_of(archive, archive.editions[0])
    settings = msgspec.json.encode(_settings(archive, admin)).decode()
    yield Page(address="/admin/", template="admin.html", frame=frame, title="", context=Editor(asks=admin.asks))
    context = EditorSettings(settings=settings)
    yield Page(address="/admin/config.json", template="admin.json", frame=frame, title="", context=context)


def _settings(archive: Archive, admin: Admin) -> Settings:
    """`cms` is for Sveltia CMS, the rest for our own scripts: which fields hold YAML, and what labels are in use."""
    return {
        "cms": {
            "backend": _backend(admin),
            "app_title": frame_of(archive, archive.editions[0]).title,
            "media_folder": admin.folder,
            "public_folder": "/",
            "slug": {"encoding": "unicode", "clean_accents": False},
            "editor": {"preview": False},
            "i18n": {
                "structure": "multiple_files",
                "locales": [edition.lang for edition in archive.editions],
                "default_locale": archive.editions[0].lang,
                "omit_default_locale_from_file_path": True,
                "initial_locales": "default",
            },
            "collections": list(_collections(archive, admin.folder)),
        },
        "yaml": [field.name for field in fields.FIELDS if field.reader in AS_YAML],
        "offered": _offered(archive),
    }


def _backend(admin: Admin) -> Settings:
    has_button = bool(admin.app_id if admin.backend in ("gitlab", "gitea") else admin.sign_in)
    said: Settings = {
        "name": "github" if admin.backend == "local" else admin.backend,  # on 127.0.0.1 any backend offers the disk
        "repo": admin.repo or "local/archive",
        "branch": admin.branch,
        "auth_methods": ["oauth", "token"] if has_button else ["token"],
    }
    if admin.api:
        said["api_root"] = admin.api
    if admin.backend in ("gitlab", "gitea"):
        said |= {"base_url": admin.host, "app_id": admin.app_id}
    elif admin.sign_in:
        said["base_url"] = admin.sign_in
    if admin.backend == "gitlab":
        said["auth_type"] = "pkce"
    return said


def _collections(archive: Archive, folder: str) -> Iterator[Settings]:
    """All texts that lie in folders such as 2021/ together, so that a new one goes where it belongs by its date.

    The editor knows a text by its file's name alone. Where two folders hold the same name, and for texts that lie at
    another depth, each folder stands for itself.
    """
    places: dict[str, set[str]] = {}
    for speech in archive.speeches:
        place, _, name = speech.name.id.rpartition("/")
        places.setdefault(place, set()).add(name)
    shallow = [place for place in places if place and "/" not in place]
    names = Counter(name for place in shallow for name in places[place])
    together = set(shallow) if max(names.values(), default=1) == 1 else set()
    what = {"slug": "{{date | default('undated')}}-{{title}}", **_form(archive)}
    if together or not places:
        path = "{{date | date('YYYY') | default('undated')}}/{{slug}}"
        yield {"name": "speeches", "label": "Speeches", "folder": folder, "path": path, **what}
    for place in sorted(set(places) - together):
        name = "-".join(("in", *place.split("/"))) if place else "speeches-here"
        yield {"name": name, "label": place or folder, "folder": f"{folder}/{place}".rstrip("/"), **what}


def _form(archive: Archive) -> Settings:
    body = {"name": "body", "label": "text", "widget": "text", "required": False, "i18n": True, "hint": _MARKDOWN}
    needed = [_widget(field, archive) for field in fields.FIELDS if field.need]
    others = [_widget(field, archive) for field in fields.FIELDS if not field.need]
    return {
        "create": True,
        "i18n": True,
        "format": "speech",
        "identifier_field": "title",
        "summary": "{{date}} {{title}}",
        "sortable_fields": ["date", "title"],
        "fields": [*needed, body, *others],
    }


_MARKDOWN = "The text in Markdown, as it stands in the file. A blank line separates passages."


def _widget(field: Field, archive: Archive) -> Settings:
    """A field of the form."""
    required = field.need == "required" and not field.default
    example = field.example.strip("[]") if field.reader in LISTS else field.example
    hint = f"{field.doc} Such as: {example}"
    said: Settings = {"name": field.name, "label": field.name, "required": required, "i18n": True, "hint": hint}
    if field.name == "date":
        pattern = rf"^\s*(?:{dates.PATTERN}|\{{.*\}})?\s*$"
        return {**said, "widget": "string", "pattern": [pattern, "Write a date such as 2021-11-17, 2021-11, or XXXX."]}
    if field.reader in AS_YAML or field.name in MULTILINE:
        return {**said, "widget": "text"}
    if field.reader in LISTS:
        return {**said, "widget": "list"}
    if field.reader is flag:
        return {**said, "widget": "boolean"}
    if isinstance(field.reader, Choice) or field.reader is fields.kind:
        more = archive.site.kinds if field.reader is fields.kind else ()
        return {**said, "widget": "select", "options": list(dict.fromkeys((*field.values, *more)))}
    return {**said, "widget": "string"}


def _offered(archive: Archive) -> dict[str, list[str]]:
    """The labels in use in each field that makes terms, as they stand in the files."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in OFFERED}
    for speech in archive.speeches:
        for name, count in counts.items():
            count.update(getattr(speech, name))
    return {
        name: [label for label, _ in sorted(count.items(), key=lambda found: (-found[1], found[0]))[:MOST_OFFERED]]
        for name, count in counts.items()
    }
