"""Saved pages become texts by rules, and what a rule does not find is said."""

from pathlib import Path

import pytest

from rostra.importing.found import Found
from rostra.importing.importers import Settings
from rostra.importing.pages import pages
from rostra.problem import Problem, Severity
from tests.importing.importing import ruled
from tests.making import write

RULES = """\
title: h1
kicker: .kicker
lead: .lead
date: {select: time, attribute: datetime}
occasion: .occasion
audience: .audience li
speaker: .speaker
body: .text
drop: [nav, .share, .text .related]
fields: {text_status: report}
"""
PAGE = """\
<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>Water | The library</title>
<link rel="canonical" href="https://library.example/2021/water.html"></head>
<body>
<nav><a href="/">Home</a></nav>
<p class="kicker">At the opening of the library</p>
<h1>On <em>water</em></h1>
<time datetime="2021-11-17T09:00:00+01:00">Wednesday</time>
<p class="occasion">Opening of the library</p>
<ul class="audience"><li>Readers</li><li>Librarians</li></ul>
<p class="speaker">The librarian</p>
<p class="lead">Water boils at 100 degrees.</p>
<div class="text">
  <p>It freezes at <b>0</b>: see <a href="ice.html">ice</a>.</p>
  <div class="share"><a href="#">Share</a></div>
  <p><img src="water_files/sea.png" alt="The sea"></p>
  <div class="related"><h3>Related</h3></div>
</div>
<script>track()</script>
</body></html>
"""


def imported(folder: Path, files: dict[str, str | bytes], rules: str = RULES) -> list[Found | Problem]:
    write(folder, files)
    write(folder / "rules", {"rules.yaml": rules})
    return list(pages(folder, ruled(folder / "rules" / "rules.yaml")))


def one(folder: Path, page: str | bytes, rules: str = RULES) -> Found:
    (found,) = imported(folder, {"page.html": page}, rules)
    assert isinstance(found, Found), found
    return found


def said(found: Found) -> list[str]:
    return [doubt.text for doubt in found.doubts]


def test_a_page_by_its_rules(tmp_path: Path) -> None:
    (found,) = imported(tmp_path, {"page.html": PAGE, "water_files/sea.png": b"picture"})
    assert isinstance(found, Found)
    assert found.path == "2021/2021-11-17-on-water.md"
    assert found.fields == {
        "title": "On water",
        "date": "2021-11-17",
        "occasion": "Opening of the library",
        "audience": ["Readers", "Librarians"],
        "speaker": "The librarian",
        "kicker": "At the opening of the library",
        "summary": "Water boils at 100 degrees.",
        "text_status": "report",
        "lang": "en",
        "source": "https://library.example/2021/water.html",
    }
    assert found.body == (
        "Water boils at 100 degrees.\n\n"
        "It freezes at **0**: see [ice](https://library.example/2021/ice.html).\n\n"
        "![The sea](2021-11-17-on-water/sea.png)"
    )
    assert found.assets == {"2021/2021-11-17-on-water/sea.png": tmp_path / "water_files/sea.png"}
    assert found.doubts == ()


def test_title_and_kicker_within_the_text_are_told_apart_from_it(tmp_path: Path) -> None:
    page = "<div class=text><p class=kicker>A kicker</p><h1>A title</h1><p class=lead>A lead.</p><p>Text.</p></div>"
    found = one(tmp_path, page, "title: h1\nkicker: .kicker\nlead: .lead\nbody: .text\n")
    assert found.body == "A lead.\n\nText."
    assert found.fields["summary"] == "A lead."


@pytest.mark.parametrize(
    ("written", "date", "given"),
    [
        ("17 November 2021, 10:30", "2021-11-17", "17 November 2021, 10:30"),
        ("Published on November 17th, 2021", "2021-11-17", "Published on November 17th, 2021"),
        ("17.11.2021", "2021-11-17", "17.11.2021"),
        ("17/11/2021", "2021-11-17", "17/11/2021"),
        ("2021年11月17日", "2021-11-17", "2021年11月17日"),
        ("November 2021", "2021-11", "November 2021"),
        ("2021-11-17", "2021-11-17", None),
    ],
)
def test_a_date_in_words(written: str, date: str, given: str | None, tmp_path: Path) -> None:
    found = one(tmp_path, f"<h1>A</h1><i>{written}</i><p>Text.</p>", "title: h1\nbody: p\ndate: i\n")
    assert (found.fields["date"], found.fields.get("date_as_given")) == (date, given)
    assert found.doubts == ()


