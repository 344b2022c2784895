"""Bytes → output/: claim, stage, publish, confirm. Whatever happens on the way, each file is the old one or the new.

    stage     files that differ are written below output/.rostra/, on the same disk
    claim     the manifest names the old files and the new ones, before any of them is touched
    publish   each file is renamed into its place; then what is ours and no longer wanted is deleted
    confirm   the manifest names the new files alone

A build that is killed leaves a claim behind, so that the next one knows what is its own and repairs the rest.
"""

import contextlib
import errno
import fcntl
import filecmp
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG
from typing import Self

import msgspec

from rostra.problem import Problem, Rejected
from rostra.publishing import records
from rostra.publishing.codings import coded, suffixes_of
from rostra.publishing.records import KEPT, Record, stat_of

STAGE = "stage"
_HEAD = "rostra manifest 1"

_TICK = 0.01
"""Seconds after which a file system gives a change another time (Linux: one jiffy, at most 10 ms)."""


class Counts(msgspec.Struct, frozen=True):
    """What a build did to output/, in files."""

    written: int
    unchanged: int
    deleted: int

    @property
    def files(self) -> int:
        """All files of the site."""
        return self.written + self.unchanged


class Halfway(Rejected):
    """The build stopped while it replaced files: each is the old one or the new one, and the next build repairs it."""


