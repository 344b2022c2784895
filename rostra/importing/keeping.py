"""What no field of ours takes is kept, also where another value has its name already."""

from typing import Any

CHOOSE = "Choose one of the two."


def keep(held: dict[str, Any], key: str, value: Any) -> str:
    """Put `value` into `held` as `key`, or as `key-2` and so on where that is taken; gives the name that it has."""
    name, count = key, 1
    while name in held:
        count += 1
        name = f"{key}-{count}"
    held[name] = value
    return name


def place(key: str, name: str) -> str:
    """How messages say where below `extra` the value of `key` is that is called `name` there."""
    return "below extra" if name == key else f"below extra {renamed(key, name)}"


def renamed(key: str, name: str) -> str:
    """How messages say that `key` is called `name` now."""
    return f"as {name}, since another {key} is there"
