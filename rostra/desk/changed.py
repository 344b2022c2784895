"""Which files of content/ differ from a git revision, as git says; and which problems concern these.

Git is called as a program, with the content folder as its working directory, so that an archive which is a part of a
repository, or a submodule, is judged by its own files. A change is what the working tree and the index have that the
common ancestor with the revision has not: so a pull request is not told of what others have changed since it began.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from rostra.problem import Problem
from rostra.reading.speech import named
from rostra.schema import shortened

SECONDS = 60
"""How long git may take for one answer."""


class Unknown(Exception):
    """What changed cannot be told; the message says why, and what to do."""


def changed_in(content: Path, revision: str) -> frozenset[str]:
    """The paths within `content`, with slashes, of the files that differ from `revision`, also those that are new to
    git or gone. Raises Unknown."""
    if not _asked(content, "rev-parse", "--is-inside-work-tree").startswith("true"):
        raise Unknown(f"{content} is in no working tree of git.")
    commit = _commit(content, revision)
    try:
        base = _asked(content, "merge-base", commit, "HEAD").strip()
    except Unknown:
        base = commit  # no common ancestor, or none that a shallow clone has
    differing = _asked(content, "diff", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff", base, "--")
    new = _asked(content, "ls-files", "-z", "--others", "--exclude-standard")
    return frozenset(path for path in (differing + new).split("\0") if path)


def _commit(content: Path, revision: str) -> str:
    """The commit that `revision` names; it is never taken for an option. Raises Unknown."""
    try:
        wanted = f"{revision}^{{commit}}"
        return _asked(content, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted).strip()
    except Unknown:
        remote, slash, branch = revision.partition("/")
        hint = f" Fetch it first: git fetch {remote} {branch}." if slash and re.fullmatch(r"[\w.-]+", remote) else ""
        raise Unknown(f"“{shortened(revision)}” is no revision that git knows here.{hint}") from None


def _asked(folder: Path, *arguments: str) -> str:
    """What git answers in `folder`. Raises Unknown."""
    # Nothing that a repository's own settings name is run, and nothing of it is written.
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", *arguments]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments: no shell reads it
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise Unknown("Git is not installed; without it nobody knows what changed.") from None
    except subprocess.TimeoutExpired:
        raise Unknown(f"Git took longer than {SECONDS} seconds.") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", errors="replace").strip().partition("\n")[0]
        if "not a git repository" in said:
            raise Unknown(f"{folder} is in no git repository.")
        raise Unknown(f"Git says: {said or f'exit code {done.returncode}'}")
    return os.fsdecode(done.stdout)


def concerning(problems: Iterable[Problem], changed: Iterable[str], content: str) -> Iterator[Problem]:
    """Those problems that are in the `changed` files of the folder that messages name as `content`, or that name one:
    a clash with it, a reference to what is gone."""
    names = {name for path in changed for name in (path, named(path).id) if "/" in name or name == path}
    naming = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w|[-.]\w)") if names else None

    @cache  # an archive that came from elsewhere has the same problem in every file
    def is_named(text: str) -> bool:
        return bool(naming and naming.search(text))

    return (
        problem for problem in problems if problem.path.removeprefix(f"{content}/") in names or is_named(problem.text)
    )
