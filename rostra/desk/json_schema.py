"""The schema → what editors complete and check YAML by, as JSON Schema (draft-07): `python -m rostra.desk.json_schema`.

Draft-07 is what yaml-language-server and the YAML extension of VS Code know best. What is empty says nothing, so that
every field but a required one may be empty; a text may look like a number or like true to YAML. What JSON Schema cannot
say (a day that the month does not have, two fields that contradict each other) is left to `check`.
"""

import json
import sys
from collections.abc import Iterable
from collections.abc import Mapping as Keyed
from pathlib import Path
from typing import Any

import yaml

from rostra import admin, labels, schema, site
from rostra.reading import calendars, dates, fields
from rostra.schema import Choice, Field, Reader
from rostra.site import SITE_FIELDS, ByLanguage

Shape = dict[str, Any]

TEXT: Shape = {"type": ["string", "number", "boolean", "null"]}
_MAP: Shape = {"type": ["object", "null", "string"], "pattern": r"^\s*$"}

# No \w and no \p{L}: the one means ASCII in JavaScript, the other nothing in Python.
_LABEL = {**TEXT, "pattern": r"^\s*$|[^\s_!-/:-@\[-`{-~]"}
_TAG = schema.LANGUAGE_TAG.pattern


def _like(pattern: str) -> Shape:
    """A text of which all is like `pattern`, or nothing."""
    return {"type": ["string", "null"], "pattern": rf"^\s*(?:{pattern})?\s*$"}


def _either(*shapes: Shape) -> Shape:
    return {"anyOf": list(shapes)}


def _many(shape: Shape) -> Shape:
    """One of them, or a list of them. In one schema where that can be: messages on `anyOf` name the wrong part."""
    if "type" in shape:
        return {**shape, "type": [*shape["type"], "array"], "items": shape}
    return _either(shape, {"type": "array", "items": shape})


def _stated(shape: Shape) -> Shape:
    """What is not empty."""
    if "type" not in shape:
        return {**shape, "not": {"enum": [None, ""]}}
    return {**shape, "type": [kind for kind in shape["type"] if kind != "null"], "pattern": r"\S"}


def _map(readers: Keyed[str, Reader], required: Iterable[str] = ()) -> Shape:
    """A map with these keys only."""
    keys = {key: _stated(shape_of(reader)) if key in required else shape_of(reader) for key, reader in readers.items()}
    found = {"type": "object", "properties": keys, "additionalProperties": False}
    return {**found, "required": list(required)} if required else found


def _text_or(shape: Shape) -> Shape:
    """A text, or the map `shape`."""
    return {**shape, "type": [*TEXT["type"], shape["type"]]}


def _in_any_case(word: str) -> str:
    return "".join(f"[{char.upper()}{char}]" if char.isalpha() else "[-_ ]" if char == "-" else char for char in word)


def _words(words: Iterable[str]) -> Shape:
    """One of `words`, which are offered; other letter case and blanks for hyphens are forgiven."""
    return _either({"enum": list(words)}, _like("|".join(map(_in_any_case, words))))


def _date() -> Shape:
    text = _like(dates.PATTERN)
    hint = "Write a date such as 2021-11-17, 2021-11, 2021, 1863~, or XXXX where nothing is known."
    year = {"type": "integer", "minimum": -9999, "maximum": 9999}
    known = {"type": "object", "properties": dict.fromkeys(calendars.NAMES, TEXT), "additionalProperties": False}
    return _either({**text, "patternErrorMessage": hint}, year, known)


_FLAG = _either({"type": ["boolean", "null"]}, _like("|".join(map(_in_any_case, sorted(schema.YES | schema.NO)))))
_LANGUAGE = _like(_TAG.replace("(?:-", "(?:[-_]"))
_URL = _like(schema.WEB.pattern)
_OLD_PATH = {**TEXT, "pattern": r"^\s*(?![A-Za-z][A-Za-z0-9+.-]*:|//)[^?#]*$"}

