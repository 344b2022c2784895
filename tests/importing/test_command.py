"""`build.py import`: what it says, and its exit code."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rostra.cli import main
from rostra.importing.importers import IMPORTERS, importer, names_for
from tests.importing.sites import ELEVENTY, HUGO, JEKYLL, PELICAN
from tests.importing.test_writing import tree
from tests.making import write

SITES = {"jekyll": JEKYLL, "hugo": HUGO, "eleventy": ELEVENTY, "pelican": PELICAN}


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, words)])


@pytest.mark.parametrize("name", SITES)
def test_a_folder_says_what_it_is(name: str, tmp_path: Path) -> None:
    assert names_for(write(tmp_path, SITES[name])) == (name,)


@pytest.mark.parametrize("name", IMPORTERS)
def test_every_importer_is_there(name: str) -> None:
    assert callable(importer(name))


def test_the_report_names_each_doubt_and_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    post = "---\ntitle: A\nlayout: post\n---\nText {{ x }}\n"
    write(tmp_path / "old", {"_posts/2021-11-17-a.md": post, "_posts/2021-11-18-b.md": post, "about.md": post})
    done = run("old")
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        "old/_posts/2021-11-17-a.md:5: body: {{ x }} is Liquid; it stays in the text as it is. "
        "Write in Markdown what it showed, or delete it.",
        "old/_posts/2021-11-18-b.md:5: body: {{ x }} is Liquid; it stays in the text as it is. "
        "Write in Markdown what it showed, or delete it.",
        "old/_posts/2021-11-17-a.md:3: layout: Rostra has no such field; it is kept below extra.",
        "old/about.md: This is a page and no post; it is not imported. Move it into _posts/ if it is a speech.",
        "… and 1 more: layout: Rostra has no such field; it is kept below extra.",
    ]
    assert done.stdout.splitlines() == [
        "old is taken for jekyll.",
        "2 texts written, 0 unchanged, 0 not imported, 0 other files copied, 2 doubts",
    ]
    assert run("old").stdout.splitlines()[1].startswith("0 texts written, 2 unchanged, 0 not imported")


def test_what_was_not_imported_makes_the_exit_code_1(tmp_path: Path) -> None:
    files = {
        "_posts/2021-11-17-a.md": "---\ntitle: A\n---\nText.\n",
        "_posts/2021-11-18-b.md": "---\ntitle: a: b\n---\n",
    }
    done = run(write(tmp_path / "old", files), "--content", tmp_path / "content")
    assert done.exit_code == 1
    assert done.stdout.endswith("1 text written, 0 unchanged, 1 not imported, 0 other files copied, 0 doubts\n")
    assert list(tree(tmp_path / "content")) == ["2021/2021-11-17-a.md"]


def test_a_rehearsal_says_what_would_be_done(tmp_path: Path) -> None:
    table = write(tmp_path, {"a.csv": "title,date,body\nA,2021,Text.\n"}) / "a.csv"
    done = run(table, "--content", tmp_path / "content", "--dry-run")
    assert done.stdout.endswith(
        "1 text to be written, 0 unchanged, 0 not imported, 0 other files to be copied, 0 doubts\n"
    )
    assert not (tmp_path / "content").exists()


def test_force_overwrites(tmp_path: Path) -> None:
    table = write(tmp_path, {"a.csv": "title,date,body\nA,2021,Text.\n", "content/2021/2021-a.md": "Mine."}) / "a.csv"
    assert run(table, "--content", tmp_path / "content").exit_code == 1
    assert tree(tmp_path / "content") == {"2021/2021-a.md": b"Mine."}
    assert run(table, "--content", tmp_path / "content", "--force").exit_code == 0
    assert tree(tmp_path / "content") == {"2021/2021-a.md": b"---\ntitle: A\ndate: 2021\n---\nText.\n"}


def test_the_map_of_columns_is_a_file(tmp_path: Path) -> None:
    write(tmp_path, {"a.csv": "Headline,When\nA,2021\n", "map.yaml": "title: Headline\ndate: When\n"})
    run(tmp_path / "a.csv", "--map", tmp_path / "map.yaml", "--content", tmp_path / "content")
    assert list(tree(tmp_path / "content")) == ["2021/2021-a.md"]


USES = {
    "does not say what it is; name it: --from jekyll|hugo|": {"a.txt": "A"},
    "could be jekyll or hugo; name it: --from jekyll|hugo.": {"_config.yml": "", "config.toml": ""},
}


@pytest.mark.parametrize("message", USES)
def test_a_source_that_does_not_say_what_it_is_must_be_named(message: str, tmp_path: Path) -> None:
    done = run(write(tmp_path, USES[message]), "--content", tmp_path / "content")
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.split())


def test_a_map_that_is_no_yaml_is_wrong_usage(tmp_path: Path) -> None:
    write(tmp_path, {"a.csv": "title\nA\n", "map.yaml": "title: a: b\n"})
    done = run(tmp_path / "a.csv", "--map", tmp_path / "map.yaml", "--content", tmp_path / "content")
    assert done.exit_code == 2
    assert "map.yaml:1: A text holds a colon and a blank." in " ".join(done.stderr.split())


RULED = {
    ("a.docx", "docx"): "--map is for jekyll, hugo, eleventy, pelican, csv and jsonl; here it says nothing.",
    ("a.html", "html"): "--map is for jekyll, hugo, eleventy, pelican, csv and jsonl; here it says nothing.",
    ("a.txt", "text"): "--map is for jekyll, hugo, eleventy, pelican, csv and jsonl; here it says nothing.",
}


@pytest.mark.parametrize(("file", "name"), RULED)
def test_a_map_for_what_takes_none_is_wrong_usage(file: str, name: str, tmp_path: Path) -> None:
    write(tmp_path, {file: "A", "map.yaml": "title: h1\nbody: p\n"})
    done = run(tmp_path / file, "--from", name, "--map", tmp_path / "map.yaml", "--content", tmp_path / "content")
    assert done.exit_code == 2
    assert RULED[file, name] in " ".join(done.stderr.split())


@pytest.mark.parametrize("name", SITES)
def test_a_file_is_no_site(name: str, tmp_path: Path) -> None:
    file = write(tmp_path, {"a.md": "---\ntitle: A\n---\n"}) / "a.md"
    done = run(file, "--from", name, "--content", tmp_path / "content")
    assert done.exit_code == 2
    assert f"--from {name} takes a folder, and" in " ".join(done.stderr.split())


def test_a_folder_to_write_to_that_cannot_be_made_is_wrong_usage(tmp_path: Path) -> None:
    table = write(tmp_path, {"a.csv": "title,date,body\nA,2021,Text.\n"}) / "a.csv"
    done = run(table, "--content", table / "content")
    assert done.exit_code == 2
    assert "cannot be written to: Not a directory." in " ".join(done.stderr.split())
