"""Years of an occasion side by side: which there are, where they are, and what they show."""

from pathlib import Path

import pytest

from tests.making import Made, make, speech

YEARS = (2015, 2016, 2017, 2019, 2020, 2021)


def made(folder: Path, files: dict[str, str], settings: str = "") -> Made:
    return make(folder, {**files, "site.yaml": f"language: en\n{settings}"})


def yearly(*years: int, **fields: str) -> dict[str, str]:
    return {
        f"{year}/a.md": speech(
            f"Of {year}", f"{year}-05-01", f"In {year} [we](b.pdf) meet.[^1]\n\n[^1]: N.", occasion="May Day", **fields
        )
        for year in years
    }


def pairs(site: Made) -> list[str]:
    return sorted(path.split("/")[-2] for path in site.paths if path.startswith("occasions/") and path.count("/") == 3)


def archive(folder: Path, **others: str) -> Made:
    files = {path: text.replace("b.pdf", "https://example.org") for path, text in yearly(*YEARS).items()}
    return made(folder, {**files, **others})


def test_each_year_and_the_one_before_it_have_a_page(tmp_path: Path) -> None:
    assert pairs(archive(tmp_path)) == ["2015-2016", "2016-2017", "2017-2019", "2019-2020", "2020-2021"]


def test_page_shows_both_texts_and_leads_to_the_pairs_beside_it(tmp_path: Path) -> None:
    site = archive(tmp_path)
    main = site.main("occasions/may-day/2017-2019/index.html")
    assert main.index("In 2017 ") < main.index("In 2019 ")
    assert '<h2 class="title"><a href="../../../2017/a/index.html">Of 2017</a></h2>' in main
    assert 'href="../../../2017/a/index.html#fn-1"' in main
    assert ' id="' not in main.partition('<div class="body">')[2].partition("</section>")[0]
    assert (
        '<a rel="prev" href="../../../occasions/may-day/2016-2017/index.html"><span>Before</span> <bdi>2017</bdi>'
        in main
    )
    assert (
        '<a rel="next" href="../../../occasions/may-day/2019-2020/index.html"><span>After</span> <bdi>2020</bdi>'
        in main
    )
    assert main.count("<option") == 12
    assert '<option value="../../../2017/a/index.html" data-year="2017" selected>2017</option>' in main


def test_page_of_the_occasion_leads_to_each(tmp_path: Path) -> None:
    main = archive(tmp_path).main("occasions/may-day/index.html")
    assert main.count("beside-year") == 5
    assert '<a href="../../occasions/may-day/2017-2019/index.html">Side by side with 2017</a>' in main


OTHERS = {
    "two of one year": {"2019/c.md": speech("C", "2019-06-01", occasion="May Day")},
    "not held": {"2019/a.md": speech("C", "2019-06-01", "", occasion="May Day")},
    "of no certain year": {"2019/a.md": speech("C", "2019/2020", occasion="May Day")},
    "in another language": {"2019/a.md": speech("C", "2019", occasion="May Day", lang="fa")},
}


@pytest.mark.parametrize("what", OTHERS)
def test_year_without_one_text_of_its_own_is_left_out(what: str, tmp_path: Path) -> None:
    assert pairs(archive(tmp_path, **OTHERS[what])) == ["2015-2016", "2016-2017", "2017-2020", "2020-2021"]


@pytest.mark.parametrize("years", [(2016, 2017), (2001, 2004, 2005, 2011, 2013)])
def test_occasion_that_does_not_come_again_and_again_has_none(years: tuple[int, ...], tmp_path: Path) -> None:
    assert pairs(made(tmp_path, {path: text.replace("b.pdf", "/x/") for path, text in yearly(*years).items()})) == []


def test_years_are_those_of_the_readers(tmp_path: Path) -> None:
    files = {path: text.replace("b.pdf", "/x/") for path, text in yearly(2016, 2017, 2018).items()}
    site = make(tmp_path, {**files, "site.yaml": "language: fa\ncalendars: [gregorian, solar-hijri]\n"})
    assert pairs(site) == ["1395-1396", "1396-1397"]
    assert "<h1>۱۳۹۵ · ۱۳۹۶</h1>" in site.main("occasions/may-day/1395-1396/index.html")
