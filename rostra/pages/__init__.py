"""Pages: relations → what the site holds, page by page. One generator a kind of page, all of them in KINDS.

    page.py         Page and Frame: what a template may see
    home.py years.py speeches.py beside.py terms.py compare.py feeds.py search.py machines.py hosting.py
                    admin.py
                    the kinds
    share_cards.py  a picture a speech, for those to whom its link is sent
    files.py        what a page must know of the files that its text refers to
    standing.py     where a speech stands in its year
    kin.py          what a speech is read beside
    matrix.py       years by occasions: a picture for the home page
    clashes.py      two pages on one address

To add a kind: a generator here, its name in KINDS, a template of the same name.
"""

from collections.abc import Callable, Iterator

from rostra.archive import Archive
from rostra.pages import (
    admin,
    beside,
    compare,
    feeds,
    home,
    hosting,
    machines,
    search,
    share_cards,
    speeches,
    terms,
    years,
)
from rostra.pages.clashes import clashes
from rostra.pages.page import Context, Frame, Page

KINDS: tuple[Callable[[Archive], Iterator[Page]], ...] = (
    home.pages,
    years.pages,
    speeches.pages,
    speeches.redirects,
    share_cards.pages,
    beside.pages,
    terms.pages,
    compare.pages,
    feeds.pages,
    search.pages,
    machines.pages,
    hosting.pages,
    admin.pages,
)

CONTEXTS: dict[str, type[Context]] = {
    "home.html": home.Home,
    "years.html": years.Years,
    "year.html": years.Year,
    "month.html": years.Month,
    "undated.html": years.Undated,
    "speech.html": speeches.SpeechContext,
    "card.typ": share_cards.ShareCard,
    "beside.html": beside.Beside,
    "compare.html": compare.Compared,
    "redirect.html": speeches.Redirect,
    "terms.html": terms.Terms,
    "term.html": terms.TermContext,
    "term_year.html": terms.TermYear,
    "feed.xml": feeds.Feed,
    "search.html": search.Search,
    "data.js": search.Data,
    "index.json": machines.Index,
    "sitemap.xml": machines.Sitemap,
    "sitemaps.xml": machines.Sitemaps,
    "404.html": Context,
    "robots.txt": Context,
    "redirects.txt": hosting.Served,
    "redirects_map.txt": hosting.Served,
    "htaccess.txt": hosting.Served,
    "headers.txt": hosting.Served,
    "manifest.webmanifest": Context,
    "admin.html": admin.Editor,
    "admin.json": admin.EditorSettings,
}
"""What the template of each kind of page sees."""


def pages_of(archive: Archive) -> tuple[Page, ...]:
    """Every page of the site, the sitemap last."""
    made = [page for kind in KINDS for page in kind(archive)]
    return (*made, *machines.sitemap(archive, made))


__all__ = ["CONTEXTS", "KINDS", "Context", "Frame", "Page", "clashes", "pages_of"]
