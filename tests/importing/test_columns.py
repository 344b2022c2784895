"""Tables → files: columns with our names, the map for others, and rows that make none."""

import json
from pathlib import Path

import pytest

from rostra.importing.importers import importer, settings_of
from rostra.problem import Problem
from tests.importing.importing import Told, told
from tests.making import write


def test_columns_with_our_names_need_no_map(tmp_path: Path) -> None:
    table = (
        "Title,Date,Occasion,Body\n"
        '"Opening: a welcome",2021-11-17,Opening of the pier; New year,"First line.\n\nSecond, line."\n'
    )
    found = told(tmp_path, "csv", {"a.csv": table}, "a.csv")
    text = found.texts["2021/2021-11-17-opening-a-welcome.md"]
    assert text.fields == {
        "title": "Opening: a welcome",
        "date": "2021-11-17",
        "occasion": ["Opening of the pier", "New year"],
    }
    assert text.body == "First line.\n\nSecond, line."
    assert text.source.endswith("a.csv:2")
    assert found.messages == []


def test_the_map_names_the_columns_of_fields(tmp_path: Path) -> None:
    table = "No;Headline;Date given;date;Text\n007;Opening;17 November 2021;later;Words.\n"
    columns = {"title": "Headline", "date": "Date given", "body": "Text"}
    found = told(tmp_path, "csv", {"a.csv": table}, "a.csv", **columns)
    text = found.texts["2021/2021-11-17-opening.md"]
    assert text.body == "Words."
    assert text.fields == {
        "title": "Opening",
        "date": "2021-11-17",
        "date_as_given": "17 November 2021",
        "extra": {"No": "007", "date": "later"},
    }
    assert found.about("a.csv") == [
        "No: No field takes this column; it is kept below extra.",
        "date: No field takes this column; it is kept below extra.",
    ]


def test_a_row_that_says_too_little_is_named_by_its_line(tmp_path: Path) -> None:
    table = 'title,date,body\n,2021,"Two\nlines."\nOpening,07/11/2021,Words.\nClosing,,\nA,2020,B,C\n'
    found = told(tmp_path, "csv", {"a.csv": table}, "a.csv")
    assert set(found.texts) == {"undated/opening.md", "undated/closing.md"}
    assert found.messages == [
        "a.csv:2: title: The row has no title. Fill it in, or name the column that it is in: --map.",
        "a.csv:4: date: 07/11/2021 does not say which number is the day and which is the month. "
        "It is kept as date_as_given. Write it as YYYY-MM-DD.",
        "a.csv:5: body: The row has no text. Fill it in, or name the column that it is in: body: in the map.",
        "a.csv:5: date: The row has no date. Write date:, or leave the file in undated/.",
        "a.csv:6: The row has 4 cells, and there are 3 columns. Put a cell that holds a separator in quotation marks.",
    ]


