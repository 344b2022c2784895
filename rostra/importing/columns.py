"""A table, CSV or JSON Lines, and the map of its columns → Found, one a row.

The map names a column for each field of ours, and for `body`, the text. Columns that have our names need none; all
others are kept below `extra`. Several labels stand in one cell with semicolons between them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rostra.address import slug
from rostra.desk.drafting import path_for
from rostra.importing.found import Found
from rostra.importing.importers import Settings
from rostra.importing.keeping import CHOOSE, keep, place
from rostra.importing.mapping import RENAMED, folded, mapped, named, ordered
from rostra.importing.rows import Row, csv_rows, json_rows
from rostra.importing.sources import unreadable
from rostra.problem import Problem, Severity
from rostra.reading import dates, source
from rostra.reading.fields import BY_NAME
from rostra.schema import instead

BODY = "body"
"""What the map calls the text itself."""

MOST_LETTERS = 80
"""How much of a title goes into the name of a file, which is cut at a word."""

_LABELS = ("occasion", "audience", "speaker", "tags", "aliases")


def from_csv(table: Path, settings: Settings) -> Iterator[Found | Problem]:
    """Each row of a CSV file in UTF-8, whose first row names the columns, separated by commas, semicolons or tabs."""
    return _found(table, settings, csv_rows)


def from_jsonl(table: Path, settings: Settings) -> Iterator[Found | Problem]:
    """Each line of a file of JSON Lines (jsonlines.org), an object a line."""
    return _found(table, settings, json_rows)


def _found(
    table: Path, settings: Settings, rows_of: Callable[[Path, str], Iterator[Row | Problem]]
) -> Iterator[Found | Problem]:
    try:
        data = table.read_bytes()
    except OSError as error:
        yield unreadable(table, error)
        return
    text, problems = source.decoded(str(table), data)
    if text is None:
        yield from problems
        return
    rows = list(rows_of(table, text))
    columns = dict.fromkeys(column for row in rows if isinstance(row, Row) for column in row.cells)
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


def _row_found(table: Path, row: Row, names: Mapping[str, str]) -> Found | Problem:
    shown = str(table)
    said, others = _parted(row, names)
    if isinstance(said.get(BODY), dict | list):
        message = f"This is {'a map' if isinstance(said[BODY], dict) else 'a list'}, not a text."
        hint = "Write the whole text in one pair of quotation marks."
        return Problem(path=shown, line=row.line, field=BODY, message=message, hint=hint)
    body = str(said.pop(BODY, None) or "").replace("\r\n", "\n").replace("\r", "\n")
    told = mapped(said, dict.fromkeys(said, row.line), shown, RENAMED, row.line)
    title, given = (str(told.fields.get(field, "")) for field in ("title", "slug"))
    name = slug(given) or slug(title)
    if not title or not name:
        hint = "Fill it in, or name the column that it is in: --map."
        return Problem(path=shown, line=row.line, field="title", message="The row has no title.", hint=hint)
    while len(name) > MOST_LETTERS:
        name = name.rpartition("-")[0] or name[:MOST_LETTERS]
    extra = dict(told.fields.get("extra", {}))
    doubts = [_kept(shown, row.line, extra, column, cell) for column, cell in others.items()]
    fields = ordered({**told.fields, "extra": extra}) if others else told.fields
    if not body.strip():
        hint = f"Fill it in, or name the column that it is in: {BODY}: in the map."
        doubts.append(_doubt(shown, row.line, BODY, "The row has no text.", hint))
    if told.date is None and "date_as_given" not in told.fields:
        hint = "Write date:, or leave the file in undated/."
        doubts.append(_doubt(shown, row.line, "date", "The row has no date.", hint))
    return Found(
        source=f"{shown}:{row.line}",
        path=path_for(name, told.date or dates.UNKNOWN),
        fields={field: value for field, value in fields.items() if field != "slug" or slug(given) != name},
        body=body,
        doubts=(*told.doubts, *doubts),
    )


def _kept(shown: str, line: int, extra: dict[str, Any], column: str, cell: Any) -> Problem:
    """Keep a column that no field takes below `extra`, which is said."""
    name = keep(extra, column, cell)
    message = f"No field takes this column; it is kept {place(column, name)}."
    return _doubt(shown, line, column, message, *(("", Severity.NOTICE) if name == column else (CHOOSE,)))


def _parted(row: Row, names: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The cells of `row` by field, and those that no field takes by column."""
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
    return said, others


def _doubt(
    shown: str, line: int, field: str, message: str, hint: str, severity: Severity = Severity.WARNING
) -> Problem:
    return Problem(path=shown, line=line, field=field, message=message, hint=hint, severity=severity)
