"""The scripts of pages: their types, and their unit tests, which node runs."""

import json
import random
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from rostra.desk.tables import tables
from rostra.finding.folding import units, words
from rostra.finding.lists import step
from rostra.finding.record import written
from rostra.finding.shards import name_of
from tests.making import TEMPLATES, make, speech

HERE = Path(__file__).parent
SCRIPTS = sorted((TEMPLATES / "scripts").glob("*.mjs"))
VECTORS = json.loads((HERE.parent / "finding" / "vectors.json").read_text(encoding="utf-8"))
TYPESCRIPT = "typescript@5.9.3"


def run(*command: str, **environment: str) -> str:
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_types_are_right() -> None:
    run("npx", "--yes", "--package", TYPESCRIPT, "tsc", "--project", ".")


def test_types_are_checked(tmp_path: Path) -> None:
    settings = json.loads((HERE / "tsconfig.json").read_text())
    files = [HERE / "types.d.ts", *SCRIPTS]
    for file in files:
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "wrong.mjs").write_text('import { words } from "./folding.mjs";\nwords(1);\n')
    (tmp_path / "tsconfig.json").write_text(json.dumps({**settings, "include": ["*"]}))
    with pytest.raises(AssertionError, match=r"wrong\.mjs\(2,7\): error TS2345"):
        run("npx", "--yes", "--package", TYPESCRIPT, "tsc", "--project", str(tmp_path))


def test_units() -> None:
    tests = sorted(str(file) for file in HERE.glob("*.test.mjs"))
    ran = re.search(r"^# tests (\d+)$", run("node", "--test", "--test-reporter", "tap", *tests), re.MULTILINE)
    assert ran
    assert int(ran[1]) > len(VECTORS["texts"])


def test_bundles_are_made_of_the_scripts(tmp_path: Path) -> None:
    run("make", "--directory", str(TEMPLATES.parent), "--silent", "scripts", f"BUNDLES={tmp_path}")
    for file in tmp_path.iterdir():
        assert (TEMPLATES / "static" / file.name).read_bytes() == file.read_bytes(), "run make scripts"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["compare.js", "playing.js", "search.js", "speech.js"]


def test_what_the_page_that_searches_loads_is_small() -> None:
    assert (TEMPLATES / "static" / "search.js").stat().st_size <= 15_000


def test_what_follows_a_recording_is_small() -> None:
    assert (TEMPLATES / "static" / "playing.js").stat().st_size <= 5_250


def test_tables_are_those_of_the_index() -> None:
    assert (TEMPLATES / "scripts" / "tables.mjs").read_text(encoding="utf-8") == tables()


@pytest.mark.parametrize("vector", VECTORS["texts"], ids=lambda vector: ascii(vector["text"])[:40])
def test_words_of(vector: Any) -> None:
    assert words(vector["text"]) == vector["words"]
    assert units(vector["text"]) == vector["units"]


def test_symbols() -> None:
    assert [step(each["gap"]).decode() for each in VECTORS["gaps"]] == [each["symbols"] for each in VECTORS["gaps"]]
    for each in VECTORS["places"]:
        assert written(3 * passage + weight for passage, weight in each["passages"]).decode() == each["symbols"]
    assert [name_of(each["word"]) for each in VECTORS["names"]] == [each["name"] for each in VECTORS["names"]]


# What the index answers, beside what is found in the texts themselves

SAID = (  # noqa: SIM905 (words are read more easily so)
    "peace war freedom free the of people مردم مردمان 人民 人口 대통령은 대통령이 été straße ΕΛΛΆΔΑ 1398 ١٣٩٨ a ab abc"
).split()

QUERIES = [
    *("peace", "PEACE", "peace war", "peace -war", "-war peace", "freed*", "fre*", "free freedom", "p*", "nowhere"),
    *("ete", "Ελλαδα", "strasse", "۱۳۹۸", "مردم", "人民", "人", "대통령"),
    *("a ab abc", "the of people", "heading peace", "heading"),
]


Texts = tuple[Path, dict[str, list[str]]]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Texts:
    """A site, and by address what heads each page and its passages."""
    rng = random.Random(4)
    texts = {}
    files = {}
    for number in range(150):
        passages = [" ".join(rng.choices(SAID, k=rng.randint(1, 9))) for _ in range(rng.randint(1, 6))]
        title = "Heading" if number % 7 == 0 else f"N{number} {rng.choice(SAID)}"
        files[f"2021/{number}.md"] = speech(title, "2021", "\n\n".join(passages))
        texts[f"/2021/{number}/"] = [f"{title} 2021", *passages]
    rare = [f"An extraordinary occurrence{' it is' * 60}.", "Extraordinary."]
    files["2021/rare.md"] = speech("Rare", "2021", "\n\n".join(rare))
    texts["/2021/rare/"] = ["Rare 2021", *rare]
    return make(tmp_path_factory.mktemp("archive"), files).output, texts


