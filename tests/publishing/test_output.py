"""output/ is never half a site, and holds what is ours and nothing else that is ours."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rostra.problem import Rejected
from rostra.publishing import Counts, Halfway, Output, output, static_files
from tests.making import TEMPLATES, make, speech, write

ROOT = Path(__file__).parent.parent.parent


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` with its bytes, but for the build's own records."""
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    return {path: file.read_bytes() for path, file in sorted(found.items()) if not path.startswith(".rostra/")}


def publish(folder: Path, files: dict[str, bytes]) -> Counts:
    """Make `folder`/output hold `files`."""
    with Output(folder / "output", "output") as output:
        for path, data in files.items():
            output.put(path, data)
        return output.publish()


def refusal(folder: Path, files: dict[str, bytes], kind: type[Rejected] = Rejected) -> str:
    """What `publish` says when it refuses: before it changes anything, unless `kind` is Halfway."""
    with pytest.raises(Rejected) as rejected:
        publish(folder, files)
    assert type(rejected.value) is kind
    return str(rejected.value)


def plain_templates(folder: Path) -> Path:
    """One template a kind of page, each of which names the page and the site."""
    kinds = [file.name for file in TEMPLATES.iterdir() if file.is_file()]
    return write(folder / "templates", dict.fromkeys(kinds, "{{ page.address }} {{ page.title }} {{ frame.title }}"))


# What is written, and what is not


def test_second_build_of_the_same_content_writes_nothing(tmp_path: Path) -> None:
    files = {"2021/opening.md": speech()}
    first = make(tmp_path, files).outcome
    second = make(tmp_path, files).outcome
    assert first is not None
    assert first.counts is not None
    assert second is not None
    assert second.counts == Counts(written=0, unchanged=first.counts.files, deleted=0)


def test_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": b"same", "b.html": b"old"})
    before = (tmp_path / "output/a.html").stat()
    publish(tmp_path, {"a.html": b"same", "b.html": b"new"})
    after = (tmp_path / "output/a.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_changed_file_of_the_same_length_is_written(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": b"old"})
    os.utime(tmp_path / "output/a.html", ns=(0, 0))
    assert publish(tmp_path, {"a.html": b"new"}).written == 1
    assert tree(tmp_path / "output") == {"a.html": b"new"}


def test_file_edited_in_output_is_put_right(tmp_path: Path) -> None:
    files = {"2021/opening.md": speech()}
    clean = tree(make(tmp_path, files).output)
    (tmp_path / "output/2021/opening/index.html").write_text("edited by hand")
    made = make(tmp_path, files)
    assert tree(made.output) == clean
    assert made.outcome is not None
    assert made.outcome.counts is not None
    assert made.outcome.counts.written == 1


def test_file_deleted_from_output_comes_back(tmp_path: Path) -> None:
    files = {"2021/opening.md": speech()}
    clean = tree(make(tmp_path, files).output)
    (tmp_path / "output/2021/opening/index.html").unlink()
    (tmp_path / "output/2021/opening").rmdir()
    assert tree(make(tmp_path, files).output) == clean


def test_page_of_a_renamed_speech_goes_with_its_folder(tmp_path: Path) -> None:
    make(tmp_path, {"2021/opening.md": speech()})
    (tmp_path / "content/2021/opening.md").unlink()
    made = make(tmp_path, {"2021/closing.md": speech("Closing")})
    assert "2021/closing/index.html" in made.paths
    assert not (tmp_path / "output/2021/opening").exists()


def test_folders_that_become_empty_go_up_to_the_root(tmp_path: Path) -> None:
    publish(tmp_path, {"a/b/c/index.html": b"", "index.html": b""})
    assert publish(tmp_path, {"index.html": b""}).deleted == 1
    assert not (tmp_path / "output/a").exists()


# What is not ours


def test_foreign_files_stay(tmp_path: Path) -> None:
    files = {"2021/opening.md": speech()}
    make(tmp_path, files)
    write(tmp_path / "output", {"CNAME": "speeches.example.org", "2021/opening/notes.txt": "mine"})
    (tmp_path / "content/2021/opening.md").unlink()
    made = make(tmp_path, {"2021/closing.md": speech("Closing")})
    assert made.text("CNAME") == "speeches.example.org"
    assert made.text("2021/opening/notes.txt") == "mine"
    assert not (made.output / "2021/opening/index.html").exists()


