"""What is worth an editor's second look and is no mistake: notices that only `check` makes, and never a build.

Labels that are missing, labels that probably mean one term, texts that are nearly the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from rostra import labels as labels_room
from rostra.desk import likeness, namesakes
from rostra.desk.translating import is_one_event
from rostra.labels import Labels, folded
from rostra.memo import Memo, program_key, speeches_of
from rostra.plan import Plan
from rostra.problem import Problem, Severity
from rostra.reading import Speech
from rostra.reading.fields import FOREIGN
from rostra.schema import shortened
from rostra.segments import digest_of
from rostra.work import Workers

ASKED_FOR = ("occasion", "audience")
"""The fields that every speech should have, where the archive has them at all."""

LABELLED = {"occasion": "occasions", "audience": "audiences", "speaker": "speakers", "tags": "tags"}
"""The fields that hold labels, and their taxonomies."""


def advice_of(plan: Plan, workers: Workers, memo: Memo) -> tuple[Problem, ...]:
    """What is worth a second look in the files that were read, also in drafts. Raises Corrupt."""
    speeches = list(speeches_of(memo.entries.values(), memo.folder))
    names, _ = labels_room.load(plan.content, plan.content.name)  # what is wrong with that file has been said
    records = {path: entry.record for path, entry in memo.entries.items() if entry.record and entry.is_held}
    pairs = likeness.pairs_of(records, memo.folder, digest_of(program_key().encode()), workers)
    return (
        *_without_labels(speeches, plan.content.name),
        *_namesakes(speeches, names),
        *_twice(speeches, pairs),
    )


def _without_labels(speeches: list[Speech], content: str) -> Iterator[Problem]:
    """That a speech states no occasion, or no audience; once for the archive where none does."""
    for field in ASKED_FOR:
        without = [speech for speech in speeches if not getattr(speech, field)]
        hint = f"Write {field}: and a label, where the source tells it."
        if len(without) == len(speeches) > 1:
            message = f"No speech of the archive states its {field}."
            yield Problem(path=content, field=field, message=message, hint=hint, severity=Severity.NOTICE)
            continue
        for speech in without:
            yield speech.problem(field, f"The speech states no {field}.", hint, Severity.NOTICE)


def _namesakes(speeches: list[Speech], names: Labels) -> Iterator[Problem]:
    """That two labels probably mean one term, where the rarer is first written."""
    for field, taxonomy in LABELLED.items():
        users: dict[str, list[tuple[str, Speech]]] = defaultdict(list)
        for speech in speeches:
            for label in getattr(speech, field):
                users[names.key(taxonomy, label) or folded(label)].append((label, speech))
        spelled = {key: Counter(label for label, _ in used).most_common(1)[0][0] for key, used in users.items()}
        keys = {label: key for key, label in spelled.items()}
        for pair in namesakes.alike(keys, of_people=field == "speaker"):
            often, seldom = sorted(pair, key=lambda label: (-len(users[keys[label]]), label))
            _, example = users[keys[often]][0]
            _, speech = users[keys[seldom]][0]
            line = _line(example, field)
            message = (
                f"“{shortened(seldom)}” ({_many(users[keys[seldom]])}) is nearly “{shortened(often)}” "
                f"({_many(users[keys[often]])}, such as {example.path}:{line})."
            )
            hint = "Where both mean one, write the same; where not, leave them."
            yield Problem(
                path=speech.path, line=_line(speech, field), field=field,
                message=message, hint=hint, severity=Severity.NOTICE,
            )  # fmt: skip


def _line(speech: Speech, field: str) -> int:
    """Where `field` was written, perhaps under another generator's name for it."""
    names = (field, *(theirs for theirs, ours in FOREIGN.items() if ours == field))
    return next((speech.lines[name] for name in names if name in speech.lines), 1)


def _many(used: list[tuple[str, Speech]]) -> str:
    return f"{len(used):,} speech{'es' if len(used) != 1 else ''}"


def _twice(speeches: Iterable[Speech], pairs: Iterable[likeness.Pair]) -> Iterator[Problem]:
    """That a text is nearly that of another file, unless they are the texts of one event."""
    by_path = {speech.path: speech for speech in speeches}
    for pair in pairs:
        first, second = by_path[pair.first], by_path[pair.second]
        if is_one_event(first, second):
            continue
        how = "is" if pair.share == 1 else "is nearly"
        message = f"The text {how} that of {first.path}."
        hint = "If they are one speech, keep one file; if the text is in the wrong file, correct it."
        yield Problem(path=second.path, message=message, hint=hint, severity=Severity.NOTICE)
