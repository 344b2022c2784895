"""content/translations.lock: what each translation and its original said when the translation was last changed.

So a translation that is older than its original's last change says so, on any machine and without asking git: a line a
translation, kept by the build as passages.lock is, and committed with the texts.
"""

import re
from collections.abc import Iterable, Mapping

from rostra.lock import is_of_git
from rostra.problem import Problem
from rostra.reading.anchors import passages_in
from rostra.segments import digest_of

FILE = "translations.lock"

Said = tuple[str, str]
"""The digest of a translation's words, and that of its original's, when the translation was last changed."""

_HEAD = "# What translations and their originals said. The build keeps this file; commit it with the texts."
_LINE = re.compile(r"([^\t]+)\t([0-9a-f]{16}) ([0-9a-f]{16})", re.ASCII)


def parsed(data: bytes, shown: str) -> tuple[dict[str, Said], tuple[Problem, ...]]:
    """What the file says of each translation, by its path within content/; messages name the folder as `shown`."""
    found: dict[str, Said] = {}
    problems = []
    for number, row in enumerate(data.decode("utf-8", errors="replace").split("\n"), 1):
        if line := _LINE.fullmatch(row):
            found[line[1]] = (line[2], line[3])
        elif row and not row.startswith("#"):
            said = "Two versions of the file were not put together." if is_of_git(row) else "This is no line of ours."
            hint = "Take either line, or none: then the translation counts as made of the original as it is."
            problems.append(Problem(path=f"{shown}/{FILE}", line=number, message=said, hint=hint))
    return found, tuple(problems)


def compared(
    former: Mapping[str, Said], pairs: Iterable[tuple[str, str]], lines: Mapping[str, str]
) -> tuple[frozenset[str], bytes]:
    """The translations whose original was changed after them, and the bytes of the file as it should be.

    `pairs` are the paths of originals and their translations, `lines` what passages.lock says of each text: its anchors
    are made of its words.
    """
    outdated = set()
    said = {path: before for path, before in former.items() if path in lines}  # also of what is not shown today
    for original, translation in pairs:
        now = (_digest(lines[translation]), _digest(lines[original]))
        before = former.get(translation, now)
        said[translation] = before if before[0] == now[0] else now
        if said[translation] != now:
            outdated.add(translation)
    rows = (f"{path}\t{own} {original}\n" for path, (own, original) in sorted(said.items()))
    text = "".join(row for row in rows if row.count("\t") == row.count("\n") == 1)
    return frozenset(outdated), f"{_HEAD}\n{text}".encode() if text else b""


def _digest(line: str) -> str:
    return digest_of(" ".join(anchor for anchor, _ in passages_in(line)).encode()).hex()[:16]
