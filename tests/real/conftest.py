"""The real archives that lie beside the project, unpacked once."""

import re
from pathlib import Path

import pytest

from bench.real_archives import PACKED, unpack

NAMES = (
    "canada-throne-speeches",
    "diyanet-sermons",
    "es-christmas-messages",
    "knesset-he",
    "korean-presidents",
    "sg-hansard",
    "sg-mse-editors",
    "us-inaugural",
    "us-state-of-the-union",
)


@pytest.fixture(scope="session")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not PACKED.is_dir():
        pytest.skip(f"the real archives are not at {PACKED}")
    folder = tmp_path_factory.mktemp("archives")
    unpack(PACKED, folder)
    return folder


def sermons(archive: Path) -> dict[str, str | bytes]:
    """The files of diyanet-sermons, so named that those of one day are one event.

    Its editors have a file a language, each with a name of its own: the day and the language are in it.
    """
    files: dict[str, str | bytes] = {}
    for file in sorted(archive.rglob("*.md")):
        day, lang = re.match(r"(\d{4}-\d\d-\d\d)-([a-z]{2})-", file.name).groups()  # type: ignore[union-attr]
        files.setdefault(f"{day[:4]}/{day}-sermon.{lang}.md", file.read_bytes())
    return files
