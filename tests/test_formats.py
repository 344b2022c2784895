"""Problems as programs read them."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from rostra import __version__, cli
from rostra.desk.formats import FORMATS
from rostra.problem import Problem, Severity
from tests.making import TEMPLATES, speech, write

WRONG = Problem(path="content/a,b.md", line=3, field="date", message="50%: of\nit.", hint="Write 1.")
DOUBT = Problem(path="content/بندر.md", message="No “text”, here.", severity=Severity.WARNING)
NOTE = Problem(path="content/c.md", line=9, field="body", message="So.", severity=Severity.NOTICE)


def test_json_has_all_that_is_known() -> None:
    assert json.loads(FORMATS["json"]([WRONG, DOUBT])) == [
        {
            "path": "content/a,b.md",
            "line": 3,
            "field": "date",
            "severity": "error",
            "message": "50%: of\nit.",
            "hint": "Write 1.",
        },
        {
            "path": "content/بندر.md",
            "line": 0,
            "field": "",
            "severity": "warning",
            "message": "No “text”, here.",
            "hint": "",
        },
    ]


def test_github_has_a_command_a_line() -> None:
    assert FORMATS["github"]([WRONG, DOUBT, NOTE]) == (
        "::error file=content/a%2Cb.md,line=3,title=date::50%25: of%0Ait. Write 1.\n"
        "::warning file=content/بندر.md::No “text”, here.\n"
        "::notice file=content/c.md,line=9,title=body::So.\n"
    )


def test_gitlab_has_fingerprints_that_do_not_depend_on_the_line() -> None:
    first, second, third = json.loads(FORMATS["gitlab"]([WRONG, DOUBT, NOTE]))
    assert first.pop("fingerprint") != second["fingerprint"] != third["fingerprint"]
    assert first == {
        "description": "50%: of\nit. Write 1.",
        "check_name": "date",
        "severity": "major",
        "location": {"path": "content/a,b.md", "lines": {"begin": 3}},
    }
    assert (second["check_name"], second["severity"], second["location"]["lines"]["begin"]) == ("file", "minor", 1)
    assert third["severity"] == "info"
    lower = Problem(path=NOTE.path, line=12, field="body", message="So.", severity=Severity.NOTICE)
    (moved,) = json.loads(FORMATS["gitlab"]([lower]))
    assert moved["fingerprint"] == third["fingerprint"]
    twice = json.loads(FORMATS["gitlab"]([NOTE, lower]))
    assert twice[0]["fingerprint"] != twice[1]["fingerprint"]


def test_sarif_names_the_rules_and_the_places() -> None:
    log = json.loads(FORMATS["sarif"]([WRONG, DOUBT, NOTE]))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["tool"]["driver"] == {
        "name": "Rostra",
        "version": __version__,
        "rules": [{"id": "body"}, {"id": "date"}, {"id": "file"}],
    }
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    first, second, _ = (result["locations"][0]["physicalLocation"] for result in run["results"])
    assert first == {"artifactLocation": {"uri": "content/a,b.md"}, "region": {"startLine": 3}}
    assert second.keys() == {"artifactLocation"}
    assert unquote(second["artifactLocation"]["uri"]) == "content/بندر.md"
    assert second["artifactLocation"]["uri"].isascii()
    assert run["results"][0]["message"] == {"text": "50%: of\nit. Write 1."}


@pytest.mark.parametrize("form", ["json", "gitlab", "sarif", "github"])
@pytest.mark.parametrize(("date", "code"), [("1963-02-30", 1), ("1963-02-28", 0)])
def test_check_says_nothing_else_on_stdout(
    form: str, date: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "content", {"a.md": speech(date=date, occasion="Opening", audience="Members")})
    monkeypatch.chdir(tmp_path)
    found = CliRunner().invoke(cli.main, ["check", "--templates", str(TEMPLATES), "--format", form])
    assert found.exit_code == code
    assert found.stderr == ""
    if form == "github":
        assert re.fullmatch("(::error file=content/a.md,line=3,title=date::.*\n)?", found.stdout)
        assert bool(found.stdout) == bool(code)
    else:
        assert ("1963-02-30" in json.dumps(json.loads(found.stdout))) == bool(code)


def test_text_is_what_people_are_told() -> None:
    assert FORMATS["text"]([NOTE, DOUBT]) == "content/c.md:9: body: So.\ncontent/بندر.md: No “text”, here.\n"
