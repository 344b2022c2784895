"""What is written: it is read back as it was, whole files only, and nothing is overwritten."""

import fcntl
import itertools
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rostra import schema
from rostra.importing.found import Found
from rostra.importing.mapping import value_of
from rostra.importing.writing import STAGE, Busy, Imported, front_matter, text_of, write
from rostra.problem import Problem, Severity
from rostra.reading import source
from rostra.reading.fields import BY_NAME
from tests.importing.importing import picture
from tests.making import unseen
from tests.making import write as write_files

ROOT = Path(__file__).parents[2]


def found(path: str = "2021/a.md", body: str = "Text.\n", **given: Any) -> Found:
    return Found(source=given.pop("source", f"old/{path}"), path=path, fields={"title": "A"}, body=body, **given)


def tree(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def said(done: Imported) -> list[str]:
    return list(map(str, done.problems))


WRITTEN: dict[str, dict[str, Any]] = {
    "title: Opening\n": {"title": "Opening"},
    "title: 'Opening: a welcome'\n": {"title": "Opening: a welcome"},
    "title: '1984'\ndate: 2021-11-17\n": {"title": "1984", "date": "2021-11-17"},
    "date: 2018-03-21/2018-04-16\ndate_as_given: '2021-11-17'\n": {
        "date": "2018-03-21/2018-04-16",
        "date_as_given": "2021-11-17",
    },
    "tags: [Students, 'yes', '007', 'a, b', 1e3, '12:30']\n": {
        "tags": ["Students", "yes", "007", "a, b", "1e3", "12:30"]
    },
    "draft: true\nextra: {weight: 10, shelf: B12}\n": {"draft": True, "extra": {"weight": 10, "shelf": "B12"}},
    "extra:\n  list: [a, b]\n": {"extra": {"list": ["a", "b"]}},
    "title: سلام، دنیا\n": {"title": "سلام، دنیا", "summary": "", "tags": []},
    'title: "a\\Lb"\n': {"title": "a\u2028b"},
    "date: {solar-hijri: '1397-01-06'}\n": {"date": {"solar-hijri": "1397-01-06"}},
}


@pytest.mark.parametrize("text", WRITTEN)
def test_front_matter_is_as_an_editor_would_write_it(text: str) -> None:
    assert front_matter(WRITTEN[text]) == text


# What no page can hold is refused, and not written: control characters, and halves of characters.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t: #-'\"{}[]&*!|>%@`,?~"), max_size=40
)
VALUES = st.recursive(
    TEXTS | st.booleans() | st.integers() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS.filter(str.strip), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=400, deadline=None)
@given(fields=st.dictionaries(st.sampled_from(sorted(BY_NAME)), VALUES, max_size=6), body=TEXTS)
def test_whatever_is_written_is_read_back(fields: dict[str, Any], body: str) -> None:
    text = text_of(Found(source="a", path="a.md", fields=fields, body=body))
    taken, problems = source.read("a.md", text.encode())
    assume(not any("nested" in str(problem) or "not allowed in YAML" in str(problem) for problem in problems))
    assert taken is not None, problems
    expected = {name: schema.plain(value_of(value)) for name, value in fields.items()}
    expected = {name: value for name, value in expected.items() if not schema.is_empty(value_of(value))}
    assert {name: schema.plain(value) for name, value in taken.fields.entries.items()} == expected
    assert taken.body == body.strip()


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_every_reader_of_yaml_takes_a_text_for_a_text(text: str) -> None:
    assume(text.strip() and not {"\ufffe", "\uffff"} & set(text))
    assert yaml.safe_load(front_matter({"title": text, "tags": [text]})) == {"title": text, "tags": [text]}