def test_the_months_of_the_language_of_the_page(tmp_path: Path) -> None:
    page = "<html lang=ru><h1>Вода</h1><i>17 ноября 2021 г.</i><p>Текст.</p>"
    assert one(tmp_path, page, "title: h1\nbody: p\ndate: i\n").fields["date"] == "2021-11-17"


@pytest.mark.parametrize(
    ("written", "calendar", "date", "path"),
    [
        ("۱۳۹۷/۰۱/۰۶", "solar-hijri", "1397-01-06", "2018/2018-03-26-آب.md"),
        ("دوشنبه ۱۳۹۷/۰۲/۳۱", "solar-hijri", "1397-02-31", "2018/2018-05-21-آب.md"),
        ("۳۱/۰۲/۱۳۹۷", "solar-hijri", "1397-02-31", "2018/2018-05-21-آب.md"),
        ("1440-02-30", "hijri", "1440-02-30", "2018/2018-11-08-آب.md"),
    ],
)
def test_a_date_in_another_calendar(written: str, calendar: str, date: str, path: str, tmp_path: Path) -> None:
    page = f"<html lang=fa><h1>آب</h1><i>{written}</i><p>متن.</p>"
    found = one(tmp_path, page, f"title: h1\nbody: p\ndate: {{select: i, calendar: {calendar}}}\n")
    assert (found.fields["date"], found.path) == ({calendar: date}, path)


@pytest.mark.parametrize("written", ["۱۳۹۷/۰۷/۳۱", "26 March 2018"])
def test_a_day_that_the_other_calendar_does_not_have_is_said(written: str, tmp_path: Path) -> None:
    page = f"<html lang=fa><h1>آب</h1><i>{written}</i><p>متن.</p>"
    found = one(tmp_path, page, "title: h1\nbody: p\ndate: {select: i, calendar: solar-hijri}\n")
    assert found.fields["date"] == "XXXX"
    assert said(found) == [f"date: “{written}” is no date that can be told. Write it in EDTF, such as 2021-11-17."]


@pytest.mark.parametrize(
    ("date", "path"),
    [
        ("2021-05-06", "2021/2021-05-06-a.md"),
        ("2021", "2021/2021-a.md"),
        ("{solar-hijri: 1397-02-31}", "2018/2018-05-21-a.md"),
        ("{gregorian: 2021-05-06}", "2021/2021-05-06-a.md"),
    ],
)
def test_a_date_of_all_files_says_where_a_file_goes(date: str, path: str, tmp_path: Path) -> None:
    rules = f"title: h1\nbody: p\nfields: {{date: {date}}}\n"
    assert one(tmp_path, "<h1>A</h1><p>Text.</p>", rules).path == path


@pytest.mark.parametrize(
    ("written", "doubt"),
    [
        ("<i>03/04/2021</i>", "“03/04/2021” is no date that can be told."),
        ("<i>31 February 2021</i>", "“31 February 2021” is no date that can be told."),
        ("<i>today</i>", "“today” is no date that can be told."),
        ("<i>1 May 2021</i><i>2 May 2021</i>", "More than one date is there: 2021-05-01, 2021-05-02."),
        ("", "“i” finds nothing."),
    ],
)
def test_what_is_no_date_is_not_guessed_at(written: str, doubt: str, tmp_path: Path) -> None:
    found = one(tmp_path, f"<h1>A</h1>{written}<p>Text.</p>", "title: h1\nbody: p\ndate: i\n")
    assert (found.fields["date"], found.fields["date_basis"]) == ("XXXX", "unknown")
    assert found.path == "undated/a.md"
    assert [message.partition(" Write")[0].partition(" Correct")[0] for message in said(found)] == [f"date: {doubt}"]


