"""The lock file, the style sheet, and what a wheel holds."""

import gzip
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
CSS = (ROOT / "templates" / "static" / "site.css").read_text(encoding="utf-8")


def test_the_lock_file_pins_every_requirement_with_a_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = [line for extra in project["project"]["optional-dependencies"].values() for line in extra]
    wanted = [*project["project"]["dependencies"], *extras, *project["dependency-groups"]["dev"]]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock, flags=re.MULTILINE))
    for line in wanted:
        assert re.split(r"[<>=\[]", line)[0].lower() in pinned, line
    blocks = re.split(r"^(?=[a-z0-9._-]+==)", lock, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert "http" not in lock


def test_make_can_read_its_file() -> None:
    for target in ("site", "serve", "test", "check", "schemas"):
        subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=True, capture_output=True)


def test_there_is_one_style_sheet_of_less_than_7_kb_as_it_is_sent() -> None:
    assert [file.name for file in (ROOT / "templates").rglob("*.css")] == ["site.css"]
    assert len(gzip.compress(CSS.encode())) < 7_000


def test_the_style_sheet_knows_no_left_and_no_right() -> None:
    without_names = re.sub(r"align-(left|right)|/\*.*?\*/", "", CSS, flags=re.DOTALL)
    assert re.findall(r"\b(?:left|right)\b", without_names) == []


def test_the_style_sheet_loads_nothing() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_no_template_holds_a_script_or_a_style_of_its_own() -> None:
    for file in (ROOT / "templates").rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=", text), file.name
        assert "| safe" not in text, file.name


def test_a_wheel_holds_the_templates_and_builds_a_site(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    wheel = next(tmp_path.glob("rostra-*.whl"))
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    content = tmp_path / "content"
    content.mkdir()
    (content / "2021-11-17-a.md").write_text("---\ntitle: A\n---\nWe meet.\n", encoding="utf-8")
    command = [sys.executable, "-c", "from rostra.cli import main; main()"]
    done = subprocess.run(
        command, cwd=tmp_path, check=False, capture_output=True, text=True, env={"PYTHONPATH": str(installed)}
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output" / "2021" / "11-17-a" / "index.html").is_file()
