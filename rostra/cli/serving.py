"""`serve`: the site in a browser while it is written."""

import importlib.util
import time
from pathlib import Path

import click

from rostra.cli.planning import CACHE, CONTENT, TEMPLATES, now, plan_of
from rostra.cli.progress import Progress
from rostra.cli.saying import counted, many, show
from rostra.desk.preview import Preview, State
from rostra.problem import Severity

PORT = 8000

_LIBRARIES = ("starlette", "uvicorn", "watchfiles", "websockets")


@click.command("serve")
@CONTENT
@TEMPLATES
@click.option(
    "--port", type=click.IntRange(1, 65535), help=f"Where it listens on this machine.  [default: {PORT}, or the next]"
)
def command(content: Path, templates: Path | None, port: int | None) -> None:
    """Show the site in a browser while you write; drafts, too."""
    if missing := [name for name in _LIBRARIES if importlib.util.find_spec(name) is None]:
        raise click.UsageError(f"serve needs more libraries: python -m pip install {' '.join(missing)}")
    from rostra.desk import serving  # lazy: its libraries may be missing

    try:
        on = serving.listening(port or PORT, is_asked=port is not None)
    except OSError as error:
        raise click.UsageError(f"Port {port or PORT}: {error.strerror}; name another with --port.") from None
    url = f"http://{serving.HOST}:{on.getsockname()[1]}/"
    plan = plan_of(content, Path("output"), templates, url, strict=False, keep_going=True, no_cache=False)
    with on, Preview(plan, CACHE / "preview") as preview:
        with Progress() as progress:
            preview.refresh(now(), progress)
        show(preview.state.problems, most=3)
        click.echo(f"{plan.content}/ is at {url} until you press Ctrl-C; every page follows what you save.")
        folders = [plan.content, plan.templates]
        serving.serve(preview, on, folders, now, _told)
    click.echo("Ended.")


def _told(state: State, files: int, seconds: float) -> None:
    """One line for each change, and the errors."""
    what = many(files, "file") if files else "Files"
    click.echo(f"{time.strftime('%H:%M:%S')} {what} changed, {seconds:.2f} seconds; {counted(state.problems)}")
    show([problem for problem in state.problems if problem.severity == Severity.ERROR], most=None)
