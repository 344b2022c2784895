"""docs/editing.md, tried step by step in a fresh copy; and what it is: two pages with pictures."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from bench.guide import DOCS, GUIDE, blocks, printed, speech_of
from bench.guide_pictures import SITE, pictures
from bench.pictures import ROOT
from rostra.cli.serving import PORT
from tests.hosting.hosts import commit, git, repository
from tests.making import speech, write

TEXT = GUIDE.read_text(encoding="utf-8")
EXAMPLE = speech_of(TEXT)
ADDRESS = "2026/03-21-opening-of-the-harbour/"
HELD = [block.text for block in blocks(TEXT)]
SERVE, DRAFT, MESSAGE, ALIAS, PICTURE, RECORDING = HELD[1:]
WARNED = "متن اصلی پس از این ترجمه تغییر کرده است."
LONG_LINES = re.sub(r"\s+", " ", TEXT)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A fresh copy of an archive, in which `make` finds its virtual environment made."""
    folder = repository(tmp_path / "archive", {"site.yaml": SITE})
    for name in ("Makefile", ".gitignore"):
        shutil.copy(ROOT / name, folder / name)
    commit(folder)
    (folder / ".venv").symlink_to(Path(os.environ.get("VIRTUAL_ENV") or ROOT / ".venv"))
    os.utime(folder / "requirements.lock", (0, 0))
    (folder / "content" / "2026").mkdir()
    return folder


