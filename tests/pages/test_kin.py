"""What a speech is read beside: its occasion's last and next, and the same day in other years."""

import re
from pathlib import Path

import pytest

from tests.making import Made, make, speech


def after_text(made: Made, path: str) -> list[list[str]]:
    """The blocks below the text of a speech, line by line."""
    blocks = re.findall(r'class="series".*?</(?:nav|section)>', made.main(path), flags=re.DOTALL)
    return [[line for line in re.sub(r"<[^>]+>", "", f"<{block}").splitlines() if line.strip()] for block in blocks]


FILES = {
    "a.md": speech("First", "2018-05-01", occasion="Hajj"),
    "b.md": speech("Second", "2019-05-01", occasion="[Hajj, Eid]"),
    "c.md": speech("Third", "2021", occasion="Hajj"),
    "d.md": speech("Other", "2019-05-01"),
    "e.md": speech("Perhaps", "2017-05-01?"),
    "f.md": speech("Alone", "2017-06-02"),
}


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("2018/a", [["Hajj", "After Second 1 May 2019"], ["Also on this day", "Second 1 May 2019"]]),
        (
            "2019/b",
            [["Hajj", "Before First 1 May 2018", "After Third 2021"], ["Also on this day", "First 1 May 2018"]],
        ),
        ("2021/c", [["Hajj", "Before Second 1 May 2019"]]),
        ("2019/d", [["Also on this day", "First 1 May 2018"]]),
        ("2017/e", []),
        ("2017/f", []),
    ],
)
def test_a_speech_leads_to_its_kin(tmp_path: Path, page: str, said: list[list[str]]) -> None:
    assert after_text(make(tmp_path, FILES), f"{page}/index.html") == said


def test_the_newest_years_of_a_day_are_named_one_speech_each(tmp_path: Path) -> None:
    files = {f"n{year}{n}.md": speech(f"N{year}{n}", f"{year}-05-01") for year in range(2010, 2018) for n in "ab"}
    found = after_text(make(tmp_path, files), "2014/n2014a/index.html")
    assert [line.split()[0] for line in found[0][1:]] == ["N2017a", "N2016a", "N2015a", "N2013a", "N2012a"]


def test_the_day_is_that_of_the_readers_calendar(tmp_path: Path) -> None:
    files = {
        "site.yaml": "language: fa\ncalendars: [gregorian, solar-hijri]",
        "a.md": speech("یکم", "2018-03-21"),  # 1 Farvardin 1397
        "b.md": speech("دوم", "2020-03-20"),  # 1 Farvardin 1399
        "c.md": speech("سوم", "2021-03-20"),  # 30 Esfand 1399
    }
    made = make(tmp_path, files)
    assert after_text(made, "2018/a/index.html") == [["در همین روز", "دوم ۱ فروردین ۱۳۹۹"]]
    assert after_text(made, "2021/c/index.html") == []
