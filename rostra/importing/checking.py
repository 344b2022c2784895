"""Whether the Markdown of an import says what its source said, character by character."""

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from rostra.importing.notes import notes_of
from rostra.importing.readback import characters, shown
from rostra.importing.words import ids_of, words_of
from rostra.schema import shortened

_NEAR = 20


def lost(
    page: LexborNode, parts: Iterable[LexborNode], dropped: Iterable[LexborNode], written: str
) -> Iterator[tuple[str, str]]:
    """What to say, and what to do, where the characters of `parts` and of the page of `written` differ."""
    source, result = characters_of(page, parts, dropped), shown(written)
    if source == result:
        return
    pairs = enumerate(zip(source, result, strict=False))
    place = next((at for at, (one, other) in pairs if one != other), min(len(source), len(result)))
    near = (source if place < len(source) else result)[max(0, place - _NEAR) : place + _NEAR]
    yield f"The text may not be whole; compare it near “{shortened(near)}” with the source.", "Mend it by hand."


def characters_of(page: LexborNode, parts: Iterable[LexborNode], dropped: Iterable[LexborNode]) -> str:
    """The characters of `parts`, then those of the notes that they refer to, in order."""
    parts, dropped, notes = list(parts), list(dropped), notes_of(page)
    skipped = ids_of([*dropped, *(node for note in notes for node in (note.mark, note.words, note.back))])
    by_mark = {note.mark.mem_id: note.words for note in notes}
    out = {inner.mem_id for node in dropped for inner in node.css("*")}
    used: list[LexborNode] = []
    queue = list(parts)
    while queue:
        for link in queue.pop(0).css("a"):
            words = by_mark.get(link.mem_id)
            if words is not None and words not in used and link.mem_id not in out:
                used.append(words)
                queue.append(words)
    said = [words_of(parts, skipped), *(words_of(note.iter(include_text=True), skipped) for note in used)]
    return characters(" ".join(said))
