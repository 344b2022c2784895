"""Pages become bytes: links, escaping, the template's mistakes, and the formats that programs read."""

import json
import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from rostra.pages import Frame, Page, machines
from rostra.publishing.render import Renderer
from tests.making import TEMPLATES, make, speech, write

SCHEMAS = Path(__file__).parent.parent.parent.parent / "shared" / "schemas"
"""The published schemas of Atom and of sitemaps, on the machines that have them; what they ask for most is asserted
here in any case."""

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}link"
LINK = Path(__file__).parent / "xhtml_link.xsd"


def rendered(
    folder: Path, template: str, address: str = "/", base_url: str = "", name: str = "page.html", lang: str = "en"
) -> str:
    """What `template` makes of a page at `address`, without any other template."""
    base_path = "/" + base_url.split("://", 1)[-1].partition("/")[2]
    frame = Frame(
        lang=lang, prefix="", title="Speeches", description="", base_url=base_url, base_path=base_path,
        sections=(), many_speakers=False, editions=(),
    )  # fmt: skip
    renderer = Renderer(write(folder / "templates", {name: template}), "templates", folder)
    return renderer.render(Page(address=address, template=name, frame=frame, title="Title")).decode()


def templates(folder: Path, changed: dict[str, str]) -> Path:
    """The templates of the project with some of them `changed`."""
    shutil.copytree(TEMPLATES, folder / "templates")
    return write(folder / "templates", changed)


# Links

HOST = "https://example.org/"


@pytest.mark.parametrize(
    ("page", "target", "base_url", "link"),
    [
        ("/", "/", HOST, "./"),
        ("/", "/2021/", HOST, "./2021/"),
        ("/2021/", "/", HOST, "../"),
        ("/2021/", "/2021/opening/", HOST, "../2021/opening/"),
        ("/2021/opening/", "/static/site.css", HOST, "../../static/site.css"),
        ("/fa/2021/opening/", "/2021/", HOST, "../../../2021/"),
        ("/old.html", "/2021/", HOST, "./2021/"),
        ("/old/page.html", "/2021/", HOST, "../2021/"),
        ("/", "/", "", "./index.html"),
        ("/", "/2021/", "", "./2021/index.html"),
        ("/2021/opening/", "/", "", "../../index.html"),
        ("/2021/opening/", "/feed.xml", "", "../../feed.xml"),
        ("/2021/", "/years/#y2021", HOST, "../years/#y2021"),
        ("/2021/", "/years/#y2021", "", "../years/index.html#y2021"),
        ("/2021/", "/2021/سخن/", HOST, "../2021/سخن/"),
    ],
)
def test_link_is_relative_to_the_page(tmp_path: Path, page: str, target: str, base_url: str, link: str) -> None:
    assert rendered(tmp_path, f'{{{{ "{target}" | link }}}}', page, base_url) == link


@pytest.mark.parametrize(
    ("base_url", "link"),
    [
        ("https://example.org/", "/2021/#a"),
        ("https://example.org/speeches/", "/speeches/2021/#a"),
        ("", "/2021/index.html#a"),
    ],
)
def test_links_of_the_page_for_a_missing_address_start_at_the_root(tmp_path: Path, base_url: str, link: str) -> None:
    assert rendered(tmp_path, '{{ "/2021/#a" | link }}', "/404.html", base_url, name="404.html") == link


@pytest.mark.parametrize(
    ("base_url", "uri"),
    [
        ("https://example.org/", "https://example.org/2021/%D8%B3%D8%AE%D9%86/"),
        ("https://example.org/سخن/", "https://example.org/%D8%B3%D8%AE%D9%86/2021/%D8%B3%D8%AE%D9%86/"),
        ("", "../2021/%D8%B3%D8%AE%D9%86/"),
    ],
)
def test_absolute_address_is_percent_encoded(tmp_path: Path, base_url: str, uri: str) -> None:
    assert rendered(tmp_path, '{{ "/2021/سخن/" | absolute }}', "/2021/", base_url) == uri


