"""The folder of templates: where what is in it, and the files that are copied as they are."""

from pathlib import Path

STATIC = "static"
LOCALE = "locale"
SECTIONS = "parts/sections.html"


def static_files(templates: Path) -> dict[str, Path]:
    """The files below templates/static, by their path in output/; they are copied as they are."""
    folder = templates / STATIC
    found = (file for file in folder.rglob("*") if file.is_file() and not file.name.startswith("."))
    return {f"{STATIC}/{file.relative_to(folder).as_posix()}": file for file in sorted(found)}
