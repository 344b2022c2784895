"""`python -m tests.importing.killed SOURCE CONTENT STEPS`: import SOURCE into CONTENT, and be killed at the step
STEPS that changes the disk, as if the power had gone. A file that was just opened to be written has half a word in it.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from rostra.importing import writing
from rostra.importing.importers import Settings, importer
from tests.making import unseen

_CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link"}


def main(source: Path, content: Path, steps: int) -> None:
    """Import, and be killed at `steps`, unless the import ends before."""
    found = list(importer("jekyll")(source, Settings()))
    left = steps

    def kill(event: str, args: tuple[Any, ...]) -> None:
        nonlocal left
        opens = event == "open" and args[2] & (os.O_WRONLY | os.O_RDWR) and str(args[0]).startswith(str(content))
        if not opens and event not in _CHANGES:
            return
        left -= 1
        if left:
            return
        if opens:
            os.write(os.open(args[0], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), b"hal")
        os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(kill)
    writing.write(found, content, unseen)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
