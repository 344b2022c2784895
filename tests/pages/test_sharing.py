"""What a page says of itself to those to whom its link is sent: OpenGraph, share cards, icons, manifests."""

import json
import re
from pathlib import Path

import pytest

from rostra.desk.icons import icons
from tests.making import TEMPLATES, Made, make, speech

BASE = "https://example.org/speeches/"
SITE = "title: {en: Speeches, fa: سخنرانی‌ها}\nlanguage: en\ncalendars: [gregorian, solar-hijri]\nspeaker: The Chair\n"
CARDS = f"{SITE}share_cards: true\n"
TWO = {
    "2021/2021-11-17-a.md": speech('“Schools” & "libraries"', body="We meet again."),
    "2021/2021-11-17-a.fa.md": speech("مدرسه‌ها", body="دیدار ما."),
}


def tags(made: Made, path: str) -> list[str]:
    """The tags in the head of the page at `path` that others read, in order."""
    return re.findall(r'<meta (?:property="(?:og|article):|name="twitter:).*', made.text(path))


def test_a_speech_is_an_article_with_its_card(tmp_path: Path) -> None:
    made = make(tmp_path, {"site.yaml": CARDS, **TWO}, base_url=BASE)
    assert tags(made, "2021/11-17-a/index.html") == [
        '<meta property="og:site_name" content="Speeches">',
        '<meta property="og:title" content="“Schools” &amp; &#34;libraries&#34;">',
        '<meta property="og:description" content="We meet again.">',
        '<meta property="og:locale" content="en_US">',
        '<meta property="og:locale:alternate" content="fa_IR">',
        '<meta property="og:type" content="article">',
        '<meta property="article:published_time" content="2021-11-17">',
        '<meta property="og:image" content="https://example.org/speeches/2021/11-17-a/card.png">',
        '<meta property="og:image:width" content="1200">',
        '<meta property="og:image:height" content="630">',
        '<meta property="og:image:alt" content="“Schools” &amp; &#34;libraries&#34;, The Chair, 17 November 2021">',
        '<meta name="twitter:card" content="summary_large_image">',
        '<meta property="og:url" content="https://example.org/speeches/2021/11-17-a/">',
    ]


def test_a_card_is_described_in_the_words_of_its_page(tmp_path: Path) -> None:
    made = make(tmp_path, {"site.yaml": CARDS, **TWO}, base_url=BASE)
    alt = '<meta property="og:image:alt" content="مدرسه‌ها، The Chair، ۲۶ آبان ۱۴۰۰">'
    assert alt in tags(made, "fa/2021/11-17-a/index.html")


def test_other_pages_are_of_a_website_and_have_no_picture(tmp_path: Path) -> None:
    made = make(tmp_path, {"site.yaml": f"{CARDS}description: What was said.\n", **TWO}, base_url=BASE)
    assert tags(made, "2021/index.html") == [
        '<meta property="og:site_name" content="Speeches">',
        '<meta property="og:title" content="2021">',
        '<meta property="og:description" content="What was said.">',
        '<meta property="og:locale" content="en_US">',
        '<meta property="og:type" content="website">',
        '<meta name="twitter:card" content="summary">',
        '<meta property="og:url" content="https://example.org/speeches/2021/">',
    ]
    assert '<meta property="og:title" content="Speeches">' in tags(made, "index.html")
    assert tags(made, "404.html") == []


def test_without_a_base_url_there_is_neither_an_address_nor_a_picture(tmp_path: Path) -> None:
    made = make(tmp_path, {"site.yaml": CARDS, **TWO})
    found = tags(made, "2021/11-17-a/index.html")
    assert not [tag for tag in found if "og:url" in tag or "og:image" in tag]
    assert '<meta name="twitter:card" content="summary">' in found
    assert not [path for path in made.paths if path.endswith((".png", ".webmanifest"))]
    assert "manifest" not in made.text("index.html").replace("manifest-src", "")


@pytest.mark.parametrize("date", ["2021-11", "2021", "2021-11-17?", "2021-11-17~", "2021-11-17/2021-11-19", "XXXX"])
def test_a_moment_is_stated_only_where_the_day_is_certain(date: str, tmp_path: Path) -> None:
    made = make(tmp_path, {"a.md": speech("A", date)}, base_url=BASE)
    page = next(path for path in made.paths if path.endswith("/a/index.html"))
    assert '<meta property="og:type" content="article">' in tags(made, page)
    assert "published_time" not in made.text(page)


