"""Where a speech stands in its year, and the years in which an occasion did not come."""

from pathlib import Path

import pytest

from rostra.pages.terms import gaps
from rostra.reading.calendars import GREGORIAN
from rostra.reading.markup import minutes_of
from tests.making import make, speech

DAYS = ("2021-01-05", "2021-01-20", "2021-11-17", "2021-11", "2021", "2020/2021", "2019-05-01")


def standing(folder: Path, page: str, settings: str = "") -> str:
    """The line that says it, without its picture."""
    files = {f"{day.replace('/', '_')[:4]}/x{at}.md": speech(f"X{at}", day) for at, day in enumerate(DAYS)}
    main = make(folder, {**files, "site.yaml": settings}).main(page)
    return main.partition('<p class="standing">')[2].partition("</p>")[0]


def test_speech_shows_its_place_in_its_year_and_the_months(tmp_path: Path) -> None:
    line = standing(tmp_path, "2021/x1/index.html")
    assert line.endswith("3 of 5 in 2021</a>")
    assert line.startswith('<a href="../../2021/index.html"><svg viewBox="0 0 59 14"')
    assert line.count("<path") == 12
    assert '<path class="here" d="M0 14h4v-14h-4z"/>' in line
    assert '<path d="M50 14h4v-14h-4z"/>' in line
    assert line.count("v-1h") == 10


def test_speech_without_a_month_marks_none(tmp_path: Path) -> None:
    line = standing(tmp_path, "2021/x4/index.html")
    assert line.endswith("1 of 5 in 2021</a>")
    assert "here" not in line


@pytest.mark.parametrize("page", ["2020/x5", "2019/x6"])
def test_speech_of_no_certain_year_and_one_alone_in_its_year_have_none(page: str, tmp_path: Path) -> None:
    assert standing(tmp_path, f"{page}/index.html") == ""


def test_place_is_in_the_year_of_the_readers_calendar(tmp_path: Path) -> None:
    line = standing(tmp_path, "2021/x0/index.html", "language: fa\ncalendars: [gregorian, solar-hijri]\n")
    assert 'href="../../solar-hijri/1399/index.html"' in line
    assert line.endswith("۱ از ۲ در ۱۳۹۹</a>")


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([], {}),
        ([2020], {}),
        ([2019, 2020], {}),
        ([2015, 2016, 2017, 2020], {2020: (2018, 2019)}),
        ([1789, 1793, 1797, 1805, 1809], {1805: (1801,)}),
        ([1961, 1965, 1969, 1974], {}),
        ([2001, 2003, 2004, 2010, 2011], {}),
        ([2001, 2002, 2003, 2010, 2019], {}),
    ],
)
def test_years_are_missing_where_an_occasion_has_a_step(years: list[int], expected: dict[int, tuple[int, ...]]) -> None:
    assert gaps(years, GREGORIAN) == expected


def test_page_of_an_occasion_names_the_years_without_a_text(tmp_path: Path) -> None:
    files = {
        f"{year}/a.md": speech(date=str(year), occasion="May Day", audience="All") for year in (2016, 2017, 2018, 2021)
    }
    made = make(tmp_path, files)
    main = made.main("occasions/may-day/index.html")
    gap = '<p class="gap">No text for 2020, 2019</p>'
    assert main.index('id="y2021"') < main.index(gap) < main.index('id="y2018"')
    assert "No text for" not in made.main("audiences/all/index.html")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>We meet.</p>", 1),
        (f"<p>{'word ' * 184 * 7}</p>", 7),
        (f"<p>{'کلمه ' * 184 * 3}</p>", 3),
        (f"<p>{'港口开放' * 300}</p>", 4),
        (f"<p>{'항구가 열렸습니다 ' * 184}</p>", 2),
        (f'<p title="{"x " * 9999}">a</p>', 1),
    ],
)
def test_minutes_to_read(html: str, expected: int) -> None:
    assert minutes_of(html) == expected


def test_page_says_how_long_its_text_takes(tmp_path: Path) -> None:
    files = {"2021/a.md": speech(body="We meet again. " * 184), "2021/b.md": speech(body="")}
    made = make(tmp_path, files)
    assert "<li>3 minutes to read</li>" in made.main("2021/a/index.html")
    assert "to read" not in made.main("2021/b/index.html")
