"""What editors of text complete and check: the files of .vscode/ and docs/schemas/, handed to what reads them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rostra.desk import snippets
from rostra.problem import Problem
from rostra.reading import fields
from tests.judges.language_server import LanguageServer, language_server
from tests.making import make, speech

ROOT = Path(__file__).parents[1]
VSCODE = ROOT / ".vscode"
SETTINGS = json.loads((VSCODE / "settings.json").read_text(encoding="utf-8"))


@pytest.fixture
def server() -> Iterator[LanguageServer]:
    """The server as VS Code starts it here, but for the front matter, which no extension of VS Code hands to it: this
    is what editors do that can (here from a file of its own)."""
    schemas = SETTINGS["yaml.schemas"] | {"./docs/schemas/front-matter.json": "front-matter.yaml"}
    told = {"validate": True, "completion": True, "schemaStore": {"enable": False}, "schemas": schemas}
    with language_server(ROOT, told) as started:
        yield started


def test_the_settings_name_files_that_are_there() -> None:
    for schema, file in SETTINGS["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        assert (ROOT / file).is_file()
        first = (ROOT / file).read_text(encoding="utf-8").splitlines()[0]  # for editors without such settings
        assert ((ROOT / file).parent / first.partition("$schema=")[2]).resolve() == (ROOT / schema).resolve()


def test_a_mistake_in_front_matter_is_shown_beside_its_line(server: LanguageServer) -> None:
    words = ", ".join(f'"{word}"' for word in fields.SETTINGS)
    text = "title: A\ndate: 17 November 2021\nsetting: video\nlable: b\nplace: {town: Rome}\n"
    assert server.diagnostics(ROOT / "front-matter.yaml", text) == [
        (2, "Write a date such as 2021-11-17, 2021-11, 2021, 1863~, or XXXX where nothing is known."),
        (3, f"Value is not accepted. Valid values: {words}."),
        (4, "Property lable is not allowed."),
        (5, "Property town is not allowed."),
    ]


def test_front_matter_is_completed(server: LanguageServer) -> None:
    assert server.diagnostics(ROOT / "front-matter.yaml", "title: A\nsetting: \n\n") == []
    assert set(server.completions(ROOT / "front-matter.yaml", 2, 10)) >= set(fields.SETTINGS)
    offered = server.completions(ROOT / "front-matter.yaml", 3, 1)
    assert set(offered) >= set(fields.BY_NAME) - {"title", "setting"}
    assert offered["occasion"].startswith("On what occasion; each label has a page.")


def test_site_yaml_and_terms_yaml_of_the_sample_are_fine(server: LanguageServer) -> None:
    site, terms = ROOT / "content" / "site.yaml", ROOT / "content" / "terms.yaml"
    assert server.diagnostics(site, site.read_text(encoding="utf-8")) == []
    assert server.diagnostics(terms, terms.read_text(encoding="utf-8")) == []


def test_mistakes_in_site_yaml_and_terms_yaml_are_shown(server: LanguageServer) -> None:
    site, terms = ROOT / "content" / "site.yaml", ROOT / "content" / "terms.yaml"
    assert server.diagnostics(site, "titel: A\n\n") == [(1, "Property titel is not allowed.")]
    assert "base_url" in server.completions(site, 2, 1)
    assert server.diagnostics(terms, "occasion:\n  Hajj: {fa: حج}\n") == [(1, "Property occasion is not allowed.")]


def test_the_problems_of_a_check_are_found_by_the_task_of_vs_code(tmp_path: Path) -> None:
    tasks = json.loads((VSCODE / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    pattern = tasks[0]["problemMatcher"]["pattern"]
    said = make(tmp_path, {"2021/a.md": speech("A", "2021", setting="video")}).messages[0]
    problem = Problem(path="content/2021/a.md", line=4, field="setting", message="It is wrong.")
    for line, severity in ((said, None), (f"{problem.place}: error: {problem.text}", "error")):
        found = re.fullmatch(pattern["regexp"], line)
        assert found
        assert found[pattern["file"]] == "content/2021/a.md"
        assert found[pattern["line"]] == "4"
        assert found[pattern["severity"]] == severity
        assert found[pattern["message"]].startswith("setting: ")
    assert [tasks[0]["args"][0], tasks[0]["args"][1]] == ["build.py", "check"]


def test_the_snippets_of_vs_code_are_made_from_the_schema() -> None:
    text = (VSCODE / "speech.code-snippets").read_text(encoding="utf-8")
    assert text == snippets.text_of(snippets.snippets())
    found = json.loads(text)
    assert set(found) == {"speech", *fields.BY_NAME}
    assert found["date_basis"]["body"] == ["date_basis: ${1|stated,weekday,calendar,order,inferred,unknown|}"]
    assert found["media"]["body"] == ["media: ${1:[{src: speech.mp3, kind: audio\\}]}"]
    assert found["draft"]["body"] == ["draft: ${1|true,false|}"]
