"""Passages: turns, stage directions, time codes, and anchors that outlive an edit."""

import re

import pytest

from rostra.reading import markup
from rostra.reading.source import Source
from rostra.values import Mapping


def html(text: str) -> str:
    return markup.body_of(Source("a.md", Mapping({}, {}, 1), text, 5), "a.md")[0].html


def bare(text: str) -> str:
    return re.sub(r' id="[^"]*"|<a aria-label="¶"[^>]*></a>', "", html(text))


def anchors(text: str) -> list[str]:
    return re.findall(r' id="([^"]*)"', html(text))


TURNS = {
    "**Chair:** We meet.": '<p class="turn"><strong class="speaker">Chair:</strong> We meet.</p>',
    "**Chair**: We meet.": '<p class="turn"><strong class="speaker">Chair</strong>: We meet.</p>',
    "__Chair:__ We meet.": '<p class="turn"><strong class="speaker">Chair:</strong> We meet.</p>',
    "**Chair**\uff1a我们": '<p class="turn"><strong class="speaker">Chair</strong>：我们</p>',
    "**Chair:**\n\nWe meet.": '<p class="turn"><strong class="speaker">Chair:</strong></p>\n<p>We meet.</p>',
    "> **Chair:** We meet.": '<blockquote>\n<p class="turn"><strong class="speaker">Chair:</strong> We meet.</p>'
    "\n</blockquote>",
    "- **Chair:** We meet.": '<ul>\n<li class="turn"><strong class="speaker">Chair:</strong> We meet.</li>\n</ul>',
    "[00:12:34] **Chair:** We meet.": '<p class="turn"><span class="time-code">[00:12:34]</span> '
    '<strong class="speaker">Chair:</strong> We meet.</p>',
    "### Chair:\n\nWe meet.": '<h2 class="turn">Chair:</h2>\n<p>We meet.</p>',
    "### *Chair*:\n\nWe meet.": '<h2 class="turn"><em>Chair</em>:</h2>\n<p>We meet.</p>',
}


@pytest.mark.parametrize("text", TURNS)
def test_a_name_and_a_colon_at_a_passages_start_is_a_turn(text: str) -> None:
    assert bare(text) == TURNS[text]


@pytest.mark.parametrize(
    "text", ["**Peace** is near.", "We say: **Peace:** now.", "*Chair:* We meet.", "<b>Chair:</b> We meet.", "## Peace"]
)
def test_what_is_only_emphasised_is_no_turn(text: str) -> None:
    assert "turn" not in bare(text)
    assert "speaker" not in bare(text)


@pytest.mark.parametrize(
    "text", ["[Applause]", "(laughter)", "(Loud applause; the hall rises)", "（笑い）", "［笑声］", "[Applause.]"]
)
def test_words_in_brackets_that_stand_alone_are_a_stage_direction(text: str) -> None:
    assert bare(text) == f'<p class="stage">{text}</p>'


@pytest.mark.parametrize(
    "text", ["[Applause] Thank you.", "Thank you (laughter)", "(a) (b)", "[a] [b]", "(Interruption)\n(Laughter)"]
)
def test_brackets_beside_other_words_are_no_stage_direction(text: str) -> None:
    assert bare(text) == f"<p>{text}</p>"


def test_a_whole_paragraph_in_brackets_is_no_stage_direction() -> None:
    assert "stage" not in bare(f"({'so be it ' * 30})")


@pytest.mark.parametrize("code", ["[00:12:34]", "[12:34]", "[1:02:03]"])
def test_a_time_code_at_a_passages_start_is_marked(code: str) -> None:
    assert bare(f"{code} We *meet*.") == f'<p><span class="time-code">{code}</span> We <em>meet</em>.</p>'
    assert bare(code) == f'<p><span class="time-code">{code}</span></p>'


@pytest.mark.parametrize("text", ["We met at [12:34].", "[Luke 12:34] is read.", "[2021]"])
def test_brackets_that_hold_no_time_are_no_time_code(text: str) -> None:
    assert "time-code" not in bare(text)


def test_each_passage_has_an_anchor_and_a_link_to_it() -> None:
    assert html("We meet again.") == (
        '<p id="p695ba89f">We meet again.<a aria-label="¶" class="n" href="#p695ba89f"></a></p>'
    )


def test_items_and_quotations_are_passages() -> None:
    assert len(anchors("- bread\n- salt\n\n> We meet.\n\n1. one\n2. two\n\n    more")) == 6


@pytest.mark.parametrize("text", ["---", "![](hall.png)", "***", "…", "    code"])
def test_what_has_no_word_has_no_anchor(text: str) -> None:
    assert anchors(text) == []


def test_the_same_words_have_the_same_anchor_wherever_they_stand() -> None:
    anchor = anchors("We meet again.")[0]
    assert anchors("Before.\n\nWe meet again.\n\nAfter.")[1] == anchor
    assert anchors("> We meet again.") == [anchor]
    assert anchors("- We meet again.") == [anchor]


@pytest.mark.parametrize(
    "text", ["We  *meet*\nagain!", "“We meet again”", "WE MEET AGAIN.", "We \\*meet\\* again", "We <b>meet</b> again."]
)
def test_marks_and_letter_case_do_not_change_an_anchor(text: str) -> None:
    assert anchors(text) == anchors("We meet again.")


def test_an_entity_or_a_decomposed_letter_is_the_letter() -> None:
    assert anchors("Caf&eacute;") == anchors("Café") == anchors("Cafe\u0301") != anchors("Caf")


def test_an_edited_passage_changes_its_own_anchor_only() -> None:
    before = anchors("One.\n\nTwo.\n\nThree.\n\nFour.")
    after = anchors("One.\n\nTwo and a half.\n\nThree.\n\nFour.")
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True, True]


def test_a_passage_that_comes_again_gets_a_number() -> None:
    first, second, third = anchors("Hear, hear!\n\nHear, hear!\n\n- Hear, hear!")
    assert (second, third) == (f"{first}-2", f"{first}-3")
    assert f'href="#{first}-2"' in html("Hear, hear!\n\nHear, hear!")


def test_an_anchor_that_the_editor_gave_wins() -> None:
    assert anchors("We meet.\n{: #opening }") == ["opening"]
    assert 'href="#opening"' in html("We meet.\n{: #opening }")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We.\n{: #a }\n\nYou.\n{: #a }", ["a", "a-2"]),
        ("## A\n\nWe.\n{: #a }", ["a_1", "a"]),
        ("## Main", ["main-2"]),
        ("*x*{: #a } *y*{: #a }\n{: #b }", ["b", "a", "a-2"]),
    ],
)
def test_no_id_comes_twice_on_a_page(text: str, found: list[str]) -> None:
    assert anchors(text) == found


def test_notes_have_anchors_of_their_own() -> None:
    assert anchors("We meet[^a].\n\n[^a]: In the hall.")[1:] == ["fnref-a", "fn-a"]


def test_a_nested_list_keeps_the_link_beside_its_own_words() -> None:
    assert re.sub(r"p[0-9a-f]{8}", "P", html("- bread\n    - salt")) == (
        '<ul>\n<li id="P">bread<a aria-label="¶" class="n" href="#P"></a><ul>\n'
        '<li id="P">salt<a aria-label="¶" class="n" href="#P"></a></li>\n</ul>\n</li>\n</ul>'
    )
