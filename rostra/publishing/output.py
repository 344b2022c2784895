"""Bytes → output/: claim, stage, publish, confirm. Whatever happens on the way, each file is the old one or the new.

    stage     files that differ are written below output/.rostra/, on the same disk
    claim     the manifest names the old files and the new ones, before any of them is touched
    publish   each file is renamed into its place; what is ours and no longer wanted is deleted
    confirm   the manifest names the new files alone

A build that is killed leaves a claim behind, so that the next one knows what is its own and repairs the rest.
"""

import contextlib
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import msgspec

from rostra.problem import Problem, Rejected

KEPT = ".rostra"
_HEAD = "rostra manifest 1"


class Counts(msgspec.Struct, frozen=True):
    """What a build did to output/, in files."""

    written: int
    unchanged: int
    deleted: int

    @property
    def files(self) -> int:
        """All files of the site."""
        return self.written + self.unchanged


class Output:
    """The folder that holds the site. Use as a context manager: `put` every file, then `publish`."""

    def __init__(self, folder: Path, shown: str) -> None:
        """Take the folder `folder`, which messages name as `shown`; it is made if it is not there."""
        self._root = folder.resolve()
        self._shown = shown
        self._kept = self._root / KEPT
        self._stage = self._kept / "stage"
        self._staged: dict[str, str] = {}
        self._wanted: set[str] = set()
        self._ours: set[str] = set()
        self._foreign: list[str] = []
        self._real_folders: set[str] = {""}

    def __enter__(self) -> Self:
        with self._explained():
            self._kept.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self._kept / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(self._lock)
                raise self._rejected("", "Another build is writing here.", "Wait until it is done.") from None
            shutil.rmtree(self._stage, ignore_errors=True)
            self._stage.mkdir()
            self._ours = self._manifest()
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._stage, ignore_errors=True)
        os.close(self._lock)  # gives the lock up

    def put(self, path: str, data: bytes) -> bool:
        """Want `data` in the file `path`. Nothing is changed yet. Returns whether the file differs."""
        self._wanted.add(path)
        with self._explained(path):
            if self._has(path, data):
                return False
            if path not in self._ours and os.path.lexists(self._root / path):
                self._foreign.append(path)
                return True
            name = str(len(self._staged))
            (self._stage / name).write_bytes(data)
            self._staged[path] = name
        return True

    def publish(self) -> Counts:
        """Make output/ hold what was put, and nothing else of ours. Raises Rejected before anything is changed."""
        if self._foreign:
            raise Rejected(
                Problem(
                    path=f"{self._shown}/{path}",
                    message="This file was not made by this build, and a page would take its place.",
                    hint="Move it away, or build into another folder.",
                )
                for path in self._foreign
            )
        unwanted = self._ours - self._wanted
        with self._explained():
            self._write_manifest(self._ours | self._wanted)  # claim
            deleted = self._delete(unwanted)
            for path, name in self._staged.items():
                with self._explained(path):
                    self._make_folder(os.path.dirname(path))
                    os.replace(self._stage / name, self._root / path)
            self._write_manifest(self._wanted)  # confirm
        written = len(self._staged)
        return Counts(written=written, unchanged=len(self._wanted) - written, deleted=deleted)

    def _has(self, path: str, data: bytes) -> bool:
        """Whether the file at `path` holds `data` already. Not by its size alone, nor by its time: by its bytes."""
        try:
            descriptor = os.open(self._root / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            return False
        with open(descriptor, "rb") as stream:
            return os.fstat(descriptor).st_size == len(data) and stream.read() == data

    def _delete(self, paths: set[str]) -> int:
        """Delete files of ours, and the folders that this leaves empty. Returns how many files were there."""
        deleted = 0
        for path in sorted(paths):
            file = self._root / path
            if not self._is_inside(os.path.dirname(path)):
                continue
            with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
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
        place = self._root / folder
        if place.is_symlink():
            raise self._rejected(folder, "This is a link; pages would be written elsewhere.", "Delete the link.")
        place.mkdir(exist_ok=True)
        self._real_folders.add(folder)

    def _is_inside(self, folder: str) -> bool:
        real = os.path.realpath(self._root / folder)
        return real == str(self._root / folder) if folder else True

    def _manifest(self) -> set[str]:
        """The files that an earlier build made, or was about to make. A foreign manifest is not trusted."""
        try:
            head, *paths = (self._kept / "manifest").read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return set()
        safe = all(path and path[0] != "/" and not {"..", ".", ""} & set(path.split("/")) for path in paths)
        return set(paths) if head == _HEAD and safe else set()

    def _write_manifest(self, paths: set[str]) -> None:
        staged = self._stage / "manifest"
        staged.write_text("\n".join((_HEAD, *sorted(paths))) + "\n", encoding="utf-8")
        os.replace(staged, self._kept / "manifest")

    def _rejected(self, path: str, message: str, hint: str) -> Rejected:
        return Rejected([Problem(path=f"{self._shown}/{path}".rstrip("/"), message=message, hint=hint)])

    @contextlib.contextmanager
    def _explained(self, path: str = "") -> Iterator[None]:
        """The operating system's refusals as problems."""
        hints = {
            errno.ENOSPC: "Make room on the disk and build again; the site is as it was.",
            errno.EDQUOT: "Make room on the disk and build again; the site is as it was.",
            errno.EACCES: "Give yourself the right to write here.",
            errno.EROFS: "Build into a folder that can be written to.",
        }
        try:
            yield
        except OSError as error:
            hint = hints.get(error.errno or 0, "Mend it and build again.")
            raise self._rejected(path, f"{error.strerror or error}.", hint) from error
