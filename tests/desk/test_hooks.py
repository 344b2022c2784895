"""The hooks that other repositories take from this one, as pre-commit runs them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from sysconfig import get_path

import pytest

from tests.making import speech, write

ROOT = Path(__file__).parents[2]
LABELS = {"occasion": "Opening", "audience": "Members"}
IDENTITY = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env={**os.environ, **IDENTITY})


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """This project in a repository of its own, as it lies here."""
    folder = tmp_path / "rostra"
    folder.mkdir()
    for name in ("rostra", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "here")
    return folder


def hook(name: str, ours: Path, archive: Path) -> subprocess.CompletedProcess[str]:
    """What comes of one hook; nothing is fetched: the libraries are those that run this test."""
    environment = {
        **os.environ,
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_NO_DEPS": "1",
        "PRE_COMMIT_HOME": str(ours.parent / "home"),
        "PYTHONPATH": get_path("purelib"),
    }
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(ours), name, "--all-files", "--verbose"]
    return subprocess.run(command, cwd=archive, env=environment, capture_output=True, text=True, check=False)


def test_one_hook_mends_and_one_names_problems(ours: Path, tmp_path: Path) -> None:
    right = speech(body="One  \ntwo.", **LABELS)
    spaced = right.replace("Opening\n", "Opening \n", 1)
    archive = write(tmp_path / "archive", {"content/a.md": spaced, ".gitignore": ".cache\n"})
    git(archive, "init", "-q")
    git(archive, "add", ".")
    found = hook("rostra-fix", ours, archive)
    assert "- files were modified by this hook" in found.stdout, found.stdout + found.stderr
    assert "1 file mended: trailing blanks in 1\n" in found.stdout
    assert (found.returncode, (archive / "content/a.md").read_text("utf-8")) == (1, right)
    git(archive, "add", ".")
    assert hook("rostra-fix", ours, archive).returncode == 0
    found = hook("rostra-check", ours, archive)
    assert "1 speech, 0 errors, 0 warnings\n" in found.stdout
    assert found.returncode == 0
    write(archive, {"content/b.md": speech(date="2021-02-30", **LABELS)})
    found = hook("rostra-check", ours, archive)
    assert "content/b.md:3: date: 2021-02-30 is not a day of the calendar." in found.stdout
    assert found.returncode == 1
