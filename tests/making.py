"""Small archives for tests: a dict of files → what the build says, and what it makes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from rostra.build import Outcome, Plan, build
from rostra.problem import Rejected

TEMPLATES = Path(__file__).parent.parent / "templates"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """What came of a build: the messages in order, and the files of the site by their path."""

    messages: tuple[str, ...]
    output: Path
    outcome: Outcome | None

    def text(self, path: str) -> str:
        """The file at `path` in output/, as text."""
        return (self.output / path).read_text(encoding="utf-8")

    def main(self, path: str) -> str:
        """What is inside `<main>` of the page at `path`."""
        return self.text(path).partition('<main id="main">')[2].partition("</main>")[0].strip()

    @property
    def paths(self) -> set[str]:
        """All files of the site but for our own bookkeeping and those of templates/static/."""
        found = (file.relative_to(self.output).as_posix() for file in self.output.rglob("*") if file.is_file())
        return {path for path in found if not path.startswith((".rostra/", "static/", "favicon.ico"))}


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write `files`, by their path, below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def make(
    folder: Path,
    files: Mapping[str, str | bytes],
    *,
    templates: Path = TEMPLATES,
    base_url: str | None = None,
    strict: bool = False,
    keep_going: bool = False,
    compress: bool = False,
    now: datetime = NOON,
) -> Made:
    """Build an archive of `files` below `folder`/content into `folder`/output."""
    plan = Plan(
        content=write(folder / "content", files),
        output=folder / "output",
        templates=templates,
        now=now,
        base_url=base_url,
        strict=strict,
        keep_going=keep_going,
        compress=compress,
    )
    try:
        outcome = build(plan, lambda stage, done, total: None)
    except Rejected as rejected:
        return Made(tuple(map(str, rejected.problems)), folder / "output", None)
    return Made(tuple(map(str, outcome.problems)), folder / "output", outcome)


def speech(title: str = "Opening", date: str = "2021-11-17", body: str = "We meet again.", **fields: str) -> str:
    """A speech file with these fields; a field's name may hold _ for what Python does not allow."""
    lines = [f"title: {title}", f"date: {date}", *(f"{name}: {value}" for name, value in fields.items())]
    return "---\n" + "\n".join(lines) + f"\n---\n{body}\n"


def unseen(stage: str, done: int, total: int) -> None:
    """Told of progress, where nobody looks."""


def words(html: str) -> list[str]:
    """The words of a piece of HTML, in order."""
    without = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", without)))
