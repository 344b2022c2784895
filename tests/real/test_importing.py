"""Real archives, imported as if from Jekyll: no word of a body and no value of a field is lost, and the site builds."""

import re
from pathlib import Path

import pytest

from rostra.importing.found import Found
from rostra.importing.importers import Settings, importer
from rostra.importing.writing import write
from rostra.problem import Severity
from rostra.reading import source
from rostra.schema import plain
from tests.making import make, unseen
from tests.real.conftest import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_word_and_every_value_is_imported(name: str, archives: Path, tmp_path: Path) -> None:
    found = list(importer("jekyll")(archives / name, Settings()))
    done = write(found, tmp_path, unseen)
    texts = [each for each in found if isinstance(each, Found)]
    files = {str(file): file for file in (archives / name).rglob("*.md")}
    assert (done.written, done.left_out) == (len(files), 0)
    assert {text.source for text in texts} == set(files)
    for text in texts:
        old = files[text.source].read_text(encoding="utf-8-sig")
        _, matter, body = re.split(r"^---[ \t]*$", old, maxsplit=2, flags=re.MULTILINE)
        new, _ = source.read(text.path, (tmp_path / text.path).read_bytes())
        before, _ = source.read(text.source, old.encode())
        assert new is not None
        assert before is not None
        assert new.body == body.strip(), text.source
        kept = repr({key: plain(value) for key, value in new.fields.entries.items()})
        for key, value in before.fields.entries.items():
            assert not plain(value) or str(plain(value)) in kept or repr(plain(value))[1:-1] in kept, (text.source, key)
        assert matter.count("permalink:") == 0 or "aliases" in new.fields.entries


def test_a_site_of_real_editors_is_imported_and_built(archives: Path, tmp_path: Path) -> None:
    found = list(importer("jekyll")(archives / "sg-mse-editors", Settings()))
    done = write(found, tmp_path / "content", unseen)
    made = make(tmp_path, {})
    again = write(found, tmp_path / "content", unseen)
    assert (done.written, done.left_out) == (374, 0)
    assert made.outcome is not None, made.messages
    assert made.outcome.speeches == 374
    assert (again.written, again.unchanged) == (0, 374)
    doubts = [problem.message for problem in done.problems if problem.severity == Severity.WARNING]
    assert len(doubts) == 22
    assert all(re.fullmatch(r"The source has no file news/news-images/vnr-image-\d+\.jpg\.", doubt) for doubt in doubts)
    assert {problem.field for problem in done.problems if problem.severity == Severity.NOTICE} == {"layout"}
    address = "resource-room/category/2020-09-22-speech-on-sustainability/index.html"
    assert "2020/09-22-speech-on-sustainability" in made.text(address)
