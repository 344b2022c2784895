"""Dates as others write them: read where they are certain, refused where they could be two days."""

import pytest

from rostra.importing.days import Day, day_of
from rostra.schema import Wrong

READ = [
    ("2021-11-17", "en", Day("2021-11-17")),
    ("2018-03-21/2018-04-16", "en", Day("2018-03-21/2018-04-16")),
    ("1863?", "en", Day("1863?")),
    ("2021-11-17 00:00:00 +0800", "en", Day("2021-11-17")),
    ("2021-11-17T22:30:00-08:00", "en", Day("2021-11-17", "2021-11-17T22:30:00-08:00")),
    ("17 November 2021", "en", Day("2021-11-17", "17 November 2021", is_words=True)),
    ("the 2nd of May 2021", "en", Day("2021-05-02", "the 2nd of May 2021", is_words=True)),
    ("November 17, 2021", "en", Day("2021-11-17", "November 17, 2021", is_words=True)),
    ("Nov 2021", "en", Day("2021-11", "Nov 2021", is_words=True)),
    ("17 de noviembre de 2021", "es", Day("2021-11-17", "17 de noviembre de 2021", is_words=True)),
    ("17. November 2021", "de", Day("2021-11-17", "17. November 2021", is_words=True)),
    ("۱۷ نوامبر ۲۰۲۱", "fa", Day("2021-11-17", "۱۷ نوامبر ۲۰۲۱", is_words=True)),
    ("17/11/2021", "en", Day("2021-11-17", "17/11/2021", is_words=True)),
    ("2021/1/5", "en", Day("2021-01-05", "2021/1/5", is_words=True)),
    ("17 November 2021", "no such tag", Day("2021-11-17", "17 November 2021", is_words=True)),
]


@pytest.mark.parametrize(("said", "lang", "day"), READ)
def test_what_is_certain_is_read(said: str, lang: str, day: Day) -> None:
    assert day_of(said, lang) == day


REFUSED = [
    ("07/11/2021", "07/11/2021 does not say which number is the day and which is the month."),
    ("05.04.21", "05.04.21 does not say which number is the day and which is the month."),
    ("31 November 2021", "2021-11-31 is not a day of the calendar."),
    ("Last Modified", "Last Modified is not a date in EDTF level 1."),
    ("17 Novembre 2021", "17 Novembre 2021 is not a date in EDTF level 1."),
]


@pytest.mark.parametrize(("said", "message"), REFUSED)
def test_what_is_not_certain_is_refused(said: str, message: str) -> None:
    with pytest.raises(Wrong) as wrong:
        day_of(said)
    assert str(wrong.value) == message
