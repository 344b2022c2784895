"""Other calendars: every month of two centuries beside a second library, what may be written, and what is computed."""

import datetime as dt
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rostra.reading import calendars, dates
from rostra.reading.calendars import CALENDARS, Moment, segment
from rostra.reading.dates import Day
from rostra.reading.reckoning import Reckoning, agrees, computed, dated, span, stated
from rostra.schema import Wrong

IN_NODE = """
const [calendar, first, last] = process.argv.slice(1);
const parts = {year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC"};
const form = new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, parts);
const found = [];
for (let time = Date.parse(first); time <= Date.parse(last); time += 86400000) {
  const {year, month, day} = Object.fromEntries(form.formatToParts(time).map((part) => [part.type, part.value]));
  if (day === "1") found.push([new Date(time).toISOString().slice(0, 10), Number(year), month]);
}
console.log(JSON.stringify(found));
"""


def months_in_node(calendar: str, first: str, last: str) -> list[tuple[str, int, str]]:
    """The first day of each month from `first` to `last`, with year and month, as ICU has them."""
    made = subprocess.run(["node", "-e", IN_NODE, calendar, first, last], capture_output=True, text=True, check=True)
    return [tuple(row) for row in json.loads(made.stdout)]


def day_of(text: str) -> Day:
    found = dt.date.fromisoformat(text)
    return found.year, found.month, found.day


def test_every_solar_month_from_1300_to_1450_begins_when_icu_says() -> None:
    found = months_in_node("persian", "1921-03-21", "2072-03-19")
    assert len(found) == 151 * 12
    for day, year, month in found:
        assert CALENDARS["solar-hijri"].of(day_of(day)) == (year, int(month), 1)
        assert CALENDARS["solar-hijri"].day(year, int(month), 1) == day_of(day)


def published() -> Iterator[tuple[int, int, dt.date]]:
    """Year, month and first day of each month of the published Umm al-Qura calendar."""
    for line in (Path(__file__).parent / "umm_al_qura.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            year, begin, lengths = line.split()
            day = dt.date.fromisoformat(begin)
            for month, last_digit in enumerate(lengths, 1):
                yield int(year), month, day
                day += dt.timedelta(days=int(last_digit) + (20 if last_digit in "89" else 30))


def test_every_lunar_month_from_1356_to_1498_begins_when_the_published_tables_say() -> None:
    found = list(published())
    assert len(found) == 143 * 12
    differ = [
        (year, month)
        for year, month, day in found
        if CALENDARS["hijri"].of((day.year, day.month, day.day)) != (year, month, 1)
    ]
    assert differ == [(1427, 6)]  # where the library, and that of another author, say a day later


def test_every_lunar_month_from_1420_to_1450_begins_when_icu_says() -> None:
    """Before and after, ICU computes by a rule that the published calendar does not follow."""
    found = [row for row in months_in_node("islamic-umalqura", "1999-04-17", "2029-05-14") if 1420 <= row[1] <= 1450]
    assert len(found) == 31 * 12
    for day, year, month in found:
        assert CALENDARS["hijri"].of(day_of(day)) == (year, int(month), 1)
        assert CALENDARS["hijri"].day(year, int(month), 1) == day_of(day)


def test_every_lunar_month_from_1343_to_1500_follows_the_one_before() -> None:
    for year in range(1343, 1501):
        for month in range(1, 13):
            begin = dt.date(*CALENDARS["hijri"].day(year, month, 1))
            last = begin + dt.timedelta(days=CALENDARS["hijri"].length(year, month) - 1)
            assert CALENDARS["hijri"].of((last.year, last.month, last.day))[:2] == (year, month)
            if (year, month) != (1500, 12):
                after = last + dt.timedelta(days=1)
                assert CALENDARS["hijri"].of((after.year, after.month, after.day))[2] == 1


def test_every_lunar_month_from_1300_to_1342_begins_when_icu_says_the_tabular_calendar_does() -> None:
    found = [row for row in months_in_node("islamic-civil", "1882-11-12", "1924-07-31") if row[1] < 1343]
    assert (found[0][1:], found[-1][1:]) == ((1300, "1"), (1342, "12"))
    for day, year, month in found:
        assert CALENDARS["hijri"].of(day_of(day)) == (year, int(month), 1)
        assert CALENDARS["hijri"].day(year, int(month), 1) == day_of(day)


def test_every_hebrew_month_of_two_centuries_begins_when_icu_says() -> None:
    order = ["Tishri", "Heshvan", "Kislev", "Tevet", "Shevat", "Adar I", "Adar", "Nisan", "Iyar", "Sivan"]
    order += ["Tamuz", "Av", "Elul"]
    for day, year, month in months_in_node("hebrew", "1899-09-05", "2100-10-03"):
        number = 1 + order.index("Adar" if month == "Adar II" else month)
        assert CALENDARS["hebrew"].of(day_of(day)) == (year, number, 1), day
        assert CALENDARS["hebrew"].day(year, number, 1) == day_of(day)


@pytest.mark.parametrize(
    ("name", "day", "there"),
    [
        ("buddhist", (2021, 11, 17), (2564, 11, 17)),
        ("japanese-era", (2021, 11, 17), (5003, 11, 17)),
        ("japanese-era", (2019, 5, 1), (5001, 5, 1)),
        ("japanese-era", (2019, 4, 30), (4031, 4, 30)),
        ("japanese-era", (1989, 1, 7), (3064, 1, 7)),
        ("japanese-era", (1926, 12, 24), (2015, 12, 24)),
        ("japanese-era", (1873, 1, 1), (1006, 1, 1)),
        ("hebrew", (2024, 2, 10), (5784, 6, 1)),
        ("hebrew", (2024, 3, 11), (5784, 7, 1)),
        ("hebrew", (2023, 2, 22), (5783, 7, 1)),
    ],
)
def test_a_day_has_its_name_in_each_calendar(name: str, day: Day, there: Moment) -> None:
    assert CALENDARS[name].of(day) == there
    assert CALENDARS[name].day(*there) == day


@settings(max_examples=200, deadline=None)
@given(st.dates(dt.date(1873, 1, 1), dt.date(2100, 1, 1)), st.sampled_from(sorted(CALENDARS)))
def test_there_and_back_again_is_the_same_day(day: dt.date, name: str) -> None:
    there = CALENDARS[name].of((day.year, day.month, day.day))
    if name == "hijri" and there[0] == 1342:
        return  # the tabular year 1342 ends a day after that of Umm al-Qura
    assert CALENDARS[name].day(*there) == (day.year, day.month, day.day)
    assert 1 <= there[2] <= CALENDARS[name].length(*there[:2])


# What is computed says no more than is known


@pytest.mark.parametrize(
    ("edtf", "name", "first", "last"),
    [
        ("2021-11-17", "solar-hijri", (1400, 8, 26), (1400, 8, 26)),
        ("2021-11-17", "hijri", (1443, 4, 12), (1443, 4, 12)),
        ("2021-11", "solar-hijri", (1400, 8), (1400, 9)),
        ("2021", "solar-hijri", (1399,), (1400,)),
        ("2021-21", "solar-hijri", (1399, 12), (1400, 3)),
        ("193X", "solar-hijri", (1308,), (1318,)),
        ("2018-03-21/2018-04-16", "solar-hijri", (1397, 1, 1), (1397, 1, 27)),
        ("2018-03/2018-04-16", "solar-hijri", (1396, 12), (1397, 1, 27)),
        ("2001/2012", "solar-hijri", (1379,), (1391,)),
        ("../2021-05-25", "solar-hijri", (), (1400, 3, 4)),
        ("2021-05-25/..", "solar-hijri", (1400, 3, 4), ()),
    ],
)
def test_a_date_is_no_finer_in_another_calendar(edtf: str, name: str, first: Moment, last: Moment) -> None:
    found = computed(dates.parse(edtf), name)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("edtf", "name"),
    [("XXXX", "solar-hijri"), ("-0043-03-15", "solar-hijri"), ("1850", "japanese-era"), ("0400", "hijri")],
)
def test_a_date_is_in_no_calendar_that_does_not_reach_it(edtf: str, name: str) -> None:
    found = computed(dates.parse(edtf), name)
    assert found is None or found.first[0] > 0


