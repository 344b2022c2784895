"""A table, CSV or JSON Lines, and the map of its columns → Found, one a row.

The map names a column for each field of ours, and for `body`, the text. Columns that have our names need none; all
others are kept below `extra`. Several labels stand in one cell with semicolons between them.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from rostra.address import slug
from rostra.desk.drafting import path_for
from rostra.importing.found import Found
from rostra.importing.importers import Settings
from rostra.importing.mapping import RENAMED, folded, mapped, named
from rostra.problem import Problem, Severity
from rostra.reading import dates, source
from rostra.reading.fields import BY_NAME
from rostra.schema import instead

BODY = "body"
"""What the map calls the text itself."""

MOST_LETTERS = 80
"""How much of a title goes into the name of a file, which is cut at a word."""

_LABELS = ("occasion", "audience", "speaker", "tags", "aliases")


class _Row(msgspec.Struct, frozen=True):
    """A row of the table that starts on line `line`."""

    line: int
    cells: Mapping[str, Any]


def from_csv(table: Path, settings: Settings) -> Iterator[Found | Problem]:
    """Each row of a CSV file in UTF-8, whose first row names the columns, separated by commas, semicolons or tabs."""
    return _found(table, settings, _csv_rows)


def from_jsonl(table: Path, settings: Settings) -> Iterator[Found | Problem]:
    """Each line of a file of JSON Lines (jsonlines.org), an object a line."""
    return _found(table, settings, _json_rows)


def _found(
    table: Path, settings: Settings, rows_of: Callable[[Path, str], Iterator[_Row | Problem]]
) -> Iterator[Found | Problem]:
    text, problems = source.decoded(str(table), table.read_bytes())
    if text is None:
        yield from problems
        return
    rows = list(rows_of(table, text))
    columns = dict.fromkeys(column for row in rows if isinstance(row, _Row) for column in row.cells)
    wrong = list(_wrong_map(settings, columns))
    yield from wrong
    if wrong:
        return
    names = _names(settings, columns)
    for row in rows:
        yield row if isinstance(row, Problem) else _row_found(table, row, names)


def _names(settings: Settings, columns: Iterable[str]) -> dict[str, str]:
    """The field that each column is, by the map, or else by its name; a column whose field is taken is none."""
    names = {str(column): field for field, column in settings.items()}
    for column in columns:
        name = BODY if folded(column) == BODY else named(column)
        if name and name not in names.values():
            names.setdefault(column, name)
    return names


def _wrong_map(settings: Settings, columns: Iterable[str]) -> Iterator[Problem]:
    for field, column in settings.items():
        if field not in BY_NAME and field != BODY:
            message = f"The map names {field}, which is no field."
            yield settings.problem(field, message, instead(field, [*BY_NAME, BODY]))
        elif str(column) not in columns:
            message = f"The map takes {field} from the column {column}, which is not there."
            yield settings.problem(field, message, f"The columns are: {', '.join(columns)}.")


def _row_found(table: Path, row: _Row, names: Mapping[str, str]) -> Found | Problem:
    shown = str(table)
    said, others = _parted(row, names)
    body = str(said.pop(BODY, None) or "").replace("\r\n", "\n").replace("\r", "\n")
    told = mapped(said, dict.fromkeys(said, row.line), shown, RENAMED, row.line)
    title, given = (str(told.fields.get(field, "")) for field in ("title", "slug"))
    name = slug(given) or slug(title)
    if not title or not name:
        hint = "Fill it in, or name the column that it is in: --map."
        return Problem(path=shown, line=row.line, field="title", message="The row has no title.", hint=hint)
    while len(name) > MOST_LETTERS:
        name = name.rpartition("-")[0] or name[:MOST_LETTERS]
    doubts = [_doubt(shown, row.line, column, *_NO_FIELD) for column in others]
    if not body.strip():
        hint = f"Fill it in, or name the column that it is in: {BODY}: in the map."
        doubts.append(_doubt(shown, row.line, BODY, "The row has no text.", hint))
    if told.date is None and "date_as_given" not in told.fields:
        hint = "Write date:, or leave the file in undated/."
        doubts.append(_doubt(shown, row.line, "date", "The row has no date.", hint))
    return Found(
        source=f"{shown}:{row.line}",
        path=path_for(name, told.date or dates.UNKNOWN),
        fields={field: value for field, value in told.fields.items() if field != "slug" or slug(given) != name},
        body=body,
        doubts=(*told.doubts, *doubts),
    )


_NO_FIELD = ("No field takes this column; it is kept below extra.", "", Severity.NOTICE)


def _parted(row: _Row, names: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The cells of `row` by field, and those that no field takes by column, which are below `extra` of the first."""
    said: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for column, cell in row.cells.items():
        name = names.get(column, "")
        if name in _LABELS and isinstance(cell, str) and ";" in cell:
            said[name] = [part.strip() for part in cell.split(";") if part.strip()]
        elif name:
            said[name] = cell
        elif cell not in ("", None):
            others[column] = cell
    if others:
        said["extra"] = {**others, **(said["extra"] if isinstance(said.get("extra"), dict) else {})}
    return said, others


def _doubt(
    shown: str, line: int, field: str, message: str, hint: str, severity: Severity = Severity.WARNING
) -> Problem:
    return Problem(path=shown, line=line, field=field, message=message, hint=hint, severity=severity)


def _csv_rows(table: Path, text: str) -> Iterator[_Row | Problem]:
    csv.field_size_limit(source.MOST_BYTES)  # a speech is longer than the 128 KB that Python takes for a mistake
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    header: list[str] = []
    before = 0
    for cells in reader:
        line, before = before + 1, reader.line_num
        if not header:
            header = [cell.strip() for cell in cells]
            twice = next((name for name in header if name and header.count(name) > 1), "")
            if twice:
                hint = "Give each column a name of its own."
                yield Problem(path=str(table), line=1, field=twice, message="Two columns have this name.", hint=hint)
                return
        elif len(cells) > len(header):
            message = f"The row has {len(cells)} cells, and there are {len(header)} columns."
            hint = "Put a cell that holds a separator in quotation marks."
            yield Problem(path=str(table), line=line, message=message, hint=hint)
        elif cells:
            yield _Row(line, dict(zip(header, cells, strict=False)))


def _json_rows(table: Path, text: str) -> Iterator[_Row | Problem]:
    for line, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        try:
            cells = json.loads(written)
        except ValueError as error:
            yield Problem(path=str(table), line=line, message=f"This is no JSON: {error}.", hint="Correct the line.")
            continue
        if isinstance(cells, dict):
            yield _Row(line, cells)
        else:
            yield Problem(path=str(table), line=line, message="This is no object.", hint="Write {…}, a row a line.")
