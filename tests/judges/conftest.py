"""Each site that is judged, built once a session."""

import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bench.real_archives import PACKED
from tests.judges.sites import OURS, real

HOST = "https://archive.test/"

PLACES = {"disk": "", "root": HOST, "path": f"{HOST}speeches/"}
"""Where a site may live, and its base_url there."""


@dataclass(frozen=True)
class Site:
    """A site that was built: its files, and the folder that is the root of its server."""

    folder: Path
    host: Path


Sites = Callable[[str, str], Site]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The site of an archive, at a place."""

    @cache
    def built(name: str, place: str) -> Site:
        host = tmp_path_factory.mktemp(place)
        base_url = PLACES[place]
        made = OURS[name](host, base_url) if name in OURS else real(name, unpacked(name), host, base_url)
        assert made.outcome is not None, made.messages
        if place == "path":
            return Site(made.output.rename(host / "speeches"), host)
        return Site(made.output, made.output)

    @cache
    def unpacked(name: str) -> Path:
        if not PACKED.is_dir():
            pytest.skip(f"the real archives are not at {PACKED}")
        with tarfile.open(PACKED / f"{name}.tar.gz") as archive:
            archive.extractall(folder := tmp_path_factory.mktemp("archive"), filter="data")
        return folder / name

    return built
