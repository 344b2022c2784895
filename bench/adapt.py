"""Real archives, made so that every generator builds the same speeches of them.

A file with an error, in which Rostra would stop, is left out for all. Hugo takes `date: 1980` for a second of the year
1970, so that dates without a day are written with one for it. Texts and all other fields are left as they are.
"""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ADAPTED = "`date: 1980` is written `1980-01-01`,\n  `date: 1980-05` is written `1980-05-01`"

_DATE = re.compile(r"\A(---\n(?:(?!---).*\n)*?date: *)['\"]?(\d{4})(-\d\d)?['\"]? *\n")


def for_hugo(text: str) -> str:
    """The text of a speech's file with a whole day for its date, if it has a date."""
    return _DATE.sub(lambda found: f"{found[1]}{found[2]}{found[3] or '-01'}-01\n", text)


def without_errors(archive: Path) -> list[str]:
    """Delete the files of `archive` in which Rostra would stop; their paths."""
    command = [sys.executable, "-m", "bench.adapt", str(archive)]
    done = subprocess.run(command, cwd=Path(__file__).parent.parent, stdout=subprocess.PIPE, check=True)
    paths: list[str] = json.loads(done.stdout)
    for path in paths:
        (archive.parent / path).unlink()
    return paths


def _refused(archive: Path) -> list[str]:
    from rostra.build import Plan, check  # lazy: the process that measures stays small without them
    from rostra.problem import Rejected, errors

    plan = Plan(content=archive, output=archive / "output", templates=archive, now=datetime.now(UTC))
    try:
        check(plan, lambda stage, done, total: None)
    except Rejected as rejected:
        return sorted({problem.path for problem in errors(rejected.problems)})
    return []


if __name__ == "__main__":
    print(json.dumps(_refused(Path(sys.argv[1]))))
