"""Markdown → Body: what a speaker's words become, and that they stay the words."""

import re
import subprocess
import sys
import tarfile
from importlib import metadata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from rostra.reading import markup, sanitising
from rostra.reading.body import Body, Heading
from rostra.reading.markup import cut
from rostra.reading.plain import PlainRuns
from rostra.reading.source import Source
from rostra.values import Mapping
from tests.making import words
from tests.stock import stock_and_short


def made(text: str) -> Body:
    body, problems = markup.body_of(Source("a.md", Mapping({}, {}, 1), text, 5), "a.md")
    assert problems == ()
    return body


def html(text: str) -> str:
    """The HTML of `text` without anchors, which test_passages.py looks at."""
    return re.sub(r' id="p[0-9a-f]{8}(-\d+)?"|<a aria-label="¶"[^>]*></a>', "", made(text).html)


SHAPES = {
    "We meet again.": "<p>We meet again.</p>",
    "One line\nand the next.": "<p>One line\nand the next.</p>",
    "One line  \nand a break.": "<p>One line<br>\nand a break.</p>",
    "# Peace": '<h2 id="peace">Peace</h2>',
    "## Peace": '<h2 id="peace">Peace</h2>',
    "###### Peace": '<h2 id="peace">Peace</h2>',
    "Peace\n=====": '<h2 id="peace">Peace</h2>',
    "- bread\n- salt": "<ul>\n<li>bread</li>\n<li>salt</li>\n</ul>",
    "1. bread\n2. salt": "<ol>\n<li>bread</li>\n<li>salt</li>\n</ol>",
    "12. bread\n13. salt": '<ol start="12">\n<li>bread</li>\n<li>salt</li>\n</ol>',
    "1. bread\n1. salt": "<ol>\n<li>bread</li>\n<li>salt</li>\n</ol>",
    "> We meet.": "<blockquote>\n<p>We meet.</p>\n</blockquote>",
    "---": "<hr>",
    "*so* **be** `it`": "<p><em>so</em> <strong>be</strong> <code>it</code></p>",
    "See [here](https://example.org).": '<p>See <a href="https://example.org">here</a>.</p>',
    "<https://example.org>": '<p><a href="https://example.org">https://example.org</a></p>',
    "![The hall](hall.png)": '<p><img alt="The hall" src="hall.png"></p>',
    "Peace {: #peace .hidden }": "<p>Peace {: #peace .hidden }</p>",
    "## Peace {: #of-1945 }": '<h2 id="of-1945">Peace</h2>',
    "<b>bold</b> H<sub>2</sub>O": "<p><b>bold</b> H<sub>2</sub>O</p>",
    "AT&T &amp; caf&eacute;": "<p>AT&amp;T &amp; café</p>",
}  # fmt: skip


@pytest.mark.parametrize("text", SHAPES)
def test_markdown_becomes_html(text: str) -> None:
    assert html(text) == SHAPES[text]


UNCHANGED = [
    '"Straight" quotes -- and \'hyphens\' ... stay', "**** stray", "a **** b", "**", "*one star", "_one line", "[TOC]",
    "[toc]", "[a", "[a]", "[a][b]", "![a]", "[]", "a_b_c", "2 * 3 * 4", "1) bread", "12.5 per cent", "~~a~~", "==a==",
    "H~2~O", "$x$", "(c) (r)", "see | pipe", "Q: a", "Term\n: def", "^[inline]", "{x}", "{% raw %} and {{ x }} {# y #}",
    "wzxhzdk:0 klzzwxh:0000", "[Interruption]: Order!", "[Mr. Speaker]: Order.", "[Vote]: 12/5", "[A]: Yes.No",
    "[Honourable Members]: Hear, hear!", '{:start="4"}', "{:.no_toc}", '{:start="4"}\n4. a\n5. b', "1990. A year",
    "113. We begin.", "113. We\nbegin.", "*[HTML]: no abbreviation", "http://example.org/a_b_c",
]  # fmt: skip


@pytest.mark.parametrize("text", UNCHANGED)
def test_what_only_looks_like_notation_stays_as_it_was_said(text: str) -> None:
    assert re.sub(r"<p[^>]*>|</p>", "", html(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "<inaudible>",
        "<Bürger>",
        "<Mr. X> speaks",
        "a < b > c",
        "<3",
        "<unclear>word</unclear>",
        "a <- b",
        "<>",
        "<b",
        "</b",
    ],
)
def test_words_in_angle_brackets_that_are_no_html_stay_words(text: str) -> None:
    shown = text.replace("<", "&lt;").replace(">", "&gt;")
    assert html(text) == f"<p>{shown}</p>"


@pytest.mark.parametrize("text", ["one*two**three*four ", "one**two***three***four*", "a**b***c***d* e"])
def test_tangled_emphasis_loses_no_letter(text: str) -> None:
    assert re.sub(r"[\W_]", "", " ".join(words(html(text)))) == re.sub(r"[\W_]", "", text)