def test_files_are_written_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    asset = write_files(tmp_path / "old", {"pier.png": picture()}) / "pier.png"
    texts = [found(assets={"2021/pier.png": asset}), found("2020/b.md", "\n\nÄ “text”  \nof two lines\n\n")]
    content = tmp_path / "content"
    assert write(texts, content, unseen) == Imported(written=2, unchanged=0, left_out=0, copied=1, problems=())
    before = {path: (content / path).stat().st_mtime_ns for path in tree(content)}
    assert tree(content) == {
        "2021/a.md": b"---\ntitle: A\n---\nText.\n",
        "2021/pier.png": picture(),
        "2020/b.md": "---\ntitle: A\n---\n\n\nÄ “text”  \nof two lines\n\n".encode(),
    }
    assert write(texts, content, unseen) == Imported(written=0, unchanged=2, left_out=0, copied=0, problems=())
    assert {path: (content / path).stat().st_mtime_ns for path in tree(content)} == before


def test_nothing_is_overwritten_unless_it_is_asked_for(tmp_path: Path) -> None:
    content = write_files(tmp_path / "content", {"2021/a.md": "Mine.\n", "2021/pier.png": b"mine"})
    asset = write_files(tmp_path / "old", {"pier.png": picture()}) / "pier.png"
    texts = [found(assets={"2021/pier.png": asset}), found("2021/b.md")]
    done = write(texts, content, unseen)
    assert said(done) == [
        f"old/2021/a.md: {path} is there already, and differs. Compare the two; to overwrite it, import with --force."
        for path in ("2021/pier.png", "2021/a.md")
    ]
    assert (done.written, done.left_out) == (1, 1)
    assert tree(content) == {
        "2021/a.md": b"Mine.\n",
        "2021/pier.png": b"mine",
        "2021/b.md": b"---\ntitle: A\n---\nText.\n",
    }
    assert write(texts, content, unseen, force=True) == Imported(
        written=1, unchanged=1, left_out=0, copied=1, problems=()
    )
    assert tree(content)["2021/a.md"] == b"---\ntitle: A\n---\nText.\n"
    assert tree(content)["2021/pier.png"] == picture()


def test_a_rehearsal_writes_nothing(tmp_path: Path) -> None:
    done = write([found()], tmp_path / "content", unseen, dry_run=True)
    assert done.written == 1
    assert not (tmp_path / "content").exists()


def test_two_texts_of_one_file_are_both_named_and_neither_is_written(tmp_path: Path) -> None:
    texts = [found(source="old/x.md"), found("2021/A.md", source="old/y.md"), found("2021/b.md")]
    done = write(texts, tmp_path, unseen)
    assert said(done) == [
        "old/x.md: 2021/a.md is claimed by old/y.md, too. "
        "Rename one of them in the source, or give one a slug: of its own.",
        "old/y.md: 2021/A.md is claimed by old/x.md, too. "
        "Rename one of them in the source, or give one a slug: of its own.",
    ]
    assert (done.written, done.left_out, list(tree(tmp_path))) == (1, 2, ["2021/b.md"])


def test_two_pictures_of_one_place_may_only_be_the_same(tmp_path: Path) -> None:
    old = write_files(tmp_path / "old", {"a.png": picture(), "b.png": picture(), "c.png": picture(3)})
    pairs = (("2021/a.md", "a.png"), ("2021/b.md", "b.png"), ("2021/c.md", "c.png"))
    texts = [found(path, assets={"2021/pier.png": old / name}) for path, name in pairs]
    assert write(texts[:2], tmp_path / "alike", unseen).written == 2
    done = write(texts, tmp_path / "other", unseen)
    assert (done.written, done.left_out) == (0, 3)
    assert said(done)[2] == (
        "old/2021/c.md: The place of c.png is claimed by old/2021/a.md, old/2021/b.md, too. "
        "Rename one of them in the source, or give one a slug: of its own."
    )


UNREADABLE = {
    "Before\x0cafter.\n": "The line holds the control character U+000C. Delete it.",
    "Half \ud83d.\n": "The byte 0xED is not UTF-8. Save the file as UTF-8.",
}


