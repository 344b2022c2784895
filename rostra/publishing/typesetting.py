"""A share card → PNG (1200 × 630), by templates/card.typ. A pure function of the template, the Page and the fonts.

Typst breaks lines, orders what runs from right to left, and finds fonts; Pillow makes the file a third as large.
"""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import typst
from PIL import Image

from rostra.pages import Page
from rostra.pages.share_cards import ShareCard
from rostra.problem import Problem
from rostra.publishing.render import TemplateFault
from rostra.publishing.wording import Wording

SHADES = 16
"""Colours of a picture: more than the eye tells apart on the edge of a letter, in half a byte a pixel."""

_PLACE = re.compile(r"┌─ .*?:(\d+):\d+$", re.MULTILINE)


class Typesetter:
    """A template of share cards, ready to be set. It reads no other file, no package and no clock."""

    def __init__(self, template: Path, shown: str, wording: Callable[[str], Wording]) -> None:
        """Take the file `template`, which messages name as `shown`; `wording` gives the words of a language."""
        self._template = template
        self._shown = shown
        self._wording = wording
        nowhere = os.devnull  # below it there is nothing, and there never will be
        self._compiler = typst.Compiler(root=nowhere, package_path=nowhere, package_cache_path=nowhere)

    def png(self, page: Page) -> bytes:
        """The picture of `page`. Raises TemplateFault."""
        try:
            made = self._compiler.compile(
                self._template.read_bytes(),
                format="png",
                ppi=72,
                timestamp=0,
                sys_inputs=words_of(page, self._wording),
            )
        except OSError as error:
            raise TemplateFault(
                self._fault(page, error.strerror or str(error), "Every folder of templates has one.")
            ) from error
        except RuntimeError as error:  # typst.TypstError, or that the file is not UTF-8
            raise TemplateFault(self._problem(error, page)) from error
        if not isinstance(made, bytes):
            raise TemplateFault(self._fault(page, "This makes more than one page", "Make the words fit into one."))
        return _small(made)

    def _problem(self, error: RuntimeError, page: Page) -> Problem:
        """Where in the template `error` arose."""
        place = _PLACE.search(getattr(error, "diagnostic", ""))
        hints = [f"{hint[0].upper()}{hint[1:]}." for hint in getattr(error, "hints", ())]
        what = str(getattr(error, "message", error))
        return self._fault(page, what, " ".join(hints), int(place[1]) if place else 0)

    def _fault(self, page: Page, what: str, hint: str, line: int = 0) -> Problem:
        return Problem(
            path=self._shown,
            line=line,
            message=f"{what}; the page being made was {page.address}.",
            hint=hint or "Use the names listed in docs/templates.md; typst.app/docs explains the language.",
        )


def words_of(page: Page, wording: Callable[[str], Wording]) -> dict[str, str]:
    """What card.typ sees in `sys.inputs`."""
    assert isinstance(page.context, ShareCard)
    card, said = page.context, wording(page.frame.lang)
    return {
        "title": card.title,
        "speaker": said.gettext(", ").join(card.speakers),
        "date": said.dating.when(card.reckoning or card.date),
        "site": page.frame.title,
        "lang": page.frame.lang,
        "direction": said.direction,
    }


def _small(png: bytes) -> bytes:
    """The same picture in few colours."""
    with Image.open(io.BytesIO(png)) as picture:
        found = picture.convert("RGB").quantize(SHADES, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    made = io.BytesIO()
    found.save(made, "PNG")
    return made.getvalue()
