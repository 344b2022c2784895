"""Years of other calendars, and texts in several languages: which pages there are, and what they say."""

import json
import re
from pathlib import Path

import lxml.etree
import pytest

from tests.making import Made, make, speech

SITE = "language: en\ncalendars: [gregorian, solar-hijri, hijri]\n"
BASE = "https://example.org/speeches/"


def lines(made: Made, path: str) -> list[str]:
    """The words of a page, line by line."""
    return [line for line in re.sub(r"<[^>]+>", "", made.main(path)).splitlines() if line.strip()]


def test_each_calendar_has_its_years(tmp_path: Path) -> None:
    made = make(tmp_path, {"site.yaml": SITE, "a.md": speech("A", "2021-11-17"), "b.md": speech("B", "2018-05")})
    years = {"2018", "2021", "solar-hijri/1397", "solar-hijri/1400", "hijri/1439", "hijri/1443"}
    assert {f"{year}/index.html" for year in years} <= made.paths
    assert lines(made, "solar-hijri/1397/index.html")[:7] == [
        "Solar Hijri", "1397 SH", "1 speech", "2018", "1439 AH", "Without a month",
        "between Ordibehesht and Khordad 1397 SH",
    ]  # fmt: skip
    assert 'href="../../hijri/1439/index.html">1439 AH<' in made.main("solar-hijri/1397/index.html")
    assert 'href="../../solar-hijri/1400/index.html"' in made.main("solar-hijri/1397/index.html")
    assert lines(made, "solar-hijri/index.html")[:5] == [
        "Years",
        "2 speeches",
        "Solar Hijri",
        "Gregorian",
        "Lunar Hijri",
    ]


def test_without_other_calendars_there_is_none_of_their_pages(tmp_path: Path) -> None:
    made = make(tmp_path, {"a.md": speech("A", "2021-11-17", calendars="{hijri: 1443-04}")})
    assert not [path for path in made.paths if "hijri" in path]
    assert "Rabiʻ II 1443 AH" in made.main("2021/a/index.html")


def test_readers_of_persian_see_their_own_calendar_first(tmp_path: Path) -> None:
    files = {"site.yaml": SITE, "a.md": speech("A", "2021-11-17"), "a.fa.md": speech("آ", "2021-11-17")}
    made = make(tmp_path, {**files, "b.fa.md": speech("ب", "2018-03-21/2018-04-16")})
    assert '<p class="date">بین ۱ فروردین و ۲۷ فروردین ۱۳۹۷</p>' in made.main("fa/index.html")
    assert '<time datetime="2021-11-17">۲۶ آبان ۱۴۰۰</time>' in made.main("fa/index.html")
    assert '<time datetime="2021-11-17">17 November 2021</time>' in made.main("index.html")
    assert 'href="../fa/solar-hijri/1397/index.html"' in made.main("fa/index.html")
    assert 'href="../fa/solar-hijri/index.html">سال‌ها</a>' in made.text("fa/index.html")
    assert 'href="./years/index.html">Years</a>' in made.text("index.html")
    assert "<h1>۱۳۹۷</h1>" in made.main("fa/solar-hijri/1397/index.html")


def test_the_calendars_of_a_language_may_be_stated(tmp_path: Path) -> None:
    site = "language: en\ncalendars: {en: hijri, fa: gregorian}\n"
    made = make(tmp_path, {"site.yaml": site, "a.md": speech("A", "2021-11-17"), "a.fa.md": speech("آ", "2021-11-17")})
    assert '<p class="date"><time datetime="2021-11-17">12 Rabiʻ II 1443 AH</time></p>' in made.main("index.html")
    assert "۱۷ نوامبر ۲۰۲۱" in made.main("fa/index.html")
    assert "2021/index.html" in made.paths


def test_what_is_stated_wins_and_what_is_computed_says_so(tmp_path: Path) -> None:
    files = {
        "site.yaml": SITE,
        "a.md": speech("A", "2021-11-17", calendars="{hijri: 1443-04-11}"),
        "b.md": speech("B", "1850-01-01"),
    }
    made = make(tmp_path, files)
    assert lines(made, "2021/a/index.html")[2:5] == ["speech", "26 Aban 1400 SH (computed)", "11 Rabiʻ II 1443 AH"]
    assert "16 Safar 1266 AH (computed, tabular)" in lines(made, "1850/b/index.html")
    assert json.loads(made.text("index.json"))["speeches"][1]["calendars"] == {
        "solar-hijri": {"earliest": "1400-08-26", "latest": "1400-08-26", "basis": "computed"},
        "hijri": {"earliest": "1443-04-11", "latest": "1443-04-11", "basis": "stated"},
    }


