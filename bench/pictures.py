"""Pictures of every kind of page, to be looked at: `make pictures`, or `python -m bench.pictures [FOLDER]`.

Builds the sample archive and those of bench/harbour.py, and takes each page in English and Persian, at three widths,
light and dark, and as it is printed on A4. FOLDER/index.html (pictures/ if none is named) shows them all. `--kinds`
names some, with commas between them; with `--docs` it makes the six of docs/ instead.
"""

import argparse
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, Route, sync_playwright

from bench import harbour
from rostra.build import Plan, build

ROOT = Path(__file__).parent.parent
WIDTHS = (360, 768, 1280)
MODES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ARCHIVES = {"harbour": harbour.archive, "days": harbour.days}
"""Those that are written for the pictures; the sample archive is content/."""

KINDS: dict[str, tuple[str, str, str]] = {
    "home": ("sample", "", "fa/"),
    "home-of-many-years": ("harbour", "", "fa/"),
    "years": ("harbour", "years/", "fa/solar-hijri/"),
    "year": ("sample", "2021/", "fa/solar-hijri/1400/"),
    "year-of-months": ("days", "2022/", "fa/2022/"),
    "month": ("days", "2022/05/", "fa/2022/05/"),
    "speech": ("sample", "2021/11-17-young-elites/", "fa/2021/11-17-young-elites/"),
    "speech-with-recording": ("harbour", "2021/11-17-tides/", "fa/2021/11-17-tides/"),
    "side-by-side": ("harbour", "2021/11-17-tides/beside-fa/", "fa/2021/11-17-tides/beside-en/"),
    "term": ("harbour", "occasions/day-of-the-lighthouse/", "fa/occasions/روز-فانوس-دریایی/"),
    "compare": (
        "harbour",
        "occasions/day-of-the-lighthouse/2023-2024/",
        "fa/occasions/روز-فانوس-دریایی/1402-1403/",
    ),
    "terms": ("sample", "audiences/", "fa/audiences/"),
    "undated": ("harbour", "undated/", "fa/undated/"),
    "search": ("harbour", "search/?q=water", "fa/search/?q=آب"),
    "not-found": ("sample", "nowhere/", ""),
    "redirect": ("harbour", "lectures/50/", "fa/lectures/50/"),
}
"""Each kind of page: in which archive one stands, and where in its English and in its Persian edition."""

GAP = 24
"""Pixels between pages that stand beside each other."""

COLOURS = 160

STYLE = (
    "body{font:16px system-ui;margin:2rem;background:#888}"
    "p{display:flex;gap:1rem;align-items:start;overflow-x:auto}img{block-size:32rem}"
)


class Shot(NamedTuple):
    """A picture to be taken: its kind of page, language, width in pixels, and mode; `print` has no width."""

    kind: str
    lang: str
    width: int
    mode: str

    @property
    def name(self) -> str:
        """What its file is called."""
        return "-".join([self.kind, self.lang, *([str(self.width)] if self.width else []), self.mode])

    @property
    def address(self) -> str:
        """Where its page would be published."""
        archive, english, persian = KINDS[self.kind]
        return f"https://{archive}.example.org/{quote(persian if self.lang == 'fa' else english, safe='/?=')}"


DOCS: dict[str, tuple[int, tuple[Shot, ...]]] = {
    "home": (1160, (Shot("home", "en", 1280, "light"),)),
    "speech": (1330, (Shot("speech-with-recording", "en", 1280, "light"),)),
    "persian": (1080, (Shot("home-of-many-years", "fa", 1280, "dark"),)),
    "side-by-side": (1150, (Shot("side-by-side", "en", 1280, "light"),)),
    "search": (1150, (Shot("search", "en", 1280, "light"),)),
    "phones": (
        740,
        (
            Shot("home-of-many-years", "en", 360, "light"),
            Shot("speech", "fa", 360, "dark"),
            Shot("term", "en", 360, "light"),
        ),
    ),
}
"""The pictures of docs/: how many pixels of the page they show, from its top, and which pages, beside each other."""


def shots(kinds: list[str]) -> Iterator[Shot]:
    """All pictures of these kinds of pages; there is one page for what is not found, in the site's own language."""
    for kind, lang in product(kinds, ("en", "fa")):
        if lang == "en" or kind != "not-found":
            yield from (Shot(kind, lang, width, mode) for width, mode in product(WIDTHS, MODES))
            yield Shot(kind, lang, 0, "print")


