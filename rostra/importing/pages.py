"""Saved HTML pages → files of the archive, by rules that say where a page has its title, date and text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from rostra.desk.drafting import Draft, path_of
from rostra.importing import rules
from rostra.importing.checking import lost
from rostra.importing.datelines import dates_in, numbers_in
from rostra.importing.encoding import decoded
from rostra.importing.found import Found
from rostra.importing.importers import Settings
from rostra.importing.mapping import ordered
from rostra.importing.markdown import markdown_of
from rostra.importing.pictures import Pictures
from rostra.importing.selecting import READERS, TOLD, Pick, distinct, outermost, value_of
from rostra.importing.sources import files_of, unreadable
from rostra.importing.verbatim import Resolved
from rostra.importing.words import ids_of, words_of
from rostra.problem import Problem, Rejected, Severity
from rostra.reading import reckoning
from rostra.reading.calendars import CALENDARS
from rostra.schema import Wrong, language, shortened, without_region
from rostra.values import Scalar

ENDINGS = (".html", ".htm", ".xhtml")

_MANY = ("occasion", "audience")


def pages(source: Path, settings: Settings) -> Iterator[Found | Problem]:
    """Each saved page at or below `source`, by the rules in the file that `settings` name."""
    try:
        known = rules.read(rules.file_of(source, settings), READERS, required=["title", "body"])
    except Rejected as rejected:
        yield from rejected.problems
        return
    for file in files_of(source, ENDINGS):
        try:
            yield from _Page(file, source if source.is_dir() else source.parent, known).found()
        except OSError as error:
            yield unreadable(file, error)
        except RecursionError:
            message = "The elements of this page are nested too deep to be read."
            yield Problem(path=str(file), message=message, hint="Take the text out of it by hand.")


class _Page:
    """One saved page, while it is read."""

    def __init__(self, file: Path, root: Path, known: Mapping[str, Any]) -> None:
        self._file, self._root, self._rules = file, root, known
        written, doubt = decoded(file.read_bytes())
        self._text = written
        self._page = LexborHTMLParser(written)
        self._doubts: list[Problem] = []
        if doubt:
            self._doubt("", doubt, "Look at the letters beyond ASCII.")
        self._dropped = [node for selector in known.get("drop", ()) for node in self._page.css(selector)]

    def found(self) -> Iterator[Found | Problem]:
        """The file that the page makes, or the reason why it makes none."""
        root = self._page.root
        body = outermost(self._nodes("body"))
        if not self._text.strip() or root is None:
            yield self._none("", "The page is empty.", "Save it again.")
            return
        titles = self._said("title")
        if len(titles) != 1:
            yield self._none("title", *self._unclear("title", titles))
            return
        if not words_of(body, ids_of(self._dropped)).strip():
            select = self._rules["body"].select
            yield self._none("body", f"“{select}” finds no text.", "Correct the rule, or leave the page out.")
            return
        fields = ordered({"title": titles[0], **self._fields(), **self._rules[rules.CONSTANTS]})
        try:
            path = path_of(Draft(title=titles[0], date=_gregorian(fields.get("date", ""))))
        except Wrong as wrong:
            yield self._none("title", wrong.message, wrong.hint)
            return
        pictures = Pictures(self._file, self._root, path)
        to = Resolved(self._link, pictures.of)
        heads = [node for name in ("title", "kicker") for node in self._nodes(name)]
        parts = [*self._leads(body), *body]
        written = markdown_of(root, parts, [*self._dropped, *heads], to)
        self._doubts += [
            self._problem("body", *said)
            for said in (*pictures.doubts, *lost(root, parts, [*self._dropped, *heads], written))
        ]
        yield Found(source=str(self._file), path=path, fields=fields, body=written,
                    doubts=tuple(self._doubts), assets=pictures.assets)  # fmt: skip

    def _fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name in TOLD:
            if name not in self._rules:
                continue
            said = self._said(name)
            if not said or (len(said) > 1 and name not in _MANY):
                self._doubt(name, *self._unclear(name, said), severity=Severity.NOTICE if not said else None)
            else:
                fields[name] = said[0] if len(said) == 1 else said
        if lang := self._lang():
            fields["lang"] = lang
        fields |= self._date(lang)
        if "lead" in self._rules:
            leads = self._said("lead")
            if leads:
                fields["summary"] = " ".join(leads)
            else:
                self._doubt("lead", *self._unclear("lead", leads), severity=Severity.NOTICE)
        if address := self._address():
            fields["source"] = address
        return fields

    def _date(self, lang: str) -> dict[str, Any]:
        if "date" not in self._rules or "date" in self._rules[rules.CONSTANTS]:
            return {}
        rule, said = self._rules["date"], self._said("date")
        given = said[0] if len(said) == 1 else ""
        other = rule.calendar if rule.calendar in CALENDARS else ""
        read = (numbers_in(one, other) if other else dates_in(one, lang or "en") for one in said)
        found = tuple(dict.fromkeys(date for each in read for date in each))
        if len(found) == 1:
            date = {other: found[0]} if other else found[0]
            shows = given and not rule.attribute and given != found[0]
            return {"date": date, **({"date_as_given": given} if shows else {})}
        if not said or (len(said) > 1 and not found):
            what, hint = self._unclear("date", said)
        elif not found:
            what, hint = f"“{shortened(given)}” is no date that can be told.", "Write it in EDTF, such as 2021-11-17."
        else:
            what, hint = f"More than one date is there: {', '.join(found)}.", "Write the one that is meant."
        self._doubt("date", what, hint)
        return {"date": "XXXX", "date_basis": "unknown", **({"date_as_given": given} if given else {})}

    def _lang(self) -> str:
        rule = self._rules.get("lang", Pick("html", "lang"))
        rule = rule if rule.attribute else msgspec.structs.replace(rule, attribute="lang")
        said = distinct(value_of(node, rule, self._dropped) for node in self._page.css(rule.select))
        if len(said) != 1:
            if "lang" in self._rules or said:
                self._doubt("lang", *self._unclear("lang", said))
            return ""
        try:
            return without_region(language(Scalar(said[0], 0)))
        except Wrong as wrong:
            self._doubt("lang", wrong.message, wrong.hint)
            return ""

    def _leads(self, body: list[LexborNode]) -> list[LexborNode]:
        """The lead, where it does not stand in the text anyway."""
        within = {node.mem_id for part in body for node in part.css("*")}
        return [
            node
            for node in outermost(self._nodes("lead"))
            if node.mem_id not in within and not self._rules["lead"].attribute
        ]

    def _nodes(self, name: str) -> list[LexborNode]:
        rule = self._rules.get(name)
        return self._page.css(rule.select) if rule else []

    def _said(self, name: str) -> list[str]:
        """What a rule finds, each text once."""
        nodes = self._nodes(name)
        return distinct(value_of(node, self._rules[name], self._dropped) for node in nodes)

    def _address(self) -> str:
        """The address that the page names as its own, or that the browser noted when it saved it."""
        for selector, attribute in (("link[rel~=canonical]", "href"), ("meta[property='og:url']", "content")):
            for node in self._page.css(selector):
                address = (node.attributes.get(attribute) or "").strip()
                if address.startswith(("https://", "http://")) and not re.search(r"\s", address):
                    return address
        noted = re.search(r"<!-- saved from url=\(\d+\)(https?://\S+) -->", self._text)
        return noted[1] if noted else ""

    def _link(self, written: str) -> str:
        """A link as it leads from anywhere: other pages of the site are not where they were."""
        base = next((node.attributes.get("href") or "" for node in self._page.css("base[href]")), "")
        written = written.strip()
        if written.startswith("#"):
            return ""
        try:
            address = urljoin(urljoin(self._address(), base), written)
            scheme = urlsplit(address).scheme
        except ValueError:
            scheme = ""
        if scheme in ("http", "https", "mailto", "tel"):
            return address
        if written and scheme != "javascript":
            what = f"The link to {shortened(written)} leads nowhere; its words were kept."
            self._doubt("body", what, "Name the page's address in a link rel=canonical, or write the link by hand.")
        return ""

    def _unclear(self, name: str, said: list[str]) -> tuple[str, str]:
        select = self._rules[name].select if name in self._rules else "html"
        if not said:
            return f"“{select}” finds nothing.", f"Correct the rule, or write {name}: by hand."
        shown = ", ".join(f"“{shortened(one, 40)}”" for one in said[:3])
        return f"“{select}” finds {len(said)} different texts: {shown}.", "Make the rule narrower, or write it by hand."

    def _problem(self, field: str, message: str, hint: str, severity: Severity | None = None) -> Problem:
        return Problem(path=str(self._file), field=field, message=message, hint=hint,
                       severity=Severity.WARNING if severity is None else severity)  # fmt: skip

    def _doubt(self, field: str, message: str, hint: str, severity: Severity | None = None) -> None:
        self._doubts.append(self._problem(field, message, hint, severity))

    def _none(self, field: str, message: str, hint: str) -> Problem:
        return self._problem(field, message, hint, Severity.ERROR)


def _gregorian(date: Any) -> str:
    """A date in any calendar in EDTF. Raises Wrong."""
    if not isinstance(date, dict):
        return str(date)
    ((name, written),) = date.items()
    return reckoning.dated(written, name).edtf if name in CALENDARS else str(written)
