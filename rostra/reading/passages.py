"""What a speech's body is made of, marked in Markdown's tree: passages, turns, stage directions, time codes.

Also the conventions that keep a speaker's words when Markdown would take them for notation.
"""

import hashlib
import re
import unicodedata
from base64 import b32encode
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, ParagraphProcessor, ReferenceProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor, Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from rostra.reading.sanitising import HTML_ELEMENTS

# Placeholders of Python-Markdown for raw HTML stand between STX and ETX; their numbers are not words.
_PLACEHOLDER = re.compile("\x02[^\x03]*\x03")
_ONLY_PLACEHOLDERS = re.compile("(?:\x02[^\x03]*\x03|\\s)+")
_NO_WORD = re.compile(r"[\W_]+")
_STAGE = re.compile(r"\s*(?:\[[^\[\]]{1,200}\]|\([^()]{1,200}\)|（[^（）]{1,200}）|［[^［］]{1,200}］)\s*")
_TIME_CODE = re.compile(r"\[(?:\d{1,2}:)?\d{1,2}:\d{2}\]")
_COLONS = (":", "：", "׃", "։")


class SpeechExtension(Extension):
    """All that a speech's body needs beyond Markdown, in Python-Markdown's own places for it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        md.preprocessors.register(_HtmlBlocks(md), "html_block", 20)
        md.preprocessors.register(_NumberedParagraphs(md), "numbered_paragraphs", 15)
        md.parser.blockprocessors.register(_PlainParagraph(md.parser), "plain_paragraph", 110)
        md.parser.blockprocessors.register(_References(md.parser), "reference", 15)
        md.inlinePatterns.register(_Tags(HTML_RE, md), "html", 90)
        md.treeprocessors.register(_Passages(md), "passages", -10)


class _HtmlBlocks(HtmlBlockPreprocessor):
    """The stock step feeds every line to an HTML parser; without < and & there is nothing for it to find."""

    def run(self, lines: list[str]) -> list[str]:
        if any("<" in line or "&" in line for line in lines):
            return super().run(lines)
        return lines


class _NumberedParagraphs(Preprocessor):
    """`12. We meet again.` between blank lines is a paragraph with its number, as speeches have them, and no list.

    Markdown would renumber it. A list has its items on neighbouring lines, or indented text below an item.
    """

    _NUMBER = re.compile(r"(\d{1,9})\.(?=[ \t]+\S)")
    _ITEM = re.compile(r"[ ]{0,3}(?:\d+\.|[*+-])[ \t]")

    def run(self, lines: list[str]) -> list[str]:
        for first, last in _blocks(lines):
            if not self._NUMBER.match(lines[first]):
                continue
            rest = lines[first + 1 : last]
            below = next((line for line in lines[last:] if line.strip()), "")
            if not any(self._ITEM.match(line) for line in rest) and not below.startswith("    "):
                lines[first] = self._NUMBER.sub(r"\1\\.", lines[first], count=1)
        return lines


def _blocks(lines: list[str]) -> list[tuple[int, int]]:
    """First line and end of each run of lines that are not blank."""
    found = []
    start = None
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            start = number if start is None else start
        elif start is not None:
            found.append((start, number))
            start = None
    return found


class _PlainParagraph(BlockProcessor):
    """A paragraph without any character that Markdown gives a meaning, which is nearly every paragraph of a speech.

    The stock library would offer it to twelve block tests and twenty inline patterns, and change nothing.
    """

    _NOTATION = re.compile(
        r"[`\\\[<&*_#|>={\x02\x03]"  # anywhere: inline patterns, tables, attribute lists, placeholders
        r"|  \n"  # a line break
        r"|\A\s*\Z|\A\n|\A[ ]{4}"  # nothing, or a code block
        r"|\A[ ]{0,3}\d+\."  # a list
        r"|^[ ]{0,3}[-+]",  # a list, a rule, a heading's underline
        re.MULTILINE,
    )

    def test(self, parent: Element, block: str) -> bool:
        return not self.parser.state.isstate("list") and not self._NOTATION.search(block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        ParagraphProcessor(self.parser).run(parent, blocks)
        parent[-1].text = AtomicString(parent[-1].text)


class _References(ReferenceProcessor):
    """`[id]: address` defines a link only where an address follows; `[Interruption]: Order!` is speech."""

    _ADDRESS = re.compile(r"<?(?:[a-z][a-z0-9+.-]*:|[./#]|[^\s/]+[/.][^\s]*[^\s.,;!?])", re.IGNORECASE)

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        found = self.RE.search(blocks[0])
        if found and not self._ADDRESS.match(found.group(2)):
            return False
        return super().run(parent, blocks)


class _Tags(HtmlInlineProcessor):
    """`<b>` is HTML; `<inaudible>` is a transcriber's word and stays one."""

    _NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the stubs know the old signature only)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        name = self._NAME.match(m.group(1))
        if name and name[1].lower() not in HTML_ELEMENTS:
            return None, None, None
        return super().handleMatch(m, data)


