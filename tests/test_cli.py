"""The command line: what it takes, what it says and where, and how it ends."""

import ast
import contextlib
import importlib.util
import os
import pty
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import rostra
from rostra.cli import building, main
from rostra.cli.progress import Progress
from rostra.problem import Problem, Rejected
from rostra.publishing import Halfway
from tests.making import TEMPLATES, speech, write

ROOT = Path(__file__).parent.parent
LABELS = {"occasion": "Opening", "audience": "Members"}
WRONG = {"2021/wrong.md": speech("Wrong", "2021-02-30")}
NO_DAY = "content/2021/wrong.md:3: date: 2021-02-30 is not a day of the calendar. "


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test stands in a folder that holds one speech, and templates/."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "templates").symlink_to(TEMPLATES)
    write(tmp_path / "content", {"2021/opening.md": speech(**LABELS)})
    return tmp_path


def run(*arguments: str, **environment: str) -> Result:
    """Do `rostra` with these `arguments`."""
    return CliRunner(env=environment).invoke(main, arguments)


def pages(folder: str = "output") -> set[str]:
    """The pages below `folder`, without static files and the build's own records."""
    found = (file.relative_to(folder).as_posix() for file in Path(folder).rglob("*.html"))
    return {path for path in found if not path.startswith(".rostra/")}


# How it ends


def test_good_archive_is_built_and_reported_on_stdout() -> None:
    found = run()
    assert found.exit_code == 0
    assert found.stderr == ""
    files = sum(file.is_file() and ".rostra" not in file.parts for file in Path("output").rglob("*"))
    assert re.fullmatch(
        rf"1 speech, {files} files in output/: {files} written, 0 unchanged, 0 deleted; \d+\.\d seconds\n", found.stdout
    )


def test_report_counts_what_was_written_left_and_deleted(here: Path) -> None:
    run()
    Path("content/2021/opening.md").rename("content/2021/closing.md")
    write(here / "content", {"2021/more.md": speech("More", "2021-12-01")})
    found = run("build")
    written, unchanged, deleted = map(int, re.findall(r"(\d+) (?:written|unchanged|deleted)", found.stdout))
    assert found.stdout.startswith(f"2 speeches, {written + unchanged} files in output/: ")
    assert (written > 2, unchanged > 2, deleted) == (True, True, 1)


def test_wrong_content_is_named_and_nothing_is_written(here: Path) -> None:
    write(here / "content", WRONG)
    found = run()
    assert found.exit_code == 1
    assert found.stdout == ""
    assert found.stderr.startswith(NO_DAY)
    assert found.stderr.endswith("\nNothing was written: 1 error, 0 warnings\n")
    assert not Path("output").exists()


def test_wrong_content_leaves_the_site_of_an_earlier_build(here: Path) -> None:
    run()
    before = pages()
    write(here / "content", WRONG)
    assert run().exit_code == 1
    assert pages() == before


def test_all_problems_are_named_at_once(here: Path) -> None:
    write(here / "content", {**WRONG, "2020/a.md": "no front matter", "2020/b.md": speech(date="yesterday")})
    found = run()
    assert [line.partition(": ")[0] for line in found.stderr.splitlines()] == [
        "content/2020/a.md:1",
        "content/2020/b.md:3",
        "content/2021/wrong.md:3",
        "Nothing was written",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--nonsense"], "No such option"),
        (["nonsense"], "No such command 'nonsense'"),
        (["build", "extra"], "Got unexpected extra argument (extra)"),
        (["check", "--output", "x"], "No such option"),
        (["--content", "nowhere"], "Directory 'nowhere' does not exist"),
        (["--templates", "nowhere"], "Directory 'nowhere' does not exist"),
        (["--output", "content/2021/opening.md"], "is a file"),
        (["--base-url", "example.org"], "“example.org” is not a web address. Write it in full, such as https://"),
        (["--base-url", "ftp://example.org/"], "is not a web address"),
        (
            ["--base-url", "https://example.org/?page=1"],
            "holds ? or #. Write it such as https://example.org/speeches/.",
        ),
    ],
)
def test_use_that_cannot_be_meant_ends_with_2(arguments: list[str], said: str) -> None:
    found = run(*arguments)
    assert found.exit_code == 2
    assert said in found.stderr
    assert not Path("output").exists()


@pytest.mark.parametrize(
    "output", ["content", "content/site", "content/2021", ".", "..", "templates", "templates/static", "/"]
)
def test_output_that_would_mix_with_its_sources_ends_with_2(here: Path, output: str) -> None:
    before = sorted(here.rglob("*"))
    found = run("--output", output)
    assert found.exit_code == 2
    assert "Invalid value for --output: The site would be mixed with" in found.stderr
    assert sorted(here.rglob("*")) == before


