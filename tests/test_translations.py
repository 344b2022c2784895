"""content/translations.lock: a translation that is older than its original's last change says so, on any machine."""

import shutil
from pathlib import Path

import pytest

from rostra import translations
from tests.making import Made, make, speech

ORIGINAL, TRANSLATION = speech("A", body="One.\n\nTwo."), speech("آ", body="یک.\n\nدو.")
EDITED = ORIGINAL.replace("Two.", "Two, and three.")
SAID = "متن اصلی پس از این ترجمه تغییر کرده است."
PATHS = ("fa/2021/a/index.html", "fa/2021/a/beside-en/index.html")


def archive(folder: Path, original: str, translation: str, **more: str) -> Made:
    files = {"site.yaml": "language: en", "2021/a.md": original, "2021/a.fa.md": translation, **more}
    return make(folder, files)


def say_so(made: Made) -> bool:
    found = [SAID in made.main(path) for path in PATHS]
    assert len(set(found)) == 1
    assert SAID not in made.text("2021/a/index.html")
    return found[0]


def test_a_translation_is_older_once_its_original_is_changed_and_until_it_is_changed_too(tmp_path: Path) -> None:
    assert not say_so(archive(tmp_path, ORIGINAL, TRANSLATION))
    assert say_so(archive(tmp_path, EDITED, TRANSLATION))
    assert say_so(archive(tmp_path, EDITED, TRANSLATION))
    assert not say_so(archive(tmp_path, EDITED, TRANSLATION.replace("دو.", "دو و سه.")))


def test_both_changed_at_once_are_in_step(tmp_path: Path) -> None:
    archive(tmp_path, ORIGINAL, TRANSLATION)
    assert not say_so(archive(tmp_path, EDITED, TRANSLATION.replace("دو.", "دو و سه.")))


def test_a_change_that_is_taken_back_was_none(tmp_path: Path) -> None:
    archive(tmp_path, ORIGINAL, TRANSLATION)
    archive(tmp_path, EDITED, TRANSLATION)
    assert not say_so(archive(tmp_path, ORIGINAL, TRANSLATION))


def test_only_words_count(tmp_path: Path) -> None:
    archive(tmp_path, ORIGINAL, TRANSLATION)
    assert not say_so(archive(tmp_path, ORIGINAL.replace("title: A", "title: B"), TRANSLATION))


def test_another_machine_that_has_the_files_says_the_same(tmp_path: Path) -> None:
    archive(tmp_path / "one", ORIGINAL, TRANSLATION)
    archive(tmp_path / "one", EDITED, TRANSLATION)
    shutil.copytree(tmp_path / "one" / "content", tmp_path / "two" / "content")
    assert say_so(make(tmp_path / "two", {}))


def test_a_line_that_is_deleted_says_that_the_translation_is_right(tmp_path: Path) -> None:
    archive(tmp_path, ORIGINAL, TRANSLATION)
    archive(tmp_path, EDITED, TRANSLATION)
    (tmp_path / "content" / translations.FILE).unlink()
    assert not say_so(archive(tmp_path, EDITED, TRANSLATION))


def test_a_text_that_is_not_shown_for_a_while_changes_nothing(tmp_path: Path) -> None:
    archive(tmp_path, ORIGINAL, TRANSLATION)
    archive(tmp_path, EDITED, TRANSLATION)
    draft = EDITED.replace("title: A", "title: A\ndraft: true")
    assert archive(tmp_path, draft, TRANSLATION).outcome is not None
    assert say_so(archive(tmp_path, EDITED, TRANSLATION))


def test_without_translations_there_is_no_file(tmp_path: Path) -> None:
    archive(tmp_path, ORIGINAL, TRANSLATION)
    assert (tmp_path / "content" / translations.FILE).exists()
    (tmp_path / "content" / "2021/a.fa.md").unlink()
    make(tmp_path, {})
    assert not (tmp_path / "content" / translations.FILE).exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("<<<<<<< ours", "Two versions of the file were not put together."),
        ("2021/a.fa.md 1 2", "This is no line of ours."),
        ("2021/a.fa.md\t12 34", "This is no line of ours."),
    ],
)
def test_a_broken_line_is_named_and_the_site_stays(tmp_path: Path, row: str, said: str) -> None:
    archive(tmp_path, ORIGINAL, TRANSLATION)
    file = tmp_path / "content" / translations.FILE
    broken = f"{file.read_text(encoding='utf-8')}{row}\n"
    made = archive(tmp_path, EDITED, TRANSLATION, **{translations.FILE: broken})
    assert made.messages == (
        f"content/translations.lock:3: {said} "
        "Take either line, or none: then the translation counts as made of the original as it is.",
    )
    assert made.outcome is None
    assert file.read_text(encoding="utf-8") == broken
