"""A source as a dict of files → what an importer found in it, with paths as they are below the source."""

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rostra.importing.found import Found
from rostra.importing.importers import Settings, importer
from tests.making import write

Files = Mapping[str, str | bytes]


@dataclass(frozen=True)
class Told:
    """What an importer told of a source: its texts by the path that they will have, and everything it said."""

    texts: dict[str, Found] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)

    def fields(self, path: str) -> dict[str, Any]:
        return self.texts[path].fields

    def about(self, name: str) -> list[str]:
        """What was said of the source `name`, without the place."""
        return [said.split(": ", 1)[1] for said in self.messages if said.split(":")[0] == name]


def told(folder: Path, name: str, files: Files, source: str = "", **settings: str) -> Told:
    """What the importer `name` finds in `files`, or in the one of them that `source` names."""
    root = write(folder / "source", files)
    given = list(importer(name)(root / source, Settings(settings)))
    texts = [each for each in given if isinstance(each, Found)]
    problems = [problem for each in given for problem in (each.doubts if isinstance(each, Found) else (each,))]
    assert len({text.path for text in texts}) == len(texts)
    return Told({text.path: text for text in texts}, [str(each).replace(f"{root}/", "") for each in problems])


def ruled(file: Path) -> Settings:
    """The settings that name a file of rules."""
    settings = Settings()
    settings.path = str(file)
    return settings


def picture(width: int = 2) -> bytes:
    """A picture in PNG, `width` by one pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * (width + 1)))
        + chunk(b"IEND", b"")
    )
