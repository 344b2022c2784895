"""A folder under a path of a web server, as any static server would hold it."""

import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'"
)
"""Stricter than what pages say of themselves: over http no page is read in a frame."""


class _Handler(SimpleHTTPRequestHandler):
    """Answers below /speeches/ only, and says nothing."""

    policy = POLICY

    def translate_path(self, path: str) -> str:
        below = path.removeprefix("/speeches")
        return super().translate_path(below if below != path else "/nothing/of/the/kind")

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """A part of a file where one is asked for (RFC 9110, section 14): browsers seek in recordings by it."""
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if not asked or not path.is_file():
            return super().send_head()
        data = path.read_bytes()
        part = data[int(asked[1]) : int(asked[2] or len(data)) + 1]
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {asked[1]}-{int(asked[1]) + len(part) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        return io.BytesIO(part)

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
def serving(folder: Path, policy: str = POLICY) -> Iterator[str]:
    """Where a browser finds what is in `folder`, while it is served with a Content-Security-Policy."""
    kind = type("Handler", (_Handler,), {"policy": policy})

    def handler(*arguments: Any) -> _Handler:
        made: _Handler = kind(*arguments, directory=str(folder))
        return made

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/speeches/"
        finally:
            server.shutdown()
            thread.join()
