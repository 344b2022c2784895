"""The bytes of a speech's file → the same with what is certain put right, and what that was.

Only the text itself is edited, at its place, so that comments, order and quoting of the front matter stay as they are;
an edit is kept only where the fields say afterwards what they said before, and the text renders to the same HTML. The
words of a speech are never touched: in the body only blanks at the ends of lines go, and two of them are a line break
in Markdown and stay. A no-break space in a title or a summary may be meant (French puts one before : ; ! ?, Persian
typists join words with it) and stays; in a date or between the words of a label it is not.
"""

import re
from collections.abc import Callable
from typing import Any

import msgspec

from rostra import values
from rostra.problem import errors
from rostra.reading import markup, read, source
from rostra.reading.dates import parse
from rostra.reading.speech import Name, named
from rostra.schema import Wrong, is_empty, plain
from rostra.values import Malformed, Scalar

MARK, LINE_ENDS = "byte-order mark", "Windows line ends"
BLANKS, NO_BREAK, DASHES, FROM_NAME = (
    "trailing blanks",
    "no-break spaces",
    "dashes in dates",
    "date from the file's name",
)

_NO_BREAK = "\u00a0\u2007\u202f"
_INDENT = re.compile(rf"^(?=[ ]*[{_NO_BREAK}])[ {_NO_BREAK}]+|^[ ]*-[{_NO_BREAK}]+")
_AFTER_NAME = re.compile(rf"^([ ]*(?:- )*[\w-]+:)(?=[ ]*[{_NO_BREAK}])[ {_NO_BREAK}]+")
_LETTERS = "A-Za-z\u00c0-\u024f\u0370-\u052f"  # Latin, Greek, Cyrillic
_BETWEEN_LETTERS = re.compile(rf"(?<=[{_LETTERS}])[{_NO_BREAK}](?=[{_LETTERS}])")
_LABELS = frozenset({"occasion", "audience", "speaker", "author", "tags", "categories"})
_NO_PROSE = frozenset(
    {"aliases", "calendars", "date", "date_basis", "draft", "embargo_until", "featured", "kind", "lang", "language",
     "permalink", "setting", "slug", "text_status", "translation_of", "translation_status"}
)  # fmt: skip
_DATED = frozenset({"calendars", "date", "embargo_until"})
_HYPHENS = "\u2010\u2011\u2212\ufe63\uff0d"
_DASH = rf"[ \t]*[{_HYPHENS}\u2012-\u2015][ \t]*"
_DAY = re.compile(rf"(?<!\d)(\d{{4}})(?:{_DASH}(\d\d)(?:{_DASH}|-)|-(\d\d){_DASH})(\d\d)(?!\d)")
_MONTH = re.compile(rf"(?<!\d)(\d{{4}})[{_HYPHENS}](\d\d)(?![\d{_HYPHENS}\u2012-\u2015-])")  # 2001–02 may be two years
_SPAN = re.compile(rf"(?<!\d)(\d{{4}}-\d\d-\d\d){_DASH}(\d{{4}}-\d\d-\d\d)(?!\d)")
_KEY = re.compile(rf"([A-Za-z_][\w-]*):(?=[\s{_NO_BREAK}]|$)")
_DATE = re.compile(r"^date:[ \t]*['\"]?\d", re.MULTILINE)
_NO_DATE = re.compile(r"^date:[ \t]*(?:~|null|\"\"|'')?[ \t]*(#.*)?$", re.MULTILINE)
_ONE_BLANK = re.compile(r"(?<=[^\s\\]) $|^[ \t]+$", re.MULTILINE)
_MARKER_ALONE = re.compile(r"^[ \t]*(?:[-+*>#]+|\d+[.)]) $", re.MULTILINE)


class Mended(msgspec.Struct, frozen=True):
    """A file's bytes after mending, and what was mended; nothing where the bytes are as they were."""

    data: bytes
    what: tuple[str, ...] = ()


def mended(path: str, data: bytes) -> Mended:
    """What the file at `path` (within content/, with slashes) should hold instead of `data`. A file that would still
    have errors is left as it is."""
    try:
        text = in_lines(data)
    except UnicodeDecodeError:
        return Mended(data)
    what = [MARK] if data.startswith(b"\xef\xbb\xbf") else []
    what += [LINE_ENDS] if b"\r" in data else []
    fences = [fence for _, fence in zip(range(2), source.FENCE.finditer(text), strict=False)]
    if len(fences) < 2 or fences[0].start() != 0:
        return Mended(data)
    head, more = _of_fields(text[fences[0].end() : fences[1].start()], named(path))
    body = text[fences[1].end() :]
    kept = _without_blanks(path, body)
    fence_blanks = any(fence[0] != "---" for fence in fences)
    what += [name for name in more if name != BLANKS]
    what += [BLANKS] if BLANKS in more or kept != body or fence_blanks else []
    made = f"---{head}---{kept}".encode()
    if made == data or any(errors(read(path, path, made).problems)):
        return Mended(data)
    return Mended(made, tuple(what))


