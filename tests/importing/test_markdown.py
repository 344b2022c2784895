"""A piece of a page becomes Markdown, and the page that our reader makes of that says the same words."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from rostra.importing.checking import characters_of, lost
from rostra.importing.markdown import markdown_of
from rostra.importing.readback import shown
from rostra.importing.verbatim import Resolved

AS_WRITTEN = Resolved(lambda address: address, lambda address: address)


def written(html: str, drop: str = "", to: Resolved = AS_WRITTEN) -> str:
    page = LexborHTMLParser(f"<body>{html}</body>")
    assert page.root is not None
    assert page.body is not None
    return markdown_of(page.root, [page.body], page.css(drop) if drop else [], to)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>On water</h2><p>It boils.</p>", "## On water\n\nIt boils."),
        ("<p>It <b>boils</b> at <i>100</i> degrees.</p>", "It **boils** at *100* degrees."),
        ("<p><b>It </b><b>boils</b></p>", "**It boils**"),
        ("<p>It<b> boils </b>today</p>", "It **boils** today"),
        ("<p><b><i>It</i></b> boils</p>", "***It*** boils"),
        ("<p><i>It <b>boils</b></i></p>", "<em>It <strong>boils</strong></em>"),
        ("It boils.<br><br>It <br>freezes.", "It boils.\n\nIt  \nfreezes."),
        ("<div>It boils.<p>It freezes.</div>", "It boils.\n\nIt freezes."),
        ("<ul><li>one<ul><li>within</li></ul></li><li>two</li></ul>", "- one\n    - within\n- two"),
        ("<ol start=3><li>three<li>four</ol>", "3. three\n4. four"),
        ("<ol><li><p>one</p><p>more</p></li></ol>", "1. one\n\n    more"),
        ("<ul><li><p>First.</p><p>More.</p></li><li><p>Second.</p></li></ul>", "- First.\n\n    More.\n\n- Second."),
        ("<ol start=4><li>One<br><br>more<li>Two<li>Three</ol>", "4. One\n\n    more\n\n4. Two\n\n4. Three"),
        ("<ul><li>one<ul><li>within</ul>words</li><li>two</li></ul>", "- one\n    - within\n\n    words\n\n- two"),
        ("<ul><li>one<ul><li>a<p>b</p></li><li>c</li></ul></li><li>two</li></ul>",
         "- one\n    - a\n\n        b\n\n    - c\n\n- two"),
        ("<ol><li>alone</li></ol>", "1\\. alone"),
        ("<blockquote><p>one<p>two</blockquote>", "> one\n>\n> two"),
        ("<table><tr><th>Day<th>Hours<tr><td>Monday<td>9|17</table>",
         "| Day | Hours |\n| --- | --- |\n| Monday | 9\\|17 |"),
        ("<table><tr><td>a<td>b</table>", "|  |  |\n| --- | --- |\n| a | b |"),
        ("<table><tr><td><h2>Page</h2><p>made of<p>a table</table>", "## Page\n\nmade of\n\na table"),
        ("<pre>one line\nanother\n\na third</pre>", "one line  \nanother\n\na third"),
        ("<p>See <a href='https://example.org/a b'>the [rules]</a>.</p>", "See [the \\[rules\\]](https://example.org/a%20b)."),
        ("<p><a href='/x(1)'>rules</a></p>", "[rules](</x(1)>)"),
        ("<p><img src='sea.jpg' alt='The sea'></p>", "![The sea](sea.jpg)"),
        ("<p lang=fa dir=rtl>سلام</p>", 'سلام\n{: lang="fa" dir="rtl" }'),
        ("<p>H<sub>2</sub>O</p>", "H<sub>2</sub>O"),
        ("<p>12. The budget</p><p># 1</p><p>- no</p>", "12\\. The budget\n\n\\# 1\n\n\\- no"),
        ("<p>2 * 3, a_b, *x*, [Applause], [a](b), &lt;b> &amp;amp; 1 &lt; 2</p>",
         "2 * 3, a_b, \\*x\\*, [Applause], \\[a](b), &lt;b> &amp;amp; 1 < 2"),
        ("<p>I, ____, of ______, promise __init__.</p>",
         "I, \\_\\_\\_\\_, of \\_\\_\\_\\_\\_\\_, promise \\_\\_init\\_\\_."),
        ("<p>a<script>b</script><style>c</style><!-- d --><noscript>e</noscript></p>", "a"),
        ("<p>one&nbsp;two</p><p>&nbsp;</p>", "one\xa0two"),
    ],
)  # fmt: skip
def test_each_thing_in_its_notation(html: str, markdown: str) -> None:
    assert written(html) == markdown


def test_what_is_dropped_is_left_out() -> None:
    assert written("<p>text</p><div class=share>Share</div>", drop=".share") == "text"


def test_a_link_without_an_address_to_write_leaves_its_words() -> None:
    nowhere = Resolved(lambda address: "", lambda address: "")
    assert written("<p>See <a href='../2.html'>below</a>.<img src=x.jpg alt=X></p>", to=nowhere) == "See below."


def test_what_markdown_cannot_say_stays_html() -> None:
    html = "<ol><li><h2>a</h2><p>b &amp; c</p></li><li class=x onclick=y>d <a href='z'>e</a></li></ol>"
    markdown = written(html)
    assert markdown == '<ol><li><h2>a</h2><p>b &amp; c</p></li><li>d <a href="z">e</a></li></ol>'
    assert shown(markdown) == "ab&cde"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Water boils<sup><a href='#n1' id='r1'>1</a></sup> at 100.</p>"
        "<ol><li id='n1'><p>In Celsius. <a href='#r1'>↑</a></p></ol>",
        "<p>Water boils<a href='#_ftn1' name='_ftnref1'>[1]</a> at 100.</p>"
        "<hr><p><a href='#_ftnref1' name='_ftn1'>[1]</a> In Celsius.</p>",
        "<p>Water boils<a class='sdfootnoteanc' name='s1anc' href='#s1sym'><sup>1</sup></a> at 100.</p>"
        "<div id='s1'><p><a name='s1sym' href='#s1anc'>1</a> In Celsius.</p></div>",
    ],
)
def test_notes_of_web_pages_of_word_and_of_libreoffice(html: str) -> None:
    assert written(html) == "Water boils[^1] at 100.\n\n[^1]: In Celsius."


def test_a_link_to_a_place_without_a_way_back_is_no_note() -> None:
    assert written("<p>See <a href='#b'>b</a>.</p><p id='b'>Here.</p>", to=Resolved(lambda a: "", lambda a: "")) == (
        "See b.\n\nHere."
    )


@pytest.mark.parametrize(
    "markdown", ["- One.\n\n    More.\n- Two.", "- One.\n\n    More?\n\n- Two.", "- One.\n\n    ____More.\n\n- Two."]
)
def test_signs_that_were_lost_or_added_are_named_as_words_are(markdown: str) -> None:
    page = LexborHTMLParser("<body><ul><li><p>One.<p>More.</li><li>Two.</li></ul></body>")
    assert page.root is not None
    assert page.body is not None
    assert [message.split(";")[0] for message, _ in lost(page.root, [page.body], [], markdown)] == [
        "The text may not be whole"
    ]
    assert not list(lost(page.root, [page.body], [], "- One.\n\n    More.\n\n- Two."))


PIECES = st.sampled_from(
    ["one", "two", "سلام", "*", "**", "_a_", "a_b", "`x`", "[y]", "[z](w)", "[^1]", "[q]: http://a.b", "12.", "1.",
     "- ", "+ ", "# ", "> ", "&lt;b&gt;", "&lt;i", "&amp;amp;", "|", "---", "===", "{: a}", "\\", "\\*", "!", "![k](l)",
     "<br>", "<br><br>", "&nbsp;", "***", "* * *", "1)", "\n", "::", "---|---", "[00:12:34]", "[a][b]", "C#", "Yes.No",
     "____", "__c__", "<b>bold</b>", "<i> it </i>", "<b><i>bi</i></b>", "<i>a<b>b</b>c</i>", "<b>a<br>b</b>",
     "<sup>2</sup>", "<a href='http://x.y/z_(w)'>l_k</a>", "<span>s</span>", "<code>c*</code>", "<q>q</q>"]
)  # fmt: skip
TEXT = st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), min_size=1, max_size=5).map(
    lambda pairs: "".join(piece + blank for piece, blank in pairs)
)
LEAF = st.one_of(
    TEXT,
    st.builds("<p>{}</p>".format, TEXT),
    st.builds("<h3>{}</h3>".format, TEXT),
    st.builds("<pre>{}\n\n{}</pre>".format, TEXT, TEXT),
    st.builds("<b><p>{}</p></b>".format, TEXT),
    st.builds("<table><tr><td>{}</td><td>{}</td></tr></table>".format, TEXT, TEXT),
)
PAGE = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.builds("<blockquote>{}</blockquote>".format, inner),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda items: f"<ul>{''.join(f'<li>{i}</li>' for i in items)}</ul>"
        ),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda items: f"<ol>{''.join(f'<li>{i}</li>' for i in items)}</ol>"
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(PAGE)
@example("<ol><li><ol><li><pre>one\n\none</pre></li></ol></li><li>one</li></ol>")
@example("<ol><li><h2>a</h2><ol><li>b</li></ol></li><li>c</li></ol>")
def test_every_character_comes_out_and_none_is_invented(html: str) -> None:
    page = LexborHTMLParser(f"<body>{html}</body>")
    assert page.root is not None
    assert page.body is not None
    assert shown(markdown_of(page.root, [page.body], [], AS_WRITTEN)) == characters_of(page.root, [page.body], [])
