"""The schema → the reference of the front matter: `python -m rostra.desk.reference > docs/front-matter.md`."""

import sys
from collections.abc import Iterable, Iterator

from rostra.reading import fields
from rostra.schema import Field
from rostra.site import SITE_FIELDS


def reference() -> str:
    """docs/front-matter.md, from the one schema that the checker uses too."""
    return "\n".join((*_speech(), *_foreign(), *_site()))


def _speech() -> Iterator[str]:
    yield "# What a speech file may say"
    yield ""
    yield "A speech is a Markdown file below `content/`. It starts with a line `---`, fields, and a second line `---`;"
    yield "the text follows. A title and a date are enough. The date may also stand at the start of the file's name."
    yield ""
    yield "This page is made from the schema (`rostra/reading/fields.py`) by `python -m rostra.desk.reference`."
    yield ""
    yield "So are the JSON Schemas (draft-07) of front matter, `site.yaml` and `terms.yaml` in `docs/schemas/`, by"
    yield "which editors complete and check them. VS Code finds those of the two YAML files by"
    yield "`.vscode/settings.json`, with the YAML extension of Red Hat; others that run yaml-language-server by the"
    yield "first line of the files. No extension of VS Code hands the front matter of a Markdown file to a YAML"
    yield "language server: there each field is offered as a snippet, and the task “check” (Ctrl+Shift+B) shows"
    yield "problems beside their lines. It also knows what a schema cannot say: days of months, names of files,"
    yield "other texts."
    yield ""
    yield from _rows(fields.FIELDS)
    yield "An empty field says nothing. A field that is not known is kept under `extra` and named in a warning."
    yield ""
    for field in fields.FIELDS:
        if field.values:
            yield f"**{field.name}**: {', '.join(f'`{value}`' for value in field.values)}"
            yield ""


def _foreign() -> Iterator[str]:
    yield "## Fields of other generators"
    yield ""
    yield "An archive that comes from Jekyll, Hugo or Eleventy builds on its first day: these fields are understood."
    yield ""
    yield "| field | is read as |"
    yield "|---|---|"
    for theirs, ours in sorted({**fields.FOREIGN, "speakers": "participants"}.items()):
        yield f"| `{theirs}` | `{ours}` |"
    yield f"| {', '.join(f'`{name}`' for name in sorted(fields.IGNORED))} | nothing |"
    yield ""


def _site() -> Iterator[str]:
    yield "## site.yaml"
    yield ""
    yield "The settings of the whole archive, in `content/site.yaml`. All of them may be left out."
    yield ""
    yield from _rows(SITE_FIELDS)


def _rows(rows: Iterable[Field]) -> Iterator[str]:
    yield "| field | takes | need | what it says | example | default |"
    yield "|---|---|---|---|---|---|"
    for field in rows:
        default = f"`{field.default}`" if field.default in field.values else field.default
        cells = (f"`{field.name}`", field.takes, field.need, field.doc, f"`{field.example}`", default)
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(reference())
