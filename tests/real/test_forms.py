"""The forms of /admin/ before what real editors wrote."""

from pathlib import Path

import msgspec
import pytest

from rostra.reading import source
from rostra.reading.speech import speech_of
from tests.forms import Forms, forms_in


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Forms:
    return forms_in(tmp_path_factory.mktemp("forms"))


def test_a_new_title_and_a_new_end_leave_every_other_byte_of_real_files(archives: Path, forms: Forms) -> None:
    """Every one of the smaller archives, and every hundredth of the two large ones."""
    seen = 0
    for folder in sorted(archives.iterdir()):
        files = sorted(folder.rglob("*.md"))
        texts = [file.read_text(encoding="utf-8") for file in files[:: 100 if len(files) > 1000 else 1]]
        texts = [text for text in texts if source.read("a.md", text.encode())[0]]
        for text, (form, written) in zip(texts, forms.answers([(text, {}) for text in texts]), strict=True):
            assert written == text
            assert form["body"] in text
        new = {"title": "A: new title"}
        for text, (_, written) in zip(texts, forms.answers([(text, new) for text in texts]), strict=True):
            before, after = (speech_of(source.read("a.md", each.encode())[0], "a.md")[0] for each in (text, written))  # type: ignore[arg-type]
            if before and after:
                assert after == msgspec.structs.replace(before, title="A: new title", lines=after.lines)
            assert source.FENCE.split(written, 2)[2] == source.FENCE.split(text, 2)[2]
            seen += 1
    assert seen > 1500
