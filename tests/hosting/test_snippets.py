"""The snippets of docs/hosting.md for hosts that cannot be started here: their form, and the commands that build."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.hosting.headers import rules_of
from tests.hosting.snippets import DOC, ROOT, snippet
from tests.making import speech

WORKFLOWS = ("GitHub Pages", "Cloudflare Pages")
STEP = {"uses", "run", "with", "id"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What a host sees: the program and an archive, and no cache."""
    for name in ("build.py", "rostra", "templates"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "2021-11-17-a.md").write_text(speech("A", aliases="/old/"), encoding="utf-8")
    return tmp_path


def run(commands: str, folder: Path, **environment: str) -> None:
    """Run shell `commands` in `folder`, but for the installation of libraries, as a host would."""
    commands = re.sub(
        r"^python -m pip install .*$", "true &&" if "&&\n" in commands else "", commands, flags=re.MULTILINE
    )
    paths = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["/bin/bash", "-ec", commands],
        cwd=folder,
        env={**os.environ, "PATH": paths, **environment},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def workflow(heading: str) -> dict[Any, Any]:
    """The workflow below `heading`; YAML 1.1 takes the key `on` for true."""
    found = yaml.safe_load(snippet(heading, "yaml"))
    assert set(found) - {"permissions"} == {"name", True, "concurrency", "jobs"}
    return dict(found["jobs"]["publish"])


@pytest.mark.parametrize("heading", WORKFLOWS)
def test_a_workflow_restores_the_cache_before_it_builds(heading: str) -> None:
    steps = workflow(heading)["steps"]
    assert all(set(step) <= STEP and ("uses" in step) != ("run" in step) for step in steps)
    said = [str(step.get("uses", step.get("run"))) for step in steps]
    order = ("actions/checkout@", "actions/cache@", "python -m pip install", "python build.py")
    places = [next(place for place, line in enumerate(said) if line.startswith(word)) for word in order]
    assert places == sorted(places)
    assert steps[places[1]]["with"]["path"] == ".cache"


@pytest.mark.parametrize("heading", WORKFLOWS)
def test_the_commands_of_a_workflow_build_the_site(heading: str, checkout: Path) -> None:
    commands = "\n".join(step["run"] for step in workflow(heading)["steps"] if "run" in step)
    commands = commands.replace("${{ steps.pages.outputs.base_url }}", "https://name.github.io/speeches")
    run(commands, checkout)
    assert (checkout / "output" / "2021" / "11-17-a" / "index.html").is_file()
    assert (checkout / ".cache").is_dir()
    if heading == "GitHub Pages":
        assert rules_of(text(checkout, "_redirects")) == [("/speeches/old/", "/speeches/2021/11-17-a/", 301)]
    else:
        assert not (checkout / "output" / ".rostra").exists()


def text(checkout: Path, name: str) -> str:
    return (checkout / "output" / name).read_text(encoding="utf-8")


def test_the_job_for_gitlab_builds_into_public(checkout: Path) -> None:
    job = yaml.safe_load(snippet("GitLab Pages", "yaml"))["pages"]
    assert job["artifacts"]["paths"] == ["public"]
    assert job["cache"]["paths"] == [".cache"]
    run("\n".join(job["script"]), checkout, CI_PAGES_URL="https://name.gitlab.io/speeches")
    names = {file.name for file in (checkout / "public").iterdir()}
    assert {"index.html", "index.html.br", "index.html.gz", "_redirects", "404.html"} <= names
    assert ".rostra" not in names


@pytest.mark.parametrize(("aliases", "rules"), [("/old/", "/old/ /2021/11-17-a/ 301!\n"), ("", "")])
def test_the_command_for_netlify_makes_rules_that_hold_over_files(checkout: Path, aliases: str, rules: str) -> None:
    (checkout / "content" / "2021-11-17-a.md").write_text(speech("A", aliases=aliases), encoding="utf-8")
    told = tomllib.loads(snippet("Netlify", "toml"))
    run(told["build"]["command"], checkout, URL="https://speeches.example.org")
    assert text(checkout, "_redirects") == rules
    assert told["build"]["publish"] == "output"
    assert told["plugins"][0]["inputs"]["paths"] == [".cache"]


def test_the_snippets_for_the_shell_are_shell() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", DOC, flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        subprocess.run(["/bin/bash", "-n", "-c", block], check=True)


def test_the_libraries_that_workflows_install_are_pinned_with_what_compress_needs() -> None:
    assert re.search(r"^brotli==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert shutil.which("sed")
