"""`check --fix`: what it writes, shows and counts."""

import os
from pathlib import Path

import pytest
from click import unstyle
from click.testing import CliRunner, Result

from rostra.cli import main
from rostra.desk.rewriting import replace
from tests.making import TEMPLATES, write

RIGHT = b"---\ntitle:   'Right'  # as printed\ndate: 2021-11-18\noccasion: A\naudience: B\n---\nOne  \ntwo.\n"
SPACED = '---\n# ours\ntitle: "Spaced" \ndate: 2021–11–17\noccasion: A\naudience: B\n---\nOne \ntwo.\n'.encode()
MENDED = b'---\n# ours\ntitle: "Spaced"\ndate: 2021-11-17\noccasion: A\naudience: B\n---\nOne\ntwo.\n'
WINDOWS = b"\xef\xbb\xbf---\r\ntitle: Windows\r\ndate: 2021-11-19\r\noccasion: A\r\naudience: B\r\n---\r\nOne.\r\n"
WRONG = b"---\r\ntitle: Wrong \r\ndate: 2021-02-30\r\noccasion: A\r\naudience: B\r\n---\r\nOne.\r\n"


@pytest.fixture(autouse=True)
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write(tmp_path / "content", {"right.md": RIGHT, "2021/spaced.md": SPACED, "windows.md": WINDOWS})


def run(*options: str, colour: bool = False) -> Result:
    arguments = ["check", "--templates", str(TEMPLATES), *options]
    return CliRunner().invoke(main, arguments, color=colour)


def test_certain_things_are_mended_shown_and_counted(content: Path) -> None:
    found = run("--fix")
    assert found.exit_code == 0
    assert found.stdout == (
        "--- content/2021/spaced.md\n"
        "+++ content/2021/spaced.md\n"
        "@@ -1,9 +1,9 @@\n"
        " ---\n"
        " # ours\n"
        '-title: "Spaced" \n'
        "-date: 2021–11–17\n"
        '+title: "Spaced"\n'
        "+date: 2021-11-17\n"
        " occasion: A\n"
        " audience: B\n"
        " ---\n"
        "-One \n"
        "+One\n"
        " two.\n"
        "content/windows.md: byte-order mark, Windows line ends\n"
        "2 files mended: Windows line ends in 1, byte-order mark in 1, dashes in dates in 1, trailing blanks in 1\n"
        "3 speeches, 0 errors, 0 warnings\n"
    )
    assert (content / "2021/spaced.md").read_bytes() == MENDED
    assert (content / "windows.md").read_bytes() == WINDOWS.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"")
    assert (content / "right.md").read_bytes() == RIGHT


def test_a_second_time_nothing_is_touched(content: Path) -> None:
    run("--fix")
    before = {file: file.stat() for file in content.rglob("*.md")}
    assert run("--fix").stdout == "3 speeches, 0 errors, 0 warnings\n"
    assert {file: file.stat() for file in content.rglob("*.md")} == before


def test_without_fix_nothing_is_written(content: Path) -> None:
    assert run().exit_code == 1
    assert (content / "2021/spaced.md").read_bytes() == SPACED


def test_what_cannot_be_mended_is_named_and_left(content: Path) -> None:
    write(content, {"wrong.md": WRONG})
    found = run("--fix")
    assert found.exit_code == 1
    assert "content/wrong.md:3: date: 2021-02-30 is not a day" in found.stderr
    assert found.stderr.endswith("\n1 error, 0 warnings\n")
    assert (content / "wrong.md").read_bytes() == WRONG
    assert (content / "2021/spaced.md").read_bytes() == MENDED


def test_report_for_programs_stays_whole(content: Path) -> None:
    found = run("--fix", "--format", "json")
    assert found.stdout == "[]\n"
    assert "+date: 2021-11-17" in found.stderr


def test_difference_is_coloured_on_a_terminal() -> None:
    coloured = run("--fix", colour=True).stdout
    assert "\x1b[32m+date: 2021-11-17\x1b[0m" in coloured
    assert "\x1b[31m-date: 2021–11–17\x1b[0m" in coloured
    assert "+date: 2021-11-17\n" in unstyle(coloured)


def test_file_keeps_its_mode_and_a_link_stays_one(content: Path) -> None:
    (content / "2021/spaced.md").chmod(0o640)
    (content / "link.md").symlink_to("2021/spaced.md")
    os.replace(content / "2021/spaced.md", content / "2021/_kept.md")
    (content / "link.md").unlink()
    (content / "link.md").symlink_to("2021/_kept.md")
    run("--fix")
    assert (content / "link.md").is_symlink()
    assert (content / "2021/_kept.md").read_bytes() == MENDED
    assert (content / "2021/_kept.md").stat().st_mode & 0o777 == 0o640
    assert sorted(file.name for file in content.rglob("*.*")) == ["_kept.md", "link.md", "right.md", "windows.md"]


def test_file_that_somebody_changed_meanwhile_is_left_to_them(content: Path) -> None:
    assert replace(content / "right.md", b"as it was", b"new") is False
    assert (content / "right.md").read_bytes() == RIGHT


def test_file_that_cannot_be_written_is_named(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("rostra.cli.mending.replace", refuse)
    found = run("--fix")
    assert "content/windows.md: The file could not be mended (Permission denied).\n" in found.stderr
    assert (content / "windows.md").read_bytes() == WINDOWS
