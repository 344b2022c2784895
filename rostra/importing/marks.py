"""Words with marks → Markdown. What Markdown would take for notation is escaped before the marks become notation."""

import re

STRONG, STRONG_END, EM, EM_END, BREAK = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
"""Marks within a text: noncharacters, which no text may hold. (Unicode 16, section 23.7)"""

_FIRST_TOKEN = 0x100000
_TOKENS = f"{chr(_FIRST_TOKEN)}-{chr(0x10FFFD)}"

# No page may hold control characters (XML 1.0, section 2.2), and the marks above are ours.
_NOT_TEXT = re.compile(f"[\x00-\x08\x0b\x0e-\x1f\x7f\ufdd0-\ufdd4\ufffe\uffff\ud800-\udfff{_TOKENS}]")
_BLANKS = re.compile(r"[ \t\n\r\f]+")  # those of HTML: a no-break space is none
_EMPTY = re.compile(rf"[\s{STRONG}{STRONG_END}{EM}{EM_END}{BREAK}]*")
_PARAGRAPHS = re.compile(rf"{BREAK}(?:\s*{BREAK})+")

# An asterisk between blanks and an underscore between letters are no marks of emphasis.
_ALWAYS = re.compile(r"[\\`{|]|(?<!\s)\*|\*(?!\s)|(?<![^\W_])_|_(?![^\W_])")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# Brackets that stay: nothing after them makes a link, a note or the address of one.
_BRACKETS = re.compile(rf"\[(?!\^)[^\[\]{_TOKENS}]*\](?![\[(:{_TOKENS}])|\[")
_START = re.compile(r"#|>|[*+-](?=\s|[-\s]*$)")
_NUMBER = re.compile(r"(\d+)\.(?=\s|$)")
_UNDERLINE = re.compile(r"=(?==*\s*$)")

_NESTED = re.compile(
    rf"(?<![{STRONG}{STRONG_END}{EM}{EM_END}])(?:{STRONG}{EM}|{EM}{STRONG})([^{STRONG}{STRONG_END}{EM}{EM_END}]+)"
    rf"(?:{EM_END}{STRONG_END}|{STRONG_END}{EM_END})(?![{STRONG}{STRONG_END}{EM}{EM_END}])"
)
_TOUCHING = re.compile(rf"{STRONG_END}(\s*){STRONG}|{EM_END}(\s*){EM}")
# What the library's patterns for asterisks do not tell apart.
_UNCLEAR = re.compile(rf"[{STRONG}{STRONG_END}{EM}{EM_END}]{{2}}|{EM}[^{EM_END}]*{STRONG}")
_STARS = {STRONG: "**", STRONG_END: "**", EM: "*", EM_END: "*"}
_ELEMENTS = {STRONG: "<strong>", STRONG_END: "</strong>", EM: "<em>", EM_END: "</em>"}


class Run:
    """A run of words with marks, while it is put together. `token` keeps a piece of Markdown out of escaping's way."""

    def __init__(self) -> None:
        self._kept: list[str] = []

    def token(self, markdown: str) -> str:
        """A character that stands for `markdown` until the run is written."""
        self._kept.append(markdown)
        return chr(_FIRST_TOKEN + len(self._kept) - 1)

    def paragraphs(self, text: str) -> list[str]:
        """The Markdown of `text`: a paragraph each, with its line breaks. Two breaks in a row part paragraphs."""
        text = _TOUCHING.sub(lambda found: found[1] or found[2] or "", _BLANKS.sub(" ", text))
        return [self._paragraph(part) for part in _PARAGRAPHS.split(text) if not _EMPTY.fullmatch(part)]

    def line(self, text: str) -> str:
        """The Markdown of `text` on one line, as headings have it."""
        return " ".join(self.paragraphs(text.replace(BREAK, " "))).replace("#", "\\#").replace("\\\\#", "\\#")

    def _paragraph(self, text: str) -> str:
        lines = [escaped(line) for line in text.strip(f"{BREAK} \xa0").split(BREAK)]
        text = _NESTED.sub(r"***\1***", "  \n".join(lines))
        marks = _ELEMENTS if _UNCLEAR.search(text) else _STARS
        for mark, written in marks.items():
            text = text.replace(mark, written)
        for index in range(len(self._kept) - 1, -1, -1):  # a later token may hold an earlier one, never the reverse
            text = text.replace(chr(_FIRST_TOKEN + index), self._kept[index])
        return text


def plain(text: str) -> str:
    """`text` without what no text may hold."""
    return _NOT_TEXT.sub("", text)


def enclosed(text: str, start: str, end: str) -> str:
    """`text` between two marks, on each of its lines; blanks stay outside of them."""
    lines = []
    for line in text.split(BREAK):
        words = line.strip()
        head = line[: len(line) - len(line.lstrip())]
        lines.append(f"{head}{start}{words}{end}{line[len(head) + len(words) :]}" if words else line)
    return BREAK.join(lines)


def escaped(line: str) -> str:
    """One line of words as Markdown that says the same words."""
    line = _ALWAYS.sub(r"\\\g<0>", line.strip())
    line = _TAG.sub("&lt;", _ENTITY.sub("&amp;", line))
    line = _BRACKETS.sub(lambda found: found[0] if len(found[0]) > 1 else "\\[", line)
    line = _UNDERLINE.sub("&#61;", line) if line.startswith("=") else line
    if _START.match(line):
        return f"\\{line}"
    return _NUMBER.sub(r"\1\\.", line, count=1) if _NUMBER.match(line) else line