def test_output_inside_content_by_another_name_ends_with_2(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("alias").symlink_to("content")
    assert run("--output", "alias/site").exit_code == 2
    monkeypatch.chdir(here / "content")
    assert run("--content", ".", "--output", "site", "--templates", "../templates").exit_code == 2
    found = run("--content", ".", "--output", "../site", "--templates", "../templates")
    assert (found.exit_code, found.stderr) == (0, "")


def test_disk_that_refuses_halfway_is_told_from_nothing_written(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem(path="output/index.html", message="No space left on device.", hint="Make room.")

    def refuse(kind: type[Rejected]) -> str:
        def build(*_: object) -> None:
            raise kind([problem])

        monkeypatch.setattr(building, "build", build)
        found = run()
        assert found.exit_code == 1
        return found.stderr

    said = "output/index.html: No space left on device. Make room.\n"
    assert refuse(Rejected) == f"{said}Nothing was written: 1 error, 0 warnings\n"
    assert refuse(Halfway) == f"{said}Stopped halfway: 1 error, 0 warnings\n"


def test_interrupted_build_ends_with_1_and_the_next_one_works(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as keyboard:
        keyboard.setattr(Progress, "__call__", interrupt)
        found = run()
    assert (found.exit_code, found.stderr) == (1, "\nAborted!\n")
    assert run().exit_code == 0


# What it takes


@pytest.mark.parametrize("front_door", [[str(ROOT / "build.py")], ["-m", "rostra"]])
@pytest.mark.parametrize("command", [[], ["build"]])
def test_front_door_builds(front_door: list[str], command: list[str]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        [sys.executable, *front_door, *command], env=environment, capture_output=True, text=True, check=True
    )
    assert found.stdout.startswith("1 speech, ")
    assert found.stderr == ""
    assert "2021/opening/index.html" in pages()


def test_options_may_follow_without_a_command() -> None:
    assert run("--output", "site").exit_code == 0
    assert "index.html" in pages("site")


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_the_commands_and_options(option: str) -> None:
    assert "Make the site: content/ into output/." in run("--help").stdout
    found = run("build", option)
    assert found.exit_code == 0
    for name in ("--content", "--output", "--templates", "--base-url", "--strict", "--keep-going"):
        assert name in found.stdout


def test_version_is_the_package_s() -> None:
    assert run("--version").stdout == f"rostra, version {rostra.__version__}\n"


def test_base_url_takes_the_place_of_the_site_s(here: Path) -> None:
    write(here / "content", {"site.yaml": "base_url: https://example.org/"})
    run("--base-url", "https://mirror.example.org/speeches")
    assert "https://mirror.example.org/speeches/2021/opening/" in Path("output/sitemap.xml").read_text()


def test_empty_base_url_makes_a_site_for_the_disk(here: Path) -> None:
    write(here / "content", {"site.yaml": "base_url: https://example.org/"})
    assert run("--base-url", "").exit_code == 0
    assert 'href="./2021/opening/index.html"' in Path("output/index.html").read_text()
    assert not Path("output/sitemap.xml").exists()


def test_strict_takes_warnings_for_errors(here: Path) -> None:
    write(here / "content", {"2021/opening.md": speech(colour="red")})
    found = run()
    assert (found.exit_code, found.stderr.count("The field colour is not known")) == (0, 1)
    found = run("--strict")
    assert found.exit_code == 1
    assert found.stderr.endswith("Nothing was written: 1 error, 0 warnings\n")


def test_keep_going_builds_the_rest_and_says_how_many_are_left_out(here: Path) -> None:
    write(here / "content", WRONG)
    found = run("--keep-going")
    assert found.exit_code == 1
    assert found.stdout.startswith("1 speech, ")
    assert found.stderr.startswith(NO_DAY)
    assert found.stderr.endswith("Left out because of errors: 1 file\n")
    assert "2021/opening/index.html" in pages()
    assert "2021/wrong/index.html" not in pages()


def test_keep_going_with_nothing_wrong_ends_with_0() -> None:
    assert run("--keep-going").exit_code == 0


def test_keep_going_does_not_go_on_without_settings(here: Path) -> None:
    write(here / "content", {"site.yaml": "language: [en, fa]"})
    found = run("--keep-going")
    assert found.exit_code == 1
    assert found.stderr.startswith("content/site.yaml:1: language: ")
    assert not Path("output").exists()


# check


def test_check_counts_and_makes_nothing(here: Path) -> None:
    before = sorted(here.rglob("*"))
    found = run("check")
    assert (found.exit_code, found.stdout, found.stderr) == (0, "1 speech, 0 errors, 0 warnings\n", "")
    assert [path for path in sorted(here.rglob("*")) if ".cache" not in path.parts] == before


def test_git_leaves_the_cache_alone(here: Path) -> None:
    run("check")
    assert (here / ".cache" / ".gitignore").read_text() == "*\n"


def test_check_without_a_cache_leaves_no_trace(here: Path) -> None:
    before = sorted(here.rglob("*"))
    assert run("check", "--no-cache").exit_code == 0
    assert sorted(here.rglob("*")) == before


def test_a_cache_that_cannot_be_written_is_no_obstacle(here: Path) -> None:
    (here / ".cache").write_text("a file where the folder should be", encoding="utf-8")
    assert run("build").exit_code == 0
    assert Path("output/index.html").exists()


def test_check_ends_with_1_where_something_is_wrong(here: Path) -> None:
    write(here / "content", WRONG)
    found = run("check")
    assert found.exit_code == 1
    assert found.stderr.startswith(NO_DAY)
    assert not Path("output").exists()


def test_check_takes_strict(here: Path) -> None:
    write(here / "content", {"2021/opening.md": speech(colour="red")})
    assert run("check").exit_code == 0
    assert run("check", "--strict").exit_code == 1


def test_check_does_not_mind_where_a_site_would_go(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("content").rename("output")
    assert run("check", "--content", "output").exit_code == 0
    monkeypatch.chdir(here / "output")
    assert run("check", "--content", ".", "--templates", "../templates").exit_code == 0


# Warnings that say the same


@pytest.fixture
def five_warnings(here: Path) -> str:
    """What is said of a field that is not known, in five files."""
    write(here / "content", {f"2021/{name}.md": speech(name, "2021-01", colour="red", **LABELS) for name in "abcde"})
    return "colour: The field colour is not known; it is kept under extra. Move it below extra: if it is meant."


def test_build_folds_warnings_that_say_the_same(five_warnings: str) -> None:
    assert run().stderr.splitlines() == [
        f"content/2021/a.md:4: {five_warnings}",
        f"content/2021/b.md:4: {five_warnings}",
        f"content/2021/c.md:4: {five_warnings}",
        f"… and 2 more: {five_warnings}",
    ]


def test_check_shows_every_warning(five_warnings: str) -> None:
    found = run("check")
    assert found.stderr.splitlines() == [f"content/2021/{name}.md:4: {five_warnings}" for name in "abcde"]
    assert found.stdout == "6 speeches, 0 errors, 5 warnings\n"


def test_check_folds_advice_to_one_line_and_a_count(here: Path) -> None:
    write(here / "content", {f"2021/{name}.md": speech(name, "2021-01", audience="Members") for name in "abc"})
    found = run("check")
    said = "occasion: The speech states no occasion. Write occasion: and a label, where the source tells it."
    assert found.stderr.splitlines() == [f"content/2021/a.md:1: {said}", f"… and 2 more: {said}"]
    assert found.stdout == "4 speeches, 0 errors, 0 warnings, 3 notices\n"
    assert (run("check", "--strict").exit_code, run().stderr) == (0, "")


def test_errors_are_never_folded(here: Path) -> None:
    write(here / "content", {f"2021/{name}.md": speech(name, "2021-02-30") for name in "abcde"})
    assert run().stderr.count("2021-02-30 is not a day of the calendar.") == 5


# The moment of the build


def test_embargo_ends_at_the_moment_of_the_build(here: Path) -> None:
    write(here / "content", {"2021/later.md": speech("Later", "2021-11-18", embargo_until="2021-11-17 18:00")})
    run(SOURCE_DATE_EPOCH="1637171999")  # 2021-11-17 17:59:59 UTC
    assert "2021/later/index.html" not in pages()
    run(SOURCE_DATE_EPOCH="1637172000")
    assert "2021/later/index.html" in pages()
    run()
    assert "2021/later/index.html" in pages()


def test_draft_is_never_in_the_site(here: Path) -> None:
    write(here / "content", {"2021/draft.md": speech("Secret", draft="true", occasion="Secret")})
    found = run(SOURCE_DATE_EPOCH="4102444800")
    assert found.stdout.startswith("1 speech, ")
    assert not any("secret" in file.read_text().casefold() for file in Path("output").rglob("*.*ml"))


@pytest.mark.parametrize("epoch", ["yesterday", "²", "99999999999999999999", "1e9", "1637172000.5"])
def test_moment_that_is_no_number_ends_with_2(epoch: str) -> None:
    found = run(SOURCE_DATE_EPOCH=epoch)
    assert found.exit_code == 2
    assert f"SOURCE_DATE_EPOCH is {epoch}; it must be a number of seconds since 1970." in found.stderr


# Progress


@dataclass
class Clock:
    """A clock that stands still between `tick`s of so many seconds."""

    now: float = 0

    def tick(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(time, "monotonic", lambda: made.now)
    return made


class Terminal:
    """A terminal that remembers what it is shown; `end` is the file descriptor to write to."""

    def __init__(self) -> None:
        self._there, self.end = pty.openpty()
        self._seen = bytearray()
        self._reader = threading.Thread(target=self._read)  # or a writer would wait once 4 KB are unread
        self._reader.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # Linux says so when the last writer is gone
            while some := os.read(self._there, 4096):
                self._seen += some

    def shown(self) -> str:
        """All that was shown, once nobody writes any more."""
        os.close(self.end)
        self._reader.join()
        os.close(self._there)
        return self._seen.decode()


def work(clock: Clock, seconds_a_step: float, stages: tuple[str, ...] = ("Reading",)) -> None:
    """A hundred steps in each stage."""
    with Progress() as progress:
        for stage in stages:
            for done in range(100):
                progress(stage, done + 1, 100)
                clock.tick(seconds_a_step)


def test_long_work_says_a_line_now_and_then(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    work(clock, 0.3, ("Reading", "Rendering"))
    assert capsys.readouterr().err.splitlines() == [
        "Reading 35 of 100",
        "Reading 69 of 100",
        "Rendering 35 of 100",
        "Rendering 69 of 100",
    ]


def test_short_work_says_nothing(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    work(clock, 0.09)
    assert capsys.readouterr() == ("", "")


def on_terminal(monkeypatch: pytest.MonkeyPatch, clock: Clock, seconds_a_step: float, *stages: str) -> str:
    """What `work` shows on a terminal."""
    terminal = Terminal()
    with open(terminal.end, "w", closefd=False) as stream, monkeypatch.context() as streams:
        streams.setattr(sys, "stderr", stream)
        work(clock, seconds_a_step, stages)
    return terminal.shown()


def test_terminal_shows_a_bar_for_work_of_more_than_a_second(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    text = on_terminal(monkeypatch, clock, 0.1, "Reading", "Rendering")
    assert re.findall(r"(Reading|Rendering)  \[#+-*\]  +100%", text) == ["Reading", "Rendering"]
    assert "Reading 35 of 100" not in text


def test_terminal_shows_no_bar_for_short_work(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    assert on_terminal(monkeypatch, clock, 0.005, "Reading", "Rendering") == ""


def test_messages_have_colours_on_a_terminal(here: Path) -> None:
    write(here / "content", WRONG)
    terminal = Terminal()
    subprocess.run([sys.executable, str(ROOT / "build.py")], stderr=terminal.end, check=False)
    assert "content/2021/wrong.md:3: \x1b[31merror\x1b[0m: date: 2021-02-30 is not a day" in terminal.shown()


def test_messages_have_no_colours_elsewhere(here: Path) -> None:
    write(here / "content", WRONG)
    found = subprocess.run([sys.executable, str(ROOT / "build.py")], capture_output=True, text=True, check=False)
    assert found.stderr.startswith(NO_DAY)
    assert "\x1b" not in found.stderr


# The only room that prints or exits


def spoken(file: Path) -> Iterator[str]:
    """Every call in `file` that prints, asks or exits."""
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call):
            name = ast.unparse(call.func)
            if re.fullmatch(r"print|input|exit|quit|(click|sys|os|logging|warnings)\.\w+", name) and not re.fullmatch(
                r"os\.(?!_exit|system|abort|write\b)\w+", name
            ):
                yield f"{file.relative_to(ROOT)}:{call.lineno}: {name}"


def test_the_templates_of_the_checkout_are_found_from_another_folder(here: Path) -> None:
    (here / "templates").unlink()
    found = run("build")
    assert found.exit_code == 0, found.stderr
    assert (here / "output" / "static" / "icon.svg").read_bytes() == (TEMPLATES / "static/icon.svg").read_bytes()


def test_no_other_room_prints_or_exits() -> None:
    rooms = [file for file in (ROOT / "rostra").rglob("*.py") if file.parent.name != "cli"]
    assert len(rooms) > 20
    assert [call for file in rooms for call in spoken(file)] == []
    said = {call.rpartition(" ")[2] for file in (ROOT / "rostra" / "cli").glob("*.py") for call in spoken(file)}
    assert said >= {"click.echo", "sys.exit"}


def test_serve_without_its_libraries_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name in ("uvicorn", "watchfiles") else find(name)
    )
    found = run("serve")
    assert found.exit_code == 2
    assert "serve needs more libraries: python -m pip install uvicorn watchfiles\n" in found.stderr


def test_compress_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    found = run("build", "--compress")
    assert found.exit_code == 2
    assert "--compress needs the library brotli: python -m pip install brotli" in found.stderr
    assert not Path("output").exists()


def test_compress_writes_codings() -> None:
    assert run("--compress").exit_code == 0
    assert Path("output/index.html.br").is_file()
