"""Pages: relations → what the site holds, page by page. One generator a kind of page, all of them in KINDS.

    page.py         Page and Frame: what a template may see
    home.py years.py speeches.py terms.py feeds.py machines.py     the kinds
    clashes.py      two pages on one address

To add a kind: a generator here, its name in KINDS, a template of the same name.
"""

from collections.abc import Callable, Iterator

from rostra.archive import Archive
from rostra.pages import feeds, home, machines, speeches, terms, years
from rostra.pages.clashes import clashes
from rostra.pages.page import Frame, Page

KINDS: tuple[Callable[[Archive], Iterator[Page]], ...] = (
    home.pages,
    years.pages,
    speeches.pages,
    speeches.redirects,
    terms.pages,
    feeds.pages,
    machines.pages,
)


def pages_of(archive: Archive) -> tuple[Page, ...]:
    """Every page of the site, the sitemap last."""
    made = [page for kind in KINDS for page in kind(archive)]
    return (*made, *machines.sitemap(archive, made))


__all__ = ["KINDS", "Frame", "Page", "clashes", "pages_of"]
