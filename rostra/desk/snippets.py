"""The schema → what VS Code offers in a Markdown file: `python -m rostra.desk.snippets > .vscode/speech.code-snippets`.

No extension of VS Code hands the front matter of a Markdown file to a YAML language server; snippets need none.
"""

import json
import re
import sys
from typing import Any

from rostra.desk.json_schema import described
from rostra.reading.fields import FIELDS
from rostra.schema import Choice, Field


def snippets() -> dict[str, dict[str, Any]]:
    """A snippet a field, under its name, and one for the file of a new speech (the snippet syntax of VS Code)."""
    start = ["---", "title: ${1:What it is called}", "date: ${2:2021-11-17}", "---", "", "$0"]
    speech = _snippet("speech", start, "A new speech: its front matter, and room for the text.")
    return {"speech": speech} | {field.name: _of(field) for field in FIELDS}


def _of(field: Field) -> dict[str, Any]:
    words = field.values if isinstance(field.reader, Choice) or field.name == "kind" else ()
    if field.takes == "true or false":
        words = ("true", "false")
    value = f"${{1|{','.join(words)}|}}" if words else f"${{1:{_literal(field.example)}}}"
    return _snippet(field.name, [f"{field.name}: {value}"], described(field))


def _snippet(prefix: str, body: list[str], description: str) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefix, "body": body, "description": description}


def _literal(text: str) -> str:
    """`text` as it stands in a placeholder."""
    return re.sub(r"([\\$}])", r"\\\1", text)


def text_of(found: dict[str, dict[str, Any]]) -> str:
    """The snippets as their file holds them."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text_of(snippets()))
