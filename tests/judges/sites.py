"""The archives whose sites are judged: the sample, one with every kind of page and every part of a speech, and two that
nobody of this project wrote."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.harbour import tone
from tests.making import Made, make, speech
from tests.real.conftest import sermons
from tests.test_assets import png

CONTENT = Path(__file__).parents[2] / "content"

ADDRESSES = {
    "404.html": "404.html",
    "beside.html": "2021/11-17-harbour/beside-{other}/",
    "compare.html": "occasions/{yearly}/{years}/",
    "home.html": "",
    "month.html": "1998/05/",
    "redirect.html": "old/",
    "search.html": "search/",
    "speech.html": "2021/11-17-harbour/",
    "term.html": "occasions/{sitting}/",
    "term_year.html": "occasions/{sitting}/{year}/",
    "terms.html": "occasions/",
    "undated.html": "undated/",
    "year.html": "1998/",
    "years.html": "years/",
}
"""Where a site of every kind of page has a page of each template."""

_WORDS = {
    "en": {
        "title": "The harbour is open",
        "text": "The harbour was opened today. Ships of seven countries came in.",
        "sitting": "sitting",
        "speaker": "The harbour master",
        "word": "ships",
        "other": "fa",
        "year": "1998",
        "yearly": "the-harbour-is-open",
        "years": "2020-2021",
    },
    "fa": {
        "title": "بندر باز است",
        "text": "بندر امروز گشوده شد. کشتی‌های ۷ کشور وارد شدند؛ نخستین آن‌ها Aurora بود.",
        "sitting": "نشست",
        "speaker": "رئیس بندر",
        "word": "کشتی‌های",
        "other": "en",
        "year": "solar-hijri/1377",
        "yearly": "بندر-باز-است",
        "years": "1399-1400",
    },
}

_BODY = """\
[00:01:02] TEXT[^1]

**Speaker:** TEXT

[Applause]

## First TITLE

> TEXT

| TITLE | 1 |
|---|---|
| TEXT | *2* |

## Second TITLE

- TEXT
- **TITLE**

12. TEXT

    TITLE

### Third TITLE

TEXT [TITLE](https://example.org/) [TITLE](../2020/2020-11-17-day.md) [TITLE](list.pdf) `TITLE` 1<sup>st</sup>

![TITLE](harbour.png)

[^1]: TEXT
"""


_BESIDE: dict[str, str | bytes] = {
    "2021/harbour.png": png(1600, 900),
    "2021/portrait.png": png(300, 400),
    "2021/list.pdf": b"%PDF-1.4",
    "2021/hall.wav": tone(20),
    "2021/hall.vtt": "WEBVTT\n\n00:00.000 --> 00:05.000\nWords\n",
}


def address_of(template: str, lang: str) -> str:
    """Where the site of every kind of page whose own language is `lang` has its page of a template."""
    return ADDRESSES[template].format(**_WORDS[lang])


def word_of(lang: str) -> str:
    """A word that stands in passages, and in titles."""
    return _WORDS[lang]["word"]


def every_kind(lang: str, folder: Path, base_url: str) -> Made:
    """A site with every kind of page, in two languages: its own is `lang`."""
    other = _WORDS[lang]["other"]
    settings = f"language: {lang}\ncalendars: [gregorian, solar-hijri, hijri]\ntext_status: verbatim\n"
    names = (
        "title: {en: Harbour, fa: بندر}\ndescription: {en: What was said in the harbour., fa: آنچه در بندر گفته شد.}\n"
    )
    many = {f"1998/s{day}.md": _sitting(day, lang) for day in range(201)}
    files: dict[str, str | bytes] = {
        "site.yaml": settings + names,
        **_BESIDE,
        **many,
        **_edition(lang, ""),
        **_edition(other, f".{other}"),
    }
    original = "2021/2021-11-17-harbour.md"
    make(folder, {**files, original: str(files[original]).replace(_WORDS[lang]["text"], _WORDS[lang]["title"])})
    return make(folder, files, base_url=base_url)  # so that the translation is older than its original


def sample(folder: Path, base_url: str) -> Made:
    """The site of the sample archive."""
    return make(folder, files_of(CONTENT), base_url=base_url)


def real(name: str, archive: Path, folder: Path, base_url: str) -> Made:
    """The site of the real archive of this name, whose files are below `archive`."""
    files = sermons(archive) if name == "diyanet-sermons" else files_of(archive)
    return make(folder, {**files, "site.yaml": REAL[name]}, base_url=base_url)


OURS: dict[str, Callable[[Path, str], Made]] = {
    "sample": sample,
    "left-to-right": partial(every_kind, "en"),
    "right-to-left": partial(every_kind, "fa"),
}

REAL = {
    "diyanet-sermons": "language: tr\ncalendars: [gregorian, hijri]\ndescription: Cuma hutbeleri\n",
    "knesset-he": "language: he\ncalendars: [gregorian, hebrew]\ndescription: נאומים משתי ישיבות\n",
}
"""Real archives with their settings: sermons in seven languages, side by side, and sittings in Hebrew."""


def files_of(folder: Path) -> dict[str, str | bytes]:
    """The files below `folder`, by their path."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _sitting(day: int, lang: str) -> str:
    words = _WORDS[lang]
    date = f"1998-{day % 12 + 1:02}-{day % 28 + 1:02}"
    return speech(f"{words['title']} {day}", date, words["text"], occasion=words["sitting"], speaker=words["speaker"])


def _edition(lang: str, suffix: str) -> dict[str, str]:
    """The speeches that are there in both languages; the first of them has every part that a speech can have."""
    words = _WORDS[lang]
    title, text, who = words["title"], words["text"], words["speaker"]
    fields = {
        "occasion": f"[{words['sitting']}, {title}]",
        "audience": f"[{title}, {words['sitting']}]",
        "speaker": who,
        "kicker": text,
        "place": f"{{name: {title}, city: {title}}}",
        "setting": "in-person",
        "date_basis": "inferred",
        "date_note": text,
        "date_as_given": title,
        "calendars": "{hijri: 1443-04}",
        "tags": f"[{title}]",
        "participants": f"[{{person: {title}, role: host, as: {who}}}]",
        "source": f"{{publisher: {title}, url: https://example.org/, archived_url: https://example.org/a}}",
        "media": f"[{{src: hall.wav, captions: hall.vtt}}, {{src: portrait.png, alt: {title}, rights: {text}}}]",
        "featured": "true",
    }
    translated = {"translation_status": "unofficial"} if suffix else {"aliases": "/old/"}
    body = _BODY.replace("TEXT", text).replace("TITLE", title).replace("Speaker", who)
    near = {"occasion": f"[{words['sitting']}]", "speaker": who}
    yearly = {"occasion": fields["occasion"], "speaker": who}
    return {
        f"2021/2021-11-17-harbour{suffix}.md": speech(title, "2021-11-17", body, **fields, **translated),
        f"2021/2021-12-01-held{suffix}.md": speech(f"{title} 2", "2021-12-01", "", **near),
        f"2020/2020-11-17-day{suffix}.md": speech(f"{title} 3", "2020-11-17", text, **yearly),
        f"2019/2019-11-17-day{suffix}.md": speech(f"{title} 6", "2019-11-17", text, **yearly),
        f"2018/2018-spring{suffix}.md": speech(f"{title} 4", "2017-12-21/2018-04-16", text, **near),
        f"undated/u{suffix}.md": speech(f"{title} 5", "XXXX", text),
    }
