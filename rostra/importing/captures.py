"""Captures of pages as text → files of the archive, by rules that say which lines are titles, kickers and noise."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from rostra.desk.drafting import Draft, path_of
from rostra.importing import rules, timing
from rostra.importing.encoding import decoded
from rostra.importing.found import Found
from rostra.importing.importers import Settings
from rostra.importing.mapping import ordered
from rostra.importing.marks import escaped, plain
from rostra.importing.readback import characters, shown
from rostra.importing.sources import files_of, unreadable
from rostra.problem import Problem, Rejected, Severity
from rostra.schema import Wrong, choice, language, shortened
from rostra.values import Value

Patterns = tuple[re.Pattern[str], ...]

_MANY = ("occasion", "audience")
_FOUND = (*_MANY, "speaker", "place", "tags")
_CHOSEN = ("kind", "setting", "text_status")

_ENDS = tuple(".!?…:;。！？؟؛۔।։”’\"'»)]")
"""What ends a sentence, or a line that is a paragraph of its own; after anything else the sentence goes on below."""


def order(value: Value) -> str:
    """In which order a page lists its entries."""
    return str(choice(["newest-first"])(value))


READERS: dict[str, Any] = (
    dict.fromkeys(("drop", "title", "kicker", "lead", *_FOUND), rules.patterns)
    | dict.fromkeys(_CHOSEN, rules.words_by_pattern)
    | {"date": timing.patterns, "order": order, "lang": language}
)
"""What a rule for captures may be about, and how it is read."""


class Entry(msgspec.Struct, frozen=True):
    """One text of a capture: the line that its title is on, its kicker, its title, and the lines below."""

    line: int
    kicker: str
    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it, as patterns look at it: no-break spaces count as blanks."""
        return "\n".join((self.title, *self.lines)).replace("\xa0", " ")


def captures(source: Path, settings: Settings) -> Iterator[Found | Problem]:
    """Each entry of each .txt at or below `source`, by the rules in the file that `settings` name."""
    try:
        known = rules.read(rules.file_of(source, settings), READERS, required=["title"])
    except Rejected as rejected:
        yield from rejected.problems
        return
    for file in files_of(source, [".txt"]):
        try:
            yield from _found(file, known)
        except OSError as error:
            yield unreadable(file, error)


def _found(file: Path, known: Mapping[str, Any]) -> Iterator[Found | Problem]:
    text, doubt = decoded(file.read_bytes())
    entries, left = entries_of(plain(text), known)
    if not entries:
        what = "No line of this file is a title by the rules." if text.strip() else "The file is empty."
        yield Problem(path=str(file), field="title", message=what, hint="Correct the rule for title, or leave it out.")
        return
    if doubt:
        yield _doubt(file, 0, "", doubt, "Look at the letters beyond ASCII.")
    for line, written in left:
        what = f"“{shortened(written)}” stands above the first title and was left out."
        yield _doubt(file, line, "", what, "Name it below drop:, or as a kicker.")
    above: list[timing.Timed] = []
    for entry in entries:
        timed = timing.timed(entry.text, known, above)
        if timed.date != "XXXX":
            above.append(timed)
        yield _entry(file, entry, timed, known)


def entries_of(text: str, known: Mapping[str, Any]) -> tuple[list[Entry], list[tuple[int, str]]]:
    """The entries of a capture, and the lines above the first that belong to none, each with its number.

    A title that stands twice in a row, as that of a picture and of a text, is one title.
    """
    entries: list[tuple[Entry, list[str]]] = []
    head: list[tuple[int, str]] = []
    kicker: tuple[int, str] | None = None
    for number, written in enumerate(text.splitlines(), 1):
        line = written.strip()
        if line and _matches(known.get("drop", ()), line):
            continue
        if line and _matches(known.get("kicker", ()), line) and kicker is None:
            kicker = number, line
        elif line and _matches(known["title"], line):
            if entries and entries[-1][0].title == line and not any(entries[-1][1]) and kicker is None:
                continue
            entries.append((Entry(number, kicker[1] if kicker else "", line, ()), []))
            kicker = None
        elif line or not kicker:
            # What looked like a kicker has no title below it: it is a line of the text.
            below = [*([kicker] if kicker else []), (number, line)]
            kicker = None
            if entries:
                entries[-1][1].extend(said for _, said in below)
            else:
                head += below
    if kicker and entries:
        entries[-1][1].append(kicker[1])
    whole = [msgspec.structs.replace(entry, lines=tuple(lines)) for entry, lines in entries]
    return whole, [(number, line) for number, line in head if line]