@pytest.mark.parametrize(
    ("edtf", "name", "basis"),
    [
        ("2021-11-17", "solar-hijri", "computed"),
        ("2021-11-17", "hijri", "umm-al-qura"),
        ("1863-11-19", "hijri", "tabular"),
        ("1900/2000", "hijri", "tabular"),
    ],
)
def test_what_is_computed_says_how(edtf: str, name: str, basis: str) -> None:
    found = computed(dates.parse(edtf), name)
    assert found is not None
    assert found.basis == basis


def test_a_mark_goes_with_the_date() -> None:
    found = computed(dates.parse("2021-11-17%"), "solar-hijri")
    assert found is not None
    assert (found.uncertain, found.approximate) == (True, True)


def test_what_is_doubtful_at_an_end_is_doubtful_there() -> None:
    found = computed(dated("1364~", "solar-hijri"), "hijri")
    assert found is not None
    assert (found.first, found.last, found.approximate, found.uncertain) == ((1405,), (1407,), True, False)
    found = computed(dates.parse("1863?/1865~"), "solar-hijri")
    assert found is not None
    assert (found.first, found.last, found.approximate, found.uncertain) == ((1241,), (1244,), True, True)


def test_the_years_it_touches() -> None:
    assert stated("1397-12/1399", "solar-hijri").years == (1397, 1398, 1399)
    assert stated("1300/1399", "solar-hijri").years == ()
    assert stated("heisei-30/reiwa-2", "japanese-era").years == (4030, 4031, 5001, 5002)


# What an editor writes in another calendar


