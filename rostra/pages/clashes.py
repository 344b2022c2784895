"""Two pages on one address: a problem that names both, before either is written."""

from collections.abc import Iterable, Iterator

from rostra import address
from rostra.pages.page import Page
from rostra.problem import Problem
from rostra.schema import shortened


def clashes(pages: Iterable[Page]) -> Iterator[Problem]:
    """A problem for each page whose address is another's too, also if only letter case or Unicode form tell them
    apart; whose file would have to be a folder of another; or whose name is too long for a disk."""
    taken: dict[str, Page] = {}
    for page in sorted(pages, key=_made_by_us_first):
        key = address.same(page.address)
        first = taken.setdefault(key, page)
        if first is not page:
            yield _clash(page, first)
        if not address.fits(page.address):
            yield _problem(
                page,
                f"The address {shortened(page.address)} holds a name of more than 255 bytes.",
                "Shorten it, or give the speech a slug:.",
            )
    for key, page in taken.items():
        for folder in _folders(key):
            if folder in taken:
                second, first = sorted((page, taken[folder]), key=_made_by_us_first)[::-1]
                yield _clash(second, first)


def _made_by_us_first(page: Page) -> tuple[bool, bool, str, int]:
    """The order in which pages have a right to their address: our own, then speeches, then aliases."""
    return (bool(page.origin), page.template == "redirect.html", page.origin, page.line)


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _clash(page: Page, first: Page) -> Problem:
    same = "" if page.address == first.address else f" (as {shortened(first.address)})"
    if first.origin:
        whose = first.origin if first.origin != page.origin else "the same file"
    else:
        whose = f"the page that {first.template.partition('.')[0]} makes"
    if page.template == "redirect.html":
        hint = "Leave the alias out, or correct it."
    elif first.origin:
        hint = "Rename one of the two files, or give one a slug:."
    else:
        hint = "Rename the file, or give it a slug:."
    return _problem(page, f"The address {shortened(page.address)} is already taken by {whose}{same}.", hint)


def _problem(page: Page, message: str, hint: str) -> Problem:
    field = "aliases" if page.template == "redirect.html" else "address"
    return Problem(path=page.origin or "site", line=page.line, field=field, message=message, hint=hint)
