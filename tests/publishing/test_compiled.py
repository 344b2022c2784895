"""What is compiled is compiled once, again where its source was changed, and never trusted blindly."""

from pathlib import Path
from typing import Any

import jinja2
import pytest

from rostra.problem import Rejected
from rostra.publishing import compiled, wording
from rostra.publishing.compiled import Templates
from rostra.publishing.wording import wordings

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Years"\nmsgstr "{}"\n'


def rendered(folder: Path) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder / "templates"), bytecode_cache=Templates(folder), autoescape=True
    )
    return environment.get_template("a.html").render(word="Harbour")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text("<p>{{ word }}")
    (tmp_path / "fa.po").write_text(PO.format("سال‌ها"), encoding="utf-8")
    return tmp_path


def compiles(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is compiled from now on."""
    seen = []
    compile_template, compile_catalogues = jinja2.Environment.compile, wording._compiled

    def template(self: jinja2.Environment, source: str, *rest: Any) -> object:
        seen.append(source)
        return compile_template(self, source, *rest)

    def catalogues(sources: dict[str, bytes], shown: str) -> dict[str, bytes]:
        seen.extend(sources)
        return compile_catalogues(sources, shown)

    monkeypatch.setattr(jinja2.Environment, "compile", template)
    monkeypatch.setattr(wording, "_compiled", catalogues)
    return seen


def test_a_template_is_compiled_once_and_again_when_it_was_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = compiles(monkeypatch)
    assert [rendered(folder), rendered(folder)] == ["<p>Harbour"] * 2
    assert seen == ["<p>{{ word }}"]
    (folder / "templates" / "a.html").write_text("<b>{{ word }}")
    assert [rendered(folder), rendered(folder)] == ["<b>Harbour"] * 2
    assert seen == ["<p>{{ word }}", "<b>{{ word }}"]


def test_catalogues_are_compiled_once_and_again_when_one_was_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = compiles(monkeypatch)
    assert [wordings(folder, "locale", folder)["fa"].gettext("Years") for _ in range(2)] == ["سال‌ها"] * 2
    assert seen == ["fa"]
    (folder / "fa.po").write_text(PO.format("سالها"), encoding="utf-8")
    (folder / "de.po").write_text(PO.format("Jahre"), encoding="utf-8")
    assert {tag: each.gettext("Years") for tag, each in wordings(folder, "locale", folder).items()} == {
        "de": "Jahre",
        "fa": "سالها",
    }
    assert seen == ["fa", "de", "fa"]


def test_what_was_damaged_or_belongs_to_another_program_is_compiled_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered(folder)
    wordings(folder, "locale", folder)
    kept = [*folder.glob("template-*"), folder / compiled.CATALOGUES]
    assert len(kept) == 2
    seen = compiles(monkeypatch)
    for file in kept:
        file.write_bytes(file.read_bytes()[:-1] + b"\xff")
    assert rendered(folder) == "<p>Harbour"
    assert wordings(folder, "locale", folder)["fa"].gettext("Years") == "سال‌ها"
    assert seen == ["<p>{{ word }}", "fa"]
    monkeypatch.setattr(compiled, "program_key", lambda: "another")
    assert rendered(folder) == "<p>Harbour"
    wordings(folder, "locale", folder)
    assert seen == ["<p>{{ word }}", "fa"] * 2


def test_a_catalogue_that_cannot_be_read_is_named_each_time(folder: Path) -> None:
    (folder / "de.po").write_text("msgid\n")
    for _ in range(2):
        with pytest.raises(Rejected, match=r"locale/de\.po"):
            wordings(folder, "locale", folder)


def test_a_cache_that_cannot_be_written_is_no_obstacle(folder: Path) -> None:
    nowhere = folder / "nowhere"
    assert wordings(folder, "locale", nowhere)["fa"].gettext("Years") == "سال‌ها"
    environment = jinja2.Environment(
        loader=jinja2.DictLoader({"a.html": "{{ 1 }}"}), bytecode_cache=Templates(nowhere), autoescape=True
    )
    assert environment.get_template("a.html").render() == "1"
