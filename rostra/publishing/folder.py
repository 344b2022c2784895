"""The folder of templates: where what is in it, and the files that are copied."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import rcssmin

STATIC = "static"
LOCALE = "locale"
SECTIONS = "parts/sections.html"
CARD = "card.typ"
ICON = "favicon.ico"
"""The icon that programs ask for at the site's root, without having been told of one."""

EDITOR = "admin"
"""What /admin/ is made of: our own scripts, and the programs that `admin` fetches into the folders PROGRAMS."""

PROGRAMS = ("sveltia", "yaml")

_HASHED = (".css", ".js")
"""Only templates name these, so that a browser may keep each for as long as it likes; other names are lasting."""


def static_files(templates: Path) -> dict[str, bytes]:
    """The files below templates/static, by their path in output/; as they are, but style sheets without comments and
    blanks. The icon goes to the root.

    The names of style sheets and scripts get the hash of their bytes: `site.css` → `site.3f2a9c1b.css`.
    """
    return {name if name == ICON else f"{STATIC}/{name}": data for _, name, data in _static(templates)}


def editor_files(templates: Path) -> dict[str, Path]:
    """The files below templates/admin, by their path in output/."""
    files = sorted(file for file in (templates / EDITOR).rglob("*") if file.is_file() and not file.name.startswith("."))
    return {f"{EDITOR}/{file.relative_to(templates / EDITOR).as_posix()}": file for file in files}


def lacks_editor(templates: Path) -> bool:
    """Whether a program of /admin/ was never fetched."""
    return not all((templates / EDITOR / program / "index.js").is_file() for program in PROGRAMS)


def static_names(templates: Path) -> dict[str, str]:
    """What the files below templates/static are called in output/static, by their names."""
    return {named: name for named, name, _ in _static(templates)}


def _static(templates: Path) -> Iterator[tuple[str, str, bytes]]:
    """Their names, what they are called in output/static, and what they hold there."""
    folder = templates / STATIC
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.startswith("."):
            named = file.relative_to(folder).as_posix()
            data = file.read_bytes()
            if file.suffix == ".css":
                data = bytes(rcssmin.cssmin(data))
            is_hashed = file.suffix in _HASHED
            digest = hashlib.blake2b(data, digest_size=4).hexdigest() if is_hashed else ""
            yield named, f"{named.removesuffix(file.suffix)}.{digest}{file.suffix}" if digest else named, data
