"""What an editor says of a new speech → its file: where it lives, and the front matter that it starts with."""

import difflib
from collections import Counter
from collections.abc import Iterable

import msgspec
import yaml

from rostra.address import MOST_BYTES, slug, year_segment
from rostra.labels import folded
from rostra.reading import Speech, dates
from rostra.reading.dates import Date
from rostra.schema import Wrong

LIKE = 0.8
"""How alike two labels are, from 0 to 1 (difflib), that are probably meant to be one."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a speech before its text is written. `date` is in EDTF, or empty; `lang` a language tag, or
    empty for that of the site."""

    title: str
    date: str = ""
    occasion: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    lang: str = ""


def path_of(draft: Draft) -> str:
    """Where the file of `draft` lives within content/: `2021/2021-11-17-young-elites.fa.md`. Raises Wrong where the
    date is none, or where the title holds no letter and no digit."""
    name = slug(draft.title)
    if not name:
        raise Wrong("The title holds no letter and no digit.", "Write what the speech is called.")
    return path_for(name, dates.parse(draft.date) if draft.date else dates.UNKNOWN, draft.lang)


def path_for(name: str, date: Date, lang: str = "") -> str:
    """Where the file of a speech called `name` in its address lives within content/, by its year and its day as far as
    they are known. `name` is cut at a word where no file can have so long a name."""
    ending = f".{lang}.md" if lang else ".md"
    folder, start = "undated", ""
    if date.years:
        folder = year_segment(date.years[0])
        is_day = date.shape == "day" and date.earliest is not None and not (date.uncertain or date.approximate)
        start = (
            "-".join((folder, *(f"{part:02}" for part in date.earliest[1:]))) if is_day and date.earliest else folder
        )
        start += "-"
    while len(f"{start}{name}{ending}".encode()) > MOST_BYTES:
        name = name.rpartition("-")[0] or name[:-1]
    return f"{folder}/{start}{name}{ending}"


def text_of(draft: Draft) -> str:
    """The file of `draft`: its front matter, and below it room for the text."""
    lines = [f"title: {scalar(draft.title)}", f"date: {draft.date or 'XXXX'}"]
    for name, labels in (("occasion", draft.occasion), ("audience", draft.audience)):
        if labels:
            said = ", ".join(scalar(label, in_list=True) for label in labels)
            lines.append(f"{name}: [{said}]" if len(labels) > 1 else f"{name}: {scalar(labels[0])}")
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def scalar(value: str, *, in_list: bool = False) -> str:
    """`value` as YAML writes it on one line, in quotation marks where it must."""
    made = yaml.safe_dump(
        [value] if in_list else value, allow_unicode=True, width=float("inf"), default_flow_style=True
    )
    made = made.removesuffix("\n").removesuffix("\n...")
    return made[1:-1] if in_list else made


def labels_in_use(speeches: Iterable[Speech]) -> dict[str, tuple[str, ...]]:
    """The labels that `speeches` have as `occasion` and `audience`, the most frequent first."""
    counts: dict[str, Counter[str]] = {"occasion": Counter(), "audience": Counter()}
    for speech in speeches:
        for name, count in counts.items():
            count.update(getattr(speech, name))
    return {name: tuple(label for label, _ in count.most_common()) for name, count in counts.items()}


def nearest(label: str, known: Iterable[str]) -> str:
    """The label in use that is probably meant by `label`: the same but for letter case, quotation marks and blanks, or
    nearly the same. Empty where there is none, and where `label` is itself in use."""
    listed = list(known)
    if label in listed:
        return ""
    by_folded = {folded(other): other for other in listed}
    near = difflib.get_close_matches(folded(label), by_folded, n=1, cutoff=LIKE)
    return by_folded[near[0]] if near else ""
