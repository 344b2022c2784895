"""As much of the API of Gitea (docs.gitea.com/api) as an editor needs, over a repository of the real git."""

import base64
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.making import write

TOKEN = "letmein"


class Repository:
    """A folder with a branch main; `asked` are the requests that came."""

    def __init__(self, folder: Path, files: dict[str, str]) -> None:
        self.folder = write(folder, files)
        self.asked: list[str] = []
        self.git("init", "--quiet", "--initial-branch", "main")
        self.commit("Begin")

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "core.quotepath=off")
        done = subprocess.run(["git", *who, *arguments], cwd=self.folder, capture_output=True, text=True, check=True)
        return done.stdout

    def commit(self, message: str) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD").strip()

    def answer(self, method: str, path: str, body: Any) -> Any:
        """What the API says to one request. Raises KeyError for what is not known here."""
        self.asked.append(f"{method} {path}")
        address, _, _ = path.removeprefix("/api/v1").partition("?")
        fixed: dict[str, Any] = {
            "/version": {"version": "1.25.1"},
            "/settings/api": {"default_paging_num": 30},
            "/user": {"id": 1, "login": "editor", "full_name": "Editor", "email": "editor@example.org"},
            "/repos/hall/archive": {"default_branch": "main", "permissions": {"pull": True, "push": True}},
        }
        head = self.git("rev-parse", "HEAD").strip()
        if address == "/repos/hall/archive/branches/main":
            return {"commit": {"id": head, "message": self.git("log", "-1", "--format=%B").strip()}}
        if address.startswith("/repos/hall/archive/git/trees/"):
            rows = [row.split() for row in self.git("ls-tree", "-r", "--long", "HEAD").splitlines()]
            tree = [{"type": kind, "sha": sha, "size": int(size), "path": name} for _, kind, sha, size, name in rows]
            return {"tree": tree, "truncated": False}
        if address == "/repos/hall/archive/file-contents":
            return [{"path": name, "encoding": "base64", "content": self._encoded(name)} for name in body["files"]]
        if address == "/repos/hall/archive/contents":
            return self._changed(body)
        if address == "/repos/hall/archive/commits":
            return []
        return fixed[address]

    def _encoded(self, name: str) -> str:
        return base64.b64encode((self.folder / name).read_bytes()).decode()

    def _changed(self, body: Any) -> Any:
        assert body["branch"] == "main"
        for change in body["files"]:
            file = self.folder / change["path"]
            assert (change["operation"] == "create") is not file.exists()
            assert change["operation"] in ("create", "update")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(base64.b64decode(change["content"]))
        head = self.commit(body["message"])
        files = [
            {"path": change["path"], "sha": self.git("rev-parse", f"HEAD:{change['path']}").strip()}
            for change in body["files"]
        ]
        return {"commit": {"sha": head, "created": "2026-01-01T12:00:00Z"}, "files": files}


@contextmanager
def hosting(repository: Repository) -> Iterator[str]:
    """Where a browser finds a host with this repository, hall/archive."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def do_OPTIONS(self) -> None:
            self._say(204, b"")

        def _answer(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or "null")
            if self.headers.get("Authorization") != f"token {TOKEN}":
                self._say(401, b"{}")
                return
            try:
                self._say(200, json.dumps(repository.answer(self.command, self.path, body)).encode())
            except KeyError:
                self._say(404, b"{}")

        def _say(self, status: int, data: bytes) -> None:
            self.send_response(status)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "*, Authorization")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
