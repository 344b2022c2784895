"""content/terms.yaml → Labels: what occasions, audiences and other terms are called in each language.

    occasions:
      Hajj: {fa: حج, ar: الحج}

A speech may use any of these labels: they are one term, shown in each edition in its own language.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import msgspec

from rostra import schema, values
from rostra.problem import Problem
from rostra.schema import Wrong, shortened
from rostra.values import Mapping, Value

FILE = "terms.yaml"

TAXONOMIES = ("occasions", "audiences", "speakers", "kinds", "tags")
"""The ways in which speeches are grouped; each name is also the first segment of its addresses."""

_QUOTES = re.compile("[\"'`´‘’‚‛“”„‟«»‹›′″]")


@lru_cache(maxsize=65_536)  # the same labels come back with every speech
def folded(label: str) -> str:
    """What two labels of one term share: letter case, quotation marks and blanks do not count."""
    return " ".join(_QUOTES.sub("", unicodedata.normalize("NFKC", label)).casefold().split())


class Labels(msgspec.Struct, frozen=True):
    """For each taxonomy and each folded label in it, the labels of its term by language; "" is the one in the file."""

    terms: dict[str, dict[str, dict[str, str]]] = {}

    def said(self, taxonomy: str, label: str, lang: str) -> str:
        """What the term that is called `label` is called in the language `lang`."""
        known = self.of(taxonomy, label)
        return known.get(lang) or known.get(lang.split("-")[0]) or known.get("", label)

    def of(self, taxonomy: str, label: str) -> dict[str, str]:
        """What the term that is called `label` is called in each language; nothing where the file does not name it."""
        return self.terms.get(taxonomy, {}).get(folded(label), {})

    def key(self, taxonomy: str, label: str) -> str:
        """What the labels of one term share in all languages; empty where the file does not name it."""
        known = self.terms.get(taxonomy, {}).get(folded(label))
        return folded(known[""]) if known else ""


def load(content: Path, shown: str) -> tuple[Labels, tuple[Problem, ...]]:
    """The Labels that `content`/terms.yaml states; none where the file is not there. `shown` is the folder's name in
    messages."""
    file, path = content / FILE, f"{shown}/{FILE}"
    if not file.is_file():
        return Labels(), ()
    try:
        mapping = values.parse(file.read_text(encoding="utf-8-sig"))
    except values.Malformed as wrong:
        return Labels(), (
            Problem(path=path, line=wrong.line, field=wrong.field, message=wrong.message, hint=wrong.hint),
        )
    except UnicodeDecodeError as error:
        message = f"The byte at {error.start} is not UTF-8."
        return Labels(), (Problem(path=path, message=message, hint="Save it as UTF-8."),)
    found: dict[str, dict[str, dict[str, str]]] = {}
    problems: list[Problem] = []
    for taxonomy, terms in mapping.entries.items():
        line = mapping.lines[taxonomy]
        try:
            if taxonomy not in TAXONOMIES:
                raise Wrong(f"{shortened(taxonomy)} is not known here.", schema.instead(taxonomy, TAXONOMIES), line)
            found[taxonomy] = _terms(terms, line)
        except Wrong as wrong:
            problems.append(
                Problem(path=path, line=wrong.line or line, field=taxonomy, message=wrong.message, hint=wrong.hint)
            )
    return Labels(found), tuple(problems)


def _terms(value: Value, line: int) -> dict[str, dict[str, str]]:
    """The labels of each term of a taxonomy, under each of them. Raises Wrong."""
    if schema.is_empty(value):
        return {}
    if not isinstance(value, Mapping):
        raise Wrong("This must be a map of labels.", "Write each as Hajj: {fa: حج}.", line)
    found: dict[str, dict[str, str]] = {}
    for label, names in value.entries.items():
        at = value.lines[label]
        term = {"": " ".join(label.split())}
        if not schema.is_empty(names):
            term |= _by_language(names, at)
        for name in dict.fromkeys(map(folded, term.values())):
            if name in found:
                message = f"“{shortened(name)}” is a label of two terms, {found[name]['']} and {term['']}."
                raise Wrong(message, "Leave it to one of them.", at)
            found[name] = term
    return found


def _by_language(value: Value, line: int) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise Wrong("This must be a map of languages.", "Write it as {fa: حج, ar: الحج}.", line)
    found = {}
    for tag, name in value.entries.items():
        if not schema.LANGUAGE_TAG.fullmatch(tag):
            raise Wrong(f"“{shortened(tag)}” is not a language tag.", "Write tags such as en or fa.", value.lines[tag])
        try:
            said = schema.text(name)
        except Wrong as wrong:
            raise Wrong(wrong.message, wrong.hint, wrong.line or value.lines[tag]) from None
        if not re.search(r"\w", said):
            message = f"“{shortened(said)}” holds no letter and no digit."
            raise Wrong(message, "Write a label in words, or leave it out.", value.lines[tag])
        found[schema.spelled(tag)] = said
    return found
