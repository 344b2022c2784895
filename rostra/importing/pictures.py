"""The pictures of a saved page or of a document → files beside the text."""

from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from rostra.importing.sources import is_below

ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif")
"""What a site may show: `docs/editing.md`."""

_HINT = "Put the picture beside the text and write ![What it shows](name.jpg)."


class Pictures:
    """The pictures that one text shows, while it is written. `assets` says where each goes, `doubts` which are not
    there, each with what to do. Only files below `root` are taken: a page that strangers made may name any file."""

    def __init__(self, source: Path, root: Path, path: str) -> None:
        self._source, self._root, self._folder = source.parent, root, PurePosixPath(path).with_suffix("")
        self.assets: dict[str, Path | bytes] = {}
        self.doubts: list[tuple[str, str]] = []

    def of(self, written: str) -> str:
        """The address of the picture that a page names as `written`, from the text; empty where it is not held."""
        name = unquote(written.partition("?")[0].partition("#")[0])
        file = self._source / name
        if not written or written.startswith("data:"):
            self.doubts.append(("A picture within the page was left out.", _HINT))
        elif "://" in name or name.startswith("//") or not is_below(file, self._root) or not file.is_file():
            self.doubts.append((f"The picture {written[:100]} is not beside the page.", _HINT))
        elif file.suffix.lower() not in ENDINGS:
            self.doubts.append((f"The picture {written[:100]} is of a kind that is not published.", _HINT))
        else:
            return self.kept(file.name, file)
        return ""

    def kept(self, name: str, content: Path | bytes) -> str:
        """The address of a picture that goes beside the text; another of the same name gets a number."""
        stem, ending, count = PurePosixPath(name).stem, PurePosixPath(name).suffix.lower(), 1
        path = f"{self._folder}/{stem}{ending}"
        while self.assets.get(path, content) != content:
            count += 1
            path = f"{self._folder}/{stem}-{count}{ending}"
        self.assets[path] = content
        return quote(f"{self._folder.name}/{PurePosixPath(path).name}")
