"""What an importer found in a source: a file to write, with everything that could not be decided."""

from pathlib import Path
from typing import Any

import msgspec

from rostra.problem import Problem


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One file of content/, before it is written.

    `source` is where it comes from, a path, or a path and a row, as messages name it; `path` the file to write within
    content/; `fields` its front matter as plain YAML values, `body` its Markdown; `doubts` what could not be decided;
    `assets` what goes beside it, by paths within content/: files to copy, or the bytes themselves.
    """

    source: str
    path: str
    fields: dict[str, Any]
    body: str
    doubts: tuple[Problem, ...] = ()
    assets: dict[str, Path | bytes] = {}


def bytes_of(asset: Path | bytes) -> bytes:
    """What an asset holds. Raises OSError."""
    return asset if isinstance(asset, bytes) else asset.read_bytes()
