"""The tables of folding → those of the browser: `python -m rostra.desk.tables > templates/scripts/tables.mjs`."""

import json
import sys

from rostra.finding import folding


def tables() -> str:
    """templates/scripts/tables.mjs, from the tables by which the index is made."""
    found = {
        "marks": folding.MARKS,
        "joiners": folding.JOINERS,
        "unspaced": folding.UNSPACED,
        "zeros": folding.ZEROS,
        "letters": folding.LETTERS,
        "most": folding.MOST_LETTERS,
    }
    head = "/** The tables of rostra/finding/folding.py, made by `python -m rostra.desk.tables`. */\n"
    return f"{head}\nexport const TABLES = {json.dumps(found, indent=0)};\n"


if __name__ == "__main__":
    sys.stdout.write(tables())
