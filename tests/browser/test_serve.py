"""`serve` as editors use it: a server of its own process, a browser, and files that change as programs change them."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import websockets.sync.client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bench.harbour import tone
from tests.hosting.hosts import git
from tests.making import TEMPLATES, speech, write

ROOT = Path(__file__).parents[2]
PERSIAN = speech("گشایش بندر", body="بندر باز شد.")

FILES: dict[str, str | bytes] = {
    "2021/a.md": speech("Opening", body="The harbour is open."),
    "2021/b.md": speech("Draft of a greeting", body="Not yet said.", draft="true"),
    "2021/t.md": speech("Tide", body="High water.", media="[tone.wav]"),
    "2021/tone.wav": tone(5),
    "2021/a.fa.md": PERSIAN,
}


@dataclass(frozen=True)
class Desk:
    """A folder that is served, and the program that serves it."""

    folder: Path
    url: str
    port: int
    process: subprocess.Popen[str]

    def save(self, path: str, text: str | bytes) -> None:
        """As vim does: the new file takes the place of the old one."""
        file = self.folder / "content" / path
        file.parent.mkdir(exist_ok=True)
        staged = file.with_name(f".{file.name}.swp")
        staged.write_bytes(text if isinstance(text, bytes) else text.encode())
        staged.replace(file)

    def end(self) -> str:
        """Press Ctrl-C; what was said until then."""
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=20)[0]


def started(folder: Path, *options: str) -> Desk:
    """A Desk for `folder`, with an archive and templates in it."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "serve", *options],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
            return Desk(folder, found[0], int(found[1]), process)
    raise AssertionError(said)


def archive(folder: Path) -> Path:
    write(folder / "content", FILES)
    shutil.copytree(TEMPLATES, folder / "templates")
    return folder


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = started(archive(tmp_path_factory.mktemp("desk")))
    yield made
    made.end()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 800})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


PANEL = ".rostra-preview"


def test_a_page_follows_its_file(desk: Desk, page: Page, faults: list[str]) -> None:
    page.goto(f"{desk.url}2021/a/")
    expect(page.locator(PANEL)).to_be_hidden()
    for number in range(3):
        desk.save("2021/a.md", speech("Opening", body=f"The harbour is open, {number}."))
        expect(page.locator(".body")).to_contain_text(f"open, {number}.")
    desk.save("2021/a.md", FILES["2021/a.md"])
    expect(page.locator(".body")).to_contain_text("The harbour is open.")
    assert faults == []


def test_a_page_keeps_its_place(desk: Desk, page: Page) -> None:
    body = "\n\n".join(f"Passage {number}." for number in range(80))
    desk.save("2021/long.md", speech("Long", body=body))
    page.goto(f"{desk.url}2021/long/")
    page.locator("text=Passage 60.").scroll_into_view_if_needed()
    assert page.evaluate("scrollY") > 1000
    desk.save("2021/long.md", speech("Long", body=f"{body}\n\nThe last."))
    expect(page.locator(".body")).to_contain_text("The last.")
    expect(page.locator("text=Passage 60.")).to_be_in_viewport()


def test_an_error_is_a_panel_until_it_is_mended(desk: Desk, page: Page) -> None:
    desk.save("2021/e.md", speech("Evening", body="Good evening."))
    page.goto(f"{desk.url}2021/e/")
    expect(page.locator(".body")).to_contain_text("Good evening.")
    desk.save("2021/e.md", speech("Evening", "soon", body="Good evening."))
    panel = page.locator(PANEL)
    expect(panel).to_contain_text("content/2021/e.md:3")
    expect(panel).to_contain_text("soon is not a date")
    expect(panel).to_contain_text("Write it as YYYY-MM-DD")
    expect(page.locator(".body")).to_contain_text("Good evening.")  # as it was
    page.goto(f"{desk.url}2021/a/")
    expect(page.locator(".body")).to_contain_text("The harbour is open.")
    expect(panel).to_contain_text("content/2021/e.md:3")
    page.goto(f"{desk.url}2021/e/")
    expect(page.locator("main")).to_be_visible()
    desk.save("2021/e.md", speech("Evening", body="Good night."))
    expect(page.locator(".body")).to_contain_text("Good night.")
    expect(panel).to_be_hidden()


def test_a_half_written_file_is_no_end(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.url}2021/a/")
    file = desk.folder / "content/2021/a.md"
    with file.open("w", encoding="utf-8") as stream:
        stream.write("---\ntitle: Op")
        stream.flush()
        expect(page.locator(PANEL)).to_contain_text("content/2021/a.md")
        stream.write("ening\ndate: 2021-11-17\n---\n\nThe harbour is open.\n\nAt last.\n")
    expect(page.locator(".body")).to_contain_text("At last.")
    expect(page.locator(PANEL)).to_be_hidden()