# Mistakes of templates


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"home.html": "{{ page.title }}\n\n{{ nobody }}\n"},
            "templates/home.html:3: 'nobody' is undefined; the page being made was /.",
        ),
        (
            {"home.html": "{{ page.titel }}"},
            "templates/home.html:1: 'rostra.pages.page.Page object' has no attribute 'titel'; "
            "the page being made was /.",
        ),
        (
            {"year.html": '{% extends "base.html" %}\n{% block main %}\n{{ nobody }}\n{% endblock %}'},
            "templates/year.html:3: 'nobody' is undefined; the page being made was /2021/.",
        ),
        (
            {"parts/cards.html": "\n{{ nobody }}"},
            "templates/parts/cards.html:2: 'nobody' is undefined; the page being made was /.",
        ),
        (
            {"home.html": "{% for x in (1,) %}\n{{ 1 // 0 }}\n{% endfor %}"},
            "templates/home.html:2: integer division or modulo by zero; the page being made was /.",
        ),
        (
            {"home.html": "\n{% if %}"},
            "templates/home.html:2: Expected an expression, got 'end of statement block'; the page being made was /.",
        ),
        (
            {"parts/cards.html": "\n\n{{ page"},
            "templates/parts/cards.html:3: unexpected end of template, expected 'end of print statement'; "
            "the page being made was /.",
        ),
        (
            {"home.html": '\n{% include "parts/nothing.html" %}'},
            "templates/home.html:2: No template has the name parts/nothing.html; the page being made was /.",
        ),
        (
            {"home.html": "{{ page.title | shout }}"},
            "templates/home.html:1: No filter named 'shout'; the page being made was /.",
        ),
    ],
)
def test_mistake_of_a_template_is_named_with_its_place(tmp_path: Path, changed: dict[str, str], message: str) -> None:
    made = make(tmp_path, {"2021/opening.md": speech()}, templates=templates(tmp_path, changed))
    assert made.messages == (f"{message} Use the names listed in docs/templates.md.",)
    assert made.paths == set()


def test_missing_template_is_named(tmp_path: Path) -> None:
    folder = templates(tmp_path, {})
    (folder / "year.html").unlink()
    assert make(tmp_path, {"2021/opening.md": speech()}, templates=folder).messages == (
        "templates/year.html: No template has the name year.html; the page being made was /2021/. "
        "Use the names listed in docs/templates.md.",
    )


def test_template_sees_no_clock_and_no_program(tmp_path: Path) -> None:
    names = "{{ now is defined }} {{ request is defined }} {{ site is defined }} {{ config is defined }}"
    assert rendered(tmp_path, names) == "False False False False"


# Escaping

MARKED = """<b>&"'</b>"""


def test_marked_up_texts_are_escaped_in_every_page(tmp_path: Path) -> None:
    quoted = json.dumps(MARKED)
    fields = ("title", "kicker", "short_title", "summary", "date_note", "date_as_given", "place", "source")
    lists = ("occasion", "audience", "speaker", "tags")
    written = dict.fromkeys(fields, quoted) | dict.fromkeys(lists, f"[{quoted}, Other]")
    written["participants"] = f"[{{person: {quoted}, as: {quoted}}}]"
    front = "\n".join(f"{name}: {value}" for name, value in written.items())
    made = make(
        tmp_path,
        {
            "site.yaml": f"title: {quoted}\ndescription: {quoted}\nlanguage: en\nbase_url: {HOST}\n",
            "2021/a.md": f"---\ndate: 2021-11-17\naliases: [/old/]\nfeatured: true\n{front}\n---\n## We & <i>you\n",
            "2021/a.fa.md": f"---\ndate: 2021-11-17\n{front}\n---\nText.\n",
            "undated/b.md": f"---\ndate: XXXX\n{front}\n---\nText.\n",
        },
    )
    assert made.outcome is not None
    pages = [path for path in made.paths if path.endswith((".html", ".xml"))]
    assert len(pages) > 30
    assert [path for path in pages if "<b>&" in made.text(path) or "&amp;amp;" in made.text(path)] == []
    showing = [path for path in pages if "&lt;b&gt;&amp;&#34;&#39;&lt;/b&gt;" in made.text(path)]
    assert set(pages) - set(showing) == {"sitemap.xml"}


def test_json_index_holds_texts_as_they_were_written(tmp_path: Path) -> None:
    made = make(tmp_path, {"2021/a.md": speech(json.dumps(MARKED + "</script>\u2028"))})
    assert json.loads(made.text("index.json"))["speeches"][0]["title"] == MARKED + "</script>"
    assert "</script>" not in made.text("index.json")


def test_content_is_never_a_template(tmp_path: Path) -> None:
    text = "{{ [7] * 3 }} {% raw %} {# gone #}"
    made = make(
        tmp_path,
        {
            "site.yaml": f"description: '{text}'",
            "2021/a.md": speech(f"'{text}'", body=f"We say {text} today.", occasion=f"'{text}'"),
        },
    )
    for path in ("index.html", "2021/a/index.html", "feed.xml", "index.json"):
        assert text in made.text(path), path
    assert f"<p>We say {text} today." in re.sub(' id="[^"]*"', "", made.main("2021/a/index.html"))
    assert not any("[7, 7, 7]" in made.text(path) for path in made.paths)


