"""docs/hosting/post-receive in a real bare repository: what whoever pushes is told, and what readers see meanwhile."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.hosting.hosts import ALONE, clone, commit, git, repository
from tests.hosting.servers import running
from tests.hosting.snippets import HOSTING, snippets
from tests.making import speech, write

FIRST = {"2021/2021-11-17-a.md": speech("A", aliases="/old/")}
SLOW = """import sys, time
from pathlib import Path
folder = Path(sys.argv[sys.argv.index("--output") + 1]).parent
(folder / "builds").open("a").write("began\\n")
while not (folder / "go").exists():
    time.sleep(0.02)
(folder / "builds").open("a").write("ended\\n")
from rostra.cli import main
main()
"""
"""A build that waits for the file `go`."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server with a repository that was made as the doc says, before anything is pushed to it."""
    folder = tmp_path_factory.mktemp("server")
    folder.chmod(0o755)
    shutil.copy(HOSTING / "post-receive", folder / "post-receive")
    commands = snippets("A server that builds", "sh")[0].replace("/srv/speeches", str(folder / "www" / "speeches"))
    subprocess.run(["/bin/bash", "-ec", commands], cwd=folder, check=True, capture_output=True)
    (folder / "www").mkdir()
    return folder


@pytest.fixture(scope="module")
def first(server: Path) -> str:
    """What whoever pushed first was told."""
    desk = repository(server / "desk", FIRST)
    git(desk, "remote", "add", "server", str(server / "speeches.git"))
    return git(desk, "push", "server", "main")


@pytest.fixture
def desk(server: Path, first: str, tmp_path: Path) -> Iterator[Path]:
    """A clone at a desk; the branch is put back where it was afterwards."""
    bare = server / "speeches.git"
    before = git(bare, "rev-parse", "main").strip()
    yield clone(bare, tmp_path / "desk")
    git(bare, "update-ref", "refs/heads/main", before)


@pytest.fixture
def site(server: Path) -> Path:
    return server / "www" / "speeches"


def test_the_first_push_ever_installs_what_the_build_needs_and_publishes(first: str, site: Path) -> None:
    assert "remote: Installing what the build needs." in first
    assert "remote: 1 speech, " in first
    assert "remote: Published " in first
    assert (site.is_symlink(), site.readlink()) == (True, Path("speeches.a"))
    assert (site / "2021/11-17-a/index.html").is_file()
    assert (site / "index.html.br").is_file()


def test_a_push_swaps_the_site_for_a_new_one_and_the_next_swaps_back(desk: Path, site: Path) -> None:
    seen = []
    for number in (1, 2, 3):
        commit(desk, {f"2022/2022-01-0{number}-b.md": speech("B", f"2022-01-0{number}")})
        said = git(desk, "push", "origin", "HEAD:main")
        assert "Installing" not in said
        seen.append(site.readlink().name)
        assert (site / f"2022/01-0{number}-b/index.html").is_file()
    assert seen in (["speeches.b", "speeches.a", "speeches.b"], ["speeches.a", "speeches.b", "speeches.a"])
    assert {file.name for file in site.parent.iterdir()} == {"speeches", "speeches.a", "speeches.b"}
    (desk / "content/2022/2022-01-01-b.md").unlink()
    commit(desk)
    git(desk, "push", "origin", "HEAD:main")
    assert not (site / "2022/01-01-b").exists()


def test_what_cannot_be_built_is_told_and_the_old_site_stays(desk: Path, site: Path) -> None:
    link, home = site.readlink(), (site / "index.html").read_bytes()
    commit(desk, {"2021/2021-11-18-b.md": speech("B", "1963-02-30")})
    said = git(desk, "push", "origin", "HEAD:main")
    assert "remote: content/2021/2021-11-18-b.md:3: date: 1963-02-30 is not a day of the calendar." in said
    assert "remote: Your push is kept, but the site stays as it was. Mend what is named above, and push again." in said
    assert (site.readlink(), (site / "index.html").read_bytes()) == (link, home)
    commit(desk, {"2021/2021-11-18-b.md": speech("B", "2021-11-18")})
    assert "remote: Published " in git(desk, "push", "origin", "HEAD:main")
    assert (site / "2021/11-18-b/index.html").is_file()


