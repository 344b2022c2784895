"""The registry of npm → templates/admin/: the programs that /admin/ is made of, in pinned versions."""

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

import msgspec

LONGEST = 300
"""So many seconds npm may take for one package."""


class Package(msgspec.Struct, frozen=True):
    """A package of npm: its hash as package-lock.json spells it (Subresource Integrity), the folder in it that is
    wanted, and what that is called below templates/admin/."""

    name: str
    version: str
    integrity: str
    folder: str
    into: str


PACKAGES = (
    Package(
        "@sveltia/cms",
        "0.221.1",
        "sha512-J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ==",
        "npm",
        "sveltia",
    ),
    Package(
        "yaml",
        "2.8.3",
        "sha512-AvbaCLOO2Otw/lW5bmh9d/WEdcDFdQp2Z2ZUH3pX9U2ihyUY0nvLv7J6TrWowklRGPYbB/IuIMfYgxaCPg5Bpg==",
        "browser",
        "yaml",
    ),
)


class NotFetched(Exception):
    """A package could not be fetched; says why, and what to do."""


def fetch(folder: Path) -> None:
    """Put the PACKAGES below `folder`, which is templates/admin/. Raises NotFetched; then `folder` is as it was."""
    with tempfile.TemporaryDirectory() as temporary:
        fresh = [unpacked(package, packed(package, Path(temporary)), Path(temporary)) for package in PACKAGES]
        for package, made in zip(PACKAGES, fresh, strict=True):
            shutil.rmtree(folder / package.into, ignore_errors=True)
            shutil.copytree(made, folder / package.into)


def packed(package: Package, folder: Path) -> Path:
    """The archive of `package`, by npm, with its settings of registry and proxy; in `folder`. Raises NotFetched."""
    of = f"{package.name}@{package.version}"
    command = ["npm", "pack", "--silent", "--prefer-offline", "--pack-destination", str(folder), of]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=LONGEST)  # noqa: S603
    except FileNotFoundError:
        raise NotFetched("There is no npm. Install Node.js, which brings it, and try again.") from None
    except subprocess.SubprocessError as error:
        raise NotFetched(f"npm could not fetch {of}: {getattr(error, 'stderr', '') or error}") from None
    file = folder / done.stdout.split()[-1]
    digest = base64.b64encode(hashlib.sha512(file.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != package.integrity:
        raise NotFetched(f"{of} is not what it was: its hash is sha512-{digest}. Nothing of it was used.")
    return file


def unpacked(package: Package, file: Path, folder: Path) -> Path:
    """The part of `package` that is wanted, with its licence and without source maps, in a folder below `folder`."""
    into = folder / package.into
    wanted = PurePosixPath("package", package.folder)
    with tarfile.open(file) as archive:
        for member in archive:
            path = PurePosixPath(member.name)
            is_wanted = path.is_relative_to(wanted) and path.suffix != ".map"
            is_licence = path.parent.name == "package" and path.stem == "LICENSE"
            if member.isfile() and (is_wanted or is_licence):
                inside = path.relative_to(wanted) if is_wanted else PurePosixPath("LICENSE.txt")
                archive.extract(member, folder / f"of {package.into}", filter="data")
                (into / inside).parent.mkdir(parents=True, exist_ok=True)
                (folder / f"of {package.into}" / path).rename(into / inside)
    return into
