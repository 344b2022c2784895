"""The importers by name, and which of them a source asks for."""

import importlib
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rostra import schema, values
from rostra.importing.found import Found
from rostra.problem import Problem


class Settings(dict[str, Any]):
    """What the file of `--map` says; `path` names that file, and `lines` has the line of each key. Of the file of
    `--rules` there is the path alone, since the importers that have rules read them."""

    path: str = ""
    lines: Mapping[str, int] = {}

    def problem(self, key: str, message: str, hint: str) -> Problem:
        """That what is said of `key` is wrong."""
        return Problem(path=self.path, line=self.lines.get(key, 0), field=key, message=message, hint=hint)


Importer = Callable[[Path, Settings], Iterator[Found | Problem]]
"""Takes a source and the settings; gives each file to write, and a Problem for what makes none."""

IMPORTERS: dict[str, str] = {
    "jekyll": "jekyll:importer",
    "hugo": "hugo:importer",
    "eleventy": "eleventy:importer",
    "pelican": "pelican:importer",
    "csv": "columns:from_csv",
    "jsonl": "columns:from_jsonl",
    "html": "pages:pages",
    "text": "captures:captures",
    "docx": "documents:documents",
}
"""Each importer's name and its function, as module:function below rostra.importing; imported when it is called."""

WITH_RULES = ("html", "text")
"""The importers that are told by rules where a source has what."""

FOLDERS = ("jekyll", "hugo", "eleventy", "pelican")
"""The importers that take a folder as a whole."""

WITH_MAP = (*FOLDERS, "csv", "jsonl")
"""The importers that are told by a map which of their fields or columns is which of ours."""

_SIGNS = {
    "_config.yml": "jekyll",
    "_config.yaml": "jekyll",
    "_posts": "jekyll",
    **{
        f"{name}.{ending}": "hugo"
        for name in ("hugo", "config", "config/_default/hugo", "config/_default/config")
        for ending in ("toml", "yaml", "yml", "json")
    },
    ".eleventy.js": "eleventy",
    **{f"eleventy.config.{ending}": "eleventy" for ending in ("js", "mjs", "cjs", "ts")},
    "pelicanconf.py": "pelican",
}
"""Files and folders by which a folder says what it is."""

_ENDINGS = {".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".docx": "docx"}
"""Endings by which a file says what it is."""


_EXTRA, _LIBRARIES = ("html", "text", "docx"), ("mammoth", "selectolax")
"""The importers that need the extra `import`, and its libraries."""


class Missing(Exception):
    """An importer's libraries are not installed; says what to do."""


def importer(name: str) -> Importer:
    """The importer called `name`, which is one of IMPORTERS. Raises Missing."""
    module, _, function = IMPORTERS[name].partition(":")
    missing = [library for library in _LIBRARIES if not find_spec(library)]
    if name in _EXTRA and missing:
        raise Missing(f"import needs more libraries for {name}: python -m pip install {' '.join(missing)}")
    found: Importer = getattr(importlib.import_module(f"rostra.importing.{module}"), function)
    return found


def settings_of(file: Path) -> Settings:
    """What the YAML file at `file` says. Raises Malformed, and UnicodeDecodeError."""
    said = values.parse(file.read_text(encoding="utf-8-sig"))
    settings = Settings((key, schema.plain(value)) for key, value in said.entries.items())
    settings.path, settings.lines = str(file), said.lines
    return settings


def names_for(source: Path) -> tuple[str, ...]:
    """The importers that `source` asks for: one, where it says by itself what it is."""
    if source.is_file():
        name = _ENDINGS.get(source.suffix.lower(), "")
        return (name,) if name else ()
    return tuple(dict.fromkeys(name for sign, name in _SIGNS.items() if (source / sign).exists()))
