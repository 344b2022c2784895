"""What differs from a git revision, and the problems that concern it."""

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rostra.cli import main
from rostra.desk.changed import Unknown, changed_in, concerning
from rostra.problem import Problem
from tests.making import TEMPLATES, speech, write

LABELS = {"occasion": "Harvest", "audience": "Farmers"}
WRONG = "2021-02-30"


def git(folder: Path, *arguments: str) -> str:
    names = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    done = subprocess.run(command, cwd=folder, env={**os.environ, **names, **own}, check=True, capture_output=True)
    return done.stdout.decode()


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with three committed speeches, two of them wrong; the tests stand in it."""
    files = {
        "content/2021/a.md": speech("A", **LABELS),
        "content/2021/old.md": speech("Old", WRONG, **LABELS),
        "content/2021/two words.md": speech("Two", WRONG, **LABELS),
        ".gitignore": ".cache\ncontent/ignored.md\n",
        "elsewhere.txt": "x",
    }
    write(tmp_path, files)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*options: str) -> Result:
    return CliRunner().invoke(main, ["check", "--templates", str(TEMPLATES), *options])


def test_changed_staged_new_and_deleted_files_are_found_and_ignored_ones_are_not(archive: Path) -> None:
    content = archive / "content"
    assert changed_in(content, "HEAD") == frozenset()
    write(content, {"2021/a.md": "changed", "2021/نو.md": "new", "ignored.md": "x", "2021/staged.md": "x"})
    write(archive, {"elsewhere.txt": "changed"})
    git(archive, "add", "content/2021/staged.md")
    (content / "2021/old.md").unlink()
    git(archive, "mv", "content/2021/two words.md", "content/2021/three words.md")
    assert changed_in(content, "HEAD") == {
        "2021/a.md",
        "2021/old.md",
        "2021/staged.md",
        "2021/three words.md",
        "2021/two words.md",
        "2021/نو.md",
    }


def test_a_branch_is_compared_with_where_it_began(archive: Path) -> None:
    git(archive, "switch", "-qc", "work")
    write(archive, {"content/2021/mine.md": speech("Mine")})
    git(archive, "add", ".")
    git(archive, "commit", "-qm", "mine")
    git(archive, "switch", "-q", "main")
    write(archive, {"content/2021/theirs.md": speech("Theirs")})
    git(archive, "add", ".")
    git(archive, "commit", "-qm", "theirs")
    git(archive, "switch", "-q", "work")
    assert changed_in(archive / "content", "main") == {"2021/mine.md"}


def test_only_problems_of_changed_files_are_said_and_the_others_are_counted(archive: Path) -> None:
    found = run("--changed")
    assert (found.exit_code, found.stdout) == (0, "0 errors, 0 warnings\n")
    assert found.stderr == "Not shown: 2 errors in files that did not change.\n"
    write(archive, {"content/2021/new.md": speech("New", WRONG)})
    found = run("--changed")
    assert found.exit_code == 1
    lines = found.stderr.splitlines()
    assert lines[0].startswith("content/2021/new.md:3: date: 2021-02-30 is not a day of the calendar.")
    assert lines[-2:] == [
        "Not shown: 2 errors in files that did not change.",
        "Nothing was written: 1 error, 0 warnings",
    ]
    assert "old.md:" not in found.stderr
    assert '"content/2021/new.md"' in run("--changed", "HEAD", "--format", "json").stdout


def test_clash_with_a_changed_file_is_named_though_it_is_said_of_another(archive: Path) -> None:
    git(archive, "rm", "-q", "content/2021/old.md", "content/2021/two words.md")
    write(archive, {"content/2021/z.md": speech("Z", slug="A2", **LABELS)})
    git(archive, "add", ".")
    git(archive, "commit", "-qm", "second")
    write(archive, {"content/2021/b.md": speech("B", slug="A2", **LABELS)})
    found = run("--changed")
    assert found.exit_code == 1
    assert "content/2021/z.md:4: address: The address /2021/a2/ is already taken by content/2021/b.md." in found.stderr


def test_reference_to_a_file_that_is_gone_is_named(archive: Path) -> None:
    write(archive, {"content/2021/paper.pdf": "%PDF", "content/2021/a.md": speech("A", body="[It](paper.pdf)")})
    git(archive, "add", ".")
    git(archive, "commit", "-qm", "second")
    (archive / "content/2021/paper.pdf").unlink()
    found = run("--changed")
    assert found.exit_code == 1
    assert "content/2021/a.md:5: body: There is no 2021/paper.pdf among" in found.stderr


def test_advice_is_given_on_changed_files_only(archive: Path) -> None:
    write(archive, {"content/2020/a.md": speech("A", "2020")})
    git(archive, "add", ".")
    git(archive, "commit", "-qm", "second")
    write(archive, {"content/2020/b.md": speech("B", "2020")})
    said = [line.partition(": ")[0] for line in run("--changed").stderr.splitlines() if "states no" in line]
    assert said == ["content/2020/b.md:1", "content/2020/b.md:1"]


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("nowhere", "“nowhere” is no revision that git knows here."),
        ("origin/main", "“origin/main” is no revision that git knows here. Fetch it first: git fetch origin main."),
        ("HEAD:content", "“HEAD:content” is no revision that git knows here."),
        ("", "“” is no revision that git knows here."),
    ],
)
def test_unknown_revision_is_named(archive: Path, revision: str, said: str) -> None:
    found = run(f"--changed={revision}")
    assert found.exit_code == 2
    assert f"Error: --changed: {said}\n" in found.stderr


def test_revision_is_never_taken_for_an_option(archive: Path) -> None:
    with pytest.raises(Unknown, match="“--output=x” is no revision"):
        changed_in(archive / "content", "--output=x")
    assert not (archive / "content" / "x").exists()


def test_where_git_does_not_know_the_folder_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "content", {"a.md": speech()})
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(Unknown, match="is in no git repository"):
        changed_in(tmp_path / "content", "HEAD")
    git(tmp_path, "init", "-q")
    with pytest.raises(Unknown, match="“HEAD” is no revision"):
        changed_in(tmp_path / "content", "HEAD")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unknown, match="Git is not installed"):
        changed_in(tmp_path / "content", "HEAD")


def test_a_name_within_another_is_not_taken_for_it() -> None:
    problems = [
        Problem(path="content/z.md", message=f"It is taken by content/{name}.")
        for name in ("a.md", "b-a.md", "a.md.md")
    ]
    assert [problem.message for problem in concerning(problems, ["a.md"], "content")] == [
        "It is taken by content/a.md."
    ]
