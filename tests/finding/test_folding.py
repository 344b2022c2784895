"""One spelling for all the ways in which readers write a word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.finding import folding
from rostra.finding.folding import MOST_LETTERS, ZEROS, fold, units, words

FOLDED = {
    "İSTANBUL ısı": "istanbul isi",
    "Straße ŒUVRE Łódź Þing": "strasse oeuvre lodz thing",
    "Việt Nam": "viet nam",
    "Ἀθῆναι ὉΔΌΣ": "αθηναι οδοσ",
    "Мой ёлка за́мок Україна": "мой елка замок україна",
    "أُمَّة إيمان آية مؤسسة": "امه ایمان ایه موسسه",
    "شيء ٱلكتاب": "شی الکتاب",
    "كتاب": "کتاب",
    "ملــــة": "مله",
    "می\u200cخواهم": "میخواهم",
    "سنة ١٤٣٩ سال ۱۳۹۷": "سنه 1439 سال 1397",
    "שָׁלוֹם": "שלומ",
    "ﷺ": "صلی الله علیه وسلم",
    "ｆｕｌｌ １２ ﬁne": "full 12 fine",
    "co\u00adoperate": "cooperate",
    "हिन्दी": "हिन्दी",
    "대통령": "대통령",
    "が": "が",
}


@pytest.mark.parametrize(("text", "expected"), FOLDED.items())
def test_folding(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(("text", "expected"), FOLDED.items())
def test_composed_and_decomposed_letters_fold_alike(text: str, expected: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == expected


@given(st.text())
def test_what_is_folded_stays(text: str) -> None:
    folded = " ".join(words(text))
    assert " ".join(word for word in folded.split() if fold(word) != word) == ""


def test_every_digit_of_every_script_has_its_zero() -> None:
    for code in range(0xD800):
        letter = chr(code)
        if unicodedata.category(letter) == "Nd":
            assert fold(letter) == str(unicodedata.digit(letter)), hex(code)
    assert all(unicodedata.digit(zero) == 0 for zero in ZEROS)


def test_words_are_parted_by_all_that_is_neither_letter_nor_digit() -> None:
    assert words("The nation’s well-being, 1,000 times_over!") == [
        "the", "nation", "s", "well", "being", "1", "000", "times", "over",
    ]  # fmt: skip


def test_scripts_without_blanks_go_by_two_letters() -> None:
    assert words("民主主义 ok") == ["民主", "主主", "主义", "义", "ok"]
    assert units("民主主义 ok") == ["民", "主", "主", "义", "ok"]
    assert words("第3条") == ["第", "3", "条"]


def test_vowels_that_are_marks_stay_within_their_word() -> None:
    assert words("हिन्दी भाषा") == ["हिन्दी", "भाषा"]


def test_noise_is_cut_into_pieces() -> None:
    assert words("x" * 150) == ["x" * MOST_LETTERS, "x" * MOST_LETTERS, "x" * 30]


def test_nothing_to_find() -> None:
    assert words("") == words("  — … ©  ـ") == []


@given(st.text("aZ0_-’“…\xa0 é\u0301العي\u200cह\u093f民", max_size=40) | st.text(max_size=40))
def test_the_short_way_finds_the_same_runs(text: str) -> None:
    slow = folding._Forms(2)
    assert words(text) == " ".join(slow[run] for run in folding._run().findall(text.replace("_", " "))).split()
