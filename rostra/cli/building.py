"""`build`: make the site."""

import importlib.util
import sys
import time
from pathlib import Path

import click
import msgspec

from rostra.build import build
from rostra.cli.planning import options, plan_of, refuse_mixing
from rostra.cli.progress import Progress
from rostra.cli.saying import PROBLEMS, many, outcome_of

SHOWN_OF_ONE_WARNING = 3
"""How often one and the same warning is shown; `check` shows them all."""


@click.command("build")
@options
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default="output",
    show_default=True,
    help="The folder to make the site in.",
)
@click.option("--keep-going", is_flag=True, help="Leave out speeches that have errors, build the rest, and exit 1.")
@click.option("--compress", is_flag=True, help="Write each file as .gz and .br, too, for servers that look for them.")
def command(
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
    plan = plan_of(content, output, templates, base_url, strict=strict, keep_going=keep_going, no_cache=no_cache)
    if compress:
        if importlib.util.find_spec("brotli") is None:
            raise click.UsageError("--compress needs the library brotli: python -m pip install brotli")
        plan = msgspec.structs.replace(plan, compress=True)
    refuse_mixing(plan)
    started = time.monotonic()
    with Progress() as progress:
        outcome = outcome_of(build, plan, progress, most=SHOWN_OF_ONE_WARNING)
    assert outcome.counts is not None
    counts = outcome.counts
    click.echo(
        f"{many(outcome.speeches, 'speech', 'es')}, {many(counts.files, 'file')} in {output}/: "
        f"{counts.written:,} written, "
        f"{counts.unchanged:,} unchanged, {counts.deleted:,} deleted; {time.monotonic() - started:.1f} seconds"
    )
    if outcome.left_out:
        click.echo(f"Left out because of errors: {many(outcome.left_out, 'file')}", err=True)
        sys.exit(PROBLEMS)
