"""The command line: arguments, progress, the report, the exit code. The only room that prints or exits.

A command is a module with one `command`; `COMMANDS` names them. Only the one that is called is imported, so that a
rebuild does not wait for what a server or an import needs.

planning.py     options → Plan
progress.py     how far long work is
saying.py       problems and counts → lines, and the exit code
mending.py      what `check --fix` mends, and how it is shown
translating.py  what `new --translate` writes
"""

import atexit
import gc
import importlib

import click

from rostra import __version__

COMMANDS = {
    "build": "building",
    "check": "checking",
    "new": "drafting",
    "import": "importing",
    "serve": "serving",
    "admin": "fetching",
}
"""The commands, in the order in which `--help` lists them, and their modules."""


class Commands(click.Group):
    """`build` where no command is named, so that `python build.py --strict` works as one expects."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {*COMMANDS, "--help", "-h", "--version"}
        if not args or args[0] not in own:
            args = ["build", *args] if not args or args[0].startswith("-") else args
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"rostra.cli.{COMMANDS[cmd_name]}").command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rostra")
def main() -> None:
    """Rostra makes a website from an archive of speeches in Markdown."""
    # Millions of values are made that stay, and hardly a cycle: to look for these takes an eighth of a rebuild.
    # Workers, which make cycles with each page, look for them more often.
    gc.set_threshold(1_000_000, 20, 100)
    atexit.register(gc.freeze)  # nor at the end, when all of them go anyway
