"""Remembers what came of relating an archive: every page as bytes, under the hash of all that made them.

The pages are a pure function of the site's settings and of what each file states; a body is no part of it. Where only
bodies or templates were changed, nothing is related again. A page is packed into a segment, so that a worker process
takes it from there, and is unpacked only when it is rendered.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from rostra import address, segments
from rostra.pages import CONTEXTS, Context, Page
from rostra.problem import Problem
from rostra.segments import Place, Segment, Segments, digest_of

PAGES = "pages"


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """A Page as bytes: where they lie, and what must be known of it without them.

    `path` is its file in output/, `texts` are the paths of the speeches whose bodies it shows.
    """

    path: str
    template: str
    lang: str
    texts: tuple[str, ...]
    place: Place


class Related(msgspec.Struct, frozen=True, array_like=True):
    """Every page of the site, the paths of its assets, and what is wrong with how its speeches fit together."""

    pages: tuple[Packed, ...]
    assets: tuple[str, ...]
    problems: tuple[Problem, ...]


def key_of(*made_of: Any) -> bytes:
    """The key of what these values make."""
    return digest_of(_ENCODER.encode(made_of))


def recalled(folder: Path, key: bytes) -> Related | None:
    """What `remember` kept in `folder` under `key`."""
    return segments.recalled(folder / "related", key, _DECODER)


def remember(
    folder: Path,
    key: bytes,
    build: str,
    pages: Iterable[Page],
    assets: tuple[str, ...],
    problems: tuple[Problem, ...],
) -> Related:
    """Pack `pages` into a segment in `folder`, in the place of those before. `build` is a name that no other has."""
    name = f"{PAGES}-{build}"
    with Segment(folder, name) as segment:
        packed = tuple(
            Packed(
                address.path_of(page.address),
                page.template,
                page.frame.lang,
                page.texts,
                segment.put(_ENCODER.encode(page)),
            )
            for page in pages
        )
    made = Related(packed, assets, problems)
    segments.keep(folder / "related", key, _ENCODER.encode(made))
    segments.sweep(folder, PAGES, {name})
    return made


class _Unpacked(Page, frozen=True, kw_only=True, array_like=True):
    """A Page on its way: its context is still bytes, since the template's name says what it is."""

    context: msgspec.Raw  # type: ignore[assignment]


def unpack(place: Place, source: Segments) -> Page:
    """The Page that lies at `place`. Raises Corrupt."""
    found = _UNPACKED.decode(source.get(place))
    context = _CONTEXTS[CONTEXTS[found.template]].decode(found.context)
    return Page(**{**{name: getattr(found, name) for name in Page.__struct_fields__}, "context": context})


_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Related)
_UNPACKED = msgspec.msgpack.Decoder(_Unpacked)
_CONTEXTS: dict[type[Context], msgspec.msgpack.Decoder[Any]] = {
    context: msgspec.msgpack.Decoder(context) for context in CONTEXTS.values()
}
