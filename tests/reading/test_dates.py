"""EDTF → Date: bounds, marks, order, and what is said about text that is no date."""

import calendar
from datetime import date, timedelta

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rostra.reading.dates import Date, Day, parse
from rostra.schema import Wrong

DAYS = {  # text: shape, earliest, latest
    "1980": ("year", (1980, 1, 1), (1980, 12, 31)),
    "2021-11": ("month", (2021, 11, 1), (2021, 11, 30)),
    "2021-11-17": ("day", (2021, 11, 17), (2021, 11, 17)),
    "2020-02": ("month", (2020, 2, 1), (2020, 2, 29)),
    "1900-02": ("month", (1900, 2, 1), (1900, 2, 28)),
    "0000": ("year", (0, 1, 1), (0, 12, 31)),
    "0000-02-29": ("day", (0, 2, 29), (0, 2, 29)),
    "0079-08-24": ("day", (79, 8, 24), (79, 8, 24)),
    "-0043-03-15": ("day", (-43, 3, 15), (-43, 3, 15)),
    "-0004-02-29": ("day", (-4, 2, 29), (-4, 2, 29)),
    "-0431": ("year", (-431, 1, 1), (-431, 12, 31)),
    "193X": ("decade", (1930, 1, 1), (1939, 12, 31)),
    "18XX": ("century", (1800, 1, 1), (1899, 12, 31)),
    "-004X": ("decade", (-49, 1, 1), (-40, 12, 31)),
    "2021-XX": ("year", (2021, 1, 1), (2021, 12, 31)),
    "2021-XX-XX": ("year", (2021, 1, 1), (2021, 12, 31)),
    "2021-11-XX": ("month", (2021, 11, 1), (2021, 11, 30)),
    "2020-02-XX": ("month", (2020, 2, 1), (2020, 2, 29)),
    "2021-21": ("season", (2021, 3, 1), (2021, 5, 31)),
    "2021-23": ("season", (2021, 9, 1), (2021, 11, 30)),
    "2021-24": ("season", (2021, 1, 1), (2021, 12, 31)),
    "2018-03-21/2018-04-16": ("interval", (2018, 3, 21), (2018, 4, 16)),
    "1984?/2004~": ("interval", (1984, 1, 1), (2004, 12, 31)),
    "193X/195X": ("interval", (1930, 1, 1), (1959, 12, 31)),
    "2021-05-25/2021-05": ("interval", (2021, 5, 25), (2021, 5, 31)),
    "../2021-05-25": ("interval", None, (2021, 5, 25)),
    "/2021-05-25": ("interval", None, (2021, 5, 25)),
    "2021/..": ("interval", (2021, 1, 1), None),
    "2021/": ("interval", (2021, 1, 1), None),
    "XXXX": ("unknown", None, None),
    "xxxx": ("unknown", None, None),
    "../..": ("unknown", None, None),
}  # fmt: skip


@pytest.mark.parametrize("text", DAYS)
def test_a_date_has_the_bounds_of_what_is_known(text: str) -> None:
    found = parse(text)
    assert (found.shape, found.earliest, found.latest) == DAYS[text]


@pytest.mark.parametrize(
    ("mark", "uncertain", "approximate"),
    [("?", True, False), ("~", False, True), ("%", True, True), ("", False, False)],
)
@pytest.mark.parametrize("text", ["1863", "1863-11", "1863-11-19", "193X", "18XX", "2021-XX", "2021-22", "-0043"])
def test_a_mark_changes_nothing_but_how_sure_it_is(text: str, mark: str, uncertain: bool, approximate: bool) -> None:
    found = parse(text + mark)
    assert found.edtf == text + mark
    assert (found.uncertain, found.approximate) == (uncertain, approximate)
    assert (found.shape, found.earliest, found.latest) == (parse(text).shape, parse(text).earliest, parse(text).latest)


def test_the_ends_of_an_interval_keep_what_they_are() -> None:
    start, end = parse("1984?/..").parts
    assert (start.edtf, start.uncertain) == ("1984?", True)
    assert end.shape == "unknown"


@pytest.mark.parametrize(
    ("text", "zone", "day"),
    [
        ("2021-11-17T23:30:00Z", "Asia/Seoul", "2021-11-18"),
        ("2021-11-17T23:30:00Z", "UTC", "2021-11-17"),
        ("2021-11-17 01:00:00 +0900", "UTC", "2021-11-16"),
        ("2021-11-17T01:00:00+09:00", "America/New_York", "2021-11-16"),
        ("2021-11-17 23:30", "Asia/Seoul", "2021-11-17"),
        ("2021-11-17 23:30:15.5", "UTC", "2021-11-17"),
        ("2021-11-17t23:30:00z", "Asia/Seoul", "2021-11-18"),
    ],
)
def test_a_timestamp_is_cut_to_its_day_in_the_time_zone(text: str, zone: str, day: str) -> None:
    assert parse(text, zone) == parse(day)


