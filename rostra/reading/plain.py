"""Plain paragraphs, taken out of Markdown's way and put back: text without any character that it gives a meaning.

That is nearly every paragraph of a speech. The stock library would offer each to twelve block tests and fifteen inline
patterns, walk it in eight passes, and change nothing. Of the patterns, the other paragraphs meet only those that can
find something in their speech.
"""

import hashlib
import re
import unicodedata
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import Pattern
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString

# Anywhere: inline patterns, tables, headings, attribute lists, placeholders.
_NOTATION = re.compile(r"[`\\\[<>&*_#|={\x02\x03]")
# At the start: a blank line, a code block, a list, a rule; a bracket may open a stage direction.
_START = re.compile(r"\s*\Z|\n|[ ]{4}|[ ]{0,3}(?:\d+\.|[-+])|\s*[(（［]")
# At the start of a further line: a list, a heading's underline; at the end of a line: a line break.
_LINE = re.compile(r"\n[ ]{0,3}[-+]|  \n")

# What each of Markdown's inline patterns cannot do without; emphasis is left to its own.
_PATTERNS_BY_MARK = {
    "`": ("backtick",),
    "\\": ("escape",),
    "[": ("reference", "link", "short_reference", "footnote"),
    "![": ("image_link", "image_reference", "short_image_ref"),
    "<": ("autolink", "automail", "html"),
    "&": ("entity",),
    "  \n": ("linebreak",),
}

_MARK = "\x02plain:"
_MARKED = re.compile("<p>\x02plain:(\\d+)\x03</p>")

_NO_WORD = re.compile(r"[\W_]+")
_ASCII_NO_WORD = bytes(code for code in range(128) if not chr(code).isalnum())


class PlainRuns:
    """The plain paragraphs of the body being read. Those that follow each other are a run, and in Markdown's tree one
    element with a mark; `fill` puts them in the marks' places."""

    def __init__(self) -> None:
        self.texts: list[list[str]] = []
        self.anchors: list[list[str]] = []

    def clear(self) -> None:
        """Forget the body read before."""
        self.texts.clear()
        self.anchors.clear()

    def keep(self, texts: list[str]) -> str:
        """The mark that stands for a run of these paragraphs."""
        self.texts.append(texts)
        self.anchors.append([anchor_of(text) for text in texts])
        return f"{_MARK}{len(self.texts) - 1}\x03"

    def run_of(self, element: Element) -> int | None:
        """Which run `element` stands for, or None."""
        text = element.text
        return int(text[len(_MARK) : -1]) if text and text.startswith(_MARK) else None

    def fill(self, html: str) -> str:
        """`html`, sanitised, with each mark replaced by the paragraphs of its run.

        Their text holds none of & < >, so that it is safe as it is.
        """
        return _MARKED.sub(lambda found: self._html(int(found[1])), html) if self.texts else html

    def _html(self, run: int) -> str:
        return "\n".join(
            f'<p id="{anchor}">{text}<a aria-label="¶" class="n" href="#{anchor}"></a></p>'
            if anchor
            else f"<p>{text}</p>"
            for text, anchor in zip(self.texts[run], self.anchors[run], strict=True)
        ).replace("\xa0", "&nbsp;")


class PlainParagraphs(BlockProcessor):
    """Takes plain paragraphs before any other block processor sees them."""

    def __init__(self, parser: BlockParser, runs: PlainRuns) -> None:
        super().__init__(parser)
        self._runs = runs

    def test(self, parent: Element, block: str) -> bool:
        return is_plain(block) and not self.parser.state.isstate("list")

    def run(self, parent: Element, blocks: list[str]) -> None:
        if parent is not self.parser.root:
            SubElement(parent, "p").text = AtomicString(blocks.pop(0).lstrip())
            return
        end = next((index for index, block in enumerate(blocks) if not is_plain(block)), len(blocks))
        SubElement(parent, "p").text = AtomicString(self._runs.keep([block.lstrip() for block in blocks[:end]]))
        del blocks[:end]


class NeededPatterns(Preprocessor):
    """Runs last: of Markdown's inline patterns, leaves those whose notation stands in the text."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._left: dict[frozenset[str], list[Pattern]] = {}

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        absent = frozenset(mark for mark in _PATTERNS_BY_MARK if mark not in text)
        if absent not in self._left:
            names = [name for mark in absent for name in _PATTERNS_BY_MARK[mark]]
            needless = [self.md.inlinePatterns[name] for name in names if name in self.md.inlinePatterns]
            self._left[absent] = [pattern for pattern in self.md.inlinePatterns if pattern not in needless]
        self.md.treeprocessors["inline"].inlinePatterns = self._left[absent]  # type: ignore[attr-defined]
        return lines


def is_plain(block: str) -> bool:
    """Whether Markdown would make a paragraph of `block`, and change nothing in it."""
    return not (
        _NOTATION.search(block)
        or _START.match(block)
        or ("\n" in block and _LINE.search(block))
        or "///" in block  # starts the words that the footnotes extension takes for the place of notes
    )


def anchor_of(text: str) -> str:
    """An anchor made of the letters and digits of `text`: the same while its words are the same; empty without any."""
    if text.isascii():
        words = text.lower().encode().translate(None, _ASCII_NO_WORD)
    else:
        words = _NO_WORD.sub("", unicodedata.normalize("NFC", text).casefold()).encode()
    return f"p{hashlib.blake2b(words, digest_size=4).hexdigest()}" if words else ""
