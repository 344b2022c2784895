"""`python -m tests.publishing.killed FOLDER`: build FOLDER/content again and again, each build killed one step later.

Each build works on a copy of FOLDER/output: FOLDER/killed/1/output, 2/output … The last of them was let run to its
end. A step is whatever changes the disk; a build that is killed as it opens a file to write leaves half a word in it.
"""

import itertools
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from rostra.build import Plan, build
from tests.making import NOON

_CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate"}


class _Killer:
    """An audit hook (PEP 578), so that no way to the disk is missed. There is no way to take one back: fork first."""

    def __init__(self, output: Path, steps: int) -> None:
        self._output = str(output)
        self._left = steps

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        opens = event == "open" and args[2] & (os.O_WRONLY | os.O_RDWR) and str(args[0]).startswith(self._output)
        if not opens and event not in _CHANGES:
            return
        self._left -= 1
        if self._left:
            return
        if opens:
            os.write(os.open(args[0], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), b"hal")
        os.kill(os.getpid(), signal.SIGKILL)


def _build(folder: Path, output: Path, steps: int) -> None:
    sys.addaudithook(_Killer(output, steps))
    plan = Plan(content=folder / "content", output=output, templates=folder / "templates", now=NOON)
    build(plan, lambda stage, done, total: None)


def main(folder: Path) -> None:
    """Kill builds until one ends by itself."""
    for steps in itertools.count(1):
        output = folder / "killed" / str(steps) / "output"
        shutil.copytree(folder / "output", output)
        child = os.fork()
        if not child:
            try:
                _build(folder, output, steps)
            except BaseException:
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
