"""What the page that searches knows of every speech by its number."""

import json
import re
from pathlib import Path

from rostra.finding.record import SYMBOLS
from tests.making import Made, make, speech

FILES = {
    "site.yaml": "language: en",
    "2021/a.md": speech("A", "2021-03-04", audience="Students", speaker="Ada"),
    "2021/a.fa.md": speech("الف", "2021-03-04", lang="fa", audience="دانشجویان", speaker="Ada"),
    "1863/b.md": speech("B", "1863~", audience="[Teachers, Students]", speaker="Ada", kind="letter"),
    "undated/c.md": speech("C", "XXXX"),
}


def handed_over(made: Made, path: str) -> tuple[str, str, object]:
    """What the script at `path` hands to the page that searches."""
    found = re.fullmatch(r"rostra\.take\((.*)\)\n", made.text(path), re.DOTALL)
    assert found
    kind, key, data = json.loads(f"[{found[1]}]")
    return kind, key, data


def number(symbols: str) -> int:
    found = 0
    for symbol in symbols:
        found = found * len(SYMBOLS) + SYMBOLS.index(symbol)
    return found


def facts_by_address(made: Made) -> dict[str, dict[str, object]]:
    """The date and the labels of each speech, read as the browser reads them."""
    _, _, settings = handed_over(made, "search/facets.js")
    assert isinstance(settings, dict)
    assert settings["block"] == {"addresses": 64, "facets": 512}
    found = {}
    for file in sorted((made.output / "search" / "addresses").iterdir()):
        kind, key, addresses = handed_over(made, f"search/addresses/{file.name}")
        assert (kind, key) == ("addresses", file.stem)
        for at, address in enumerate(str(addresses).split(" ")):
            place = 64 * int(key) + at
            if address:
                rows = str(handed_over(made, f"search/facets/{place // 512}.js")[2]).split(" ")
                row = rows[place % 512]
                start = 4
                facts: dict[str, object] = {"year": number(row[:2]), "day": divmod(number(row[2:4]), 32)}
                for column in settings["columns"]:
                    code = number(row[start : start + column["width"]])
                    start += column["width"]
                    facts[column["name"]] = column["values"][code]
                assert start == len(row)
                found[address] = facts
    return found


def test_facts_of_every_speech(tmp_path: Path) -> None:
    found = facts_by_address(make(tmp_path, FILES))
    assert sorted(found) == ["/1863/b/", "/2021/a/", "/fa/2021/a/", "/undated/c/"]
    assert found["/2021/a/"] == {
        "year": 3021,
        "day": (3, 4),
        "languages": ["en"],
        "kinds": ["speech"],
        "occasions": [],
        "audiences": ["Students"],
        "speakers": ["Ada"],
    }
    assert (found["/1863/b/"]["year"], found["/1863/b/"]["audiences"]) == (2863, ["Teachers", "Students"])
    assert found["/1863/b/"]["kinds"] == ["letter"]
    assert found["/fa/2021/a/"]["languages"] == ["fa"]
    assert found["/fa/2021/a/"]["audiences"] == ["دانشجویان"]
    assert (found["/undated/c/"]["year"], found["/undated/c/"]["speakers"]) == (0, [])


def test_a_facet_in_which_all_agree_takes_no_bytes_and_has_no_filter(tmp_path: Path) -> None:
    made = make(tmp_path, {"2021/a.md": speech(kind="letter"), "2021/b.md": speech("B", kind="letter")})
    _, _, settings = handed_over(made, "search/facets.js")
    assert isinstance(settings, dict)
    assert {column["width"] for column in settings["columns"]} == {0}
    assert "data-facet" not in made.main("search/index.html")


def test_each_edition_has_a_page_that_searches_and_they_know_each_other(tmp_path: Path) -> None:
    made = make(tmp_path, FILES, base_url="https://example.org/")
    assert 'hreflang="fa" href="https://example.org/fa/search/"' in made.text("search/index.html")
    assert 'action="../../fa/search/"' in made.text("fa/2021/index.html")
    assert "1,863" not in made.main("search/index.html")
    assert "4, from 1863 to 2021" in made.main("search/index.html")


def test_an_empty_archive_can_be_searched(tmp_path: Path) -> None:
    made = make(tmp_path, {"site.yaml": "language: en"})
    assert "The words of all speeches are searched: 0." in made.main("search/index.html")
    assert handed_over(made, "search/directory.js")[2] == {"speeches": 0, "passages": 0, "firsts": ""}


def test_a_draft_and_a_speech_with_an_error_are_in_no_file_of_the_search(tmp_path: Path) -> None:
    files = {
        "2021/a.md": speech("A", body="Public words."),
        "2021/b.md": speech("B", body="Zzyzx is secret.", draft="true"),
        "2021/c.md": speech("C", "2021-02-30", body="Zzyzx is wrong."),
    }
    made = make(tmp_path, files, keep_going=True)
    texts = [file.read_text(encoding="utf-8") for file in (made.output / "search").rglob("*.js")]
    assert any("public" in text for text in texts)
    assert not any("zzyzx" in text.lower() for text in texts)
