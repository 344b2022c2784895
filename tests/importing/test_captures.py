"""Captures of pages as text become texts by rules: lines of titles, kickers and noise, and words that tell of a day."""

import re
import time
from pathlib import Path

import pytest

from rostra.importing import timing
from rostra.importing.captures import captures, entries_of
from rostra.importing.found import Found
from rostra.problem import Problem
from rostra.reading import dates
from tests.importing.importing import ruled
from tests.making import write

RULES = """\
drop: ['^The library$', '^More$', '^\\d+ /$']
kicker: ':$'
title: '^.{1,40}[^.:!]$'
date:
  - '(?P<weekday>\\w+day),? (?P<date>\\d+\\w* \\w+ \\d{4})'
  - 'this evening \\((?P<weekday>\\w+day)\\)'
occasion: 'on the occasion of (?:the )?([^,.]+)'
audience: ['meeting with (?:the )?([^,.]+)', 'speaks to (\\w+)']
kind: {message: '\\bmessage\\b', remarks: '\\bmeeting\\b'}
order: newest-first
lang: en
fields: {text_status: report}
"""
CAPTURE = """\
The library

On water:

Water boils
Water boils
In a meeting with readers on the occasion of the opening, Wednesday, 17th November 2021, the librarian said \xa0
that water boils at 100 degrees.
It freezes at 0.

12 /
Salt dissolves
Salt dissolves in water, as was shown this evening (Tuesday).

More
"""


def imported(folder: Path, capture: str | bytes, rules: str = RULES) -> list[Found | Problem]:
    write(folder, {"capture.txt": capture, "rules.yaml": rules})
    return list(captures(folder / "capture.txt", ruled(folder / "rules.yaml")))


def texts(folder: Path, capture: str, rules: str = RULES) -> list[Found]:
    found = imported(folder, capture, rules)
    assert all(isinstance(each, Found) for each in found), found
    return [each for each in found if isinstance(each, Found)]


def dated(folder: Path, text: str, rule: str, more: str = "") -> tuple[Found, str]:
    """A text of one entry, and what is doubtful about it."""
    (found,) = texts(folder, f"A title\n{text}\n", f"title: '^A title$'\ndate: '{rule}'\n{more}")
    return found, " ".join(doubt.message for doubt in found.doubts)


def test_entries_titles_kickers_bodies_and_noise_are_told_apart(tmp_path: Path) -> None:
    water, salt = texts(tmp_path, CAPTURE)
    assert water.source == f"{tmp_path / 'capture.txt'}:5"
    assert water.path == "2021/2021-11-17-water-boils.md"
    assert water.fields == {
        "title": "Water boils",
        "date": "2021-11-17",
        "date_as_given": "Wednesday, 17th November 2021",
        "occasion": "opening",
        "audience": "readers on the occasion of the opening",
        "kicker": "On water:",
        "kind": "remarks",
        "text_status": "report",
        "lang": "en",
    }
    assert water.body == (
        "In a meeting with readers on the occasion of the opening, Wednesday, 17th November 2021, the librarian said\n"
        "that water boils at 100 degrees.\n\nIt freezes at 0."
    )
    assert water.doubts == ()
    assert salt.fields["title"] == "Salt dissolves"
    assert salt.body == "Salt dissolves in water, as was shown this evening (Tuesday)."


def test_a_weekday_is_bounded_by_the_order_of_the_list(tmp_path: Path) -> None:
    _, salt = texts(tmp_path, CAPTURE)
    assert (salt.fields["date"], salt.fields["date_basis"]) == ("../2021-11-16", "order")
    assert salt.fields["date_as_given"] == "this evening (Tuesday)"
    assert salt.fields["date_note"] == (
        "The source names a Tuesday and lists it below an entry of 2021-11-17, from newest to oldest: "
        "the latest Tuesday possible is 2021-11-16."
    )
    assert [doubt.message for doubt in salt.doubts] == ["The date was bounded by the order of the list."]


def test_the_note_names_the_entry_that_bounds_a_weekday() -> None:
    known = {"order": "newest-first", "date": (re.compile(r"\((?P<weekday>\w+)\)"),)}
    above = [timing.Timed("2021-11-17"), timing.Timed("2021-11-01/2021-12-01")]
    found = timing.timed("It was shown (Tuesday).", known, above)
    assert found.date == "../2021-11-16"
    assert "lists it below an entry of 2021-11-17, from newest to oldest" in found.note


