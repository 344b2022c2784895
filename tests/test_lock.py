"""content/passages.lock: a link to a passage that was edited still finds it, on any machine."""

import errno
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from rostra import lock
from rostra.reading.plain import anchor_of
from tests.making import make, speech

CONTENT = Path(__file__).parents[1] / "content"

FIRST = speech("A", body="We meet again.\n\nThe bridge is open.\n\nThank you.")
EDITED = FIRST.replace("is open", "was opened")
OLD, NEW = anchor_of("The bridge is open."), anchor_of("The bridge was opened.")


def lines(folder: Path) -> list[str]:
    return (folder / "content" / lock.FILE).read_text(encoding="utf-8").splitlines()


def test_a_link_to_a_passage_that_was_edited_finds_it(tmp_path: Path) -> None:
    assert f'<p id="{OLD}">' in make(tmp_path, {"2021/a.md": FIRST}).text("2021/a/index.html")
    assert lines(tmp_path)[0].startswith("# The anchors of passages")
    page = make(tmp_path, {"2021/a.md": EDITED}).text("2021/a/index.html")
    assert f'<p id="{NEW}"><span id="{OLD}"></span>The bridge was opened.' in page
    path, tab, anchors = lines(tmp_path)[1].partition("\t")
    assert (path, tab) == ("2021/a.md", "\t")
    assert anchors.split(" ")[1] == f"{NEW[1:]}:{OLD[1:]}"


def test_it_does_so_on_a_machine_that_has_the_files_alone(tmp_path: Path) -> None:
    make(tmp_path / "one", {"2021/a.md": FIRST})
    files: dict[str, str | bytes] = {
        lock.FILE: (tmp_path / "one" / "content" / lock.FILE).read_bytes(),
        "2021/a.md": EDITED,
    }
    assert f'<span id="{OLD}"></span>' in make(tmp_path / "two", files).text("2021/a/index.html")


def test_a_text_without_passages_or_a_file_that_is_gone_has_no_line(tmp_path: Path) -> None:
    make(tmp_path, {"2021/a.md": FIRST, "2021/b.md": speech("B")})
    assert [line.partition("\t")[0] for line in lines(tmp_path)[1:]] == ["2021/a.md", "2021/b.md"]
    (tmp_path / "content/2021/a.md").unlink()
    make(tmp_path, {"2021/c.md": speech("C", body="")})
    assert [line.partition("\t")[0] for line in lines(tmp_path)[1:]] == ["2021/b.md"]
    (tmp_path / "content/2021/b.md").unlink()
    make(tmp_path, {})
    assert not (tmp_path / "content" / lock.FILE).exists()


def test_a_build_that_is_refused_leaves_it_as_it_was(tmp_path: Path) -> None:
    make(tmp_path, {"2021/a.md": FIRST})
    before = lines(tmp_path)
    assert make(tmp_path, {"2021/a.md": EDITED, "2021/b.md": "no front matter"}).outcome is None
    assert lines(tmp_path) == before
    make(tmp_path, {"2021/b.md": speech("B")})
    assert f'<span id="{OLD}"></span>' in (tmp_path / "output/2021/a/index.html").read_text(encoding="utf-8")


def test_a_text_with_an_error_keeps_its_line(tmp_path: Path) -> None:
    make(tmp_path, {"2021/a.md": FIRST, "2021/b.md": speech("B")})
    before = lines(tmp_path)
    make(tmp_path, {"2021/a.md": EDITED.replace("title: A", "title:")}, keep_going=True)
    assert lines(tmp_path) == before


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "<<<<<<< HEAD\n2021/a.md\t1a2b3c4d\n=======\n2021/a.md\t1a2b3c4e\n>>>>>>> other\n",
            [
                "content/passages.lock:1: Two versions of the file were not put together. "
                "Keep the lines of both, one a text, and no others.",
                "content/passages.lock:3: Two versions of the file were not put together. "
                "Keep the lines of both, one a text, and no others.",
                "content/passages.lock:4: 2021/a.md has a line already. Keep the newer of the two.",
                "content/passages.lock:5: Two versions of the file were not put together. "
                "Keep the lines of both, one a text, and no others.",
            ],
        ),
        (
            "# A remark.\n2021/a.md 1a2b3c4d\n",
            [
                "content/passages.lock:2: This is not a file's path, a tab and anchors. "
                "Take the line from git again, or delete it."
            ],
        ),
        (
            "2021/a.md\tp1\n",
            [
                "content/passages.lock:1: This is not a file's path, a tab and anchors. "
                "Take the line from git again, or delete it."
            ],
        ),
        (b"\xff", ["content/passages.lock: The byte at 0 is not UTF-8. Take the file from git again, or delete it."]),
    ],
    ids=["conflict", "no tab", "no anchor", "bytes"],
)
def test_one_that_cannot_be_read_is_a_problem(tmp_path: Path, rows: str | bytes, message: list[str]) -> None:
    made = make(tmp_path, {"2021/a.md": FIRST, lock.FILE: rows}, keep_going=True)
    assert list(made.messages) == message
    assert made.outcome is None


def test_one_that_cannot_be_written_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(content: Path, data: bytes, name: str) -> Any:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(lock, "keep", refused)
    made = make(tmp_path, {"2021/a.md": FIRST})
    assert made.messages == (
        "content/passages.lock: The file could not be kept (Read-only file system). "
        "Without it links to passages lead nowhere once these are edited.",
    )
    assert made.outcome is not None
    assert "2021/a/index.html" in made.paths


def test_that_of_the_sample_archive_is_up_to_date(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    before = lines(tmp_path)
    make(tmp_path, {})
    assert lines(tmp_path) == before


def test_in_a_browser_s_eyes_every_id_is_there_once(tmp_path: Path) -> None:
    make(tmp_path, {"2021/a.md": FIRST})
    make(tmp_path, {"2021/a.md": EDITED})
    page = make(tmp_path, {"2021/a.md": EDITED + "\nThe bridge is open.\n"}).text("2021/a/index.html")
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert f'<p id="{OLD}">The bridge is open.' in page  # it has come back: it is its own again
