"""The pictures of docs/editing.md: `python -m bench.guide_pictures`.

They are made of the guide's own examples, so that they show what a reader who follows it sees.
"""

import re
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from bench.guide import DOCS, GUIDE, Block, printed, speech_of
from bench.pictures import COLOURS, ROOT, browser
from rostra.build import Plan, build

SITE = "title: Speeches of the Harbour Office\nlanguage: en\nspeaker: The Harbour Master\n"

PICTURE = """
* { box-sizing: border-box }
body { margin: 0; background: #fff; font: 18px/1.45 system-ui, sans-serif; color: #1f2328 }
#picture { display: inline-flex; gap: 28px; align-items: stretch; padding: 12px }
.window { border: 1px solid #9aa4af; border-radius: 8px; overflow: hidden; background: #fff }
.bar, pre { font: 17px/1.55 ui-monospace, "DejaVu Sans Mono", monospace }
.bar { background: #e8ebef; border-block-end: 1px solid #c5ccd3; padding: 6px 14px; font-size: 15px }
pre { inline-size: 560px; margin: 0; padding: 12px 16px; white-space: pre-wrap }
.number { display: inline-block; inline-size: 1.6em }
.number, .fence { color: #8b949e }
.name { color: #0b5cad; font-weight: 600 }
.arrow { align-self: center; font-size: 40px; color: #57606a }
.step { align-self: center; inline-size: 170px; border: 2px solid #57606a; border-radius: 12px; padding: 12px }
.step { text-align: center }
.step b { display: block; font-size: 22px }
.step i { color: #57606a }
.good { border-color: #1a7f37 }
.bad { border-color: #b3261e }
.ends { display: grid; gap: 14px }
.ends .step { inline-size: 400px }
"""


def editor(block: Block) -> str:
    """The file as an editor of plain text shows it."""
    lines, is_head = [], False
    for number, line in enumerate(block.text.splitlines(), 1):
        is_fence = line == "---"
        shown = escape(line)
        if is_fence:
            is_head, shown = not is_head, f'<span class="fence">{shown}</span>'
        elif is_head:
            shown = re.sub(r"^(\w+:)", r'<span class="name">\1</span>', shown)
        lines.append(f'<span class="number">{number}</span>{shown}')
    return f'<div class="bar">{escape(Path(block.path).name)}</div><pre>{"<br>".join(lines)}</pre>'


def way() -> str:
    """From the desk to the site, as boxes."""
    steps = (
        "<b>write</b>a text file",
        "<b>save</b><i>commit</i>",
        "<b>send</b><i>push</i>",
        "<b>check</b>by the program",
    )
    boxes = '<div class="arrow">→</div>'.join(f'<div class="step">{step}</div>' for step in steps)
    good = '<div class="step good"><b>published</b>a few minutes later</div>'
    bad = '<div class="step bad"><b>told to you</b>what is wrong, where, what to write</div>'
    return f'{boxes}<div class="arrow">→</div><div class="ends">{good}{bad}</div>'


@contextmanager
def shown(chromium: Browser, body: str) -> Iterator[Page]:
    """A page with `body`, to be taken a picture of."""
    page = chromium.new_page(viewport={"width": 1800, "height": 900})
    page.set_content(f'<!doctype html><meta charset="utf-8"><style>{PICTURE}</style><div id="picture">{body}</div>')
    yield page
    page.close()


def keep(picture: bytes, name: str, folder: Path) -> None:
    """Write a picture in few colours, so that it is small."""
    few = Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(folder / f"editing-{name}.png", optimize=True)


def window(picture: bytes, width: int) -> str:
    """A picture of a page in the frame of a window."""
    data = b64encode(picture).decode()
    return f'<div class="window"><img width="{width}" src="data:image/png;base64,{data}"></div>'


def page_of(chromium: Browser, block: Block, folder: Path) -> bytes:
    """The page that the example becomes, from its top."""
    write(folder / "content", block)
    now = datetime(2026, 3, 22, tzinfo=UTC)
    plan = Plan(content=folder / "content", output=folder / "output", templates=ROOT / "templates", now=now)
    build(plan, lambda stage, done, total: None)
    (file,) = (folder / "output" / "2026").glob("*/index.html")
    page = chromium.new_page(viewport={"width": 860, "height": 400})
    page.goto(file.as_uri())
    picture = page.screenshot()
    page.close()
    return picture


def write(content: Path, block: Block) -> None:
    """An archive of the example alone."""
    file = content / Path(block.path).relative_to("content")
    file.parent.mkdir(parents=True)
    file.write_text(block.text, encoding="utf-8")
    (content / "site.yaml").write_text(SITE, encoding="utf-8")


def panel_of(chromium: Browser, guide: str, folder: Path) -> bytes:
    """What `serve` shows at the foot of a page where the date of the example is the one that the guide supposes."""
    block = speech_of(guide)
    wrong = re.findall(r"Suppose you wrote `(date: [^`]+)`", guide)[0]
    write(folder / "content", block)
    command = [sys.executable, "-u", str(ROOT / "build.py"), "serve", "--templates", str(ROOT / "templates")]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout is not None
        url = next(found[0] for line in process.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+/", line)))
        page = chromium.new_page(viewport={"width": 1100, "height": 360})
        page.goto(url)
        page.locator("main a", has_text=re.findall(r"^title: (.*)$", block.text, flags=re.MULTILINE)[0]).first.click()
        file = folder / block.path
        file.write_text(re.sub(r"^date: .*$", wrong, block.text, flags=re.MULTILINE), encoding="utf-8")
        page.wait_for_selector(".rostra-preview.wrong li")
        picture = page.screenshot()
        page.close()
        return picture
    finally:
        process.terminate()
        process.communicate(timeout=20)


def pictures(chromium: Browser, guide: str, folder: Path) -> None:
    """Make the three pictures of the guide in `folder`."""
    block = speech_of(guide)
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        page = window(page_of(chromium, block, Path(first)), 640)
        panel = window(panel_of(chromium, guide, Path(second)), 1100)
    file = f'<div class="window">{editor(block)}</div>'
    bodies = {"way": way(), "file": f'{file}<div class="arrow">→</div>{page}', "problem": panel}
    for name, body in bodies.items():
        with shown(chromium, body) as drawn:
            keep(drawn.locator("#picture").screenshot(), name, folder)


def main() -> None:
    """Make the pictures of docs/, and say how many pages the guide has in print."""
    guide = GUIDE.read_text(encoding="utf-8")
    with browser() as chromium, tempfile.TemporaryDirectory() as folder:
        pictures(chromium, guide, DOCS)
        print(f"{printed(chromium, guide, Path(folder) / 'guide.pdf')} pages in print")


if __name__ == "__main__":
    main()