def test_drafts_are_marked_on_their_page_and_in_lists(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.url}2021/b/")
    expect(page.locator(PANEL)).to_contain_text("Draft: readers do not see this page")
    expect(page.locator(PANEL)).to_be_in_viewport()
    page.goto(f"{desk.url}2021/")
    expect(page.locator("a .rostra-draft")).to_have_text("Draft")
    desk.save("2021/b.md", speech("Draft of a greeting", body="Not yet said."))
    expect(page.locator("a .rostra-draft")).to_have_count(0)
    desk.save("2021/b.md", FILES["2021/b.md"])


def test_a_branch_with_two_hundred_more_files_and_back(desk: Desk, page: Page) -> None:
    git(desk.folder, "init", "--quiet", "--initial-branch=main")
    git(desk.folder, "add", "content")
    git(desk.folder, "commit", "--quiet", "--message=Before")
    git(desk.folder, "checkout", "--quiet", "-b", "sittings")
    dates = {number: f"1999-{number % 12 + 1:02}-05" for number in range(200)}
    sittings = {f"1999/s{number:03}.md": speech(f"Sitting {number}", date) for number, date in dates.items()}
    write(desk.folder / "content", sittings)
    git(desk.folder, "add", "content")
    git(desk.folder, "commit", "--quiet", "--message=Sittings")
    git(desk.folder, "checkout", "--quiet", "main")
    page.goto(f"{desk.url}1999/")
    expect(page.locator("main")).not_to_contain_text("200 speeches")
    git(desk.folder, "checkout", "--quiet", "sittings")
    expect(page.locator("main")).to_contain_text("200 speeches")
    git(desk.folder, "checkout", "--quiet", "main")
    expect(page.locator("main")).not_to_contain_text("200 speeches")


def test_a_deleted_file_leaves_the_page_for_what_is_missing(desk: Desk, page: Page) -> None:
    desk.save("2021/gone.md", speech("Gone"))
    page.goto(f"{desk.url}2021/gone/")
    expect(page.locator("h1")).to_have_text("Gone")
    (desk.folder / "content/2021/gone.md").unlink()
    expect(page.locator("h1")).not_to_have_text("Gone")


def test_a_content_folder_that_goes_and_comes_back_is_followed_again(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.url}2021/a/")
    content = desk.folder / "content"
    shutil.copytree(content, desk.folder / "copy")
    shutil.rmtree(content)
    expect(page.locator(PANEL)).to_contain_text("No such file or directory")
    (desk.folder / "copy").rename(content)
    expect(page.locator(PANEL)).to_be_hidden()
    desk.save("2021/a.md", speech("Opening", body="The harbour is open again."))
    expect(page.locator(".body")).to_contain_text("open again.")
    desk.save("2021/a.md", FILES["2021/a.md"])


def test_the_cache_may_be_deleted_at_any_time(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.url}2021/a/")
    shutil.rmtree(desk.folder / ".cache")
    page.goto(f"{desk.url}2021/t/")
    expect(page.locator(".body")).to_contain_text("High water.")
    shutil.rmtree(desk.folder / ".cache")
    desk.save("2021/t.md", str(FILES["2021/t.md"]).replace("High water", "Low water"))
    expect(page.locator(".body")).to_contain_text("Low water.")
    desk.save("2021/t.md", FILES["2021/t.md"])


def test_a_mistake_in_a_template_is_a_panel_on_its_pages(desk: Desk, page: Page) -> None:
    template = desk.folder / "templates/speech.html"
    right = template.read_text(encoding="utf-8")
    page.goto(f"{desk.url}2021/a/")
    template.write_text(right.replace("{% block main %}", "{% block main %}{{ nonsense }}"), encoding="utf-8")
    expect(page.locator(PANEL)).to_contain_text("templates/speech.html")
    expect(page.locator(PANEL)).to_contain_text("nonsense")
    expect(page.locator("h1")).to_have_text("This page cannot be made yet")
    page.goto(f"{desk.url}2021/")
    expect(page.locator("main")).to_contain_text("Opening")
    page.goto(f"{desk.url}2021/a/")
    template.write_text(right.replace("{% block main %}", "{% block main %}<p>Well mended"), encoding="utf-8")
    expect(page.locator("main")).to_contain_text("Well mended")
    expect(page.locator(PANEL)).to_be_hidden()
    template.write_text(right, encoding="utf-8")