@pytest.mark.parametrize(
    ("foreign", "page"),
    [
        ("2021/index.html", "2021/index.html"),
        ("2021", "2021/index.html"),
        ("feed.xml/notes.txt", "feed.xml"),
    ],
)
def test_foreign_file_in_the_place_of_a_page_stops_the_build(tmp_path: Path, foreign: str, page: str) -> None:
    publish(tmp_path, {"index.html": b"old", "gone.html": b"old"})
    write(tmp_path / "output", {foreign: "mine"})
    before = tree(tmp_path / "output")
    assert refusal(tmp_path, {"index.html": b"new", "other.html": b"new", page: b"new"}) == (
        f"output/{foreign}: This was not made by this build, and a page would take its place. "
        "Move it away, or build into another folder."
    )
    assert tree(tmp_path / "output") == before


def test_empty_folder_makes_way_for_a_page(tmp_path: Path) -> None:
    (tmp_path / "output/feed.xml/empty").mkdir(parents=True)
    publish(tmp_path, {"feed.xml": b"new"})
    assert tree(tmp_path / "output") == {"feed.xml": b"new"}


def test_pipe_in_the_place_of_a_page_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    os.mkfifo(tmp_path / "output/index.html")
    assert refusal(tmp_path, {"index.html": b"new"}).startswith("output/index.html: This was not made by this build")


def test_foreign_file_with_the_very_bytes_of_the_page_is_taken_over(tmp_path: Path) -> None:
    write(tmp_path / "output", {"index.html": "same"})
    assert publish(tmp_path, {"index.html": b"same"}) == Counts(written=0, unchanged=1, deleted=0)


@pytest.mark.parametrize("precious", ["precious", "new"])
def test_link_in_the_place_of_our_page_is_replaced_and_not_followed(tmp_path: Path, precious: str) -> None:
    publish(tmp_path, {"index.html": b"old"})
    elsewhere = write(tmp_path / "elsewhere", {"index.html": precious})
    (tmp_path / "output/index.html").unlink()
    (tmp_path / "output/index.html").symlink_to(elsewhere / "index.html")
    publish(tmp_path, {"index.html": b"new"})
    assert (elsewhere / "index.html").read_text() == precious
    assert not (tmp_path / "output/index.html").is_symlink()
    assert tree(tmp_path / "output") == {"index.html": b"new"}


def test_nothing_is_written_through_a_linked_folder(tmp_path: Path) -> None:
    publish(tmp_path, {"2021/index.html": b"old", "index.html": b"old"})
    (tmp_path / "output/2021/index.html").unlink()
    (tmp_path / "output/2021").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "output/2021").symlink_to(tmp_path / "elsewhere")
    assert refusal(tmp_path, {"2021/index.html": b"new", "index.html": b"new"}) == (
        "output/2021: This is a link; pages would be written elsewhere. Delete the link."
    )
    assert tree(tmp_path / "elsewhere") == {}
    assert (tmp_path / "output/index.html").read_bytes() == b"old"


def test_nothing_is_deleted_through_a_linked_folder(tmp_path: Path) -> None:
    publish(tmp_path, {"2021/index.html": b"old", "index.html": b"old"})
    (tmp_path / "output/2021").rename(tmp_path / "elsewhere")
    (tmp_path / "output/2021").symlink_to(tmp_path / "elsewhere")
    publish(tmp_path, {"index.html": b"new"})
    assert tree(tmp_path / "elsewhere") == {"index.html": b"old"}


def test_records_are_not_kept_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    write(tmp_path / "elsewhere", {"stage/precious.txt": "mine"})
    (tmp_path / "output/.rostra").symlink_to(tmp_path / "elsewhere")
    assert refusal(tmp_path, {"index.html": b"new"}).startswith("output/.rostra: This is a link")
    assert tree(tmp_path / "elsewhere") == {"stage/precious.txt": b"mine"}


@pytest.mark.parametrize("path", [".rostra/manifest", ".Rostra/lock"])
def test_no_page_takes_the_place_of_the_records(tmp_path: Path, path: str) -> None:
    assert refusal(tmp_path, {path: b"new"}) == (
        f"output/{path}: The build keeps its own records here. Choose another address."
    )


@pytest.mark.parametrize(
    "manifest",
    [
        b"rostra manifest 1\n../precious.txt\nindex.html\n",
        b"rostra manifest 1\n%s/precious.txt\nindex.html\n",
        b"rostra manifest 1\na/../../precious.txt\n",
        b"rostra manifest 1\na//../precious.txt\n",
        b"somebody else's manifest\nnotes.txt\n",
        b"rostra manifest 2\nnotes.txt\n",
        b"notes.txt\n",
        b"\xff\xfe\x00",
        b"",
    ],
)
def test_manifest_that_is_not_ours_deletes_nothing(tmp_path: Path, manifest: bytes) -> None:
    write(tmp_path, {"precious.txt": "mine", "output/notes.txt": "mine"})
    write(tmp_path, {"output/.rostra/manifest": manifest.replace(b"%s", bytes(tmp_path))})
    publish(tmp_path, {"feed.xml": b"new"})
    assert (tmp_path / "precious.txt").read_text() == "mine"
    assert tree(tmp_path / "output") == {"feed.xml": b"new", "notes.txt": b"mine"}


