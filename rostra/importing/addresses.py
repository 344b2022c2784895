"""The addresses that texts had on the site of another generator, by the pattern that it was told."""

import re
from collections.abc import Mapping


def filled(pattern: str, parts: Mapping[str, str]) -> str:
    """`pattern` with each `:name` replaced out of `parts`, and no slash doubled: `/:year/:title/`. Empty where it names
    something else, so that no address is made up."""
    names = re.findall(r":([a-z_]+)", pattern)
    if any(name not in parts for name in names):
        return ""
    address = re.sub(r":([a-z_]+)", lambda found: parts[found[1]], pattern)
    return re.sub("/{2,}", "/", f"/{address}")


def days(edtf: str) -> dict[str, str]:
    """The parts of an address that a day gives, by the names that Jekyll and Hugo share; none where it is no day."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", edtf)
    if not found:
        return {}
    year, month, day = found.groups()
    return {
        "year": year,
        "short_year": year[2:],
        "month": month,
        "i_month": month.lstrip("0"),
        "day": day,
        "i_day": day.lstrip("0"),
    }