def test_a_date_that_is_known_in_another_calendar_alone_is_shown_there(tmp_path: Path) -> None:
    made = make(tmp_path, {"site.yaml": SITE, "undated/a.md": speech("A", "XXXX", calendars="{hijri: 1443-04}")})
    assert lines(made, "undated/a/index.html")[1:4] == ["undated", "speech", "Rabiʻ II 1443 AH"]
    assert "A" in lines(made, "hijri/1443/index.html")


def test_a_date_written_in_another_calendar_has_computed_bounds(tmp_path: Path) -> None:
    made = make(
        tmp_path,
        {
            "site.yaml": SITE,
            "a.md": speech("A", "{solar-hijri: 1397-01-06}"),
            "b.md": speech("B", "{hijri: 1439-07-08}"),
            "c.md": speech("C", "{hijri: 1439-07}"),
        },
    )
    assert made.messages == ()
    main = made.main("2018/a/index.html")
    assert '<time datetime="2018-03-26">26 March 2018</time></span> <span class="role">(computed)</span>' in main
    assert "The date follows from a date in another calendar." in main
    assert "<time" not in made.main("2018/b/index.html")
    assert '25 March 2018</span> <span class="role">(computed, Umm al-Qura)</span>' in made.main("2018/b/index.html")
    assert lines(made, "2018/c/index.html")[1] == "between 18 March and 16 April 2018 (computed, Umm al-Qura)"
    assert "Rajab 1439 AH" in lines(made, "2018/c/index.html")


def test_a_date_that_may_be_in_several_years_is_on_the_page_of_each_and_marked(tmp_path: Path) -> None:
    files = {
        "a.md": speech("Certain", "2020-05-01"),
        "b.md": speech("Winter", "2019-12-20/2020-01-10"),
        "c.md": speech("Century", "20XX"),
        "d.md": speech("Open", "2019/.."),
        "e.md": speech("Decade", "201X"),
    }
    made = make(tmp_path, files)
    assert lines(made, "2020/index.html")[1:] == [
        "2020", "2 speeches", "May", "1 May 2020", "Certain", "Possibly in this year",
        "between 20 December 2019 and 10 January 2020", "Winter", "between 2000 and 2099", "Century", "Before 2019",
    ]  # fmt: skip
    assert {f"201{year}/index.html" for year in range(10)} <= made.paths
    assert "2050/index.html" not in made.paths
    assert "Century" in made.main("undated/index.html")
    assert "Decade" not in made.main("undated/index.html")


def test_a_year_of_another_calendar_with_more_than_200_shows_its_months(tmp_path: Path) -> None:
    files = {f"n{n}.md": speech(f"N{n}", f"2021-{4 + n % 6:02}-15", occasion="Day") for n in range(201)}
    made = make(tmp_path, {"site.yaml": "language: fa\ncalendars: [gregorian, solar-hijri]", **files})
    assert {"solar-hijri/1400/01/index.html", "solar-hijri/1400/06/index.html", "2021/04/index.html"} <= made.paths
    main = made.main("solar-hijri/1400/02/index.html")
    assert "<h1>اردیبهشت ۱۴۰۰</h1>" in main
    assert 'rel="prev" href="../../../solar-hijri/1400/01/index.html"><span>قبلی</span> <bdi>فروردین</bdi>' in main
    assert "occasions/day/solar-hijri/1400/index.html" in made.paths


def test_japanese_eras_and_the_hebrew_leap_month(tmp_path: Path) -> None:
    files = {
        "site.yaml": "language: en\ncalendars: [gregorian, japanese-era, hebrew, buddhist]",
        "a.md": speech("A", "2019-04-30"),
        "b.md": speech("B", "2024-03-12"),
        "c.md": speech("C", "2019"),
    }
    made = make(tmp_path, files)
    assert {
        "japanese-era/heisei-31/index.html",
        "japanese-era/reiwa-1/index.html",
        "buddhist/2567/index.html",
    } <= made.paths
    assert lines(made, "2024/b/index.html")[3:6] == [
        "12 March Reiwa 6 (computed)", "2 Adar II 5784 AM (computed)", "12 March 2567 BE (computed)",
    ]  # fmt: skip
    assert "between Heisei 31 and Reiwa 1 (computed)" in lines(made, "2019/c/index.html")
    assert "<h2>Adar II</h2>" in made.main("hebrew/5784/index.html")


# Languages


