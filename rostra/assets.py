"""What the speeches refer to, and the files that are there → the assets to publish, and what is missing."""

import difflib
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from rostra import address
from rostra.problem import Problem, Severity
from rostra.reading.folder import File
from rostra.reading.references import Reference, kind_of
from rostra.reading.speech import Speech
from rostra.schema import shortened


class Asset(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A file of the archive that is no text and is published as it is, at `path` from the site's root. A picture has
    its width and height in pixels as it is shown; where they are not known they are 0."""

    path: str
    width: int = 0
    height: int = 0


def assets_of(speeches: Iterable[Speech], files: Mapping[str, File]) -> tuple[dict[str, Asset], tuple[Problem, ...]]:
    """The assets that `speeches` refer to, out of `files`, by their paths within content/."""
    listed = list(speeches)
    texts = {speech.path.partition("/")[2] for speech in listed}
    found: dict[str, Asset] = {}
    problems: list[Problem] = []
    beside: dict[str, list[str]] = {}
    for speech in listed:
        for reference in speech.references:
            path = reference.path
            if path in found or path in texts or path.startswith("static/"):  # that is for the templates to have
                continue
            if path not in files:
                beside = beside or _by_folder([*files, *texts])
                own = speech.path.partition("/")[2]
                near = [other for other in beside.get(posixpath.dirname(path), ()) if other != own]
                problems.append(_missing(speech, reference, near))
                continue
            found[path] = asset = _measured(path, files[path])
            if kind_of(path) == "image" and not asset.width:
                problems.append(_unreadable(speech, reference))
    return found, tuple(problems)


def _by_folder(paths: Iterable[str]) -> dict[str, list[str]]:
    """`paths` by the folder that each is in: an archive that came without its pictures misses thousands, and each is
    compared with what lies where it should be."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[posixpath.dirname(path)].append(path)
    return found


def _measured(path: str, file: File) -> Asset:
    if kind_of(path) != "image":
        return Asset(path)
    import imagesize  # lazy: most archives have no pictures

    try:
        width, height = imagesize.get(f"{file.root}/{file.path}")
    except Exception:  # the library raises what it comes across in a file that is no picture
        width = height = 0
    return Asset(path, max(0, round(width)), max(0, round(height)))


def _missing(speech: Speech, reference: Reference, beside: list[str]) -> Problem:
    near = difflib.get_close_matches(reference.path, beside, n=1, cutoff=0.8)
    hint = f"Did you mean {near[0]}?" if near else "Put the file there, or correct its name."
    return Problem(
        path=speech.path, line=reference.line, field=reference.field,
        message=f"There is no {shortened(reference.path)} among what is published of content/.", hint=hint,
        severity=Severity.WARNING if reference.is_rooted else Severity.ERROR,
    )  # fmt: skip


def _unreadable(speech: Speech, reference: Reference) -> Problem:
    return Problem(
        path=speech.path, line=reference.line, field=reference.field, severity=Severity.WARNING,
        message=f"{shortened(reference.path)} is not a picture that browsers can show.",
        hint="Save it as JPEG, PNG, WebP, AVIF or GIF.",
    )  # fmt: skip


def clashes(assets: Iterable[str], pages: Mapping[str, str], content: str) -> Iterator[Problem]:
    """An asset that would stand in the place of a page. `pages` are their addresses by what `address.same` makes of
    them, `content` is the folder as messages name it."""
    for path in assets:
        if page := pages.get(address.same(f"/{path}")):
            message = f"The page {page} has the address of this file."
            yield Problem(path=f"{content}/{path}", message=message, hint="Rename the file.")
