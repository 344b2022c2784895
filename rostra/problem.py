"""What is wrong with an archive, said so that an editor can mend it: where, what, and what to write instead."""

import enum
from collections.abc import Iterable, Iterator

import msgspec


class Severity(enum.IntEnum):
    """How much a problem weighs: an error stops the build, a warning is shown, a notice is for the record."""

    ERROR = 0
    WARNING = 1
    NOTICE = 2


class Problem(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """One thing that is wrong; sorts by path, then line, then field.

    `message` is a whole sentence that says what is wrong, `hint` a whole sentence that says what to write instead.
    `line` counts from 1; 0 means that no single line is at fault.
    """

    path: str
    line: int = 0
    field: str = ""
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    @property
    def place(self) -> str:
        """`path:line`, or the path alone where no single line is at fault."""
        return f"{self.path}:{self.line}" if self.line else self.path

    @property
    def text(self) -> str:
        """Field, message and hint: all but the place."""
        field = f"{self.field}: " if self.field else ""
        return f"{field}{self.message} {self.hint}".rstrip()

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class Rejected(Exception):
    """The build stops before anything is written; carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def errors(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Those problems that stop a build."""
    return (problem for problem in problems if problem.severity == Severity.ERROR)


def strictly(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems with every warning made an error, as `--strict` asks."""
    return tuple(
        msgspec.structs.replace(problem, severity=Severity.ERROR) if problem.severity == Severity.WARNING else problem
        for problem in problems
    )