def test_where_nothing_is_to_be_said_no_description_is(tmp_path: Path) -> None:
    made = make(tmp_path, {"a.md": speech("A")}, base_url=BASE)
    assert 'name="description"' not in made.text("index.html")
    assert "og:description" not in made.text("index.html")


def test_a_speech_whose_card_would_take_the_place_of_an_alias_says_so(tmp_path: Path) -> None:
    files = {"site.yaml": CARDS, "2021/2021-11-17-a.md": speech(aliases="/2021/11-17-a/card.png")}
    assert make(tmp_path, files, base_url=BASE).messages == (
        "content/2021/2021-11-17-a.md:4: aliases: The address /2021/11-17-a/card.png is already taken by the same "
        "file. Leave the alias out, or correct it.",
    )


def test_where_the_libraries_are_missing_it_is_said_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rostra.site.find_spec", lambda module: None if module == "typst" else module)
    made = make(tmp_path, {"site.yaml": CARDS, **TWO}, base_url=BASE)
    assert made.messages == (
        "content/site.yaml:5: share_cards: Share cards need what is not installed: typst. "
        "Install it with: pip install typst pillow. Or write false.",
    )
    assert not made.output.exists()
    assert make(tmp_path, {"site.yaml": SITE}, base_url=BASE).messages == ()


def test_each_edition_has_a_manifest_that_its_pages_name(tmp_path: Path) -> None:
    made = make(tmp_path, {"site.yaml": SITE.replace("Speeches", '"<Speeches>"'), **TWO}, base_url=BASE)
    assert json.loads(made.text("fa/manifest.webmanifest")) == {
        "name": "سخنرانی‌ها",
        "short_name": "سخنرانی‌ها",
        "lang": "fa",
        "dir": "rtl",
        "start_url": "./",
        "display": "minimal-ui",
        "theme_color": "#fdfcf9",
        "background_color": "#fdfcf9",
        "icons": [
            {"src": "../static/icon.svg", "type": "image/svg+xml", "sizes": "any"},
            {"src": "../static/apple-touch-icon.png", "type": "image/png", "sizes": "180x180"},
        ],
    }
    english = json.loads(made.text("manifest.webmanifest"))
    assert (english["name"], english["lang"], english["icons"][0]["src"]) == ("<Speeches>", "en", "./static/icon.svg")
    assert '<link rel="manifest" href="../../../fa/manifest.webmanifest">' in made.text("fa/2021/11-17-a/index.html")
    assert '<link rel="apple-touch-icon" href="../../static/apple-touch-icon.png">' in made.text(
        "2021/11-17-a/index.html"
    )


def test_the_colours_of_templates_are_those_of_the_style_sheet() -> None:
    css = (TEMPLATES / "static" / "site.css").read_text(encoding="utf-8")
    light, dark = re.findall(r"--paper: (#\w+);", css)[:2]
    base = (TEMPLATES / "base.html").read_text(encoding="utf-8")
    assert re.findall(r'"theme-color" content="(#\w+)" media="\(prefers-color-scheme: (\w+)', base) == [
        (light, "light"),
        (dark, "dark"),
    ]
    card = (TEMPLATES / "card.typ").read_text(encoding="utf-8")
    for name in ("paper", "ink", "quiet", "accent"):
        colour = re.findall(rf"--{name}: (#\w+);", css)[0]
        assert f'#let {name} = rgb("{colour}")' in card
    manifest = (TEMPLATES / "manifest.webmanifest").read_text(encoding="utf-8")
    assert set(re.findall(r"#\w{6}", manifest)) == {light}


def test_the_icons_are_those_of_the_drawing(tmp_path: Path) -> None:
    folder = TEMPLATES / "static"
    made = icons((folder / "icon.svg").read_text(encoding="utf-8"))
    assert made == {name: (folder / name).read_bytes() for name in ("apple-touch-icon.png", "favicon.ico")}
    assert made["apple-touch-icon.png"][16:24] == (180).to_bytes(4) * 2
    site = make(tmp_path, {"a.md": speech()})
    assert (site.output / "favicon.ico").read_bytes() == made["favicon.ico"]
    assert not (site.output / "static/favicon.ico").exists()
