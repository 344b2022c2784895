"""A text of another generator, as its importer tells it, and the folder that it is from."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from rostra.importing import matter
from rostra.importing.matter import Matter
from rostra.importing.sources import LEFT_OUT, is_below, unreadable
from rostra.problem import Problem, Severity

MARKDOWN = (".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".mdown")
OTHER_TEXTS = (".adoc", ".asciidoc", ".htm", ".html", ".liquid", ".njk", ".org", ".rst", ".textile", ".pandoc")


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """The folder of another generator. `roots` are the folders within it that a path from the site's root is looked
    for in; `renamed` gives our fields for theirs; `marks` matches what its template language, `language`, does in a
    body."""

    source: Path
    roots: tuple[str, ...] = ("",)
    renamed: Mapping[str, str]
    marks: re.Pattern[str]
    language: str


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One text: `path` within the folder, `shown` as messages name it, `said` its fields as the generator understands
    them. `name` is what its address ends in, with the day that may start it; `lang` the language that its file's name
    or folder says; `addresses` the paths that it had on the old site, `beside` the paths of the files that are its
    own."""

    path: str
    shown: str
    matter: Matter
    said: Mapping[str, Any]
    name: str
    lang: str = ""
    addresses: tuple[str, ...] = ()
    doubts: tuple[Problem, ...] = ()
    beside: tuple[str, ...] = ()

    def doubt(self, message: str, hint: str, field: str = "", line: int = 0) -> Problem:
        """What could not be decided of this text."""
        return doubt(self.shown, self.matter, message, hint, field, line)


def doubt(shown: str, matter: Matter, message: str, hint: str, field: str = "", line: int = 0) -> Problem:
    """What could not be decided of the text that messages name `shown`, at the line of `field`."""
    line = line or matter.lines.get(field, 1)
    return Problem(path=shown, line=line, field=field, message=message, hint=hint, severity=Severity.WARNING)


def files(source: Path, skipped: frozenset[str] = frozenset()) -> Iterator[str]:
    """All files below `source` by their paths, sorted; not those of folders called as one of `skipped`, and none whose
    name starts with a dot."""
    found = []
    for folder, folders, names in os.walk(source):
        folders[:] = [name for name in folders if name not in skipped and not name.startswith(".")]
        found += [(Path(folder) / name).relative_to(source).as_posix() for name in names if not name.startswith(".")]
    return iter(sorted(found))


def taken(source: Path, path: str, *, colons: bool = False, without: Severity = Severity.ERROR) -> Matter | Problem:
    """The text at `path` below `source` taken apart, or why that cannot be done; `without` is how much it weighs that
    there is no front matter."""
    shown = f"{source}/{path}"
    if not path.lower().endswith(MARKDOWN):
        hint = "Save it as Markdown, or import it as a page: --from html."
        return Problem(path=shown, message="This text is not written in Markdown.", hint=hint)
    if not is_below(source / path, source):
        return Problem(path=shown, message=f"This {LEFT_OUT[0]}", hint=LEFT_OUT[1])
    try:
        data = (source / path).read_bytes()
    except OSError as error:
        return unreadable(source / path, error)
    found = matter.read(shown, data, colons=colons)
    if found is None:
        hint = "Write at least title: and date:, between two lines ---."
        return Problem(path=shown, line=1, message="There is no front matter.", hint=hint, severity=without)
    return found


def page(source: Path, path: str, why: str, hint: str) -> Problem:
    """That the file at `path` is a page of the old site, and no text of an archive: a notice, since nothing is lost."""
    return Problem(path=f"{source}/{path}", message=why, hint=hint, severity=Severity.NOTICE)


def stem(path: str) -> str:
    """The name of the file at `path`, without its ending."""
    return os.path.splitext(path.rpartition("/")[2])[0]
