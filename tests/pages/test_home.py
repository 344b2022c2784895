"""The home page."""

import re
from pathlib import Path

import pytest

from tests.making import Made, make, speech


def test_home_names_the_newest_first(tmp_path: Path) -> None:
    made = make(tmp_path, {"2020/old.md": speech("Old", "2020-01-01"), "2021/new.md": speech("New", "2021-01-01")})
    assert made.messages == ()
    main = made.main("index.html")
    assert main.index(">New<") < main.index(">Old<")


# Occasions by year


def dots(made: Made, path: str = "index.html") -> dict[str, list[str]]:
    """The rows of the matrix: the label, and what stands in each column."""
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", made.main(path))
    return {
        re.sub("<[^>]+>", "", row.partition("</th>")[0]): [
            re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", row)
        ]
        for row in rows
    }


def test_occasions_that_come_again_are_shown_by_year(tmp_path: Path) -> None:
    files = {
        "a.md": speech("A", "2018", occasion="Hajj"),
        "b.md": speech("B", "2020-05", occasion="[Hajj, Eid]"),
        "c.md": speech("C", "2020", occasion="Hajj"),
        "d.md": speech("D", "2019", occasion="Eid"),
        "e.md": speech("E", "XXXX", occasion="Eid"),
    }
    made = make(tmp_path, files)
    assert re.findall(r'<th scope="col"><span>([^<]+)<', made.main("index.html")) == ["2018", "2019", "2020"]
    assert dots(made) == {"Eid": ["", "1", "1"], "Hajj": ["1", "", "2"]}
    assert 'class="dot-5" href="./occasions/hajj/index.html#y2020" title="Hajj, 2020: 2"' in made.main("index.html")
    assert 'class="dot-4" href="./occasions/hajj/index.html#y2018"' in made.main("index.html")


def test_many_years_are_shown_by_decades(tmp_path: Path) -> None:
    files = {f"n{year}.md": speech("N", f"{year}", occasion="Hajj", audience="All") for year in range(1951, 2000, 4)}
    made = make(tmp_path, {**files, "x.md": speech("X", "1994", occasion="Eid")})
    columns = re.findall(r'<th scope="col"><span>([^<]+)<', made.main("index.html"))
    assert columns == ["1950–1959", "1960–1969", "1970–1979", "1980–1989", "1990–1999"]
    assert dots(made) == {"Hajj": ["3", "2", "3", "2", "3"], "Eid": ["", "", "", "", "1"]}
    assert 'href="./occasions/hajj/index.html#y1991" title="Hajj, 1990–1999: 3"' in made.main("index.html")


@pytest.mark.parametrize("occasions", [("Hajj", "Hajj"), ("Hajj", "Eid")])
def test_there_is_no_matrix_where_nothing_is_to_be_compared(tmp_path: Path, occasions: tuple[str, str]) -> None:
    files = {f"n{n}.md": speech("N", f"202{n}", occasion=occasion) for n, occasion in enumerate(occasions)}
    assert dots(make(tmp_path, files)) == {}


def test_audiences_are_shown_where_no_occasion_comes_again(tmp_path: Path) -> None:
    files = {f"n{n}.md": speech("N", f"202{n}", audience="[All, Some]", occasion=f"Day {n}") for n in range(2)}
    made = make(tmp_path, files)
    assert ">Audiences by year<" in made.main("index.html")
    assert dots(made) == {"All": ["1", "1"], "Some": ["1", "1"]}
