"""A static server that counts what it is asked for, and what it sends."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class Counting(SimpleHTTPRequestHandler):
    """A static server that compresses text, as most do, and counts."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body in one packet
    requests = plain = sent = 0

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        data = file.read_bytes()
        packed = gzip.compress(data, 6) if file.suffix in (".js", ".html", ".css", ".json", ".svg") else data
        kind = type(self)
        kind.requests, kind.plain, kind.sent = kind.requests + 1, kind.plain + len(data), kind.sent + len(packed)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        if packed is not data:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        self.wfile.write(packed)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
        pass


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, type[Counting]]]:
    """Where `folder` is served, and what counts."""
    kind = type("Counting", (Counting,), {})

    def handler(*arguments: Any) -> Counting:
        made: Counting = kind(*arguments, directory=str(folder))
        return made

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", kind
        server.shutdown()
