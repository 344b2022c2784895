"""A speech's text as HTML that is safe to show: what markup.py makes of a Source."""

import msgspec


class Heading(msgspec.Struct, frozen=True):
    """A heading of the body: level 2 to 6, its anchor, its text."""

    level: int
    anchor: str
    text: str


class Body(msgspec.Struct, frozen=True):
    """A speech's text as HTML that is safe to show. `html` is empty where the text is not held.

    `minutes` is how long it takes to read, about.
    """

    html: str
    headings: tuple[Heading, ...] = ()
    summary: str = ""
    minutes: int = 0
