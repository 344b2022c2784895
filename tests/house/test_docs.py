"""The docs say what is so."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import jinja2
import msgspec
import pytest

import rostra
from rostra import pages
from rostra.admin import Admin
from rostra.archive import Card, Link, archive_of
from rostra.cli import main
from rostra.desk.reference import reference
from rostra.pages.files import Files
from rostra.pages.matrix import Matrix
from rostra.pages.page import Bar, Frame, Group, Page
from rostra.pages.standing import Standing
from rostra.publishing.render import Renderer
from rostra.publishing.typesetting import words_of
from rostra.reading import read
from rostra.reading.body import Heading
from rostra.reading.dates import Date
from rostra.reading.fields import BY_NAME, Medium, Participant, Place, Provenance
from rostra.reading.reckoning import Reckoning
from rostra.reading.speech import Speech
from rostra.site import Site
from tests.making import TEMPLATES, make, speech

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEMPLATES_DOC = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
ALL_DOCS = README + "".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "docs").glob("*.md")))


def documented(heading: str) -> set[str]:
    """The names in the first column of the table below `heading` in docs/templates.md."""
    section = re.split(rf"^#+ {re.escape(heading)}$", TEMPLATES_DOC, flags=re.MULTILINE)[1]
    section = re.split(r"^#+ ", section, flags=re.MULTILINE)[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE))


@pytest.mark.parametrize(
    "value",
    [
        Page,
        Frame,
        Card,
        Link,
        Bar,
        Matrix,
        Group,
        Heading,
        Date,
        Reckoning,
        Participant,
        Place,
        Provenance,
        Medium,
        Files,
        Standing,
    ],
)
def test_templates_doc_lists_the_fields_of(value: type[msgspec.Struct]) -> None:
    assert documented(value.__name__) == {field.name for field in msgspec.structs.fields(value)}


def test_templates_doc_and_front_matter_list_the_fields_of_a_speech() -> None:
    assert documented("Speech") | set(BY_NAME) == {field.name for field in msgspec.structs.fields(Speech)}


def every_kind_of_page() -> Iterator[Page]:
    """Pages of an archive that has every kind of page: a large year, a large term, an undated speech, an alias."""
    files = {f"2021/2021-11-17-n{number}.md": speech(f"N{number}", occasion="Day", tags="t") for number in range(201)}
    files |= {f"{year}/y.md": speech(date=str(year), occasion="Year") for year in (2018, 2019, 2020)}
    files["undated/u.md"] = speech("U", "XXXX", aliases="/old/")
    files["undated/u.fa.md"] = speech("U", "XXXX")
    readings = [read(path, path, text.encode()) for path, text in files.items()]
    archive, _ = archive_of(
        Site(base_url="https://example.org/", share_cards=True, admin=Admin(backend="local")),
        [r.speech for r in readings if r.speech],
        frozenset(),
    )
    yield from pages.pages_of(archive)
    yield from pages.machines.sitemap(
        archive, [page for page in pages.pages_of(archive) if page.template == "speech.html"] * 500
    )


def test_templates_doc_lists_every_kind_of_page_with_its_names() -> None:
    seen: dict[str, set[str]] = {}
    for page in every_kind_of_page():
        seen.setdefault(page.template, set()).update(page.context.__struct_fields__)
    seen["speech.html"] |= {"body", "headings", "minutes", "is_outdated"}
    seen["beside.html"] |= {"rows", "is_outdated"}
    seen["compare.html"] |= {"texts", "is_outdated"}
    card = next(page for page in every_kind_of_page() if page.template == "card.typ")
    seen["card.typ"] = set(words_of(card, Renderer(TEMPLATES, "templates", Path("nowhere")).wording))
    assert set(seen) == {file.name for file in TEMPLATES.iterdir() if file.is_file()} - {"base.html"}
    for template, names in seen.items():
        assert documented(template) == names, template


def test_templates_doc_lists_every_filter() -> None:
    ours = set(Renderer(TEMPLATES, "templates", Path("nowhere"))._environment.filters) - set(
        jinja2.Environment().filters
    )
    assert documented("Filters") == ours


def test_front_matter_doc_is_made_from_the_schema() -> None:
    assert (ROOT / "docs" / "front-matter.md").read_text(encoding="utf-8") == reference()


def test_readme_gives_a_reason_for_every_library() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    needed = {re.split(r"[<>=\[]", line)[0] for line in lines}
    table = README.partition("## Libraries")[2]
    assert set(re.findall(r"^\| ([\w-]+) \| \w", table, flags=re.MULTILINE)) - {"library"} == needed


def test_the_docs_name_every_option_and_command() -> None:
    assert isinstance(main, click.Group)
    context = click.Context(main)
    commands = {name: main.get_command(context, name) for name in main.list_commands(context)}
    assert {"build", "check", "serve"} <= set(commands)
    for name, command in commands.items():
        assert command is not None
        assert f"build.py {name}" in ALL_DOCS
        for parameter in command.params:
            assert f"`{parameter.opts[0]}" in ALL_DOCS or f" {parameter.opts[0]}" in ALL_DOCS, parameter.opts


def test_the_commands_of_the_readme_are_targets_of_make() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert set(re.findall(r"`make (\w+)`", README)) <= targets
    assert {"site", "test", "check"} <= targets


def test_links_between_the_docs_lead_somewhere() -> None:
    for file in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        code = r"^ *```.*?^ *```|`[^`\n]+`"
        text = re.sub(code, "", file.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert (file.parent / target).exists(), f"{file.name} links to {target}"


def test_the_message_in_the_readme_is_what_the_build_says(tmp_path: Path) -> None:
    path = "2021/2021-11-17-young-elites.md"
    made = make(tmp_path, {path: speech("Remarks", "1963-02-30")})
    assert made.messages[0] in README


def test_the_top_of_the_changelog_is_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", changelog, flags=re.MULTILINE)[0] == rostra.__version__
