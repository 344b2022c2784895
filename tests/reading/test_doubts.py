"""What is said about a doubtful date: weekdays, other calendars, "today" without a day, twins, the future."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rostra.problem import Severity
from rostra.reading import read
from tests.making import make, speech


def doubts_of(text: str, path: str = "a.md", language: str = "en") -> list[str]:
    found = read(path, path, text.encode(), language=language).problems
    assert all(problem.severity != Severity.ERROR for problem in found)
    return [str(problem) for problem in found]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("Wednesday 17th November", []),
        ("17 November", []),
        ("Thursday morning, or Wednesday", []),
        (
            "Thursday 17th November",
            [
                "a.md:4: date_as_given: 2021-11-17 was a Wednesday; the source is said to name “Thursday”. "
                "Correct the date, or what is given."
            ],
        ),
    ],
)
def test_a_weekday_that_is_given_is_compared_with_the_date(given: str, said: list[str]) -> None:
    assert doubts_of(speech(date_as_given=given)) == said


@pytest.mark.parametrize(
    ("body", "beside"),
    [
        ("On Wednesday, 17 November 2021, we met.", ""),
        ("We met on Thursday, 17 November 2021.", "thursday"),
        ("We met on Thursday the 17th of November.", "thursday"),
        ("We met on Thursday, November 17.", "thursday"),
        ("We met on Thursday, 17 November 2022.", ""),
        ("We met on Thursday, 18 November 2021.", ""),
        ("From Thursday to Friday, 17 November, we met.", ""),
        ("On Thursday we shall meet again.", ""),
    ],
)
def test_a_weekday_beside_the_date_in_the_text_is_compared_with_it(body: str, beside: str) -> None:
    said = f"a.md:7: 2021-11-17 was a Wednesday; the text names it beside “{beside}”. "
    said += "Correct the date, if it is not the text's own mistake."
    assert doubts_of(speech(body=f"\n\n{body}")) == ([said] if beside else [])


@pytest.mark.parametrize("thursday", ["پنجشنبه", "پنج‌شنبه", "پنج شنبه"])
def test_a_weekday_in_persian_is_written_in_one_word_or_two(thursday: str) -> None:
    right = speech(date="2021-11-18", date_as_given=f"{thursday} ۲۷ آبان", body=f"{thursday} ۱۸ نوامبر ۲۰۲۱")
    assert doubts_of(right, "a.fa.md") == []
    assert doubts_of(speech(date="2021-11-20", date_as_given="سه‌شنبه"), "a.fa.md")
    assert doubts_of(speech(date="2021-11-20", date_as_given="شنبه"), "a.fa.md") == []


@pytest.mark.parametrize(
    ("body", "is_named"),
    [("목요일, 2020년 11월 5일", False), ("목요일, 2021년 1월 5일", True), ("화요일, 2021년 1월 5일", False)],
)
def test_a_month_is_no_part_of_another_and_the_year_may_stand_first(body: str, is_named: bool) -> None:
    assert bool(doubts_of(speech(date="2021-01-05", body=body), language="ko")) is is_named


def test_two_dates_in_one_calendar_must_agree() -> None:
    text = speech(date="{hijri: 1439-07-08}", calendars="{hijri: 1400-01-01}")
    (problem,) = read("a.md", "a.md", text.encode()).problems
    assert str(problem) == (
        "a.md:4: calendars: The date says hijri 1439-07-08, here it is 1400-01-01. Correct the one that is wrong."
    )


def test_weekdays_and_digits_are_those_of_the_language() -> None:
    body = "در روز پنجشنبه ۱۷ نوامبر ۲۰۲۱ دیدار کردند."
    (said,) = doubts_of(speech(body=body), "a.fa.md")
    assert "was a Wednesday; the text names it beside “پنجشنبه”" in said
    assert doubts_of(speech(body="Am Donnerstag, 17. November 2021."), language="de")
    assert doubts_of(speech(body="El jueves 17 de noviembre de 2021."), language="es")
    assert doubts_of(speech(body="El miércoles 17 de noviembre de 2021."), language="es") == []


@pytest.mark.parametrize(
    ("lang", "body", "word"),
    [
        ("en", "We have come today.", "today"),
        ("en", "This evening we rest.", "This evening"),
        ("en", "Yesterday and todays.", ""),
        ("fa", "امروز گرد آمده‌ایم.", "امروز"),
        ("tr", "Bugün toplandık.", "Bugün"),
        ("ko", "오늘은 기쁜 날입니다.", "오늘"),
        ("zh", "我们今天在这里。", "今天"),
        ("it", "Oggi siamo qui.", ""),
    ],
)
def test_a_text_without_a_date_that_says_today_is_named(lang: str, body: str, word: str) -> None:
    said = f"a.md:6: The text says “{word}”, and it has no date. Where the source tells of which day that is, "
    assert doubts_of(speech(date="XXXX", body=f"First.\n{body}"), language=lang) == (
        [said + "write it as date:."] if word else []
    )
    assert doubts_of(speech(body=body), language=lang) == []


def test_a_stated_month_is_compared_with_the_date() -> None:
    fine = speech(date="2018-03-21/2018-04-16", calendars="{solar-hijri: 1397-01, hijri: 1439-07}")
    assert doubts_of(fine) == []
    wrong = speech(date="2018-03-21/2018-04-16", calendars="{hijri: 1439-10}")
    assert doubts_of(wrong) == [
        "a.md:4: calendars: hijri 1439-10 is 2018-06-15 to 2018-07-13 as computed; the date is 2018-03-21/2018-04-16. "
        "Correct the one that is wrong."
    ]


@pytest.mark.parametrize(
    ("lang", "date", "said"),
    [
        ("fa", "1397-01-06", "{solar-hijri: 1397-01-06}"),
        ("ar", "1439-07", "{hijri: 1439-07}"),
        ("fa", "2018-03-26", ""),
        ("en", "1397-01-06", ""),
        ("fa", "{solar-hijri: 1397-01-06}", ""),
    ],
)
def test_a_year_that_is_probably_of_another_calendar_is_named(lang: str, date: str, said: str) -> None:
    found = doubts_of(speech(date=date), language=lang)
    assert [line.partition("write date: ")[2] for line in found] == ([f"{said}."] if said else [])


def test_a_file_may_be_named_after_its_day_in_another_calendar() -> None:
    text = speech(date="{solar-hijri: 1397-01-06}")
    assert doubts_of(text, "2018/1397-01-06-a.fa.md") == []
    wrong = read("1397-01-07-a.fa.md", "a.md", text.encode()).problems
    assert "The field says 2018-03-26, the file's name says 1397-01-07." in wrong[0].message


def test_twins_that_are_dated_differently_are_named(tmp_path: Path) -> None:
    made = make(tmp_path, {"a.md": speech(date="2021-11-17"), "a.fa.md": speech(date="2021-11-18")})
    assert made.messages == (
        "content/a.md:3: date: 2021-11-17, but 2021-11-18 in content/a.fa.md, the same speech in another language. "
        "Make the two agree.",
    ) or made.messages == (
        "content/a.fa.md:3: date: 2021-11-18, but 2021-11-17 in content/a.md, the same speech in another language. "
        "Make the two agree.",
    )
    assert made.outcome is not None


def test_a_date_that_is_yet_to_come_is_a_notice_and_never_an_error(tmp_path: Path) -> None:
    now = datetime(2021, 11, 16, 23, 30, tzinfo=UTC)
    files = {"a.md": speech(date="2021-11-17")}
    made = make(tmp_path, files, now=now, strict=True)
    assert made.messages == ("content/a.md: date: 2021-11-17 has not come yet.",)
    assert "2021/a/index.html" in made.paths
    there = make(tmp_path / "seoul", {**files, "site.yaml": "time_zone: Asia/Seoul"}, now=now)
    assert there.messages == ()


def test_a_notice_goes_when_its_day_has_come(tmp_path: Path) -> None:
    from rostra.build import Plan, build
    from tests.making import TEMPLATES, write

    content = write(tmp_path / "content", {"a.md": speech(date="2021-11-17")})

    def messages(hour: datetime) -> int:
        plan = Plan(
            content=content,
            output=tmp_path / "output",
            templates=TEMPLATES,
            now=hour,
            cache=tmp_path / "cache",
        )
        return len(build(plan, lambda *_: None).problems)

    assert messages(datetime(2021, 11, 16, 12, tzinfo=UTC)) == 1
    assert messages(datetime(2021, 11, 16, 23, tzinfo=UTC)) == 1
    assert messages(datetime(2021, 11, 17, 0, tzinfo=UTC)) == 0