def test_hreflang_and_x_default_are_the_same_in_pages_and_sitemap(tmp_path: Path) -> None:
    files = {"site.yaml": "language: en", "a.md": speech("A"), "a.fa.md": speech("آ"), "a.de.md": speech("Ä")}
    made = make(tmp_path, files, base_url=BASE)
    names = ["en", "de", "fa", "x-default"]
    addresses = [f"{BASE}{prefix}2021/a/" for prefix in ("", "de/", "fa/", "")]
    for path in ("2021/a/index.html", "fa/2021/a/index.html"):
        found = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', made.text(path))
        assert found == list(zip(names, addresses, strict=True))
    sitemap = lxml.etree.fromstring(made.text("sitemap.xml").encode())
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    (url,) = sitemap.xpath("s:url[s:loc='https://example.org/speeches/fa/2021/a/']", namespaces=spaces)
    links = url.xpath("x:link", namespaces=spaces)
    assert [(link.get("hreflang"), link.get("href")) for link in links] == list(zip(names, addresses, strict=True))


def test_a_text_that_the_default_language_lacks_has_its_first_language_for_all_others(tmp_path: Path) -> None:
    files = {"site.yaml": "language: en", "a.fa.md": speech("آ"), "a.de.md": speech("Ä"), "b.md": speech("B")}
    made = make(tmp_path, files, base_url=BASE)
    assert f'hreflang="x-default" href="{BASE}de/2021/a/"' in made.text("fa/2021/a/index.html")


def test_original_and_translations_stand_side_by_side_in_the_edition_of_each(tmp_path: Path) -> None:
    files = {
        "site.yaml": "language: en",
        "a.md": speech("A", body="One.\n\nTwo."),
        "a.fa.md": speech("آ", body="یک.\n\nدو.", translation_status="official"),
        "a.de.md": speech("Ä", body="Eins.\n\nZwei."),
        "c.md": speech("C", body=""),
        "c.fa.md": speech("ج"),
    }
    made = make(tmp_path, files)
    found = {path for path in made.paths if "beside" in path}
    assert found == {
        "2021/a/beside-de/index.html", "2021/a/beside-fa/index.html",
        "de/2021/a/beside-en/index.html", "fa/2021/a/beside-en/index.html",
    }  # fmt: skip
    main = made.main("fa/2021/a/beside-en/index.html")
    assert re.findall(r'<div class="body" lang="(..)" dir="(...)"><p>(\S+)<a ', main) == [
        ("en", "ltr", "One."), ("fa", "rtl", "یک."), ("en", "ltr", "Two."), ("fa", "rtl", "دو."),
    ]  # fmt: skip
    assert "ترجمه: رسمی." in main
    assert re.search(r'href="\.\./\.\./\.\./\.\./2021/a/index\.html#p[0-9a-f]{8}"', main)
    assert ">Side by side: Persian</a>" in made.main("2021/a/index.html")
    assert ">متن دوزبانه: همراه با انگلیسی</a>" in made.main("fa/2021/a/index.html")


def test_a_second_text_in_a_language_is_named_beside_other_mistakes(tmp_path: Path) -> None:
    files = {
        "site.yaml": "language: en",
        "a.md": speech("A"),
        "a.fa.md": speech("آ"),
        "b.md": speech("B", lang="fa", translation_of="a"),
        "c.md": speech("C", "2021-02-30"),
    }
    made = make(tmp_path, files)
    assert [message.split(":")[0] for message in made.messages] == ["content/b.md", "content/c.md"]
    made = make(tmp_path, files, keep_going=True)
    assert "fa/2021/a/beside-en/index.html" in made.paths


def test_what_one_text_of_an_event_states_holds_for_all(tmp_path: Path) -> None:
    files = {
        "site.yaml": SITE,
        "a.md": speech("A", "2021-11-17", calendars="{hijri: 1443-04-11}"),
        "a.fa.md": speech("آ", "2021-11-17"),
    }
    assert "۱۱ ربیع‌الثانی ۱۴۴۳ قمری" in lines(make(tmp_path, files), "fa/2021/a/index.html")


@pytest.mark.parametrize(
    "date", ["2018-03/2018-05", "2021-21", "2021-24~", "-0043-03-15", "0020-03-20", "20XX", "../2018"]
)
@pytest.mark.parametrize("calendar", ["buddhist", "japanese-era", "hebrew", "hijri", "solar-hijri"])
@pytest.mark.parametrize("language", ["en", "th", "zh"])
def test_every_form_of_a_date_is_said_in_every_calendar(
    tmp_path: Path, date: str, calendar: str, language: str
) -> None:
    site = f"language: {language}\ncalendars: [{calendar}, gregorian]"
    made = make(tmp_path, {"site.yaml": site, "a.md": speech("A", date), "b.md": speech("B", "2021")})
    assert made.messages == ()


