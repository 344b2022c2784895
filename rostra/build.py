"""The way through: content/ → reading → archive → pages → publishing → output/."""

from collections.abc import Callable, Iterable, Iterator
from datetime import MAXYEAR, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from rostra import concordance, labels, lock, site, unchanged
from rostra import memo as memo_room
from rostra.archive import archive_of
from rostra.finding.shards import directory, files_of, paths_of
from rostra.labels import Labels
from rostra.lock import Lock
from rostra.memo import Entry, Memo, Unread, program_key, speeches_of
from rostra.pages import Page, clashes, pages_of
from rostra.problem import Problem, Rejected, Severity, errors, strictly
from rostra.publishing import Counts, Output, staging, static_files
from rostra.reading import doubts, folder
from rostra.reading.dates import Day
from rostra.reading.folder import File
from rostra.related import Packed, key_of, recalled, remember
from rostra.segments import Corrupt, Segments, digest_of
from rostra.site import Site
from rostra.work import Workers

Made = TypeVar("Made")

Watch = Callable[[str, int, int], None]
"""Told of progress: the stage, how many are done, of how many."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a build is asked to do. `now` decides what is under embargo; no page ever shows it."""

    content: Path
    output: Path
    templates: Path
    now: datetime
    base_url: str | None = None
    strict: bool = False
    keep_going: bool = False
    cache: Path | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a build: the problems that were found, and what was done to output/, if anything."""

    problems: tuple[Problem, ...]
    speeches: int
    left_out: int = 0
    counts: Counts | None = None
    rendered: int = 0


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What is in content/: the speech files, what is wrong with others, and the bytes of passages.lock."""

    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    lock: bytes


