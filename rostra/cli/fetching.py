"""`admin`: fetch the program of /admin/."""

import sys
from pathlib import Path

import click

from rostra.cli.planning import PACKAGED_TEMPLATES, TEMPLATES
from rostra.cli.saying import PROBLEMS
from rostra.desk import vendoring
from rostra.publishing.folder import EDITOR


@click.command("admin")
@TEMPLATES
def command(templates: Path | None) -> None:
    """Fetch the program of /admin/ with npm, once. `admin` in site.yaml turns the page on."""
    folder = (templates or (Path("templates") if Path("templates").is_dir() else PACKAGED_TEMPLATES)) / EDITOR
    try:
        vendoring.fetch(folder)
    except vendoring.NotFetched as error:
        click.echo(f"{error}", err=True)
        sys.exit(PROBLEMS)
    for package in vendoring.PACKAGES:
        click.echo(f"{folder / package.into}: {package.name} {package.version}")
