"""The site as it would be, drafts and all, made page by page as it is asked for. Nothing is written to output/.

After a change only what is known of the archive is brought up to date, as a build does it; the one page that somebody
looks at is rendered, not the thousands that nobody has open.
"""

import mimetypes
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

import msgspec

from rostra import address, labels, lock, site, unchanged
from rostra.desk.searching import Index
from rostra.known import Found, Known, found_in, is_public, known_of
from rostra.lock import Lock
from rostra.memo import Memo, body_of
from rostra.plan import Plan, Watch
from rostra.problem import Problem, Rejected
from rostra.publishing import editor_files, static_files
from rostra.related import Packed, unpack
from rostra.segments import Corrupt, Segments
from rostra.work import Workers

if TYPE_CHECKING:
    from rostra.publishing.render import Renderer

OWN = "/.rostra/"
"""The addresses that are the preview's and not the site's: a build keeps its records under this name."""

_HERE = Path(__file__).parent
_TRIES = 5
_BETWEEN_TRIES = 0.1

_MISSING = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
</head>
<body class="rostra-instead">
<h1>{title}</h1>
<p>It comes by itself as soon as what is named below is mended.</p>
</body>
</html>
"""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a browser gets: bytes, the `file` that holds them, or the `location` to ask instead."""

    status: int = 200
    media_type: str = ""
    body: bytes = b""
    file: str = ""
    location: str = ""


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What the open pages are told: which state of the site is there, what is wrong, and by address which pages readers
    would not see, with the reason."""

    version: str
    problems: tuple[Problem, ...]
    drafts: dict[str, str]


class Preview:
    """The site that `plan` would make, with drafts. A context manager; `refresh` before the first `answer`.

    Threads may share it: while it refreshes, answers wait.
    """

    def __init__(self, plan: Plan, cache: Path) -> None:
        """The Preview of `plan`. It has a `cache` of its own: with drafts the site is another, and a build should find
        its own as it left it."""
        self._plan = msgspec.structs.replace(plan, keep_going=True, drafts=True, cache=cache)
        self._turn = threading.RLock()
        self._run = uuid.uuid4().hex
        self._count = 0
        self._held = ExitStack()
        self._memo: Memo | None = None
        self._memo_of: tuple[str, str] | None = None
        self._lock_of = lru_cache(maxsize=1)(lock.parsed)
        self._seen: tuple[object, ...] = ()
        self._known: Known | None = None
        self._pages: dict[str, Packed] = {}
        self._assets: dict[str, str] = {}
        self._drafts: dict[str, str] = {}
        self._problems: tuple[Problem, ...] = ()
        self._forget()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    @property
    def state(self) -> State:
        """What the open pages are to be told."""
        with self._turn:
            problems = tuple(sorted({*self._problems, *self._faults.values()}))
            return State(version=self._version, problems=problems, drafts=self._drafts)

    @property
    def _version(self) -> str:
        return f"{self._run}-{self._count}"

    def refresh(self, now: datetime, watch: Watch) -> None:
        """Look at content/ and templates/ again, at the moment `now`. What cannot be known because of errors stays as
        it was."""
        with self._turn:
            self._plan = msgspec.structs.replace(self._plan, now=now)
            self._count += 1
            self._forget()
            for tries in range(1, _TRIES + 1):
                try:
                    self._look(watch)
                    return
                except Rejected as rejected:
                    self._problems = rejected.problems
                    return
                except Corrupt as corrupt:
                    self._forget_all()
                    self._problems = (_refusal(self._plan, corrupt),)
                except OSError as error:  # a file has gone between two looks, as when git changes branches
                    self._problems = (_refusal(self._plan, error),)
                    if tries < _TRIES:
                        time.sleep(_BETWEEN_TRIES)
                except (
                    Exception
                ) as error:  # a fault of the program's own, of which the editor should not lose the preview
                    self._problems = (_refusal(self._plan, error),)
                    return

    def is_outdated(self) -> bool:
        """Whether a file has changed since the last look."""
        with self._turn:
            try:
                return self._seen != self._inputs(found_in(self._plan))
            except OSError:
                return True

    def _inputs(self, found: Found) -> tuple[object, ...]:
        """Sizes, times and inodes of all that the site is made of, to be compared."""
        content = self._plan.content
        others = [content / site.FILE, content / labels.FILE, self._plan.templates]
        return found.files, found.others, unchanged.inputs_of((), (), others)[0]

    def answer(self, path: str) -> Answer:
        """What is at `path`, the path of a URL without percent-encoding."""
        with self._turn:
            if path.startswith(OWN):
                return self._own(path.removeprefix(OWN))
            file = address.path_of(path)
            try:
                return self._answer(file) or self._elsewhere(path) or self._nothing()
            except Rejected as rejected:
                self._faults |= {str(problem): problem for problem in rejected.problems}
                return self._instead()
            except (Corrupt, OSError):
                self._forget_all()
                self.refresh(self._plan.now, _unwatched)
            try:
                return self._answer(file) or self._nothing()
            except (Corrupt, OSError) as error:
                self._faults[path] = _refusal(self._plan, error)
                return self._instead()

    def _look(self, watch: Watch) -> None:
        """Bring up to date what is known. Raises Rejected, Corrupt and OSError."""
        found = found_in(self._plan)
        self._seen = self._inputs(found)
        memo = self._memo_now()
        memo.begin()
        # From the second look on there are threads, and a process with threads cannot safely be doubled.
        with Workers(alone=self._count > 1) as workers:
            known = known_of(self._plan, watch, workers, memo, found, self._parsed)
        self._known, self._problems = known, known.problems
        self._segments = Segments(memo.folder)
        self._pages = {page.path: page for page in known.pages}
        self._assets = {asset.path: f"{asset.root}/{asset.path}" for asset in known.assets}
        self._drafts = dict(_drafts(known, self._plan))

    def _parsed(self, data: bytes, shown: str, _: bytes) -> tuple[Lock, tuple[Problem, ...]]:
        """The Lock, which only a build changes: parsed once."""
        return self._lock_of(data, shown)

    def _memo_now(self) -> Memo:
        """The memo for the site's time zone and language, which an editor may have changed."""
        settings = site.load(self._plan.content, self._plan.content.name)[0]
        of = (settings.time_zone, settings.language)
        is_there = self._memo is not None and self._memo.folder.is_dir()  # the cache may be deleted at any time
        if self._memo is None or not is_there or self._memo_of != of:
            self._held.close()
            self._memo = self._held.enter_context(Memo(self._plan.cache, self._plan.content, *of))
            self._memo_of = of
        return self._memo

    def _forget(self) -> None:
        """Forget what was made of the templates and of the words."""
        self._faults: dict[str, Problem] = {}
        self._renderer: Renderer | None = None
        self._static: dict[str, bytes] | None = None
        self._index: Index | None = None

    def _forget_all(self) -> None:
        """Forget everything, because what is remembered is not what was."""
        if self._memo is not None:
            self._memo.forget()

    def _answer(self, file: str) -> Answer | None:
        """The file of the site that is called `file`."""
        if self._static is None:
            self._static = static_files(self._plan.templates)
        if file in self._static:
            return Answer(media_type=_media_type(file), body=self._static[file])
        if "admin/index.html" in self._pages and file in (editor := editor_files(self._plan.templates)):
            return Answer(media_type=_media_type(file), file=str(editor[file]))
        if file in self._assets:
            return Answer(media_type=_media_type(file), file=self._assets[file])
        if file in self._pages:
            return self._rendered(self._pages[file])
        is_of_index = self._known and file.startswith("search/") and file.endswith(".js")
        found = self._indexed(file.removeprefix("search/")) if is_of_index else None
        return Answer(media_type=_media_type(file), body=found) if found is not None else None

    def _rendered(self, packed: Packed, status: int = 200) -> Answer:
        """A page; what is wrong with its template stands in its place. Raises Corrupt and Rejected."""
        from rostra.publishing.render import Renderer, TemplateFault  # lazy: it loads Jinja2

        assert self._known is not None
        assert self._memo is not None
        if self._renderer is None:
            self._renderer = Renderer(self._plan.templates, self._plan.templates.name, self._memo.folder)
        places = (self._known.shown[text].body for text in packed.texts)
        bodies = tuple(body_of(place, self._segments) for place in places if place)
        is_outdated = not self._known.outdated.isdisjoint(packed.texts)
        try:
            body = self._renderer.render(unpack(packed.place, self._segments), bodies, is_outdated=is_outdated)
        except TemplateFault as fault:
            self._faults[packed.path] = fault.problem
            return self._instead()
        media_type = _media_type(packed.path)
        follows = media_type == "text/html" and packed.template != "admin.html"  # what is typed there would be lost
        return Answer(status=status, media_type=media_type, body=self._watched(body) if follows else body)

    def _indexed(self, path: str) -> bytes | None:
        """A file of the index of words. Raises Corrupt."""
        assert self._known is not None
        assert self._memo is not None
        if self._index is None:
            self._index = Index(self._known.shown, self._memo)
        return self._index.file(path)

    def _elsewhere(self, path: str) -> Answer | None:
        """The way to a page whose address was written without its slash."""
        has_page = path and not path.endswith("/") and address.path_of(f"{path}/") in self._pages
        return Answer(status=301, location=quote(f"{path}/")) if has_page and not path.startswith("//") else None

    def _nothing(self) -> Answer:
        """The site's own page for a missing address."""
        if "404.html" in self._pages:
            return self._rendered(self._pages["404.html"], status=404)
        return self._instead()

    def _instead(self) -> Answer:
        """A page in the place of one that cannot be made."""
        page = _MISSING.format(title=escape("This page cannot be made yet"))
        return Answer(status=500, media_type="text/html", body=self._watched(page.encode()))

    def _watched(self, html: bytes) -> bytes:
        """A page with what makes it follow the changes."""
        style = f'<link rel="stylesheet" href="{OWN}preview.css">'
        script = f'<script src="{OWN}preview.js?{self._version}" defer></script>'
        return html.replace(b"</head>", f"{style}{script}</head>".encode(), 1)

    def _own(self, name: str) -> Answer:
        """The preview's own style sheet and script."""
        if name not in ("preview.css", "preview.js"):
            return Answer(status=404)
        return Answer(media_type=_media_type(name), body=(_HERE / name).read_bytes())


