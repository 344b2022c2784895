"""Pages for servers: where old addresses moved to, and the headers of every answer, in the dialects that they read."""

from collections.abc import Callable, Iterator
from urllib.parse import quote, unquote

from rostra.archive import Archive
from rostra.pages import speeches
from rostra.pages.page import Context, Page, frame_of


class Served(Context, frozen=True, kw_only=True):
    """What redirects.txt, redirects_map.txt, htaccess.txt and headers.txt see.

    `root` is the site's path on its host, percent-encoded; `is_edited` says that there is a page at /admin/, which
    asks the origin `asks`. `moves` are pairs of an old address and the new one, from
    the root of the host, as the file's dialect spells them.
    """

    root: str
    moves: tuple[tuple[str, str], ...]
    is_edited: bool = False
    asks: str = ""


def encoded(path: str) -> str:
    """`path` percent-encoded as browsers ask for it (URL Standard, path percent-encode set); also * and :, which
    _redirects would take for wildcards."""
    return quote(path, safe="/!$&'()+,;=@[]|")


def quoted(path: str) -> str:
    """`path` for the quotation marks of nginx, which compares it with the decoded address."""
    return path.replace('"', r"\"")


def pattern(path: str) -> str:
    """A regular expression for `path`, for the quotation marks of Apache, which compares it with the decoded address.
    What may mean something to either is named by its code."""
    return "".join(
        char if char.isalnum() or char in "/-_" or ord(char) > 127 else rf"\x{ord(char):02x}" for char in path
    )


FILES: tuple[tuple[str, str, Callable[[str], str], Callable[[str], str], bool], ...] = (
    ("/_redirects", "redirects.txt", encoded, encoded, False),
    ("/redirects.map", "redirects_map.txt", quoted, encoded, False),
    ("/.htaccess", "htaccess.txt", pattern, str, True),  # Apache encodes the new address itself
    ("/_headers", "headers.txt", encoded, encoded, True),
)
"""Address, template, how the dialect spells an old address and a new one, and whether it is made if nothing moved."""


def pages(archive: Archive) -> Iterator[Page]:
    """`/.htaccess` and `/_headers`, and where speeches have old addresses `/_redirects` and `/redirects.map`."""
    frame = frame_of(archive, archive.editions[0])
    root = unquote(frame.base_path)
    admin = archive.site.admin
    moved = sorted(
        (root + page.address[1:], root + page.context.target[1:])
        for page in speeches.redirects(archive)
        if isinstance(page.context, speeches.Redirect)
    )
    for address, template, as_old, as_new, is_always in FILES:
        if moved or is_always:
            moves = tuple((as_old(old), as_new(new)) for old, new in moved)
            context = Served(
                root=encoded(root), moves=moves, is_edited=admin is not None, asks=admin.asks if admin else ""
            )
            yield Page(address=address, template=template, frame=frame, title="", context=context)