class Output:
    """The folder that holds the site. Use as a context manager: `put` every file, then `publish`."""

    def __init__(self, folder: Path, shown: str, *, compress: bool = False) -> None:
        """Take the folder `folder`, which messages name as `shown`; it is made if it is not there. With `compress`
        each file whose content coding pays is published in those of codings.py, too."""
        self._compress = compress
        self._root = folder.resolve()
        self._shown = shown
        self._kept = self._root / KEPT
        self._stage = self._kept / STAGE
        self._staged: dict[str, str] = {}
        self._wanted: set[str] = set()
        self._ours: set[str] = set()
        self._records: dict[str, Record] = {}
        self._left: dict[str, Record] = {}
        self._keys: dict[str, bytes] = {}
        self._real_folders: set[str] = {""}
        self._claimed = False

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as held, self.explained():
            if self._kept.is_symlink():
                raise self._is_link(KEPT)
            self._kept.mkdir(parents=True, exist_ok=True)
            lock = os.open(self._kept / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            held.callback(os.close, lock)  # gives the lock up
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise self._rejected("", "Another build is writing here.", "Wait until it is done.") from None
            held.callback(shutil.rmtree, self._stage, ignore_errors=True)
            shutil.rmtree(self._stage, ignore_errors=True)
            self._stage.mkdir()
            self._ours = self._manifest()
            self._records = records.load(self._root)
            self._held = held.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def put(self, path: str, data: bytes, key: bytes = b"as it is") -> None:
        """Want `data` in the file `path`, which is `fresh` for this key from then on. Nothing is changed yet."""
        if path.split("/", 1)[0].casefold() == KEPT:
            raise self._rejected(path, "The build keeps its own records here.", "Choose another address.")
        with self.explained(path):
            name = self.reserve(path)
            differing = stage(self._root, path, name, data, compress=self._compress)
        self.made(path, name, key, differing)

    def copy(self, path: str, source: str, key: bytes) -> None:
        """Want the bytes of the file `source`, however many, in the file `path`."""
        if self.fresh(path, key):
            return
        name = self.reserve(path)
        with self.explained(path):
            differs = not os.path.isfile(f"{self._root}/{path}") or not filecmp.cmp(
                source, f"{self._root}/{path}", shallow=False
            )
            if differs:
                shutil.copyfile(source, self._kept / name)
        self.made(path, name, key, ("",) if differs else ())

    def fresh(self, path: str, key: bytes) -> bool:
        """Want the page with this key in the file `path`. Returns whether it is there as an earlier build left it."""
        left: dict[str, Record] = {}
        for suffix in suffixes_of(path, compress=self._compress):
            file = path + suffix
            record = self._records.get(file)
            if record is None or record.key != key or file not in self._ours:
                return False
            if record.stat != stat_of(f"{self._root}/{file}"):
                return False
            left[file] = record
        self._wanted.update(left)
        self._left.update(left)
        return True

    def reserve(self, path: str) -> str:
        """The name under which `stage` may stage the file `path`."""
        self._wanted.update(path + suffix for suffix in suffixes_of(path, compress=self._compress))
        return f"{STAGE}/{len(self._wanted)}"

    def made(self, path: str, name: str, key: bytes, differing: tuple[str, ...]) -> None:
        """Take note of what `stage` found: which files of `path`, by their suffixes, differ and are staged."""
        self._staged.update((path + suffix, name + suffix) for suffix in differing)
        self._keys.update((path + suffix, key) for suffix in suffixes_of(path, compress=self._compress))

    def publish(self) -> Counts:
        """Make output/ hold what was put, and nothing else of ours. Raises Rejected before anything is changed, and
        Halfway where the disk refuses later."""
        unwanted = self._ours - self._wanted
        with self.explained():
            if problems := set(self._foreign(unwanted)):
                raise Rejected(problems)
            if self._wanted != self._ours:
                self._write_manifest(self._ours | self._wanted)  # claim
        self._claimed = True
        with self.explained():
            deleted = self._delete(self._in_the_way(unwanted))
            self._replace()
            deleted += self._delete(unwanted)
            if self._wanted != self._ours:
                self._write_manifest(self._wanted)  # confirm
            self._remember()
        written = len(self._staged)
        return Counts(written=written, unchanged=len(self._wanted) - written, deleted=deleted)

    def _replace(self) -> None:
        """Rename every staged file into its place."""
        kept, root = str(self._kept), str(self._root)
        for path, name in self._staged.items():
            try:
                self._make_folder(os.path.dirname(path))
                try:
                    os.replace(f"{kept}/{name}", f"{root}/{path}")
                except IsADirectoryError:
                    self._clear_empty_folder(path)
                    os.replace(f"{kept}/{name}", f"{root}/{path}")
            except OSError as error:
                raise self._refusal(path, error) from error

    def keep(self, name: str, data: bytes) -> None:
        """Keep `data` beside the site as `name`, for the next build; nothing of the site depends on it."""
        with self.explained():
            (self._stage / name).write_bytes(data)
            os.replace(self._stage / name, self._kept / name)

    def _remember(self) -> None:
        left = dict(self._left)
        root = str(self._root)
        for path, key in self._keys.items():
            if status := stat_of(f"{root}/{path}"):
                left[path] = Record(key, status)
        if left == self._records:
            return
        self.keep(records.NAME, records.packed(left))
        if self._staged:
            time.sleep(_TICK)  # so that whoever changes a file from now on changes its times, too

    def _foreign(self, unwanted: set[str]) -> Iterator[Problem]:
        """What stands in the place of a page, or of a folder above it, and is not ours."""
        clear = {""}
        for path in self._staged:
            if path.rpartition("/")[0] in clear:
                yield from self._foreign_at(path, unwanted)
                continue
            for folder in _folders(path):
                if folder in clear:
                    continue
                mode = _mode(f"{self._root}/{folder}")
                if not mode or (folder in unwanted and not S_ISDIR(mode)):
                    break  # nothing below; or a file of ours that is about to go
                if S_ISLNK(mode):
                    yield from self._is_link(folder).problems
                    break
                if not S_ISDIR(mode):
                    yield self._not_ours(folder)
                    break
                clear.add(folder)
            else:
                yield from self._foreign_at(path, unwanted)

    def _foreign_at(self, path: str, unwanted: set[str]) -> Iterator[Problem]:
        """Empty folders are nobody's: a build that was killed may have left them."""
        mode = _mode(f"{self._root}/{path}")
        if S_ISDIR(mode):
            for folder, _, files in os.walk(self._root / path):
                found = [os.path.relpath(os.path.join(folder, name), self._root) for name in files]
                yield from (self._not_ours(file) for file in found if file not in unwanted)
        elif mode and path not in self._ours:
            yield self._not_ours(path)

    def _in_the_way(self, unwanted: set[str]) -> set[str]:
        """Files of ours that must go first: a folder takes their place, or a file that of a folder above them."""
        if not unwanted:
            return set()
        folders = {folder for path in self._staged for folder in _folders(path)}
        return {path for path in unwanted if path in folders or any(above in self._staged for above in _folders(path))}

    def _delete(self, paths: set[str]) -> int:
        """Delete files of ours, and the folders that this leaves empty. Returns how many files were there."""
        deleted = 0
        for path in sorted(paths):
            file = self._root / path
            if not self._is_inside(os.path.dirname(path)) or (file.is_dir() and not file.is_symlink()):
                continue
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                file.unlink()
                deleted += 1
            folder = file.parent
            while folder != self._root:
                try:
                    folder.rmdir()
                except OSError:
                    break
                folder = folder.parent
        return deleted

    def _make_folder(self, folder: str) -> None:
        """Make `folder` and those above it; a link in its way is not followed out of output/."""
        if folder in self._real_folders:
            return
        self._make_folder(os.path.dirname(folder))
        place = f"{self._root}/{folder}"
        mode = _mode(place)
        if S_ISLNK(mode):
            raise self._is_link(folder)
        if not S_ISDIR(mode):
            os.mkdir(place)
        self._real_folders.add(folder)

    def _clear_empty_folder(self, path: str) -> None:
        for folder, _, _ in os.walk(self._root / path, topdown=False):
            os.rmdir(folder)

    def _is_inside(self, folder: str) -> bool:
        real = os.path.realpath(self._root / folder)
        return real == str(self._root / folder) if folder else True

    def _manifest(self) -> set[str]:
        """The files that an earlier build made, or was about to make. A foreign manifest is not trusted."""
        try:
            text = (self._kept / "manifest").read_text(encoding="utf-8").removesuffix("\n")
        except (OSError, ValueError):
            return set()
        head, *paths = text.split("\n")
        segments = text.replace("\n", "/\n/") + "/"
        is_safe = not any(part in segments for part in ("//", "/./", "/../"))
        return set(paths) if head == _HEAD and is_safe else set()

    def _write_manifest(self, paths: set[str]) -> None:
        staged = self._stage / "manifest"
        staged.write_text("\n".join((_HEAD, *sorted(paths))) + "\n", encoding="utf-8")
        os.replace(staged, self._kept / "manifest")

    def _not_ours(self, path: str) -> Problem:
        message = "This was not made by this build, and a page would take its place."
        return Problem(
            path=f"{self._shown}/{path}", message=message, hint="Move it away, or build into another folder."
        )

    def _is_link(self, path: str) -> Rejected:
        return self._rejected(path, "This is a link; pages would be written elsewhere.", "Delete the link.")

    def _rejected(self, path: str, message: str, hint: str) -> Rejected:
        kind = Halfway if self._claimed else Rejected
        return kind([Problem(path=f"{self._shown}/{path}".rstrip("/"), message=message, hint=hint)])

    @contextlib.contextmanager
    def explained(self, path: str = "") -> Iterator[None]:
        """The operating system's refusals as problems."""
        try:
            yield
        except OSError as error:
            raise self._refusal(path, error) from error

    def _refusal(self, path: str, error: OSError) -> Rejected:
        state = "until then some pages are old and some are new" if self._claimed else "the site is as it was"
        hints = {
            errno.ENOSPC: f"Make room on the disk and build again; {state}.",
            errno.EDQUOT: f"Make room on the disk and build again; {state}.",
            errno.EACCES: "Give yourself the right to write here.",
            errno.EROFS: "Build into a folder that can be written to.",
        }
        hint = hints.get(error.errno or 0, f"Mend it and build again; {state}.")
        return self._rejected(path, f"{error.strerror or error}.", hint)


def stage(root: Path, path: str, name: str, data: bytes, *, compress: bool = False) -> tuple[str, ...]:
    """Stage `data` for the file `path` below `root` as `name`, and its codings beside it; not what is there already.
    Returns the suffixes of those that differ."""
    differing = []
    for suffix in suffixes_of(path, compress=compress):
        made = coded(data, suffix)
        if not _has(f"{root}/{path}{suffix}", made):
            with open(f"{root}/{KEPT}/{name}{suffix}", "wb") as staged:
                staged.write(made)
            differing.append(suffix)
    return tuple(differing)


def _has(file: str, data: bytes) -> bool:
    """Whether `file` holds `data` already. Not by its size alone, nor by its time: by its bytes."""
    try:  # not blocking, because what stands there may be a pipe
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        status = os.fstat(descriptor)
        if not S_ISREG(status.st_mode) or status.st_size != len(data):
            return False
        with open(descriptor, "rb", closefd=False) as stream:
            return stream.read() == data
    finally:
        os.close(descriptor)


def _mode(file: str) -> int:
    """The mode of what stands at `file`, no link followed; 0 where nothing does."""
    try:
        return os.lstat(file).st_mode
    except OSError:
        return 0


def _folders(path: str) -> list[str]:
    """The folders above `path`, the outermost first: `a/b/c` → `a`, `a/b`."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]