def test_a_year_by_another_name_leaves_the_day_alone(tmp_path: Path) -> None:
    site = "language: th\ncalendars: [buddhist]"
    made = make(tmp_path, {"site.yaml": site, "a.md": speech("A", "2018-03-25"), "b.md": speech("B", "0020-03-20")})
    assert lines(made, "2018/a/index.html")[1] == "25 มีนาคม 2561 BE (computed)"
    assert lines(made, "0020/b/index.html")[1] == "20 มีนาคม 563 BE (computed)"


def test_eras_follow_each_other_without_a_gap(tmp_path: Path) -> None:
    site = "language: en\ncalendars: [gregorian, japanese-era]"
    files = {f"{year}.md": speech("A", f"{year}-06-01") for year in (1988, 1990, 2018, 2020)}
    made = make(tmp_path, {"site.yaml": site, **files})
    assert [line for line in lines(made, "japanese-era/index.html") if line[0].isdigit()] == [
        "4 speeches", "63  1", "2  1", "3–29", "30  1", "2  1",
    ]  # fmt: skip
    assert '"japanese-era":{"earliest":"reiwa-2-06-01"' in made.text("index.json")


def test_speeches_that_the_readers_calendar_does_not_reach_are_in_gregorian_years(tmp_path: Path) -> None:
    files = {
        "site.yaml": "language: en\ncalendars: [japanese-era]",
        "a.md": speech("A", "1863-11-19", occasion="Day"),
        "b.md": speech("B", "XXXX", occasion="Day"),
        "c.md": speech("C", "2021", occasion="Day"),
    }
    made = make(tmp_path, files)
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", made.main("occasions/day/index.html"))
    assert headings == ["Reiwa 3", "Gregorian", "Undated"]
    made = make(tmp_path / "old", {**files, "c.md": speech("C", "1865")})
    assert 'href="./years/index.html">Years</a>' in made.text("index.html")


def test_labels_are_said_in_the_language_of_the_edition(tmp_path: Path) -> None:
    files = {
        "site.yaml": "language: en",
        "terms.yaml": "occasions:\n  Hajj: {fa: حج}\naudiences:\n  Students:\n",
        "a.md": speech("A", occasion="hajj", audience="students"),
        "b.md": speech("B", occasion="حج"),
        "a.fa.md": speech("آ", occasion="Hajj"),
    }
    made = make(tmp_path, files, base_url=BASE)
    assert made.messages == ()
    assert {"occasions/hajj/index.html", "fa/occasions/حج/index.html"} <= made.paths
    assert "occasions/حج/index.html" not in made.paths
    assert lines(made, "occasions/hajj/index.html")[1:3] == ["Hajj", "2 speeches · Feed"]
    assert f'hreflang="fa" href="{BASE}fa/occasions/%D8%AD%D8%AC/"' in made.text("occasions/hajj/index.html")
    assert 'href="../../fa/occasions/حج/" hreflang="fa"' in made.text("occasions/hajj/index.html")


def test_the_search_asks_for_a_term_by_one_label_in_all_languages(tmp_path: Path) -> None:
    files = {
        "site.yaml": "language: en",
        "terms.yaml": "audiences:\n  Students: {fa: دانشجویان}\n",
        "a.md": speech("A", audience="Students"),
        "a.fa.md": speech("آ", audience="دانشجویان"),
        "b.md": speech("B", audience="Teachers"),
    }
    made = make(tmp_path, files)
    assert '{"name":"audiences","width":1,"values":[["Students"],["Teachers"]]}' in made.text("search/facets.js")
    assert '<option value="Students" data-label="دانشجویان">دانشجویان</option>' in made.main("fa/search/index.html")


def test_what_is_wrong_with_the_labels_is_named(tmp_path: Path) -> None:
    terms = "occasion:\n  Hajj:\naudiences:\n  A: {fa: x}\n  B: {de: X}\ntags: [a]\nspeakers:\n  C: {english: D}\n"
    made = make(tmp_path, {"terms.yaml": terms, "a.md": speech("A")})
    assert made.messages == (
        "content/terms.yaml:1: occasion: occasion is not known here. Did you mean occasions?",
        "content/terms.yaml:5: audiences: “x” is a label of two terms, A and B. Leave it to one of them.",
        "content/terms.yaml:6: tags: This must be a map of labels. Write each as Hajj: {fa: حج}.",
        "content/terms.yaml:8: speakers: “english” is not a language tag. Write tags such as en or fa.",
    )
