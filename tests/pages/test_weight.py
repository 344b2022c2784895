"""What a reader's browser fetches for a speech, beyond its words."""

import gzip
import re
import statistics
from pathlib import Path

from rostra.build import Plan, build
from tests.making import NOON, TEMPLATES

SAMPLE = TEMPLATES.parent / "content"
MOST = 12_000
"""Bytes as they are sent, of the median speech."""


def sent(text: str | bytes) -> int:
    """The bytes of a file as servers send it."""
    return len(gzip.compress(text.encode() if isinstance(text, str) else text))


def weight(page: Path) -> int:
    """The bytes of a page and of what it loads at once, without the text of its speech."""
    html = page.read_text(encoding="utf-8")
    head, body, foot = re.split(r'(<div class="body">.*?</div>\n<template)', html, maxsplit=1, flags=re.DOTALL)
    assert len(body) > 100
    loaded = re.findall(r'(?:<script src|rel="(?:stylesheet|icon)"[^>]* href)="([^"]+)"', html)
    assert {name.rpartition("/")[2].partition(".")[0] for name in loaded} == {"site", "speech", "icon"}
    return sent(head + foot) + sum(sent((page.parent / name).read_bytes()) for name in loaded)


def test_median_speech_weighs_less_than_12_kb_beyond_its_words(tmp_path: Path) -> None:
    plan = Plan(content=SAMPLE, output=tmp_path / "output", templates=TEMPLATES, now=NOON)
    build(plan, lambda stage, done, total: None)
    pages = [page for page in (tmp_path / "output").rglob("index.html") if 'class="speech">' in page.read_text("utf-8")]
    assert len(pages) >= 16
    assert statistics.median(weight(page) for page in pages) < MOST
