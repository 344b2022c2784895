"""Documents that LibreOffice made (tests/importing/documents/) become texts with every word of theirs."""

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from rostra.importing.documents import documents
from rostra.importing.found import Found
from rostra.importing.importers import Settings
from rostra.importing.readback import shown
from rostra.problem import Problem
from rostra.reading.markup import body_of
from rostra.reading.source import Source
from rostra.values import Mapping
from tests.making import words

FOLDER = Path(__file__).parent / "documents"
LIBRARY = FOLDER / "2021-11-17 opening of the library.docx"
PERSIAN = FOLDER / "2019-05-04 کتابخانه.docx"
PLANETS = FOLDER / "planets.docx"
LINE = "Two languages name the same planet. The Arabic sentence says where the sun rises:"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def imported(file: Path) -> Found:
    (found,) = documents(file, Settings())
    assert isinstance(found, Found), found
    return found


def test_headings_lists_tables_quotations_emphasis_links_and_notes() -> None:
    found = imported(LIBRARY)
    assert found.path == "2021/2021-11-17-opening-of-the-public-library.md"
    assert found.fields == {"title": "Opening of the public library", "date": "2021-11-17", "lang": "en"}
    assert found.doubts == ()
    assert found.body == (
        "Water boils at **100** degrees at the level of the sea[^1], and *lower* on a mountain. "
        "A year has 12 months; 2 * 3 is 6, and [brackets] stay.\n\n"
        "## What a library holds\n\n"
        "- books\n- maps\n    - of the land\n    - of the sea\n- newspapers\n\n"
        "A library lends by three rules:\n\n"
        "1. Ask at the desk.\n2. Sign the card.\n3. Return in four weeks[^2]\n\n"
        "> Reading makes a full man.\n\n"
        "| Day | Hours |\n| --- | --- |\n| Monday | 9 to 17 |\n| Saturday | 10 to 13 |\n\n"
        "1\\. The doors are open.\n\n"
        "[^1]: At a pressure of 1013.25 hPa.\n\n"
        "[^2]: See the [rules of the house](https://example.org/rules)."
    )


def test_a_persian_document_says_its_language_and_takes_its_title_from_its_first_heading() -> None:
    found = imported(PERSIAN)
    assert found.path == "2019/2019-05-04-گشایش-کتابخانه.md"
    assert found.fields == {"title": "گشایش کتابخانه", "date": "2019-05-04", "lang": "fa"}
    assert found.doubts == ()
    assert found.body.startswith("آب در ۱۰۰ درجه می‌جوشد[^1] و بر فراز کوه، **زودتر**.")
    assert found.body.endswith("[^1]: در فشار یک اتمسفر.\n\n[^2]: در هر سال یک بار.")


def test_a_date_that_is_not_stated_is_not_taken_from_the_time_of_the_file() -> None:
    found = imported(PLANETS)
    assert found.path == "undated/on-the-names-of-the-planets.md"
    assert (found.fields["date"], found.fields["date_basis"]) == ("XXXX", "unknown")
    assert [doubt.text for doubt in found.doubts] == [
        "date: No date is stated. Write it in EDTF, such as 2021-11-17.",
        "lang: Most of the text is marked as en, some as ar. Correct the language, if it is another.",
    ]


def test_a_paragraph_that_runs_against_the_others_says_so() -> None:
    assert 'تشرق الشمس من الشرق[^1].\n{: dir="rtl" }' in imported(PLANETS).body


def test_a_picture_goes_beside_the_text() -> None:
    found = imported(PLANETS)
    assert "![A blue square](on-the-names-of-the-planets/picture-1.png)" in found.body
    (data,) = found.assets.values()
    assert list(found.assets) == ["undated/on-the-names-of-the-planets/picture-1.png"]
    with zipfile.ZipFile(PLANETS) as packed:
        assert data == packed.read("word/media/image1.png")


@pytest.mark.parametrize("file", [LIBRARY, PERSIAN, PLANETS], ids=["library", "persian", "planets"])
def test_every_word_of_the_document_and_of_its_notes_is_on_the_page(file: Path) -> None:
    found = imported(file)
    body, _ = body_of(Source("", Mapping({}, {}, 1), found.body, 1), "")
    html = re.sub(r'<a class="footnote-(?:ref|backref)".*?</a>', "", body.html)
    page = Counter(words(f"<h1>{found.fields['title']}</h1>{html}"))
    with zipfile.ZipFile(file) as packed:
        parts = [etree.fromstring(packed.read(f"word/{name}.xml")) for name in ("document", "footnotes")]
    said = ["".join(t.text or "" if t.tag == f"{W}t" else " " for t in p.iter(f"{W}t", f"{W}br"))
            for part in parts for p in part.iter(f"{W}p")]  # fmt: skip
    document = Counter(word for text in said for word in re.findall(r"\w+", text))
    assert document.total() > 20
    assert page == document


