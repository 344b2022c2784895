"""Options → Plan."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from rostra import site
from rostra.plan import Plan
from rostra.schema import Wrong
from rostra.values import Scalar

CACHE = Path(".cache")
"""What was read and made before is remembered below this folder; it may be deleted at any time."""

_PACKAGE = Path(__file__).parents[1]
PACKAGED_TEMPLATES = next(
    (f for f in (_PACKAGE / "templates", _PACKAGE.parent / "templates") if f.is_dir()), Path("templates")
)
"""Those of the installed package, or of the checkout that it runs from."""

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
CONTENT = click.option("--content", type=FOLDER, default="content", show_default=True, help="The folder of speeches.")
TEMPLATES = click.option(
    "--templates", type=FOLDER, default=None, help="The folder of templates.  [default: templates]"
)


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Those of every command that reads an archive."""
    for option in (
        click.option("--strict", is_flag=True, help="Take warnings for errors."),
        click.option("--no-cache", is_flag=True, help="Read and render everything again, and remember nothing."),
        click.option("--base-url", metavar="URL", help="Where the site will live, instead of site.yaml's base_url."),
        TEMPLATES,
        CONTENT,
    ):
        command = option(command)
    return command


def plan_of(
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
            base_url = site.base_url(Scalar(base_url, 0))
        except Wrong as wrong:
            raise click.BadParameter(f"{wrong.message} {wrong.hint}", param_hint="--base-url") from None
    return Plan(
        content=content.resolve() if content.name in ("", ".", "..") else content,
        output=output.resolve() if output.name in ("", ".", "..") else output,
        templates=templates.resolve() if templates.name in ("", ".", "..") else templates,
        now=now(),
        base_url=base_url,
        strict=strict,
        keep_going=keep_going,
        cache=None if no_cache else CACHE,
    )


def refuse_mixing(plan: Plan) -> None:
    """Raises click.BadParameter where the site would stand among its sources, or they inside it."""
    output, here = plan.output.resolve(), Path.cwd()
    sources = [plan.content.resolve(), plan.templates.resolve()]
    for folder in (*sources, here):
        around = folder in output.parents and folder in sources
        if output == folder or output in folder.parents or around:
            raise click.BadParameter(
                f"The site would be mixed with {folder}; name a folder of its own.", param_hint="--output"
            )


def now() -> datetime:
    """The moment of the build, or the one that SOURCE_DATE_EPOCH states in Unix seconds (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch}; it must be a number of seconds since 1970.") from None
