"""docs/editing.md: its examples, and how many pages it has in print."""

import re
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from bench.pictures import ROOT

DOCS = ROOT / "docs"
GUIDE = DOCS / "editing.md"

PAPER = """
@page { size: A4; margin: 12mm 16mm }
body { margin: 0; font: 9.5pt/1.34 "Noto Sans", "DejaVu Sans", sans-serif; color: #1f2328; overflow-wrap: break-word }
h1 { font-size: 17pt; margin: 0 0 2mm }
h2 { font-size: 12pt; margin: 3.2mm 0 1mm; break-after: avoid }
p, ol, table, pre { margin: 0 0 1.7mm }
ol { padding-inline-start: 6mm }
li p, li pre { margin-block-end: 1mm }
code { font: 8.3pt "Noto Sans Mono", "DejaVu Sans Mono", monospace }
pre { background: #f3f4f6; padding: 1mm 2.5mm; line-height: 1.25; white-space: pre-wrap }
table { border-collapse: collapse; break-inside: avoid }
td, th { border: .2mm solid #bbb; padding: .5mm 2mm; text-align: start }
img { display: block; margin-inline: auto; max-inline-size: 100%; max-block-size: 36mm }
a { color: inherit }
"""
"""How the guide is printed: small type, as a leaflet has it."""


class Block(NamedTuple):
    """A piece of code in the guide: its language, its text, and the file that is named just before it, if one is."""

    language: str
    text: str
    path: str


def blocks(guide: str) -> list[Block]:
    """All of them, in order."""
    found, path = [], ""
    for token in MarkdownIt().parse(guide):
        if token.type == "inline" and (named := re.fullmatch(r"`(content/[^`]+\.md)`", token.content)):
            path = named[1]
        elif token.type == "fence":
            found.append(Block(token.info, token.content, path))
    return found


def speech_of(guide: str) -> Block:
    """The example that the guide goes through."""
    return next(block for block in blocks(guide) if block.path and block.text.startswith("---\n"))


def html_of(guide: str) -> str:
    """The guide as a page to be printed; pictures are taken from docs/."""
    body = MarkdownIt().enable("table").render(guide)
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><base href="{DOCS.as_uri()}/"><style>{PAPER}</style>'
    return f"{head}<body>{body}"


def printed(chromium: Browser, guide: str, file: Path) -> int:
    """Print the guide on A4 into `file`; how many pages it takes."""
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as stream:
        stream.write(html_of(guide))
        stream.flush()
        page = chromium.new_page()
        page.goto(Path(stream.name).as_uri())  # pictures of file:// are shown to pages of file:// alone
        page.pdf(path=file, prefer_css_page_size=True, print_background=True)
        page.close()
    said = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    return int(re.findall(r"^Pages:\s+(\d+)$", said, flags=re.MULTILINE)[0])
