"""`check --fix`: mend what is certain, and show what was mended."""

import difflib
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

import click

from rostra.cli.saying import many
from rostra.desk.mending import LINE_ENDS, MARK, Mended, in_lines, mended
from rostra.desk.rewriting import replace
from rostra.reading import folder


def mend(content: Path, only: Collection[str] | None, *, err: bool) -> None:
    """Mend the files of `content`, or `only` those at these paths within it; show the difference and a count, on
    stderr if `err`."""
    files, _, _ = folder.files(content, content.name)
    counts: Counter[str] = Counter()
    written = 0
    for file in files:
        if only is not None and file.path not in only:
            continue
        try:
            data = file.data()
            made = mended(file.path, data)
            if not made.what or not replace(content / file.path, data, made.data):
                continue
        except OSError as error:
            click.echo(f"{file.shown}: The file could not be mended ({error.strerror or error}).", err=True)
            continue
        written += 1
        counts.update(made.what)
        for line in _difference(file.shown, data, made):
            click.echo(line, err=err)
    if written:
        listed = ", ".join(f"{what} in {count:,}" for what, count in sorted(counts.items()))
        click.echo(f"{many(written, 'file')} mended: {listed}", err=err)


def _difference(shown: str, data: bytes, made: Mended) -> Iterator[str]:
    """A unified diff; what no diff can show in lines is named above it."""
    unseen = [what for what in made.what if what in (MARK, LINE_ENDS)]
    if unseen:
        yield f"{shown}: {', '.join(unseen)}"
    before, after = (text.removesuffix("\n").split("\n") for text in (in_lines(data), made.data.decode()))
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for line in difflib.unified_diff(before, after, shown, shown, lineterm=""):
        yield click.style(line, fg=colours.get(line[0]))  # without colours where no terminal shows them
