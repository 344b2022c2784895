"""A folder under a path of a web server, as any static server would hold it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'"
)
"""Stricter than what pages say of themselves: over http no page is read in a frame."""


class _Handler(SimpleHTTPRequestHandler):
    """Answers below /speeches/ only, and says nothing."""

    def translate_path(self, path: str) -> str:
        below = path.removeprefix("/speeches")
        return super().translate_path(below if below != path else "/nothing/of/the/kind")

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Where a browser finds what is in `folder`, while it is served."""

    def handler(*arguments: Any) -> _Handler:
        return _Handler(*arguments, directory=str(folder))

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/speeches/"
        finally:
            server.shutdown()
            thread.join()
