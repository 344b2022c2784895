"""Every kind of page, asked of nginx, Caddy and Apache, at the root of a host and under a sub-path."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from rostra.address import path_of
from tests.forms import with_stubs
from tests.hosting.headers import headers_of
from tests.hosting.servers import APACHE_NEEDS, COMMANDS, Server, apache, apache_that_reads_once, running
from tests.making import TEMPLATES, make, speech

LONG = "بایگانی/سخنرانی در دیدار با دانشجویان و استادان دانشگاه"
ALIASES = f'["/{LONG}/", "/old.html", "/سخنرانی/قدیم/", "/a \\"b\\" $c {{d}} (e)/", "/100%25/", "/old folder/"]'
ARCHIVE = {
    "site.yaml": "title: Hall\nlanguage: en\n",
    "2021/2021-11-17-harbour.md": speech("Harbour", body="The harbour is open.", aliases=ALIASES, occasion="نوروز"),
    "2021/2021-11-17-harbour.fa.md": speech("بندر", body="بندر باز است.", aliases="/بندر/"),
    "2021/2021-11-18-پل.md": speech("Bridge", "2021-11-18", aliases="/bridge/"),
}
PLAIN = {"a.md": speech("A")}

PAGE, FEED, SCRIPT = ("text/html; charset=utf-8", "application/atom+xml; charset=utf-8", "text/javascript")
FOREVER, NOW = "public, max-age=31536000, immutable", "public, max-age=0, must-revalidate"


@contextmanager
def served(name: str, path: str, files: Mapping[str, str], templates: Path = TEMPLATES) -> Iterator[Path]:
    """The site of `files`, to be served by the server `name` below `path`."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)  # Apache reads it as somebody else
        output = make(folder, files, base_url=f"https://example.org{path}", compress=True, templates=templates).output
        site = folder / "www" / "speeches"
        site.parent.mkdir()
        output.rename(site)
        yield site


@pytest.fixture(
    scope="module", params=[(name, path) for name in COMMANDS for path in ("/", "/speeches/")], ids=" ".join
)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    name, path = request.param
    with served(name, path, ARCHIVE) as site, running(name, site, path) as started:
        yield started


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", PAGE),
        ("/2021/", PAGE),
        ("/2021/11-17-harbour/", PAGE),
        (f"/2021/11-18-{quote('پل')}/", PAGE),
        ("/fa/2021/11-17-harbour/beside-en/", PAGE),
        (f"/occasions/{quote('نوروز')}/", PAGE),
        ("/search/", PAGE),
        ("/feed.xml", FEED),
        (f"/occasions/{quote('نوروز')}/feed.xml", FEED),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/static/icon.svg", "image/svg+xml"),
    ],
)
def test_a_page_comes_as_it_is_with_its_type(server: Server, address: str, kind: str) -> None:
    answer = server.ask(address)
    assert answer.status == 200
    assert answer.body == file_of(server, address).read_bytes()
    found = answer.headers["content-type"]
    assert (found.partition(";")[0] if ";" not in kind else found) == kind


def file_of(server: Server, address: str, suffix: str = "") -> Path:
    """The file that answers to a percent-encoded address, or to it in a coding."""
    return server.site / (path_of(unquote(address)) + suffix)


def test_data_and_the_sitemap_have_their_types(server: Server) -> None:
    found = {address: server.ask(address).headers["content-type"] for address in ("/index.json", "/sitemap.xml")}
    assert found["/index.json"].startswith("application/json")
    assert found["/sitemap.xml"] in ("text/xml; charset=utf-8", "application/xml; charset=utf-8")


def test_every_file_of_the_search_is_a_script(server: Server) -> None:
    files = [file.relative_to(server.site).as_posix() for file in (server.site / "search").rglob("*.js")]
    assert len(files) > 4
    for file in (*files, *(f"static/{file.name}" for file in (server.site / "static").glob("*.js"))):
        answer = server.ask(f"/{file}")
        kind, _, charset = answer.headers["content-type"].partition(";")
        assert (kind.replace("application", "text"), charset) == (SCRIPT, " charset=utf-8")
        assert answer.body == (server.site / file).read_bytes()


@pytest.mark.parametrize(
    "address", ["/nowhere/", "/2021/nothing.html", "/fa/2021/" + quote("هیچ") + "/", "/x/feed.xml"]
)
def test_a_missing_address_is_answered_with_our_page(server: Server, address: str) -> None:
    answer = server.ask(address)
    assert (answer.status, answer.headers["content-type"]) == (404, PAGE)
    assert answer.body == (server.site / "404.html").read_bytes()
    assert f'href="{server.path}static/site.'.encode() in answer.body


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/old.html", "/2021/11-17-harbour/"),
        (f"/{quote('سخنرانی/قدیم')}/", "/2021/11-17-harbour/"),
        ("/a%20%22b%22%20$c%20%7Bd%7D%20(e)/", "/2021/11-17-harbour/"),
        ("/100%25/", "/2021/11-17-harbour/"),
        (f"/{quote(LONG)}/", "/2021/11-17-harbour/"),
        ("/old%20folder/", "/2021/11-17-harbour/"),
        (f"/{quote('بندر')}/", "/fa/2021/11-17-harbour/"),
        ("/bridge/", f"/2021/11-18-{quote('پل')}/"),
    ],
)
def test_an_old_address_moved_for_good(server: Server, old: str, new: str) -> None:
    answer = server.ask(old)
    assert (answer.status, where(answer.headers["location"])) == (301, server.path.rstrip("/") + new)
    if server.name != "Apache":  # behind a proxy that speaks https, the name of a host would come with http
        assert answer.headers["location"].startswith("/")


