"""What hosts do with the files of docs/hosting/: a fresh clone, their variables, and every command in its order."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.hosting.snippets import HOSTING, ROOT
from tests.making import write

PROGRAM = ("build.py", "pyproject.toml", "requirements.lock", "rostra", "templates")
BASH = ("/bin/bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
"""As the runners of GitHub and of GitLab call it."""

TOGETHER: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}
"""Variables for git, so that it depends on no settings of the machine."""


@dataclass(frozen=True)
class Ran:
    """What came of commands: of how many the last one failed, if it did, and what was said."""

    code: int
    said: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """Why a workflow runs: what its expressions and conditions mean then, and the variables that it is given."""

    values: Mapping[str, str]
    true: frozenset[str]
    false: frozenset[str]
    variables: Mapping[str, str] = field(default_factory=dict)

    def holds(self, condition: str) -> bool:
        """Whether a condition holds; it must be one that is known."""
        assert condition in self.true | self.false, condition
        return condition in self.true

    def filled(self, text: str) -> str:
        """`text` with the values of its expressions, each of which must be known."""
        for expression, value in self.values.items():
            text = text.replace("${{ " + expression + " }}", value)
        assert "${{" not in text, text
        return text


def repository(folder: Path, content: Mapping[str, str]) -> Path:
    """A repository in `folder` with the program and an archive of `content`, all committed to main."""
    for name in PROGRAM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    write(folder / "content", content)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder)
    return folder


def git(folder: Path, *arguments: str) -> str:
    """What git says on its two streams; raises AssertionError where it fails."""
    done = attempted(folder, *arguments)
    assert done.code == 0, done.said
    return done.said


def attempted(folder: Path, *arguments: str) -> Ran:
    """git in `folder`, whether it succeeds or not."""
    done = subprocess.run(["git", *arguments], cwd=folder, env=os.environ | ALONE, check=False, text=True, **TOGETHER)
    return Ran(done.returncode, done.stdout)


def commit(folder: Path, content: Mapping[str, str] | None = None) -> None:
    """Commit everything in `folder`, with changed files of the archive."""
    write(folder / "content", content or {})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=Speeches")


def clone(origin: Path, folder: Path, *options: str) -> Path:
    """A fresh clone of `origin` in `folder`."""
    git(origin, "clone", "--quiet", *options, origin.as_uri(), str(folder))
    return folder


def run(commands: str, folder: Path, variables: Mapping[str, str]) -> Ran:
    """Run `commands` in bash as a runner does, with our Python. What they need is installed already; pip only looks."""
    env = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder.parent / "home"),
        "LANG": "C.UTF-8",
        "CI": "true",
        "PIP_DRY_RUN": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        **variables,
    }
    (folder.parent / "home").mkdir(exist_ok=True)
    done = subprocess.run([*BASH, commands], cwd=folder, env=env, check=False, text=True, **TOGETHER)
    return Ran(done.returncode, done.stdout)


def workflow(name: str) -> dict[Any, Any]:
    """A workflow of docs/hosting/; YAML 1.1 takes the key `on` for true."""
    return dict(yaml.safe_load((HOSTING / name).read_text(encoding="utf-8")))


def steps_of(name: str, event: Event) -> Iterator[dict[str, Any]]:
    """The steps that GitHub would take at this event, job by job."""
    for job in workflow(name)["jobs"].values():
        if "if" not in job or event.holds(job["if"]):
            yield from (step for step in job["steps"] if "if" not in step or event.holds(step["if"]))


def github(name: str, folder: Path, event: Event) -> Ran:
    """Take these steps in a fresh clone, up to one that fails: run commands, and note which actions would follow."""
    said, names = "", []
    for step in steps_of(name, event):
        names.append(step["uses"].partition("@")[0] if "uses" in step else step["run"].split("\n")[0])
        if "uses" in step:
            continue
        declared = {**workflow(name).get("env", {}), **step.get("env", {})}
        variables = {key: event.filled(value) for key, value in declared.items()}
        done = run(event.filled(step["run"]), folder, {"GITHUB_ACTIONS": "true", **variables, **event.variables})
        said += done.said
        if done.code:
            return Ran(done.code, said, tuple(names))
    return Ran(0, said, tuple(names))


def gitlab(folder: Path, holds: Callable[[str], bool], variables: Mapping[str, str]) -> dict[str, Ran]:
    """What comes of each job that GitLab would start, stage by stage, until one fails."""
    pipeline = workflow("gitlab-ci.yml")
    before = pipeline["default"]["before_script"]
    jobs = {name: job for name, job in pipeline.items() if isinstance(job, dict) and "script" in job}
    ran: dict[str, Ran] = {}
    for stage in ("test", "deploy"):
        for name, job in jobs.items():
            if job["stage"] == stage and all(holds(rule["if"]) for rule in job.get("rules", ())):
                given = {"GITLAB_CI": "true", "CI_PROJECT_DIR": str(folder), **variables}
                ran[name] = run("\n".join([*before, *job["script"]]), folder, given)
                if "after_script" in job:
                    run("\n".join(job["after_script"]), folder, given)
        if any(done.code for done in ran.values()):
            break
    return ran