FORMS = "Write it as YYYY-MM-DD, as YYYY-MM or YYYY where less is known, or as XXXX where nothing is."
REFUSED = {
    "1963-02-30": "1963-02-30 is not a day of the calendar. "
    "February 1963 has 28 days; write one of them, or 1963-02 where the day is unknown.",
    "2021-06-31?": "2021-06-31 is not a day of the calendar. "
    "June 2021 has 30 days; write one of them, or 2021-06 where the day is unknown.",
    "-0001-02-29": "-0001-02-29 is not a day of the calendar. "
    "February -1 has 28 days; write one of them, or -0001-02 where the day is unknown.",
    "2021-13-01": "2021-13-01 has no month 13. Write a month from 01 to 12.",
    "2021-00": "2021-00 has no month 00. Write a month from 01 to 12.",
    "2021-25": "2021-25 has no month 25. Write a month from 01 to 12.",
    "2021-22-01": "2021-22-01 has no month 22. Write a month from 01 to 12.",
    "2021-01-00": "2021-01-00 is not a day of the calendar. "
    "January 2021 has 31 days; write one of them, or 2021-01 where the day is unknown.",
    "2021/2020": "2021/2020 ends before it starts. Write 2020/2021 if the two were swapped.",
    "2021–11–17": "2021–11–17 is written with dashes. Write 2021-11-17.",
    "2021−11−17": "2021−11−17 is written with dashes. Write 2021-11-17.",
    "1939–1945": "1939–1945 is written with dashes. Write 1939/1945.",
    "1939 — 1945": "1939 — 1945 is written with dashes. Write 1939/1945.",
    "2021-11-17–2021-11-19": "2021-11-17–2021-11-19 is written with dashes. Write 2021-11-17/2021-11-19.",
    "17–18 November": f"17–18 November is written with dashes. {FORMS}",
    "1939 / 1945": "1939 / 1945 is not a date in EDTF level 1. Write 1939/1945.",
    "2021-1-7": "2021-1-7 is not a date in EDTF level 1. Write 2021-01-07.",
    "2021/11/17": "2021/11/17 is not a date in EDTF level 1. Write 2021-11-17.",
    "2021.11.17": "2021.11.17 is not a date in EDTF level 1. Write 2021-11-17.",
    "2021/13/17": f"2021/13/17 is not a date in EDTF level 1. {FORMS}",
    "01/02/2021": f"01/02/2021 is not a date in EDTF level 1. {FORMS}",
    "17 November 2021": f"17 November 2021 is not a date in EDTF level 1. {FORMS}",
    "-0000": f"-0000 is not a date in EDTF level 1. {FORMS}",
    "12021": f"12021 is not a date in EDTF level 1. {FORMS}",
    "..": f".. is not a date in EDTF level 1. {FORMS}",
    "2021/2022/2023": f"2021/2022/2023 is not a date in EDTF level 1. {FORMS}",
    "２０２１": "２０２１ is not a date in EDTF level 1. Write 2021.",
    "۱۴۰۰/۰۱/۰۱": "۱۴۰۰/۰۱/۰۱ is not a date in EDTF level 1. Write 1400-01-01.",
    "2021-11-17 25:00": f"2021-11-17 25:00 is not a moment of the calendar. {FORMS}",
    "2021-02-30T10:00Z": f"2021-02-30T10:00Z is not a moment of the calendar. {FORMS}",
    "0001-01-01T00:00:00+14:00": f"0001-01-01T00:00:00+14:00 is not a moment of the calendar. {FORMS}",
    "9999-12-31T23:59:00-14:00": f"9999-12-31T23:59:00-14:00 is not a moment of the calendar. {FORMS}",
}  # fmt: skip
LEVEL_2 = [
    "1XXX", "156X-12-25", "15XX-12-XX", "1560-XX-25", "XXXX-12-25", "XXXX-12", "2021-XX-17", "193X-11", "Y170000002",
    "Y-17E7", "1950S2", "[1667,1668]", "{1667,1668}", "2021?-11", "?2021-11", "2021-11-~17",
    "1863?~", "1863??",
]  # fmt: skip
NONSENSE = ["now", "unknown", "circa 1900", "1900s", "20211117", "2021-W46-3", "2021-321", "2021-11-17T", "/ /", "?"]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_date_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(Wrong) as wrong:
        parse(text)
    assert f"{wrong.value.message} {wrong.value.hint}" == REFUSED[text]


