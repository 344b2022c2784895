"""What HTML may stand in a body, and the warning for each thing that may not."""

import pytest

from rostra.reading import markup
from rostra.reading.sanitising import is_elsewhere, scheme_refused
from rostra.reading.source import Source
from rostra.values import Mapping
from tests.making import words


def made(text: str) -> tuple[str, list[str]]:
    body, problems = markup.body_of(Source("a.md", Mapping({}, {}, 1), text, 5), "a.md")
    return body.html, [f"{problem.line}: {problem.message} {problem.hint}" for problem in problems]


LEFT_OUT = "is not allowed; it was left out of the page. Write it in Markdown, or delete it."
LOCAL = "Put the image beside the text and name it, as in ![Ships in the harbour](harbour.jpg)."
REFUSED = {  # the source: the warnings, and what the page must not hold
    "We.\n\n<script>alert(1)</script>": ([f"7: <script> {LEFT_OUT}"], "alert"),
    "We.\n\n<SCRIPT src='x'></SCRIPT>": ([f"7: <script> {LEFT_OUT}"], "SCRIPT"),
    "We.\n\n<style>p { color: red }</style>": ([f"7: <style> {LEFT_OUT}"], "color"),
    "We.\n\n<iframe src='https://example.org'></iframe>": ([f"7: <iframe> {LEFT_OUT}"], "iframe"),
    "We <svg onload=alert(1)> meet": ([f"5: <svg> {LEFT_OUT}"], "onload"),
    "We.\n\n<img src='a.png' onerror='alert(1)'>": ([f"7: onerror= in <img> {LEFT_OUT}"], "onerror"),
    "We <b onclick='x()'>meet</b>": ([f"5: onclick= in <b> {LEFT_OUT}"], "onclick"),
    "We <b style='color: red'>meet</b>": ([f"5: style= in <b> {LEFT_OUT}"], "style"),
    "We [meet](javascript:alert(1))": ([f"5: A link to javascript: {LEFT_OUT}"], "javascript"),
    "We [meet](JaVaScRiPt:alert(1))": ([f"5: A link to javascript: {LEFT_OUT}"], "alert"),
    "We [meet](data:text/html,x)": ([f"5: A link to data: {LEFT_OUT}"], "data:"),
    "We [meet][x]\n\n[x]: javascript:alert(1)": ([f"7: A link to javascript: {LEFT_OUT}"], "javascript"),
    "We <a href='javascript:x'>meet</a>": ([f"5: javascript: in <a> {LEFT_OUT}"], "javascript"),
    "We <a href='java&#115;cript:x'>meet</a>": ([f"5: javascript: in <a> {LEFT_OUT}"], "cript"),
    "We <a href=' java\tscript:x'>meet</a>": ([f"5: javascript: in <a> {LEFT_OUT}"], "script"),
    "We <q cite='javascript:x'>meet</q>": ([f"5: javascript: in <q> {LEFT_OUT}"], "javascript"),
    "We <a href='/x' target='_blank'>meet</a>": ([f"5: target= in <a> {LEFT_OUT}"], "target"),
    "We ![meet](javascript:x)": ([f"5: An image from javascript: {LEFT_OUT}"], "javascript"),
    "We ![meet](https://example.org/a.png)": ([f"5: An image from another site is shown as a link. {LOCAL}"], "<img"),
    "We ![meet](//example.org/a.png)": ([f"5: An image from another site is shown as a link. {LOCAL}"], "<img"),
    "We <img src='//example.org/a.png'>": ([f"5: An image from another site was left out of the page. {LOCAL}"], "src"),
    "We.\n\n<?php echo 1 ?>": ([f"7: <?…> {LEFT_OUT}"], "echo"),
    "We.\n\n<![CDATA[ meet ]]>": ([f"7: <![…]> {LEFT_OUT}"], "meet"),
    "We <font color='red'>meet</font>": ([f"5: <font> {LEFT_OUT}"], "font"),
}  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_allowed_is_left_out_with_a_warning_at_its_line(text: str) -> None:
    html, problems = made(text)
    warnings, gone = REFUSED[text]
    assert problems == warnings
    assert gone not in html
    assert words(html)[0] == "We"


def test_each_of_several_is_named_at_its_own_line() -> None:
    _, problems = made("<script>a</script>\n\nWe.\n\n<script>b</script>\n\n[x](javascript:a) [y](javascript:a)")
    assert problems == [
        f"5: <script> {LEFT_OUT}",
        f"9: <script> {LEFT_OUT}",
        f"11: A link to javascript: {LEFT_OUT}",
        f"11: A link to javascript: {LEFT_OUT}",
    ]


ALLOWED = [
    "<b>b</b> <i>i</i> <u>u</u> <s>s</s> <small>s</small> <sup>1</sup> <sub>2</sub>",
    '<span lang="fa" dir="rtl">سلام</span>',
    '<abbr title="United Nations">UN</abbr>',
    '<time datetime="2021-11-17">today</time>',
    '<a href="/a" hreflang="fa">a</a> <a href="mailto:a@example.org">b</a> <a href="tel:1">c</a>',
    '<ol start="4" type="a"><li value="9">x</li></ol>',
    "<details open><summary>s</summary>t</details>",
    '<table><tbody><tr><td colspan="2">x</td></tr></tbody></table>',
    '<img src="/a.png" alt="A" width="1" height="2">',
    '<blockquote cite="https://example.org">x</blockquote>',
]


@pytest.mark.parametrize("text", ALLOWED)
def test_what_is_allowed_stays_without_a_warning(text: str) -> None:
    html, problems = made(text)
    assert problems == []
    assert set(text.replace(">", " ").split()) <= set(html.replace(' open=""', " open").replace(">", " ").split())


def test_an_escaped_tag_is_shown_as_it_is() -> None:
    html, problems = made("We say &lt;script&gt; and `<script>`.\n\n    <script>")
    assert problems == []
    assert html.count("&lt;script&gt;") == 3


def test_a_comment_is_no_word_and_no_problem() -> None:
    html, problems = made("We <!-- who? --> meet.")
    assert problems == []
    assert words(html) == ["We", "meet"]


def test_ids_and_classes_of_raw_html_are_not_ours() -> None:
    html, problems = made('<div id="main" class="turn mine">x</div>')
    assert problems == []
    assert html == '<div class="turn">x</div>'


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("https://a.org", ""), ("HTTP://a.org", ""), ("mailto:a@b.org", ""), ("tel:1", ""), ("/a:b", ""), ("?a:b", ""),
        ("#a:b", ""), ("a/b:c", ""), ("", ""), ("javascript:x", "javascript"), (" java\nscript:x", "javascript"),
        ("\x01javascript:x", "javascript"), ("vbscript:x", "vbscript"), ("data:x", "data"), ("file:///a", "file"),
    ],
)  # fmt: skip
def test_only_known_schemes_are_allowed(address: str, scheme: str) -> None:
    assert scheme_refused(address) == scheme


@pytest.mark.parametrize(
    "address",
    [
        "https://a.org/x.png",
        "//a.org/x.png",
        "\\\\a.org\\x.png",
        "/\\a.org",
        " //a.org",
        "/\t/a.org",
        "http://[",
        "data:x",
    ],
)
def test_an_image_from_elsewhere_is_seen(address: str) -> None:
    assert is_elsewhere(address)


@pytest.mark.parametrize("address", ["/a.png", "a.png", "../a.png", "a//b.png", "?x", "#x", ""])
def test_an_image_of_this_site_is_seen(address: str) -> None:
    assert not is_elsewhere(address)
