"""Imports go one way, in the order of the pipeline."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "rostra"

ORDER = (
    "problem",
    "locales",
    "plan",
    "values",
    "schema",
    "address",
    "reading",
    "finding",
    "segments",
    "lock",
    "translations",
    "memo",
    "work",
    "concordance",
    "admin",
    "site",
    "labels",
    "assets",
    "archive",
    "pages",
    "related",
    "publishing",
    "known",
    "unchanged",
    "build",
    "desk",
    "importing",
    "cli",
    "__main__",
)
"""Each room may import from those before it."""


def modules() -> list[Path]:
    return sorted(file for file in PACKAGE.rglob("*.py") if file.parent != PACKAGE or file.name != "__init__.py")


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "rostra":
            yield from (alias.name for alias in node.names if not alias.name.startswith("__version"))
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("rostra."):
            yield node.module.split(".")[1]


@pytest.mark.parametrize("file", modules(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_room_imports_only_from_rooms_before_it(file: Path) -> None:
    here = ORDER.index(room_of(file))
    for room in imported_rooms(file):
        assert ORDER.index(room) <= here, f"{file.name} imports {room}"


def test_every_room_is_in_the_order_and_on_the_map() -> None:
    rooms = {room_of(file) for file in modules()}
    assert rooms == set(ORDER)
    chart = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    for room in rooms - {"__main__"}:
        assert f"{room}/" in chart or f"{room}.py" in chart, f"the map in rostra/__init__.py does not show {room}"


@pytest.mark.parametrize("file", modules(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_an_import_inside_a_function_says_why(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    for function in ast.walk(ast.parse(text)):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    assert "# lazy:" in lines[node.lineno - 1]


def test_only_the_command_line_prints_or_exits() -> None:
    for file in modules():
        if room_of(file) in ("cli", "__main__", "desk"):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                assert ast.unparse(node.func) not in ("print", "sys.exit", "exit", "click.echo"), file
