"""Under a strict Content-Security-Policy of the server a browser refuses nothing, and no request leaves the site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import POLICY, serving
from tests.judges.conftest import Sites
from tests.judges.visiting import a_reader, each_kind
from tests.making import write

BROKEN = """\
<!doctype html>
<title>Broken</title><base href="/speeches/"><style>p { color: red }</style>
<link rel="stylesheet" href="http://127.0.0.1:9/a.css">
<p style="color: red">Words</p><script>document.title = "ran"</script>
<form action="http://127.0.0.1:9/"><button>Away</button></form>
"""


@pytest.fixture
def reader(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what its browser complains of: what the policy refuses, what fails, what is asked of other hosts."""
    complaints: list[str] = []
    with a_reader(browser) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.expose_function("complain", lambda said: complaints.append(said))
        page.add_init_script(
            "addEventListener('securitypolicyviolation',"
            " (event) => complain(`${event.effectiveDirective} refuses ${event.blockedURI}`));"
        )
        page.on("console", lambda message: complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("request", lambda sent: complaints.append(f"out: {sent.url}") if is_outside(page, sent.url) else None)
        yield page, complaints


def is_outside(page: Page, url: str) -> bool:
    """Whether `url` is on no page of the site that is being visited; blobs are made by a page itself."""
    return not url.startswith(("http://127.0.0.1:", "blob:")) or "/speeches/" not in url


def test_a_browser_refuses_what_a_broken_page_asks_for(reader: tuple[Page, list[str]], tmp_path: Path) -> None:
    page, complaints = reader
    with serving(write(tmp_path, {"index.html": BROKEN})) as root:
        page.goto(root)
        assert page.title() == "Broken"
        page.evaluate("document.forms[0].submit()")
        page.wait_for_timeout(200)
    assert {complaint for complaint in complaints if not complaint.startswith("console")} == {
        f"base-uri refuses {root}",
        "style-src-elem refuses inline",
        "style-src-attr refuses inline",
        "style-src-elem refuses http://127.0.0.1:9/a.css",
        "script-src-elem refuses inline",
        "form-action refuses http://127.0.0.1:9/?",
        "out: http://127.0.0.1:9/a.css",
    }


@pytest.mark.parametrize(("name", "lang"), [("left-to-right", "en"), ("right-to-left", "fa")])
def test_nothing_is_refused_and_nothing_leaves(
    reader: tuple[Page, list[str]], site: Sites, name: str, lang: str
) -> None:
    page, complaints = reader
    for template, _ in each_kind(page, site(name, "path"), lang):
        if template == "speech.html":
            page.locator("audio").evaluate("async (player) => { player.muted = true; await player.play(); }")
            page.locator(".quoting [value=citation]").click()
            expect(page.locator(".quoting [role=status]")).not_to_be_empty()
        elif template == "search.html":
            page.locator(".hits a").first.click()
            page.wait_for_load_state()
    assert complaints == []


def test_the_policy_is_strict() -> None:
    allowed = {part.split()[0]: part.split()[1:] for part in POLICY.split("; ")}
    assert allowed.pop("default-src") == allowed.pop("base-uri") == ["'none'"]
    assert set(allowed) == {f"{kind}-src" for kind in ("script", "style", "img", "media", "connect", "manifest")} | {
        "form-action"
    }
    assert all(sources == ["'self'"] for sources in allowed.values())
