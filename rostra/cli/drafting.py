"""`new`: write the file of a new speech."""

import os
import sys
from pathlib import Path

import click

from rostra import schema
from rostra.build import speeches_in
from rostra.cli.planning import CONTENT, plan_of
from rostra.cli.progress import Progress
from rostra.cli.translating import translation
from rostra.desk import drafting
from rostra.schema import Wrong
from rostra.values import Scalar

SHOWN_LABELS = 12
"""How many labels in use are offered."""


@click.command("new")
@click.option("--title", help="What the speech is called.")
@click.option("--date", help="In EDTF: 2021-11-17, 2021-11, 2021, 1863~; XXXX where nothing is known.")
@click.option("--occasion", multiple=True, help="May be named several times.")
@click.option("--audience", multiple=True, help="May be named several times.")
@click.option("--lang", default="", help="The language of the text, where it is not the site's own.")
@click.option(
    "--translate",
    type=(click.Path(exists=True, dir_okay=False, path_type=Path), str),
    metavar="FILE LANG",
    help="Write the file of a translation of FILE into LANG instead.",
)
@CONTENT
def command(
    title: str | None,
    date: str | None,
    occasion: tuple[str, ...],
    audience: tuple[str, ...],
    lang: str,
    translate: tuple[Path, str] | None,
    content: Path,
) -> None:
    """Write the file of a new speech. Asks for what is not given, and opens $EDITOR."""
    asks = _is_asked()
    if translate:
        if date or occasion or audience or lang:
            raise click.UsageError("A translation takes date and labels from its original; only --title may be given.")
        file, text = translation(content, *translate, title or "")
        _written(file, text, "", asks=asks)
        return
    if not title:
        if not asks:
            raise click.UsageError("Name the speech: --title.")
        title = click.prompt("Title")
    if date is None and asks:
        date = click.prompt("Date (2021-11-17, 2021-11, 2021; empty: not known)", default="", show_default=False)
    plan = plan_of(content, Path("output"), None, None, strict=False, keep_going=True, no_cache=False)
    with Progress() as progress:
        known = drafting.labels_in_use(speeches_in(plan, progress))
    given = {"occasion": occasion, "audience": audience}
    said = {name: _labels(name, given[name], known[name], asks=asks) for name in given}
    try:
        tag = schema.language(Scalar(lang, 0)) if lang else ""
        draft = drafting.Draft(title=" ".join(title.split()), date=(date or "").strip(), lang=tag, **said)
        file = content / drafting.path_of(draft)
    except Wrong as wrong:
        raise click.UsageError(f"{wrong.message} {wrong.hint}") from None
    _written(file, drafting.text_of(draft), "give the speech another title", asks=asks)


def _written(file: Path, text: str, hint: str, *, asks: bool) -> None:
    """Write a new file, say where it is, and open it. Raises click.UsageError where there is one already."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        if file.exists():
            raise click.UsageError(f"{file} is there already{f'; {hint}' if hint else ''}.") from None
        raise click.UsageError(f"{file} cannot be written: {error.strerror} ({error.filename}).") from None
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