def test_a_style_sheet_is_followed_too(desk: Desk, page: Page) -> None:
    style = desk.folder / "templates/static/site.css"
    right = style.read_text(encoding="utf-8")
    page.goto(f"{desk.url}2021/a/")
    style.write_text(f"{right}\nmain {{ outline: 7px solid rgb(1, 2, 3) }}\n", encoding="utf-8")
    expect(page.locator("main")).to_have_css("outline-width", "7px")
    style.write_text(right, encoding="utf-8")
    expect(page.locator("main")).not_to_have_css("outline-width", "7px")


def test_ten_tabs_follow_at_once(desk: Desk, context: BrowserContext) -> None:
    tabs = [context.new_page() for _ in range(10)]  # browsers keep six connections of HTTP/1.1 to a host
    for tab in tabs:
        tab.goto(f"{desk.url}fa/2021/a/")
    desk.save("2021/a.fa.md", speech("گشایش بندر", body="بندر بسته شد."))
    for tab in tabs:
        expect(tab.locator(".body")).to_contain_text("بندر بسته شد.")
    desk.save("2021/a.fa.md", PERSIAN)


def test_the_search_knows_what_was_just_written(desk: Desk, page: Page) -> None:
    desk.save("2021/s.md", speech("Lights", body="The lighthouse shines."))
    page.goto(f"{desk.url}search/?q=lighthouse")
    expect(page.locator("main")).to_contain_text("The lighthouse shines.")
    desk.save("2021/s.md", speech("Lights", body="The lantern shines."))
    page.goto(f"{desk.url}search/?q=lantern")
    expect(page.locator("main")).to_contain_text("The lantern shines.")


def asked(desk: Desk, path: str, **headers: str) -> tuple[int, bytes]:
    """The status and the bytes that a program gets that sends these headers."""
    with closing(http.client.HTTPConnection("127.0.0.1", desk.port)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


def test_a_recording_can_be_played_from_its_middle(desk: Desk) -> None:
    assert asked(desk, "/2021/tone.wav", Range="bytes=100-199") == (206, tone(5)[100:200])


def test_names_of_other_sites_get_nothing(desk: Desk) -> None:
    assert asked(desk, "/2021/b/")[0] == 200
    status, body = asked(desk, "/2021/b/", Host="drafts.example")
    assert (status, b"Not yet said" in body) == (400, False)


def told(desk: Desk, origin: str | None) -> str:
    """What the program tells a page of the site `origin`. Raises what the library does where it tells nothing."""
    stated = websockets.Origin(origin) if origin else None
    with websockets.sync.client.connect(f"ws://127.0.0.1:{desk.port}/.rostra/live", origin=stated) as live:
        return str(live.recv(timeout=5))


@pytest.mark.parametrize("origin", ["https://drafts.example", "http://127.0.0.1:1", "null", None])
def test_pages_of_other_sites_are_told_nothing(desk: Desk, origin: str | None) -> None:
    with pytest.raises((InvalidStatus, ConnectionClosed)):
        told(desk, origin)


def test_its_own_pages_are_told(desk: Desk) -> None:
    assert '"drafts":{"/2021/b/":"Draft"}' in told(desk, desk.url.removesuffix("/"))


def test_ctrl_c_ends_it_with_open_pages_and_nothing_was_written(tmp_path: Path, context: BrowserContext) -> None:
    made = started(archive(tmp_path))
    before = sorted(tmp_path.rglob("content/**/*"))
    page = context.new_page()
    page.goto(f"{made.url}2021/a/")
    made.save("2021/a.md", speech("Opening", "soon"))
    expect(page.locator(PANEL)).to_contain_text("content/2021/a.md:3")
    start = time.monotonic()
    said = made.end()
    assert (made.process.returncode, time.monotonic() - start < 5) == (0, True)
    assert re.search(r"1 file changed, \d+\.\d\d seconds; 1 error", said), said
    assert "content/2021/a.md:3: date: soon is not a date" in said
    assert said.endswith("Ended.\n")
    assert sorted(tmp_path.rglob("content/**/*")) == before
    assert not (tmp_path / "output").exists()


def test_a_page_comes_back_when_the_program_is_started_again(tmp_path: Path, context: BrowserContext) -> None:
    made = started(archive(tmp_path))
    page = context.new_page()
    page.goto(f"{made.url}2021/a/")
    made.end()
    made.save("2021/a.md", speech("Opening", body="Written meanwhile."))
    again = started(tmp_path, "--port", str(made.port))
    expect(page.locator(".body")).to_contain_text("Written meanwhile.")
    again.end()


def test_a_port_that_another_program_has(tmp_path: Path) -> None:
    archive(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        run = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), "serve", "--port", port],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
    assert run.returncode == 2
    assert f"Port {port}: Address already in use; name another with --port." in run.stderr
    first, second = started(tmp_path), started(tmp_path)
    assert second.port > first.port >= 8000
    for each in (first, second):
        assert each.end().endswith("Ended.\n")
