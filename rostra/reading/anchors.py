"""The anchors of a text's passages, and whose heirs they are: a link to a passage that was edited still finds it.

An anchor is made of a passage's words, and changes with them. What anchors a text had is kept in a line of
content/passages.lock; from that line and the text as it is now follows which passage stands for a former one. So the
pages depend on nothing but the files of content/, on any machine.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

Passages = tuple[tuple[str, tuple[str, ...]], ...]
"""The anchors of a text in order, each with the former ones that it stands for."""

NUMBER = '<a aria-label="¶" class="n" href="#{}"></a>'
"""The number at the end of a passage in the HTML of a body; the braces stand for the passage's anchor."""

_NUMBER = re.compile(NUMBER.format(r"(p[0-9a-f]{8}(?:-\d+)?)"))
_ONE = r"[0-9a-f]{8}(?:-\d+)?"
_LINE = re.compile(rf"{_ONE}(?::{_ONE}(?:,{_ONE})*)?(?: {_ONE}(?::{_ONE}(?:,{_ONE})*)?)*", re.ASCII)


def anchors_of(html: str) -> tuple[str, ...]:
    """The anchors made of words in the HTML of a body, in order; those that an editor gave are not among them."""
    return tuple(_NUMBER.findall(html))


def heirs(former: Passages, anchors: Sequence[str]) -> Passages:
    """The passages of a text that has these `anchors` now and had `former` ones.

    Where, between passages that stayed, some were replaced by others, these stand for those in their order. A passage
    that was taken out has no heir: nothing else says its words.
    """
    if not former:
        return tuple((anchor, ()) for anchor in anchors)
    before, now = [anchor for anchor, _ in former], set(anchors)
    inherited = dict(former)
    known = set(before)
    found = {anchor: list(inherited.get(anchor, ())) for anchor in anchors}
    for what, start, end, first, last in SequenceMatcher(None, before, anchors, autojunk=False).get_opcodes():
        lost = [anchor for anchor in before[start:end] if anchor not in now]
        new = [anchor for anchor in anchors[first:last] if anchor not in known]
        if what == "replace" and new:
            for index, anchor in enumerate(lost):
                found[new[index * len(new) // len(lost)]] += [anchor, *inherited[anchor]]
    taken = set(now)
    result = []
    for anchor in anchors:
        free = [old for old in dict.fromkeys(found[anchor]) if old not in taken]
        taken.update(free)
        result.append((anchor, tuple(free)))
    return tuple(result)


def marked(html: str, passages: Passages) -> str:
    """`html` with an empty element for each former anchor, at the start of the passage that stands for it."""
    for anchor, former in passages:
        if former:
            places = "".join(f'<span id="{old}"></span>' for old in former)
            html = re.sub(rf'(<[^<>]*\bid="{anchor}"[^<>]*>)', rf"\1{places}", html, count=1)
    return html


def line_of(passages: Passages) -> str:
    """`passages` as a line of the lock: `1a2b3c4d 5e6f7a8b:99aabbcc` says that the second was once another."""
    return " ".join(
        anchor[1:] + (f":{','.join(old[1:] for old in former)}" if former else "") for anchor, former in passages
    )


def passages_in(line: str) -> Passages:
    """The Passages that `line_of` wrote. Raises ValueError."""
    if not line:
        return ()
    if not _LINE.fullmatch(line):
        raise ValueError(f"{line!r} holds no anchors.")
    parts = (part.partition(":") for part in line.split(" "))
    return tuple((f"p{anchor}", tuple(f"p{old}" for old in former.split(",") if old)) for anchor, _, former in parts)
