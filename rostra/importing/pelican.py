"""A Pelican folder: the articles below its content folder, with their metadata as lines `Title: …` or as YAML."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rostra.importing.found import Found
from rostra.importing.importers import Settings
from rostra.importing.keeping import CHOOSE, keep, renamed
from rostra.importing.mapping import RENAMED
from rostra.importing.matter import Matter
from rostra.importing.telling import DAY, found_in
from rostra.importing.text import MARKDOWN, OTHER_TEXTS, Text, Tree, doubt, files, page, stem, taken
from rostra.problem import Problem

_MARKS = re.compile(r"[{|](?:static|filename|attach|tag|category|author|index)[}|][^\s)\"'<>]*")
_NO_VALUE = (ValueError, TypeError, SyntaxError, RecursionError, MemoryError)
"""What Python raises for a program, or an expression, of which no plain value can be read."""
_PLACE = re.compile(r"\{(slug|lang|category|date)(?::([^}]*))?\}")


def importer(source: Path, settings: Settings) -> Iterator[Found | Problem]:
    """Each article of the Pelican site at `source`."""
    config = _settings(source / "pelicanconf.py")
    folder = str(config.get("PATH", "content" if (source / "content").is_dir() else "")).strip("./")
    tree = Tree(
        source=source,
        roots=(folder, ""),
        renamed={**RENAMED, "url": "aliases"},
        marks=_MARKS,
        language="a link of Pelican",
    )
    return found_in(_texts(source, folder, config), tree, settings)


def _settings(file: Path) -> dict[str, Any]:
    """What `pelicanconf.py` sets to a plain value: it is a program, which is not run."""
    found: dict[str, Any] = {}
    try:
        body = ast.parse(file.read_text(encoding="utf-8")).body if file.is_file() else []
    except (OSError, *_NO_VALUE):
        return found
    for line in body:
        if isinstance(line, ast.Assign):
            for target in line.targets:
                if isinstance(target, ast.Name):
                    try:
                        found[target.id] = ast.literal_eval(line.value)
                    except _NO_VALUE:  # made by a call, or of other names
                        continue
    return found


def _texts(source: Path, folder: str, config: Mapping[str, Any]) -> Iterator[Text | Problem]:
    listed = config.get("PAGE_PATHS") or ["pages"]
    listed = listed if isinstance(listed, list | tuple | set) else [listed]
    pages = tuple(f"{folder}/{each}/".lstrip("/") for each in listed)
    skipped = frozenset({"output", "theme", "themes", "plugins", "node_modules"})
    for path in (f"{folder}/{each}".lstrip("/") for each in files(source / folder, skipped)):
        if not path.lower().endswith((*MARKDOWN, *OTHER_TEXTS)):
            continue
        if path.startswith(pages):
            yield page(
                source,
                path,
                "This is a page and no article; it is not imported.",
                "Move it out of pages/ if it is a speech.",
            )
            continue
        matter = taken(source, path, colons=True)
        yield matter if isinstance(matter, Problem) else _text(source, path, folder, matter, config)


def _text(source: Path, path: str, folder: str, matter: Matter, config: Mapping[str, Any]) -> Text:
    shown = f"{source}/{path}"
    doubts: list[Problem] = []
    said = _lowered(shown, matter, doubts)
    for name in ("tags", "authors"):
        if isinstance(value := said.get(name), str):
            said[name] = [part.strip() for part in value.split(";" if ";" in value else ",") if part.strip()]
    status = str(said.pop("status", "published")).lower()
    if status not in ("published", ""):
        said["draft"] = True
        if status != "draft":
            message = f"The status is {status}; the text is a draft now."
            doubts.append(doubt(shown, matter, message, "Take draft: out to publish it.", "status"))
    inside = path.removeprefix(folder).strip("/").rpartition("/")[0]
    if inside and config.get("USE_FOLDER_AS_CATEGORY", True) and not said.get("category"):
        said["category"] = inside.rpartition("/")[2]
    home = str(config.get("DEFAULT_LANG", "en"))
    lang = str(said.get("lang", home))
    is_translation = lang != home
    name = stem(path)
    if is_translation:
        said.pop("lang")  # the file's name will say it
    if is_translation and name.lower().endswith((f"-{lang}", f".{lang}", f"_{lang}")):
        name = name[: -len(lang) - 1]
    found = DAY.match(name)
    if found and not said.get("date"):
        said["date"] = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    if said.get("slug"):  # by which Pelican knows a text and its translations
        name = f"{name[: found.start(4)]}{said['slug']}" if found and found[4] else str(said["slug"])
    has_own = said.get("url") or said.get("save_as")
    address = "" if has_own else _address(said, lang if is_translation else "", config)
    return Text(
        path=path, shown=shown, matter=matter, said=said, name=name, lang=lang if is_translation else "",
        addresses=(address,) if address else (), doubts=tuple(doubts),
    )  # fmt: skip


def _lowered(shown: str, matter: Matter, doubts: list[Problem]) -> dict[str, Any]:
    """The fields by their names in small letters, which mean the same to Pelican."""
    said: dict[str, Any] = {}
    for key, value in matter.fields.items():
        lower = key.lower()
        if (name := keep(said, lower, value)) != lower:
            doubts.append(doubt(shown, matter, f"It is kept {renamed(lower, name)}.", CHOOSE, key))
    return said


def _address(said: Mapping[str, Any], lang: str, config: Mapping[str, Any]) -> str:
    """Where the site had the article. Empty where that hangs on what is not known here."""
    title = str(said.get("title", ""))
    slug = str(said.get("slug") or "")
    if not slug and title.isascii():  # other letters Pelican spells in Latin ones by a table of its own
        slug = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", title).strip().lower())
    kind, default = ("ARTICLE_LANG", "{slug}-{lang}.html") if lang else ("ARTICLE", "{slug}.html")
    pattern = str(config.get(f"{kind}_URL") or config.get(f"{kind}_SAVE_AS") or default)
    day = re.match(r"(\d{4})-(\d{2})-(\d{2})", str(said.get("date", "")))
    category = re.sub(r"[^\w]+", "-", str(said.get("category", ""))).strip("-").lower()
    parts = {"slug": slug, "lang": lang, "category": category}

    def part(place: re.Match[str]) -> str:
        if place[1] == "date" and day:
            codes = {"%Y": day[1], "%m": day[2], "%d": day[3], "%y": day[1][2:]}
            return re.sub("%[a-zA-Z]", lambda code: codes.get(code[0], "{"), place[2] or "{")
        return parts.get(place[1]) or "{"

    address = _PLACE.sub(part, pattern)
    return "" if "{" in address else f"/{address.removesuffix('index.html').lstrip('/')}"