def test_what_a_rule_does_not_find_or_finds_twice_is_said(tmp_path: Path) -> None:
    page = "<html lang=en><h1>A</h1><b>Ada</b><b>Grace</b><p>Text.</p>"
    found = one(tmp_path, page, "title: h1\nbody: p\nspeaker: b\nkicker: .kicker\n")
    assert said(found) == [
        "kicker: “.kicker” finds nothing. Correct the rule, or write kicker: by hand.",
        "speaker: “b” finds 2 different texts: “Ada”, “Grace”. Make the rule narrower, or write it by hand.",
    ]
    assert [doubt.severity for doubt in found.doubts] == [Severity.NOTICE, Severity.WARNING]
    assert "speaker" not in found.fields


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("", "The page is empty. Save it again."),
        ("<p>Text.</p>", "title: “h1” finds nothing. Correct the rule, or write title: by hand."),
        ("<h1>A</h1><h1>B</h1><p>Text.</p>", "title: “h1” finds 2 different texts: “A”, “B”. "
         "Make the rule narrower, or write it by hand."),
        ("<h1>A</h1><p> </p>", "body: “p” finds no text. Correct the rule, or leave the page out."),
        ("<h1>***</h1><p>Text.</p>", "title: The title holds no letter and no digit. Write what the speech is called."),
    ],
)  # fmt: skip
def test_a_page_that_makes_no_file_says_why(page: str, problem: str, tmp_path: Path) -> None:
    (found,) = imported(tmp_path, {"page.html": page}, "title: h1\nbody: p\n")
    assert isinstance(found, Problem)
    assert (found.path, found.text, found.severity) == (str(tmp_path / "page.html"), problem, Severity.ERROR)


def test_a_title_that_stands_twice_is_one_title(tmp_path: Path) -> None:
    assert one(tmp_path, "<h1>A</h1><h1>A</h1><p>Text.</p>", "title: h1\nbody: p\n").fields["title"] == "A"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=windows-1251>", "cp1251"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>", "koi8-r"),
        ("<?xml version='1.0' encoding='iso-8859-5'?>", "iso-8859-5"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("<meta charset=utf-8>", "utf-16"),
    ],
)
def test_the_encoding_is_the_one_of_the_file(head: str, encoding: str, tmp_path: Path) -> None:
    page = f"{head}<html lang=ru><h1>Вода</h1><p>Текст.</p>".encode(encoding)
    found = one(tmp_path, page, "title: h1\nbody: p\n")
    assert (found.fields["title"], found.body, found.doubts) == ("Вода", "Текст.", ())


def test_latin_1_is_read_as_browsers_do(tmp_path: Path) -> None:
    page = "<meta charset=iso-8859-1><h1>A</h1><p>“é”</p>".encode("cp1252")
    assert one(tmp_path, page, "title: h1\nbody: p\n").body == "“é”"


def test_a_doubtful_encoding_is_said(tmp_path: Path) -> None:
    rules = "title: h1\nbody: p\n"
    assert said(one(tmp_path, b"<h1>A</h1><p>\xe9</p>", rules)) == [
        "The page does not say its encoding. It was read as windows-1252. Look at the letters beyond ASCII."
    ]
    assert said(one(tmp_path, b"<meta charset=utf-8><h1>A</h1><p>\xe9</p>", rules)) == [
        "The byte 0xE9 is not utf-8; U+FFFD stands for it. Look at the letters beyond ASCII."
    ]
    assert said(one(tmp_path, b"<meta charset=klingon><h1>A</h1><p>\xe9</p>", rules)) == [
        "The page says that it is in klingon, which is not known. It was read as windows-1252. "
        "Look at the letters beyond ASCII."
    ]