def packed(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"not a zip", "This is no Word document, or a broken one. Open it in Word and save it again."),
        (b"", "This is no Word document, or a broken one. Open it in Word and save it again."),
        (packed(content="<a/>"), "This is a zip file, and no Word document. Name a .docx."),
        (packed(word__document="<w:a>"), "The document is broken: unbound prefix: line 1, column 0. "
         "Open it in Word and save it again."),
        (packed(word__document="<!DOCTYPE a><a/>"), "The document defines entities of its own. "
         "Open it in Word and save it again."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
         "This is a document with a password, or one of the time before .docx. "
         "Open it in Word or LibreOffice, and save it as .docx without a password."),
    ],
)  # fmt: skip
def test_what_is_no_document_is_named_with_what_to_do(data: bytes, message: str, tmp_path: Path) -> None:
    file = tmp_path / "speech.docx"
    file.write_bytes(data)
    (problem,) = documents(file, Settings())
    assert isinstance(problem, Problem)
    assert (problem.path, problem.text) == (str(file), message)


def edited(file: Path, part: str, old: str, new: str, to: Path) -> Path:
    """A copy of the document `file` with something in it replaced."""
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(to, "w") as copy:
        for name in whole.namelist():
            data = whole.read(name)
            if name == part:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            copy.writestr(name, data)
    return to


def test_a_name_and_a_line_that_state_two_dates_are_reported(tmp_path: Path) -> None:
    file = edited(PLANETS, "word/document.xml", LINE, "Cairo, 3 May 2020", tmp_path / "2020-05-04.docx")
    found = imported(file)
    assert found.fields["date"] == "2020-05-04"
    assert "The file's name says 2020-05-04; the text says “Cairo, 3 May 2020”." in found.doubts[0].message
    found = imported(file.rename(tmp_path / "speech.docx"))
    assert found.fields["date"] == "2020-05-03"
    assert found.fields["date_as_given"] == "Cairo, 3 May 2020"
    assert "Cairo, 3 May 2020" in found.body


@pytest.mark.parametrize(
    ("old", "line"),
    [
        ("On the names of the planets", "Remembering 11 September 2001"),
        (LINE, "Since 3 May 1990 we have kept this light."),
        (LINE, "Founded 3 May 1990."),
        (LINE, "The 2nd session, 3 May 1990"),
    ],
)
def test_a_date_that_a_heading_or_a_sentence_names_is_not_that_of_the_speech(
    old: str, line: str, tmp_path: Path
) -> None:
    found = imported(edited(PLANETS, "word/document.xml", old, line, tmp_path / "speech.docx"))
    assert (found.fields["date"], found.fields["date_basis"]) == ("XXXX", "unknown")
    assert [doubt.text for doubt in found.doubts if doubt.field == "date"] == [
        f"date: “{line}” may not tell of the day of the speech. Write it in EDTF, such as 2021-11-17."
    ]


def test_words_that_the_library_leaves_out_are_named(tmp_path: Path) -> None:
    hidden = "<w:customPr><w:p><w:r><w:t>sunrise</w:t></w:r></w:p></w:customPr>"
    file = edited(PLANETS, "word/document.xml", "<w:body>", f"<w:body>{hidden}", tmp_path / "speech.docx")
    found = imported(file)
    assert any("Words of the document may be missing: “sunrise”." in doubt.message for doubt in found.doubts)


@pytest.mark.parametrize("part", ["word/_rels/document.xml.rels", "word/footnotes.xml", "word/media/image1.png"])
def test_a_document_without_one_of_its_parts_is_named(part: str, tmp_path: Path) -> None:
    file = tmp_path / "speech.docx"
    with zipfile.ZipFile(PLANETS) as whole, zipfile.ZipFile(file, "w") as copy:
        for name in whole.namelist():
            if name != part:
                copy.writestr(name, whole.read(name))
    (problem,) = documents(file, Settings())
    assert isinstance(problem, Problem)
    assert problem.text == "A part of the document is missing or broken. Open it in Word and save it again."


def test_a_document_without_text_makes_no_file(tmp_path: Path) -> None:
    file = tmp_path / "empty.docx"
    stream = edited(PLANETS, "word/document.xml", "</w:document>", "</w:document>", file)
    with zipfile.ZipFile(stream) as whole:
        text = whole.read("word/document.xml").decode()
    body = text[text.index("<w:body>") + 8 : text.index("</w:body>")]
    edited(PLANETS, "word/document.xml", body, "", file)
    (problem,) = documents(file, Settings())
    assert isinstance(problem, Problem)
    assert problem.message == "The document holds no text."


def test_the_letters_of_a_page_are_those_of_its_text() -> None:
    assert shown("One **two**[^1]\n\n[^1]: three") == "Onetwothree"