def test_tangled_emphasis_does_not_leak_into_the_next_paragraph() -> None:
    assert html("a**b***c***d*\n\nWe *do* **meet**.").endswith("<p>We <em>do</em> <strong>meet</strong>.</p>")


def test_numbered_paragraphs_keep_their_numbers_and_gaps() -> None:
    assert html("113.\tWe begin.\n\n115.\tWe *end*.\n\n116. So be it.") == (
        "<p>113.    We begin.</p>\n<p>115.    We <em>end</em>.</p>\n<p>116. So be it.</p>"
    )


def test_a_numbered_paragraph_may_stand_between_others() -> None:
    assert html("Before.\n\n12. Twelve.\n\n- bread\n- salt") == (
        "<p>Before.</p>\n<p>12. Twelve.</p>\n<ul>\n<li>bread</li>\n<li>salt</li>\n</ul>"
    )


def test_a_numbered_item_with_indented_text_below_is_a_list() -> None:
    assert html("3. bread\n\n    and more") == '<ol start="3">\n<li>\n<p>bread</p>\n<p>and more</p>\n</li>\n</ol>'


def test_kramdowns_start_below_a_list_loses_no_words() -> None:
    assert words(html('4. bread\n5. salt\n{:start="4"}')) == ["bread", "salt"]


def test_a_reference_definition_is_one_if_an_address_follows() -> None:
    assert html('See [here].\n\n[here]: https://example.org "Title"') == (
        '<p>See <a href="https://example.org" title="Title">here</a>.</p>'
    )
    assert html("See [here].\n\n[Here]: notes.html") == '<p>See <a href="notes.html">here</a>.</p>'
    assert html("We meet.\n\n[//]: # (a comment)") == "<p>We meet.</p>"


def test_a_note_stands_at_the_end() -> None:
    assert html("We meet[^1].\n\n[^1]: In the hall.") == (
        '<p>We meet<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup>.</p>\n'
        '<div class="footnote">\n<hr>\n<ol>\n<li id="fn-1">\n<p>In the hall.&nbsp;'
        '<a class="footnote-backref" href="#fnref-1" title="1">↩</a></p>\n</li>\n</ol>\n</div>'
    )


def test_notes_do_not_leak_from_one_speech_to_the_next() -> None:
    before = made("We part[^1].").html
    made("We meet[^1].\n\n[^1]: In the hall.")
    assert made("We part[^1].").html == before
    assert "hall" not in before


def test_references_do_not_leak_from_one_speech_to_the_next() -> None:
    made("See [here].\n\n[here]: https://example.org")
    assert html("See [here].") == "<p>See [here].</p>"


def test_a_table_is_aligned_by_class() -> None:
    table = html("| for | against |\n|:--|--:|\n| 12 | 5 |")
    assert '<th class="align-left">for</th>\n<th class="align-right">against</th>' in table
    assert '<td class="align-left">12</td>\n<td class="align-right">5</td>' in table
    assert "style" not in table


def test_headings_are_listed_with_their_anchors_and_words() -> None:
    body = made("# R&amp;D *now*[^1]\n\n### Chair:\n\nWe meet.\n\n#### R&D now\n\n[^1]: Note.")
    assert body.headings == (Heading(2, "r-d-now", "R&D now"), Heading(4, "r-d-now_1", "R&D now"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("## ### ## #####", "h2 h3 h2 h3"),
        ("### # ##", "h2 h2 h3"),
        ("# ## ### #### ##### ######", "h2 h3 h4 h5 h6 h6"),
    ],
)
def test_headings_stand_at_their_depth_and_skip_no_level(written: str, expected: str) -> None:
    html = made("\n\n".join(f"{marks} Peace" for marks in written.split())).html
    assert re.findall(r"<(h\d)", html) == expected.split()


def test_a_heading_without_a_letter_has_an_anchor() -> None:
    assert made("## …").headings == (Heading(2, "section", "…"),)


def test_an_empty_body_is_a_warning() -> None:
    body, problems = markup.body_of(Source("a.md", Mapping({}, {}, 1), "", 5), "a.md")
    assert body == Body("")
    assert list(map(str, problems)) == [
        "a.md:5: body: There is no text; the page says that it is not held. "
        "Write the speech below the second ---, if it is held."
    ]


def test_a_body_of_which_nothing_is_left_is_a_warning_too() -> None:
    body, problems = markup.body_of(Source("a.md", Mapping({}, {}, 1), "<script>x</script>", 5), "a.md")
    assert body == Body("")
    assert [problem.message for problem in problems] == [
        "<script> is not allowed; it was left out of the page.",
        "There is no text; the page says that it is not held.",
    ]


