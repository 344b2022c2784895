"""A small archive in English and Persian that has what the sample lacks: recordings, notes, pictures, many years.

`archive()` gives its files by their path; those of bench/harbour_texts/ are written by hand. They tell of tides.
"""

import math
import wave
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

Files = Mapping[str, str | bytes]

TEXTS = Path(__file__).parent / "harbour_texts"

OCCASIONS = (
    ("03-21", "Opening of the season", "Sailors", range(2002, 2025), (2020,)),
    ("08-07", "Day of the lighthouse", "Keepers of lights", range(2008, 2025), (2011, 2020)),
    ("01-15", "Winter evenings", "Schools", range(2013, 2025), (2016, 2017)),
    ("01-29", "Winter evenings", "Schools", range(2018, 2025), (2021,)),
)
"""The day, what it is, to whom, in which years, and in which of them not."""

SUBJECTS = (
    ("Why the tide comes twice a day", "چرا مد دو بار در روز می‌آید"),
    ("How far a light can be seen", "نور چراغ تا کجا دیده می‌شود"),
    ("What the fog horn says", "بوق مه چه می‌گوید"),
    ("Spring tides and neap tides, and how the Moon and the Sun share the work", "مهکشند و کهکشند"),
    ("A lens of a thousand prisms", "عدسی هزار منشور"),
    ("Reading a chart", "خواندن نقشه دریا"),
    ("Knots", "گره‌ها"),
)

BODY = (
    "The water rises and falls about twice in a day, and no two harbours see it alike. We begin with what we measure."
)
BODY_FA = (
    "آب در هر روز نزدیک به دو بار بالا و پایین می‌رود و هیچ دو بندری آن را یکسان نمی‌بینند."
    " از آنچه می‌توان سنجید آغاز می‌کنیم."
)

NOTES_OF_DAYS = 204
"""More than a year's page holds at once, so that it shows its months."""


def archive() -> Files:
    """The whole archive: its files by their path below the content folder."""
    return {
        **{file.relative_to(TEXTS).as_posix(): file.read_text(encoding="utf-8") for file in sorted(TEXTS.rglob("*.*"))},
        "2021/harbour.png": picture(),
        "2021/tides.wav": tone(),
        "2021/tides.vtt": captions((TEXTS / "2021/2021-11-17-tides.md").read_text(encoding="utf-8")),
        "2021/tides.fa.vtt": captions((TEXTS / "2021/2021-11-17-tides.fa.md").read_text(encoding="utf-8")),
        **dict(_speeches()),
    }


def days() -> Files:
    """An archive with a year so full that each of its months has a page."""
    files: dict[str, str | bytes] = {"site.yaml": (TEXTS / "site.yaml").read_text(encoding="utf-8")}
    for at in range(NOTES_OF_DAYS):
        title, persian = SUBJECTS[at * at % len(SUBJECTS)]
        name = f"2022/2022-{at % 12 + 1:02}-{at // 12 + 3:02}-day"
        files[f"{name}.md"] = _speech(title, "Sailors", "", BODY)
        files[f"{name}.fa.md"] = _speech(persian, "دریانوردان", "", BODY_FA)
    return files


def _speeches() -> Iterator[tuple[str, str]]:
    for day, occasion, audience, years, missing in OCCASIONS:
        for year in years:
            if year not in missing:
                title, persian = SUBJECTS[(year * 3 + len(occasion)) % len(SUBJECTS)]
                name = f"{year}/{year}-{day}-lecture"
                yield f"{name}.md", _speech(title, audience, occasion, BODY)
                yield f"{name}.fa.md", _speech(persian, audience, occasion, BODY_FA)


def _speech(title: str, audience: str, occasion: str, body: str) -> str:
    return f"---\ntitle: {title}\naudience: {audience}\noccasion: {occasion}\nkind: lecture\n---\n{body}\n"


def captions(text: str, seconds: int = 6) -> str:
    """The paragraphs of a speech as WebVTT, so many seconds each."""
    passages = [line for line in text.split("---\n", 2)[2].split("\n") if line and line[0] not in "#|[>"]
    cues = (
        f"00:{at * seconds // 60:02}:{at * seconds % 60:02}.000 --> "
        f"00:{(at + 1) * seconds // 60:02}:{(at + 1) * seconds % 60:02}.000\n{passage}"
        for at, passage in enumerate(passages)
    )
    return "\n\n".join(["WEBVTT", *cues, ""])


def tone(seconds: int = 60) -> bytes:
    """A quiet tone (WAV, 8 kHz, 8 bit)."""
    file = BytesIO()
    with wave.open(file, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(1)
        recording.setframerate(8000)
        recording.writeframes(bytes(128 + round(9 * math.sin(at / 3)) for at in range(8000)) * seconds)
    return file.getvalue()


def picture(width: int = 1200, height: int = 560) -> bytes:
    """A lighthouse at low water (PNG): drawn, so that nobody's rights are touched."""
    drawn = Image.new("RGB", (width, height))
    pen = ImageDraw.Draw(drawn)
    for row in range(height):
        share = row / height
        sky = (206 - int(34 * share), 198 - int(10 * share), 186 + int(14 * share))
        pen.line([(0, row), (width, row)], fill=sky if share < 0.66 else (104, 122 - int(30 * share), 128))
    pen.ellipse([860, 210, 940, 290], fill=(244, 236, 214))
    pen.polygon([(0, 400), (220, 372), (430, 392), (560, 440), (0, 470)], fill=(74, 72, 70))
    pen.polygon([(236, 384), (252, 170), (290, 170), (306, 384)], fill=(238, 232, 222))
    pen.polygon([(243, 300), (247, 245), (295, 245), (299, 300)], fill=(138, 43, 43))
    pen.rectangle([254, 138, 288, 170], fill=(52, 50, 48))
    pen.polygon([(248, 138), (271, 116), (294, 138)], fill=(138, 43, 43))
    for row in range(390, height, 14):
        start = 560 + (row * 37) % 300
        pen.line([(start, row), (start + 40 + row % 90, row)], fill=(190, 190, 180), width=2)
    file = BytesIO()
    drawn.save(file, "PNG", optimize=True)
    return file.getvalue()