@pytest.mark.parametrize("text", LEVEL_2 + NONSENSE)
def test_level_2_and_nonsense_are_refused(text: str) -> None:
    with pytest.raises(Wrong) as wrong:
        parse(text)
    assert (wrong.value.message, wrong.value.hint) == (f"{text} is not a date in EDTF level 1.", FORMS)


YEARS = st.integers(0, 9999)


@st.composite
def plain(draw: st.DrawFn) -> str:
    year, month = draw(YEARS), draw(st.integers(1, 12))
    day = draw(st.integers(1, calendar.monthrange(year or 4, month)[1]))
    return draw(st.sampled_from([f"{year:04}", f"{year:04}-{month:02}", f"{year:04}-{month:02}-{day:02}"]))


@settings(deadline=None)  # the package takes long over its first date
@given(plain(), st.sampled_from(["", "?", "~", "%"]))
def test_the_fast_way_gives_the_same_bounds_as_the_package(text: str, mark: str) -> None:
    theirs = edtf.parse_edtf(text + mark)
    found = parse(text + mark)
    assert found.earliest == tuple(theirs.lower_strict())[:3]
    assert found.latest == tuple(theirs.upper_strict())[:3]


@given(st.integers(-9999, 9999), st.integers(1, 12))
def test_the_months_of_every_year_follow_on_each_other(year: int, month: int) -> None:
    written = f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}"
    latest = parse(written).latest
    assert latest is not None
    # The calendar repeats itself every 400 years, and Python knows it from year 1 on.
    after = date(year % 400 + 400, month, latest[2]) + timedelta(days=1)
    assert after.day == 1


DATES = st.one_of(
    plain(),
    plain().map(lambda text: f"../{text}"),
    plain().map(lambda text: f"{text}/.."),
    st.tuples(plain(), plain()).map(lambda pair: "/".join(sorted(pair, key=lambda text: parse(text).earliest or ()))),
    YEARS.map(lambda year: f"{year // 10:03}X"),
    YEARS.map(lambda year: f"-{year + 1:04}"[:5]),
    st.just("XXXX"),
)


def dated(text: str) -> Date:
    try:
        return parse(text)
    except Wrong:  # an interval may end before it starts, such as 2021-05-03/2021-05-01
        return parse("XXXX")


@given(DATES, DATES)
def test_what_surely_came_first_stands_first(one: str, other: str) -> None:
    first, second = dated(one), dated(other)
    if first.latest and second.earliest and first.latest < second.earliest:
        assert first.sort_key < second.sort_key


@given(st.lists(st.dates()))
def test_days_sort_as_days(days: list[date]) -> None:
    found = sorted((parse(day.isoformat()) for day in days), key=lambda found: found.sort_key)
    assert [found.edtf for found in found] == [day.isoformat() for day in sorted(days)]


@given(DATES)
def test_the_unknown_stands_last(text: str) -> None:
    found = dated(text)
    assert found.sort_key <= parse("XXXX").sort_key
    assert (found.earliest is None and found.latest is None) == (found.sort_key == parse("XXXX").sort_key)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021-11-17", (2021,)),
        ("2020-12/2021-01", (2020, 2021)),
        ("193X", tuple(range(1930, 1940))),
        ("18XX", ()),
        ("2021/..", ()),
        ("XXXX", ()),
    ],
)
def test_a_date_is_listed_under_the_years_it_touches(text: str, years: tuple[int, ...]) -> None:
    assert parse(text).years == years


@pytest.mark.parametrize(
    ("text", "month"), [("2021-11-17", 11), ("2021-11", 11), ("2021", None), ("2021-10/2021-11", None), ("..", None)]
)
def test_a_date_has_a_month_if_it_lies_in_one(text: str, month: int | None) -> None:
    assert parse(text if text != ".." else "../2021-11-01").month == month


def test_a_day_is_a_tuple_of_three_numbers() -> None:
    day: Day | None = parse("2021-11-17").earliest
    assert day == (2021, 11, 17)


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "Europe", "../zone", ""])
def test_a_time_zone_that_there_is_not_is_wrong(zone: str) -> None:
    with pytest.raises(Wrong, match="is no time zone"):
        parse("2021-11-17T10:00:00Z", zone)
