"""What real editors wrote, beside the JSON Schema of front matter."""

from pathlib import Path

from rostra.reading import source
from rostra.reading.speech import speech_of
from tests.test_json_schema import faults_of_stated


def test_every_real_front_matter_without_a_problem_is_valid(archives: Path) -> None:
    """Every one of the smaller archives, and every thirtieth of the two large ones."""
    counts = {"valid": 0, "refused by both": 0, "refused by the reader alone": 0}
    for folder in sorted(archives.iterdir()):
        files = sorted(folder.rglob("*.md"))
        for file in files[:: 30 if len(files) > 1000 else 1]:
            path = file.relative_to(folder).as_posix()
            taken, _ = source.read(path, file.read_bytes())
            if taken is None:
                continue
            _, problems = speech_of(taken, path)
            found = faults_of_stated(source.FENCE.split(file.read_text(encoding="utf-8-sig"), 2)[1])
            assert problems or not found, (path, found)
            counts["refused by both" if found else "refused by the reader alone" if problems else "valid"] += 1
    assert counts["valid"] > 600
    assert counts["refused by both"] > 300  # the fields that archives have of their own