def test_of_the_dates_above_only_the_nearest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    parse = dates.parse

    def noted(text: str) -> dates.Date:
        read.append(text)
        return parse(text)

    monkeypatch.setattr(dates, "parse", noted)
    known = {"order": "newest-first", "date": (re.compile(r"\((?P<weekday>\w+)\)"),)}
    above = [timing.Timed(f"2021-11-{day}") for day in range(30, 16, -1)]
    assert timing.timed("It was shown (Tuesday).", known, above).date == "../2021-11-16"
    assert "2021-11-17" in read
    assert "2021-11-18" not in read


def test_a_long_text_takes_no_longer_a_line_than_a_short_one() -> None:
    start = time.process_time()
    (entry,), left = entries_of("A title\n" + "One line.\n" * 100_000, {"title": (re.compile("^A title$"),)})
    assert time.process_time() - start < 5  # seconds; 20 times that where each line copies those above
    assert (entry.lines, left) == (("One line.",) * 100_000, [])


def test_without_an_order_a_weekday_says_nothing_of_the_date(tmp_path: Path) -> None:
    _, salt = texts(tmp_path, CAPTURE, RULES.replace("order: newest-first\n", ""))
    assert (salt.fields["date"], salt.fields["date_basis"]) == ("XXXX", "unknown")
    assert salt.fields["date_as_given"] == "this evening (Tuesday)"


def test_a_line_that_looks_like_a_kicker_and_has_no_title_below_is_text(tmp_path: Path) -> None:
    (found,) = texts(tmp_path, "Water\nHe said:\nIt boils.\nHe added:\n", "title: '^Water$'\nkicker: ':$'\n")
    assert found.body == "He said:\n\nIt boils.\n\nHe added:"
    assert "kicker" not in found.fields


def test_lines_above_the_first_title_are_named(tmp_path: Path) -> None:
    doubt, found = imported(tmp_path, "\nThe house\nWater\nIt boils.\n", "title: '^Water$'\n")
    assert isinstance(doubt, Problem)
    assert isinstance(found, Found)
    assert (doubt.line, doubt.message) == (2, "“The house” stands above the first title and was left out.")


def test_the_lead_is_the_summary_and_stays_in_the_text(tmp_path: Path) -> None:
    rules = "title: '^Water$'\nlead: '^In short'\n"
    (found,) = texts(tmp_path, "Water\nIn short, it boils.\nAt 100 degrees.\n", rules)
    assert found.fields["summary"] == "In short, it boils."
    assert found.body == "In short, it boils.\n\nAt 100 degrees."


def test_what_markdown_would_take_for_notation_stays_what_it_is(tmp_path: Path) -> None:
    (found,) = texts(tmp_path, "Water\n# 1 *boils* <b> [x](y) and\n12. It freezes.\n", "title: '^Water$'\n")
    assert found.body == "\\# 1 \\*boils\\* &lt;b> \\[x](y) and\n12\\. It freezes."
    assert found.doubts[-1].field == "date"


def test_an_entry_without_a_date_says_so(tmp_path: Path) -> None:
    found, doubt = dated(tmp_path, "It boils today.", r"\d{4}")
    assert (found.fields["date"], found.fields["date_basis"], doubt) == ("XXXX", "unknown", "No date is stated.")
    assert found.path == "undated/a-title.md"


def test_words_that_name_no_year_are_kept_as_given(tmp_path: Path) -> None:
    found, doubt = dated(tmp_path, "It was the first day of Ramadan.", r"first day of \w+")
    assert found.fields["date"] == "XXXX"
    assert found.fields["date_as_given"] == "first day of Ramadan"
    assert doubt == "“first day of Ramadan” does not say the day and the year."


def test_a_weekday_that_the_date_was_not_is_said(tmp_path: Path) -> None:
    found, doubt = dated(tmp_path, "It was Monday 17 November 2021.", r"(?P<weekday>\w+day) (?P<date>\d+ \w+ \d{4})")
    assert found.fields["date"] == "2021-11-17"
    assert doubt == "2021-11-17 was a Wednesday; the source says “Monday 17 November 2021”."


SPANS = r"""\
title: '^A title$'
date:
  - 'month of (?P<hijri>\w+) \((?P<from>\w+ \d+) - (?P<to>\w+ \d+)\)'
  - 'year \((?P<from>[^()]+ \d{4}) - (?P<to>[^()]+ \d{4})\)'
  - 'in (?P<date>\d{4})'
""".removeprefix("\\\n")