def test_a_second_push_waits_for_the_first_and_the_newest_is_published(desk: Path, site: Path, tmp_path: Path) -> None:
    notes = site.parent / "builds"
    write(desk, {"build.py": SLOW})
    commit(desk, {"2021/2021-11-19-c.md": speech("C", "2021-11-19")})
    with pushing(desk, tmp_path / "first"):
        wait_for(notes.exists)
        commit(desk, {"2021/2021-11-20-d.md": speech("D", "2021-11-20")})
        with pushing(desk, tmp_path / "second"):
            wait_for(lambda: "Another push is being published; waiting for it." in (tmp_path / "second").read_text())
            assert notes.read_text() == "began\n"
            (site.parent / "go").touch()
    assert notes.read_text() == "began\nended\nbegan\nended\n"
    assert [(tmp_path / name).read_text().count("remote: Published ") for name in ("first", "second")] == [1, 1]
    assert (site / "2021/11-20-d/index.html").is_file()
    for file in ("go", "builds"):
        (site.parent / file).unlink()


@contextmanager
def pushing(desk: Path, told: Path) -> Iterator[None]:
    """A push that is under way; what it tells is in the file `told`. It has ended when this is left."""
    command = ["git", "push", "origin", "HEAD:main"]
    with told.open("w") as stream:
        push = subprocess.Popen(command, cwd=desk, env=os.environ | ALONE, stdout=stream, stderr=subprocess.STDOUT)
    try:
        yield
    finally:
        assert push.wait(60) == 0


def wait_for(done: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not done():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_other_branches_are_kept_and_not_published(desk: Path, site: Path) -> None:
    link = site.readlink()
    said = git(desk, "push", "origin", "HEAD:refs/heads/draft")
    assert "remote: Only main is published; draft is kept." in said
    assert site.readlink() == link
    git(desk, "push", "origin", ":draft")


def test_a_push_that_was_cut_off_is_made_good_by_the_next(desk: Path, server: Path, site: Path) -> None:
    work = server / "speeches.git" / "worktrees" / "work"
    (work / "index.lock").touch()
    (site.parent / "speeches.next").symlink_to("speeches.b")
    commit(desk, {"2021/2021-11-21-f.md": speech("F", "2021-11-21")})
    assert "remote: Published " in git(desk, "push", "origin", "HEAD:main")
    assert (site / "2021/11-21-f/index.html").is_file()
    assert not (site.parent / "speeches.next").is_symlink()


def test_what_the_build_wrote_beside_the_texts_is_no_hindrance(desk: Path, server: Path, site: Path) -> None:
    written = server / "speeches.git" / "rostra" / "work" / "content" / "passages.lock"
    assert written.is_file()
    write(desk, {"content/passages.lock": written.read_text(encoding="utf-8").splitlines()[0] + "\n"})
    commit(desk)
    assert "remote: Published " in git(desk, "push", "origin", "HEAD:main")


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        ("git config --unset rostra.site", "say where the site is served, on the server: git config rostra.site"),
        ("mkdir speeches; git config rostra.site speeches", "is a folder; it must be a link that this hook makes."),
    ],
)
def test_a_server_that_is_not_ready_says_what_it_lacks(prepare: str, told: str, desk: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    shutil.copy(HOSTING / "post-receive", bare / "hooks" / "post-receive")
    subprocess.run(["/bin/sh", "-c", prepare], cwd=bare, check=False)
    said = git(desk, "push", str(bare), "HEAD:main")
    assert "remote: Nothing is published: " in said
    assert told in said


def test_a_web_server_follows_the_link(desk: Path, server: Path, site: Path) -> None:
    with running("nginx", site, "/") as nginx:
        assert nginx.ask("/2021/11-22-g/").status == 404
        commit(desk, {"2021/2021-11-22-g.md": speech("G", "2021-11-22")})
        git(desk, "push", "origin", "HEAD:main")
        assert [nginx.ask(address).status for address in ("/2021/11-22-g/", "/old/", "/.rostra/manifest")] == [
            200,
            301,
            404,
        ]
