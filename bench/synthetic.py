"""A synthetic archive, the same on every machine: `python -m bench.synthetic COUNT FOLDER`.

Files are log-normal in size, with a median of 9 KB and a 90th percentile of 30 KB; 60 years, 40 occasions, 25
audiences, 5 speakers; nine paragraphs of ten hold no markup, as in the real archives. Some words are frequent and most
are rare, after Zipf's law. The front matter is plain scalars, which every generator in bench/peers.py reads.
"""

import math
import random
import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

MEDIAN, NINETIETH = 9_000, 30_000
SHORTEST, LONGEST = 600, 240_000
YEARS = range(1965, 2025)
OCCASIONS, AUDIENCES, SPEAKERS = 40, 25, 5
MARKED = 0.1
"""The part of all paragraphs that hold markup."""

SITE = "title: A synthetic archive\nlanguage: en\nbase_url: https://speeches.example.org/\n"

_STARTS = "b br c ch d f g gr h j k l m n p pr r s st t tr v"
_ENDS = "a al an ar e el en er i in is o on or u um un"


def write(count: int, folder: Path) -> None:
    """Write `count` speeches below `folder`, with a site.yaml."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "site.yaml").write_text(SITE, encoding="utf-8")
    for year in YEARS:
        (folder / str(year)).mkdir(exist_ok=True)
    for path, text in speeches(count):
        (folder / path).write_text(text, encoding="utf-8")


def speeches(count: int) -> Iterator[tuple[str, str]]:
    """The path below content/ and the text of `count` speeches."""
    rng = random.Random(7)
    words = _Words(rng)
    spread = math.log(NINETIETH / MEDIAN) / 1.2816  # the 90th percentile of the normal distribution
    for number in range(count):
        year = YEARS[number * len(YEARS) // count]
        date = f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        title = words.some(rng.randint(3, 8))
        front = (
            f"---\ntitle: {' '.join(title).capitalize()} {number}\ndate: {date}\n"
            f"occasion: Occasion {rng.randint(1, OCCASIONS)}\naudience: Audience {rng.randint(1, AUDIENCES)}\n"
            f"speaker: Speaker {rng.randint(1, SPEAKERS)}\nsummary: {_sentence(rng, words)}\n---\n\n"
        )
        size = min(max(int(rng.lognormvariate(math.log(MEDIAN), spread)), SHORTEST), LONGEST)
        yield f"{year}/{date}-{'-'.join(title)}-{number:06}.md", front + _body(rng, words, size - len(front))


class _Words:
    """40,000 words or so, the shorter being the more frequent: that of rank r comes as often as 1 / (r + 2.7) ** 1.15,
    which is near to English."""

    def __init__(self, rng: random.Random) -> None:
        starts, ends = _STARTS.split(), _ENDS.split()
        made = {"".join(rng.choice(starts) + rng.choice(ends) for _ in range(rng.randint(1, 4))) for _ in range(90_000)}
        self._words = sorted(made)
        rng.shuffle(self._words)
        self._words.sort(key=lambda word: len(word) // 5)
        self._weights = list(accumulate((rank + 2.7) ** -1.15 for rank in range(1, len(made) + 1)))
        self._rng = rng

    def some(self, count: int) -> list[str]:
        """So many words, as they come."""
        return self._rng.choices(self._words, cum_weights=self._weights, k=count)


def _body(rng: random.Random, words: _Words, size: int) -> str:
    blocks: list[str] = []
    notes: list[str] = []
    length = 0
    while not blocks or length < size:
        block = _paragraph(rng, words)
        if rng.random() < MARKED:
            block = _marked(rng, words, block, notes)
        elif length + len(block) > size and length:  # the last one is cut, or every file would be too long by a half
            block = block[: max(size - length - 2, 60)].rpartition(" ")[0] + "."
        blocks.append(block)
        length += len(block) + 2
    return "\n\n".join(blocks + notes) + "\n"


def _paragraph(rng: random.Random, words: _Words) -> str:
    return " ".join(_sentence(rng, words) for _ in range(rng.randint(2, 7)))


def _sentence(rng: random.Random, words: _Words) -> str:
    return " ".join(words.some(rng.randint(6, 26))).capitalize() + "."


def _marked(rng: random.Random, words: _Words, paragraph: str, notes: list[str]) -> str:
    """`paragraph` with markup; where that is a footnote, its text is added to `notes`."""
    start, _, rest = paragraph.partition(" ")
    before, _, after = rest.partition(" ")
    match rng.choices(range(6), weights=(6, 4, 4, 2, 2, 2))[0]:
        case 0:
            return f"{start} *{before}* {after}"
        case 1:
            return f"{start} **{before}** {after}"
        case 2:
            return f"{start} [{before}](https://example.org/{before}) {after}"
        case 3:
            return f"> {paragraph}"
        case 4:
            return "\n".join(f"- {sentence}." for sentence in paragraph.rstrip(".").split(". "))
        case _:
            notes.append(f"[^{len(notes) + 1}]: {_sentence(rng, words)}")
            return f"{paragraph}[^{len(notes)}]"


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
