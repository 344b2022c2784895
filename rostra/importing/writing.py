"""Found → files of content/: whole or not at all, and nothing is overwritten that was not asked for."""

import fcntl
import filecmp
import itertools
import math
import os
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import yaml

from rostra import schema
from rostra.address import same
from rostra.importing.found import Found, bytes_of
from rostra.importing.mapping import value_of
from rostra.plan import Watch
from rostra.problem import Problem, errors
from rostra.reading import source

STAGE = ".importing"
"""Where a file is made before it stands in its place: in content/, so on the same disk, and no part of the archive."""


_MOST_NAMED = 3
"""How many other texts are named that claim the same file."""


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an import: how many texts were written, are there already, and were not imported, how many other
    files were copied, and every problem in the order of the sources."""

    written: int
    unchanged: int
    left_out: int
    copied: int
    problems: tuple[Problem, ...]


class Busy(Exception):
    """Another import is writing to the same folder."""


class Unwritable(Exception):
    """The folder to write to cannot be made, or not written to; says why."""


def write(
    given: Iterable[Found | Problem], content: Path, watch: Watch, *, force: bool = False, dry_run: bool = False
) -> Imported:
    """Write each Found to `content`, and copy its assets. A file that is there and differs stays, unless `force` is
    given; with `dry_run` nothing is written at all. Raises Busy and Unwritable."""
    listed = list(given)
    clashing = _clashes(listed)
    counts: Counter[str] = Counter()
    problems: list[Problem] = []
    with _stage(content, dry_run=dry_run) as stage:
        for number, each in enumerate(listed):
            if isinstance(each, Problem):
                wrong = [each]
            else:
                problems += each.doubts
                wrong = clashing.get(number) or _tried(each, content, stage, counts, force=force)
            problems += wrong
            watch("Importing", number + 1, len(listed))
            counts["left out"] += any(True for _ in errors(wrong))
    return Imported(
        written=counts["written"], unchanged=counts["unchanged"], left_out=counts["left out"], copied=counts["copied"],
        problems=tuple(problems),
    )  # fmt: skip


def text_of(found: Found) -> str:
    """The file of `found`."""
    return f"---\n{front_matter(found.fields)}---\n{found.body}{'' if found.body.endswith(chr(10)) else chr(10)}"


def front_matter(fields: Mapping[str, Any]) -> str:
    """`fields` as YAML that means the same to every reader: what looks like a number, a date or a yes and is a text
    stands in quotation marks, but for the date of a speech, which is one. Empty fields are left out."""
    return "".join(
        f"{name}: {value}\n" if name == "date" and _DATE.fullmatch(str(value)) else _dumped(name, value)
        for name, value in fields.items()
        if not schema.is_empty(value_of(value))
    )


_DATE = re.compile(r"-?[\dX.][\dX./~?%-]*", re.ASCII)


class _Dumper(yaml.SafeDumper):
    """YAML in the manner of the house: no anchors, and lists of plain items in brackets."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """A text, with the line breaks that only YAML knows as escapes, since the archive reads them as blanks."""
    style = '"' if _BREAKS.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_BREAKS = re.compile("[\x85\u2028\u2029]")
_Dumper.add_representer(str, _text)


def _dumped(name: str, value: Any) -> str:
    flow = None if isinstance(value, list | tuple | dict) else False
    made: str = yaml.dump(
        {name: value}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=math.inf, default_flow_style=flow
    )
    return made


def _tried(each: Found, content: Path, stage: Path | None, counts: Counter[str], *, force: bool) -> list[Problem]:
    """Put `each` in place; what the disk says against it becomes a problem, so that the others are imported."""
    try:
        return _put(each, content, stage, counts, force=force)
    except OSError as error:
        message = f"{error.filename2 or error.filename or each.path} cannot be written: {error.strerror or error}."
        return [Problem(path=each.source, message=message, hint="Make room for it, and import again.")]


def _put(each: Found, content: Path, stage: Path | None, counts: Counter[str], *, force: bool) -> list[Problem]:
    """Put the assets of `each` in place, then its text, and count; or give what stands against it, and do nothing."""
    data = text_of(each).encode("utf-8", "surrogatepass")
    wanted: dict[str, bytes | Path] = {**each.assets, each.path: data}
    new = {path: made for path, made in wanted.items() if not _is_there(content / path, made)}
    problems = [*_misread(each, data), *(_there(each, path) for path in new if (content / path).exists() and not force)]
    if problems := [*problems, *(_outside(each, path) for path in wanted if not _is_inside(path))]:
        return problems
    for path, made in new.items():
        if stage is not None:
            _place(made, content / path, stage, force=force)
        counts["written" if made is data else "copied"] += 1
    counts["unchanged"] += each.path not in new
    return []


def _is_there(target: Path, made: bytes | Path) -> bool:
    """Whether `target` is what was `made`, a text, or a file to copy."""
    if not target.is_file():
        return False
    return target.read_bytes() == made if isinstance(made, bytes) else filecmp.cmp(made, target, shallow=False)


def _is_inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/")


def _there(each: Found, path: str) -> Problem:
    hint = "Compare the two; to overwrite it, import with --force."
    return Problem(path=each.source, message=f"{path} is there already, and differs.", hint=hint)


def _outside(each: Found, path: str) -> Problem:
    return Problem(path=each.source, message=f"{path} is outside content/.", hint="Rename the file.")


def _misread(each: Found, data: bytes) -> list[Problem]:
    """Why the archive would not read from `data` what `each` says."""
    taken, problems = source.read(each.source, data)
    if taken is None:
        return [msgspec.structs.replace(problem, line=0) for problem in problems]
    said = {key: schema.plain(value_of(value)) for key, value in each.fields.items()}
    said = {key: value for key, value in said.items() if not schema.is_empty(value_of(value))}
    differing = [key for key, value in said.items() if _plain(taken, key) != value]
    if taken.body != each.body.strip():
        differing.append("body")
    hint = "Look for characters that cannot be seen, and delete them."
    return [
        Problem(path=each.source, field=key, message="This would not be read as it is.", hint=hint) for key in differing
    ]


def _plain(taken: source.Source, key: str) -> Any:
    value = taken.fields.entries.get(key)
    return None if value is None else schema.plain(value)


def _place(new: bytes | Path, target: Path, stage: Path, *, force: bool) -> None:
    """Put `new`, a text or a file to copy, at `target`, all of it at once. Without `force` a file that came there
    meanwhile stays as it is, and FileExistsError is raised."""
    made = stage / "file"
    if isinstance(new, bytes):
        made.write_bytes(new)
    else:
        shutil.copyfile(new, made)
    target.parent.mkdir(parents=True, exist_ok=True)
    if force or not _linked(made, target):
        made.replace(target)


def _linked(made: Path, target: Path) -> bool:
    """Whether `made` stands at `target`, too, now. A link refuses to overwrite, but not every disk has them."""
    try:
        os.link(made, target)
    except FileExistsError:
        raise
    except OSError:
        return False
    made.unlink()
    return True


@contextmanager
def _stage(content: Path, *, dry_run: bool) -> Iterator[Path | None]:
    """The folder in which files are made, for this import alone; what a killed one left there is deleted."""
    if dry_run:
        yield None
        return
    stage = content / STAGE
    try:
        content.mkdir(parents=True, exist_ok=True)
        handle = os.open(content, os.O_RDONLY)
    except OSError as error:
        raise Unwritable(error.strerror or str(error)) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the system gives it back, however the import ends
        except BlockingIOError:
            raise Busy from None
        shutil.rmtree(stage, ignore_errors=True)
        try:
            stage.mkdir()
        except OSError as error:
            raise Unwritable(error.strerror or str(error)) from None
        yield stage
        shutil.rmtree(stage)
    finally:
        os.close(handle)


def _clashes(listed: Iterable[Found | Problem]) -> dict[int, list[Problem]]:
    """By their numbers, the texts that would make one file, or bring different files to one place."""
    claims: dict[str, dict[int, tuple[Found, Path | bytes | None]]] = defaultdict(dict)
    for number, each in enumerate(listed):
        if isinstance(each, Found):
            for path, file in [*each.assets.items(), (each.path, None)]:
                claims[same(path)][number] = (each, file)
    clashing: dict[int, list[Problem]] = defaultdict(list)
    for makers in claims.values():
        if len(makers) == 1 or _are_alike({file for _, file in makers.values()}):
            continue
        first = [(at, other) for at, (other, _) in itertools.islice(makers.items(), _MOST_NAMED + 1)]
        for number, (each, file) in makers.items():
            others = [other.source for at, other in first if at != number][:_MOST_NAMED]
            more = len(makers) - 1 - len(others)
            named = ", ".join(others) + (f" and {more:,} more" if more else "")
            what = each.path if file is None else f"The place of {file.name if isinstance(file, Path) else 'a picture'}"
            message = f"{what} is claimed by {named}, too."
            hint = "Rename one of them in the source, or give one a slug: of its own."
            clashing[number].append(Problem(path=each.source, message=message, hint=hint))
    return clashing


def _are_alike(files: set[Path | bytes | None]) -> bool:
    """Whether `files` are copies of one file, so that any of them will do. None is a text."""
    first, *others = files
    return first is not None and all(other is not None and _is_same(first, other) for other in others)


def _is_same(one: Path | bytes, other: Path | bytes) -> bool:
    if isinstance(one, Path) and isinstance(other, Path):
        return filecmp.cmp(one, other, shallow=False)
    return bytes_of(one) == bytes_of(other)
