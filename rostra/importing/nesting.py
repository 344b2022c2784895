"""How deep lists and maps are nested: what the archive could not read back is refused before anybody walks into it."""

from typing import Any

from rostra.values import MOST_DEPTH

TOO_DEEP = f"Lists or maps are nested more than {MOST_DEPTH} deep."


def is_deep(value: Any) -> bool:
    """Whether lists and maps are nested in `value` deeper than front matter may nest them."""
    level = [value]
    for _ in range(MOST_DEPTH):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
    return any(isinstance(each, dict | list) for each in level)
