"""The Nu HTML checker and html-validate find nothing in any page."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.judges.conftest import Sites
from tests.judges.programs import programs
from tests.judges.sites import OURS, REAL

HERE = Path(__file__).parent

OF_OURS = (*((name, "path") for name in OURS), ("sample", "disk"))

OF_REAL = tuple((name, "path") for name in REAL)

BROKEN = """\
<!doctype html>
<html lang="en"><head><title>Broken</title></head>
<body><h1>Broken</h1><p id="a">Words<div>in a box</div></p><p id="a"><img src="a.png"><a href="b.html"></a></p>
</body></html>
"""


def nu(folders: Iterable[Path]) -> list[str]:
    """What the Nu HTML checker finds in all pages below `folders`."""
    jar = programs().parent / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = ("java", "-Xss16m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar)
    options = ("--format", "json", "--no-langdetect", "--skip-non-html", "--stdout", "--filterfile", HERE / "nu.filter")
    done = subprocess.run([*java, *options, *folders], capture_output=True, text=True, check=False)
    return [
        f"{each.get('url', '')}:{each.get('lastLine', '')}: {each['message']}"
        for each in json.loads(done.stdout)["messages"]
    ]


def html_validate(folders: Iterable[Path], said: Path) -> list[str]:
    """What html-validate finds in all pages below `folders`; it says so in the file `said`, as it cuts long output."""
    options = ("--config", HERE / "html-validate.mjs", "--ext", "html", "--formatter", f"json={said}")
    done = subprocess.run(
        [programs() / "html-validate", *options, *folders], capture_output=True, text=True, check=False
    )
    assert said.is_file(), done.stderr
    return [
        f"{page['filePath']}:{each['line']}: {each['ruleId']}: {each['message']}"
        for page in json.loads(said.read_text(encoding="utf-8"))
        for each in page["messages"]
    ]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text(BROKEN, encoding="utf-8")
    return tmp_path


def test_nu_names_the_faults_of_a_broken_page(broken: Path) -> None:
    found = nu([broken])
    place = (broken / "a" / "index.html").as_uri().replace("file://", "file:")
    assert f"{place}:3: Duplicate ID “a”." in found
    assert f"{place}:3: No “p” element in scope but a “p” end tag seen." in found
    assert any("An “img” element must have an “alt” attribute" in fault for fault in found)


def test_html_validate_names_the_faults_of_a_broken_page(broken: Path, tmp_path: Path) -> None:
    place = broken / "a" / "index.html"
    found = html_validate([broken], tmp_path / "said.json")
    assert f'{place}:3: no-dup-id: Duplicate ID "a"' in found
    assert f"{place}:3: wcag/h30: Anchor link must have a text describing its purpose" in found
    assert f"{place}:3: close-order: Stray end tag '</p>'" in found


@pytest.mark.parametrize("sites", [OF_OURS, OF_REAL], ids=["ours", "real"])
def test_nu_finds_nothing(site: Sites, sites: Iterable[tuple[str, str]]) -> None:
    assert nu(site(*each).folder for each in sites) == []


@pytest.mark.parametrize("sites", [OF_OURS, OF_REAL], ids=["ours", "real"])
def test_html_validate_finds_nothing(site: Sites, sites: Iterable[tuple[str, str]], tmp_path: Path) -> None:
    assert html_validate((site(*each).folder for each in sites), tmp_path / "said.json") == []
