"""The command line: arguments, progress, the report, the exit code. The only room that prints or exits."""

import atexit
import gc
import importlib.util
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import click
import msgspec

from rostra import __version__, schema
from rostra import site as site_room
from rostra.build import Outcome, Plan, build, check, labels_in
from rostra.desk import drafting, formats
from rostra.problem import Problem, Rejected, Severity
from rostra.publishing import Halfway
from rostra.schema import Wrong
from rostra.values import Scalar

FINE, PROBLEMS = 0, 1
"""Exit codes; click itself exits with 2 on wrong usage."""

SHOWN_LABELS = 12
"""How many labels in use `new` offers."""

SHOWN_OF_ONE_WARNING = 3
"""How often `build` shows one and the same warning; `check` shows them all."""

CACHE = Path(".cache")
"""What was read and made before is remembered below this folder; it may be deleted at any time."""

_HERE = Path(__file__).parent
PACKAGED_TEMPLATES = next(
    (f for f in (_HERE / "templates", _HERE.parent / "templates") if f.is_dir()), Path("templates")
)
"""Those of the installed package, or of the checkout that it runs from."""


class Progress:
    """A bar on a terminal, a plain line now and then elsewhere; nothing for work of less than a second."""

    _PATIENCE = 1.0
    _BETWEEN_LINES = 10.0

    def __init__(self) -> None:
        self._stage = ""
        self._bar: Any = None
        self._last = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            self._close()
            self._stage, self._last = stage, time.monotonic()
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)
        elif sys.stderr.isatty():
            if time.monotonic() - self._last > self._PATIENCE:
                self._bar = click.progressbar(
                    length=total, label=stage, file=sys.stderr, update_min_steps=max(1, total // 200)
                )
                self._bar.__enter__()
        elif time.monotonic() - self._last > self._BETWEEN_LINES:
            self._last = time.monotonic()
            click.echo(f"{stage} {done:,} of {total:,}", err=True)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None


class Commands(click.Group):
    """`build` where no command is named, so that `python build.py --strict` works as one expects."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {*self.commands, "--help", "--version"}
        if not args or args[0] not in own:
            args = ["build", *args] if not args or args[0].startswith("-") else args
        return super().parse_args(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rostra")
def main() -> None:
    """Rostra makes a website from an archive of speeches in Markdown."""
    # Millions of values are made and hardly a cycle: to look for these as often as Python does takes its time.
    gc.set_threshold(50_000, 20, 100)
    atexit.register(gc.freeze)  # nor at the end, when all of them go anyway


def _options(command: Callable[..., None]) -> Callable[..., None]:
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    for option in (
        click.option("--strict", is_flag=True, help="Take warnings for errors."),
        click.option("--no-cache", is_flag=True, help="Read and render everything again, and remember nothing."),
        click.option("--base-url", metavar="URL", help="Where the site will live, instead of site.yaml's base_url."),
        click.option("--templates", type=folder, default=None, help="The folder of templates.  [default: templates]"),
        click.option("--content", type=folder, default="content", show_default=True, help="The folder of speeches."),
    ):
        command = option(command)
    return command


@main.command("build")
@_options
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default="output",
    show_default=True,
    help="The folder to make the site in.",
)
@click.option("--keep-going", is_flag=True, help="Leave out speeches that have errors, build the rest, and exit 1.")
@click.option("--compress", is_flag=True, help="Write each file as .gz and .br, too, for servers that look for them.")
def build_command(
    content: Path,
    output: Path,
    templates: Path | None,
    base_url: str | None,
    *,
    strict: bool,
    keep_going: bool,
    compress: bool,
    no_cache: bool,
) -> None:
    """Make the site: content/ into output/."""
    plan = _plan(content, output, templates, base_url, strict=strict, keep_going=keep_going, no_cache=no_cache)
    if compress:
        if importlib.util.find_spec("brotli") is None:
            raise click.UsageError("--compress needs the library brotli: python -m pip install brotli")
        plan = msgspec.structs.replace(plan, compress=True)
    _refuse_mixing(plan)
    started = time.monotonic()
    with Progress() as progress:
        outcome = _outcome(build, plan, progress, most=SHOWN_OF_ONE_WARNING)
    assert outcome.counts is not None
    counts = outcome.counts
    click.echo(
        f"{_many(outcome.speeches, 'speech', 'es')}, {_many(counts.files, 'file')} in {output}/: "
        f"{counts.written:,} written, "
        f"{counts.unchanged:,} unchanged, {counts.deleted:,} deleted; {time.monotonic() - started:.1f} seconds"
    )
    if outcome.left_out:
        click.echo(f"Left out because of errors: {_many(outcome.left_out, 'file')}", err=True)
        sys.exit(PROBLEMS)


@main.command("check")
@_options
@click.option(
    "--format",
    "form",
    type=click.Choice(list(formats.FORMATS)),
    default="text",
    show_default=True,
    help="How problems are said: to people, or to what shows them beside their lines.",
)
def check_command(
    content: Path, templates: Path | None, base_url: str | None, *, strict: bool, no_cache: bool, form: str
) -> None:
    """Name every problem in content/, and make nothing."""
    plan = _plan(content, Path("output"), templates, base_url, strict=strict, keep_going=False, no_cache=no_cache)
    with Progress() as progress:
        if form != "text":
            _report(plan, progress, formats.FORMATS[form])
            return
        outcome = _outcome(check, plan, progress, most=None)
    click.echo(f"{_many(outcome.speeches, 'speech', 'es')}, {_counted(outcome.problems)}")


@main.command("new")
@click.option("--title", help="What the speech is called.")
@click.option("--date", help="In EDTF: 2021-11-17, 2021-11, 2021, 1863~; XXXX where nothing is known.")
@click.option("--occasion", multiple=True, help="May be named several times.")
@click.option("--audience", multiple=True, help="May be named several times.")
@click.option("--lang", default="", help="The language of the text, where it is not the site's own.")
@click.option(
    "--content",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="content",
    show_default=True,
    help="The folder of speeches.",
)
def new_command(
    title: str | None,
    date: str | None,
    occasion: tuple[str, ...],
    audience: tuple[str, ...],
    lang: str,
    content: Path,
) -> None:
    """Write the file of a new speech; asks for what is not given, and opens $EDITOR."""
    asks = _is_asked()
    if not title:
        if not asks:
            raise click.UsageError("Name the speech: --title.")
        title = click.prompt("Title")
    if date is None and asks:
        date = click.prompt("Date (2021-11-17, 2021-11, 2021; empty: not known)", default="", show_default=False)
    plan = _plan(content, Path("output"), None, None, strict=False, keep_going=True, no_cache=False)
    with Progress() as progress:
        known = labels_in(plan, progress)
    given = {"occasion": occasion, "audience": audience}
    said = {name: _labels(name, given[name], known[name], asks=asks) for name in given}
    try:
        tag = schema.language(Scalar(lang, 0)) if lang else ""
        draft = drafting.Draft(title=" ".join(title.split()), date=(date or "").strip(), lang=tag, **said)
        file = content / drafting.path_of(draft)
    except Wrong as wrong:
        raise click.UsageError(f"{wrong.message} {wrong.hint}") from None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as stream:
            stream.write(drafting.text_of(draft))
    except FileExistsError:
        raise click.UsageError(f"{file} is there already; give the speech another title.") from None
    click.echo(file)
    if asks and os.environ.get("EDITOR"):
        click.edit(filename=str(file))


def _is_asked() -> bool:
    """Whether somebody sits there who can answer."""
    return sys.stdin.isatty()


def _labels(name: str, given: tuple[str, ...], known: tuple[str, ...], *, asks: bool) -> tuple[str, ...]:
    """The labels that are meant: those in use rather than others that are nearly the same."""
    if not given and asks:
        click.echo("".join(f"  {label}\n" for label in known[:SHOWN_LABELS]), nl=False)
        asked = click.prompt(f"{name.title()} (several: with semicolons; empty: none)", default="", show_default=False)
        given = tuple(label.strip() for label in asked.split(";") if label.strip())
    found = []
    for label in given:
        near = drafting.nearest(label, known)
        if near and not asks:
            click.echo(f"There is {near} already; {label} will be another {name}.", err=True)
        found.append(
            near if near and asks and click.confirm(f"Is {label} the same as {near}?", default=True) else label
        )
    return tuple(found)


def _report(plan: Plan, progress: Progress, form: formats.Format) -> None:
    """Say on stdout what is wrong as `form` does, and nothing else; exits 1 where there are errors."""
    try:
        click.echo(form(check(plan, progress).problems), nl=False)
    except Rejected as rejected:
        click.echo(form(rejected.problems), nl=False)
        sys.exit(PROBLEMS)


def _plan(
    content: Path,
    output: Path,
    templates: Path | None,
    base_url: str | None,
    *,
    strict: bool,
    keep_going: bool,
    no_cache: bool,
) -> Plan:
    """The Plan for the given options. Raises click.UsageError for a use that cannot be meant."""
    if templates is None:
        templates = Path("templates") if Path("templates").is_dir() else PACKAGED_TEMPLATES
    if base_url:
        try:
            base_url = site_room.base_url(Scalar(base_url, 0))
        except Wrong as wrong:
            raise click.BadParameter(f"{wrong.message} {wrong.hint}", param_hint="--base-url") from None
    return Plan(
        content=content.resolve() if content.name in ("", ".", "..") else content,
        output=output.resolve() if output.name in ("", ".", "..") else output,
        templates=templates.resolve() if templates.name in ("", ".", "..") else templates,
        now=_now(),
        base_url=base_url,
        strict=strict,
        keep_going=keep_going,
        cache=None if no_cache else CACHE,
    )


def _refuse_mixing(plan: Plan) -> None:
    """Raises click.BadParameter where the site would stand among its sources, or they inside it."""
    output, here = plan.output.resolve(), Path.cwd()
    sources = [plan.content.resolve(), plan.templates.resolve()]
    for folder in (*sources, here):
        around = folder in output.parents and folder in sources
        if output == folder or output in folder.parents or around:
            raise click.BadParameter(
                f"The site would be mixed with {folder}; name a folder of its own.", param_hint="--output"
            )


def _now() -> datetime:
    """The moment of the build, or the one that SOURCE_DATE_EPOCH states in Unix seconds (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch}; it must be a number of seconds since 1970.") from None


def _outcome(work: Callable[[Plan, Progress], Outcome], plan: Plan, progress: Progress, most: int | None) -> Outcome:
    """Do `work` and show the problems; exits 1 where it is rejected."""
    try:
        outcome = work(plan, progress)
    except Rejected as rejected:
        progress.__exit__(None, None, None)
        _show(rejected.problems, most)
        what = "Stopped halfway" if isinstance(rejected, Halfway) else "Nothing was written"
        click.echo(f"{what}: {_counted(rejected.problems)}", err=True)
        sys.exit(PROBLEMS)
    progress.__exit__(None, None, None)
    _show(outcome.problems, most)
    return outcome


def _show(problems: Iterable[Problem], most: int | None) -> None:
    """Every error, and of each warning that says the same in many files the first `most`."""
    seen: dict[str, int] = defaultdict(int)
    colours = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}
    for problem in problems:
        seen[problem.text] += 1
        if most is None or problem.severity == Severity.ERROR or seen[problem.text] <= most:
            mark = click.style(problem.severity.name.lower(), fg=colours[problem.severity])
            click.echo(f"{problem.place}: {mark}: {problem.text}" if sys.stderr.isatty() else str(problem), err=True)
    for problem in problems:
        more = seen.pop(problem.text, 0) - (most or 0)
        if most is not None and problem.severity != Severity.ERROR and more > 0:
            click.echo(f"… and {more:,} more: {problem.text}", err=True)


def _counted(problems: Sequence[Problem]) -> str:
    errors = sum(problem.severity == Severity.ERROR for problem in problems)
    warnings = sum(problem.severity == Severity.WARNING for problem in problems)
    return f"{_many(errors, 'error')}, {_many(warnings, 'warning')}"


def _many(count: int, word: str, ending: str = "s") -> str:
    return f"{count:,} {word}{ending if count != 1 else ''}"