def asked(folder: Path, queries: list[str]) -> list[Any]:
    done = subprocess.run(
        ["node", str(HERE / "asking.mjs"), str(folder)], input=json.dumps(queries), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers


def is_in(word: str, text: str) -> bool:
    """Whether a word of a query is in a text, looked up without an index."""
    bare = word.strip("-*")
    folded = words(text)
    if bare == "人" or word.endswith("*") or bare == "대통령":
        return any(other.startswith(words(bare)[0]) for other in folded)
    return units(bare)[0] in units(text) if len(units(bare)) == 1 else "".join(units(bare)) in "".join(units(text))


def test_a_query_finds_the_passages_that_hold_all_its_words(archive: Texts) -> None:
    folder, texts = archive
    for query, answer in zip(QUERIES, asked(folder, QUERIES), strict=True):
        wanted = [word for word in query.split() if word[0] != "-"]
        without = [word for word in query.split() if word[0] == "-"]
        expected = {
            (address, number)
            for address, (heading, *passages) in texts.items()
            for number, text in enumerate([heading, *passages])
            if all(is_in(word, text) or is_in(word, heading) for word in wanted)
            and any(is_in(word, text) for word in wanted)
            and not any(is_in(word, text) or is_in(word, heading) for word in without)
        }
        assert {(address, number) for address, number, _ in answer["hits"]} == expected, query


def test_a_passage_where_a_rare_word_weighs_more_comes_first(archive: Texts) -> None:
    (answer, both) = asked(archive[0], ["extraordinary", "extraordinary occurrence"])
    assert [hit[:2] for hit in answer["hits"]] == [["/2021/rare/", 2], ["/2021/rare/", 1]]
    assert [hit[:2] for hit in both["hits"]] == [["/2021/rare/", 1]]


def test_a_word_that_is_still_being_typed_stands_for_those_it_begins(
    archive: Texts,
) -> None:
    whole, part, first = asked(archive[0], ["extraordinary", "extraord", "extraord occurrence"])
    assert [hit[:2] for hit in part["hits"]] == [hit[:2] for hit in whole["hits"]]
    assert (first["hits"], first["missing"]) == ([], ["extraord"])


def test_words_that_are_nearly_the_same(archive: Texts) -> None:
    (answer,) = asked(archive[0], ["extraordnary occurrence"])
    assert (answer["hits"], answer["missing"], answer["near"]) == ([], ["extraordnary"], [["extraordinary"]])


def test_a_word_that_stands_nearly_everywhere_is_not_listed(tmp_path: Path) -> None:
    files = {
        f"2021/{n}.md": speech(f"T{n}", "2021", "\n\n".join(f"It is {n} and {k}." for k in range(20)))
        for n in range(90)
    }
    files["2021/0.md"] = speech("T0", "2021", "It is rare.")
    both, alone = asked(make(tmp_path, files).output, ["it rare", "it"])
    assert ([hit[:2] for hit in both["hits"]], both["everywhere"]) == ([["/2021/0/", 1]], ["it"])
    assert (alone["hits"], alone["everywhere"], alone["missing"]) == ([], ["it"], [])


def test_a_phrase_of_words_that_are_not_listed_is_not_said_to_be_nowhere(tmp_path: Path) -> None:
    text = "\n\n".join(f"It is {number}." for number in range(20))
    files = {f"2021/{number}.md": speech(f"T{number}", "2021", text) for number in range(90)}
    phrase, more = asked(make(tmp_path, files).output, ['"it is"', '"it is 7"'])
    assert (phrase["hits"], phrase["everywhere"]) == ([], ["it", "is"])
    assert (len(more["hits"]), more["everywhere"]) == (90, [])


def test_a_long_list_has_a_file_of_its_own_which_is_loaded_when_it_is_needed(tmp_path: Path) -> None:
    text = "\n\n".join("often here" if number % 10 == 0 else f"w{number}" for number in range(100))
    files = {f"2021/{number}.md": speech(f"T{number}", "2021", text) for number in range(300)}
    files["2021/0.md"] = speech("T0", "2021", "A rare thing often.")
    folder = make(tmp_path, files).output
    none, rare, long = asked(folder, ["often nowhere", "often rare", "often"])
    assert len(long["hits"]) == 299 * 10 + 1
    assert any(name.startswith("lists/") for name in long["loaded"])
    assert [hit[:2] for hit in rare["hits"]] == [["/2021/0/", 1]]
    assert not any(name.startswith("lists/") for name in [*none["loaded"], *rare["loaded"]])


def test_the_beginning_of_too_many_words_is_said_to_be(tmp_path: Path) -> None:
    files = {f"2021/{n}.md": speech(f"T{n}", "2021", " ".join(f"zq{k}n{n}" for k in range(400))) for n in range(60)}
    many, few = asked(make(tmp_path, files).output, ["zq*", "zq39n1*"])
    assert many["cut"] == ["zq"]
    assert 0 < len(many["hits"]) <= 60
    assert (few["cut"], len(few["hits"])) == ([], 11)  # zq39n1, zq39n10 … zq39n19


def test_a_query_loads_few_files(archive: Texts) -> None:
    first, next_ = asked(archive[0], ["extraordinary", "extraordinary occurrence"])
    assert [name.split("/")[0] for name in first["loaded"]] == ["directory.js", "words"]
    assert [name.split("/")[0] for name in next_["loaded"]] == ["words"]