@pytest.mark.parametrize(
    ("text", "name", "edtf"),
    [
        ("1397-01-06", "solar-hijri", "2018-03-26"),
        ("1397-1-6", "solar-hijri", "2018-03-26"),
        ("1397-01", "solar-hijri", "2018-03-21/2018-04-20"),
        ("1397", "solar-hijri", "2018-03-21/2019-03-20"),
        ("1397~", "solar-hijri", "2018~/2019~"),
        ("1397-01~", "solar-hijri", "2018-03~/2018-04~"),
        ("1397-01-06~", "solar-hijri", "2018-03-26~"),
        ("۱۳۹۷-۰۱-۰۶", "solar-hijri", "2018-03-26"),
        ("139X", "solar-hijri", "2011-03-21/2021-03-20"),
        ("1396-12-29/1397-01-06", "solar-hijri", "2018-03-20/2018-03-26"),
        ("1439-07-08?", "hijri", "2018-03-25?"),
        ("5778-08-10", "hebrew", "2018-03-26"),
        ("2561-03", "buddhist", "2018-03-01/2018-03-31"),
        ("heisei-30-03-26", "japanese-era", "2018-03-26"),
        ("Heisei 31", "japanese-era", "2019-01-01/2019-04-30"),
        ("reiwa-1", "japanese-era", "2019-05-01/2019-12-31"),
        ("3700", "hebrew", "-0061-09-02/-0060-09-18"),
        ("showa-64", "japanese-era", "1989-01-01/1989-01-07"),
        ("heisei-1-01", "japanese-era", "1989-01-08/1989-01-31"),
    ],
)
def test_a_date_may_be_written_in_another_calendar(text: str, name: str, edtf: str) -> None:
    found = dated(text, name)
    assert (found.edtf, found.calendar) == (edtf, name)


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("1397-13-01", "solar-hijri", "1397-13-01 has no month 13. Write one from 01 to 12."),
        ("1398-12-30", "solar-hijri", "1398-12-30 is not in the calendar solar-hijri. That month has 29 days."),
        ("5783-06", "hebrew", "5783-06 is not in the calendar hebrew. Write it such as 5778-08-10."),
        (
            "Rajab 1439",
            "hijri",
            "Rajab 1439 is not a date of the calendar hijri. "
            "Write it such as 1439-07-08, as 1439-07 where the day is not known, or as an interval with a slash.",
        ),
        ("1397/1/06", "solar-hijri", "1397/1/06 is written with slashes. Write 1397-01-06."),
        ("1397/1396", "solar-hijri", "1397/1396 ends before it starts. Write the earlier date first."),
        ("edo-3", "japanese-era", None),
        ("meiji-3", "japanese-era", None),
        ("heisei-40", "japanese-era", None),
        ("heisei-31-05", "japanese-era", None),
        ("heisei-1-01-07", "japanese-era", None),
        ("heisei-1-01-01", "japanese-era", None),
        ("2012-03-04", "japanese-era", None),
        ("199X", "japanese-era", None),
        ("000X", "solar-hijri", None),
        ("999X", "solar-hijri", None),
        ("0000", "hijri", None),
        (
            "showa-64-01-08",
            "japanese-era",
            "showa-64-01-08 is not in the calendar japanese-era. That month has 7 days.",
        ),
        ("1/2/3", "solar-hijri", None),
        ("", "solar-hijri", None),
    ],
)
def test_what_is_no_date_of_the_calendar_is_named(text: str, name: str, said: str | None) -> None:
    with pytest.raises(Wrong) as caught:
        stated(text, name)
    if said:
        assert f"{caught.value.message} {caught.value.hint}" == said


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789-/X?~% reiwa", max_size=14), st.sampled_from(sorted(CALENDARS)))
def test_no_text_breaks_what_reads_it(text: str, name: str) -> None:
    try:
        found = stated(text, name)
    except Wrong:
        return
    first, last = span(found)
    assert first <= last


# Whether what is stated can be true


@pytest.mark.parametrize(
    ("edtf", "name", "text", "is_right"),
    [
        ("2018-03-21/2018-04-16", "hijri", "1439-07", True),
        ("2018-03-21/2018-04-16", "hijri", "1439-08", True),  # 17 April, and the moon may be seen a day earlier
        ("2018-03-21/2018-04-14", "hijri", "1439-08", False),
        ("2018-03-21/2018-04-16", "solar-hijri", "1397-01", True),
        ("2018-03-21/2018-04-16", "solar-hijri", "1396-11", False),
        ("../2018-03-21", "solar-hijri", "1397-03", False),
        ("XXXX", "solar-hijri", "1397-03", True),
    ],
)
def test_a_stated_date_may_differ_by_what_the_moon_does(edtf: str, name: str, text: str, is_right: bool) -> None:
    assert agrees(dates.parse(edtf), stated(text, name)) is is_right


def test_a_year_has_its_own_segment_of_an_address() -> None:
    assert [segment(name, year) for name, year in (("gregorian", 79), ("hijri", 1439), ("japanese-era", 5003))] == [
        "0079",
        "1439",
        "reiwa-3",
    ]


def test_a_reckoning_has_a_month_where_its_bounds_share_one() -> None:
    assert Reckoning("solar-hijri", (1397, 1, 1), (1397, 1, 27), "computed").month == 1
    assert Reckoning("solar-hijri", (1397, 1), (1397, 2), "computed").month is None
    assert Reckoning("solar-hijri", (1397,), (1397,), "computed").month is None
    assert calendars.NAMES[0] == "gregorian"
