"""A Hugo folder: every page below `content/` that is no list, with the files of its bundle."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rostra.importing import settings as settings_of
from rostra.importing.addresses import days, filled
from rostra.importing.found import Found
from rostra.importing.mapping import RENAMED, folded
from rostra.importing.matter import Matter
from rostra.importing.telling import found_in
from rostra.importing.text import MARKDOWN, OTHER_TEXTS, Text, Tree, files, page, stem, taken
from rostra.problem import Problem

_SETTINGS = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for ending in ("toml", "yaml", "yml", "json")
)
_SHORTCODE = re.compile(r"\{\{<.*?>\}\}|\{\{%.*?%\}\}", re.DOTALL)
_RENAMED = {**RENAMED, "url": "aliases", "publishdate": "embargo_until"}
_DATES = ("publishdate", "pubdate", "published")
"""What Hugo takes for the date of a page without one, as far as it is not a date of a change."""


def importer(source: Path, settings: Mapping[str, Any]) -> Iterator[Found | Problem]:
    """Each page of the Hugo site at `source`."""
    config, problems = settings_of.read(source, _SETTINGS)
    yield from problems
    folder = str(config.get("contentDir", "content")).strip("/")
    tree = Tree(
        source=source,
        roots=("static", "assets", folder),
        renamed=_RENAMED,
        marks=_SHORTCODE,
        language="a shortcode of Hugo",
    )
    yield from found_in(_texts(source, folder, config), tree)


def _texts(source: Path, folder: str, config: Mapping[str, Any]) -> Iterator[Text | Problem]:
    listed = [f"{folder}/{path}" for path in files(source / folder)]
    bundles = {
        posixpath.dirname(path) for path in listed if _parted(path, config)[0] == "index" and path.endswith(MARKDOWN)
    }
    for path in listed:
        if not path.lower().endswith((*MARKDOWN, *OTHER_TEXTS)):
            continue
        name = _parted(path, config)[0]
        if name == "_index":
            yield page(source, path, "This is a list of pages; it is not imported.", "")
            continue
        above = [at for at in bundles if path.startswith(f"{at}/")]
        if above and not (name == "index" and posixpath.dirname(path) in bundles):
            yield page(
                source,
                path,
                "This is a part of another page; it is not imported.",
                "Import it by hand if it is a text of its own.",
            )
            continue
        matter = taken(source, path)
        if isinstance(matter, Problem):
            yield matter
            continue
        text = _text(source, path, folder, matter, config, listed)
        if path.count("/") == 1 + folder.count("/") and not _has_date(text.said):
            yield page(
                source,
                path,
                "This page is in no section and has no date; it is not imported.",
                "Give it a date if it is a speech.",
            )
        else:
            yield text


def _text(source: Path, path: str, folder: str, matter: Matter, config: Mapping[str, Any], listed: list[str]) -> Text:
    said = {key: value for key, value in matter.fields.items() if key.lower() != "params"}
    params = next((value for key, value in matter.fields.items() if key.lower() == "params"), None)
    if isinstance(params, dict):
        said = {**params, **said}
    elif params:
        said["params"] = params
    first = next((key for name in ("date", *_DATES) for key in said if folded(key) == name and said[key]), "date")
    if first in said:
        said["date"] = said.pop(first)
    name, suffix = _parted(path, config)
    inside = posixpath.dirname(path).removeprefix(folder).strip("/")
    lang, inside = (
        (inside.split("/")[0], inside.partition("/")[2])
        if inside.split("/")[0] in _languages(config)
        else (suffix, inside)
    )
    is_bundle = name == "index"
    beside: tuple[str, ...] = ()
    if is_bundle:
        own = posixpath.dirname(path)
        beside = tuple(
            each for each in listed if each.startswith(f"{own}/") and not each.endswith((*MARKDOWN, *OTHER_TEXTS))
        )
        inside, _, name = inside.rpartition("/")
    lists = [key for key in said if folded(key) in ("aliases", "alias")]
    for key in lists:
        said[key] = [
            _from_root(str(old), inside) for old in (said[key] if isinstance(said[key], list) else [said[key]])
        ]
    has_url = any(folded(key) == "url" for key in said)
    address = "" if has_url else _address(name, inside, lang, said, config)
    return Text(
        path=path, shown=f"{source}/{path}", matter=matter, said=said, name=name, lang=lang, beside=beside,
        addresses=(address,) if address else (),
    )  # fmt: skip


def _has_date(said: Mapping[str, Any]) -> bool:
    return any(folded(key) in ("date", *_DATES) and value for key, value in said.items())


def _languages(config: Mapping[str, Any]) -> Mapping[str, Any]:
    return config.get("languages") or {}


def _parted(path: str, config: Mapping[str, Any]) -> tuple[str, str]:
    """The name of the file at `path`, and the language that ends it, if the site knows such a language."""
    name, dot, suffix = stem(path).rpartition(".")
    return (name, suffix) if dot and suffix in _languages(config) else (stem(path), "")


def _from_root(old: str, inside: str) -> str:
    """An alias of Hugo: one without a slash in front is beside its page."""
    return old if old.startswith("/") or "://" in old else f"/{posixpath.join(inside, old)}"


def _address(name: str, inside: str, lang: str, said: Mapping[str, Any], config: Mapping[str, Any]) -> str:
    """Where the site had the page, by the pattern of its section, or else by its path."""
    section = inside.split("/")[0]
    patterns = config.get("permalinks") or {}
    pattern = (patterns.get("page") or patterns).get(section) if isinstance(patterns, dict) else None
    plain = re.sub(r"[\s]+", "-", name.lower())
    slug = str(said.get("slug") or "") or plain
    day = str(next((value for key, value in said.items() if folded(key) == "date"), ""))[:10]
    parts = {
        **days(day),
        "slug": slug,
        "filename": plain,
        "contentbasename": plain,
        "slugorfilename": slug,
        "slugorcontentbasename": slug,
        "section": section,
        "sections": inside,
    }
    if "year" not in parts and pattern and ":year" in str(pattern):
        return ""
    address = filled(str(pattern) if pattern else f"/{inside.lower()}/{slug}/", parts)
    home = str(config.get("defaultContentLanguage", "en"))
    if lang and (lang != home or config.get("defaultContentLanguageInSubdir")):
        address = f"/{lang}{address}" if address else ""
    return address.rstrip("/") + ".html" if config.get("uglyURLs") and address else address
