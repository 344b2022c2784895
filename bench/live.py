"""From a save to the words on the screen: `python -m bench.live`, ours beside Hugo's server, in one Chromium.

In: a synthetic archive. Out: a table on standard output, for the editing of one body and of one title: seconds from the
moment that the file is replaced until the browser shows what it says, the shortest and the median, and how long each
server took to start on its caches. The runs are interleaved; the first of each edit warms up and does not count.
"""

import argparse
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec
from playwright.sync_api import Page, sync_playwright

from bench import edits, peers, synthetic
from bench.peers import ROOT, Peer

SERVERS = {
    "ours": (sys.executable, str(ROOT / "build.py"), "serve", "--port", "{port}"),
    "hugo": ("{tools}/hugo", "server", "--bind", "127.0.0.1", "--port", "{port}"),
}

EDITS = (edits.BODY, edits.TITLE)
PATIENCE = 300


class Server(msgspec.Struct, frozen=True):
    """A generator that serves a folder, and the page of the browser that shows the speech that is edited."""

    peer: Peer
    place: Path
    page: Page


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description="Seconds from a save to the words on the screen.")
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=9)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="rostra-bench-", ignore_cleanup_errors=True) as name, ExitStack() as held:
        folder = Path(name)
        archive = folder / "archive"
        synthetic.write(asked.size, archive)
        sources = sorted(archive.rglob("*.md"))
        edited = sources[len(sources) // 2].relative_to(archive)
        browser = held.enter_context(sync_playwright()).chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        servers = []
        for kind in SERVERS:
            peer = peers.BY_NAME[kind]
            peers.install(peer)
            peers.lay_out(peer, archive, folder / kind)
            port = _free_port()
            for turn in ("first", "again"):
                seconds, process = _started(peer, folder / kind, port)
                print(
                    f"{peer.label} {peer.version} serves {asked.size:,} speeches, {turn}: {seconds:.1f} s", flush=True
                )
                if turn == "first":
                    _end(process)
            held.callback(_end, process)
            page = browser.new_page()
            answer = page.goto(f"http://127.0.0.1:{port}/{_address(peer, edited)}")
            assert answer is not None
            assert answer.ok, answer.url
            servers.append(Server(peer, folder / kind, page))
        print(_table(_measured(servers, edited, asked.runs)))


def _measured(servers: Sequence[Server], edited: Path, runs: int) -> dict[tuple[str, str], list[float]]:
    """Seconds by generator and edit."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for turn in range(runs + 1):
        for edit in EDITS:
            for server in servers[:: 1 if turn % 2 else -1]:
                source = server.place / "content" / edited
                start = time.perf_counter()
                shown = edits.bring_about(edit, server.peer, server.place, source, turn, server.place)
                server.page.locator("main, body").get_by_text(shown).first.wait_for(timeout=PATIENCE * 1000)
                if turn:
                    found[server.peer.label, edit].append(time.perf_counter() - start)
                time.sleep(1)
    return found


def _table(found: dict[tuple[str, str], list[float]]) -> str:
    rows = ["| saved → seen | " + " | ".join(EDITS) + " |", "|---|" + "---|" * len(EDITS)]
    for label in dict.fromkeys(label for label, _ in found):
        cells = (f"{min(found[label, edit]):.2f} s, {statistics.median(found[label, edit]):.2f} s" for edit in EDITS)
        rows.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _address(peer: Peer, file: Path) -> str:
    """Where the speech of a file is: ours has that of `1968/1968-01-02-name.md` at `1968/01-02-name/`."""
    year = file.parts[0]
    return f"{year}/{file.stem.removeprefix(f'{year}-') if peer.name == 'ours' else file.stem}/"


def _started(peer: Peer, place: Path, port: int) -> tuple[float, subprocess.Popen[bytes]]:
    """Seconds until `peer` serves `place`, and its process."""
    command = [part.format(tools=peer.tools, port=port) for part in SERVERS[peer.name]]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=place, stdout=subprocess.DEVNULL, env={**os.environ, **peer.environ})
    while time.perf_counter() - start < PATIENCE:
        with socket.socket() as asked:
            if process.poll() is not None:
                raise SystemExit(f"{peer.label} ended with {process.returncode}.")
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return _answered(start, port), process
        time.sleep(0.02)
    raise SystemExit(f"{peer.label} did not start in {PATIENCE} seconds.")


def _answered(start: float, port: int) -> float:
    """Seconds since `start` when the server has answered: a port may be taken before anything is ready."""
    with socket.create_connection(("127.0.0.1", port)) as asked:
        asked.settimeout(PATIENCE)
        asked.sendall(b"GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        assert asked.recv(1)
    return time.perf_counter() - start


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    process.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