def in_lines(data: bytes) -> str:
    """The text of a file without a byte-order mark and with Unix line ends. Raises UnicodeDecodeError."""
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _of_fields(head: str, name: Name) -> tuple[str, list[str]]:
    """The front matter after mending, and what was mended."""
    done = []
    for what, step in ((NO_BREAK, _with_blanks), (DASHES, _with_hyphens), (BLANKS, _without_ends)):
        tried = step(head)
        if tried != head and _says_the_same(head, tried, _DATED if what == DASHES else frozenset()):
            head = tried
            done.append(what)
    dated = _dated(head, name)
    return dated, [*done, FROM_NAME] if dated != head else done


def _with_blanks(head: str) -> str:
    """Blanks for no-break spaces after a field's name, in values that are no prose, and within labels."""

    def mend(key: str, said: str) -> str:
        said = _AFTER_NAME.sub(r"\1 ", _INDENT.sub(lambda found: found[0].translate(_TO_BLANKS), said, count=1))
        if key in _NO_PROSE:
            return said.translate(_TO_BLANKS)
        return _BETWEEN_LETTERS.sub(" ", said) if key in _LABELS else said

    return _by_line(head, mend)


_TO_BLANKS = dict.fromkeys(map(ord, _NO_BREAK), " ")


def _with_hyphens(head: str) -> str:
    """Hyphens for the dashes of dates, and a slash for one between two days."""

    def mend(key: str, said: str) -> str:
        if key not in _DATED:
            return said
        said = _DAY.sub(lambda found: f"{found[1]}-{found[2] or found[3]}-{found[4]}", said)
        return _SPAN.sub(r"\1/\2", _MONTH.sub(r"\1-\2", said))

    return _by_line(head, mend)


def _by_line(head: str, mend: Callable[[str, str], str]) -> str:
    """Each line of the front matter as `mend` makes it of the field's name and the line; comments stay."""
    key, made = "", []
    for line in head.split("\n"):
        if found := _KEY.match(line):
            key = found[1]
        said, comment = re.fullmatch(r"(.*?)((?:(?:^|\s)#.*)?)", line).groups()  # type: ignore[union-attr]
        made.append(mend(key, said) + comment)
    return "\n".join(made)


def _without_ends(head: str) -> str:
    return re.sub(rf"[ \t{_NO_BREAK}]+$", "", head, flags=re.MULTILINE)


def _dated(head: str, name: Name) -> str:
    """The front matter with the day of the file's name, where it states no date."""
    if not name.date or _DATE.search(head):
        return head
    before = _fields(head)
    if before is None or not is_empty(before.entries.get("date", Scalar("", 0))):
        return head
    try:
        parse(name.date)
    except Wrong:
        return head
    line = f"date: {name.date}"
    tries = [_NO_DATE.sub(lambda found: f"{line}  {found[1]}" if found[1] else line, head, count=1)]
    if "date" not in before.entries:
        tries = [re.sub(r"(?m)^title:.*$", lambda found: f"{found[0]}\n{line}", head, count=1), f"\n{line}{head}"]
    said = {key: plain(value) for key, value in before.entries.items()} | {"date": name.date}
    for tried in tries:
        after = _fields(tried)
        if after and {key: plain(value) for key, value in after.entries.items()} == said:
            return tried
    return head


def _fields(head: str) -> values.Mapping | None:
    try:
        return values.parse(head)
    except Malformed:
        return None


def _says_the_same(before: str, after: str, but: frozenset[str]) -> bool:
    """Whether the fields say after what they said before, whatever blanks they say it with; also where they could not
    be read before, and can be after."""
    was, is_now = _fields(before), _fields(after)
    # YAML takes no-break spaces for letters, of a name as well.
    was_unread = was is None or any(not set(_NO_BREAK).isdisjoint(key) for key in was.entries)
    if was is None or was_unread or is_now is None:
        return was_unread and is_now is not None
    return _said(was, but) == _said(is_now, but) and list(was.entries) == list(is_now.entries)


def _said(fields: values.Mapping, but: frozenset[str]) -> dict[str, Any]:
    return {key: _collapsed(plain(value)) for key, value in fields.entries.items() if key not in but}


def _collapsed(said: Any) -> Any:
    """What a field says, whatever blanks it says it with."""
    match said:
        case dict():
            return {key: _collapsed(value) for key, value in said.items()}
        case list():
            return [_collapsed(item) for item in said]
        case _:
            return " ".join(said.split())


def _without_blanks(path: str, body: str) -> str:
    """The body without single blanks at the ends of lines, and in empty lines, if it renders to the same HTML."""
    if not (
        " \n" in body or "\t\n" in body or body.endswith((" ", "\t"))
    ):  # a regular expression takes ten times as long
        return body
    alone = {found.end() for found in _MARKER_ALONE.finditer(body)}
    kept = _ONE_BLANK.sub(lambda found: found[0] if found.end() in alone else "", body)
    if kept == body or _html(path, kept) != _html(path, body):
        return body
    return kept


def _html(path: str, body: str) -> str:
    rendered, _ = markup.body_of(source.Source(path, values.Mapping({}, {}, 1), body.strip(), 1), path)
    return " ".join(rendered.html.split())
