"""The way through: content/ → reading → archive → pages → publishing → output/."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

import msgspec

from rostra import concordance, labels, lock, site, translations, unchanged
from rostra.finding.shards import directory, files_of
from rostra.known import Found, Known, digest_of_kept, found_in, known_of
from rostra.memo import Memo, program_key, settled, speeches_of
from rostra.plan import Plan, Watch
from rostra.problem import Problem, Rejected, Severity
from rostra.publishing import Counts, Output, editor_files, lacks_editor, staging, static_files
from rostra.reading import Speech
from rostra.segments import Corrupt, Segments, digest_of
from rostra.work import Workers

Made = TypeVar("Made")


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a build: the problems that were found, and what was done to output/, if anything."""

    problems: tuple[Problem, ...]
    speeches: int
    left_out: int = 0
    counts: Counts | None = None
    rendered: int = 0


Advise = Callable[[Plan, Workers, Memo], Iterable[Problem]]
"""Looks at what was read for what is worth an editor's second look."""


def no_advice(plan: Plan, workers: Workers, memo: Memo) -> Iterable[Problem]:
    """Nothing: a build gives none."""
    return ()


_ENCODER, _OUTCOMES = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Outcome)


def build(plan: Plan, watch: Watch) -> Outcome:
    """Make the site. Raises Rejected where there are errors, before output/ is touched."""
    found = found_in(plan)
    inputs, is_settled = _inputs(plan, found)
    if plan.cache and (left := unchanged.recalled(plan.output, inputs + digest_of_kept(found), plan.now)):
        return _OUTCOMES.decode(left)
    return _with_memo(
        plan, lambda workers, memo: _build(plan, watch, workers, memo, found, inputs if is_settled else b"")
    )


def check(plan: Plan, watch: Watch, advise: Advise = no_advice) -> Outcome:
    """Find every problem in the content, and what `advise` says of what was read; make nothing. Raises Rejected where
    there are errors."""
    found = found_in(plan)

    def checked(workers: Workers, memo: Memo) -> Outcome:
        try:
            known = known_of(plan, watch, workers, memo, found)
        except Rejected as rejected:
            raise Rejected((*rejected.problems, *advise(plan, workers, memo))) from None
        problems = tuple(sorted((*known.problems, *advise(plan, workers, memo))))
        return Outcome(problems=problems, speeches=len(known.shown), left_out=known.left_out)

    return _with_memo(plan, checked)


def speeches_in(plan: Plan, watch: Watch) -> tuple[Speech, ...]:
    """What every file states that can be read, also drafts."""

    def stated(workers: Workers, memo: Memo) -> tuple[Speech, ...]:
        with contextlib.suppress(Rejected):  # by then all is read
            known_of(plan, watch, workers, memo, found)
        return tuple(speeches_of(memo.entries.values(), memo.folder))

    found = found_in(plan)
    return _with_memo(plan, stated)


def _with_memo(plan: Plan, work: Callable[[Workers, Memo], Made]) -> Made:
    """Do `work` with workers and what is remembered; where that is corrupt, again from nothing."""
    settings = site.load(plan.content, plan.content.name)[0]  # what is wrong with that file is said later
    with Workers() as workers, Memo(plan.cache, plan.content, settings.time_zone, settings.language) as memo:
        try:
            return work(workers, memo)
        except Corrupt:
            memo.forget()
            return work(workers, memo)


def _build(plan: Plan, watch: Watch, workers: Workers, memo: Memo, found: Found, inputs: bytes) -> Outcome:
    known = known_of(plan, watch, workers, memo, found)
    is_edited = any(page.template == "admin.html" for page in known.pages)
    if is_edited and lacks_editor(plan.templates):
        raise Rejected([*known.problems, _no_editor(plan)])
    with Output(plan.output, plan.output.name, compress=plan.compress) as output:
        for path, data in static_files(plan.templates).items():
            output.put(path, data)
        for path, file in editor_files(plan.templates).items() if is_edited else ():
            output.put(path, file.read_bytes())
        for asset in known.assets:
            output.copy(
                asset.path, f"{asset.root}/{asset.path}", digest_of(repr(settled(asset) or memo.build).encode())
            )
        rendered = _render(plan, known, output, memo, workers, watch)
        _index_words(known, output, memo, workers, watch)
        counts = output.publish()
        outcome = Outcome(
            problems=(
                *known.problems,
                *_keep(plan, lock.FILE, found.lock, known.lock),
                *_keep(plan, translations.FILE, found.translations, known.translations),
            ),
            speeches=len(known.shown),
            left_out=known.left_out,
            counts=counts,
            rendered=rendered,
        )
        next_time = Counts(written=0, unchanged=counts.files, deleted=0)
        left = _ENCODER.encode(msgspec.structs.replace(outcome, counts=next_time, rendered=0))
        output.keep(
            unchanged.NAME,
            unchanged.state_of(inputs and inputs + digest_of_kept(known), counts.files, left, known.horizon),
        )
    return outcome