class _Passages(Treeprocessor):
    """Gives each passage its anchor, and marks turns, stage directions and time codes."""

    def run(self, root: Element) -> None:
        self._seen: dict[str, int] = {}
        for block in list(root):
            self._visit(block)

    def _visit(self, block: Element) -> None:
        if block.get("class") == "footnote":
            return
        if block.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            _mark_heading(block)
        elif block.tag == "table":
            _align_by_class(block)
        elif block.tag == "p" or (block.tag == "li" and not any(child.tag == "p" for child in block)):
            self._mark(block)
        for child in block:
            if child.tag in ("blockquote", "ul", "ol", "li", "p", "div", "dl", "dd") and block.tag != "p":
                self._visit(child)

    def _mark(self, block: Element) -> None:
        text = "".join(block.itertext())
        if not text.strip() or _ONLY_PLACEHOLDERS.fullmatch(text):
            return
        _mark_role(block, text)
        anchor = self._anchor(block, text)
        if anchor:
            number = Element("a", {"class": "n", "href": f"#{anchor}", "aria-label": "¶"})
            if block.tag == "li" and (nested := [c for c in block if c.tag in ("ul", "ol")]):
                block.insert(list(block).index(nested[0]), number)
            else:
                block.append(number)

    def _anchor(self, block: Element, text: str) -> str:
        """The anchor that an editor gave, or one made of the words: the same while the words are the same."""
        words = _NO_WORD.sub(" ", unicodedata.normalize("NFC", _PLACEHOLDER.sub("", text)).casefold()).strip()
        if not words:
            return ""
        if given := block.get("id"):
            return given
        digest = hashlib.blake2b(words.encode(), digest_size=5).digest()
        anchor = f"p{b32encode(digest)[:7].decode().lower()}"
        self._seen[anchor] = count = self._seen.get(anchor, 0) + 1
        if count > 1:
            anchor = f"{anchor}-{count}"
        block.set("id", anchor)
        return anchor


def _add_class(element: Element, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())


def _mark_heading(heading: Element) -> None:
    if "".join(heading.itertext()).rstrip().endswith(_COLONS):
        _add_class(heading, "turn")


def _mark_role(block: Element, text: str) -> None:
    first = block[0] if len(block) else None
    if first is not None and first.tag == "strong" and not (block.text or "").strip():
        name = "".join(first.itertext()).strip()
        if name.endswith(_COLONS) or (first.tail or "").startswith(_COLONS):
            _add_class(block, "turn")
            _add_class(first, "speaker")
    elif not len(block) and _STAGE.fullmatch(text) and not _TIME_CODE.match(text.strip()):
        _add_class(block, "stage")
    if code := _TIME_CODE.match((block.text or "").lstrip()):
        span = Element("span", {"class": "time-code"})
        span.text = code[0]
        span.tail = (block.text or "").lstrip()[code.end() :]
        block.text = None
        block.insert(0, span)


def _align_by_class(table: Element) -> None:
    """The alignment of a table's cells as a class: `align` is obsolete in HTML, and `style` is not allowed."""
    for cell in table.iter():
        if cell.tag in ("th", "td") and (align := cell.attrib.pop("align", None)):
            _add_class(cell, f"align-{align}")
