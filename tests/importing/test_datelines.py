"""Which dates a text states, and which lines say a date and nothing else but where."""

import pytest

from rostra.importing.datelines import dateline_of, dates_in


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Budget 2023-24", ()),
        ("Budget 2009-10", ()),
        ("2009-10", ("2009-10",)),
        ("Report 2021-05", ("2021-05",)),
        ("Resolution 1325/2 was adopted.", ()),
        ("In 2021. 5 ships came", ()),
        ("2021 - 5 ships", ()),
        ("2021-02-31", ()),
        ("2021-13", ()),
        ("2021/5/6", ("2021-05-06",)),
        ("2021. 5. 6.", ("2021-05-06",)),
        ("2021年5月", ("2021-05",)),
        ("2021年5月6日", ("2021-05-06",)),
        ("2021년 5월 6일", ("2021-05-06",)),
        ("2021년 5월", ("2021-05",)),
        ("2021年5月3回目", ("2021-05",)),
        ("2021-11-17T09:00:00+01:00", ("2021-11-17",)),
    ],
)
def test_a_year_with_a_number_is_a_month_only_where_it_is_written_as_one(text: str, dates: tuple[str, ...]) -> None:
    assert dates_in(text) == dates


@pytest.mark.parametrize(
    ("line", "lang", "date"),
    [
        ("17 November 2021", "en", "2021-11-17"),
        ("17 November 2021.", "en", "2021-11-17"),
        ("Washington, D.C., 17 November 2021", "en", "2021-11-17"),
        ("Wednesday, 17 November 2021, 10:30", "en", "2021-11-17"),
        ("Москва, 17 ноября 2021 г.", "ru", "2021-11-17"),
        ("2021年11月17日（星期三）北京", "zh", "2021-11-17"),
        ("Since 3 May 1990 we have kept this light", "en", ""),
        ("Founded 3 May 1990.", "en", ""),
        ("It was long ago. 3 May 1990", "en", ""),
        ("2021年5月6日我们在北京举行第一次会议", "zh", ""),
        ("17 – 19 November 2021", "en", ""),
        ("3 May 1990, 4 May 1990", "en", ""),
        ("Cairo", "en", ""),
    ],
)
def test_a_line_of_its_own_says_a_date_and_a_place_at_most(line: str, lang: str, date: str) -> None:
    assert dateline_of(line, lang) == date