SHAPES: dict[Reader, Shape] = {
    schema.text: TEXT,
    schema.texts: _many(TEXT),
    schema.flag: _FLAG,
    schema.language: _LANGUAGE,
    schema.url: _URL,
    fields.label_texts: _many(_LABEL),
    fields.written_date: _date(),
    fields.stated_calendars: {
        **_MAP,
        "properties": dict.fromkeys(calendars.CALENDARS, TEXT),
        "additionalProperties": False,
    },
    fields.kind: _either({"enum": list(fields.KINDS)}, TEXT),
    fields.link: TEXT,
    fields.aliases: _many(_OLD_PATH),
    fields.segment: _LABEL,
    fields.moment: _like(fields.MOMENT.pattern),
    fields.time_zone: _like(r"[A-Za-z0-9_+\-/]+"),
    fields.mapping: _MAP,
    admin.repository: _like(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+"),
    admin.folder: TEXT,
    admin.origin: _URL,
    site.base_url: _like(schema.WEB.pattern.replace(r"(?:[/?#]\S*)?", r"(?:/[^\s?#]*)?")),
    site.kinds: _many(_LABEL),
    site.share_cards: _FLAG,
    site.calendar_names: _many(_words(calendars.NAMES)),
}
"""What the readers take that are plain functions."""


def shape_of(reader: Reader) -> Shape:
    """What `reader` takes."""
    match reader:
        case Choice(allowed):
            return _words(allowed)
        case fields.Degrees(most):
            number = {"type": ["number", "string", "null"], "minimum": -most, "maximum": most}
            return {**number, "pattern": r"^[^A-DF-Za-df-z]*$"}  # digits of every script
        case ByLanguage(inner):
            one = shape_of(inner)
            return _either(
                one, {"type": "object", "propertyNames": {"pattern": f"^{_TAG}$"}, "additionalProperties": one}
            )
        case fields.participants:
            return _many(_text_or(_map(fields.PERSON, ["person"])))
        case fields.place:
            return _text_or(_map(fields.PLACE))
        case fields.provenance:
            return _text_or(_map(fields.PROVENANCE))
        case admin.admin:
            return {**_map(admin.KEYS, ["backend"]), "type": ["object", "null"]}
        case fields.media:
            return _many(_text_or(_map(fields.MEDIUM, ["src"])))
    return SHAPES[reader]


def front_matter() -> Shape:
    """What may stand between the two --- of a speech."""
    foreign = {**fields.FOREIGN, "speakers": "participants"}
    known = _properties(fields.FIELDS)
    known |= {theirs: {"description": f"Is read as {ours}."} for theirs, ours in sorted(foreign.items())}
    known |= {name: {"description": "Says nothing here."} for name in sorted(fields.IGNORED)}
    required = [field.name for field in fields.FIELDS if field.need == "required" and not field.default]
    for name in required:
        known[name] |= _stated(known[name])
    return _document("The front matter of a speech", known) | {"required": required}


def site_settings() -> Shape:
    """What site.yaml may say."""
    return _document("The settings of an archive of speeches", _properties(SITE_FIELDS))


def terms() -> Shape:
    """What terms.yaml may say."""
    by_language = {"propertyNames": {"pattern": f"^{_TAG}$"}, "additionalProperties": _LABEL}
    term = {"type": ["object", "null"], "description": "What it is called in other languages.", **by_language}
    taxonomy = {"type": ["object", "null"], "additionalProperties": term}
    says = "Labels as they stand in the speeches, each with what it is called in other languages: Hajj: {fa: حج}."
    return _document(
        "What terms are called in other languages",
        {name: {"description": says, **taxonomy} for name in labels.TAXONOMIES},
    )


def _document(title: str, properties: Shape) -> Shape:
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
    }


def _properties(rows: Iterable[Field]) -> Shape:
    return {
        row.name: {"description": described(row), "examples": [_example(row)], **shape_of(row.reader)} for row in rows
    }


def described(field: Field) -> str:
    """What `field` says, and what is taken where it says nothing."""
    return f"{field.doc} Without it: {field.default}." if field.default else field.doc


def _example(field: Field) -> Any:
    return yaml.load(field.example, Loader=yaml.BaseLoader)  # noqa: S506 (it makes texts, lists and maps alone)


FILES = {"front-matter": front_matter, "site": site_settings, "terms": terms}
"""The files of docs/schemas/, and what makes each."""


def text_of(shape: Shape) -> str:
    """A schema as its file holds it."""
    return json.dumps(shape, ensure_ascii=False, indent=1) + "\n"


def write(folder: Path) -> None:
    """Write the files below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, shape in FILES.items():
        (folder / f"{name}.json").write_text(text_of(shape()), encoding="utf-8")


if __name__ == "__main__":
    write(Path(*sys.argv[1:] or ["docs/schemas"]))
