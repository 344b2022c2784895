"""CSV and JSON Lines → rows, each with the line that it starts on."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from rostra.importing.nesting import TOO_DEEP, is_deep
from rostra.problem import Problem
from rostra.reading import source


class Row(msgspec.Struct, frozen=True):
    """A row of the table that starts on line `line`."""

    line: int
    cells: Mapping[str, Any]


def csv_rows(table: Path, text: str) -> Iterator[Row | Problem]:
    """The rows of CSV (RFC 4180). After one that cannot be read nothing tells where the next one starts, so there is
    none."""
    csv.field_size_limit(source.MOST_BYTES)  # a speech is longer than the 128 KB that Python takes for a mistake
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            message = f"The row cannot be read, and none below it was: {error}."
            hint = "Close its quotation marks, and double those within."
            yield Problem(path=str(table), line=line, message=message, hint=hint)
            return
        if cells is None:
            return
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
            yield Row(line, dict(zip(header, cells, strict=False)))


def json_rows(table: Path, text: str) -> Iterator[Row | Problem]:
    """The objects of JSON Lines."""
    for line, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        cells, message, hint = None, "This is no object.", "Write {…}, a row a line."
        try:
            cells = json.loads(written)
        except ValueError as error:
            message, hint = f"This is no JSON: {error}.", "Correct the line."
        except RecursionError:
            message, hint = TOO_DEEP, "Write the line flatter."
        if is_deep(cells):
            message, hint = TOO_DEEP, "Write the line flatter."
        elif isinstance(cells, dict):
            yield Row(line, cells)
            continue
        yield Problem(path=str(table), line=line, message=message, hint=hint)
