"""The short ways past Markdown make of every body of every real archive what the stock library makes of it."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from rostra.reading import source
from tests.real.conftest import NAMES
from tests.stock import stock_and_short

CHUNK = 100


def compared(files: Sequence[Path]) -> tuple[int, list[str]]:
    """How many bodies the two were made of, and the files where they differ."""
    count, different = 0, []
    for file in files:
        taken, _ = source.read(file.name, file.read_bytes())
        if taken is not None:
            stock, short = stock_and_short(taken.body)
            count += 1
            if stock != short:
                different.append(str(file))
    return count, different


@pytest.mark.parametrize("name", NAMES)
def test_the_short_way_gives_what_the_stock_library_gives_of_every_body(name: str, archives: Path) -> None:
    files = sorted((archives / name).rglob("*.md"))
    with ProcessPoolExecutor() as workers:
        found = list(workers.map(compared, (files[start : start + CHUNK] for start in range(0, len(files), CHUNK))))
    assert [path for _, different in found for path in different] == []
    assert sum(count for count, _ in found) >= len(files) - 1  # one file in all has no front matter that can be read