def test_a_map_that_is_wrong_is_said_at_its_line(tmp_path: Path) -> None:
    write(tmp_path, {"a.csv": "Headline,Text\nA,B\n", "map.yaml": "titel: Headline\nbody: Words\n"})
    found = list(importer("csv")(tmp_path / "a.csv", settings_of(tmp_path / "map.yaml")))
    assert all(isinstance(each, Problem) for each in found)
    assert [str(each).replace(f"{tmp_path}/", "") for each in found] == [
        "map.yaml:1: titel: The map names titel, which is no field. Did you mean title?",
        "map.yaml:2: body: The map takes body from the column Words, which is not there. "
        "The columns are: Headline, Text.",
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_are_cut_where_the_first_row_is(separator: str, tmp_path: Path) -> None:
    table = f"\ufefftitle{separator}date\r\nOpening{separator}2021\r\n"
    assert list(told(tmp_path, "csv", {"a.csv": table}, "a.csv").texts) == ["2021/2021-opening.md"]


def test_a_text_of_any_length_fits_into_a_cell(tmp_path: Path) -> None:
    body = "word " * 70_000
    found = told(tmp_path, "csv", {"a.csv": f"title,date,body\nA,2021,{body}\n"}, "a.csv")
    assert found.texts["2021/2021-a.md"].body == body


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    found = told(tmp_path, "csv", {"a.csv": "title,title\nA,B\n"}, "a.csv")
    assert found.messages == ["a.csv:1: title: Two columns have this name. Give each column a name of its own."]


def test_a_line_of_json_is_a_row(tmp_path: Path) -> None:
    rows = [
        {"title": "Opening", "date": "2021-11-17", "tags": ["a; b", "c"], "text": "Words.", "shelf": {"no": 7}},
        {"title": "Closing", "date": 1998, "text": "Words.\r\nMore."},
    ]
    lines = "\n".join([json.dumps(rows[0]), "", "[1]", "{", json.dumps(rows[1])])
    found = told(tmp_path, "jsonl", {"a.jsonl": lines}, "a.jsonl", body="text")
    assert {path: (text.fields, text.body) for path, text in found.texts.items()} == {
        "2021/2021-11-17-opening.md": (
            {"title": "Opening", "date": "2021-11-17", "tags": ["a; b", "c"], "extra": {"shelf": {"no": 7}}},
            "Words.",
        ),
        "1998/1998-closing.md": ({"title": "Closing", "date": "1998"}, "Words.\nMore."),
    }
    assert [said.split(" ")[0] for said in found.messages] == ["a.jsonl:1:", "a.jsonl:3:", "a.jsonl:4:"]


def test_a_slug_tells_two_rows_of_one_title_apart(tmp_path: Path) -> None:
    table = "title,date,slug,body\nMessage,2021,morning,A.\nMessage,2021,evening,B.\n"
    found = told(tmp_path, "csv", {"a.csv": table}, "a.csv")
    assert {path: text.fields for path, text in found.texts.items()} == {
        "2021/2021-morning.md": {"title": "Message", "date": "2021"},
        "2021/2021-evening.md": {"title": "Message", "date": "2021"},
    }


def test_the_name_of_a_file_is_cut_at_a_word(tmp_path: Path) -> None:
    table = f"title,date,body\n{'Words and ' * 30},2021,A.\n"
    assert list(told(tmp_path, "csv", {"a.csv": table}, "a.csv").texts) == [
        "2021/2021-words-and-words-and-words-and-words-and-words-and-words-and-words-and-words-and.md"
    ]


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u0085"])
def test_a_line_separator_within_a_cell_ends_no_row(mark: str, tmp_path: Path) -> None:
    found = told(tmp_path, "csv", {"a.csv": f"title,date,body\nA,2021,One{mark}two.\nB,2022,Text.\n"}, "a.csv")
    assert {path: text.body for path, text in found.texts.items()} == {
        "2021/2021-a.md": f"One{mark}two.",
        "2022/2022-b.md": "Text.",
    }
    assert [text.source[-1] for text in found.texts.values()] == ["2", "3"]


OPEN = "Close its quotation marks, and double those within."


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('B,2022,"Text.', "unexpected end of data"),
        ('B,2022,"Text" more.', "',' expected after '\"'"),
        ('B,2022,"Text.\nC,2023,"Two\nlines."', "',' expected after '\"'"),
    ],
)
def test_a_row_with_an_open_quotation_mark_is_refused(row: str, why: str, tmp_path: Path) -> None:
    table = f'title,date,body\nA,2021,"Two\nlines."\n{row}\nD,2024,Text.\n'
    found = told(tmp_path, "csv", {"a.csv": table}, "a.csv")
    assert list(found.texts) == ["2021/2021-a.md"]
    assert found.messages == [f"a.csv:4: The row cannot be read, and none below it was: {why}. {OPEN}"]


@pytest.mark.parametrize(("body", "what"), [(["One.", "Two."], "a list"), ({"en": "One."}, "a map")])
def test_a_body_that_is_no_text_is_refused(body: object, what: str, tmp_path: Path) -> None:
    row = json.dumps({"title": "A", "date": "2021", "body": body})
    found = told(tmp_path, "jsonl", {"a.jsonl": row}, "a.jsonl")
    assert found == Told(
        {}, [f"a.jsonl:1: body: This is {what}, not a text. Write the whole text in one pair of quotation marks."]
    )


@pytest.mark.parametrize("depth", [8, 200, 5_000])
def test_a_line_that_is_nested_too_deep_is_refused(depth: int, tmp_path: Path) -> None:
    deep = f'{{"title": "A", "date": "2021", "body": "B", "shelf": {"[" * depth}{"]" * depth}}}'
    found = told(tmp_path, "jsonl", {"a.jsonl": f'{deep}\n{{"title": "C", "date": "2021", "body": "D"}}\n'}, "a.jsonl")
    assert list(found.texts) == ["2021/2021-c.md"]
    assert found.messages == ["a.jsonl:1: Lists or maps are nested more than 8 deep. Write the line flatter."]


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_a_table_that_is_no_file_is_said(name: str, tmp_path: Path) -> None:
    found = told(tmp_path, name, {"tables/a.csv": "title\nA\n"}, "tables")
    assert found.messages == ["tables: It cannot be read: Is a directory. See who may read it."]


def test_a_column_called_as_a_key_of_extra_is_kept_beside_it(tmp_path: Path) -> None:
    row = json.dumps({"title": "A", "date": "2021", "body": "B", "shelf": "outer", "extra": {"shelf": "inner"}})
    found = told(tmp_path, "jsonl", {"a.jsonl": row}, "a.jsonl")
    assert found.fields("2021/2021-a.md")["extra"] == {"shelf": "inner", "shelf-2": "outer"}
    assert found.messages == [
        "a.jsonl:1: shelf: No field takes this column; it is kept below extra as shelf-2, since another shelf is "
        "there. Choose one of the two."
    ]


def test_an_extra_that_is_no_map_is_kept_beside_columns(tmp_path: Path) -> None:
    found = told(tmp_path, "csv", {"a.csv": "title,date,body,extra,shelf\nA,2021,B,words,7\n"}, "a.csv")
    assert found.fields("2021/2021-a.md")["extra"] == {"extra": "words", "shelf": "7"}