def test_body_is_shown_as_html_and_a_body_that_is_not_there_says_so(tmp_path: Path) -> None:
    page = "{% if body %}{{ body }}{% else %}none{% endif %}{% for h in headings %}{{ h.text }}{% endfor %}"
    folder = templates(tmp_path, {"speech.html": page})
    made = make(tmp_path, {"2021/a.md": speech(body="*So*"), "2021/b.md": speech("B", body="")}, templates=folder)
    assert "<em>So</em>" in made.text("2021/a/index.html")
    assert made.text("2021/b/index.html") == "none"


# Formats that programs read


def archive(base_url: str) -> dict[str, str]:
    """Speeches in two languages, with all that a feed can hold."""
    return {
        "site.yaml": f"title: 'Ours & theirs'\nlanguage: en\nspeaker: A. Speaker\n{base_url}",
        "2021/opening.md": speech("“Peace” & <bread>", occasion="Opening", audience="[Students]", tags="[a, 'b & c']"),
        "2021/opening.fa.md": speech("نان", body="ما دوباره گرد هم آمده‌ایم تا درباره آینده این کشور سخن بگوییم."),
        "2020/سخن.md": speech("Spoken", "2020-02", speaker="[B. Speaker, C. Speaker]"),
        "2019/season.md": speech("Season", "2019-22"),
        "undated/when.md": speech("When", "XXXX"),
    }


def valid(xml: str, schema: str) -> etree._Element:
    """The root of `xml`, which is valid by the published `schema` where this machine has that."""
    tree = etree.fromstring(xml.encode())
    for file in [SCHEMAS / schema] if (SCHEMAS / schema).is_file() else []:
        if file.suffix == ".rng":
            etree.RelaxNG(etree.parse(str(file))).assertValid(tree)
        else:
            spaces = {file: SITEMAP.strip("{}"), LINK: "http://www.w3.org/1999/xhtml"}
            imports = "".join(
                f'<xs:import namespace="{space}" schemaLocation="{part.resolve().as_uri()}"/>'
                for part, space in spaces.items()
            )
            both = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
            etree.XMLSchema(etree.fromstring(both)).assertValid(tree)
    return tree


def moments(tree: etree._Element) -> list[datetime]:
    found = [datetime.fromisoformat(str(element.text)) for element in tree.iter(f"{ATOM}updated")]
    assert all(moment.tzinfo for moment in found)
    return found


@pytest.mark.parametrize("base_url", ["", "base_url: https://example.org/speeches/"])
def test_every_feed_is_valid_atom(tmp_path: Path, base_url: str) -> None:
    made = make(tmp_path, archive(base_url))
    feeds = sorted(path for path in made.paths if path.endswith("feed.xml"))
    assert {"feed.xml", "fa/feed.xml", "occasions/opening/feed.xml", "tags/b-c/feed.xml"} <= set(feeds)
    for path in feeds:
        tree = valid(made.text(path), "atom.rng")
        assert tree.tag == f"{ATOM}feed"
        entries = tree.findall(f"{ATOM}entry")
        for element in (tree, *entries):
            assert all(element.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated")), path
        assert tree.findtext(f"{ATOM}author/{ATOM}name")
        assert {link.get("rel") for link in tree.findall(f"{ATOM}link")} == {"self", "alternate"}
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(set(ids)) == len(ids), path
        assert all(str(found).isascii() for found in ids)
        assert moments(tree)[0] == max(moments(tree)[1:], default=moments(tree)[0])


@pytest.mark.parametrize(
    ("edtf", "updated"),
    [
        ("2021-11-17", "2021-11-17T00:00:00Z"),
        ("2021-11", "2021-11-30T00:00:00Z"),
        ("2021", "2021-12-31T00:00:00Z"),
        ("2020-12-30/2021-01-02", "2021-01-02T00:00:00Z"),
        ("0079", "0079-12-31T00:00:00Z"),
        ("-0043-03-15", "1970-01-01T00:00:00Z"),
    ],
)
def test_entry_is_as_old_as_the_latest_day_it_can_be_from(tmp_path: Path, edtf: str, updated: str) -> None:
    made = make(tmp_path, {"a.md": speech(date=edtf)})
    assert re.findall("<updated>(.*?)</updated>", made.text("feed.xml")) == [updated, updated]


def test_identifiers_of_a_feed_are_addresses_where_there_is_a_base_url(tmp_path: Path) -> None:
    made = make(tmp_path, archive("base_url: https://example.org/speeches/"))
    tree = etree.fromstring(made.text("feed.xml").encode())
    assert tree.findtext(f"{ATOM}id") == "https://example.org/speeches/feed.xml"
    assert [entry.findtext(f"{ATOM}id") for entry in tree.findall(f"{ATOM}entry")] == [
        "https://example.org/speeches/2021/opening/",
        "https://example.org/speeches/2020/%D8%B3%D8%AE%D9%86/",
        "https://example.org/speeches/2019/season/",
    ]


def test_identifiers_of_a_feed_without_base_url_last(tmp_path: Path) -> None:
    assert rendered(tmp_path, '{{ "/2021/opening/" | atom_id }}') == "urn:uuid:5f3c80da-6365-54ad-975a-ee02ae87d4fd"


def test_sitemap_is_valid_and_names_each_page_once(tmp_path: Path) -> None:
    made = make(tmp_path, archive("base_url: https://example.org/speeches/"))
    tree = valid(made.text("sitemap.xml"), "sitemap.xsd")
    assert tree.tag == f"{SITEMAP}urlset"
    found = [str(element.text) for element in tree.iter(f"{SITEMAP}loc")]
    assert found == sorted(set(found))
    assert "https://example.org/speeches/2020/%D8%B3%D8%AE%D9%86/" in found
    assert all(uri.startswith("https://example.org/speeches/") and uri.isascii() for uri in found)
    assert not any(uri.endswith((".xml", ".json", "404.html")) for uri in found)


def test_sitemap_of_too_many_pages_is_an_index_of_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "MOST_URLS", 5)
    made = make(tmp_path, archive("base_url: https://example.org/"))
    tree = valid(made.text("sitemap.xml"), "siteindex.xsd")
    assert tree.tag == f"{SITEMAP}sitemapindex"
    parts = [str(element.text).removeprefix("https://example.org/") for element in tree.iter(f"{SITEMAP}loc")]
    assert parts[:2] == ["sitemap-1.xml", "sitemap-2.xml"]
    for part in parts:
        tree = valid(made.text(part), "sitemap.xsd")
        named = [
            *tree.iter(f"{SITEMAP}loc"),
            *(link for link in tree.iter(XHTML) if link.get("hreflang") != "x-default"),
        ]
        assert 0 < len(named) <= 5


