"""Texts of another generator → Found: fields mapped, a place in content/, files beside them, and what is doubtful."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from rostra.address import slug
from rostra.desk.drafting import path_for
from rostra.importing.found import Found
from rostra.importing.importers import Settings
from rostra.importing.keeping import keep, place
from rostra.importing.links import links_of
from rostra.importing.mapping import folded, mapped, ordered
from rostra.importing.sources import LEFT_OUT, is_below
from rostra.importing.text import Text, Tree
from rostra.problem import Problem
from rostra.reading import dates
from rostra.reading.dates import Date
from rostra.reading.fields import BY_NAME, alias
from rostra.schema import Wrong, instead

DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_ ]+(.*)|$)", re.ASCII)
"""The day that starts the name of a file, and the rest."""


class _Placed(msgspec.Struct, frozen=True):
    """A text with its fields and its place within content/."""

    text: Text
    path: str
    fields: dict[str, Any]
    doubts: tuple[Problem, ...]


def found_in(texts: Iterable[Text | Problem], tree: Tree, settings: Settings) -> Iterator[Found | Problem]:
    """Each of `texts`, which are from `tree`, as a file to write; `settings` may name fields of theirs for ours."""
    wrong = [field for field in settings if field not in BY_NAME]
    if wrong:
        for field in wrong:
            yield settings.problem(field, f"The map names {field}, which is no field.", instead(field, BY_NAME))
        return
    chosen = {folded(str(theirs)): field for field, theirs in settings.items()}
    tree = msgspec.structs.replace(tree, renamed={**tree.renamed, **chosen})
    texts = list(texts)
    if unknown := list(_unknown(texts, settings)):
        yield from unknown
        return
    placed = [each if isinstance(each, Problem) else _placed(each, tree) for each in texts]
    moved = {each.text.path: each.path for each in placed if isinstance(each, _Placed)}
    for each in placed:
        if isinstance(each, Problem):
            yield each
            continue
        links = links_of(each.text, tree, each.path, moved)
        old, new = (posixpath.dirname(path) for path in (each.text.path, each.path))
        own = {path: tree.source / path for path in each.text.beside}
        out = [path for path, file in own.items() if not is_below(file, tree.source)]
        beside = {posixpath.join(new, posixpath.relpath(path, old)): own[path] for path in own if path not in out}
        left_out = (each.text.doubt(f"{path} {LEFT_OUT[0]}", LEFT_OUT[1]) for path in out)
        yield Found(
            source=each.text.shown,
            path=each.path,
            fields=each.fields,
            body=each.text.matter.body,
            doubts=(*each.doubts, *left_out, *links.doubts),
            assets={**beside, **links.assets},
        )


def _unknown(texts: Iterable[Text | Problem], settings: Settings) -> Iterator[Problem]:
    """What the map names and none of `texts` has, if there are texts at all."""
    known = {key for each in texts if isinstance(each, Text) for key in (*each.said, *each.matter.fields)}
    for field, theirs in settings.items():
        if known and folded(str(theirs)) not in map(folded, known):
            message = f"The map takes {field} from {theirs}, which no text has."
            yield settings.problem(field, message, instead(str(theirs), known))


def day_in(name: str) -> tuple[str, str]:
    """The day in EDTF that starts `name`, or nothing, and the rest of `name`. Raises Wrong where it is none."""
    found = DAY.match(name)
    if not found:
        return "", name
    year, month, day, rest = found.groups()
    return dates.parse(f"{year}-{int(month):02}-{int(day):02}").edtf, rest or ""


def _placed(text: Text, tree: Tree) -> _Placed | Problem:
    told = mapped(text.said, text.matter.lines, text.shown, tree.renamed)
    fields = dict(told.fields)
    doubts = [*text.doubts, *told.doubts]
    try:
        named, rest = day_in(text.name)
    except Wrong as wrong:
        named, rest = "", text.name
        doubts.append(text.doubt(f"In the file's name, {wrong.message}", "Write the right one as date:.", "date"))
    date = _day(text, told.date, named, fields, doubts)
    title = str(fields.get("title", ""))
    name = slug(rest) or slug(title)
    if not name:
        return text.doubt("Neither the title nor the file's name holds a letter or a digit.", "Write a title.", "title")
    if not title:
        fields["title"] = re.sub(r"[-_\s]+", " ", rest).strip()
        doubts.append(text.doubt("There is no title; it is taken from the file's name.", "Write title:.", "title"))
    if slug(str(fields.get("slug", ""))) == name:
        del fields["slug"]  # the name says it
    aliases, recipes = _aliases(text, fields)
    if aliases:
        fields["aliases"] = aliases
    if recipes:
        fields["extra"] = dict(fields.get("extra", {}))
        where = place("permalink", keep(fields["extra"], "permalink", recipes[0] if len(recipes) == 1 else recipes))
        messages = (f"{old} is a recipe for the old address; it is kept {where}." for old in recipes)
        doubts += (text.doubt(each, "Write the address itself as aliases:.", "permalink") for each in messages)
    path = path_for(name, date or dates.UNKNOWN, text.lang)
    if text.beside:
        folder, _, file = path.rpartition("/")
        path = posixpath.join(folder, file.removesuffix(".md").removesuffix(f".{text.lang}"), file)
    return _Placed(text, path, ordered(fields), tuple(doubts))


def _day(text: Text, stated: Date | None, named: str, fields: dict[str, Any], doubts: list[Problem]) -> Date | None:
    """The date that a text is filed under: the day of its name, unless its own field says another."""
    if not named:
        if stated is None and "date_as_given" not in fields:
            doubts.append(text.doubt("There is no date.", "Write date:, or leave the file in undated/.", "date"))
        return stated
    day = dates.parse(named)
    if stated is None:
        fields["date"] = named
        return day
    low, high = stated.earliest or day.earliest, stated.latest or day.latest
    if low and high and day.earliest and low <= day.earliest <= high:
        return day
    message = f"The field says {stated.edtf}, the file's name {named}; the field is taken."
    doubts.append(text.doubt(message, "Correct the one that is wrong.", "date"))
    return stated


def _is_path(old: str) -> bool:
    """Whether a page can answer at `old`; what the text itself states has been looked at before."""
    try:
        return bool(alias(old))
    except Wrong:
        return False


def _aliases(text: Text, fields: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The old paths of the page, and what is only a recipe for one."""
    found: list[str] = []
    recipes: list[str] = []
    for old in [*fields.pop("aliases", ()), *text.addresses]:
        if re.search(r"\{[{%]|(?:^|/):[a-z]", old):
            recipes.append(old)
        elif _is_path(old) and alias(old) not in map(alias, found):
            found.append(old)
    return found, recipes
