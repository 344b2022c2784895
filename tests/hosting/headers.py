"""The files `_headers` and `_redirects` as Netlify and Cloudflare Pages document that they read them."""

import re

Headers = dict[str, dict[str, str]]
Rule = tuple[str, str, int]


def headers_of(text: str) -> Headers:
    """Headers by the pattern of addresses that they are for: a line that begins with a slash, then, indented, a name,
    a colon and a value a line. Raises ValueError."""
    found: Headers = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("/"):
            pattern = line
            found[pattern] = {}
            continue
        name, colon, value = line.strip().partition(": ")
        if not found or not colon or line == line.lstrip() or not re.fullmatch(r"[A-Za-z-]+", name) or len(line) > 2000:
            raise ValueError(line)
        found[pattern][name] = value
    return found


def rules_of(text: str) -> list[Rule]:
    """The rules: on each line an old path, a new one and a status, with blanks between; # begins a comment. Raises
    ValueError where a line is none, holds what is not ASCII, or where * or :name would make a pattern of a path."""
    found = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        old, new, status = line.split()
        if (
            not line.isascii()
            or not old.startswith("/")
            or not new.startswith("/")
            or re.search(r"[*#]|:[A-Za-z]", line)
        ):
            raise ValueError(line)
        found.append((old, new, int(status)))
    return found
