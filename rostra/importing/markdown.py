"""A piece of a page → Markdown that says the same words, each once: headings, lists, quotations, tables, notes."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from selectolax.lexbor import LexborNode

from rostra.importing.marks import BREAK, EM, EM_END, STRONG, STRONG_END, Run, enclosed, plain
from rostra.importing.notes import notes_of
from rostra.importing.readback import characters, shown
from rostra.importing.verbatim import Resolved, html_of
from rostra.importing.words import BLOCKS, first_number, is_alone, is_seen, words_of

_MARKS = {"b": (STRONG, STRONG_END), "strong": (STRONG, STRONG_END), "em": (EM, EM_END), "i": (EM, EM_END)}
_KEPT = frozenset(["sup", "sub", "q", "del", "s", "bdi"])
"""Elements without a notation in Markdown that mean something; they stay HTML."""


def markdown_of(page: LexborNode, parts: Iterable[LexborNode], dropped: Iterable[LexborNode], to: Resolved) -> str:
    """The Markdown of `parts`, which stand in `page`, without what is `dropped`; notes that the parts refer to follow,
    wherever in the page their words are."""
    notes = notes_of(page)
    writer = _Writer(
        {note.mark.mem_id: number for number, note in enumerate(notes, 1)},
        frozenset(node.mem_id for note in notes for node in (note.words, note.back))
        | frozenset(node.mem_id for node in dropped),
        to,
    )
    blocks = [block for part in parts for block in writer.blocks(part)]
    while blocks and blocks[-1] == "---":  # a rule that stood above the notes
        blocks.pop()
    used = 0
    while used < len(writer.used):  # a note may have a mark of another
        number = writer.used[used]
        said = writer.within(notes[number - 1].words)
        blocks.append(f"[^{used + 1}]: " + _indented("\n\n".join(said) or "&#8203;"))
        used += 1
    return "\n\n".join(blocks)


class _Writer:
    """Writes the blocks of a page. `used` are the numbers of the notes met, in order: the first is `[^1]`."""

    def __init__(self, marks: Mapping[int, int], skipped: frozenset[int], to: Resolved) -> None:
        self._marks, self._skipped, self._to = marks, skipped, to
        self._depth = self._within = 0
        self.used: list[int] = []

    def blocks(self, node: LexborNode) -> Iterator[str]:
        """The blocks of Markdown that `node` makes."""
        if not is_seen(node, self._skipped):
            return
        match node.tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                yield from self._heading(node, int(node.tag[1]))
            case "ul" | "ol" | "menu" | "dir":
                yield from self._sure(node, self._list(node))
            case "blockquote":
                yield from self._sure(node, self._quotation(node))
            case "table":
                yield from self._sure(node, self._table(node))
            case "pre":
                yield from self._lines(node)
            case "hr":
                yield "---"
            case _:
                yield from self._with_language(node, self.children(node))

    def _sure(self, node: LexborNode, blocks: Iterator[str]) -> Iterator[str]:
        """The blocks, if a page makes of them the words of `node`; else the element itself, which a text may hold, too.
        Judged is the outermost, and none with the mark of a note, which HTML does not have."""
        self._depth += 1
        written = list(blocks)
        self._depth -= 1
        has_notes = any(link.mem_id in self._marks for link in node.css("a"))
        if self._depth or has_notes or shown("\n\n".join(written)) == characters(words_of([node], self._skipped)):
            yield from written
        else:
            yield html_of(node, self._skipped, self._to)

    def children(self, node: LexborNode) -> Iterator[str]:
        """The blocks that the children of `node` make; words between them are paragraphs."""
        run, text = Run(), ""
        for child in node.iter(include_text=True):
            if child.is_element_node and self._holds_blocks(child):
                yield from run.paragraphs(text)
                run, text = Run(), ""
                yield from self.blocks(child)
            else:
                text += self._inline(child, run)
        yield from run.paragraphs(text)

    def within(self, node: LexborNode) -> list[str]:
        """The blocks that the children of an item, a cell or a note make."""
        self._within += 1
        found = list(self.children(node))
        self._within -= 1
        return found

    def _holds_blocks(self, node: LexborNode) -> bool:
        if not is_seen(node, self._skipped):
            return False
        return node.tag in BLOCKS or any(self._holds_blocks(child) for child in node.iter())

    def _with_language(self, node: LexborNode, blocks: Iterator[str]) -> Iterator[str]:
        """Language and direction of a paragraph that says so itself, in Python-Markdown's notation of attributes."""
        said = {name: value for name in ("lang", "dir") if (value := node.attributes.get(name))}
        if node.tag != "p" or not said or self._within:  # in items, cells and notes there is no such notation
            yield from blocks
            return
        written = " ".join(f'{name}="{value}"' for name, value in said.items() if value.replace("-", "").isalnum())
        for block in blocks:
            yield f"{block}\n{{: {written} }}" if written else block

    def _inline(self, node: LexborNode, run: Run) -> str:
        if node.is_text_node:
            return plain(node.text_content or "")
        if not is_seen(node, self._skipped):
            return ""
        if node.mem_id in self._marks:
            return run.token(self._note(self._marks[node.mem_id]))
        if node.tag == "br":
            return BREAK
        if node.tag == "img":
            return self._picture(node, run)
        inner = "".join(self._inline(child, run) for child in node.iter(include_text=True))
        if node.tag == "a":
            return self._link(node, inner, run)
        if node.tag in _MARKS and not _stands_in(node, _MARKS[node.tag]):
            return enclosed(inner, *_MARKS[node.tag])
        if node.tag in _KEPT and (words := inner.strip()):
            is_note = node.tag == "sup" and any(mark.mem_id in self._marks for mark in node.css("a"))
            return inner if is_note else run.token(f"<{node.tag}>") + words + run.token(f"</{node.tag}>")
        return inner

    def _note(self, number: int) -> str:
        if number not in self.used:
            self.used.append(number)
        return f"[^{self.used.index(number) + 1}]"

    def _link(self, node: LexborNode, inner: str, run: Run) -> str:
        address = self._to.link(node.attributes.get("href") or "")
        words = inner.strip()
        if not address or not words or BREAK in words:
            return inner
        for bracket in "[]":
            words = words.replace(bracket, run.token(f"\\{bracket}"))
        head = inner[: len(inner) - len(inner.lstrip())]
        tail = inner[len(inner.rstrip()) :]
        return f"{head}{run.token('[')}{words}{run.token(f']({_target(address)})')}{tail}"

    def _picture(self, node: LexborNode, run: Run) -> str:
        address = self._to.picture(node.attributes.get("src") or "")
        if not address:
            return ""
        shown = " ".join(plain(node.attributes.get("alt") or "").split())
        for char in "\\[]`*_<&":
            shown = shown.replace(char, f"&#{ord(char)};" if char in "<&" else f"\\{char}")
        return run.token(f"![{shown}]({_target(address)})")

    def _heading(self, node: LexborNode, level: int) -> Iterator[str]:
        if any(self._holds_blocks(child) for child in node.iter()):
            yield from self.children(node)
            return
        run = Run()
        words = run.line("".join(self._inline(child, run) for child in node.iter(include_text=True)))
        if words:
            yield f"{'#' * level} {words}"

    def _quotation(self, node: LexborNode) -> Iterator[str]:
        said = "\n\n".join(self.children(node))
        if said:
            yield "\n".join(f"> {line}".rstrip() if not line else f"> {line}" for line in said.split("\n"))

    def _lines(self, node: LexborNode) -> Iterator[str]:
        """A text with its own lines: a line stays one, a blank line parts paragraphs."""
        run = Run()
        text = "".join(self._inline(child, run) for child in node.iter(include_text=True))
        yield from run.paragraphs(BREAK.join(line.strip() for line in text.strip("\n").split("\n")))

    def _list(self, node: LexborNode) -> Iterator[str]:
        items: list[str] = []
        for child in node.iter(include_text=True):
            said = list(self.blocks(child) if child.tag in ("ul", "ol") else self._item(child))
            if said and child.tag in ("ul", "ol") and items:  # a list between the items belongs to the one above
                items[-1] += "\n" + "\n".join(f"    {line}" for line in "\n".join(said).split("\n"))
            elif said:
                items.append(_indented(_joined(said)))
        if items:
            # Right below a paragraph of an item, the mark of the next would be words of it. Where items stand apart,
            # numbers that count would be those of paragraphs; one number for all leaves the counting to Markdown.
            is_apart = any("\n\n" in item for item in items)
            end = "\\." if is_alone(node, self._skipped) else "."
            numbers = itertools.count(first_number(node), 0 if is_apart else 1)
            marks = (f"{number}{end}" if node.tag == "ol" else "-" for number in numbers)
            yield ("\n\n" if is_apart else "\n").join(map("{} {}".format, marks, items))

    def _item(self, node: LexborNode) -> Iterator[str]:
        if node.is_text_node:
            yield from Run().paragraphs(plain(node.text_content or ""))
        elif is_seen(node, self._skipped):
            yield from self.within(node)

    def _table(self, node: LexborNode) -> Iterator[str]:
        rows = [row for row in node.css("tr") if _table_of(row) == node.mem_id]
        cells = [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in rows]
        written = [[self.within(cell) for cell in row] for row in cells]
        for caption in node.iter():
            if caption.tag == "caption":
                yield from self.children(caption)
        if _is_layout(written):
            yield from (block for row in written for cell in row for block in cell)
            return
        width = max(len(row) for row in written)
        if not all(cell.tag == "th" for cell in cells[0]):
            written.insert(0, [])
        lines = [_row(["".join(cell).replace("  \n", "<br>") for cell in row], width) for row in written]
        yield "\n".join((lines[0], "|" + " --- |" * width, *lines[1:]))


