"""Files in the content codings that servers hold ready."""

import gzip
import time
from pathlib import Path

import brotli
import pytest

from rostra.publishing.codings import coded, suffixes_of
from tests.making import make, speech, write


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", ("", ".br", ".gz")),
        ("search/words/a.js", ("", ".br", ".gz")),
        ("feed.xml", ("", ".br", ".gz")),
        ("static/icon.svg", ("", ".br", ".gz")),
        ("2021/portrait.jpg", ("",)),
        ("2021/speech.mp3", ("",)),
        ("2021/speech.html.zip", ("",)),
    ],
)
def test_what_is_not_compressed_already_has_two_codings(path: str, expected: tuple[str, ...]) -> None:
    assert suffixes_of(path, compress=True) == expected
    assert suffixes_of(path, compress=False) == ("",)


@pytest.mark.parametrize("data", [b"", b"a", "سخنرانی ".encode() * 1000, bytes(range(256))])
def test_codings_hold_the_same_bytes(data: bytes) -> None:
    assert coded(data, "") == data
    assert brotli.decompress(coded(data, ".br")) == data
    assert gzip.decompress(coded(data, ".gz")) == data


def test_codings_do_not_depend_on_the_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [coded(b"The words", suffix) for suffix in (".br", ".gz")]
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    assert [coded(b"The words", suffix) for suffix in (".br", ".gz")] == before


def test_every_page_stands_beside_its_codings(tmp_path: Path) -> None:
    made = make(tmp_path, {"2021/a.md": speech(body="We meet again, سلام.")}, compress=True)
    paths = made.paths - {".htaccess", "_headers"}  # servers read these, nobody asks for them
    plain = {path for path in paths if not path.endswith((".br", ".gz"))}
    assert {"2021/a/index.html", "feed.xml", "index.json", "robots.txt", "search/directory.js"} <= plain
    assert paths == {path + suffix for path in plain for suffix in ("", ".br", ".gz")}
    for path in plain:
        data = (made.output / path).read_bytes()
        assert brotli.decompress((made.output / f"{path}.br").read_bytes()) == data
        assert gzip.decompress((made.output / f"{path}.gz").read_bytes()) == data


def test_codings_go_when_they_are_no_longer_asked_for(tmp_path: Path) -> None:
    files = {"2021/a.md": speech()}
    assert any(path.endswith(".br") for path in make(tmp_path, files, compress=True).paths)
    assert not any(path.endswith((".br", ".gz")) for path in make(tmp_path, files).paths)


def test_file_that_somebody_else_put_in_the_place_of_a_coding_is_not_overwritten(tmp_path: Path) -> None:
    write(tmp_path / "output", {"index.html.gz": b"mine"})
    made = make(tmp_path, {"2021/a.md": speech()}, compress=True)
    assert made.messages == (
        "output/index.html.gz: This was not made by this build, and a page would take its place. "
        "Move it away, or build into another folder.",
    )
    assert (tmp_path / "output/index.html.gz").read_bytes() == b"mine"
    assert not (tmp_path / "output/index.html").exists()