# A file becomes a folder, and a folder a file


def test_file_becomes_a_folder(tmp_path: Path) -> None:
    publish(tmp_path, {"old.html": b"file"})
    assert publish(tmp_path, {"old.html/index.html": b"page"}) == Counts(written=1, unchanged=0, deleted=1)
    assert tree(tmp_path / "output") == {"old.html/index.html": b"page"}


def test_folder_becomes_a_file(tmp_path: Path) -> None:
    publish(tmp_path, {"old.html/index.html": b"page", "old.html/a/b.html": b"page"})
    assert publish(tmp_path, {"old.html": b"file"}) == Counts(written=1, unchanged=0, deleted=2)
    assert tree(tmp_path / "output") == {"old.html": b"file"}


def test_folder_with_a_foreign_file_does_not_become_a_file(tmp_path: Path) -> None:
    publish(tmp_path, {"old.html/index.html": b"page"})
    write(tmp_path / "output", {"old.html/notes.txt": "mine"})
    assert refusal(tmp_path, {"old.html": b"file"}).startswith("output/old.html/notes.txt: This was not made")
    assert tree(tmp_path / "output") == {"old.html/index.html": b"page", "old.html/notes.txt": b"mine"}


def test_alias_becomes_a_folder_and_a_file_again(tmp_path: Path) -> None:
    made = make(tmp_path, {"2021/opening.md": speech(aliases="/old.html")})
    assert "old.html" in made.paths
    made = make(tmp_path, {"2021/opening.md": speech(aliases="/old.html/")})
    assert "old.html/index.html" in made.paths
    made = make(tmp_path, {"2021/opening.md": speech(aliases="/old.html")})
    assert "old.html" in made.paths


# When things go wrong


def test_template_error_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    templates = plain_templates(tmp_path)
    before = tree(make(tmp_path, {"2021/opening.md": speech()}, templates=templates).output)
    write(templates, {"robots.txt": "{{ nobody }}", "home.html": "new"})
    made = make(tmp_path, {"2021/opening.md": speech("New"), "2020/more.md": speech(date="2020")}, templates=templates)
    assert made.outcome is None
    assert tree(made.output) == before
    write(templates, {"robots.txt": "mended"})
    made = make(tmp_path, {}, templates=templates)
    assert made.text("index.html") == "new"
    assert made.text("robots.txt") == "mended"


def test_full_disk_while_staging_leaves_the_site_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(make(tmp_path, {"2021/opening.md": speech()}).output)
    first_page = len(static_files(TEMPLATES)) + 1

    def full(file: int | str, mode: str, **options: Any) -> Any:
        if str(file).endswith(f"/stage/{first_page}"):
            Path(str(file)).write_bytes(b"<!doc")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return open(file, mode, **options)

    write(tmp_path / "content", {"2021/opening.md": speech("New")})
    with monkeypatch.context() as disk:
        disk.setattr(output, "open", full, raising=False)
        made = make(tmp_path, {})
    assert len(made.messages) == 1
    assert made.messages[0].startswith("output")
    assert made.messages[0].endswith(
        ": No space left on device. Make room on the disk and build again; the site is as it was."
    )
    assert tree(made.output) == before
    assert ">New</h1>" in make(tmp_path, {}).text("2021/opening/index.html")


def test_full_disk_at_the_claim_leaves_the_site_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, {"a.html": b"old", "b.html": b"old"})

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_text", full)
        assert refusal(tmp_path, {"a.html": b"new"}) == (
            "output: No space left on device. Make room on the disk and build again; the site is as it was."
        )
    assert tree(tmp_path / "output") == {"a.html": b"old", "b.html": b"old"}


def test_full_disk_while_publishing_keeps_old_pages_until_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, {"a.html": b"old", "b.html": b"old", "gone.html": b"old"})
    replace = os.replace

    def full(source: str | Path, target: str | Path) -> None:
        if Path(target).name == "b.html":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(source, target)

    new = {"a.html": b"new", "b.html": b"new", "c.html": b"new"}
    with monkeypatch.context() as disk:
        disk.setattr(os, "replace", full)
        assert refusal(tmp_path, new, Halfway) == (
            "output/b.html: No space left on device. "
            "Make room on the disk and build again; until then some pages are old and some are new."
        )
    assert tree(tmp_path / "output") == {"a.html": b"new", "b.html": b"old", "gone.html": b"old"}
    publish(tmp_path, new)
    assert tree(tmp_path / "output") == new


