"""Feeds, sitemap, redirects, the index as JSON."""

import json
import re
from pathlib import Path

import lxml.etree
import msgspec

from rostra.archive import Archive
from rostra.pages import machines, pages_of
from rostra.site import Site
from tests.archive.test_archive import related
from tests.making import make, speech

BASE = "https://example.org/speeches/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_a_feed_holds_the_newest_30_and_nothing_undated(tmp_path: Path) -> None:
    files = {f"n{number:02}.md": speech(f"N{number}", f"2021-01-{number:02}") for number in range(1, 32)}
    made = make(tmp_path, {**files, "u.md": speech("U", "XXXX")}, base_url=BASE)
    feed = lxml.etree.fromstring(made.text("feed.xml").encode())
    assert feed.xpath("a:entry/a:title/text()", namespaces=ATOM)[:2] == ["N31", "N30"]
    assert len(feed.xpath("a:entry", namespaces=ATOM)) == 30
    assert feed.xpath("a:updated/text()", namespaces=ATOM) == ["2021-01-31T00:00:00Z"]
    assert feed.xpath("a:entry[1]/a:id/text()", namespaces=ATOM) == ["https://example.org/speeches/2021/n31/"]


def test_each_term_has_a_feed_that_its_page_names(tmp_path: Path) -> None:
    made = make(tmp_path, {"a.md": speech("A", occasion="حج")}, base_url=BASE)
    assert "https://example.org/speeches/occasions/%D8%AD%D8%AC/feed.xml" in made.text("occasions/حج/feed.xml")
    assert 'type="application/atom+xml" title="Speeches" href="../../occasions/حج/feed.xml"' in made.text(
        "occasions/حج/index.html"
    )


def test_the_sitemap_names_pages_and_neither_redirects_nor_feeds(tmp_path: Path) -> None:
    made = make(tmp_path, {"a.md": speech("A", "2021", aliases="/old/")}, base_url=BASE)
    found = re.findall(r"<loc>([^<]*)</loc>", made.text("sitemap.xml"))
    assert found == sorted(found)
    assert "https://example.org/speeches/2021/a/" in found
    assert not [address for address in found if "old" in address or "feed" in address or "404" in address]


def test_without_a_base_url_there_is_no_sitemap(tmp_path: Path) -> None:
    assert "sitemap.xml" not in make(tmp_path, {"a.md": speech("A")}).paths


def test_a_sitemap_is_cut_at_50_000_addresses() -> None:
    archive, _ = related({"a.md": speech("A")})
    archive = Archive(Site(base_url=BASE), archive.editions)
    page = next(page for page in pages_of(archive) if page.template == "speech.html")
    many = [msgspec.structs.replace(page, address=f"/2021/{number:06}/") for number in range(50_001)]
    found = list(machines.sitemap(archive, many))
    assert [
        (page.address, page.template, len(page.context.pages))
        if isinstance(page.context, machines.Sitemap)
        else (page.address, page.template)
        for page in found
    ] == [
        ("/sitemap.xml", "sitemaps.xml"),
        ("/sitemap-1.xml", "sitemap.xml", 50_000),
        ("/sitemap-2.xml", "sitemap.xml", 1),
    ]


def test_robots_txt_names_the_sitemap(tmp_path: Path) -> None:
    made = make(tmp_path, {}, base_url=BASE)
    assert made.text("robots.txt") == "User-agent: *\nDisallow:\nSitemap: https://example.org/speeches/sitemap.xml\n"


def test_an_alias_sends_its_reader_on(tmp_path: Path) -> None:
    made = make(tmp_path, {"2021-11-17-a.md": speech("A", aliases="[/old/a.html, old/b, /resource/c d/]")})
    assert made.messages == ()
    assert 'content="0; url=../2021/11-17-a/index.html"' in made.text("old/a.html")
    assert 'content="0; url=../../2021/11-17-a/index.html"' in made.text("old/b/index.html")
    assert 'content="0; url=../../2021/11-17-a/index.html"' in made.text("resource/c d/index.html")


def test_an_alias_that_is_the_pages_own_address_needs_no_redirect(tmp_path: Path) -> None:
    made = make(tmp_path, {"2021-11-17-a.md": speech("A", permalink="/2021/11-17-a")})
    assert made.messages == ()
    assert ">A</h1>" in made.text("2021/11-17-a/index.html")


def test_the_index_holds_the_metadata_of_every_speech_in_every_language(tmp_path: Path) -> None:
    files = {
        "site.yaml": "language: en\n",
        "2018-a.md": speech("A <b>", "2018-03-21/2018-04-16", occasion="Hajj", place="{name: Hall, city: Rome}"),
        "2018-a.fa.md": speech("ب", "2018"),
    }
    made = make(tmp_path, files)
    index = json.loads(made.text("index.json"))
    assert [record["lang"] for record in index["speeches"]] == ["en", "fa"]
    assert index["speeches"][0] == {
        "address": "/2018/a/",
        "id": "2018-a",
        "lang": "en",
        "title": "A <b>",
        "date": "2018-03-21/2018-04-16",
        "earliest": "2018-03-21",
        "latest": "2018-04-16",
        "date_basis": "stated",
        "occasion": ["Hajj"],
        "kind": "speech",
        "place": "Hall, Rome",
        "summary": "We meet again.",
        "is_held": True,
        "translations": {"fa": "/fa/2018/a/"},
    }