def _row(cells: list[str], width: int) -> str:
    return f"| {' | '.join(cells + [''] * (width - len(cells)))} |"


def _is_layout(rows: list[list[list[str]]]) -> bool:
    """Whether a table only puts things beside each other: one column, or a cell with more than a paragraph."""
    most = max((len(row) for row in rows), default=0)
    return most < 2 or any(len(cell) > 1 or "\n" in "".join(cell).replace("  \n", "") for row in rows for cell in row)


def _table_of(row: LexborNode) -> int:
    node: LexborNode | None = row
    while node is not None and node.tag != "table":
        node = node.parent
    return node.mem_id if node is not None else 0


def _stands_in(node: LexborNode, marks: tuple[str, str]) -> bool:
    """Whether an element above `node` says the same already."""
    above = node.parent
    while above is not None and above.tag not in BLOCKS:
        if _MARKS.get(above.tag or "") == marks:
            return True
        above = above.parent
    return False


def _joined(blocks: list[str]) -> str:
    """The blocks of a list's item: a list stands right below the words that it belongs to."""
    said = blocks[0]
    for block in blocks[1:]:
        said += ("\n" if block.startswith(("- ", "1. ")) else "\n\n") + block
    return said


def _indented(text: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join((first, *(f"    {line}" if line else "" for line in rest)))


def _target(address: str) -> str:
    """An address as it stands in a link: in angle brackets, where it holds brackets itself."""
    for char in '<>\\ "':
        address = address.replace(char, quote(char))
    return f"<{address}>" if "(" in address or ")" in address else address
