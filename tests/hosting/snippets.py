"""docs/hosting/ and the code of docs/hosting.md: what stands in the docs is what the tests run."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
HOSTING = ROOT / "docs" / "hosting"


def conf(name: str) -> str:
    """The text of a file of docs/hosting/."""
    return (HOSTING / name).read_text(encoding="utf-8")


def snippets(heading: str, language: str) -> list[str]:
    """The blocks of code in `language` below `heading`."""
    section = re.split(rf"^## {re.escape(heading)}$", DOC, flags=re.MULTILINE)[1]
    section = re.split(r"^## ", section, flags=re.MULTILINE)[0]
    return re.findall(rf"^```{language}\n(.*?)^```", section, flags=re.MULTILINE | re.DOTALL)


def snippet(heading: str, language: str) -> str:
    """The first of them."""
    return snippets(heading, language)[0]


def changed(text: str, lines: str) -> str:
    """`text` with `lines` in the place of those that begin with the same word and as many blanks."""
    for line in lines.splitlines():
        word = re.match(r"\s*\S+", line)
        assert word, line
        text, count = re.subn(rf"^{re.escape(word[0])} .*$", lambda _, line=line: line, text, flags=re.MULTILINE)  # type: ignore[misc]
        assert count == 1, line
    return text


def filled(text: str, values: dict[str, str]) -> str:
    """`text` with every key of `values`, each of which it must hold, in the place of its value."""
    for key, value in values.items():
        assert key in text, key
        text = text.replace(key, value)
    return text
