"""Word documents (.docx) → files of the archive: title, date, text with its notes, pictures."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

import mammoth
from selectolax.lexbor import LexborHTMLParser, LexborNode

from rostra.desk.drafting import Draft, path_of
from rostra.importing.checking import lost
from rostra.importing.datelines import dateline_of, dates_in
from rostra.importing.found import Found
from rostra.importing.importers import Settings
from rostra.importing.markdown import markdown_of
from rostra.importing.ooxml import Document, NoDocument, opened
from rostra.importing.pictures import ENDINGS, Pictures
from rostra.importing.sources import files_of, unreadable
from rostra.importing.verbatim import Resolved
from rostra.importing.words import words_of
from rostra.problem import Problem, Severity
from rostra.schema import Wrong, shortened

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
r[style-name='Footnote Characters'] =>
"""
"""What Word and LibreOffice call these, beside what the library knows."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FIRST_BLOCKS, _SHORT = 6, 80
"""A date is looked for in so many blocks at the start, on a line of so many characters."""

_LETTERS = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def documents(source: Path, settings: Settings) -> Iterator[Found | Problem]:
    """Each .docx at or below `source`; there are no settings."""
    for file in files_of(source, [".docx"]):
        try:
            yield _Imported(file, opened(file)).found()
        except OSError as error:
            yield unreadable(file, error)
        except (NoDocument, Wrong) as wrong:
            yield Problem(path=str(file), message=wrong.message, hint=wrong.hint)


class _Imported:
    """One document, while it is read."""

    def __init__(self, file: Path, document: Document) -> None:
        self._file, self._document = file, document
        self._pictures: dict[str, bytes] = {}
        self._doubts: list[Problem] = []
        made = self._converted()
        for message in dict.fromkeys(one.message for one in made.messages):
            if not message.startswith("Unrecognised "):  # a style without a meaning of its own
                self._doubt("body", message.rstrip(".") + ".", "Compare the text with the document.")
        page = LexborHTMLParser(made.value)
        assert page.body is not None
        self._page, self._body = page, page.body

    def _converted(self) -> Any:
        """The document as HTML, with what the library says of it. Raises NoDocument."""
        try:
            return mammoth.convert_to_html(
                BytesIO(self._document.data),
                style_map=_STYLES,
                convert_image=mammoth.images.img_element(self._kept),
                include_embedded_style_map=False,
            )
        except Exception as error:  # of a broken document the library says no more than the key that it missed
            raise NoDocument(
                "A part of the document is missing or broken.", "Open it in Word and save it again."
            ) from error

    def found(self) -> Found:
        """The file that the document makes. Raises Wrong where it makes none."""
        if not words_of([self._body]).strip():
            raise Wrong("The document holds no text.", "Write the speech by hand, if the document is a picture of it.")
        title, heading = self._title()
        fields: dict[str, Any] = {"title": title, **self._date(), **self._lang()}
        path = path_of(Draft(title=title, date=fields["date"]))
        pictures = Pictures(self._file, self._file.parent, path)
        to = Resolved(_link, lambda name: pictures.kept(name, self._pictures[name]) if name in self._pictures else "")
        self._say_directions()
        root = self._page.root
        assert root is not None
        written = markdown_of(root, [self._body], heading, to)
        for said in lost(root, [self._body], heading, written):
            self._doubt("body", *said)
        self._compare()
        return Found(source=str(self._file), path=path, fields=fields, body=written, doubts=tuple(self._doubts),
                     assets=pictures.assets)  # fmt: skip

    def _title(self) -> tuple[str, list[LexborNode]]:
        """The title, and the heading that says the same and need not stand in the text again."""
        headings = self._body.css(", ".join(_HEADINGS))
        first = words_of(headings[:1])
        title = self._document.title or first
        if not title:
            title = self._file.stem
            self._doubt("title", "The document has no title and no heading; this is the name of its file.",
                        "Write what the speech is called.")  # fmt: skip
        elif first and first != title:
            self._doubt("title", f"The document's title is not its first heading, “{shortened(first)}”.",
                        "Keep the one that is meant.", Severity.NOTICE)  # fmt: skip
        opening = next((node for node in self._body.iter() if words_of([node])), None)
        return title, [opening] if opening is not None and words_of([opening]) == title else []

    def _date(self) -> dict[str, Any]:
        """What the file's name states, or else a line of its own near the start; never the time of the file."""
        lang = self._document.lang or "en"
        named = dates_in(self._file.stem, lang)
        blocks = [(node, words_of([node])) for node in list(self._body.iter())[:_FIRST_BLOCKS]]
        short = [(node.tag in _HEADINGS, line) for node, line in blocks if len(line) <= _SHORT]
        lines = [line for is_heading, line in short if not is_heading]
        stated = {date: line for line in reversed(lines) if (date := dateline_of(line, lang))}
        if len(named) == 1:
            if stated and named[0] not in stated:
                line = next(iter(stated.values()))
                self._doubt("date", f"The file's name says {named[0]}; the text says “{shortened(line)}”.",
                            "Keep the one that is right.")  # fmt: skip
            return {"date": named[0]}
        if len(stated) == 1:
            date, line = next(iter(stated.items()))
            return {"date": date, "date_as_given": line}
        told = next((line for _, line in short if dates_in(line, lang)), "")
        what = "No date is stated."
        if named or stated:
            what = f"More than one date is there: {', '.join(named or stated)}."
        elif told:
            what = f"“{shortened(told)}” may not tell of the day of the speech."
        self._doubt("date", what, "Write it in EDTF, such as 2021-11-17.")
        return {"date": "XXXX", "date_basis": "unknown"}

    def _lang(self) -> dict[str, str]:
        if not self._document.lang:
            return {}
        if self._document.other_langs:
            others = ", ".join(self._document.other_langs)
            self._doubt("lang", f"Most of the text is marked as {self._document.lang}, some as {others}.",
                        "Correct the language, if it is another.", Severity.NOTICE)  # fmt: skip
        return {"lang": self._document.lang}

    def _say_directions(self) -> None:
        """Mark the paragraphs that run against the others."""
        own = _direction(words_of([self._body]), most=True)
        for node in self._body.css("p"):
            here = _direction(words_of([node]))
            if here and own and here != own:
                node.attrs["dir"] = here

    def _kept(self, image: Any) -> dict[str, str]:
        """Keep a picture under a name of its own; the library calls it for each."""
        kind = str(image.content_type).rpartition("/")[2].replace("jpeg", "jpg")
        if f".{kind}" not in ENDINGS:
            self._doubt("body", f"A picture in {image.content_type} was left out.",
                        "Save it as PNG or JPEG, and name it where it belongs.")  # fmt: skip
            return {"src": ""}
        with image.open() as stream:
            data = stream.read()
        name = next((known for known, held in self._pictures.items() if held == data), "")
        name = name or f"picture-{len(self._pictures) + 1}.{kind}"
        self._pictures[name] = data
        return {"src": name}

    def _compare(self) -> None:
        """Whether the library left words out: they are in boxes, fields and the like."""
        missing = self._document.missing_in(words_of([self._body]))
        if missing:
            shown = ", ".join(f"“{shortened(word, 30)}”" for word in missing[:5])
            self._doubt(
                "body", f"Words of the document may be missing: {shown}.", "Compare the text with the document."
            )

    def _doubt(self, field: str, message: str, hint: str, severity: Severity = Severity.WARNING) -> None:
        problem = Problem(path=str(self._file), field=field, message=message, hint=hint, severity=severity)
        self._doubts.append(problem)


def _link(address: str) -> str:
    return address if address.startswith(("https://", "http://", "mailto:")) else ""


def _direction(text: str, *, most: bool = False) -> str:
    """The direction of `text`: that of its first letter (UAX #9, rule P2), or of most of its letters."""
    found = [_LETTERS[kind] for char in text if (kind := bidirectional(char)) in _LETTERS]
    if not found:
        return ""
    return max(("ltr", "rtl"), key=found.count) if most else found[0]
