"""A synthetic archive, the same on every machine: `python -m bench.synthetic COUNT FOLDER`.

Sizes are log-normal with a median of 9 KB and a 90th percentile of 30 KB; 60 years, 40 occasions, 25 audiences,
5 speakers; nine paragraphs of ten hold no markup, as in the real archives.
"""

import math
import random
import sys
from pathlib import Path

MEDIAN, NINETIETH = 9_000, 30_000
LONGEST = 240_000
YEARS = range(1965, 2025)
OCCASIONS, AUDIENCES, SPEAKERS = 40, 25, 5

_STARTS = (
    "b",
    "br",
    "c",
    "ch",
    "d",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
)
_ENDS = ("a", "al", "an", "ar", "e", "el", "en", "er", "i", "in", "is", "o", "on", "or", "u", "um", "un")


def write(count: int, folder: Path) -> None:
    """Write `count` speeches below `folder`, with a site.yaml."""
    rng = random.Random(7)
    words = sorted(
        {"".join(rng.choice(_STARTS) + rng.choice(_ENDS) for _ in range(rng.randint(1, 4))) for _ in range(9000)}
    )
    spread = math.log(NINETIETH / MEDIAN) / 1.2816  # the 90th percentile of the normal distribution
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "site.yaml").write_text("title: A synthetic archive\nlanguage: en\n", encoding="utf-8")
    for number in range(count):
        year = YEARS[number * len(YEARS) // count]
        date = f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        title = " ".join(rng.choices(words, k=rng.randint(3, 8))).capitalize()
        size = min(int(rng.lognormvariate(math.log(MEDIAN), spread)), LONGEST)
        front = (
            f"---\ntitle: {title}\ndate: {date}\noccasion: Occasion {rng.randint(1, OCCASIONS)}\n"
            f"audience: [Audience {rng.randint(1, AUDIENCES)}]\nspeaker: Speaker {rng.randint(1, SPEAKERS)}\n---\n"
        )
        file = folder / str(year) / f"{date}-{number:06}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(front + _body(rng, words, size), encoding="utf-8")


def _body(rng: random.Random, words: list[str], size: int) -> str:
    paragraphs = []
    length = 0
    while length < size:
        sentences = [
            " ".join(rng.choices(words, k=rng.randint(6, 26))).capitalize() + "." for _ in range(rng.randint(2, 7))
        ]
        if rng.random() < 0.1:
            sentences = [_marked(rng, sentence) for sentence in sentences]
        paragraphs.append(" ".join(sentences))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs) + "\n"


def _marked(rng: random.Random, sentence: str) -> str:
    before, _, after = sentence.partition(" ")
    return rng.choice(
        (f"**{before}** {after}", f"{before} *{after}*", f"[{before}](https://example.org/{before}) {after}", sentence)
    )


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