def test_robots_name_the_sitemap_only_where_there_is_one(tmp_path: Path) -> None:
    assert make(tmp_path / "a", archive("")).text("robots.txt") == "User-agent: *\nDisallow:\n"
    made = make(tmp_path / "b", archive("base_url: https://example.org/speeches/"))
    assert made.text("robots.txt").endswith("\nSitemap: https://example.org/speeches/sitemap.xml\n")


# Static files


def test_static_files_are_copied_as_they_are_but_for_hidden_ones(tmp_path: Path) -> None:
    odd = {"static/fonts/a b.woff2": "\x00{{ nobody }}", "static/.DS_Store": "hidden"}
    made = make(tmp_path, {"2021/a.md": speech()}, templates=templates(tmp_path, odd))
    assert (made.output / "static/fonts/a b.woff2").read_bytes() == b"\x00{{ nobody }}"
    assert (made.output / "static/icon.svg").read_bytes() == (TEMPLATES / "static/icon.svg").read_bytes()
    assert not (made.output / "static/.DS_Store").exists()


def test_style_sheets_and_scripts_have_the_hash_of_their_bytes_in_their_names(tmp_path: Path) -> None:
    folder = templates(
        tmp_path, {"static/site.css": "p { color: red } /* as blood */", "404.html": '{{ "site.css" | static }}'}
    )
    made = make(tmp_path, {}, templates=folder)
    assert made.text("404.html") == "/static/site.f55b8b3b.css"
    assert made.text("static/site.f55b8b3b.css") == "p{color:red}"
    write(folder, {"static/site.css": "p { color: green }"})
    made = make(tmp_path, {}, templates=folder)
    assert made.text("404.html") == "/static/site.e8cbbcbd.css"
    assert [file.name for file in (made.output / "static").glob("*.css")] == ["site.e8cbbcbd.css"]


def test_static_file_that_is_not_there_is_named_with_the_template_and_its_line(tmp_path: Path) -> None:
    made = make(tmp_path, {}, templates=templates(tmp_path, {"404.html": '\n{{ "sight.css" | static }}'}))
    assert made.messages == (
        "templates/404.html:2: There is no file sight.css below templates/static/; the page being made was /404.html. "
        "Use the names listed in docs/templates.md.",
    )


def test_marks_of_notes_are_in_the_digits_of_the_text(tmp_path: Path) -> None:
    text = "We meet[^a] in 1921.\n\n[^a]: In the hall.\n"
    made = make(tmp_path, {"2021/a.md": speech(body=text), "2021/a.fa.md": speech(body=text)})
    marks = re.compile(r'class="footnote-ref"[^>]*>(.*?)<')
    assert marks.findall(made.main("2021/a/index.html")) == ["1"]
    assert marks.findall(made.main("fa/2021/a/index.html")) == ["۱"]
    assert marks.findall(made.main("fa/2021/a/beside-en/index.html")) == ["1", "۱"]
    assert " in 1921." in made.main("fa/2021/a/index.html")
