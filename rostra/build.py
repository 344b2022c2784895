"""The way through: content/ → reading → archive → pages → publishing → output/."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from rostra import address, site, unchanged
from rostra import memo as memo_room
from rostra.archive import archive_of
from rostra.memo import Corrupt, Entry, Memo, Place, program_key
from rostra.pages import Page, clashes, pages_of
from rostra.problem import Problem, Rejected, errors, strictly
from rostra.publishing import Counts, Output, staging, static_files
from rostra.reading import Reading, Speech, folder
from rostra.reading.folder import File
from rostra.site import Site
from rostra.work import Workers

Watch = Callable[[str, int, int], None]
"""Told of progress: the stage, how many are done, of how many."""

Found = tuple[tuple[File, ...], tuple[Problem, ...]]
"""The speech files of an archive, and what is wrong with others."""


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


class _Known(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known before the first page is rendered."""

    pages: tuple[Page, ...]
    places: dict[str, Place]
    problems: tuple[Problem, ...]
    speeches: int
    left_out: int
    horizon: tuple[datetime | None, datetime | None]


_ENCODER, _OUTCOMES = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Outcome)


def build(plan: Plan, watch: Watch) -> Outcome:
    """Make the site. Raises Rejected where there are errors, before output/ is touched."""
    found = folder.files(plan.content, plan.content.name)
    inputs, is_settled = _inputs(plan, found)
    if plan.cache and (left := unchanged.recalled(plan.output, inputs, plan.now)):
        return _OUTCOMES.decode(left)
    with Workers() as workers, Memo(plan.cache, plan.content, _zone(plan)) as memo:
        try:
            return _build(plan, watch, workers, memo, found, inputs if is_settled else b"")
        except Corrupt:  # of the cache nothing is believed any more
            memo.forget()
            return _build(plan, watch, workers, memo, found, b"")


def _build(plan: Plan, watch: Watch, workers: Workers, memo: Memo, found: Found, inputs: bytes) -> Outcome:
    known = _known(plan, watch, workers, memo, found)
    with Output(plan.output, plan.output.name) as output:
        for path, file in static_files(plan.templates).items():
            output.put(path, file.read_bytes())
        rendered = _render(plan, known, output, memo, workers, watch)
        counts = output.publish()
        outcome = Outcome(
            problems=known.problems,
            speeches=known.speeches,
            left_out=known.left_out,
            counts=counts,
            rendered=rendered,
        )
        next_time = Counts(written=0, unchanged=counts.files, deleted=0)
        left = _ENCODER.encode(msgspec.structs.replace(outcome, counts=next_time, rendered=0))
        output.keep(unchanged.NAME, unchanged.state_of(inputs, counts.files, left, known.horizon))
    return outcome


def _inputs(plan: Plan, found: Found) -> tuple[bytes, bool]:
    """The hash of all that the build is made of, and whether it may be relied on the next time."""
    files, problems = found
    options = (plan.content.name, plan.base_url, plan.strict, plan.keep_going, [str(problem) for problem in problems])
    return unchanged.inputs_of(options, files, [plan.content / site.FILE, plan.templates])


def _render(plan: Plan, known: _Known, output: Output, memo: Memo, workers: Workers, watch: Watch) -> int:
    """Stage every page that is not in output/ as it should be; how many were rendered."""
    orders = list(_orders(plan, known, output))
    shop = staging.Workshop(uuid.uuid4().hex, plan.templates, plan.templates.name, memo.folder, plan.output.resolve())
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
        handed, place, path = staging.hand(page), known.places.get(page.text), address.path_of(page.address)
        key = keys.key(page, handed, place)
        if plan.cache is None or not output.fresh(path, key):
            yield staging.Order(handed, place, path, output.reserve(path), key)


def check(plan: Plan, watch: Watch) -> Outcome:
    """Find every problem in the content, and write nothing. Raises Rejected where there are errors."""
    with Workers() as workers, Memo(plan.cache, plan.content, _zone(plan), keep=False) as memo:
        known = _known(plan, watch, workers, memo, folder.files(plan.content, plan.content.name))
    return Outcome(problems=known.problems, speeches=known.speeches, left_out=known.left_out)


