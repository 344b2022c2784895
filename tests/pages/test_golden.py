"""Golden sites: folders that an editor could have written, and the pages that they make.

Of each page what is inside `<main>` is compared; the frame once, with the home page; other files whole.
"""

import re
from pathlib import Path

import pytest

from tests.making import Made, make

SITES = Path(__file__).parents[1] / "sites"


def content_of(site: Path) -> dict[str, bytes]:
    folder = site / "content"
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def compared(made: Made, path: str) -> str:
    """The part of a file that is compared; the hashes in the names of static files are not."""
    if not path.endswith(".html") or path == "index.html" or "<main" not in made.text(path):
        return re.sub(r"(/\w+)\.[0-9a-f]{8}\.(css|js)\b", r"\1.HASH.\2", made.text(path))
    return made.main(path) + "\n"


@pytest.mark.parametrize("site", sorted(SITES.iterdir()), ids=lambda site: site.name)
def test_golden(site: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    made = make(tmp_path, content_of(site))
    expected = site / "expected"
    found = {path: compared(made, path) for path in made.paths}
    found["messages.txt"] = "".join(f"{message}\n" for message in made.messages)
    if request.config.getoption("--rewrite-golden"):
        for old in expected.rglob("*.*"):
            old.unlink()
        for path, text in found.items():
            file = expected / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    on_disk = {file.relative_to(expected).as_posix(): file for file in expected.rglob("*") if file.is_file()}
    assert set(on_disk) == set(found)
    for path, file in sorted(on_disk.items()):
        assert found[path] == file.read_text(encoding="utf-8"), path
