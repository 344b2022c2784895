"""`new --translate`: the file of a translation."""

from pathlib import Path

import click

from rostra import labels, site
from rostra.build import speeches_in
from rostra.cli.planning import plan_of
from rostra.cli.progress import Progress
from rostra.desk import translating
from rostra.schema import Wrong


def translation(content: Path, file: Path, tag: str, title: str) -> tuple[Path, str]:
    """Where the translation of `file` into the language `tag` belongs, and what stands in it; says which labels have no
    name in that language. Raises click.UsageError where there can be none."""
    try:
        path = file.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        raise click.UsageError(f"{file} is not below {content}/.") from None
    plan = plan_of(content, Path("output"), None, None, strict=False, keep_going=True, no_cache=False)
    settings, _ = site.load(plan.content, plan.content.name)
    names, _ = labels.load(plan.content, plan.content.name)
    try:
        lang = translating.language_of(tag)
        shown = f"{plan.content.name}/{path}"
        original = translating.original_of(path, shown, file.read_bytes(), settings.language)
        with Progress() as progress:
            others = speeches_in(plan, progress)
        place = content / translating.path_of(original, lang, settings.language, others)
        text = translating.text_of(original, " ".join(title.split()))
    except Wrong as wrong:
        raise click.UsageError(f"{wrong.message} {wrong.hint}") from None
    for taxonomy, found in translating.unnamed(original, lang, settings.language, names).items():
        click.echo(f"{content}/{labels.FILE} has no name in {lang} for these {taxonomy}: {', '.join(found)}", err=True)
    return place, text
