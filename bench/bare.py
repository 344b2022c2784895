"""Rostra without its search, which no other generator has by itself: `python -m bench.bare build …`, as `build.py`.

In: what `build.py` takes. Out: the same site, but for the index of words.
"""

import sys
from typing import Any

from rostra import build, cli, memo


def _nothing(*_: Any) -> list[list[str]]:
    return []


if __name__ == "__main__":
    memo.record_of = _nothing  # type: ignore[assignment, attr-defined]
    build._index_words = _nothing  # type: ignore[assignment]
    cli.main(sys.argv[1:], prog_name="rostra")
