"""What the build leaves for servers: `_redirects`, `redirects.map`, `.htaccess` and `_headers`."""

import re
from pathlib import Path

import pytest

from tests.hosting.headers import headers_of, rules_of
from tests.hosting.snippets import conf
from tests.making import Made, make, speech

ALIASES = '["/old.html", "/سخنرانی/قدیم/", "/a b/", "/*/", "/at:noon/", "/100%25/", "/\\"so\\"/$1/"]'
FILES = {
    "site.yaml": "language: en\n",
    "2021-11-17-a.md": speech("A", aliases=ALIASES),
    "2021-11-17-a.fa.md": speech("ب", aliases="/بندر/"),
    "2021-11-18-پل.md": speech("Bridge", "2021-11-18", aliases="/bridge/"),
}
MOVED = {".htaccess", "_headers", "_redirects", "redirects.map"}


def lines(made: Made, path: str, beginning: str) -> list[str]:
    return [line for line in made.text(path).splitlines() if line.startswith(beginning)]


def test_redirects_are_percent_encoded_and_no_patterns(tmp_path: Path) -> None:
    made = make(tmp_path, FILES, base_url="https://example.org/speeches/")
    assert made.messages == ()
    assert rules_of(made.text("_redirects")) == [
        ("/speeches/%22so%22/$1/", "/speeches/2021/11-17-a/", 301),
        ("/speeches/%2A/", "/speeches/2021/11-17-a/", 301),
        ("/speeches/100%25/", "/speeches/2021/11-17-a/", 301),
        ("/speeches/a%20b/", "/speeches/2021/11-17-a/", 301),
        ("/speeches/at%3Anoon/", "/speeches/2021/11-17-a/", 301),
        ("/speeches/bridge/", "/speeches/2021/11-18-%D9%BE%D9%84/", 301),
        ("/speeches/old.html", "/speeches/2021/11-17-a/", 301),
        ("/speeches/%D8%A8%D9%86%D8%AF%D8%B1/", "/speeches/fa/2021/11-17-a/", 301),
        (
            "/speeches/%D8%B3%D8%AE%D9%86%D8%B1%D8%A7%D9%86%DB%8C/%D9%82%D8%AF%DB%8C%D9%85/",
            "/speeches/2021/11-17-a/",
            301,
        ),
    ]


def test_the_map_for_nginx_holds_decoded_addresses(tmp_path: Path) -> None:
    made = make(tmp_path, FILES)
    assert made.text("redirects.map").splitlines() == [
        r'"/\"so\"/$1/" "/2021/11-17-a/";',
        '"/*/" "/2021/11-17-a/";',
        '"/100%/" "/2021/11-17-a/";',
        '"/a b/" "/2021/11-17-a/";',
        '"/at:noon/" "/2021/11-17-a/";',
        '"/bridge/" "/2021/11-18-%D9%BE%D9%84/";',
        '"/old.html" "/2021/11-17-a/";',
        '"/بندر/" "/fa/2021/11-17-a/";',
        '"/سخنرانی/قدیم/" "/2021/11-17-a/";',
    ]


def test_the_file_for_apache_holds_whole_addresses_as_patterns(tmp_path: Path) -> None:
    made = make(tmp_path, FILES, base_url="https://example.org/speeches/")
    assert lines(made, ".htaccess", "RedirectMatch 301") == [
        r'RedirectMatch 301 "^/speeches/\x22so\x22/\x241/$" "/speeches/2021/11-17-a/"',
        r'RedirectMatch 301 "^/speeches/\x2a/$" "/speeches/2021/11-17-a/"',
        r'RedirectMatch 301 "^/speeches/100\x25/$" "/speeches/2021/11-17-a/"',
        r'RedirectMatch 301 "^/speeches/a\x20b/$" "/speeches/2021/11-17-a/"',
        r'RedirectMatch 301 "^/speeches/at\x3anoon/$" "/speeches/2021/11-17-a/"',
        'RedirectMatch 301 "^/speeches/bridge/$" "/speeches/2021/11-18-پل/"',
        r'RedirectMatch 301 "^/speeches/old\x2ehtml$" "/speeches/2021/11-17-a/"',
        'RedirectMatch 301 "^/speeches/بندر/$" "/speeches/fa/2021/11-17-a/"',
        'RedirectMatch 301 "^/speeches/سخنرانی/قدیم/$" "/speeches/2021/11-17-a/"',
    ]
    assert lines(made, ".htaccess", "ErrorDocument") == ["ErrorDocument 404 /speeches/404.html"]


