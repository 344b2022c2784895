"""`check`: name every problem, make nothing, and mend what is certain."""

import sys
from pathlib import Path

import click

from rostra.build import Outcome, check
from rostra.cli.mending import mend
from rostra.cli.planning import options, plan_of
from rostra.cli.progress import Progress
from rostra.cli.saying import PROBLEMS, counted, many, show
from rostra.desk import changed, formats
from rostra.desk.advice import advice_of
from rostra.plan import Plan
from rostra.problem import Problem, Rejected, errors


@click.command("check")
@options
@click.option(
    "--format",
    "form",
    type=click.Choice(list(formats.FORMATS)),
    default="text",
    show_default=True,
    help="How problems are said: to people, or to what shows them beside their lines.",
)
@click.option(
    "--changed",
    "revision",
    metavar="[REVISION]",
    is_flag=False,
    flag_value="HEAD",
    help="Say only what concerns files that differ from a revision of git, such as origin/main.  [default: HEAD]",
)
@click.option("--fix", is_flag=True, help="Mend first what is certain, and show what was mended.")
def command(
    content: Path,
    templates: Path | None,
    base_url: str | None,
    *,
    strict: bool,
    no_cache: bool,
    form: str,
    revision: str | None,
    fix: bool,
) -> None:
    """Name every problem in content/, and make nothing."""
    plan = plan_of(content, Path("output"), templates, base_url, strict=strict, keep_going=False, no_cache=no_cache)
    try:
        only = changed.changed_in(plan.content, revision) if revision is not None else None
    except changed.Unknown as unknown:
        raise click.UsageError(f"--changed: {unknown}") from None
    if fix:
        mend(plan.content, only, err=form != "text")
    outcome = _outcome(plan)
    said = outcome.problems
    if only is not None:
        said = tuple(changed.concerning(said, only, plan.content.name))
    if form != "text":
        click.echo(formats.FORMATS[form](said), nl=False)
    else:
        _say(outcome, said, "" if fix else "Nothing was written: ")
    if any(errors(said)):
        sys.exit(PROBLEMS)


def _outcome(plan: Plan) -> Outcome:
    """What came of checking, also where there are errors."""
    with Progress() as progress:
        try:
            return check(plan, progress, advice_of)
        except Rejected as rejected:
            return Outcome(problems=rejected.problems, speeches=0)


def _say(outcome: Outcome, said: tuple[Problem, ...], refused: str) -> None:
    """Say to people what is wrong, and what was left unsaid because it is in files that did not change."""
    show(said, most=None)
    unsaid = len(list(errors(outcome.problems))) - len(list(errors(said)))
    if unsaid:
        click.echo(f"Not shown: {many(unsaid, 'error')} in files that did not change.", err=True)
    if any(errors(said)):
        click.echo(refused + counted(said), err=True)
    elif any(errors(outcome.problems)):
        click.echo(counted(said))
    else:
        click.echo(f"{many(outcome.speeches, 'speech', 'es')}, {counted(said)}")