def _no_editor(plan: Plan) -> Problem:
    return Problem(
        path=f"{plan.content.name}/{site.FILE}",
        field="admin",
        message="The program of /admin/ is not here: it is fetched once.",
        hint="Run: python build.py admin. Or leave the field out.",
    )


_KEPT = {
    lock.FILE: "Without it links to passages lead nowhere once these are edited.",
    translations.FILE: "Without it nobody sees which translations are older than their original.",
}
"""The files that the build keeps in content/, and what they are for."""


def _keep(plan: Plan, name: str, before: bytes, now: bytes) -> tuple[Problem, ...]:
    """Bring a file that the build keeps in content/ up to date; a warning where that cannot be."""
    try:
        if now != before:
            lock.keep(plan.content, now, name)
    except OSError as error:
        problem = Problem(
            path=f"{plan.content.name}/{name}",
            message=f"The file could not be kept ({error.strerror or error}).",
            hint=_KEPT[name],
            severity=Severity.WARNING,
        )
        return (problem,)
    return ()


def _inputs(plan: Plan, found: Found) -> tuple[bytes, bool]:
    """The hash of all that the build is made of, and whether it may be relied on the next time."""
    problems = [str(problem) for problem in found.problems]
    options = (plan.content.name, plan.base_url, plan.strict, plan.keep_going, plan.compress, problems)
    return unchanged.inputs_of(
        options,
        (*found.files, *found.others.values()),
        [plan.content / site.FILE, plan.content / labels.FILE, plan.templates],
    )


def _render(plan: Plan, known: Known, output: Output, memo: Memo, workers: Workers, watch: Watch) -> int:
    """Stage every page that is not in output/ as it should be; how many were rendered."""
    orders = list(_orders(plan, known, output))
    shop = staging.Workshop(
        memo.build, plan.templates, plan.templates.name, memo.folder, plan.output.resolve(), plan.compress
    )
    done = 0
    try:
        with output.explained():
            for chunk, made in workers.map(partial(staging.make, workshop=shop), orders):
                if isinstance(made, Problem):
                    raise Rejected([*known.problems, made])
                if isinstance(made, Corrupt):
                    raise made
                for order, differing in zip(chunk, made, strict=True):
                    output.made(order.path, order.stage, order.key, differing)
                done += len(chunk)
                watch("Rendering", done, len(orders))
    finally:
        staging.leave()
    return len(orders)


def _orders(plan: Plan, known: Known, output: Output) -> Iterator[staging.Order]:
    """The pages that are not in output/ as they should be; without a cache, all of them."""
    keys = staging.Keys(plan.templates, program_key())
    for page in known.pages:
        bodies = tuple(body for text in page.texts if (body := known.shown[text].body))
        is_outdated = not known.outdated.isdisjoint(page.texts)
        key = keys.key(page, bodies, is_outdated=is_outdated)
        if plan.cache is None or not output.fresh(page.path, key):
            yield staging.Order(page.place, bodies, is_outdated, page.path, output.reserve(page.path), key)


def _index_words(known: Known, output: Output, memo: Memo, workers: Workers, watch: Watch) -> None:
    """Stage the files of the index of words that are not in output/ as they should be."""
    watch("Indexing", 0, len(known.shown))
    records = {path: (entry.record, entry.passages) for path, entry in known.shown.items() if entry.record}
    made = concordance.brought_up_to_date(memo.folder, digest_of(program_key().encode()), memo.build, records, workers)
    memo.drop_records()
    source = Segments(memo.folder)
    program = digest_of(msgspec.msgpack.encode([program_key(), made.scale]))
    for shard in made.shards:
        key = program + shard.place.digest
        paths = [f"search/{path}" for path in shard.paths]
        if not all(output.fresh(path, key) for path in paths):
            for path, data in files_of(concordance.lists_at(shard.place, source), made.scale).items():
                output.put(f"search/{path}", data, key)
    firsts = (shard.first for shard in made.shards)
    output.put("search/directory.js", directory(firsts, len(records), made.passages))
    watch("Indexing", len(records), len(records))


__all__ = ["Outcome", "Plan", "Watch", "build", "check", "speeches_in"]
