"""What a speech's body is made of, marked in Markdown's tree: passages, turns, stage directions, time codes.

Also the conventions that keep a speaker's words when Markdown would take them for notation.
"""

import re
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ReferenceProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor, InlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace, Preprocessor
from markdown.treeprocessors import Treeprocessor

from rostra.reading.plain import NeededPatterns, PlainParagraphs, PlainRuns, anchor_of
from rostra.reading.sanitising import HTML_ELEMENTS

# Placeholders of Python-Markdown for raw HTML stand between STX and ETX; their numbers are not words.
# Those for entities are: `&amp;` is stashed like a tag, and the letters of a mail address have a form of their own.
_PLACEHOLDER = re.compile("\x02wzxhzdk:(\\d+)\x03|\x02amp\x03#(\\d+);|\x02[^\x03]*\x03")
_STAGE = re.compile(r"\s*(?:\[[^\[\]]{1,200}\]|\([^()]{1,200}\)|（[^（）]{1,200}）|［[^［］]{1,200}］)\s*")
_TIME_CODE = re.compile(r"\[(?:\d{1,2}:)?\d{1,2}:\d{2}\]")
_COLONS = (":", "：", "׃", "։")


# Ids that the page around a speech has already. (templates/base.html)
_OF_THE_FRAME = frozenset({"main"})


def spoken(text: str, md: Markdown) -> str:
    """`text` of Markdown's tree with entities as the characters they stand for, and without raw HTML."""

    def resolved(found: re.Match[str]) -> str:
        if found[2]:
            return chr(int(found[2]))
        raw = md.htmlStash.rawHtmlBlocks[int(found[1])] if found[1] else ""
        return unescape(raw) if isinstance(raw, str) and raw.startswith("&") else ""

    return _PLACEHOLDER.sub(resolved, text) if "\x02" in text else text


class SpeechExtension(Extension):
    """All that a speech's body needs beyond Markdown, in Python-Markdown's own places for it."""

    def __init__(self) -> None:
        super().__init__()
        self.runs = PlainRuns()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        md.preprocessors.register(_Whitespace(md), "normalize_whitespace", 30)
        md.preprocessors.register(_HtmlBlocks(md), "html_block", 20)
        md.preprocessors.register(_NumberedParagraphs(md), "numbered_paragraphs", 15)
        md.preprocessors.register(NeededPatterns(md), "needed_patterns", -10)
        md.parser.blockprocessors.register(PlainParagraphs(md.parser, self.runs), "plain_paragraphs", 110)
        md.parser.blockprocessors.register(_References(md.parser), "reference", 15)
        md.inlinePatterns.register(_Tags(HTML_RE, md), "html", 90)
        md.inlinePatterns.register(_Emphasis(md.inlinePatterns["em_strong"], md), "em_strong", 60)
        md.treeprocessors.register(_Passages(md, self.runs), "passages", -10)
        md.registerExtension(self)

    def reset(self) -> None:
        """Forget the body read before; Markdown calls it."""
        self.runs.clear()


class _Whitespace(NormalizeWhitespace):
    """The stock step looks at every blank for a line that holds nothing else; mostly there is none to find."""

    def run(self, lines: list[str]) -> list[str]:
        if any(line and (line[0] in " \t" or "\t" in line or "\x02" in line or "\x03" in line) for line in lines):
            return super().run(lines)
        return [*lines, "", ""]


class _HtmlBlocks(HtmlBlockPreprocessor):
    """The stock step feeds every line to an HTML parser; without < and & there is nothing for it to find."""

    def run(self, lines: list[str]) -> list[str]:
        if any("<" in line or "&" in line for line in lines):
            return super().run(lines)
        return lines


class _NumberedParagraphs(Preprocessor):
    """`12. We meet again.` between blank lines is a paragraph with its number, as speeches have them, and no list.

    Markdown would renumber it. A list has its items on neighbouring lines, or indented text below an item, or one
    number for all its items, which leaves the counting to Markdown.
    """

    _NUMBER = re.compile(r"(\d{1,9})\.(?=[ \t]+\S)")
    _ITEM = re.compile(r"[ ]{0,3}(?:(\d+)\.|[*+-])[ \t]")

    def run(self, lines: list[str]) -> list[str]:
        if not any(map(self._NUMBER.match, lines)):
            return lines
        blocks = _blocks(lines)
        items = [self._ITEM.match(lines[first]) for first, _ in blocks]
        numbers = [item[1] if item else None for item in items]
        for index, (first, last) in enumerate(blocks):
            number = self._NUMBER.match(lines[first])
            if not number or number[1] in (*numbers[max(index - 1, 0) : index], *numbers[index + 1 : index + 2]):
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