def test_a_path_in_other_letters_is_percent_encoded_where_it_must_be(tmp_path: Path) -> None:
    made = make(tmp_path, {"2021-11-17-a.md": speech("A", aliases="/old/")}, base_url="https://example.org/گفتار/")
    path = "/%DA%AF%D9%81%D8%AA%D8%A7%D8%B1/"
    assert rules_of(made.text("_redirects")) == [(f"{path}old/", f"{path}2021/11-17-a/", 301)]
    assert made.text("redirects.map") == f'"/گفتار/old/" "{path}2021/11-17-a/";\n'
    assert f"{path}*" in headers_of(made.text("_headers"))
    assert f"ErrorDocument 404 {path}404.html\n" in made.text(".htaccess")


def test_where_nothing_moved_there_is_nothing_empty(tmp_path: Path) -> None:
    made = make(tmp_path, {"2021-11-17-a.md": speech("A", permalink="/2021/11-17-a/")})
    assert made.paths & MOVED == {".htaccess", "_headers"}
    assert lines(made, ".htaccess", "RedirectMatch 301") == []


def test_pages_that_lead_on_stay_for_hosts_that_know_of_nothing_better(tmp_path: Path) -> None:
    made = make(tmp_path, FILES)
    assert {"old.html", "bridge/index.html", "بندر/index.html"} | MOVED <= made.paths


def test_headers_name_the_files_that_may_be_kept_by_their_hashes(tmp_path: Path) -> None:
    made = make(tmp_path, FILES, base_url="https://example.org/speeches/")
    found = headers_of(made.text("_headers"))
    kept = {path for path, named in found.items() if named == {"Cache-Control": "public, max-age=31536000, immutable"}}
    hashed = {file.name for file in (made.output / "static").iterdir() if file.suffix in (".css", ".js")}
    assert kept == {f"/speeches/static/{name}" for name in hashed}
    assert set(found) - kept == {"/speeches/*"}


def test_the_policy_of_the_header_allows_what_pages_ask_for_and_no_more(tmp_path: Path) -> None:
    made = make(tmp_path, FILES, base_url="https://example.org/")
    header = headers_of(made.text("_headers"))["/*"]["Content-Security-Policy"]
    said = [
        re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', made.text(path))
        for path in ("index.html", "2021/11-17-a/index.html", "search/index.html", "404.html")
    ]
    asked = {part for found in said if found for part in found[1].split("; ")}
    assert set(header.split("; ")) == asked - {"frame-src 'self'"} | {
        "frame-ancestors 'self'"
    }  # frames: from disk alone


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_servers_are_told_the_headers_that_the_build_names(tmp_path: Path, name: str) -> None:
    found = headers_of(make(tmp_path, {}, base_url="https://example.org/").text("_headers"))
    told = conf(name).replace('"', "")
    for name, value in found["/*"].items():
        assert f"{name} {value}" in told


@pytest.mark.parametrize(
    "line",
    [
        "/old/",
        "/old/ /new/ moved",
        "/old/ /a b/ 301",
        "/گفتار/ /new/ 301",
        "/a/*/ /new/ 301",
        "/a/:year/ /new/ 301",
        "x /y 301",
    ],
)
def test_what_is_no_rule_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        rules_of(f"# fine\n/a/ /b/ 301\n{line}\n")


def test_rules_are_read_in_their_order() -> None:
    assert rules_of("# moved\n\n/a/   /b/ 301\n/c /d 302\n") == [("/a/", "/b/", 301), ("/c", "/d", 302)]