def _known(plan: Plan, watch: Watch, workers: Workers, memo: Memo, found: Found) -> _Known:
    """Read and relate everything. Raises Rejected with all problems at once, unless the plan is to keep going."""
    settings, problems = site.load(plan.content, plan.content.name)
    if plan.base_url is not None:
        settings = msgspec.structs.replace(settings, base_url=plan.base_url)
    entries, more = _entries(found, settings, watch, workers, memo)
    readings = [entry.reading for entry in entries.values()]
    problems += more
    dropped = {problem.path for problem in errors(problems)}
    public = [
        r for r in readings if r.speech and _is_public(r.speech, settings, plan.now) and r.speech.path not in dropped
    ]
    pages, related = _related(settings, public)
    while plan.keep_going and (faulty := {problem.path for problem in errors(related)} - dropped):
        dropped |= faulty
        public = [r for r in public if r.speech and r.speech.path not in dropped]
        pages, again = _related(settings, public)
        related += again
    problems += related
    if plan.strict:
        problems = strictly(problems)
    problems = tuple(sorted(set(problems)))
    at_fault = {problem.path for problem in errors(problems)}
    left_out = at_fault - {f"{plan.content.name}/{site.FILE}"}
    if at_fault and not (plan.keep_going and at_fault == left_out):
        raise Rejected(problems)
    places = {
        entry.reading.speech.path: entry.place for entry in entries.values() if entry.reading.speech and entry.place
    }
    return _Known(
        pages=pages,
        places=places,
        problems=problems,
        speeches=len(public),
        left_out=len(left_out),
        horizon=_horizon(readings, settings, plan.now),
    )


def _entries(
    given: Found, settings: Site, watch: Watch, workers: Workers, memo: Memo
) -> tuple[dict[str, Entry], tuple[Problem, ...]]:
    """What each file says, by its path; read where it is not known."""
    files, problems = given
    found = {file.path: memo.known(file) for file in files}
    unread = [
        (file, before.digest if (before := memo.entries.get(file.path)) else b"")
        for file in files
        if not found[file.path]
    ]
    read = partial(memo_room.read_files, zone=settings.time_zone, folder=memo.folder)
    done = 0
    for chunk, made in workers.map(read, unread):
        for (file, _), entry in zip(chunk, made, strict=True):
            if entry is None:  # the bytes are those that were read before
                entry = msgspec.structs.replace(memo.entries[file.path], stat=memo_room.settled(file))
            found[file.path] = entry
        done += len(chunk)
        watch("Reading", done, len(unread))
    entries = {path: entry for path, entry in found.items() if entry is not None}
    memo.save(entries)
    return entries, (*problems, *(problem for entry in entries.values() for problem in entry.reading.problems))


def _zone(plan: Plan) -> str:
    """The time zone that site.yaml states; what is wrong with that file is said later."""
    return site.load(plan.content, plan.content.name)[0].time_zone


def _related(settings: Site, readings: Iterable[Reading]) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    speeches = [found.speech for found in readings if found.speech]
    not_held = frozenset(found.speech.path for found in readings if found.speech and not found.is_held)
    archive, problems = archive_of(settings, speeches, not_held)
    pages = pages_of(archive)
    return pages, (*problems, *clashes(pages))


def _is_public(speech: Speech, settings: Site, now: datetime) -> bool:
    """Whether readers may see it at the moment `now`: no draft, and no embargo."""
    return not speech.draft and (not speech.embargo_until or now >= _embargo(speech, settings))


def _embargo(speech: Speech, settings: Site) -> datetime:
    """The moment until which a speech with an embargo is kept out."""
    until = datetime.fromisoformat(speech.embargo_until.replace(" +", "+").replace(" -", "-").replace(" Z", "Z"))
    return until if until.tzinfo else until.replace(tzinfo=ZoneInfo(settings.time_zone))


def _horizon(readings: Iterable[Reading], settings: Site, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The last embargo that has ended by `now` and the next that will: in between, every moment gives the same site."""
    moments = [_embargo(found.speech, settings) for found in readings if found.speech and found.speech.embargo_until]
    return max((m for m in moments if m <= now), default=None), min((m for m in moments if m > now), default=None)