def _matches(patterns: Patterns, line: str) -> bool:
    return any(pattern.search(line.replace("\xa0", " ")) for pattern in patterns)


def _entry(file: Path, entry: Entry, timed: timing.Timed, known: Mapping[str, Any]) -> Found | Problem:
    doubts = [_doubt(file, entry.line, "date", *timed.doubt)] if timed.doubt else []
    told = {
        "kicker": entry.kicker, "date_basis": timed.basis, "date_as_given": timed.given, "date_note": timed.note,
        "lang": known.get("lang", ""), "summary": _lead(entry, known),
    }  # fmt: skip
    fields: dict[str, Any] = {"title": entry.title, "date": timed.date}
    fields |= {name: value for name, value in told.items() if value}
    for name in _FOUND:
        said = _said(known.get(name, ()), entry.text)
        if len(said) > 1 and name not in (*_MANY, "tags"):
            what = (
                f"The rule finds {len(said)} different texts: {', '.join(f'“{shortened(one)}”' for one in said[:3])}."
            )
            doubts.append(_doubt(file, entry.line, name, what, "Make the rule narrower, or write it by hand."))
        elif said:
            fields[name] = said[0] if len(said) == 1 else said
    for name in _CHOSEN:
        chosen = (word for word, patterns in known.get(name, {}).items() if any(p.search(entry.text) for p in patterns))
        if word := next(chosen, ""):
            fields[name] = word
    body = body_of(entry.lines)
    if not body:
        doubts.append(
            _doubt(file, entry.line, "body", "There is no text below this title.", "Write it, if it is held.")
        )
    elif characters("".join(entry.lines)) != shown(body):
        doubts.append(_doubt(file, entry.line, "body", "The text may not be whole.", "Compare it with the source."))
    fields = ordered({**fields, **known[rules.CONSTANTS]})
    try:
        path = path_of(Draft(title=entry.title, date=str(fields["date"])))
    except Wrong as wrong:
        return Problem(path=str(file), line=entry.line, field="title", message=wrong.message, hint=wrong.hint)
    return Found(source=f"{file}:{entry.line}", path=path, fields=fields, body=body, doubts=tuple(doubts))


def body_of(lines: Iterable[str]) -> str:
    """The Markdown of the lines of a text: a line is a paragraph, but where a sentence goes on below it."""
    paragraphs: list[list[str]] = []
    goes_on = False
    for line in lines:
        if line:
            if goes_on:
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
        goes_on = bool(line) and not line.endswith(_ENDS)
    return "\n\n".join("\n".join(escaped(line) for line in paragraph) for paragraph in paragraphs)


def _lead(entry: Entry, known: Mapping[str, Any]) -> str:
    return next((line for line in entry.lines if line and _matches(known.get("lead", ()), line)), "")


def _said(patterns: Patterns, text: str) -> list[str]:
    """What the patterns find, each text once: their first group, or all of it where they have none."""
    hits = [hit[hit.re.groups and 1] for pattern in patterns for hit in pattern.finditer(text)]
    return list(dict.fromkeys(said for hit in hits if (said := " ".join((hit or "").split()))))


def _doubt(file: Path, line: int, field: str, message: str, hint: str) -> Problem:
    return Problem(path=str(file), line=line, field=field, message=message, hint=hint, severity=Severity.WARNING)