@pytest.mark.parametrize("body", UNREADABLE)
def test_what_would_not_be_read_is_not_written(body: str, tmp_path: Path) -> None:
    done = write([found(body=body)], tmp_path, unseen)
    assert said(done) == [f"old/2021/a.md: {UNREADABLE[body]}"]
    assert (done.left_out, tree(tmp_path)) == (1, {})


def test_nothing_is_written_outside_of_content(tmp_path: Path) -> None:
    asset = write_files(tmp_path / "old", {"pier.png": picture()}) / "pier.png"
    done = write([found(assets={"../pier.png": asset}), found("/tmp/b.md")], tmp_path / "content", unseen)
    assert said(done) == [
        "old/2021/a.md: ../pier.png is outside content/. Rename the file.",
        "old//tmp/b.md: /tmp/b.md is outside content/. Rename the file.",
    ]
    assert tree(tmp_path) == {"old/pier.png": picture()}


def test_what_the_disk_refuses_is_said_and_the_others_are_written(tmp_path: Path) -> None:
    write_files(tmp_path, {"2021": "a file"})
    done = write([found(), found("2020/b.md")], tmp_path, unseen)
    assert (done.written, done.left_out) == (1, 1)
    assert said(done) == [
        f"old/2021/a.md: {tmp_path}/2021 cannot be written: File exists. Make room for it, and import again."
    ]


def test_problems_are_counted_by_their_weight(tmp_path: Path) -> None:
    doubt = Problem(path="old/2021/a.md", line=3, message="Doubtful.", severity=Severity.WARNING)
    notice = Problem(path="old/about.md", message="A page.", severity=Severity.NOTICE)
    error = Problem(path="old/c.md", message="Unreadable.")
    done = write([found(doubts=(doubt,)), notice, error], tmp_path, unseen)
    assert done == Imported(written=1, unchanged=0, left_out=1, copied=0, problems=(doubt, notice, error))


def test_a_second_import_waits_for_the_first(tmp_path: Path) -> None:
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_SH)
    with pytest.raises(Busy):
        write([found()], tmp_path, unseen)
    os.close(handle)
    assert write([found()], tmp_path, unseen).written == 1


def test_a_disk_without_links_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    assert write([found()], tmp_path, unseen).written == 1
    assert tree(tmp_path) == {"2021/a.md": b"---\ntitle: A\n---\nText.\n"}


def test_an_import_that_is_killed_leaves_whole_files_and_the_next_one_ends_it(tmp_path: Path) -> None:
    posts = {f"2021/2021-11-{day}-a.md": f"---\ntitle: Day {day}\n---\n![A](a.png)\n" for day in (17, 18)}
    old = write_files(tmp_path / "old", {**posts, "2021/a.png": picture()})
    whole: dict[str, bytes] = {}
    for steps in itertools.count(1):
        content = tmp_path / str(steps)
        command = [sys.executable, "-m", "tests.importing.killed", str(old), str(content), str(steps)]
        ended = subprocess.run(command, cwd=ROOT, check=False).returncode
        left = (
            {path: data for path, data in tree(content).items() if not path.startswith(STAGE)}
            if content.exists()
            else {}
        )
        again = subprocess.run([*command[:-1], "0"], cwd=ROOT, check=False).returncode
        assert again == 0
        whole = whole or tree(content)
        assert set(whole) == {"2021/2021-11-17-a.md", "2021/2021-11-18-a.md", "2021/a.png"}
        assert tree(content) == whole
        assert left.items() <= whole.items()
        if ended != -signal.SIGKILL:
            break
    assert ended == 0
    assert steps > 10


def test_of_many_texts_of_one_file_three_others_are_named(tmp_path: Path) -> None:
    done = write([found(source=f"old/{number}.md") for number in range(4_000)], tmp_path, unseen)
    hint = "Rename one of them in the source, or give one a slug: of its own."
    assert done.left_out == 4_000
    assert (
        said(done)[1] == f"old/1.md: 2021/a.md is claimed by old/0.md, old/2.md, old/3.md and 3,996 more, too. {hint}"
    )
    assert sum(map(len, said(done))) < 1_000_000
