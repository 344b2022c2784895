"""yaml-language-server, asked as editors ask it: the Language Server Protocol 3.17 over standard input and output."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.judges.programs import programs

Message = dict[str, Any]


class LanguageServer:
    """A server that was told the settings `yaml` of an editor; asked one thing after the other."""

    def __init__(self, process: subprocess.Popen[bytes], root: Path, settings: Message) -> None:
        self._process, self._settings = process, settings
        client = {"workspace": {"configuration": True}}
        folder = {"uri": root.as_uri(), "name": root.name}
        self._send(
            1, "initialize", processId=None, rootUri=root.as_uri(), capabilities=client, workspaceFolders=[folder]
        )
        self._until(lambda said: said.get("id") == 1)
        self._send(None, "initialized")
        self._send(None, "workspace/didChangeConfiguration", settings={"yaml": settings})
        self._until(lambda said: said.get("method") == "workspace/configuration")

    def diagnostics(self, file: Path, text: str) -> list[tuple[int, str]]:
        """What the editor shows beside the lines of `text`, opened as `file`: lines, counted from 1, and messages."""

        def is_it(said: Message) -> bool:
            return said.get("method") == "textDocument/publishDiagnostics" and said["params"]["uri"] == file.as_uri()

        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send(None, "textDocument/didOpen", textDocument=document)
        found = self._until(is_it)["params"]["diagnostics"]
        return sorted((each["range"]["start"]["line"] + 1, each["message"]) for each in found)

    def completions(self, file: Path, line: int, column: int) -> dict[str, str]:
        """What the editor offers at a place of a file that is open, both counted from 1, and how it explains it."""
        place = {"line": line - 1, "character": column - 1}
        self._send(2, "textDocument/completion", textDocument={"uri": file.as_uri()}, position=place)
        found = self._until(lambda said: said.get("id") == 2)["result"]["items"]
        return {each["label"]: _plain(each.get("documentation", "")) for each in found}

    def _send(self, number: int | None, method: str, **params: Any) -> None:
        self._write({"jsonrpc": "2.0", "method": method, "params": params} | ({"id": number} if number else {}))

    def _write(self, message: Message) -> None:
        data = json.dumps(message).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._process.stdin.flush()

    def _until(self, is_it: Callable[[Message], bool]) -> Message:
        """The first message that is meant; questions of the server are answered on the way."""
        while True:
            said = self._read()
            if said.get("method") == "workspace/configuration":
                asked = [item.get("section") for item in said["params"]["items"]]
                result = [self._settings if section == "yaml" else None for section in asked]
                self._write({"jsonrpc": "2.0", "id": said["id"], "result": result})
            elif "method" in said and "id" in said:
                self._write({"jsonrpc": "2.0", "id": said["id"], "result": None})
            if is_it(said):
                return said

    def _read(self) -> Message:
        assert self._process.stdout is not None
        size = 0
        while (line := self._process.stdout.readline().strip()) or not size:
            assert self._process.poll() is None, "the server ended"
            if line.startswith(b"Content-Length: "):
                size = int(line.removeprefix(b"Content-Length: "))
        message: Message = json.loads(self._process.stdout.read(size))
        return message


def _plain(said: str | Message) -> str:
    return said if isinstance(said, str) else said["value"]


@contextmanager
def language_server(root: Path, settings: Message) -> Iterator[LanguageServer]:
    """A server for the folder `root`, with the settings of an editor that begin with `yaml.`."""
    command = [str(programs() / "yaml-language-server"), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as process:
        try:
            yield LanguageServer(process, root, settings)
        finally:
            process.kill()
