"""The way through: content/ → reading → archive → pages → publishing → output/."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from rostra import address, reading, site
from rostra.archive import Archive, archive_of
from rostra.pages import Page, clashes, pages_of
from rostra.problem import Problem, Rejected, errors, strictly
from rostra.publishing import Counts, Output, Renderer, TemplateFault, static_files
from rostra.reading import Body, Reading, Speech, folder
from rostra.site import Site

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


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a build: the problems that were found, and what was done to output/, if anything."""

    problems: tuple[Problem, ...]
    speeches: int
    left_out: int = 0
    counts: Counts | None = None


class _Known(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known before the first page is rendered."""

    pages: tuple[Page, ...]
    bodies: dict[str, Body]
    problems: tuple[Problem, ...]
    speeches: int
    left_out: int


def build(plan: Plan, watch: Watch) -> Outcome:
    """Make the site. Raises Rejected where there are errors, before output/ is touched."""
    known = _known(plan, watch)
    renderer = Renderer(plan.templates, plan.templates.name)
    with Output(plan.output, plan.output.name) as output:
        for path, file in static_files(plan.templates).items():
            output.put(path, file.read_bytes())
        for done, page in enumerate(known.pages):
            try:
                output.put(address.path_of(page.address), renderer.render(page, known.bodies.get(page.text)))
            except TemplateFault as fault:
                raise Rejected([*known.problems, fault.problem]) from fault
            watch("Rendering", done + 1, len(known.pages))
        counts = output.publish()
    return Outcome(problems=known.problems, speeches=known.speeches, left_out=known.left_out, counts=counts)


def check(plan: Plan, watch: Watch) -> Outcome:
    """Find every problem in the content, and write nothing. Raises Rejected where there are errors."""
    known = _known(plan, watch)
    return Outcome(problems=known.problems, speeches=known.speeches, left_out=known.left_out)


def _known(plan: Plan, watch: Watch) -> _Known:
    """Read and relate everything. Raises Rejected with all problems at once, unless the plan is to keep going."""
    settings, problems = site.load(plan.content, plan.content.name)
    if plan.base_url is not None:
        settings = msgspec.structs.replace(settings, base_url=plan.base_url)
    readings, more = _readings(plan, settings, watch)
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
    bodies = {r.speech.path: r.body for r in public if r.speech and r.body}
    return _Known(pages=pages, bodies=bodies, problems=problems, speeches=len(public), left_out=len(left_out))


def _readings(plan: Plan, settings: Site, watch: Watch) -> tuple[list[Reading], tuple[Problem, ...]]:
    files, problems = folder.files(plan.content, plan.content.name)
    readings = []
    for done, file in enumerate(files):
        readings.append(reading.read(file.path, file.shown, file.data(), settings.time_zone))
        watch("Reading", done + 1, len(files))
    return readings, (*problems, *(problem for found in readings for problem in found.problems))


def _related(settings: Site, readings: Iterable[Reading]) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    speeches = [found.speech for found in readings if found.speech]
    not_held = frozenset(
        found.speech.path for found in readings if found.speech and not (found.body and found.body.html)
    )
    archive: Archive
    archive, problems = archive_of(settings, speeches, not_held)
    pages = pages_of(archive)
    return pages, (*problems, *clashes(pages))


def _is_public(speech: Speech, settings: Site, now: datetime) -> bool:
    """Whether readers may see it at the moment `now`: no draft, and no embargo."""
    if speech.draft:
        return False
    if not speech.embargo_until:
        return True
    until = datetime.fromisoformat(speech.embargo_until.replace(" +", "+").replace(" -", "-").replace(" Z", "Z"))
    return now >= (until if until.tzinfo else until.replace(tzinfo=ZoneInfo(settings.time_zone)))