def test_second_build_at_the_same_time_says_so(tmp_path: Path) -> None:
    with Output(tmp_path / "output", "output") as first:
        first.put("index.html", b"first")
        assert make(tmp_path, {"2021/opening.md": speech()}).messages == (
            "output: Another build is writing here. Wait until it is done.",
        )
        first.publish()
    assert tree(tmp_path / "output") == {"index.html": b"first"}


def test_refused_build_gives_the_lock_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "output/.rostra").mkdir(parents=True)
    with monkeypatch.context() as disk:
        disk.setattr(Path, "mkdir", full)
        disk.setattr(Path, "write_bytes", full)
        refusal(tmp_path, {"index.html": b"new"})
    assert publish(tmp_path, {"index.html": b"new"}).written == 1


def test_output_that_is_a_file_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, {"output": "mine"})
    assert refusal(tmp_path, {"index.html": b"new"}).startswith("output: ")
    assert (tmp_path / "output").read_text() == "mine"


def test_build_killed_at_any_step_leaves_whole_files_and_the_next_one_repairs_it(tmp_path: Path) -> None:
    templates = plain_templates(tmp_path)
    first = {
        "site.yaml": "title: First",
        "2020/same.md": speech("Same", "2020", aliases="[/folder.html/, /file.html]"),
        "2021/renamed.md": speech("Old", "2021"),
    }
    second = {
        "site.yaml": "title: Second",
        "2020/same.md": speech("Same", "2020", aliases="[/folder.html, /file.html/, /more.html]"),
        "2021/new-name.md": speech("New", "2021"),
    }
    old = tree(make(tmp_path, first, templates=templates).output)
    new = tree(make(tmp_path / "from-nothing", second, templates=templates).output)
    (tmp_path / "content/2021/renamed.md").unlink()
    write(tmp_path / "content", second)
    subprocess.run([sys.executable, "-m", "tests.publishing.killed", tmp_path], cwd=ROOT, check=True)

    killed = sorted((tmp_path / "killed").iterdir(), key=lambda copy: int(copy.name))
    assert tree(killed[-1] / "output") == new
    assert len(killed) > 2 * len(new)
    states = set()
    for copy in killed:
        found = tree(copy / "output")
        states.add(tuple(found.items()))
        assert all(data in (old.get(path), new.get(path)) for path, data in found.items())
        assert found.keys() >= old.keys() & new.keys()
        made = make(copy, second, templates=templates)
        assert made.messages == ()
        assert tree(made.output) == new
        assert {record.name for record in (made.output / ".rostra").iterdir()} == {"lock", "manifest", "pages", "state"}
    assert len(states) > len(new) / 2, "builds were killed between the renames too"


# The same content, the same bytes


def test_same_content_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    files = {
        "site.yaml": "title: {en: Speeches, fa: سخنرانی‌ها}\nlanguage: en\nbase_url: https://example.org/speeches/\n",
        "2021/opening.md": speech(occasion="[Opening, Anniversary]", audience="[Students, Teachers]", tags="[b, a, c]"),
        "2021/opening.fa.md": speech("گشایش", tags="[ب, الف]"),
        "2020/other.md": speech("Other", "2020-02", speaker="[A, B]", aliases="[/b, /a]"),
    }
    trees = []
    for seed, zone, place in (("1", "Asia/Tokyo", tmp_path / "here"), ("2", "UTC", tmp_path / "elsewhere" / "deeper")):
        write(place / "content", dict(reversed(files.items())) if seed == "2" else files)
        options = ["--content", str(place / "content"), "--output", str(place / "output")]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        subprocess.run([sys.executable, "build.py", *options], cwd=ROOT, env=environment, check=True)
        trees.append(tree(place / "output"))
    assert trees[0] == trees[1]
    assert len(trees[0]) > 20


def test_warm_build_gives_the_bytes_of_a_build_from_nothing(tmp_path: Path) -> None:
    make(tmp_path / "warm", {"2021/a.md": speech("A"), "2020/b.md": speech("B", "2020", occasion="Opening")})
    (tmp_path / "warm/content/2020/b.md").unlink()
    after = {"2021/a.md": speech("A, corrected"), "2019/c.md": speech("C", "2019-05", audience="Students")}
    assert tree(make(tmp_path / "warm", after).output) == tree(make(tmp_path / "cold", after).output)
