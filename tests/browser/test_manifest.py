"""A browser takes the manifest of each edition, under the pages' own policy."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.serving import serving
from tests.making import make, speech


def test_a_browser_takes_the_manifest_and_its_icons(browser: Browser, tmp_path: Path) -> None:
    site = "title: {en: Speeches, fa: سخنرانی‌ها}\nlanguage: en\n"
    files = {"site.yaml": site, "2021/a.md": speech("A"), "2021/a.fa.md": speech("الف")}
    made = make(tmp_path, files, base_url="https://example.org/speeches/")
    with serving(made.output) as root, browser.new_context() as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        page.goto(f"{root}fa/2021/a/")
        found = context.new_cdp_session(page).send("Page.getAppManifest")
        assert (found["url"], found["errors"], faults) == (f"{root}fa/manifest.webmanifest", [], [])
        assert found["manifest"]["name"] == "سخنرانی‌ها"
        assert found["manifest"]["startUrl"] == f"{root}fa/"
        icons = [icon["url"] for icon in found["manifest"]["icons"]]
        assert icons == [f"{root}static/icon.svg", f"{root}static/apple-touch-icon.png"]
        assert [context.request.get(icon).status for icon in icons] == [200, 200]