def build_sites(folder: Path) -> Path:
    """Build the sample archive and those of bench/harbour.py below `folder`."""
    contents = {"sample": ROOT / "content"}
    for name, files in ARCHIVES.items():
        contents[name] = folder / name / "content"
        for path, text in files().items():
            file = contents[name] / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
    for name, content in contents.items():
        plan = Plan(
            content=content,
            output=folder / name / "output",
            templates=ROOT / "templates",
            now=datetime.now(UTC),
            base_url=f"https://{name}.example.org/",
        )
        build(plan, lambda stage, done, total: None)
    return folder


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium, as the browser tests drive it."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


def take(browser: Browser, sites: Path, shot: Shot, folder: Path) -> tuple[str, ...]:
    """Take one picture of the whole page into `folder`, or one of each printed page; the files' names."""
    page = opened(browser, sites, shot)
    try:
        if shot.mode == "print":
            return _print(page, folder / shot.name)
        page.screenshot(path=folder / f"{shot.name}.png", full_page=True)
        return (f"{shot.name}.png",)
    finally:
        page.close()


def opened(browser: Browser, sites: Path, shot: Shot) -> Page:
    """The page of `shot`, when all of it is there."""
    scheme: Literal["light", "dark"] = "dark" if shot.mode == "dark" else "light"
    page = browser.new_page(viewport={"width": shot.width or 800, "height": 900}, color_scheme=scheme)

    def answer(route: Route) -> None:
        """What a server would, from the files."""
        asked = urlsplit(route.request.url)
        if shot.kind == "redirect" and route.request.url != shot.address:
            route.fulfill(status=204)  # it leads away at once; this lets a browser stay where it is
            return
        output = sites / asked.netloc.partition(".")[0] / "output"
        file = output / unquote(asked.path)[1:]
        file = file / "index.html" if file.is_dir() else file
        route.fulfill(path=file if file.is_file() else output / "404.html")

    page.route("https://*.example.org/**", answer)
    page.goto(shot.address)
    if shot.kind == "search":
        page.wait_for_selector(".hits > li")
        for hit in page.locator(".hits > li").all():  # they are filled as they come into view
            hit.scroll_into_view_if_needed()
            hit.locator(".title a:not(:empty)").wait_for()
        page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
    return page


def _print(page: Page, file: Path) -> tuple[str, ...]:
    page.pdf(path=file.with_suffix(".pdf"), format="A4", prefer_css_page_size=True)
    subprocess.run(["pdftoppm", "-png", "-r", "72", file.with_suffix(".pdf"), file], check=True)
    return tuple(each.name for each in sorted(file.parent.glob(f"{file.name}-*.png")))


def gallery(taken: dict[Shot, tuple[str, ...]]) -> str:
    """A page that shows all pictures, kind by kind."""
    lines = ['<!doctype html><meta charset="utf-8"><title>Pictures</title><style>', STYLE, "</style>"]
    for kind in dict.fromkeys(shot.kind for shot in taken):
        lines += [f"<h2>{kind}</h2>"]
        for lang in ("en", "fa"):
            names = [name for shot, names in taken.items() if (shot.kind, shot.lang) == (kind, lang) for name in names]
            lines += [
                "<p>",
                *(f'<a href="{name}"><img loading="lazy" src="{name}" alt="{name}"></a>' for name in names),
            ]
    return "\n".join([*lines, ""])


def for_docs(browser: Browser, sites: Path, folder: Path) -> None:
    """Make the pictures of docs/ in `folder`, in few colours, so that they are small."""
    with tempfile.TemporaryDirectory() as whole:
        for name, (height, pages) in DOCS.items():
            files = [Path(whole) / name for shot in pages for name in take(browser, sites, shot, Path(whole))]
            found = [Image.open(BytesIO(file.read_bytes())) for file in files]
            picture = Image.new("RGB", (sum(each.width for each in found) + GAP * (len(found) - 1), height), "white")
            for at, each in enumerate(found):
                picture.paste(each, (at * (each.width + GAP), 0))
            few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
            few.save(folder / f"{name}.png", optimize=True)


def main() -> None:
    """Take what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--kinds", default=",".join(KINDS), help="some kinds of pages, with commas between them")
    parser.add_argument("--docs", action="store_true", help="the six pictures of docs/")
    asked = parser.parse_args()
    folder = asked.folder or ROOT / ("docs" if asked.docs else "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, browser() as chromium:
        sites = build_sites(Path(work))
        if asked.docs:
            for_docs(chromium, sites, folder)
            return
        taken = {shot: take(chromium, sites, shot, folder) for shot in shots(asked.kinds.split(","))}
    (folder / "index.html").write_text(gallery(taken), encoding="utf-8")
    print(f"{sum(map(len, taken.values()))} pictures; look at {folder / 'index.html'}")


if __name__ == "__main__":
    main()
