"""An Eleventy folder: every Markdown file that has a date or a tag, its own or from the data files beside it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rostra.importing.found import Found
from rostra.importing.importers import Settings
from rostra.importing.mapping import RENAMED
from rostra.importing.matter import Matter
from rostra.importing.nesting import TOO_DEEP, is_deep
from rostra.importing.sources import LEFT_OUT, is_below
from rostra.importing.telling import DAY, found_in
from rostra.importing.text import MARKDOWN, Text, Tree, doubt, files, page, stem, taken
from rostra.problem import Problem, Severity

SETTINGS = (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", "eleventy.config.ts")
_SKIPPED = frozenset({"_site", "_includes", "_layouts", "_data", "node_modules"})
_TEMPLATE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
_INPUT = re.compile(r"""(?:\binput\s*:|\bsetInputDirectory\()\s*["'`]([^"'`$]+)["'`]""")


def importer(source: Path, settings: Settings) -> Iterator[Found | Problem]:
    """Each text of the Eleventy site at `source`."""
    folder = _input(source)
    roots = (folder, f"{folder}/public".strip("/"), "public", "")
    tree = Tree(
        source=source,
        roots=roots,
        renamed={**RENAMED, "locale": "lang"},
        marks=_TEMPLATE,
        language="a template of Eleventy",
    )
    return found_in(_texts(source, folder), tree, settings)


def _input(source: Path) -> str:
    """The folder of the texts, as far as the settings say it in a word: they are a program, which is not run."""
    for name in SETTINGS:
        if (source / name).is_file() and (
            said := _INPUT.search((source / name).read_text(encoding="utf-8", errors="replace"))
        ):
            return said[1].removeprefix("./").strip("/").removesuffix(".")
    return ""


def _texts(source: Path, folder: str) -> Iterator[Text | Problem]:
    for path in (f"{folder}/{each}".lstrip("/") for each in files(source / folder, _SKIPPED)):
        if path.endswith((".11tydata.js", ".11tydata.cjs", ".11tydata.mjs")):
            yield page(
                source, path, "What this program says of texts is not known here.", "Write it in their front matter."
            )
        if not path.lower().endswith(MARKDOWN) or stem(path).lower() == "readme":
            continue
        matter = taken(source, path, without=Severity.NOTICE)
        if isinstance(matter, Problem):
            yield matter
            continue
        text = _text(source, path, folder, matter)
        if text.said.get("date") or DAY.match(text.name) or text.said.get("tags"):
            yield text
        else:
            yield page(
                source,
                path,
                "This page has no date and no tag; it is not imported.",
                "Give it a date if it is a speech.",
            )


def _text(source: Path, path: str, folder: str, matter: Matter) -> Text:
    doubts: list[Problem] = []
    given = _data(source, path, doubts)
    said = {**given, **matter.fields}
    if tags := [*_listed(given.get("tags")), *_listed(matter.fields.get("tags"))]:
        said["tags"] = list(dict.fromkeys(tags))
    shown = f"{source}/{path}"
    permalink = said.get("permalink")
    if str(permalink).lower() == "false":
        said.pop("permalink")
        said["draft"] = True
        message = "The old site did not publish it; it is a draft now."
        doubts.append(doubt(shown, matter, message, "Take draft: out to publish it.", "permalink"))
        permalink = "none"
    inside = path.removeprefix(folder).strip("/").rpartition("/")[0]
    name = stem(path)
    if name == "index" or name == inside.rpartition("/")[2]:
        inside, _, name = inside.rpartition("/")
    address = f"/{inside}/{name}/".replace("//", "/")
    return Text(
        path=path, shown=shown, matter=matter, said=said, name=name, doubts=tuple(doubts),
        addresses=() if permalink else (address,),
    )  # fmt: skip


def _listed(said: Any) -> list[Any]:
    """The tags of one place; Eleventy adds up those of all places."""
    return said if isinstance(said, list) else [said] if said else []


def _data(source: Path, path: str, doubts: list[Problem]) -> dict[str, Any]:
    """What the data files of the folders above the text at `path`, and its own, say of it: the nearest wins."""
    folders = path.split("/")[:-1]
    names = [f"{'/'.join(folders[:depth])}/{folders[depth - 1]}" for depth in range(1, len(folders) + 1)]
    found: dict[str, Any] = {}
    for name in [*names, path.rpartition(".")[0]]:
        for file in (source / f"{name}.json", source / f"{name}.11tydata.json"):
            said = _json(source, file, doubts) if file.is_file() else {}
            tags = [*_listed(found.get("tags")), *_listed(said.get("tags"))]
            found |= {key: value for key, value in said.items() if key not in ("layout", "eleventyComputed")}
            found |= {"tags": tags} if tags else {}
    return found


def _json(source: Path, file: Path, doubts: list[Problem]) -> dict[str, Any]:
    """The map of a data file; nothing where it is none, which is a doubt."""
    said: Any = {}
    message, hint = "", "Correct it, and import again."
    if not is_below(file, source):
        message, hint = f"This {LEFT_OUT[0]}", LEFT_OUT[1]
    else:
        try:
            said = json.loads(file.read_text(encoding="utf-8"))
        except OSError as error:
            message, hint = f"It cannot be read: {error.strerror}.", "See who may read it."
        except ValueError as error:
            message = f"This is no JSON: {error}."
        except RecursionError:
            message = TOO_DEEP
    if is_deep(said):
        message, said = TOO_DEEP, {}
    if message:
        doubts.append(Problem(path=str(file), message=message, hint=hint, severity=Severity.WARNING))
    return said if isinstance(said, dict) else {}
