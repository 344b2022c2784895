"""The settings of another generator, as far as a program may read them: YAML, TOML and JSON."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from rostra.importing.nesting import TOO_DEEP
from rostra.problem import Problem, Severity


def read(source: Path, names: Iterable[str]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The first file of `names` that `source` has, and a Problem where it cannot be read."""
    for name in names:
        file = source / name
        if not file.is_file():
            continue
        try:
            found = _parsed(file)
        except (OSError, RecursionError, ValueError, yaml.YAMLError) as error:
            what = TOO_DEEP.rstrip(".") if isinstance(error, RecursionError) else " ".join(str(error).split())
            hint = "The texts are imported without it; their old addresses may be missing."
            wrong = Problem(path=str(file), message=f"It cannot be read: {what}.", hint=hint, severity=Severity.WARNING)
            return {}, (wrong,)
        return (found if isinstance(found, dict) else {}), ()
    return {}, ()


def mapping(config: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """What the settings say of `name` by key; nothing where they say something else. A list is of keys alone."""
    found = config.get(name)
    if isinstance(found, list):
        return {str(key): None for key in found}
    return found if isinstance(found, dict) else {}


def _parsed(file: Path) -> Any:
    text = file.read_text(encoding="utf-8-sig")
    if file.suffix == ".toml":
        return tomllib.loads(text)
    return json.loads(text) if file.suffix == ".json" else yaml.safe_load(text)