def test_spans_give_the_days_that_they_have_in_common(tmp_path: Path) -> None:
    text = "In the month of Rajab (March 18 - April 16) of the new year (March 21, 2018 - March 20, 2019)."
    (found,) = texts(tmp_path, f"A title\n{text}\n", SPANS)
    assert (found.fields["date"], found.fields["date_basis"]) == ("2018-03-21/2018-04-16", "inferred")
    assert found.fields["date_as_given"] == (
        "month of Rajab (March 18 - April 16) … year (March 21, 2018 - March 20, 2019)"
    )
    assert found.fields["date_note"] == (
        "The days that these words of the source have in common: “month of Rajab (March 18 - April 16)”; "
        "“year (March 21, 2018 - March 20, 2019)”."
    )


@pytest.mark.parametrize(
    ("text", "date", "doubt"),
    [
        ("In the month of Rajab (March 18 - April 16).", "XXXX",
         "“month of Rajab (March 18 - April 16)” allows more than one date."),
        ("In the month of Rajab (March 18 - April 16), in 2021.", "XXXX",
         "“month of Rajab (March 18 - April 16) … in 2021” does not fit together."),
        ("In the month of Rajab (March 9 - April 16), in 2018.", "XXXX",
         "“month of Rajab (March 9 - April 16) … in 2018” does not fit together."),
        ("In the month of Rajab (March 18 - April 25), in 2018.", "XXXX",
         "“month of Rajab (March 18 - April 25) … in 2018” does not fit together."),
        ("In the month of Safar (March 18 - April 16), in 2018.", "XXXX",
         "“month of Safar (March 18 - April 16) … in 2018” does not fit together."),
        ("In the month of Rajab (March 18 - April 16), in 2018.", "2018-03-18/2018-04-16", ""),
        ("In the year (March 21, 2018 - March 20, 2019).", "2018-03-21/2019-03-20", ""),
        ("It was in 2018.", "2018", ""),
    ],
)  # fmt: skip
def test_what_spans_allow_and_no_more(text: str, date: str, doubt: str, tmp_path: Path) -> None:
    (found,) = texts(tmp_path, f"A title\n{text}\n", SPANS)
    assert found.fields["date"] == date
    assert [problem.message for problem in found.doubts if problem.message.startswith("“")] == (
        [doubt] if doubt else []
    )


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ("title: '('\n", "1: title: “(” is no regular expression: missing ), unterminated subpattern (at character 1). "
         "Write it in single quotes, and a backslash before a bracket, a point or a star that is meant itself."),
        ("title: x\ndrop:\n - a\n - '*'\n", "4: drop: “*” is no regular expression: nothing to repeat "
         "(at character 1). Write it in single quotes, and a backslash before a bracket, a point or a star "
         "that is meant itself."),
        ("title: x\ndate: '(?P<day>x)'\n", "2: date: A date has no group day. "
         "Name it one of: date, from, hijri, to, weekday."),
        ("title: x\ndate: '(?P<from>x)'\n", "2: date: A span has two ends. "
         "Write both groups, (?P<from>…) and (?P<to>…)."),
        ("title: x\nkind: y\n", "2: kind: This must be a map. Write each value with its pattern: message: '^Message'."),
        ("title: x\nbody: y\n", "2: body: body is no rule. Write one of: audience, date, drop, fields, kicker, "
         "kind, lang, lead, occasion, order, place, setting, speaker, tags, text_status, title."),
        ("title: x\norder: random\n", "2: order: “random” is not one of the known values. Write one of: newest-first."),
    ],
)  # fmt: skip
def test_wrong_rules_are_named_with_their_line(rules: str, problem: str, tmp_path: Path) -> None:
    (found,) = imported(tmp_path, CAPTURE, rules)
    assert str(found) == f"{tmp_path / 'rules.yaml'}:{problem}"


@pytest.mark.parametrize(
    ("capture", "message"),
    [("", "The file is empty."), ("It boils.\n", "No line of this file is a title by the rules.")],
)
def test_a_capture_without_entries_says_so(capture: str, message: str, tmp_path: Path) -> None:
    (found,) = imported(tmp_path, capture)
    assert isinstance(found, Problem)
    assert found.message == message
