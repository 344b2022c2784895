"""What `check` advises, and no build."""

import random
from pathlib import Path

import pytest

from rostra.build import check
from rostra.desk import likeness
from rostra.desk.advice import advice_of
from rostra.plan import Plan
from rostra.problem import Problem, Rejected, Severity
from tests.making import NOON, TEMPLATES, make, speech, write

LABELS = {"occasion": "Harvest", "audience": "Farmers"}
SYLLABLES = [start + end for start in "bdfgklmnprst" for end in ("a", "e", "i", "o", "u", "an", "el", "or")]


def story(seed: int, paragraphs: int = 10) -> list[str]:
    """A text of so many paragraphs of 30 words."""
    rng = random.Random(seed)
    return [" ".join(rng.choice(SYLLABLES) + rng.choice(SYLLABLES) for _ in range(30)) for _ in range(paragraphs)]


def held(lines: list[str], **fields: str) -> str:
    return speech(body="\n\n".join(lines), **{**LABELS, **fields})


def advised(folder: Path, files: dict[str, str], cache: Path | None = None) -> list[str]:
    """What is advised of an archive of `files`."""
    plan = Plan(
        content=write(folder / "content", files), output=folder / "output", templates=TEMPLATES, now=NOON, cache=cache
    )
    problems: tuple[Problem, ...]
    try:
        problems = check(plan, lambda stage, done, total: None, advice_of).problems
    except Rejected as rejected:
        problems = rejected.problems
    return [str(problem) for problem in problems if problem.severity == Severity.NOTICE]


def test_missing_occasion_and_audience_are_named(tmp_path: Path) -> None:
    files = {"a.md": speech(), "b.md": speech(date="2021-11-18", **LABELS)}
    assert advised(tmp_path, files) == [
        "content/a.md:1: audience: The speech states no audience. "
        "Write audience: and a label, where the source tells it.",
        "content/a.md:1: occasion: The speech states no occasion. "
        "Write occasion: and a label, where the source tells it.",
    ]
    assert make(tmp_path / "built", files).messages == ()


def test_field_that_no_speech_has_is_named_once(tmp_path: Path) -> None:
    files = {f"{name}.md": speech(name, occasion="Harvest") for name in "abc"}
    assert advised(tmp_path, files) == [
        "content: audience: No speech of the archive states its audience. "
        "Write audience: and a label, where the source tells it."
    ]


def test_nearly_the_same_labels_are_named_where_the_rarer_stands(tmp_path: Path) -> None:
    files = {f"{name}.md": speech(name, occasion="Harvest", audience="Students") for name in "bc"}
    files["a.md"] = speech("a", occasion="Harvest", audience="[Teachers, The students]")
    assert advised(tmp_path, files) == [
        "content/a.md:5: audience: “The students” (1 speech) is nearly “Students” (2 speeches, such as "
        "content/b.md:5). Where both mean one, write the same; where not, leave them."
    ]


def test_labels_that_terms_yaml_makes_one_are_not_named(tmp_path: Path) -> None:
    files = {"a.md": speech("a", **LABELS), "b.md": speech("b", occasion="Harvests", audience="Farmers")}
    assert len(advised(tmp_path, files)) == 1
    assert advised(tmp_path, {"terms.yaml": "occasions:\n  Harvest: {en-GB: Harvests}\n"}) == []


def test_text_that_is_in_two_files_is_named(tmp_path: Path) -> None:
    text = story(1)
    edited = [*text[:5], text[5].replace(text[5].split()[3], "changed"), *text[6:]]
    files = {
        "2020/a.md": held(text),
        "2021/b.md": held(edited),
        "2021/c.md": held(story(2)),
        "2021/short.md": held(story(3, paragraphs=2)),
        "2022/short.md": held(story(3, paragraphs=2)),
    }
    assert advised(tmp_path, files) == [
        "content/2021/b.md: The text is nearly that of content/2020/a.md. "
        "If they are one speech, keep one file; if the text is in the wrong file, correct it."
    ]
    (said,) = advised(tmp_path, {"2021/b.md": held(text)})
    assert said.startswith("content/2021/b.md: The text is that of content/2020/a.md. ")


@pytest.mark.parametrize(
    ("other", "fields"),
    [
        ("2020/a.fa.md", {}),
        ("2020/b.fr.md", {"translation_of": "a"}),
        ("2020/c.es.md", {"translation_of": "2020/a.md"}),
    ],
)
def test_texts_of_one_event_are_no_duplicates(other: str, fields: dict[str, str], tmp_path: Path) -> None:
    assert advised(tmp_path, {"2020/a.md": held(story(1)), other: held(story(1), **fields)}) == []


def test_texts_whose_original_is_elsewhere_are_of_one_event_too(tmp_path: Path) -> None:
    twins = {f"2020/b.{lang}.md": held(story(1), translation_of="2020/a") for lang in ("fr", "es")}
    assert advised(tmp_path, {"2020/a.md": held(story(2)), **twins}) == []


def test_formula_that_comes_again_and_again_is_none(tmp_path: Path) -> None:
    assert advised(tmp_path, {f"{year}/a.md": held(story(1), date=str(year)) for year in range(2000, 2004)}) == []


def test_a_draft_gets_advice_and_so_does_an_archive_with_errors(tmp_path: Path) -> None:
    files = {"a.md": speech(draft="true"), "b.md": speech("B", **LABELS), "c.md": speech(date="2021-02-30")}
    assert [said.partition(": ")[0] for said in advised(tmp_path, files)] == ["content/a.md:1", "content/a.md:1"]


def test_what_is_remembered_gives_the_same_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"2020/a.md": held(story(1)), "2021/b.md": held(story(1)), "2022/c.md": held(story(2))}
    first = advised(tmp_path, files, cache=tmp_path / ".cache")
    assert len(first) == 1
    with monkeypatch.context() as without:
        without.setattr(likeness, "_sketch", None)  # no sketch is made again
        assert advised(tmp_path, {}, cache=tmp_path / ".cache") == first
    assert len(advised(tmp_path, {"2023/d.md": held(story(2))}, cache=tmp_path / ".cache")) == 2
    (tmp_path / "content/2021/b.md").unlink()
    assert len(advised(tmp_path, {}, cache=tmp_path / ".cache")) == 1


def test_front_matter_in_an_odd_order_is_left_alone(tmp_path: Path) -> None:
    text = "---\naudience: Farmers\ndate: 2021\noccasion: Harvest\ntitle: A\n---\nWe meet.\n"
    assert advised(tmp_path, {"a.md": text}) == []
