"""The real archives that lie beside the project, unpacked once."""

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
