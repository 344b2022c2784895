"""What is certain is put right, and nothing else."""

import pytest

from rostra.desk import mending
from rostra.desk.mending import mended

PATH = "2021/2021-11-17-opening.md"


def fixed(text: str, path: str = PATH) -> str:
    """The file after mending; a second mending changes nothing."""
    made = mended(path, text.encode()).data
    assert mended(path, made) == type(mended(path, made))(made)
    return made.decode()


def front(fields: str, body: str = "We meet.\n") -> str:
    return f"---\n{fields}---\n{body}"


HEAD = "title: Opening\ndate: 2021-11-17\n"


def test_what_is_right_stays_byte_for_byte() -> None:
    text = "---\n# who\ndate:   '2021-11-17'   # as printed\n\ntitle:  \"Opening\"\n---\n\n\nOne  \ntwo.\n\n\nThree."
    assert mended(PATH, text.encode()).data is not None
    assert mended(PATH, text.encode()).what == ()
    assert fixed(text) == text


@pytest.mark.parametrize(
    "source", ["https://example.org/2001–05–06–speech", '"The Times, 1999-01-01 – 2000-01-02 collected"']
)
def test_an_address_and_a_citation_stay_as_they_are(source: str) -> None:
    text = front(f"{HEAD}source: {source}\n")
    assert fixed(text) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # no-break spaces
        ("title:\u00a0Opening\ndate: 2021-11-17\n", HEAD),
        ("title:\u00a0'Opening: it starts'\ndate: 2021-11-17\n", "title: 'Opening: it starts'\ndate: 2021-11-17\n"),
        ("title: Opening\u00a0\ndate: 2021-11-17\n", HEAD),
        ("title: Opening\ndate: 2021-11-17\u202f\n", HEAD),
        (HEAD + "occasion: Quds\u00a0Day\n", HEAD + "occasion: Quds Day\n"),
        (HEAD + "occasion:\n-\u00a0Quds Day\n", HEAD + "occasion:\n- Quds Day\n"),
        (HEAD + "place:\n\u00a0\u00a0name: Hall\n", HEAD + "place:\n  name: Hall\n"),
        (HEAD + "kind:\u00a0press\u00a0conference\n", HEAD + "kind: press conference\n"),
        # dashes in dates
        ("title: Opening\ndate: 2021–11–17\n", HEAD),
        ("title: Opening\ndate: 2021 — 11 — 17 # as printed\n", "title: Opening\ndate: 2021-11-17 # as printed\n"),
        ("title: Opening\ndate: '2021‑11'\n", "title: Opening\ndate: '2021-11'\n"),
        (HEAD + "calendars: {hijri: 1443–04–12}\n", HEAD + "calendars: {hijri: 1443-04-12}\n"),
        ("title: Opening\ndate: 2021-11-17–2021-11-19\n", "title: Opening\ndate: 2021-11-17/2021-11-19\n"),
        # the day of the file's name
        ("title: Opening\nlang: en\n", "title: Opening\ndate: 2021-11-17\nlang: en\n"),
        ("title: >\n  Opening\n  address\n", "date: 2021-11-17\ntitle: >\n  Opening\n  address\n"),
        ("date:\ntitle: Opening\n", "date: 2021-11-17\ntitle: Opening\n"),
        ("date: ~ # ask\ntitle: Opening\n", "date: 2021-11-17  # ask\ntitle: Opening\n"),
        # blanks at the ends of lines
        ("title: Opening \t\ndate: 2021-11-17  \n", HEAD),
        (HEAD + "summary: >\n  One \n  two.\n", HEAD + "summary: >\n  One\n  two.\n"),
    ],
)
def test_front_matter_is_mended_where_it_is_certain(before: str, after: str) -> None:
    assert fixed(front(before)) == front(after)


@pytest.mark.parametrize(
    "fields",
    [
        "title: «\u00a0Paix\u00a0» et guerre\u202f: que faire\u202f?\n",  # French
        "title: می\u00a0رود\n",  # Persian, where it may stand for a joiner
        "title: Mr\u00a0Lee\n",
        "occasion: «\u00a0Fête\u00a0»\n",
        "occasion: روز\u00a0قدس\n",
        "occasion: Day # of\u00a0Quds\n",
        "summary: The years 2001–02, and 2001–11–17.\n",
    ],
)
def test_what_may_be_meant_stays(fields: str) -> None:
    assert fixed(front("date: 2021-11-17\n" + fields + ("" if "title" in fields else "title: A\n"))) == front(
        "date: 2021-11-17\n" + fields + ("" if "title" in fields else "title: A\n")
    )


@pytest.mark.parametrize("date", ["2001–02", "2001–2002", "17–11–2021", "2021–13–17"])
def test_dashes_that_may_mean_something_else_stay(date: str) -> None:
    text = front(f"title: Opening\ndate: {date}\n")
    assert fixed(text, "2021/opening.md") == text


def test_line_break_of_markdown_stays_and_single_blanks_go() -> None:
    body = "One  \ntwo \nthree   \nfour.\n   \n\t\n- five \n- \n\nback\\ \nslash\u00a0\n"
    assert fixed(front(HEAD, body)) == front(
        HEAD, "One  \ntwo\nthree   \nfour.\n\n\n- five\n- \n\nback\\ \nslash\u00a0\n"
    )


def test_no_blank_goes_whose_loss_would_change_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    text = front(HEAD, "One \ntwo.\n")
    assert fixed(text) != text
    monkeypatch.setattr(mending, "_html", lambda path, body: body)
    assert fixed(text) == text


def test_byte_order_mark_and_windows_line_ends_go() -> None:
    text = front(HEAD, "One  \n\ntwo.\n")
    made = mended(PATH, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert made.data.decode() == text
    assert made.what == ("byte-order mark", "Windows line ends")


@pytest.mark.parametrize(
    "text",
    [
        "title: Opening \r\nWe meet.",
        "---\r\ntitle: Opening",
        "\n" + front(HEAD).replace("\n", "\r\n"),
        front("title: Opening \ndate: 2021-02-30\n"),
        front("title: Opening \ndate: 2021-11-18\n"),
        front("title: [Opening \ndate: 2021-11-17\n"),
        front("date: 2021–11–17\n"),
    ],
)
def test_file_with_errors_that_cannot_be_mended_is_left_as_it_is(text: str) -> None:
    assert mended(PATH, text.encode()).data == text.encode()
    assert mended(PATH, text.encode()).what == ()


@pytest.mark.parametrize("data", [b"\xff\xfe-\x00", b"---\ntitle: \xff \n---\n", b""])
def test_what_is_no_utf8_is_left_as_it_is(data: bytes) -> None:
    assert mended(PATH, data).data == data


def test_the_date_of_a_file_without_a_day_in_its_name_is_not_invented() -> None:
    text = front("title: Opening\ndate:\n")
    assert fixed(text, "undated/opening.md") == text


def test_what_was_mended_is_named() -> None:
    text = "---\ntitle:\u00a0Opening \nlang: en\n---\nOne \ntwo.\n"
    assert mended(PATH, text.encode()).what == ("no-break spaces", "date from the file's name", "trailing blanks")
