"""lychee finds no link and no fragment that leads nowhere: from disk, at the root of a server, under a path."""

import json
import subprocess
import sysconfig
from pathlib import Path

import pytest

from tests.judges.conftest import HOST, PLACES, Sites
from tests.judges.sites import OURS, REAL
from tests.making import write

LYCHEE = Path(sysconfig.get_path("scripts")) / "lychee"

OPTIONS = (
    "--no-progress",
    "--offline",
    "--include-fragments=anchor-only",
    "--index-files",
    "index.html",
    "--format",
    "json",
)


def broken_links(folder: Path, host: Path) -> tuple[int, list[str]]:
    """How many links lychee has followed in all files of `folder`, and those that lead nowhere.

    `host` is the folder that a server would have at its root: it takes the place of HOST in feeds, sitemaps and
    canonical addresses.
    """
    where = ("--root-dir", host, "--remap", f"^{HOST} {host.as_uri()}/")
    done = subprocess.run([LYCHEE, *OPTIONS, *where, folder], capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    found = json.loads(done.stdout)
    faults = [
        f"{Path(file).relative_to(folder)}: {link['url']}: {link['status']['text']}"
        for file, links in found["error_map"].items()
        for link in links
    ]
    return found["successful"], sorted(faults)


def test_lychee_names_what_leads_nowhere(tmp_path: Path) -> None:
    page = (
        f'<!doctype html><title>A</title><link rel="canonical" href="{HOST}gone/"><link rel="icon" href="gone.svg">'
        '<h1 id="here">A</h1><a href="#here">A</a> <a href="#gone">B</a> <a href="a/">C</a> <a href="/gone/">D</a>'
        '<a href="../index.html#here">E</a> <a href="../index.html#gone">F</a>'
    )
    text = f"Sitemap: {HOST}gone.xml\n"
    folder = write(tmp_path / "site", {"index.html": "<p id=here>A", "b/index.html": page, "robots.txt": text})
    here = folder.as_uri()
    missing = "File not found. Check if file exists and path is correct"
    assert broken_links(folder, folder) == (
        2,
        [
            f"b/index.html: {here}/b/a: {missing}",
            f"b/index.html: {here}/b/gone.svg: {missing}",
            f"b/index.html: {here}/b/index.html#gone: Cannot find fragment",
            f"b/index.html: {here}/gone/: {missing}",
            f"b/index.html: {here}/gone: {missing}",
            f"b/index.html: {here}/index.html#gone: Cannot find fragment",
            f"robots.txt: {here}/gone.xml: {missing}",
        ],
    )


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", [*OURS, *REAL])
def test_every_link_leads_somewhere(site: Sites, name: str, place: str) -> None:
    judged = site(name, place)
    followed, faults = broken_links(judged.folder, judged.host)
    assert faults == []
    assert followed > 1000