def made(copy: Path, *, target: str = "site") -> str:
    """What `make` says; raises CalledProcessError where it fails."""
    done = subprocess.run(["make", target], cwd=copy, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout.decode()


def published(copy: Path, address: str = ADDRESS) -> str:
    return (copy / "output" / address / "index.html").read_text(encoding="utf-8")


def save(copy: Path, *lines: str, body: str = "", date: str = "", path: str = EXAMPLE.path) -> None:
    """Save the example, with more lines in its front matter, or another date, or more text."""
    _, head, text = EXAMPLE.text.split("---\n")
    head = re.sub("^date: .*$", date, head, flags=re.MULTILINE) if date else head
    write(copy, {path: "---\n".join(("", head + "".join(lines), f"{text}\n{body}"))})


def test_the_example_becomes_a_page_with_its_lists(copy: Path) -> None:
    save(copy)
    assert "1 speech" in made(copy)
    assert "Opening of the harbour</h1>" in published(copy)
    assert "21 March 2026" in published(copy)
    for name in ("occasions/day-of-the-lighthouse", "audiences/pilots", "audiences/students"):
        assert "Opening of the harbour" in published(copy, name)
    assert len(re.findall(r'<p id="p\w+"', published(copy))) == 2
    commit(copy)
    assert "content/passages.lock" in git(copy, "show", "--stat", "--format=")


def test_dates_are_shown_as_the_table_says(copy: Path) -> None:
    rows = (re.findall(rf"^\| you {name} \| (.*) \|$", TEXT, flags=re.MULTILINE)[0] for name in ("know", "write"))
    known, dates = (row.replace("`", "").split(" | ") for row in rows)
    shown = re.findall(r"^\| readers see \| (.*) \|$", TEXT, flags=re.MULTILINE)[0].split(" | ")
    assert len(known) == len(dates) == len(shown) == 4
    write(copy / "content", {f"n{number}.md": speech(f"N{number}", date) for number, date in enumerate(dates)})
    made(copy)
    for number, words in enumerate(shown):
        (file,) = (copy / "output").glob(f"*/n{number}/index.html")
        assert words in file.read_text(encoding="utf-8").partition("<main")[2].lower().replace("march", "March")


def test_a_title_with_a_colon_is_written_as_the_table_says(copy: Path) -> None:
    (line,) = re.findall(r'`(title: "[^`]+")`', TEXT)
    write(copy, {EXAMPLE.path: re.sub("^title: .*$", line, EXAMPLE.text, flags=re.MULTILINE)})
    made(copy)
    assert "Harbours: a history</h1>" in published(copy)


@contextmanager
def serving(copy: Path, command: str) -> Iterator[str]:
    """The address that the command of the guide says; Ctrl-C ends it."""
    process = subprocess.Popen(
        command.split(), cwd=copy, stdout=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    try:
        yield next(found[0] for line in process.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+/", line)))
    finally:
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does to all that runs in it
        process.communicate(timeout=30)


def test_the_site_follows_each_save_shows_drafts_and_says_what_is_wrong(copy: Path, browser: Browser) -> None:
    assert f"http://127.0.0.1:{PORT}/" in TEXT
    (wrong,) = re.findall("Suppose you wrote `(date: [^`]+)`", TEXT)
    save(copy)
    with serving(copy, SERVE) as address, browser.new_page() as page:
        page.goto(address + ADDRESS)
        expect(page.locator("main")).to_contain_text("The harbour is open.")
        save(copy, body="Thank you.")
        expect(page.locator("main")).to_contain_text("Thank you.")
        save(copy, DRAFT)
        expect(page.locator(".rostra-draft").first).to_contain_text("raft")
        save(copy, date=wrong)
        expect(page.locator(".rostra-preview.wrong")).to_contain_text("2026-02-30 is not a day of the calendar.")
        save(copy)
        expect(page.locator(".rostra-preview")).to_be_hidden()


def test_a_draft_is_not_published(copy: Path) -> None:
    save(copy, DRAFT)
    assert "0 speeches" in made(copy)


def test_the_message_is_the_one_that_the_guide_shows_and_the_site_stays(copy: Path) -> None:
    save(copy)
    made(copy)
    before = published(copy)
    (wrong,) = re.findall("Suppose you wrote `(date: [^`]+)`", TEXT)
    save(copy, date=wrong)
    done = subprocess.run(["make"], cwd=copy, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert MESSAGE in done.stderr
    assert published(copy) == before
    assert EXAMPLE.text.splitlines()[2].startswith("date:")  # “the third line”


def test_a_file_that_was_renamed_leads_on_from_its_old_address(copy: Path) -> None:
    save(copy)
    made(copy)
    (copy / EXAMPLE.path).unlink()
    save(copy, ALIAS, path="content/2026/2026-03-21-harbour.md")
    made(copy)
    assert "Opening of the harbour" in published(copy, "2026/03-21-harbour")
    assert 'content="0; url=../../2026/03-21-harbour/index.html"' in published(copy)


def test_a_commit_that_was_a_mistake_is_taken_back(copy: Path) -> None:
    save(copy)
    commit(copy)
    save(copy, body="A mistake.")
    commit(copy)
    git(copy, "revert", "--no-edit", "HEAD")
    assert "A mistake." not in (copy / EXAMPLE.path).read_text(encoding="utf-8")


def test_a_picture_and_a_recording_are_on_the_page(copy: Path) -> None:
    picture = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(picture, "JPEG")
    write(copy / "content", {"2026/quay.jpg": picture.getvalue(), "2026/harbour.mp3": b"ID3"})
    save(copy, RECORDING, body=PICTURE)
    made(copy)
    assert re.search(r'<img [^>]*alt="Ships at the quay"', published(copy))
    assert re.search(r"<audio [^>]*harbour\.mp3", published(copy))
    assert "Radio recording" in published(copy)


def test_a_translation_and_its_original_find_each_other_and_it_says_when_it_is_older(copy: Path) -> None:
    (path,) = re.findall(r"^`(content/\S+\.fa\.md)`$", TEXT, flags=re.MULTILINE)
    assert path == EXAMPLE.path.replace(".md", ".fa.md")
    save(copy)
    write(copy, {path: speech("گشایش بندر", "2026-03-21", body="بندر باز است.")})
    made(copy)
    assert f'href="../../fa/{ADDRESS}' in published(copy)
    assert "<p" in published(copy, f"{ADDRESS}beside-fa")
    assert 'dir="rtl"' in published(copy, f"fa/{ADDRESS}")
    assert WARNED not in published(copy, f"fa/{ADDRESS}")
    save(copy, body="Thank you.")
    made(copy)
    assert WARNED in published(copy, f"fa/{ADDRESS}")


def test_every_example_of_the_guide_is_tried_here() -> None:
    assert [block.language for block in blocks(TEXT)] == ["markdown", "sh", "yaml", "text", "yaml", "markdown", "yaml"]


def test_it_says_gits_own_word_beside_the_plain_one() -> None:
    for plain, word in (("save", "commit"), ("send", "push"), ("folder", "repository"), ("fetch", "pull")):
        assert LONG_LINES.index(plain) < LONG_LINES.index(f"*{word}*")
    assert "pull request* (on GitLab, *merge request*)" in LONG_LINES


def test_it_is_two_printed_pages_with_pictures(browser: Browser, tmp_path: Path) -> None:
    named = re.findall(r"^!\[[^\]]{40,}\]\((editing-\w+\.png)\)$", TEXT, flags=re.MULTILINE)
    assert set(named) == {file.name for file in DOCS.glob("editing-*.png")}
    assert sum((DOCS / name).stat().st_size for name in named) < 80_000
    assert printed(browser, TEXT, tmp_path / "guide.pdf") == 2


def test_its_pictures_are_made_of_its_examples(browser: Browser, tmp_path: Path) -> None:
    pictures(browser, TEXT.replace("Opening of the harbour", "The quay"), tmp_path)
    for file in sorted(DOCS.glob("editing-*.png")):
        ours, theirs = Image.open(file), Image.open(tmp_path / file.name)
        assert abs(ours.width - theirs.width) + abs(ours.height - theirs.height) < 120
        assert (ours.tobytes() == theirs.tobytes()) == (file.stem == "editing-way")
