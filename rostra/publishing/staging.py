"""Pages → files ready to be published: what a worker process does with the pages that it is told to make.

The hash of a page's bytes, of its templates and of the body it shows is its key: where the key and the file in output/
are as they were, nothing is rendered.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from rostra.memo import body_of
from rostra.problem import Problem
from rostra.publishing import output
from rostra.publishing.folder import EDITOR, LOCALE, SECTIONS, STATIC, static_names
from rostra.related import Packed, unpack
from rostra.segments import Corrupt, Place, Segments, digest_of

if TYPE_CHECKING:
    from rostra.publishing.render import Renderer

_INCLUDED = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\s+(?:([\"'])(.+?)\1)?")


class Order(msgspec.Struct, frozen=True):
    """A page to make: where it and its bodies lie, whether it shows a translation older than its original, its file in
    output/, its name on the stage, its key."""

    page: Place
    bodies: tuple[Place, ...]
    is_outdated: bool
    path: str
    stage: str
    key: bytes


class Workshop(msgspec.Struct, frozen=True):
    """What all orders of one build share. `build` is a name that no other build has."""

    build: str
    templates: Path
    shown: str
    cache: Path
    output: Path
    compress: bool


class Keys:
    """The keys of pages: the hashes of everything that makes their bytes, one after the other."""

    def __init__(self, templates: Path, program: str) -> None:
        self._sources = {
            file.relative_to(templates).as_posix(): file.read_text(encoding="utf-8", errors="replace")
            for file in sorted(templates.rglob("*"))
            if file.is_file() and file.relative_to(templates).parts[0] not in (STATIC, EDITOR)
        }
        self._static = sorted(static_names(templates).items())
        self._program = program
        self._prefixes: dict[tuple[str, str], bytes] = {}

    def key(self, page: Packed, bodies: tuple[Place, ...], *, is_outdated: bool) -> bytes:
        """The key of `page`, which shows what lies at `bodies`, and a translation older than its original."""
        which = (page.template, page.lang)
        if which not in self._prefixes:
            self._prefixes[which] = self._prefix(*which)
        return b"".join(
            (self._prefixes[which], page.place.digest, *(body.digest for body in bodies), b"older" * is_outdated)
        )

    def _prefix(self, template: str, lang: str) -> bytes:
        """The program, the template with all that it includes, the words of its language, and the names of static
        files where it names some."""
        names = {*self._closure(template), f"{LOCALE}/{lang}.po", f"{LOCALE}/{lang.split('-')[0]}.po"}
        known = {name: self._sources[name] for name in sorted(names) if name in self._sources}
        static = self._static if any("| static" in source for source in known.values()) else ()
        return digest_of(msgspec.msgpack.encode([self._program, known, static]))

    def _closure(self, template: str) -> set[str]:
        """`template` and all that it extends or includes; every template where a name is not written out."""
        found: set[str] = set()
        waiting = [template]
        while waiting:
            name = waiting.pop()
            if name in found or name not in self._sources:
                continue
            found.add(name)
            if "sections()" in self._sources[name]:
                waiting.append(SECTIONS)
            for _, included in _INCLUDED.findall(self._sources[name]):
                if not included:
                    return set(self._sources)
                waiting.append(included)
        return found


_shop: "tuple[str, Renderer, Segments] | None" = None


def make(orders: list[Order], workshop: Workshop) -> list[tuple[str, ...]] | Problem | Corrupt:
    """Render the pages and stage what differs from the files in output/: the suffixes of these, for each page.

    Faults come back as values: an exception would lose what it carries on the way from a worker.
    """
    from rostra.publishing.render import Renderer, TemplateFault  # lazy: it loads Jinja2, often for nothing

    global _shop
    if _shop is None or _shop[0] != workshop.build:
        _shop = (workshop.build, Renderer(workshop.templates, workshop.shown, workshop.cache), Segments(workshop.cache))
    _, renderer, segments = _shop
    found = []
    for order in orders:
        try:
            bodies = tuple(body_of(place, segments) for place in order.bodies)
            data = renderer.render(unpack(order.page, segments), bodies, is_outdated=order.is_outdated)
        except TemplateFault as fault:
            return fault.problem
        except Corrupt as corrupt:
            return corrupt
        found.append(output.stage(workshop.output, order.path, order.stage, data, compress=workshop.compress))
    return found


def leave() -> None:
    """Forget what `make` keeps in this process."""
    global _shop
    _shop = None
