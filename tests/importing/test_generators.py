"""Folders of other generators → what will stand in content/. The addresses are those that Hugo 0.168, Eleventy 3.1 and
Pelican 4 gave these pages; Jekyll's are by its documentation."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rostra.address import slug
from rostra.importing.found import bytes_of
from rostra.importing.writing import text_of
from tests.importing.importing import Told, picture, told
from tests.importing.sites import ELEVENTY, HUGO, JEKYLL, PELICAN
from tests.making import make, write

SITES = {"jekyll": JEKYLL, "hugo": HUGO, "eleventy": ELEVENTY, "pelican": PELICAN}


@cache
def site(name: str) -> Told:
    return told(Path(mkdtemp()), name, SITES[name])


TEXTS = {
    "jekyll": {
        "1998/1998-tides.md",
        "2019/2019-02-04-winter.md",
        "2020/2020-05-04-first-stone.md",
        "2021/2021-11-17-opening-of-the-pier.md",
        "undated/next-year.md",
    },
    "hugo": {
        "1998/1998-03-01-tides.md",
        "2020/2020-05-04-first-stone.md",
        "2020/2020-05-04-first-stone-again.de.md",
        "2021/2021-11-17-opening-of-the-pier/2021-11-17-opening-of-the-pier.md",
        "undated/undated.md",
    },
    "eleventy": {
        "2018/2018-04-01-season.md",
        "2019/2019-01-01-hidden.md",
        "2020/2020-05-04-first-stone.md",
        "2021/2021-11-17-opening.md",
        "undated/tides.md",
    },
    "pelican": {
        "2019/2019-02-03-winter.md",
        "2020/2020-05-04-first-stone.md",
        "2021/2021-11-17-opening-of-the-pier.md",
        "2021/2021-11-17-opening-of-the-pier.de.md",
    },
}


@pytest.mark.parametrize("name", SITES)
def test_every_text_has_its_place(name: str) -> None:
    assert set(site(name).texts) == TEXTS[name]


FIELDS: dict[tuple[str, str], dict[str, Any]] = {
    ("jekyll", "2021/2021-11-17-opening-of-the-pier.md"): {
        "title": "Opening of the pier: a welcome",
        "date": "2021-11-17",
        "occasion": "Opening of the pier",
        "speaker": "The Harbour Master",
        "tags": ["pier", "ships", "harbour", "openings"],
        "aliases": ["/pier/", "/2021/pier.html", "/harbour/openings/2021/11/17/opening-of-the-pier/"],
        "extra": {"layout": "post", "image": "/assets/pier.png"},
    },
    ("jekyll", "2020/2020-05-04-first-stone.md"): {
        "title": "The first stone",
        "date": "2020-05-04",
        "speaker": "The Harbour Master",
        "summary": "On the first stone.",
        "aliases": ["/speeches/first-stone.html"],
        "draft": True,
        "extra": {"date": "2020-05-04 10:30:00 +0200"},
    },
    ("jekyll", "1998/1998-tides.md"): {"title": "On tides", "date": "1998", "aliases": ["/talks/tides/"]},
    ("jekyll", "undated/next-year.md"): {"title": "Next year", "draft": True},
    ("hugo", "2021/2021-11-17-opening-of-the-pier/2021-11-17-opening-of-the-pier.md"): {
        "title": "Opening of the pier",
        "date": "2021-11-17",
        "occasion": "Opening of the pier",
        "speaker": "The Harbour Master",
        "summary": "On the new pier.",
        "tags": ["pier", "ships"],
        "aliases": ["/pier/", "/speeches/old-pier", "/speeches/opening-of-the-pier/"],
        "draft": False,
        "extra": {"weight": 10, "date": "2021-11-17T10:00:00+01:00"},
    },
    ("hugo", "2020/2020-05-04-first-stone.md"): {
        "title": "The first stone",
        "date": "2020-05-04",
        "audience": "Masons",
        "aliases": ["/speeches/first-stone/"],
        "embargo_until": "2020-05-05T08:00:00Z",
    },
    ("hugo", "2020/2020-05-04-first-stone-again.de.md"): {
        "title": "Der Grundstein",
        "date": "2020-05-04",
        "aliases": ["/stein/"],
    },
    ("hugo", "1998/1998-03-01-tides.md"): {
        "title": "On tides",
        "date": "1998-03-01",
        "aliases": ["/talks/1998/03/the-tides/"],
        "slug": "the-tides",
    },
    ("eleventy", "2021/2021-11-17-opening.md"): {
        "title": "Opening of the pier",
        "date": "2021-11-17",
        "speaker": "The Harbour Master",
        "summary": "On the new pier.",
        "lang": "en",
        "tags": ["speech", "pier", "ships"],
        "aliases": ["/speeches/2021-11-17-opening/"],
    },
    ("eleventy", "2019/2019-01-01-hidden.md"): {
        "title": "Hidden",
        "date": "2019-01-01",
        "speaker": "The Harbour Master",
        "lang": "en",
        "tags": "speech",
        "draft": True,
    },
    ("eleventy", "2018/2018-04-01-season.md"): {
        "title": "Season",
        "date": "2018-04-01",
        "speaker": "The Harbour Master",
        "lang": "en",
        "tags": "speech",
        "extra": {"permalink": "/{{ title }}/"},
    },
    ("eleventy", "undated/tides.md"): {
        "title": "On tides",
        "speaker": "The Harbour Master",
        "lang": "en",
        "tags": "speech",
        "aliases": ["/speeches/tides/"],
        "extra": {"date": "Last Modified"},
    },
    ("pelican", "2021/2021-11-17-opening-of-the-pier.md"): {
        "title": "Opening of the pier: a welcome",
        "date": "2021-11-17",
        "speaker": ["The Harbour Master", "Deputy, First"],
        "summary": "On the new pier,\nin two lines.",
        "tags": ["pier", "ships", "harbour"],
        "aliases": ["/speeches/2021/opening-of-the-pier/"],
        "extra": {"modified": "2021-12-05 19:30", "date": "2021-11-17 10:20"},
    },
    ("pelican", "2021/2021-11-17-opening-of-the-pier.de.md"): {
        "title": "Einweihung",
        "date": "2021-11-17",
        "tags": "harbour",
        "aliases": ["/speeches/2021/opening-of-the-pier-de/"],
    },
    ("pelican", "2020/2020-05-04-first-stone.md"): {
        "title": "The First Stone's Day",
        "date": "2020-05-04",
        "tags": "Works",
        "aliases": ["/speeches/2020/the-first-stones-day/"],
        "draft": True,
    },
    ("pelican", "2019/2019-02-03-winter.md"): {
        "title": "Winter",
        "date": "2019-02-03",
        "aliases": ["/speeches/2019/winter/"],
        "draft": True,
        "extra": {"shelf": "B12"},
    },
}


@pytest.mark.parametrize(("name", "path"), FIELDS)
def test_fields_become_ours(name: str, path: str) -> None:
    assert site(name).fields(path) == FIELDS[name, path]
    assert list(site(name).fields(path)) == list(FIELDS[name, path])


DOUBTS = {
    ("jekyll", "_posts/2021-11-17-opening-of-the-pier.md"): [
        "categories: “harbour openings” is read as 2 labels. If it is one, write categories: [harbour openings] in the "
        "source, and import again.",
        "layout: Rostra has no such field; it is kept below extra.",
        "image: Rostra has no such field; it is kept below extra.",
        "body: {{ site.baseurl }}/assets/pier.png is Liquid; it stays in the text as it is. "
        "Write ../assets/pier.png in its place.",
        "body: {% post_url 2020-05-04-first-stone %} is Liquid; it stays in the text as it is. "
        "Write in Markdown what it showed, or delete it.",
    ],
    ("jekyll", "_posts/2019-2-3-winter.md"): [
        "date: The field says 2019-02-04, the file's name 2019-02-03; the field is taken. "
        "Correct the one that is wrong."
    ],
    ("jekyll", "_drafts/next-year.md"): ["date: There is no date. Write date:, or leave the file in undated/."],
    ("jekyll", "about.md"): ["This is a page and no post; it is not imported. Move it into _posts/ if it is a speech."],
    ("jekyll", "_posts/2018-01-01-page.html"): [
        "This text is not written in Markdown. Save it as Markdown, or import it as a page: --from html."
    ],
    ("hugo", "content/about.md"): [
        "This page is in no section and has no date; it is not imported. Give it a date if it is a speech."
    ],
    ("hugo", "content/speeches/_index.md"): ["This is a list of pages; it is not imported."],
    ("hugo", "content/speeches/First Stone.md"): [
        "body: The link leads to content/speeches/opening-of-the-pier/index.md, which is now "
        "2021/2021-11-17-opening-of-the-pier/2021-11-17-opening-of-the-pier.md. "
        "Write ../2021/2021-11-17-opening-of-the-pier/2021-11-17-opening-of-the-pier.md.",
        "body: The source has no file content/speeches/missing.png. "
        "Put it at 2020/missing.png in content/, or take the link out.",
    ],
    ("hugo", "content/speeches/opening-of-the-pier/index.md"): [
        "weight: Rostra has no such field; it is kept below extra.",
        'body: {{< figure src="/images/plan.png" title="A plan" >}} is a shortcode of Hugo; it stays in the text as it '
        "is. Write ../../images/plan.png in its place.",
    ],
    ("eleventy", "content/speeches/script.md"): [
        "The front matter is written in js. Write it in YAML, and import it again."
    ],
    ("eleventy", "content/speeches/season.md"): [
        "permalink: /{{ title }}/ is a recipe for the old address; it is kept below extra. "
        "Write the address itself as aliases:."
    ],
    ("eleventy", "content/speeches/hidden.md"): [
        "permalink: The old site did not publish it; it is a draft now. Take draft: out to publish it."
    ],
    ("pelican", "content/2019-02-03_winter.md"): [
        "status: The status is hidden; the text is a draft now. Take draft: out to publish it.",
        "shelf: Rostra has no such field; it is kept below extra.",
    ],
    ("pelican", "content/harbour/opening.md"): [
        "modified: Rostra has no such field; it is kept below extra.",
        "body: {static}/images/pier.png is a link of Pelican; it stays in the text as it is. "
        "Write ../images/pier.png in its place.",
        "body: {attach}plan.png is a link of Pelican; it stays in the text as it is. Write plan.png in its place.",
        "body: {filename}../first-stone.md is a link of Pelican; it stays in the text as it is. "
        "Write ../2020/2020-05-04-first-stone.md in its place.",
    ],
}


@pytest.mark.parametrize(("name", "source"), DOUBTS)
def test_what_could_not_be_decided_is_said(name: str, source: str) -> None:
    assert site(name).about(source) == DOUBTS[name, source]


def test_a_doubt_is_said_with_its_line() -> None:
    assert "content/speeches/First Stone.md:7: body: The source has no file" in "\n".join(site("hugo").messages)
    assert "_posts/2021-11-17-opening-of-the-pier.md:14: body: {{ site.baseurl }}" in "\n".join(site("jekyll").messages)


ASSETS = {
    ("jekyll", "2021/2021-11-17-opening-of-the-pier.md"): {
        "assets/pier.png": "assets/pier.png",
        "assets/plan.png": "assets/plan.png",
    },
    ("hugo", "2021/2021-11-17-opening-of-the-pier/2021-11-17-opening-of-the-pier.md"): {
        "2021/2021-11-17-opening-of-the-pier/images/pier.png": "content/speeches/opening-of-the-pier/images/pier.png",
        "2021/2021-11-17-opening-of-the-pier/cover.png": "content/speeches/opening-of-the-pier/cover.png",
        "images/plan.png": "static/images/plan.png",
    },
    ("eleventy", "2021/2021-11-17-opening.md"): {
        "2021/pier.png": "content/speeches/pier.png",
        "img/plan.png": "public/img/plan.png",
    },
    ("pelican", "2021/2021-11-17-opening-of-the-pier.md"): {
        "images/pier.png": "content/images/pier.png",
        "2021/plan.png": "content/harbour/plan.png",
    },
}


@pytest.mark.parametrize(("name", "path"), ASSETS)
def test_files_stand_where_the_text_looks_for_them(name: str, path: str) -> None:
    found = site(name).texts[path].assets
    assert {target: str(file).partition("/source/")[2] for target, file in found.items()} == ASSETS[name, path]


@pytest.mark.parametrize("name", SITES)
def test_bodies_are_as_they_were(name: str) -> None:
    sources = [
        text.decode() if isinstance(text, bytes) else text for text in SITES[name].values() if text[:1] != b"\x89"
    ]
    for text in site(name).texts.values():
        assert any(source.endswith(text.body) for source in sources), text.source


def test_a_folder_of_posts_alone_needs_no_settings(tmp_path: Path) -> None:
    files = {
        "2021/2021-11-17-opening.md": "---\ntitle: Opening\npermalink: /opening/\n---\nText.\n",
        "README.md": "# Posts\n",
    }
    found = told(tmp_path, "jekyll", files)
    assert {path: text.fields for path, text in found.texts.items()} == {
        "2021/2021-11-17-opening.md": {"title": "Opening", "date": "2021-11-17", "aliases": ["/opening/"]}
    }


ADDRESSES = {
    ("", "2021-11-17"): ["/2021/11/17/a.html"],
    ("permalink: pretty", "2021-11-17 23:30:00 -0800"): [],
    ("timezone: America/Los_Angeles", "2021-11-17 23:30:00 -0800"): ["/2021/11/17/a.html"],
    ("timezone: Asia/Tokyo", "2021-11-17 23:30:00 -0800"): ["/2021/11/18/a.html"],
    ("permalink: /:year/:y_day/:title/", "2021-11-17"): [],
    ("permalink: /:i_month-:i_day-:short_year/:slug", "2021-03-07"): ["/3-7-21/a"],
    ("collections: {posts: {permalink: /news/:title/}}", "2021-11-17"): ["/news/a/"],
    ("defaults: [{scope: {path: _posts}, values: {permalink: /x/:title/}}]", "2021-11-17"): ["/x/a/"],
}


@pytest.mark.parametrize(("setting", "date"), ADDRESSES)
def test_the_address_of_a_jekyll_post_is_by_its_settings_or_none(setting: str, date: str, tmp_path: Path) -> None:
    files = {
        "_config.yml": f"title: A\n{setting}\n",
        "_posts/2021-11-17-a.md": f"---\ntitle: A\ndate: {date}\n---\nText.\n",
    }
    (text,) = told(tmp_path, "jekyll", files).texts.values()
    assert text.fields.get("aliases", []) == ADDRESSES[setting, date]


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
KEYS = st.sampled_from(
    ["title", "date", "tags", "category", "author", "aliases", "url", "slug", "params", "extra", "lang", "publishDate"]
)
VALUES = st.recursive(
    WORDS | st.booleans() | st.integers() | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS.filter(str.strip), inner, max_size=3),
    max_leaves=4,
)


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from leaves(item)
    elif value is not None and str(value).strip():
        yield str(value)


@settings(max_examples=300, deadline=None)
@given(matter=st.dictionaries(KEYS | WORDS.filter(str.strip), VALUES, max_size=6))
def test_no_value_of_any_front_matter_is_lost(matter: dict[str, Any]) -> None:
    with TemporaryDirectory() as folder:
        found = told(Path(folder), "hugo", {"content/a/name.md": f"{json.dumps(matter)}\nText.\n"})
    for text in found.texts.values():
        kept = set(leaves(text.fields))
        for said in leaves(matter):
            is_named = slug(said) and f"-{slug(said)}." in f"-{text.path.rpartition('/')[2]}"
            assert is_named or kept & {said, f"/{said}", f"/a/{said}"}, (said, text.fields)
    assert found.texts or found.messages


def test_what_is_none_of_ours_is_kept(tmp_path: Path) -> None:
    matter = (
        "title: A\nkind: remarks\nsetting: a large hall\nauthor: {name: B}\nspeaker: C\nsummary: D\ndescription: E\n"
    )
    found = told(tmp_path, "jekyll", {"_posts/2021-11-17-a.md": f"---\n{matter}---\nText.\n"})
    assert found.fields("2021/2021-11-17-a.md") == {
        "title": "A",
        "date": "2021-11-17",
        "speaker": "C",
        "summary": "D",
        "kind": "remarks",
        "extra": {"setting": "a large hall", "author": {"name": "B"}, "description": "E"},
    }
    assert found.messages == [
        "_posts/2021-11-17-a.md:4: setting: “a large hall” is not one of the known values. It is kept below extra. "
        "Write one of: broadcast, in-person, mixed, recorded, telephone, video-link, written.",
        "_posts/2021-11-17-a.md:5: author: This must be a text or a list of texts, not a map. It is kept below extra. "
        "Write it as [First, Second].",
        "_posts/2021-11-17-a.md:8: description: The text has summary already; this is kept below extra. "
        "Choose one of the two for summary.",
    ]


def test_the_map_names_fields_of_theirs(tmp_path: Path) -> None:
    post = "---\ntitle: A\nEvent name: Opening of the pier\nkind: Dockers\n---\nText.\n"
    names = {"occasion": "Event name", "audience": "kind"}
    found = told(tmp_path, "jekyll", {"_posts/2021-11-17-a.md": post}, **names)
    assert found.fields("2021/2021-11-17-a.md") == {
        "title": "A",
        "date": "2021-11-17",
        "occasion": "Opening of the pier",
        "audience": "Dockers",
    }
    assert told(tmp_path, "jekyll", {"_posts/2021-11-17-a.md": post}, ocasion="kind") == Told(
        {}, [": ocasion: The map names ocasion, which is no field. Did you mean occasion?"]
    )


def test_a_date_that_could_be_two_days_is_not_guessed_at(tmp_path: Path) -> None:
    found = told(tmp_path, "hugo", {"content/posts/a.md": "---\ntitle: A\ndate: 03/04/2021\n---\nText.\n"})
    assert found.fields("undated/a.md")["date_as_given"] == "03/04/2021"
    assert found.messages == [
        "content/posts/a.md:3: date: 03/04/2021 does not say which number is the day and which is the month. "
        "It is kept as date_as_given. Write it as YYYY-MM-DD."
    ]


def test_a_text_without_a_title_is_called_by_its_file(tmp_path: Path) -> None:
    found = told(tmp_path, "jekyll", {"_posts/2021-11-17-young-elites.md": "---\nlang: en\n---\nText.\n"})
    assert found.fields("2021/2021-11-17-young-elites.md")["title"] == "young elites"
    assert found.about("_posts/2021-11-17-young-elites.md") == [
        "title: There is no title; it is taken from the file's name. Write title:."
    ]


MENDED = {
    "jekyll": [
        ("{{ site.baseurl }}/assets/pier.png", "../assets/pier.png"),
        ("{% post_url 2020-05-04-first-stone %}", "/speeches/first-stone.html"),
    ],
    "hugo": [
        (
            "(opening-of-the-pier/index.md)",
            "(../2021/2021-11-17-opening-of-the-pier/2021-11-17-opening-of-the-pier.md)",
        ),
        ("![Nothing](missing.png)", ""),
        ('{{< figure src="/images/plan.png" title="A plan" >}}', "![A plan](../../images/plan.png)"),
    ],
    "eleventy": [('{% image "./pier.png", "The pier" %}', "![The pier](pier.png)")],
    "pelican": [
        ("{static}/images/pier.png", "../images/pier.png"),
        ("{attach}plan.png", "plan.png"),
        ("[the stone]({filename}../first-stone.md)", "the stone"),
    ],
}
"""What an editor does who follows the hints."""


@pytest.mark.parametrize("name", SITES)
def test_what_is_imported_builds_when_the_hints_were_followed(name: str, tmp_path: Path) -> None:
    texts = {path: text_of(text) for path, text in site(name).texts.items()}
    for before, after in MENDED[name]:
        texts = {path: text.replace(before, after) for path, text in texts.items()}
    files: dict[str, str | bytes] = {**texts}
    for text in site(name).texts.values():
        files |= {path: bytes_of(file) for path, file in text.assets.items()}
    made = make(tmp_path, files)
    assert made.outcome is not None, made.messages
    hidden = sum(text.fields.get("draft") is True for text in site(name).texts.values())
    assert made.outcome.speeches == len(texts) - hidden
    assert all(path in made.paths for path in files if path.endswith(".png") and "cover" not in path)


def test_two_fields_of_one_name_are_both_kept(tmp_path: Path) -> None:
    matter = (
        "title = 'A'\ndate = 2021-11-17T10:00:00Z\nfoo = 'outer'\n"
        "[extra]\nfoo = 'inner'\ndate = 'keep me'\n[params]\ntitle = 'B'\n"
    )
    found = told(tmp_path, "hugo", {"content/a/name.md": f"+++\n{matter}+++\nText.\n"})
    assert found.fields("2021/2021-11-17-name.md") == {
        "title": "A",
        "date": "2021-11-17",
        "aliases": ["/a/name/"],
        "extra": {
            "foo": "inner",
            "date": "keep me",
            "title-2": "B",
            "foo-2": "outer",
            "date-2": "2021-11-17T10:00:00+00:00",
        },
    }
    assert sorted(found.about("content/a/name.md")) == [
        "date: It is kept below extra as date-2, since another date is there. Choose one of the two.",
        "foo: Rostra has no such field; it is kept below extra as foo-2, since another foo is there. "
        "Choose one of the two.",
        "title-2: Rostra has no such field; it is kept below extra.",
        "title: It is kept as title-2, since another title is there. Choose one of the two.",
    ]


def test_a_recipe_leaves_the_permalink_below_extra_alone(tmp_path: Path) -> None:
    post = "---\ntitle: A\ndate: 2021\nextra: {permalink: mine}\npermalink: '/{{ title }}/'\n---\nText.\n"
    found = told(tmp_path, "eleventy", {"a.md": post})
    assert found.fields("2021/2021-a.md")["extra"] == {"permalink": "mine", "permalink-2": "/{{ title }}/"}
    assert found.about("a.md") == [
        "permalink: /{{ title }}/ is a recipe for the old address; it is kept below extra as permalink-2, since "
        "another permalink is there. Write the address itself as aliases:."
    ]


def test_fields_of_pelican_that_differ_in_capitals_are_both_kept(tmp_path: Path) -> None:
    found = told(tmp_path, "pelican", {"a.md": "---\nTitle: A\ntitle: B\ndate: 2021\n---\nText.\n"})
    assert found.fields("2021/2021-a.md")["extra"] == {"title-2": "B"}


OUT = "leads to a file outside the source; it is left out. Put the file itself there."


def test_what_leads_out_of_the_source_is_left_out(tmp_path: Path) -> None:
    secret = write(tmp_path / "elsewhere", {"a.txt": "---\ntitle: Secret\n---\nSecret.\n", "a.json": '{"title": "S"}'})
    source = write(tmp_path / "source", {"own/plan.png": picture(), "_posts/mine.txt": "---\ntitle: A\n---\nText.\n"})
    (source / "assets").mkdir()
    (source / "assets/pic.png").symlink_to(secret / "a.txt")
    (source / "assets/plan.png").symlink_to(source / "own/plan.png")
    (source / "_posts/2021-11-18-b.md").symlink_to(secret / "a.txt")
    (source / "_posts/2021-11-19-c.md").symlink_to(source / "_posts/mine.txt")
    post = "---\ntitle: A\n---\n![x](/assets/pic.png) ![y](/assets/plan.png) {{ '/assets/pic.png' }}\n"
    found = told(tmp_path, "jekyll", {"_posts/2021-11-17-a.md": post})
    assert {path: list(text.assets) for path, text in found.texts.items()} == {
        "2021/2021-11-17-a.md": ["assets/plan.png"],
        "2021/2021-11-19-c.md": [],
    }
    assert found.about("_posts/2021-11-18-b.md") == [f"This {OUT}"]
    assert found.about("_posts/2021-11-17-a.md") == [
        "body: {{ '/assets/pic.png' }} is Liquid; it stays in the text as it is. "
        "Write in Markdown what it showed, or delete it.",
        f"body: assets/pic.png {OUT}",
    ]


def test_what_leads_out_of_a_bundle_is_left_out(tmp_path: Path) -> None:
    secret = write(tmp_path / "elsewhere", {"a.txt": "Secret."}) / "a.txt"
    bundle = write(tmp_path / "source", {"content/a/b/own.png": picture()}) / "content/a/b"
    (bundle / "pic.png").symlink_to(secret)
    found = told(tmp_path, "hugo", {"content/a/b/index.md": "---\ntitle: A\ndate: 2021-11-17\n---\nText.\n"})
    assert list(found.texts["2021/2021-11-17-b/2021-11-17-b.md"].assets) == ["2021/2021-11-17-b/own.png"]
    assert found.about("content/a/b/index.md") == [f"content/a/b/pic.png {OUT}"]


def test_data_that_lead_out_of_an_eleventy_folder_are_left_out(tmp_path: Path) -> None:
    secret = write(tmp_path / "elsewhere", {"a.json": '{"shelf": "Secret"}'}) / "a.json"
    write(tmp_path / "source", {"a.md": "---\ntitle: A\ndate: 2021\n---\nText.\n"})
    (tmp_path / "source/a.json").symlink_to(secret)
    found = told(tmp_path, "eleventy", {})
    assert found.fields("2021/2021-a.md") == {"title": "A", "date": "2021", "aliases": ["/a/"]}
    assert found.about("a.json") == [f"This {OUT}"]


@pytest.mark.parametrize("address", ["//{0}", "///{0}", "https://example.org/x.png", "/../{0}"])
def test_a_picture_elsewhere_in_a_shortcode_is_no_file_of_the_source(address: str, tmp_path: Path) -> None:
    there = write(tmp_path / "elsewhere", {"x.png": picture()}) / "x.png"
    page = f'---\ntitle: A\ndate: 2021-11-17\n---\n{{{{< figure src="{address.format(str(there)[1:])}" >}}}}\n'
    found = told(tmp_path, "hugo", {"content/a/b.md": page})
    assert found.texts["2021/2021-11-17-b.md"].assets == {}
    (said,) = found.about("content/a/b.md")
    assert said.endswith("stays in the text as it is. Write in Markdown what it showed, or delete it.")


def test_a_map_that_names_no_field_of_any_text_is_wrong(tmp_path: Path) -> None:
    post = "---\ntitle: A\nEvent name: Opening\n---\nText.\n"
    names = {"occasion": "Event-name", "audience": "titel"}
    assert told(tmp_path, "jekyll", {"_posts/2021-11-17-a.md": post}, **names) == Told(
        {}, [": audience: The map takes audience from titel, which no text has. Did you mean title?"]
    )


def test_a_text_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    posts = write(tmp_path / "source", {"_posts/2021-11-17-a.md": "---\ntitle: A\n---\nText.\n"}) / "_posts"
    (posts / "2021-11-18-b.md").symlink_to("gone.md")
    found = told(tmp_path, "jekyll", {})
    assert list(found.texts) == ["2021/2021-11-17-a.md"]
    assert found.about("_posts/2021-11-18-b.md") == [
        "It cannot be read: No such file or directory. See who may read it."
    ]


POST = "---\ntitle: A\ndate: 2021-11-17 23:30:00 -0800\n---\nText.\n"
ODD: dict[str, tuple[str, dict[str, str | bytes]]] = {
    "a time zone that there is not": ("jekyll", {"_config.yml": "timezone: Europe/Nowhere\n"}),
    "settings in Latin-1": ("eleventy", {".eleventy.js": "// f\u00fcr\ndir: { input: '.' }".encode("latin-1")}),
    "settings nested too deep": ("hugo", {"hugo.json": "[" * 5_000, "content/_posts/2021-11-17-a.md": POST}),
    "no paths of pages": ("pelican", {"pelicanconf.py": "PATH = ''\nPAGE_PATHS = None\n"}),
    "one path of pages": (
        "pelican",
        {"pelicanconf.py": "PATH = ''\nPAGE_PATHS = 'pages'\n", "pages/b.md": "---\ntitle: B\n---\n"},
    ),
    "a set of lists": ("pelican", {"pelicanconf.py": "PATH = ''\nODD = {[]: 1}\n"}),
}


@pytest.mark.parametrize("what", ODD)
def test_settings_that_are_odd_stop_no_import(what: str, tmp_path: Path) -> None:
    name, files = ODD[what]
    found = told(tmp_path, name, {"_posts/2021-11-17-a.md": POST, **files})
    assert [text.fields["title"] for text in found.texts.values()] == ["A"]


@pytest.mark.parametrize("matter", ['{{"a": {0}}}\n', "+++\na = {0}\n+++\n"])
def test_front_matter_that_is_nested_too_deep_is_said(matter: str, tmp_path: Path) -> None:
    for depth in (8, 300, 5_000):
        text = matter.format("[" * depth + "]" * depth)
        found = told(tmp_path, "hugo", {"content/a/b.md": f"{text}Text.\n"})
        assert found.about("content/a/b.md") == ["Lists or maps are nested more than 8 deep. Write them flatter."]
