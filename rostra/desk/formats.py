"""Problems → what programs read that show them: beside the lines of a file, or at a merge request."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from rostra import __version__, address
from rostra.problem import Problem, Severity

Format = Callable[[Iterable[Problem]], str]


def text(problems: Iterable[Problem]) -> str:
    """A line a problem: `path:line: field: what is wrong. What to write instead.`"""
    return "".join(f"{problem}\n" for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with `path`, `line` (0: no single one), `field`, `severity`, `message` and `hint`."""
    return _json([_fields(problem) for problem in problems])


def _fields(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line,
        "field": problem.field,
        "severity": problem.severity.name.lower(),
        "message": problem.message,
        "hint": problem.hint,
    }


def github(problems: Iterable[Problem]) -> str:
    """Workflow commands of GitHub Actions: each problem is shown beside its line in the pull request."""
    return "".join(_command(problem) for problem in problems)


def _command(problem: Problem) -> str:
    place = {"file": problem.path, "line": problem.line and str(problem.line), "title": problem.field}
    said = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in place.items() if value)
    return f"::{problem.severity.name.lower()} {said}::{_escaped(_said(problem))}\n"


def _escaped(value: str, also: str = "") -> str:
    """`value` as the toolkit of GitHub Actions escapes it: %, line ends, and in properties colon and comma."""
    return "".join(f"%{ord(char):02X}" if char in "%\r\n" + also else char for char in value)


def gitlab(problems: Iterable[Problem]) -> str:
    """A Code Quality report of GitLab CI."""
    severities = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTICE: "info"}
    return _json(
        [
            {
                "description": _said(problem),
                "check_name": problem.field or "file",
                "fingerprint": fingerprint,
                "severity": severities[problem.severity],
                "location": {"path": problem.path, "lines": {"begin": problem.line or 1}},
            }
            for problem, fingerprint in _fingerprinted(problems)
        ]
    )


def _fingerprinted(problems: Iterable[Problem]) -> Iterator[tuple[Problem, str]]:
    """Each problem with what tells it from the others, whatever is inserted above its line."""
    seen: dict[str, int] = {}
    for problem in problems:
        said = f"{problem.path}\n{problem.text}"
        seen[said] = seen.get(said, 0) + 1
        yield problem, hashlib.blake2b(f"{said}\n{seen[said]}".encode(), digest_size=16).hexdigest()


def sarif(problems: Iterable[Problem]) -> str:
    """A log of SARIF 2.1.0 (OASIS), for code scanning and editors."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
    listed = list(problems)
    run = {
        "tool": {
            "driver": {
                "name": "Rostra",
                "version": __version__,
                "rules": [{"id": rule} for rule in sorted({problem.field or "file" for problem in listed})],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            {
                "ruleId": problem.field or "file",
                "level": levels[problem.severity],
                "message": {"text": _said(problem)},
                "locations": [{"physicalLocation": _place(problem)}],
                "partialFingerprints": {"problem/v1": fingerprint},
            }
            for problem, fingerprint in _fingerprinted(listed)
        ],
    }
    return _json({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _place(problem: Problem) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": address.uri(problem.path)}}
    return place | ({"region": {"startLine": problem.line}} if problem.line else {})


def _said(problem: Problem) -> str:
    return f"{problem.message} {problem.hint}".rstrip()


def _json(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value)).decode() + "\n"


FORMATS: dict[str, Format] = {"text": text, "json": as_json, "github": github, "gitlab": gitlab, "sarif": sarif}
"""What `check --format` takes."""
