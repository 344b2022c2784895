"""content/ → the files to read, and what is wrong with the others."""

import os
from pathlib import Path

from rostra.reading.folder import files
from tests.making import write


def listed(content: Path) -> tuple[list[str], list[str]]:
    found, _, problems = files(content, "content")
    return [file.shown for file in found], list(map(str, problems))


def test_speeches_are_found_in_the_order_of_their_paths(tmp_path: Path) -> None:
    write(tmp_path, {"b.md": "", "a/c.md": "", "a/b.MD": "", "a.markdown": "", "2021/신년사.md": ""})
    assert listed(tmp_path) == (
        ["content/2021/신년사.md", "content/a.markdown", "content/a/b.MD", "content/a/c.md", "content/b.md"],
        [],
    )


def test_what_is_not_the_archives_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"README.md": "", "a/readme.md": "", ".git/x.md": "", "_drafts/x.md": "", "_x.md": "", "x.txt": ""})
    write(tmp_path, {"site.yaml": "", "a.md~": "", "dir.md/a.md": ""})
    assert listed(tmp_path) == (["content/dir.md/a.md"], [])


def test_a_file_gives_its_bytes_and_its_path_within_content(tmp_path: Path) -> None:
    write(tmp_path, {"2021/a.md": b"\xff"})
    (file,) = files(tmp_path, "content")[0]
    assert (file.path, file.shown, file.data()) == ("2021/a.md", "content/2021/a.md", b"\xff")


def test_a_link_out_of_content_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"content/.keep": "", "secret.md": "secret", "content-too/a.md": ""})
    (tmp_path / "content/a.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "content/b.md").symlink_to(tmp_path / "content-too/a.md")
    (tmp_path / "content/c").symlink_to(tmp_path)
    assert listed(tmp_path / "content") == (
        [],
        [
            f"content/{name}: This is a link out of the content folder. Put the file itself here."
            for name in ("a.md", "b.md", "c")
        ],
    )


def test_a_link_within_content_to_a_file_is_read(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "x"})
    (tmp_path / "b.md").symlink_to("a.md")
    assert listed(tmp_path) == (["content/a.md", "content/b.md"], [])


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"2021/a.md": "x"})
    (tmp_path / "loop").symlink_to("2021")
    assert listed(tmp_path) == (
        ["content/2021/a.md"],
        ["content/loop: This is a link to a folder; it is not followed. Put the files themselves here."],
    )


def test_a_link_that_leads_nowhere_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("nowhere.md")
    (tmp_path / "b.md").symlink_to("b.md")
    assert listed(tmp_path) == (
        [],
        [f"content/{name}: This link leads nowhere. Put the file itself here." for name in ("a.md", "b.md")],
    )


def test_what_is_no_plain_file_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert listed(tmp_path) == ([], [])


def test_a_file_too_large_to_be_a_speech_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.md").open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    assert listed(tmp_path) == (
        [],
        ["content/a.md: The file is 50 MB. A speech may be at most 10 MB; move recordings and attachments elsewhere."],
    )


def test_two_files_of_one_name_are_a_problem(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "", "a.markdown": "", "cafe\u0301.md": "", "caf\u00e9.md": "", "a.fa.md": ""})
    assert listed(tmp_path)[1] == [
        "content/a.md: The name differs from that of content/a.markdown only in its ending. "
        "Rename one of the two files.",
        "content/caf\u00e9.md: The name differs from that of content/cafe\u0301.md only in how its letters are "
        "encoded. Rename one of the two files.",
    ]
