"""`import`: write what others keep to content/, and say what could not be decided."""

import sys
from pathlib import Path

import click

from rostra import values
from rostra.cli.progress import Progress
from rostra.cli.saying import PROBLEMS, many, show
from rostra.importing import writing
from rostra.importing.importers import (
    FOLDERS,
    IMPORTERS,
    WITH_MAP,
    WITH_RULES,
    Missing,
    Settings,
    importer,
    names_for,
    settings_of,
)
from rostra.problem import Severity


@click.command("import")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--from", "name", type=click.Choice(list(IMPORTERS)), help="What SOURCE is, where it does not say so itself."
)
@click.option(
    "--map",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A YAML file that names columns or fields of SOURCE for some of ours, such as title: Headline.",
)
@click.option(
    "--rules",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A YAML file that says where saved pages or captures have their title, date and text.",
)
@click.option(
    "--content",
    type=click.Path(file_okay=False, path_type=Path),
    default="content",
    show_default=True,
    help="The folder to write to.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--force", is_flag=True, help="Overwrite files that are there and differ.")
def command(
    source: Path, name: str | None, file: Path | None, rules: Path | None, content: Path, *, dry_run: bool, force: bool
) -> None:
    """Import what others keep into content/. That is a Jekyll, Hugo, Eleventy or Pelican folder, a table, saved pages,
    captures of pages as text, or Word documents."""
    name = name or _told_by(source)
    if name in FOLDERS and source.is_file():
        raise click.UsageError(f"--from {name} takes a folder, and {source} is a file.")
    for option, given, takers in (("--map", file, WITH_MAP), ("--rules", rules, WITH_RULES)):
        if given and name not in takers:
            listed = f"{', '.join(takers[:-1])} and {takers[-1]}"
            raise click.UsageError(f"{option} is for {listed}; here it says nothing.")
    settings = _settings(file) if file else Settings()
    settings.path = str(rules) if rules else settings.path
    try:
        found = importer(name)(source, settings)
        with Progress() as progress:
            done = writing.write(found, content, progress, force=force, dry_run=dry_run)
    except Missing as missing:
        raise click.UsageError(str(missing)) from None
    except writing.Unwritable as wrong:
        raise click.UsageError(f"{content} cannot be written to: {wrong}.") from None
    except writing.Busy:
        raise click.UsageError(f"Another import is writing to {content}; wait for its end.") from None
    show([problem for problem in done.problems if problem.severity != Severity.NOTICE], None)
    show([problem for problem in done.problems if problem.severity == Severity.NOTICE], 1)
    would = "to be written" if dry_run else "written"
    click.echo(
        f"{many(done.written, 'text')} {would}, {done.unchanged:,} unchanged, {done.left_out:,} not imported, "
        f"{many(done.copied, 'other file')} {'to be copied' if dry_run else 'copied'}, {_decisions(done)}"
    )
    if done.left_out:
        sys.exit(PROBLEMS)


def _told_by(source: Path) -> str:
    """The importer that `source` asks for, which is said. Raises click.UsageError where it does not tell."""
    names = names_for(source)
    if len(names) != 1:
        what = f"could be {' or '.join(names)}" if names else "does not say what it is"
        raise click.UsageError(f"{source} {what}; name it: --from {'|'.join(names or IMPORTERS)}.")
    click.echo(f"{source} is taken for {names[0]}.")
    return names[0]


def _settings(file: Path) -> Settings:
    """What `file` says. Raises click.UsageError where it is no YAML."""
    try:
        return settings_of(file)
    except values.Malformed as wrong:
        raise click.UsageError(f"{file}:{wrong.line}: {wrong.message} {wrong.hint}") from None
    except UnicodeDecodeError:
        raise click.UsageError(f"{file} is not UTF-8.") from None


def _decisions(done: writing.Imported) -> str:
    """How many doubts an editor is left with."""
    return many(sum(problem.severity == Severity.WARNING for problem in done.problems), "doubt")
