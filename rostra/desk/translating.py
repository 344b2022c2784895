"""A text → the file of its translation: where it lives, and what it starts with."""

import re
from collections.abc import Iterable

import msgspec
from babel import Locale

from rostra import schema
from rostra.desk.drafting import scalar
from rostra.labels import Labels
from rostra.problem import errors
from rostra.reading import Speech, source
from rostra.reading import read as read_file
from rostra.reading.fields import TRANSLATION_STATUSES
from rostra.reading.source import Source
from rostra.reading.speech import named
from rostra.schema import Wrong, shortened
from rostra.values import Scalar

SHARED = (
    "date", "date_basis", "calendars", "occasion", "audience", "speaker", "author", "participants", "speakers", "kind",
    "setting", "text_status", "place", "venue", "translation_of", "tags", "categories", "media", "slug", "featured",
    "embargo_until",
)  # fmt: skip
"""The fields that say the same in every language; terms.yaml says what labels are called."""

TO_TRANSLATE = ("kicker", "short_title", "summary", "description", "date_note")
"""The fields whose words a reader sees in the language of the text; `title` is one, and must not be empty."""

MARK = "TO TRANSLATE: "
"""What the title of a translation starts with until there is one."""


class Original(msgspec.Struct, frozen=True, kw_only=True):
    """A text to be translated: its file's path within content/, what it states, and how many passages it has. `lang`
    is its language, also where the file leaves that to the site."""

    path: str
    text: str
    source: Source
    speech: Speech
    passages: int
    lang: str


def original_of(path: str, shown: str, data: bytes, language: str) -> Original:
    """The text in the file at `path`, of an archive in `language`. Raises Wrong where it has errors."""
    reading = read_file(path, shown, data, language=language or "en")
    taken, _ = source.read(path, data)
    if taken is None or reading.speech is None:
        raise Wrong(str(min(errors(reading.problems))), "Mend the original first.")
    return Original(
        path=path,
        text=data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"),
        source=taken,
        speech=reading.speech,
        passages=len(reading.passages),
        lang=reading.speech.lang or language or "en",
    )


def language_of(tag: str) -> str:
    """A BCP 47 tag of a language that CLDR knows. Raises Wrong."""
    known = schema.language(Scalar(tag, 0))
    if known.split("-")[0] not in Locale("en").languages:
        raise Wrong(f"“{shortened(tag)}” is the tag of no known language.", "Write one such as fa, ar or zh-Hant.")
    return known


def path_of(original: Original, lang: str, language: str, others: Iterable[Speech] = ()) -> str:
    """Where the translation of `original` into `lang` lives within content/: `2021/2021-11-17-young-elites.fa.md`; in
    the site's own `language`, if it states one, without a suffix.

    `others` are the archive's speeches. Raises Wrong where one of them is that translation already.
    """
    if lang == original.lang:
        raise Wrong(f"The text is in this language ({lang}) already.", "Name the language to translate it into.")
    for other in others:
        if (other.lang or language or "en") == lang and is_one_event(other, original.speech):
            raise Wrong(f"The translation is there already: {other.path}.", "Work on in that file.")
    bare, dot, ending = original.path.rpartition(".")
    if named(original.path).lang:
        bare = bare.rpartition(".")[0]
    return f"{bare}{dot}{ending}" if lang == language else f"{bare}.{lang}{dot}{ending}"


def is_one_event(one: Speech, other: Speech) -> bool:
    """Whether two files say that they hold texts of one event."""
    names = [{speech.name.id, original} - {""} for speech in (one, other) for original in [_original(speech)]]
    return not names[0].isdisjoint(names[1]) or _original(one) == other.name.stem or _original(other) == one.name.stem


def _original(speech: Speech) -> str:
    return speech.translation_of.strip("/").removesuffix(".md")


def text_of(original: Original, title: str = "") -> str:
    """The file of a translation: the front matter that all languages share, as it was written, what is to be
    translated, and below it room for the text. It is a draft, or the build would publish a text that is not held."""
    stated = original.source.fields.entries
    name = original.path.rpartition("/")[2]
    many = f"{original.passages} passage{'s' if original.passages != 1 else ''}"
    to_translate = {field: said.text for field in TO_TRANSLATE if isinstance(said := stated.get(field), Scalar)}
    lines = (
        f"# A translation of {name}: its {many} will stand beside those of the original.",
        f"title: {scalar(title or MARK + original.speech.title)}",
        *(f"{field}:  # {' '.join(said.split())}" for field, said in to_translate.items() if said.strip()),
        *(line for field in SHARED if field in stated for line in _as_written(original, field)),
        f"translation_status:  # {', '.join(TRANSLATION_STATUSES)}",
        "draft: true  # leave this out when the text is whole",
    )
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def _as_written(original: Original, field: str) -> list[str]:
    """The lines of `field` in the original. Raises Wrong where it has none of its own."""
    starts = sorted(original.source.fields.lines.values())
    first = original.source.fields.lines[field]
    if starts.count(first) > 1:
        raise Wrong("The front matter of the original stands on one line.", "Write it with one field a line first.")
    rest = original.text.split("\n")[first - 1 :]
    fences = (at for at, line in enumerate(rest) if source.FENCE.fullmatch(line))
    after = [start - first for start in starts if start > first]
    lines = rest[: after[0] if after else next(fences)]
    while not lines[-1].strip() or re.match(r"#", lines[-1]):  # what stands above the next field
        lines.pop()
    return lines


def unnamed(original: Original, lang: str, language: str, labels: Labels) -> dict[str, list[str]]:
    """The labels of `original` for which terms.yaml has no name in `lang`, by taxonomy. Labels are named in the site's
    own `language` by themselves."""
    if lang == language:
        return {}
    speech = original.speech
    said = {"occasions": speech.occasion, "audiences": speech.audience, "speakers": speech.speaker, "tags": speech.tags}
    missing = {
        taxonomy: [label for label in found if not {lang, lang.split("-")[0]} & labels.of(taxonomy, label).keys()]
        for taxonomy, found in said.items()
    }
    return {taxonomy: found for taxonomy, found in missing.items() if found}