def _drafts(known: Known, plan: Plan) -> Iterator[tuple[str, str]]:
    """The addresses of pages that readers would not see, each with the reason."""
    settings = site.load(plan.content, plan.content.name)[0]
    hidden = {path: entry for path, entry in known.shown.items() if not is_public(entry, settings, plan.now)}
    for page in known.pages if hidden else ():
        for text in page.texts:
            if entry := hidden.get(text):
                reason = "Draft" if entry.is_draft else f"Embargo until {entry.embargo_until}"
                yield quote(f"/{page.path.removesuffix('index.html')}"), reason
                break


def _media_type(file: str) -> str:
    own = {".webmanifest": "application/manifest+json", ".vtt": "text/vtt", ".js": "text/javascript"}
    return own.get(Path(file).suffix) or mimetypes.guess_type(file)[0] or "application/octet-stream"


def _refusal(plan: Plan, error: Exception) -> Problem:
    """What kept the preview from its work, as a Problem."""
    if isinstance(error, OSError):
        place = Path(error.filename).name if error.filename else plan.content.name
        return Problem(
            path=place, message=f"{error.strerror or error}.", hint="Make the file readable, and save it again."
        )
    what = f"{type(error).__name__}: {error}".rstrip(".")
    return Problem(path=plan.content.name, message=f"{what}.", hint="Undo the last change, and report this.")


def _unwatched(stage: str, done: int, total: int) -> None:
    """Told of progress, where nobody waits for it."""
