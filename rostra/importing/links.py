"""What the body of an imported text refers to: the files to copy, and what an editor must mend by hand.

The body itself is never changed, so a file is copied to where the body looks for it.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from rostra import values
from rostra.importing.sources import LEFT_OUT, is_below
from rostra.importing.text import Text, Tree
from rostra.problem import Problem
from rostra.reading import source
from rostra.reading.references import in_body, kind_of
from rostra.reading.sanitising import is_elsewhere
from rostra.schema import shortened


class Links(msgspec.Struct, frozen=True):
    """The files to copy, by their paths within content/, and what is doubtful."""

    assets: dict[str, Path]
    doubts: tuple[Problem, ...]


_MAY_REFER = re.compile(r"\]\s*\(|\]:|<[a-zA-Z]")
"""Links and pictures of Markdown, their definitions, and tags: most texts have none, and rendering takes its time."""
_PATH = re.compile(r"""[^\s"'(){}<>|=]+\.\w{2,5}(?![\w.])""")


_Said = tuple[Problem | None, str, Path | None]
"""What is doubtful about a reference, and the file to copy with its path within content/, where there is one."""


def links_of(text: Text, tree: Tree, path: str, moved: Mapping[str, str]) -> Links:
    """What the body of `text`, which will be at `path` within content/, refers to; `moved` says where each text of the
    folder will be."""
    said = [*_by_marks(text, tree, path, moved), *_by_links(text, tree, path, moved)]
    return Links(
        {target: file for _, target, file in said if file is not None},
        tuple(problem for problem, _, _ in said if problem is not None),
    )


def _by_marks(text: Text, tree: Tree, path: str, moved: Mapping[str, str]) -> Iterator[_Said]:
    """What the template language of the other generator does in the body, and the files that it names there."""
    body = text.matter.body
    for mark in tree.marks.finditer(body):
        line = text.matter.body_line + body.count("\n", 0, mark.start())
        message = f"{shortened(mark[0])} is {tree.language}; it stays in the text as it is."
        named = next((said for said in _PATH.findall(mark[0]) if kind_of(said) and not is_elsewhere(said)), "")
        is_rooted = named.startswith("/")
        old = posixpath.normpath(named[1:] if is_rooted else posixpath.join(posixpath.dirname(text.path), named))
        new = old if is_rooted else posixpath.normpath(posixpath.join(posixpath.dirname(path), named))
        text_at = _moved(tree, old, moved, rooted=is_rooted) if named else ""
        has_place = named and not text_at and not new.startswith(_NO_PLACE)
        file = _file(tree, old, rooted=is_rooted) if has_place else None
        file = file if file and is_below(file, tree.source) else None
        hint = f"Write {_way(path, text_at or new)} in its place." if text_at or file else _BY_HAND
        yield text.doubt(message, hint, "body", line), new, file


_NO_PLACE = ("../", "static/")
"""What is outside content/, or the site's own."""
_BY_HAND = "Write in Markdown what it showed, or delete it."


def _by_links(text: Text, tree: Tree, path: str, moved: Mapping[str, str]) -> Iterator[_Said]:
    """What the body links to and shows."""
    for old, new, line, is_rooted in _references(text, path):
        if "{" in old:
            continue  # a mark, which has been seen to
        file = _file(tree, old, rooted=is_rooted)
        if text_at := _moved(tree, old, moved, rooted=is_rooted):
            message, hint = f"The link leads to {old}, which is now {text_at}.", f"Write {_way(path, text_at)}."
            yield (text.doubt(message, hint, "body", line) if text_at != new else None), "", None
        elif new.startswith(_NO_PLACE):
            hint = "Copy it to another folder of content/, and write its path there."
            yield text.doubt(f"{old} has no place in content/.", hint, "body", line), "", None
        elif file is not None and not is_below(file, tree.source):
            yield text.doubt(f"{old} {LEFT_OUT[0]}", LEFT_OUT[1], "body", line), "", None
        elif file is None:
            hint = f"Put it at {new} in content/, or take the link out."
            yield text.doubt(f"The source has no file {old}.", hint, "body", line), "", None
        else:
            yield None, new, file


def _references(text: Text, path: str) -> Iterator[tuple[str, str, int, bool]]:
    """Each file that the body refers to: its path in the source, within content/, its line, and whether it is written
    from the site's root. Found as the build finds them."""
    from rostra.reading import markup  # lazy: it loads Markdown, and columns need none

    raw = text.matter.body
    if not _MAY_REFER.search(raw):
        return
    body = raw.strip()
    line = text.matter.body_line + raw[: len(raw) - len(raw.lstrip())].count("\n")
    html = markup.body_of(source.Source(text.path, values.Mapping({}, {}, 0), body, line), text.shown)[0].html
    before, after = (in_body(html, at, body, line)[1] for at in (text.path, path))
    for old, new in zip(before, after, strict=True):
        yield old.path, new.path, old.line, old.is_rooted


def _moved(tree: Tree, old: str, moved: Mapping[str, str], *, rooted: bool) -> str:
    """Where the text of the source that `old` means will be in content/; empty where it is none."""
    tries = (posixpath.normpath(posixpath.join(root, old)) for root in (tree.roots if rooted else ("",)))
    return next((moved[at] for at in tries if at in moved), "")


def _file(tree: Tree, old: str, *, rooted: bool) -> Path | None:
    """The file of the source that `old` means, if it is there."""
    for root in tree.roots if rooted else ("",):
        file = tree.source / root / old
        if ".." not in old.split("/") and file.is_file():
            return file
    return None


def _way(path: str, target: str) -> str:
    """How the text at `path` names the file at `target`."""
    return posixpath.relpath(target, posixpath.dirname(path))
