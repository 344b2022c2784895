"""Puts new bytes in the place of a file, whole or not at all."""

import os
import stat
import tempfile
from pathlib import Path


def replace(file: Path, before: bytes, after: bytes) -> bool:
    """Let `file` hold `after`; False where it no longer holds `before`, and is left to whoever changed it.

    A link stays a link, and the file keeps its mode. Raises OSError.
    """
    target = file.resolve()
    mode = stat.S_IMODE(target.stat().st_mode)
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=target.parent)  # no speech: it starts with a dot
    staged = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
        staged.chmod(mode)
        if target.read_bytes() != before:
            return False
        staged.replace(target)
    finally:
        staged.unlink(missing_ok=True)
    return True
