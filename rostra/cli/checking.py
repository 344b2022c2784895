"""`check`: name every problem, and make nothing."""

import sys
from functools import partial
from pathlib import Path

import click

from rostra.build import check
from rostra.cli.planning import options, plan_of
from rostra.cli.progress import Progress
from rostra.cli.saying import PROBLEMS, counted, many, outcome_of
from rostra.desk import formats
from rostra.desk.advice import advice_of
from rostra.plan import Plan
from rostra.problem import Rejected


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
def command(
    content: Path, templates: Path | None, base_url: str | None, *, strict: bool, no_cache: bool, form: str
) -> None:
    """Name every problem in content/, and make nothing."""
    plan = plan_of(content, Path("output"), templates, base_url, strict=strict, keep_going=False, no_cache=no_cache)
    with Progress() as progress:
        if form != "text":
            _report(plan, progress, formats.FORMATS[form])
            return
        outcome = outcome_of(partial(check, advise=advice_of), plan, progress, most=None)
    click.echo(f"{many(outcome.speeches, 'speech', 'es')}, {counted(outcome.problems)}")


def _report(plan: Plan, progress: Progress, form: formats.Format) -> None:
    """Say on stdout what is wrong as `form` does, and nothing else; exits 1 where there are errors."""
    try:
        click.echo(form(check(plan, progress, advice_of).problems), nl=False)
    except Rejected as rejected:
        click.echo(form(rejected.problems), nl=False)
        sys.exit(PROBLEMS)
