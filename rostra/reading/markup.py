"""The body of a Source → Body: safe HTML, its headings, the first words of it, and what had to be left out."""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor

from rostra.address import slug
from rostra.problem import Problem, Severity
from rostra.reading import sanitising
from rostra.reading.body import Body, Heading
from rostra.reading.passages import SpeechExtension, spoken
from rostra.reading.plain import PlainRuns
from rostra.reading.sanitising import Refused
from rostra.reading.source import Source
from rostra.schema import shortened

SUMMARY_CHARACTERS = 240
SALUTATION_CHARACTERS = 40

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
"""Those of a text; h1 is the title of its page."""


class _Survey(Treeprocessor):
    """Runs last over the finished tree: which ids are ours, the headings, and links that must not stay."""

    ids: frozenset[str] = frozenset()
    headings: tuple[Heading, ...] = ()
    refused: tuple[Refused, ...] = ()
    summary: str = ""

    def __init__(self, md: Markdown, runs: PlainRuns) -> None:
        super().__init__(md)
        self._runs = runs

    def run(self, root: Element) -> None:
        _level(root)
        self.refused = tuple(sanitising.refused_links(root))
        self.ids = frozenset(element.get("id", "") for element in root.iter()) - {""}
        self.headings = tuple(
            Heading(int(element.tag[1]), element.get("id", ""), _text(element, self.md))
            for element in root
            if element.tag in _HEADINGS and element.get("class") != "turn"
        )
        self.summary = _summary(self._paragraphs(root))

    def _paragraphs(self, root: Element) -> Iterator[str]:
        for element in root:
            if (run := self._runs.run_of(element)) is not None:
                yield from (" ".join(text.split()) for text in self._runs.texts[run])
            elif element.tag == "p" and element.get("class") != "stage":
                yield _text(element, self.md)


def _level(root: Element) -> None:
    """Make headings stand at their depth, whatever was written: the first is h2 and none skips a level, so that who
    listens to the page finds their way (WCAG 2.2, technique G141)."""
    above: list[int] = []
    for element in root.iter():
        if element.tag in _HEADINGS:
            written = int(element.tag[1])
            while above and above[-1] >= written:
                above.pop()
            above.append(written)
            element.tag = f"h{len(above) + 1}"


def _summary(paragraphs: Iterable[str]) -> str:
    """The first paragraph that is more than a salutation, or else the first; cut at a word."""
    first = ""
    for text in paragraphs:
        if len(text) > SALUTATION_CHARACTERS:
            return cut(text)
        first = first or text
    return cut(first)


def _text(element: Element, md: Markdown) -> str:
    """The words of `element`, without the numbers of its notes."""
    found = [element.text or ""]
    for child in element:
        found += [*(child.itertext() if child.tag != "sup" else ()), child.tail or ""]
    return " ".join(spoken("".join(found), md).split())


def cut(text: str, most: int = SUMMARY_CHARACTERS) -> str:
    """`text`, cut after a whole word where it is longer than `most` characters; without blanks, anywhere."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    blank = head.rfind(" ")
    return f"{(head[:blank] if blank > most // 2 else head).rstrip(_BETWEEN)}…"


_BETWEEN = " ,;:–—،؛、，；："
"""What stands between words, and not before an ellipsis."""


def _markdown() -> tuple[Markdown, _Survey, PlainRuns]:
    ours = SpeechExtension()
    md = Markdown(
        extensions=[
            FootnoteExtension(SEPARATOR="-", BACKLINK_TITLE="{}"),
            "tables",
            "sane_lists",
            "attr_list",
            "toc",
            ours,
        ],
        extension_configs={
            "tables": {"use_align_attribute": True},
            # h1 is the title of the page; the marker [TOC] must stay what somebody said.
            "toc": {"baselevel": 2, "marker": "", "slugify": slug_of_heading},
        },
        output_format="html",
    )
    survey = _Survey(md, ours.runs)
    md.treeprocessors.register(survey, "survey", -20)
    return md, survey, ours.runs


def slug_of_heading(text: str, separator: str) -> str:
    """The anchor of a heading; `separator` is the library's, and always a hyphen."""
    return slug(text) or "section"


_MARKDOWN, _SURVEY, _RUNS = _markdown()


def body_of(source: Source, shown: str) -> tuple[Body, tuple[Problem, ...]]:
    """The Body that the Markdown of `source` makes, with a warning for each thing that was left out of it.

    `shown` is the path as messages name it.
    """
    empty = Problem(
        path=shown, line=source.body_line, field="body", severity=Severity.WARNING,
        message="There is no text; the page says that it is not held.",
        hint="Write the speech below the second ---, if it is held.",
    )  # fmt: skip
    if not source.body:
        return Body(""), (empty,)
    _MARKDOWN.reset()  # or footnotes leak from one speech to the next
    html = _MARKDOWN.convert(source.body)
    raw = (text for text in _MARKDOWN.htmlStash.rawHtmlBlocks if isinstance(text, str))
    refused = [*_SURVEY.refused, *(found for text in raw if "<" in text for found in sanitising.refused_in(text))]
    problems = tuple(sorted(_left_out(refused, source, shown)))
    html = _RUNS.fill(sanitising.clean(html, _SURVEY.ids))
    if not html.strip():
        return Body(""), (*problems, empty)
    return Body(html, _SURVEY.headings, _SURVEY.summary, minutes_of(html)), problems


WORDS_A_MINUTE = 184
"""The mean over seventeen languages: Trauzettel-Klosinski and Dietz, Standardized Assessment of Reading Performance
(IReST), Investigative Ophthalmology & Visual Science 53 (2012), 5452-5461."""

SIGNS_A_MINUTE = 300
"""Of scripts without blanks; between the Chinese (255) and the Japanese (357) of the same study."""

_TAG = re.compile(r"<[^>]*>")
_SIGNS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def minutes_of(html: str) -> int:
    """About how many minutes the words of `html` take to read; at least one."""
    text = _TAG.sub(" ", html)
    signs = 0 if text.isascii() else len(_SIGNS.findall(text))
    words = len((_SIGNS.sub(" ", text) if signs else text).split())
    return max(1, round(words / WORDS_A_MINUTE + signs / SIGNS_A_MINUTE))


def _left_out(refused: Iterable[Refused], source: Source, shown: str) -> Iterator[Problem]:
    """Markdown does not say where in the text it met a tag; looking for it in order does."""
    reached: dict[str, int] = {}
    for found in refused:
        start = source.body.find(found.written, reached.get(found.written, 0))
        reached[found.written] = start + 1
        line = source.body_line + source.body.count("\n", 0, max(start, 0))
        yield Problem(
            path=shown, line=line, field="body", severity=Severity.WARNING,
            message=shortened(found.message, 120), hint=found.hint,
        )  # fmt: skip