SUMMARIES = {
    "My friends,\n\nWe meet again in this hall to speak again.": "We meet again in this hall to speak again.",
    "[Applause in the hall, which lasts for some minutes]\n\nMy friends.": "My friends.",
    "AT&amp;T and caf&eacute; \\*so\\* <b>bold</b> he said[^1].\n\n[^1]: N.": "AT&T and café *so* bold he said.",
    "Write to <someone@example.org> on the matter.": "Write to someone@example.org on the matter.",
}


@pytest.mark.parametrize("text", SUMMARIES)
def test_the_summary_is_the_first_paragraph_that_says_something(text: str) -> None:
    assert made(text).summary == SUMMARIES[text]


def test_a_summary_is_cut_after_a_whole_word() -> None:
    assert cut("one two three four", 12) == "one two…"
    assert cut("one two", 7) == "one two"
    assert cut("one two, three four", 13) == "one two…"
    assert cut("یک دو، سه چهار پنج", 12) == "یک دو، سه…"
    assert cut("یک دو سه، چهار پنج", 13) == "یک دو سه…"
    assert cut("一二三四五六七八", 5) == "一二三四…"


SAID = ["we", "meet", "peace", "harvest", "Bürger", "мир", "平和", "שלום", "Straße", "naïve", "tomorrow"]
NOTATION = [
    *" \n*_#>-+,'\"~=`\\&<[]", "\n\n", "\n\n", "  \n", "**", "***", "****", "- ",
    "* ", "+ ", "> ", "# ", "### ", "    ",
    "\n\n**Chair:** ", "\n\n### Chair:\n\n", "\n\n[Applause]\n\n", "\n\n(laughter)\n\n", "<inaudible>",
]  # fmt: skip


@st.composite
def bodies(draw: st.DrawFn, notation: list[str]) -> str:
    pieces = draw(st.lists(st.tuples(st.sampled_from(SAID), st.sampled_from(notation)), min_size=1, max_size=25))
    return "".join(f"{word}{mark}" for word, mark in pieces)


def spoken(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


@settings(deadline=None)
@given(bodies(NOTATION))
def test_the_words_are_those_that_were_said(text: str) -> None:
    assert spoken(" ".join(words(made(text).html))) == spoken(text)


# Ours, and one that lacks only the short way for paragraphs without notation.
QUICK, SLOW = markup._markdown(), markup._markdown()
SLOW[0].parser.blockprocessors.deregister("plain_paragraphs")
SLOW[0].preprocessors.deregister("needed_patterns")
ANYTHING = [
    *NOTATION, *"(){}|:.!/?;1$^%@\t", "12. ", "\n12. ", "\n- ", "\n    ", "[^1]", "\n[^1]: ", "](", "![", "<b>", "</b>",
    "\n===\n", "\n---\n", "\n|-|\n", "{: #x }", "[x]: /y\n", "<!--", "-->", "\n```\n", "\n1) ", "\u00a0", "\u3000",
]  # fmt: skip


def both(text: str) -> tuple[str, str]:
    def html_by(md: Markdown, survey: markup._Survey, runs: PlainRuns) -> str:
        md.reset()
        return runs.fill(sanitising.clean(md.convert(text), survey.ids))

    return html_by(*QUICK), html_by(*SLOW)


@settings(deadline=None)
@given(bodies(ANYTHING))
def test_the_short_way_for_plain_paragraphs_gives_the_same_html(text: str) -> None:
    quick, slow = both(text)
    assert quick == slow


@settings(deadline=None)
@given(bodies(ANYTHING))
def test_the_short_way_gives_what_the_stock_library_gives(text: str) -> None:
    stock, short = stock_and_short(text)
    assert short == stock


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Python-Markdown's own test cases, from its source distribution; they are not ours to keep."""
    folder = tmp_path_factory.mktemp("markdown")
    wanted = f"markdown=={metadata.version('markdown')}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", wanted]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    assert done.returncode == 0, f"Python-Markdown's own test cases could not be fetched: {done.stderr}"
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        texts = [archive.extractfile(m) for m in archive if "/tests/" in m.name and m.name.endswith(".txt")]
        return [stream.read().decode() for stream in texts if stream]


def test_the_short_way_gives_what_the_stock_library_gives_of_its_own_test_cases(cases: list[str]) -> None:
    assert len(cases) >= 100
    for case in cases:
        stock, short = stock_and_short(case)
        assert short == stock


def test_the_short_way_gives_the_same_html_of_what_is_tested_here() -> None:
    bodies = [
        "We meet.\nAgain.\n\n1990 was a year.\n\n  So\n\n- bread\nsalt\n\n-x",
        *SHAPES,
        *UNCHANGED,
    ]
    for body in bodies:
        quick, slow = both(body)
        assert quick == slow
        stock, short = stock_and_short(body)
        assert short == stock


def test_one_line_of_139_kilobytes_is_quick() -> None:
    text = "We meet again [Applause] (laughter) in *this* hall & speak. " * 2400
    assert len(words(made(text).html)) == len(words(text))
