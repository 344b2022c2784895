"""Years, months, terms: how lists are cut, and what they lead to."""

import re
from pathlib import Path

from tests.making import make, speech


def of_one_year(count: int, **fields: str) -> dict[str, str]:
    """`count` speeches on the first days of the months of 2021."""
    return {
        f"n{number:03}.md": speech(f"N{number}", f"2021-{number % 12 + 1:02}-01", **fields) for number in range(count)
    }


def test_a_year_of_200_speeches_lists_them_all(tmp_path: Path) -> None:
    made = make(tmp_path, of_one_year(200))
    assert made.main("2021/index.html").count('<li>\n<p class="date">') == 200
    assert "2021/01/index.html" not in made.paths


def test_a_year_of_more_shows_its_months(tmp_path: Path) -> None:
    files = {
        **of_one_year(203),
        "open.md": speech("Some day", "2021"),
        "two.md": speech("Two years", "2020-12-30/2021-01-02"),
    }
    made = make(tmp_path, files)
    main = made.main("2021/index.html")
    assert re.findall(r'href="../2021/01/index.html">([^<]+)</a> .*?<span class="count">(\d+)<', main) == [
        ("January", "17")
    ]
    assert "Without a month" in main
    assert [title in main for title in ("Some day", "Two years", ">N0<")] == [True, True, False]
    assert made.main("2021/12/index.html").count('<p class="date">') == 16
    assert 'rel="prev" href="../../2021/11/index.html"' in made.main("2021/12/index.html")


def test_a_term_of_more_than_200_shows_its_years(tmp_path: Path) -> None:
    files = {**of_one_year(200, occasion="Hajj"), "u.md": speech("Undated", "XXXX", occasion="Hajj")}
    made = make(tmp_path, files)
    main = made.main("occasions/hajj/index.html")
    assert ">Undated<" in main
    assert ">N1<" not in main
    assert made.main("occasions/hajj/2021/index.html").count('<p class="date">') == 200


def test_a_term_lists_its_speeches_by_year_the_newest_first(tmp_path: Path) -> None:
    made = make(
        tmp_path, {"a.md": speech("Old", "1999", occasion="Hajj"), "b.md": speech("New", "2021", occasion="Hajj")}
    )
    main = made.main("occasions/hajj/index.html")
    assert re.findall(r'<h2 id="(y\d+)">', main) == ["y2021", "y1999"]
    assert 'href="../../occasions/hajj/index.html#y1999"' in main


def test_years_without_speeches_are_gaps_in_the_bars(tmp_path: Path) -> None:
    made = make(tmp_path, {"a.md": speech("A", "2018"), "b.md": speech("B", "2021")})
    main = made.main("index.html")
    assert re.findall(r'<span class="none">.*?class="year">(\d+)<', main) == ["2020", "2019"]


def test_the_overview_counts_each_year(tmp_path: Path) -> None:
    made = make(tmp_path, {"a.md": speech("A", "1998"), "b.md": speech("B", "1998"), "c.md": speech("C", "2021")})
    found = re.findall(r'">(\d{4})</a> .*?class="count">(\d+)<', made.main("years/index.html"))
    assert found == [("1998", "2"), ("2021", "1")]


def test_420_speeches_on_one_day_are_all_listed(tmp_path: Path) -> None:
    made = make(tmp_path, {f"2021-11-17-n{number}.md": speech(f"N{number}") for number in range(420)})
    assert made.messages == ()
    assert made.main("2021/11/index.html").count('<p class="date">') == 420


def test_an_empty_archive_says_how_to_begin(tmp_path: Path) -> None:
    made = make(tmp_path, {})
    assert "There are no speeches yet." in made.main("index.html")
    assert "years/index.html" not in made.paths