class _References(ReferenceProcessor):
    """`[id]: address` defines a link only where an address follows; `[Interruption]: Order!` is speech."""

    _ADDRESS = re.compile(r"<?(?:[a-z][a-z0-9+.-]*:|[./#])", re.IGNORECASE)
    _PERHAPS = re.compile(r"[^\s/]+[/.][^\s]*[^\s.,;!?]")

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        found = self.RE.search(blocks[0])
        if found and not self._is_address(found[1], found[2]):
            return False
        return super().run(parent, blocks)

    def _is_address(self, name: str, written: str) -> bool:
        """`Yes.No` and `notes.html` look alike: such a one is an address if the text refers to it."""
        if self._ADDRESS.match(written):
            return True
        text = "\n".join(self.parser.md.lines).casefold()  # type: ignore[attr-defined]  # the stubs forgot it
        return self._PERHAPS.match(written) is not None and text.count(f"[{name.casefold()}]") > 1


class _Tags(HtmlInlineProcessor):
    """`<b>` is HTML; `<inaudible>` is a transcriber's word and stays one."""

    _NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the stubs know the old signature only)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        name = self._NAME.match(m.group(1))
        if name and name[1].lower() not in HTML_ELEMENTS:
            return None, None, None
        return super().handleMatch(m, data)


class _Emphasis(InlineProcessor):
    """Emphasis, but where the library would lose a letter by it (`one*two**three*four `, Markdown 3.11): there the
    marks stay as they were written."""

    def __init__(self, stock: Any, md: Markdown) -> None:
        super().__init__(stock.pattern, md)
        self._stock = stock

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        found, start, end = self._stock.handleMatch(m, data)
        if found is None or _unmarked(data[start:end]) == _unmarked("".join(found.itertext())):
            return found, start, end
        if hasattr(self._stock, "reset"):
            self._stock.reset()
        return None, m.start(0), m.end(0)


def _unmarked(text: str) -> str:
    return text.replace("*", "").replace("_", "")


class _Passages(Treeprocessor):
    """Gives each passage its anchor, and marks turns, stage directions and time codes."""

    def __init__(self, md: Markdown, runs: PlainRuns) -> None:
        super().__init__(md)
        self._runs = runs

    def run(self, root: Element) -> None:
        for block in list(root):
            self._visit(block)
        _make_ids_differ(root, self._runs)

    def _visit(self, block: Element) -> None:
        if block.get("class") == "footnote" or self._runs.run_of(block) is not None:
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
        text = spoken("".join(block.itertext()), self.md)
        if not text.strip():
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
        anchor = anchor_of(text)
        if anchor and (given := block.get("id")):
            return given
        if anchor:
            block.set("id", anchor)
        return anchor


def _make_ids_differ(root: Element, runs: PlainRuns) -> None:
    """The second of two elements with one id gets -2, and so on; links to passages go along."""
    taken = set(_OF_THE_FRAME)

    def free(given: str) -> str:
        anchor, count = given, 2
        while anchor in taken:
            anchor, count = f"{given}-{count}", count + 1
        taken.add(anchor)
        return anchor

    for element in root.iter():
        if (run := runs.run_of(element)) is not None:
            runs.anchors[run] = [free(anchor) if anchor else "" for anchor in runs.anchors[run]]
        elif (given := element.get("id")) and (anchor := free(given)) != given:
            element.set("id", anchor)
            for child in element:
                if child.get("class") == "n" and child.tag == "a":
                    child.set("href", f"#{anchor}")


def _add_class(element: Element, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())


def _mark_heading(heading: Element) -> None:
    if "".join(heading.itertext()).rstrip().endswith(_COLONS):
        _add_class(heading, "turn")


def _mark_role(block: Element, text: str) -> None:
    first = block[0] if len(block) else None
    lead = (block.text or "").strip()
    if first is not None and first.tag == "strong" and (not lead or _TIME_CODE.fullmatch(lead)):
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
