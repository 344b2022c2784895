"""A Preview in the browser: a server for this machine alone, and pages that follow every change of a file."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import uvicorn
import watchfiles
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from rostra.desk.preview import OWN, Preview, State

HOST = "127.0.0.1"
_NAMES = [HOST, "localhost"]
_TRIED_PORTS = 20

_QUIET = 20
"""Milliseconds without a further change after which the changes are looked at together."""

_MOST = 200
"""Milliseconds after which they are looked at in any case."""

_GLANCE = 200
"""Milliseconds between two looks whether the folders are still there, or there again."""

_NEVER_KEPT = {"Cache-Control": "no-store"}

Told = Callable[[State, int, float], None]
"""Told of each refresh: what is there now, how many files were changed, 0 where that is not known, and how many
seconds it took."""


def listening(port: int, *, is_asked: bool) -> socket.socket:
    """A socket on `port` of this machine; where another program has it, and nobody asked for just this one, on one of
    the next. Raises OSError."""
    last = port if is_asked else min(port + _TRIED_PORTS, 65535)
    for attempt in range(port, last + 1):
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((HOST, attempt))
            made.listen()
        except OSError:
            made.close()
            if attempt == last:
                raise
        else:
            return made
    raise AssertionError


def serve(preview: Preview, on: socket.socket, folders: list[Path], now: Callable[[], datetime], told: Told) -> None:
    """Serve `preview` on the socket `on` and refresh it with every change below `folders`, until it is interrupted."""
    pages = _Pages()
    server = uvicorn.Server(
        uvicorn.Config(_app(preview, pages), log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
    )
    ended = threading.Event()
    follower = threading.Thread(target=_follow, args=(preview, folders, now, told, pages, ended))
    follower.start()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[on])
    finally:
        ended.set()
        follower.join()


class _Pages:
    """The pages that are open in browsers."""

    def __init__(self) -> None:
        self._open: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    @contextlib.contextmanager
    def one_more(self) -> Iterator[asyncio.Event]:
        """An event for a page, set whenever there is news."""
        page = (asyncio.get_running_loop(), asyncio.Event())
        self._open.add(page)
        try:
            yield page[1]
        finally:
            self._open.discard(page)

    def tell(self) -> None:
        """That there is news; from any thread."""
        for loop, event in self._open.copy():
            with contextlib.suppress(RuntimeError):  # the server has ended
                loop.call_soon_threadsafe(event.set)


def _follow(
    preview: Preview,
    folders: list[Path],
    now: Callable[[], datetime],
    told: Told,
    pages: _Pages,
    ended: threading.Event,
) -> None:
    """Refresh `preview` with every change below `folders` until it has `ended`."""

    def look(files: int) -> None:
        start = time.monotonic()
        preview.refresh(now(), lambda *_: None)
        pages.tell()
        told(preview.state, files, time.monotonic() - start)

    while not ended.is_set():
        watched = [_identity(folder) for folder in folders]
        if None in watched:  # as when git changes to a branch that has no such folder
            ended.wait(_GLANCE / 1000)
            continue
        is_new = True
        for changes in watchfiles.watch(
            *folders, step=_QUIET, debounce=_MOST, rust_timeout=_GLANCE, yield_on_timeout=True, stop_event=ended,
            raise_interrupt=False,
        ):  # fmt: skip
            if changes or (is_new and preview.is_outdated()):  # by something that was saved before the watch began
                look(len({file for _, file in changes}))
            is_new = False
            if [_identity(folder) for folder in folders] != watched:
                break  # what is watched is no longer what has the name


def _identity(folder: Path) -> tuple[int, int] | None:
    """Device and inode of `folder`, if there is one."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _app(preview: Preview, pages: _Pages) -> Starlette:
    """What answers browsers. Only to those on this machine that name it so: a page of the web that had its own name
    lead here would else read drafts (DNS rebinding)."""

    async def answer(request: Request) -> Response:
        found = await run_in_threadpool(preview.answer, request.scope["path"])
        if found.location:
            return RedirectResponse(found.location, found.status)
        if found.file:
            return FileResponse(found.file, media_type=found.media_type, headers=_NEVER_KEPT)
        return Response(found.body, found.status, _NEVER_KEPT, found.media_type or None)

    async def follow(page: WebSocket) -> None:
        origin = urlsplit(page.headers.get("origin", ""))
        if origin.hostname not in _NAMES or origin.netloc != page.headers.get("host"):
            await page.close()  # another site's page
            return
        await page.accept()
        with pages.one_more() as news:

            async def tell() -> None:
                while True:
                    await page.send_text(msgspec.json.encode(await run_in_threadpool(lambda: preview.state)).decode())
                    await news.wait()
                    news.clear()

            telling = asyncio.create_task(tell())
            try:
                while True:
                    await page.receive_text()
            except WebSocketDisconnect:
                telling.cancel()

    return Starlette(
        routes=[
            WebSocketRoute(f"{OWN}live", follow),
            Route("/{path:path}", answer, methods=["GET", "HEAD"]),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=_NAMES)],
    )
