"""Lighthouse gives pages full marks for accessibility, best practices and SEO, and nothing on them moves."""

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.browser.serving import serving
from tests.judges.conftest import Sites
from tests.judges.programs import programs
from tests.making import write

PAGES = {"": 39_000, "2021/": 33_000, "2021/11-17-young-elites/": 43_000, "search/": 55_000}
"""Pages of the sample: home, year, speech, search; and the most bytes that each may weigh, uncompressed, with all that
it loads."""

OPTIONS = (
    "--quiet",
    "--output=json",
    "--only-categories=accessibility,best-practices,seo",
    "--only-audits=cumulative-layout-shift,total-byte-weight",
    "--disable-full-page-screenshot",
    "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
)

BROKEN = """\
<!doctype html>
<html><head><meta name="viewport" content="width=device-width"><script src="a.js" defer></script></head>
<body><main><p id="a">Words</p><h1>Broken</h1><img src="gone.png"></main></body></html>
"""

MOVING = "setTimeout(() => { document.getElementById('a').innerHTML = '<br>'.repeat(20); }, 500);"


@dataclass(frozen=True)
class Verdict:
    """What Lighthouse says of a page: audits that failed, by category; how far its parts moved; its bytes."""

    faults: list[str]
    shift: float
    weight: int


def judged(url: str) -> Verdict:
    """What Lighthouse says of the page at `url`."""
    chromium = os.environ | {"CHROME_PATH": "/usr/bin/chromium"}
    done = subprocess.run(
        [programs() / "lighthouse", url, *OPTIONS], capture_output=True, text=True, check=False, env=chromium
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert "runtimeError" not in found, found["runtimeError"]
    audits = found["audits"]
    faults = [
        f"{category['id']}: {each['id']}: {audits[each['id']]['title']}"
        for category in found["categories"].values()
        for each in category["auditRefs"]
        if each["weight"] and audits[each["id"]]["score"] not in (1, None)
    ]
    shift, weight = (audits[name]["numericValue"] for name in ("cumulative-layout-shift", "total-byte-weight"))
    return Verdict(faults, shift, weight)


def test_lighthouse_names_the_faults_of_a_broken_page(tmp_path: Path) -> None:
    with serving(write(tmp_path, {"index.html": BROKEN, "404.html": "", "a.js": MOVING})) as root:
        verdict = judged(root)
    assert {fault.rpartition(": ")[0] for fault in verdict.faults} == {
        "accessibility: document-title",
        "accessibility: html-has-lang",
        "accessibility: image-alt",
        "best-practices: charset",
        "best-practices: errors-in-console",
        "seo: document-title",
        "seo: image-alt",
        "seo: meta-description",
    }
    assert verdict.shift > 0.01


def test_pages_of_the_sample_have_nothing_against_them(site: Sites) -> None:
    with serving(site("sample", "path").folder) as root, ThreadPoolExecutor(2) as two:
        verdicts = dict(zip(PAGES, two.map(judged, (f"{root}{address}" for address in PAGES)), strict=True))
    assert {address: verdict.faults for address, verdict in verdicts.items() if verdict.faults} == {}
    assert {address: verdict.shift for address, verdict in verdicts.items() if verdict.shift} == {}
    heavy = {address: verdict.weight for address, verdict in verdicts.items() if verdict.weight > PAGES[address]}
    assert heavy == {}


def test_a_real_archive_has_nothing_against_it(site: Sites) -> None:
    with serving(site("knesset-he", "path").folder) as root:
        verdict = judged(root)
    assert (verdict.faults, verdict.shift) == ([], 0)