class _Known(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known before the first page is rendered."""

    pages: tuple[Packed, ...]
    shown: dict[str, Entry]
    problems: tuple[Problem, ...]
    left_out: int
    horizon: tuple[datetime | None, datetime | None]
    lock: bytes


_ENCODER, _OUTCOMES = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Outcome)


def build(plan: Plan, watch: Watch) -> Outcome:
    """Make the site. Raises Rejected where there are errors, before output/ is touched."""
    found = _found(plan)
    inputs, is_settled = _inputs(plan, found)
    if plan.cache and (left := unchanged.recalled(plan.output, inputs + digest_of(found.lock), plan.now)):
        return _OUTCOMES.decode(left)
    return _with_memo(
        plan, lambda workers, memo: _build(plan, watch, workers, memo, found, inputs if is_settled else b"")
    )


def check(plan: Plan, watch: Watch) -> Outcome:
    """Find every problem in the content, and make nothing. Raises Rejected where there are errors."""
    found = _found(plan)
    known = _with_memo(plan, lambda workers, memo: _known(plan, watch, workers, memo, found))
    return Outcome(problems=known.problems, speeches=len(known.shown), left_out=known.left_out)


def _found(plan: Plan) -> Found:
    files, problems = folder.files(plan.content, plan.content.name)
    return Found(files=files, problems=problems, lock=lock.read(plan.content))


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
    known = _known(plan, watch, workers, memo, found)
    with Output(plan.output, plan.output.name) as output:
        for path, file in static_files(plan.templates).items():
            output.put(path, file.read_bytes())
        rendered = _render(plan, known, output, memo, workers, watch)
        _index_words(known, output, memo, workers, watch)
        counts = output.publish()
        outcome = Outcome(
            problems=(*known.problems, *_keep_lock(plan, found.lock, known.lock)),
            speeches=len(known.shown),
            left_out=known.left_out,
            counts=counts,
            rendered=rendered,
        )
        next_time = Counts(written=0, unchanged=counts.files, deleted=0)
        left = _ENCODER.encode(msgspec.structs.replace(outcome, counts=next_time, rendered=0))
        output.keep(
            unchanged.NAME,
            unchanged.state_of(inputs and inputs + digest_of(known.lock), counts.files, left, known.horizon),
        )
    return outcome


def _keep_lock(plan: Plan, before: bytes, now: bytes) -> tuple[Problem, ...]:
    """Bring passages.lock up to date; a warning where that cannot be."""
    try:
        if now != before:
            lock.keep(plan.content, now)
    except OSError as error:
        problem = Problem(
            path=f"{plan.content.name}/{lock.FILE}",
            message=f"The file could not be kept ({error.strerror or error}).",
            hint="Without it links to passages lead nowhere once these are edited.",
            severity=Severity.WARNING,
        )
        return (problem,)
    return ()


def _inputs(plan: Plan, found: Found) -> tuple[bytes, bool]:
    """The hash of all that the build is made of, and whether it may be relied on the next time."""
    problems = [str(problem) for problem in found.problems]
    options = (plan.content.name, plan.base_url, plan.strict, plan.keep_going, problems)
    return unchanged.inputs_of(
        options, found.files, [plan.content / site.FILE, plan.content / labels.FILE, plan.templates]
    )


def _render(plan: Plan, known: _Known, output: Output, memo: Memo, workers: Workers, watch: Watch) -> int:
    """Stage every page that is not in output/ as it should be; how many were rendered."""
    orders = list(_orders(plan, known, output))
    shop = staging.Workshop(memo.build, plan.templates, plan.templates.name, memo.folder, plan.output.resolve())
    done = 0
    try:
        with output.explained():
            for chunk, made in workers.map(partial(staging.make, workshop=shop), orders):
                if isinstance(made, Problem):
                    raise Rejected([*known.problems, made])
                if isinstance(made, Corrupt):
                    raise made
                for order, differs in zip(chunk, made, strict=True):
                    output.made(order.path, order.stage, order.key, differs=differs)
                done += len(chunk)
                watch("Rendering", done, len(orders))
    finally:
        staging.leave()
    return len(orders)


def _orders(plan: Plan, known: _Known, output: Output) -> Iterator[staging.Order]:
    """The pages that are not in output/ as they should be; without a cache, all of them."""
    keys = staging.Keys(plan.templates, program_key())
    for page in known.pages:
        bodies = tuple(body for text in page.texts if (body := known.shown[text].body))
        key = keys.key(page, bodies)
        if plan.cache is None or not output.fresh(page.path, key):
            yield staging.Order(page.place, bodies, page.path, output.reserve(page.path), key)


def _index_words(known: _Known, output: Output, memo: Memo, workers: Workers, watch: Watch) -> None:
    """Stage the files of the index of words that are not in output/ as they should be."""
    watch("Indexing", 0, len(known.shown))
    records = {path: (entry.record, entry.passages) for path, entry in known.shown.items() if entry.record}
    made = concordance.brought_up_to_date(memo.folder, digest_of(program_key().encode()), memo.build, records, workers)
    memo.drop_records()
    source = Segments(memo.folder)
    program = digest_of(msgspec.msgpack.encode([program_key(), made.scale]))
    for shard in made.shards:
        key = program + shard.place.digest
        paths = [f"search/{path}" for path in paths_of(shard.first, shard.long)]
        if not all(output.fresh(path, key) for path in paths):
            for path, data in files_of(concordance.lists_at(shard.place, source), made.scale).items():
                output.put(f"search/{path}", data, key)
    firsts = (shard.first for shard in made.shards)
    output.put("search/directory.js", directory(firsts, len(records), made.passages))
    watch("Indexing", len(records), len(records))


def _known(plan: Plan, watch: Watch, workers: Workers, memo: Memo, found: Found) -> _Known:
    """Read and relate everything. Raises Rejected with all problems at once, unless the plan is to keep going."""
    judged = strictly if plan.strict else tuple
    settings, problems = site.load(plan.content, plan.content.name)
    if plan.base_url is not None:
        settings = msgspec.structs.replace(settings, base_url=plan.base_url)
    names, of_names = labels.load(plan.content, plan.content.name)
    former, of_lock = lock.parsed(found.lock, plan.content.name, memo.lock)
    entries, of_files, lines = _entries(found, settings, former, watch, workers, memo)
    problems = judged((*problems, *of_names, *of_lock, *of_files, *_early(entries, settings, plan.now)))
    dropped = {problem.path for problem in errors(problems)}
    public = {
        path: entry
        for path, entry in entries.items()
        if entry.speech and path not in dropped and _is_public(entry, settings, plan.now)
    }
    key = key_of(
        program_key(),
        plan.strict,
        settings,
        names,
        [(entry.speech.digest, entry.is_held) for entry in public.values() if entry.speech],
    )
    known = recalled(memo.folder, key)
    pages, of_relating = _related(plan, settings, names, public, memo) if known is None else ((), known.problems)
    problems = tuple(sorted({*problems, *judged(of_relating)}))
    at_fault = {problem.path for problem in errors(problems)}
    left_out = at_fault - {f"{plan.content.name}/{file}" for file in (site.FILE, labels.FILE, lock.FILE)}
    if at_fault and not (plan.keep_going and at_fault == left_out):
        raise Rejected(problems)
    if known is None:
        known = remember(memo.folder, key, memo.build, pages, of_relating)
    return _Known(
        pages=known.pages,
        shown={path: entry for path, entry in public.items() if path not in at_fault},
        problems=problems,
        left_out=len(left_out),
        horizon=_horizon(entries.values(), settings, plan.now),
        lock=lines,
    )


def _related(
    plan: Plan, settings: Site, names: Labels, public: dict[str, Entry], memo: Memo
) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """Every page of the site, and what is wrong with how speeches fit together; where the plan is to keep going,
    without those at fault."""
    judged = strictly if plan.strict else tuple
    speeches = tuple(speeches_of(public.values(), memo.folder))
    not_held = frozenset(path for path, entry in public.items() if not entry.is_held)
    problems: tuple[Problem, ...] = ()
    while True:
        archive, of_archive = archive_of(settings, speeches, not_held, names)
        pages = pages_of(archive)
        problems += (*of_archive, *clashes(pages))
        faulty = {problem.path for problem in errors(judged(problems))}
        kept = tuple(speech for speech in speeches if speech.path not in faulty)
        if not plan.keep_going or len(kept) == len(speeches):
            return pages, problems
        speeches = kept


def _entries(
    found: Found, settings: Site, former: Lock, watch: Watch, workers: Workers, memo: Memo
) -> tuple[dict[str, Entry], tuple[Problem, ...], bytes]:
    """What is known of each file, by its path as messages name it; read where it is not. Also what is wrong with
    them, and their passages.lock."""
    known = {file.shown: memo.known(file, former) for file in found.files}
    unread = [
        Unread(file, former.lines.get(file.path, ""), memo.entries.get(file.shown))
        for file, entry in zip(found.files, known.values(), strict=True)
        if entry is None
    ]
    read = partial(
        memo_room.read_files,
        zone=settings.time_zone,
        language=settings.language or "en",
        folder=memo.folder,
        build=memo.build,
    )
    lines = {file.path: memo.line(file, former) for file in found.files}
    done = 0
    for chunk, made in workers.map(read, unread):
        for file, came in zip((each.file for each in chunk), made, strict=True):
            if came is None:  # the bytes are those that were read before
                known[file.shown] = msgspec.structs.replace(memo.entries[file.shown], stat=memo_room.settled(file))
            else:
                known[file.shown], lines[file.path] = came
        done += len(chunk)
        watch("Reading", done, len(unread))
    entries = {path: entry for path, entry in known.items() if entry is not None}
    kept = lock.kept(lines)
    new = {file.shown: lines[file.path] for file in found.files if lines[file.path] != former.lines.get(file.path, "")}
    memo.save(entries, digest_of(kept), new)
    return entries, (*found.problems, *(problem for entry in entries.values() for problem in entry.problems)), kept


def _early(entries: dict[str, Entry], settings: Site, now: datetime) -> Iterator[Problem]:
    """That speeches are dated after the day it is at `now`."""
    today = _today(settings, now)
    for path, entry in entries.items():
        if entry.day and entry.day > today:
            yield doubts.early(path, entry.day)


def _today(settings: Site, now: datetime) -> Day:
    here = now.astimezone(ZoneInfo(settings.time_zone))
    return here.year, here.month, here.day


def _is_public(entry: Entry, settings: Site, now: datetime) -> bool:
    """Whether readers may see a speech at the moment `now`: no draft, and no embargo."""
    return not entry.is_draft and (not entry.embargo_until or now >= _embargo(entry, settings))


def _embargo(entry: Entry, settings: Site) -> datetime:
    """The moment until which a speech with an embargo is kept out."""
    until = datetime.fromisoformat(entry.embargo_until.replace(" +", "+").replace(" -", "-").replace(" Z", "Z"))
    return until if until.tzinfo else until.replace(tzinfo=ZoneInfo(settings.time_zone))


def _horizon(entries: Iterable[Entry], settings: Site, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The last embargo that has ended by `now`, and the next that will or the next day of a speech that is yet to come:
    in between, every moment gives the same site, and the same is said of it."""
    listed = list(entries)
    moments = [_embargo(entry, settings) for entry in listed if entry.embargo_until]
    today, zone = _today(settings, now), ZoneInfo(settings.time_zone)
    days = {entry.day for entry in listed if entry.day and today < entry.day and entry.day[0] <= MAXYEAR}
    moments += [datetime(*day, tzinfo=zone) for day in days]
    return max((m for m in moments if m <= now), default=None), min((m for m in moments if m > now), default=None)
