"""The importers by name, and which of them a source asks for."""

import importlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rostra.importing.found import Found
from rostra.problem import Problem

Importer = Callable[[Path, Mapping[str, Any]], Iterator[Found | Problem]]
"""Takes a source and the settings of `--map`; gives each file to write, and a Problem for what makes none."""

IMPORTERS: dict[str, str] = {}
"""Each importer's name and its function, as module:function below rostra.importing; imported when it is called."""


def importer(name: str) -> Importer:
    """The importer called `name`, which is one of IMPORTERS."""
    module, _, function = IMPORTERS[name].partition(":")
    found: Importer = getattr(importlib.import_module(f"rostra.importing.{module}"), function)
    return found