def test_links_and_pictures_that_lead_nowhere_are_said(tmp_path: Path) -> None:
    page = (
        "<h1>A</h1><p>See <a href='2.html'>two</a>, <a href='#x'>x</a>, <a href='javascript:go()'>go</a>, "
        "<a href='https://example.org/'>all</a>.<img src='none.png'><img src='../../../etc/hostname'></p>"
    )
    found = one(tmp_path, page, "title: h1\nbody: p\n")
    assert found.body == "See two, x, go, [all](https://example.org/)."
    assert [doubt.message for doubt in found.doubts] == [
        "The link to 2.html leads nowhere; its words were kept.",
        "The picture none.png is not beside the page.",
        "The picture ../../../etc/hostname is not beside the page.",
    ]
    assert found.assets == {}


def test_a_picture_is_taken_from_the_source_and_from_nowhere_else(tmp_path: Path) -> None:
    page = "<h1>A</h1><p>Text. <img src='../sea.png' alt='The sea'><img src='../../secret.png'></p>"
    write(
        tmp_path,
        {"secret.png": b"", "site/sea.png": b"", "site/pages/a.html": page, "rules.yaml": "title: h1\nbody: p\n"},
    )
    (found,) = pages(tmp_path / "site", ruled(tmp_path / "rules.yaml"))
    assert isinstance(found, Found)
    assert found.body == "Text. ![The sea](a/sea.png)"
    assert list(found.assets.values()) == [tmp_path / "site/pages/../sea.png"]
    assert [doubt.message for doubt in found.doubts] == ["The picture ../../secret.png is not beside the page."]


def test_a_page_knows_its_address_from_the_browser_that_saved_it(tmp_path: Path) -> None:
    page = "<!-- saved from url=(0026)https://example.org/a/1.htm --><h1>A</h1><p><a href='2.htm'>two</a></p>"
    found = one(tmp_path, page, "title: h1\nbody: p\n")
    assert found.fields["source"] == "https://example.org/a/1.htm"
    assert found.body == "[two](https://example.org/a/2.htm)"


def test_elements_nested_too_deep_are_reported(tmp_path: Path) -> None:
    (found,) = imported(tmp_path, {"page.html": "<h1>A</h1><p>" + "<font>" * 5000 + "x"}, "title: h1\nbody: p\n")
    assert isinstance(found, Problem)
    assert found.message == "The elements of this page are nested too deep to be read."


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ("title: h1\nbody: p\ntitel: h2\n", "3: titel: titel is no rule. Did you mean title?"),
        ("title: 'h1['\nbody: p\n", "1: title: “h1[” is no CSS selector. "
         "Write one such as h1, .lead or div.speech > p."),
        ("title: h1\nbody: p\ndrop:\n  - nav\n  - 'a >'\n", "5: drop: “a >” is no CSS selector. "
         "Write one such as h1, .lead or div.speech > p."),
        ("title: h1\n", ": body: This rule is missing. Say where it stands: body: …"),
        ("title: h1\nbody: p\ndate:\n  select: i\n  atribute: x\n", "5: date: The key atribute is not known here. "
         "Did you mean attribute?"),
        ("title: h1\nbody: p\nfields: {text_status: exact}\n", "3: fields: text_status: “exact” is not one of the "
         "known values. Did you mean excerpt?"),
        ("title: h1\nbody: p\nfields: {kin: good}\n", "3: fields: kin is no field of a speech. Did you mean kind?"),
        ("title: h1\ntitle: h2\nbody: p\n", "2: title: This field stands twice, first on line 1. Keep one of the two."),
    ],
)  # fmt: skip
def test_wrong_rules_are_named_with_their_line(rules: str, problem: str, tmp_path: Path) -> None:
    (found,) = imported(tmp_path, {"page.html": PAGE}, rules)
    file = str(tmp_path / "rules" / "rules.yaml")
    assert str(found) == f"{file}{'' if problem.startswith(': ') else ':'}{problem}"


def test_without_rules_it_says_that_they_are_needed(tmp_path: Path) -> None:
    (found,) = pages(tmp_path, Settings())
    assert str(found) == (
        f"{tmp_path}: To read this, rules are needed. "
        "Write them as docs/importing.md shows, and name the file: --rules FILE."
    )
