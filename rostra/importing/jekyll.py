"""A Jekyll folder: the posts of every `_posts`, the drafts, and the texts of its collections. A folder that has none of
these, and no `_config.yml`, is taken for posts alone."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rostra.importing import settings as settings_of
from rostra.importing.addresses import days, filled
from rostra.importing.days import day_of
from rostra.importing.found import Found
from rostra.importing.importers import Settings
from rostra.importing.mapping import RENAMED
from rostra.importing.matter import Matter
from rostra.importing.telling import day_in, found_in
from rostra.importing.text import MARKDOWN, OTHER_TEXTS, Text, Tree, doubt, files, page, stem, taken
from rostra.problem import Problem
from rostra.reading import dates
from rostra.schema import Wrong

_SKIPPED = frozenset({"_site", "_includes", "_layouts", "_sass", "_data", "_plugins", "node_modules", "vendor"})
_LIQUID = re.compile(
    r"\{%-?\s*raw\s*-?%\}|\{%.*?%\}|\{\{\s*site\.(?:baseurl|url)\s*\}\}(?:/[^\s)\"'<>]*)?|\{\{.*?\}\}", re.DOTALL
)
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title:output_ext",
}
"""The built-in styles of Jekyll's `permalink`, as far as the parts are known here."""


def importer(source: Path, settings: Settings) -> Iterator[Found | Problem]:
    """Each text of the Jekyll site, or folder of posts, at `source`."""
    tree = Tree(source=source, renamed={**RENAMED, "excerpt": "summary"}, marks=_LIQUID, language="Liquid")
    return found_in(_texts(source), tree, settings)


def _texts(source: Path) -> Iterator[Text | Problem]:
    config, problems = settings_of.read(source, ("_config.yml", "_config.yaml"))
    yield from problems
    rooms = {"_posts", "_drafts", *(f"_{name}" for name in settings_of.mapping(config, "collections"))}
    listed = [path for path in files(source, _SKIPPED) if path.lower().endswith((*MARKDOWN, *OTHER_TEXTS))]
    is_bare = not config and not any(rooms & set(path.split("/")) for path in listed)
    for path in listed:
        room = next((part for part in path.split("/") if part in rooms), "")
        if is_bare and (stem(path).lower() == "readme" or not path.lower().endswith(MARKDOWN)):
            continue
        if not room and not is_bare:
            yield page(
                source,
                path,
                "This is a page and no post; it is not imported.",
                "Move it into _posts/ if it is a speech.",
            )
            continue
        matter = taken(source, path)
        yield matter if isinstance(matter, Problem) else _text(source, path, room, matter, config)


def _text(source: Path, path: str, room: str, matter: Matter, config: Mapping[str, Any]) -> Text:
    said = {**_defaults(path, room, config), **matter.fields}
    doubts: list[Problem] = []
    shown = f"{source}/{path}"
    for name in ("tags", "categories"):
        if isinstance(value := said.get(name), str):
            said[name] = re.split(r"\s*,\s*", value) if "," in value else value.split()
            if len(said[name]) > 1:
                message = f"“{value}” is read as {len(said[name])} labels."
                hint = f"If it is one, write {name}: [{value}] in the source, and import again."
                doubts.append(doubt(shown, matter, message, hint, name))
    if str(said.pop("published", "true")).lower() == "false" or room == "_drafts":
        said["draft"] = True
    addresses = () if matter.fields.get("permalink") else _address(path, room, said, config)
    return Text(
        path=path, shown=shown, matter=matter, said=said, name=stem(path), addresses=addresses, doubts=tuple(doubts)
    )


def _defaults(path: str, room: str, config: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that `defaults` of the settings gives to the text at `path`; what is more specific comes later."""
    found: dict[str, Any] = {}
    listed = config.get("defaults")
    for default in [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []:
        scope = settings_of.mapping(default, "scope")
        at = str(scope.get("path", "")).strip("/")
        is_within = not at or path == at or path.startswith(f"{at}/")
        if is_within and scope.get("type", room.removeprefix("_")) == room.removeprefix("_"):
            found |= {name: value for name, value in settings_of.mapping(default, "values").items() if name != "layout"}
    return found


def _address(path: str, room: str, said: dict[str, Any], config: Mapping[str, Any]) -> tuple[str, ...]:
    """Where the site had a text that states no permalink of its own; nothing where that cannot be told."""
    own = said.pop("permalink", "")
    collection = room.removeprefix("_")
    settings = settings_of.mapping(settings_of.mapping(config, "collections"), collection)
    if not config or room == "_drafts" or not (room == "_posts" or settings.get("output")):
        return ()
    try:
        named, rest = day_in(stem(path))
        day = _day(str(said.get("date") or named), config)
    except Wrong:
        return ()
    usual = str(config.get("permalink") or "date") if room == "_posts" else "/:collection/:path:output_ext"
    pattern = str(own or settings.get("permalink") or usual)
    above, _, inside = path.rpartition(f"{room}/")
    listed = said.get("categories") or said.get("category") or []
    categories = [*above.split("/")[:-1], *(listed if isinstance(listed, list) else [listed])]
    title = re.sub(r"[^\w._~!$&'()+,;=@-]+", "-", str(said.get("slug") or rest)).strip("-")
    parts = {
        **days(day),
        "collection": collection,
        "path": inside.rpartition(".")[0],
        "name": re.sub(r"[\W_]+", "-", stem(path)),
        "title": title,
        "slug": title.lower(),
        "categories": "/".join(re.sub(r"\W+", "-", str(each).lower()) for each in categories),
        "output_ext": ".html",
    }
    address = filled(_STYLES.get(pattern, pattern), parts)
    return (address,) if address else ()


def _day(said: str, config: Mapping[str, Any]) -> str:
    """The day by which the site filed a text: that of its own time zone. Empty where it does not state one, and the
    days differ."""
    stated = day_of(said).edtf
    moment = said[:10] != said.strip()
    there = dates.parse(said, str(config.get("timezone") or "UTC")).edtf if moment and said[:10] == stated else stated
    return there if "timezone" in config or there == stated else ""
