"""Pages for programs: the index as JSON, the page for a missing address, robots.txt, manifests and the sitemap."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from rostra.address import year_segment
from rostra.archive import Archive, Entry, Link
from rostra.pages.page import Context, Page, frame_of
from rostra.reading.calendars import segment
from rostra.reading.reckoning import Reckoning


class Index(Context, frozen=True, kw_only=True):
    """What index.json sees: the whole index as JSON (RFC 8259), a speech a line."""

    index: str


class Listed(msgspec.Struct, frozen=True, array_like=True):
    """A page in a sitemap, and the same page in other languages."""

    address: str
    alternates: tuple[Link, ...] = ()


class Sitemap(Context, frozen=True, kw_only=True):
    """What sitemap.xml sees."""

    pages: tuple[Listed, ...]


class Sitemaps(Context, frozen=True, kw_only=True):
    """What sitemaps.xml sees."""

    addresses: tuple[str, ...]


MOST_URLS = 50_000
"""The most addresses that one sitemap may hold (sitemaps.org protocol 0.9); here those of alternates count, too."""

LISTED = (
    "home.html",
    "years.html",
    "year.html",
    "month.html",
    "speech.html",
    "beside.html",
    "terms.html",
    "term.html",
    "term_year.html",
    "undated.html",
    "search.html",
)
"""The kinds of page that a sitemap names."""


def pages(archive: Archive) -> Iterator[Page]:
    """`/index.json`, `/404.html` and `/robots.txt`, once for the whole site; and each edition's web app manifest
    (W3C), which a page read from disk may not load."""
    frame = frame_of(archive, archive.editions[0])
    records = ",\n".join(_json(_record(archive, entry)) for edition in archive.editions for entry in edition.entries)
    index = f'{{"title":{_json(frame.title)},"base_url":{_json(frame.base_url)},"speeches":[\n{records}\n]}}\n'
    yield Page(address="/index.json", template="index.json", frame=frame, title="", context=Index(index=index))
    yield Page(address="/404.html", template="404.html", frame=frame, title="404")
    yield Page(address="/robots.txt", template="robots.txt", frame=frame, title="")
    for edition in archive.editions if archive.site.base_url else ():
        address = f"{edition.prefix}/manifest.webmanifest"
        yield Page(address=address, template="manifest.webmanifest", frame=frame_of(archive, edition), title="")


def _json(value: Any) -> str:
    """`value` as JSON that is harmless in HTML, too."""
    text = msgspec.json.encode(value).decode()
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


def _record(archive: Archive, entry: Entry) -> dict[str, Any]:
    """What the index says of one speech. Names are those of the front matter; what is not known is left out."""
    speech, card = entry.speech, entry.card
    date = speech.date
    record = {
        "address": card.address,
        "id": speech.name.id,
        "lang": speech.lang,
        "title": speech.title,
        "kicker": speech.kicker,
        "date": date.edtf,
        "earliest": date.earliest
        and "-".join((year_segment(date.earliest[0]), *(f"{n:02}" for n in date.earliest[1:]))),
        "latest": date.latest and "-".join((year_segment(date.latest[0]), *(f"{n:02}" for n in date.latest[1:]))),
        "date_basis": speech.date_basis,
        "calendars": {found.calendar: _reckoned(found) for found in card.reckonings},
        "occasion": speech.occasion,
        "audience": speech.audience,
        "speaker": [link.label for link in card.terms["speakers"]],
        "kind": speech.kind,
        "setting": speech.setting,
        "text_status": speech.text_status or archive.site.text_status,
        "place": speech.place.label if speech.place else "",
        "tags": speech.tags,
        "summary": speech.summary,
        "source": speech.source.url or speech.source.publisher if speech.source else "",
        "is_held": card.is_held,
        "translations": {link.label: link.address for link in card.languages if link.label != speech.lang},
    }
    return {name: value for name, value in record.items() if value not in ("", None, (), [], {})}


def _reckoned(found: Reckoning) -> dict[str, str]:
    """A date in another calendar: its bounds, and whether they are stated or computed."""
    first, last = (
        "-".join((segment(found.calendar, moment[0]), *(f"{number:02}" for number in moment[1:]))) if moment else ""
        for moment in (found.first, found.last)
    )
    return {"earliest": first, "latest": last, "basis": found.basis}


def sitemap(archive: Archive, others: Iterable[Page]) -> Iterator[Page]:
    """`/sitemap.xml` over the `others`; with more than 50,000 addresses, an index of several.

    A site without a base_url has none: a sitemap holds absolute addresses only.
    """
    if not archive.site.base_url:
        return
    frame = frame_of(archive, archive.editions[0])
    listed = sorted((page for page in others if page.template in LISTED), key=lambda page: page.address)
    parts: list[list[Listed]] = [[]]
    size = 0
    for page in listed:
        size += 1 + len(page.alternates)
        if size > MOST_URLS:
            parts.append([])
            size = 1 + len(page.alternates)
        parts[-1].append(Listed(page.address, page.alternates))
    names = [f"/sitemap-{number}.xml" for number in range(1, len(parts) + 1)] if len(parts) > 1 else ["/sitemap.xml"]
    if len(parts) > 1:
        context = Sitemaps(addresses=tuple(names))
        yield Page(address="/sitemap.xml", template="sitemaps.xml", frame=frame, title="", context=context)
    for name, part in zip(names, parts, strict=True):
        yield Page(address=name, template="sitemap.xml", frame=frame, title="", context=Sitemap(pages=tuple(part)))
