"""What the stock Markdown library makes of a text, and what it makes with our short ways."""

import re

from markdown import Markdown
from markdown.extensions import Extension

from rostra.reading.plain import NeededPatterns, PlainParagraphs, PlainRuns


class ShortWayAlone(Extension):
    """The short ways for plain paragraphs and needless patterns, and none of our conventions."""

    def __init__(self) -> None:
        super().__init__()
        self.runs = PlainRuns()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.preprocessors.register(NeededPatterns(md), "needed_patterns", -10)
        md.parser.blockprocessors.register(PlainParagraphs(md.parser, self.runs), "plain_paragraphs", 110)
        md.registerExtension(self)

    def reset(self) -> None:
        self.runs.clear()


EXTENSIONS = ["footnotes", "tables", "sane_lists", "attr_list", "toc"]
STOCK = Markdown(extensions=EXTENSIONS)
SHORT = ShortWayAlone()
WITH_SHORT_WAY = Markdown(extensions=[*EXTENSIONS, SHORT])


def stock_and_short(text: str) -> tuple[str, str]:
    """What the stock library makes of `text`, and what it makes with the short way, without the anchors set by it."""
    short = SHORT.runs.fill(WITH_SHORT_WAY.reset().convert(text)).replace("&nbsp;", "\u00a0")
    short = re.sub(r'<p id="p[0-9a-f]{8}">(.*?)<a aria-label="¶"[^>]*></a></p>', r"<p>\1</p>", short, flags=re.DOTALL)
    return STOCK.reset().convert(text).replace("&nbsp;", "\u00a0"), short