def where(location: str) -> str:
    """The path that a Location leads to, with its escapes in upper case (RFC 3986, section 6.2.2.1)."""
    return quote(unquote(urlsplit(location).path))


@pytest.mark.parametrize("address", ["/2021", "/2021/11-17-harbour", f"/occasions/{quote('نوروز')}"])
def test_a_folder_without_its_slash_moved_for_good(server: Server, address: str) -> None:
    answer = server.ask(address)
    assert answer.status in (301, 308)
    assert where(answer.headers["location"]) == server.path.rstrip("/") + address + "/"


@pytest.mark.parametrize("address", ["/.rostra/manifest", "/.rostra/", "/.htaccess", "/2021/.git/config"])
def test_what_begins_with_a_dot_is_not_there(server: Server, address: str) -> None:
    answer = server.ask(address)
    assert (answer.status, answer.body) == (404, (server.site / "404.html").read_bytes())


def test_what_is_well_known_is_there(server: Server) -> None:
    folder = server.site / ".well-known"
    folder.mkdir(exist_ok=True)
    (folder / "security.txt").write_text("Contact: mailto:office@example.org\n", encoding="utf-8")
    assert server.ask("/.well-known/security.txt").status == 200


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip", "gzip"), ("gzip, deflate, br", "br"), ("br", "br"), ("identity", "")],
)
@pytest.mark.parametrize("address", ["/", "/2021/11-17-harbour/", "/feed.xml", "/index.json", "/search/directory.js"])
def test_compressed_files_are_sent_to_those_who_take_them(
    server: Server, address: str, accepted: str, coding: str
) -> None:
    answer = server.ask(address, Accept_Encoding=accepted)
    suffix = {"br": ".br", "gzip": ".gz", "": ""}[coding]
    assert (answer.status, answer.headers.get("content-encoding", "")) == (200, coding)
    assert answer.body == file_of(server, address, suffix).read_bytes()
    assert answer.headers["content-type"] == server.ask(address).headers["content-type"]
    assert "content-language" not in answer.headers  # .br is also the ending of Breton
    if coding or server.name != "Caddy":  # Caddy 2.6 does not say it of what it sends as it is
        assert answer.headers["vary"].lower() == "accept-encoding"


def test_what_has_a_hash_in_its_name_is_kept_and_all_else_is_asked_for_again(server: Server) -> None:
    hashed = [f"/static/{file.name}" for file in (server.site / "static").iterdir() if file.suffix in (".css", ".js")]
    assert {name.rpartition("/")[2].partition(".")[0] for name in hashed} >= {"site", "speech", "search"}
    for address in hashed:
        assert server.ask(address).headers["cache-control"] == FOREVER
        assert server.ask(address, Accept_Encoding="gzip").headers["cache-control"] == FOREVER
    for address in ("/", "/2021/11-17-harbour/", "/feed.xml", "/search/directory.js", "/static/icon.svg", "/nowhere/"):
        assert server.ask(address).headers["cache-control"] == NOW


def test_a_page_that_is_asked_for_again_and_did_not_change_is_not_sent_again(server: Server) -> None:
    first = server.ask("/2021/")
    again = server.ask("/2021/", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("address", ["/", "/static/icon.svg", "/feed.xml", "/nowhere/", "/bridge/", "/2021"])
def test_every_answer_has_the_headers_that_the_file_for_other_hosts_names(server: Server, address: str) -> None:
    wanted = headers_of((server.site / "_headers").read_text(encoding="utf-8"))[f"{server.path}*"]
    assert len(wanted) == 4
    answer = server.ask(address)
    assert {name: answer.headers.get(name.lower()) for name in wanted} == wanted


@pytest.mark.parametrize("name", COMMANDS)
def test_a_site_where_nothing_moved_is_served_too(name: str) -> None:
    with served(name, "/", PLAIN) as site, running(name, site, "/") as started:
        assert not (site / "_redirects").exists()
        assert [started.ask(address).status for address in ("/", "/old/")] == [200, 404]


def test_apache_takes_the_file_without_the_modules_that_it_may_lack() -> None:
    command = partial(apache, modules=APACHE_NEEDS)
    with served("Apache", "/", ARCHIVE) as site, running("Apache", site, "/", command) as started:
        assert [started.ask(address).status for address in ("/", "/bridge/", "/x/")] == [200, 301, 404]


def test_apache_may_read_the_file_once() -> None:
    with (
        served("Apache", "/", ARCHIVE) as site,
        running("Apache", site, "/", apache_that_reads_once) as started,
    ):
        (site / ".htaccess").unlink()  # what was read at the start still holds
        assert [started.ask(address).status for address in ("/", "/bridge/", "/x/")] == [200, 301, 404]
        assert started.ask("/", Accept_Encoding="br").headers["content-encoding"] == "br"


def test_the_search_works_under_these_headers(server: Server, browser: Browser) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"http://127.0.0.1:{server.port}{server.path}search/?q=open")
    expect(page.locator("mark")).to_have_text(["open"])
    page.close()
    assert said == []


def test_apache_answers_for_admin_with_a_policy_of_its_own(tmp_path: Path) -> None:
    files = ARCHIVE | {"site.yaml": "language: en\nadmin: {backend: github, repo: hall/archive}\n"}
    with (
        served("apache", "/speeches/", files, with_stubs(tmp_path / "templates")) as site,
        running("apache", site, "/speeches/", apache) as server,
    ):
        editor, page = (server.ask(address) for address in ("/admin/", "/"))
    assert editor.status == page.status == 200
    assert "connect-src 'self' blob: data: https://api.github.com;" in editor.headers["content-security-policy"]
    assert "default-src 'none'" not in editor.headers["content-security-policy"].partition(",")[2]
    assert "unsafe-inline" not in page.headers["content-security-policy"]
