"""A Hugo folder: every page below `content/` that is no list, with the files of its bundle."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from rostra.importing import settings as settings_of
from rostra.importing.addresses import days, filled
from rostra.importing.found import Found
from rostra.importing.importers import Settings
from rostra.importing.keeping import CHOOSE, keep, renamed
from rostra.importing.mapping import RENAMED, folded
from rostra.importing.matter import Matter
from rostra.importing.telling import found_in
from rostra.importing.text import MARKDOWN, OTHER_TEXTS, Text, Tree, doubt, files, page, stem, taken
from rostra.problem import Problem

_SETTINGS = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for ending in ("toml", "yaml", "yml", "json")
)
_SHORTCODE = re.compile(r"\{\{<.*?>\}\}|\{\{%.*?%\}\}", re.DOTALL)
_RENAMED = {**RENAMED, "url": "aliases", "publishdate": "embargo_until"}
_DATES = ("date", "publishdate", "pubdate", "published")
"""What Hugo takes for the date of a page, as far as it is not a date of a change."""


class _Site(msgspec.Struct, frozen=True):
    """A Hugo site: its settings, its `folder` of texts, the `listed` files in it, and the `bundles` that they form."""

    source: Path
    config: Mapping[str, Any]
    folder: str
    listed: tuple[str, ...]
    bundles: frozenset[str]

    @property
    def languages(self) -> Mapping[str, Any]:
        return settings_of.mapping(self.config, "languages")

    def parted(self, path: str) -> tuple[str, str]:
        """The name of the file at `path`, and the language that ends it, if the site knows such a language."""
        name, dot, suffix = stem(path).rpartition(".")
        return (name, suffix) if dot and suffix in self.languages else (stem(path), "")


def importer(source: Path, settings: Settings) -> Iterator[Found | Problem]:
    """Each page of the Hugo site at `source`."""
    config, problems = settings_of.read(source, _SETTINGS)
    yield from problems
    folder = str(config.get("contentDir", "content")).strip("/")
    roots = ("static", "assets", folder)
    tree = Tree(source=source, roots=roots, renamed=_RENAMED, marks=_SHORTCODE, language="a shortcode of Hugo")
    listed = tuple(f"{folder}/{path}" for path in files(source / folder))
    site = _Site(source, config, folder, listed, frozenset())
    bundles = (
        posixpath.dirname(path) for path in listed if path.endswith(MARKDOWN) and site.parted(path)[0] == "index"
    )
    yield from found_in(_texts(msgspec.structs.replace(site, bundles=frozenset(bundles))), tree, settings)


def _texts(site: _Site) -> Iterator[Text | Problem]:
    for path in site.listed:
        if not path.lower().endswith((*MARKDOWN, *OTHER_TEXTS)):
            continue
        if why := _no_text(site, path):
            yield page(site.source, path, *why)
            continue
        matter = taken(site.source, path)
        if isinstance(matter, Problem):
            yield matter
            continue
        said, doubts = _said(f"{site.source}/{path}", matter)
        if posixpath.dirname(path) == site.folder and "date" not in said:
            why = "This page is in no section and has no date; it is not imported.", "Give it a date if it is a speech."
            yield page(site.source, path, *why)
        else:
            yield msgspec.structs.replace(_text(site, path, matter, said), doubts=doubts)


def _no_text(site: _Site, path: str) -> tuple[str, str] | None:
    """Why the file at `path` is no text of its own, and what to do if it is."""
    name = site.parted(path)[0]
    if name == "_index":
        return "This is a list of pages; it is not imported.", ""
    is_bundle = name == "index" and posixpath.dirname(path) in site.bundles
    if not is_bundle and any(path.startswith(f"{bundle}/") for bundle in site.bundles):
        return "This is a part of another page; it is not imported.", "Import it by hand if it is a text of its own."
    return None


def _said(shown: str, matter: Matter) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The fields of a page with those of `params`, its date as `date`, and what is doubtful about them."""
    said = dict(matter.fields)
    names: list[tuple[str, str]] = []
    for params in [key for key in said if key.lower() == "params" and isinstance(said[key], dict)]:
        names += [(key, keep(said, key, value)) for key, value in said.pop(params).items()]
    first = next(
        (key for name in _DATES for key in sorted(said, key=name.__ne__) if folded(key) == name and said[key]), ""
    )
    if first:
        said["date"] = said.pop(first)
    doubled = ((key, f"It is kept {renamed(key, name)}.") for key, name in names if name != key)
    return said, tuple(doubt(shown, matter, message, CHOOSE, key) for key, message in doubled)


def _text(site: _Site, path: str, matter: Matter, said: dict[str, Any]) -> Text:
    name, lang = site.parted(path)
    own = posixpath.dirname(path)
    inside = own.removeprefix(site.folder).strip("/")
    first, _, rest = inside.partition("/")
    if first in site.languages:
        lang, inside = first, rest
    beside: tuple[str, ...] = ()
    if name == "index":
        inside, _, name = inside.rpartition("/")
        in_bundle = (each for each in site.listed if each.startswith(f"{own}/"))
        beside = tuple(each for each in in_bundle if not each.endswith((*MARKDOWN, *OTHER_TEXTS)))
    for key in [key for key in said if folded(key) in ("aliases", "alias")]:
        listed = said[key] if isinstance(said[key], list) else [said[key]]
        said[key] = [_from_root(old, inside) for old in listed]
    has_url = any(folded(key) == "url" for key in said)
    address = "" if has_url else _address(site.config, name, inside, lang, said)
    return Text(
        path=path, shown=f"{site.source}/{path}", matter=matter, said=said, name=name, lang=lang, beside=beside,
        addresses=(address,) if address else (),
    )  # fmt: skip


def _from_root(old: Any, inside: str) -> Any:
    """An alias of Hugo: one without a slash in front is beside its page."""
    is_beside = isinstance(old, str) and not old.startswith("/") and "://" not in old
    return f"/{posixpath.join(inside, old)}" if is_beside else old


def _address(config: Mapping[str, Any], name: str, inside: str, lang: str, said: Mapping[str, Any]) -> str:
    """Where the site had the page, by the pattern of its section, or else by its path. Empty where that hangs on what
    is not known here."""
    section = inside.split("/")[0]
    patterns = settings_of.mapping(config, "permalinks")
    pattern = settings_of.mapping(patterns, "page").get(section) or patterns.get(section)
    plain = re.sub(r"\s+", "-", name.lower())
    slug = str(said.get("slug") or "") or plain
    parts = {
        **days(str(said.get("date", ""))[:10]),
        **dict.fromkeys(("slug", "slugorfilename", "slugorcontentbasename"), slug),
        **dict.fromkeys(("filename", "contentbasename"), plain),
        "section": section,
        "sections": inside,
    }
    address = filled(str(pattern or f"/{inside.lower()}/{slug}/"), parts)
    if not address:
        return ""
    home = str(config.get("defaultContentLanguage", "en"))
    if lang and (lang != home or config.get("defaultContentLanguageInSubdir")):
        address = f"/{lang}{address}"
    return f"{address.rstrip('/')}.html" if config.get("uglyURLs") else address
