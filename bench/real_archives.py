"""Builds every real archive and records what came of it: `python -m bench.real_archives [FOLDER]`.

FOLDER holds packed archives (NAME.tar.gz or .tar.xz), each NAME/YEAR/DATE-name.md; ../shared/corpora if none is given.
Prints a table, and writes it to docs/real-archives.md with `--write`.
"""

import json
import re
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PACKED = ROOT.parent / "shared" / "corpora"
REPORT = ROOT / "docs" / "real-archives.md"


def unpack(folder: Path, into: Path) -> list[Path]:
    """Unpack every archive of `folder` into `into`; the folders, smallest archive first."""
    for packed in sorted(folder.glob("*.tar.*"), key=lambda file: file.stat().st_size):
        with tarfile.open(packed) as archive:
            archive.extractall(into, filter="data")
    return sorted(
        (each for each in into.iterdir() if each.is_dir()), key=lambda each: sum(1 for _ in each.rglob("*.md"))
    )


def measure(content: Path, output: Path) -> dict[str, Any]:
    """Build `content` in a process of its own; what it says, with its seconds and its peak memory in MB."""
    command = [sys.executable, "-m", "bench.real_archives", "--one", str(content), str(output)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _one(content: Path, output: Path) -> dict[str, Any]:
    from rostra.build import Plan, build  # lazy: the parent process measures and needs none of it

    templates = ROOT / "templates"
    started = time.monotonic()
    plan = Plan(content=content, output=output, templates=templates, now=datetime.now(UTC), keep_going=True)
    outcome = build(plan, lambda stage, done, total: None)
    seconds = time.monotonic() - started
    assert outcome.counts is not None
    kinds = Counter((problem.severity.name.lower(), general(problem.text)) for problem in outcome.problems)
    return {
        "name": content.name,
        "files": sum(1 for _ in content.rglob("*.md")),
        "speeches": outcome.speeches,
        "left_out": outcome.left_out,
        "pages": outcome.counts.files,
        "problems": [[severity, text, count] for (severity, text), count in sorted(kinds.items())],
        "seconds": seconds,
        "peak": peak_memory(),
    }


def peak_memory() -> float:
    """The most memory that this process has held, in MB.

    Linux hands ru_maxrss down from the process that started this one; what /proc says is its own.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def general(text: str) -> str:
    """A problem's text without what is particular to one file."""
    return re.sub(r"/\S+/", "/…/", re.sub(r"“[^”]*”", "“…”", re.sub(r"\d{4}(-\d\d){0,2}", "…", text)))


def table(results: list[dict[str, Any]]) -> str:
    """The results as Markdown."""
    lines = [
        "# Real archives",
        "",
        "Nine speech archives that nobody of this project wrote, built with `--keep-going` by",
        "`python -m bench.real_archives --write`, on a machine with two cores. A file with an error is left out and",
        "named; a warning is shown and its speech is built.",
        "",
        "| archive | files | built | left out | pages | errors | warnings | seconds | peak MB, main process |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for found in results:
        counts = Counter({"error": 0, "warning": 0})
        for severity, _, count in found["problems"]:
            counts[severity] += count
        lines.append(
            f"| {found['name']} | {found['files']:,} | {found['speeches']:,} | {found['left_out']:,} | "
            f"{found['pages']:,} | {counts['error']:,} | {counts['warning']:,} | "
            f"{found['seconds']:.1f} | {found['peak']:.0f} |"
        )
    lines += ["", "## Problems by kind", ""]
    for found in results:
        lines += [f"### {found['name']}", ""]
        lines += [f"- {severity}, {count:,} times: `{text}`" for severity, text, count in found["problems"]] or [
            "None."
        ]
        lines.append("")
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--one"]:
        print(json.dumps(_one(Path(arguments[1]), Path(arguments[2]))))
        return
    folder = next((Path(argument) for argument in arguments if not argument.startswith("--")), PACKED)
    if not folder.is_dir():
        sys.exit(f"There are no archives at {folder}; name a folder that holds them.")
    with tempfile.TemporaryDirectory() as temporary:
        results = []
        for content in unpack(folder, Path(temporary) / "content"):
            results.append(measure(content, Path(temporary) / "output" / content.name))
            print(f"{content.name}: {results[-1]['pages']:,} pages in {results[-1]['seconds']:.1f} s", file=sys.stderr)
    print(table(results))
    if "--write" in arguments:
        REPORT.write_text(table(results), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
