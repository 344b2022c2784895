"""Two texts side by side: whole blocks, none lost, set beside each other in order."""

from hypothesis import given
from hypothesis import strategies as st

from rostra.publishing.columns import blocks, detached, rows


def test_blocks_are_the_outermost_elements() -> None:
    html = '<p title="a > b">One<br>two</p>\n<ul>\n<li><p>Three</p></li>\n</ul>\n<hr>\n<p></p>'
    assert blocks(html) == (
        '<p title="a > b">One<br>two</p>',
        "<ul>\n<li><p>Three</p></li>\n</ul>",
        "<hr>",
        "<p></p>",
    )


def test_a_text_without_elements_is_one_block() -> None:
    assert blocks("") == ()
    assert blocks("only words") == ("only words",)


@given(
    st.lists(st.sampled_from(["<p>a</p>", "<hr>", "<blockquote><p>b</p></blockquote>", "<h2>c</h2>", "<p><br></p>"]))
)
def test_no_word_is_lost(pieces: list[str]) -> None:
    assert list(blocks("\n".join(pieces))) == pieces
    found = rows("\n".join(pieces), "<p>one</p>")
    assert [left for left, _ in found if left] == pieces
    assert [right for _, right in found if right] == ["<p>one</p>"]


def test_passages_stand_beside_each_other_in_their_order() -> None:
    assert rows("<p>1</p><p>2</p><p>3</p>", "<p>۱</p><p>۲</p>") == (
        ("<p>1</p>", "<p>۱</p>"),
        ("<p>2</p>", "<p>۲</p>"),
        ("<p>3</p>", ""),
    )


def test_headings_keep_parts_together_where_both_texts_have_as_many() -> None:
    first, second = "<p>1</p><h2>A</h2><p>2</p>", "<p>۱</p><p>۱ب</p><h2>آ</h2><p>۲</p>"
    assert rows(first, second) == (
        ("<p>1</p>", "<p>۱</p>"),
        ("", "<p>۱ب</p>"),
        ("<h2>A</h2>", "<h2>آ</h2>"),
        ("<p>2</p>", "<p>۲</p>"),
    )


def test_relative_links_lead_where_they_did_and_attributes_stay_whole() -> None:
    html = (
        '<a title="x id=" href="../b/?q#c">b</a><a href="/c">c</a><img alt="href=" src="d.png"><a href="mailto:e">e</a>'
    )
    assert detached(html, "../index.html") == (
        '<a title="x id=" href="../../b/?q#c">b</a><a href="/c">c</a><img alt="href=" src="../d.png">'
        '<a href="mailto:e">e</a>'
    )


def test_a_piece_has_no_anchors_and_its_links_lead_to_its_own_page() -> None:
    html = '<p id="p1">a id="x" <a class="n" href="#p1"></a><a href="https://example.org/#p1">b</a></p>'
    assert detached(html, "../") == (
        '<p>a id="x" <a class="n" href="../#p1"></a><a href="https://example.org/#p1">b</a></p>'
    )
