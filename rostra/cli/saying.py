"""Problems and counts → lines, and the exit code."""

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

import click

from rostra.build import Outcome
from rostra.cli.progress import Progress
from rostra.plan import Plan
from rostra.problem import Problem, Rejected, Severity
from rostra.publishing import Halfway

FINE, PROBLEMS = 0, 1
"""Exit codes; click itself exits with 2 on wrong usage."""


def outcome_of(work: Callable[[Plan, Progress], Outcome], plan: Plan, progress: Progress, most: int | None) -> Outcome:
    """Do `work` and show the problems; exits 1 where it is rejected."""
    try:
        outcome = work(plan, progress)
    except Rejected as rejected:
        progress.__exit__(None, None, None)
        show(rejected.problems, most)
        what = "Stopped halfway" if isinstance(rejected, Halfway) else "Nothing was written"
        click.echo(f"{what}: {counted(rejected.problems)}", err=True)
        sys.exit(PROBLEMS)
    progress.__exit__(None, None, None)
    show(outcome.problems, most)
    return outcome


def show(problems: Iterable[Problem], most: int | None) -> None:
    """Every error, and of each warning that says the same in many files the first `most`, or all; then of
    notices the first."""
    colours = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}
    limits = {Severity.ERROR: None, Severity.WARNING: most, Severity.NOTICE: 1 if most is None else most}
    firsts: dict[tuple[str, str, str], Problem] = {}
    seen: dict[tuple[str, str, str], int] = defaultdict(int)
    for problem in problems:
        alike = (problem.field, problem.message, problem.hint)
        firsts.setdefault(alike, problem)
        seen[alike] += 1
        limit = limits[problem.severity]
        if limit is None or seen[alike] <= limit:
            mark = click.style(problem.severity.name.lower(), fg=colours[problem.severity])
            click.echo(f"{problem.place}: {mark}: {problem.text}" if sys.stderr.isatty() else str(problem), err=True)
    for alike, problem in firsts.items():
        limit = limits[problem.severity]
        if limit is not None and seen[alike] > limit:
            click.echo(f"… and {seen[alike] - limit:,} more: {problem.text}", err=True)


def counted(problems: Sequence[Problem]) -> str:
    """`3 errors, 1 warning`; notices only where there are any."""
    found = Counter(problem.severity for problem in problems)
    said = [many(found[Severity.ERROR], "error"), many(found[Severity.WARNING], "warning")]
    return ", ".join([*said, many(found[Severity.NOTICE], "notice")] if found[Severity.NOTICE] else said)


def many(count: int, word: str, ending: str = "s") -> str:
    """`1 file`, `1,200 files`."""
    return f"{count:,} {word}{ending if count != 1 else ''}"
