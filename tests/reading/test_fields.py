"""Every field of the schema: at least one good value, and one bad value with what is said about it."""

from typing import Any

import pytest

from rostra import schema
from rostra.admin import Admin
from rostra.reading import fields
from rostra.reading.fields import Medium, Participant, Place, Provenance
from rostra.reading.source import Source
from rostra.reading.speech import Speech, speech_of
from rostra.site import SITE_FIELDS
from rostra.values import parse

# What CONTENT.md, the schema that editors were promised, lists.
PROMISED = {
    "title", "date", "date_basis", "date_note", "date_as_given", "calendars", "occasion", "audience", "speaker",
    "participants", "kicker", "short_title", "summary", "kind", "setting", "text_status", "place", "lang",
    "translation_of", "translation_status", "tags", "source", "media", "aliases", "featured", "draft",
    "embargo_until", "extra",
}  # fmt: skip

NOT_A_TEXT = "This must be one text, not a list or a map. Write the text on the field's line."
NO_LETTER = "“!!!” holds no letter and no digit. Write a label in words, or leave it out."
LEAVES = "leaves the site. Write the old path from the site's root, such as /old/speech/."

GOOD: dict[str, dict[str, Any]] = {
    "title": {"Opening address": "Opening address", "A\u00a0B": "A B", "2021": "2021", "no": "no"},
    "date": {"2021-11-17": "2021-11-17", "1980": "1980"},
    "date_basis": {"inferred": "inferred", "Stated": "stated"},
    "date_note": {"Only the month is named.": "Only the month is named."},
    "date_as_given": {"Saturday morning": "Saturday morning"},
    "calendars": {"{solar-hijri: 1397-01, hijri: 1439-07}": {"solar-hijri": "1397-01", "hijri": "1439-07"}},
    "occasion": {"New year": ("New year",), "[Month of Rajab, 'New year, 1397']": ("Month of Rajab", "New year, 1397")},
    "audience": {"Students": ("Students",), "[Students, '', 학생]": ("Students", "학생")},
    "speaker": {"Abraham Lincoln": ("Abraham Lincoln",), "[A, B]": ("A", "B")},
    "participants": {
        "[{person: Ada, role: host, as: The host}, {person: Ben}]": (
            Participant("Ada", "host", "The host"),
            Participant("Ben"),
        ),
        "[Ada, Ben]": (Participant("Ada"), Participant("Ben")),
        "{person: Ada}": (Participant("Ada"),),
        "Ada": (Participant("Ada"),),
    },
    "kicker": {"'In a meeting:'": "In a meeting:"},
    "short_title": {"Opening": "Opening"},
    "summary": {"On the harvest.": "On the harvest."},
    "kind": {"sermon": "sermon", "Press conference": "press-conference"},
    "setting": {"video-link": "video-link", "video link": "video-link", "In_Person": "in-person"},
    "text_status": {"verbatim": "verbatim", "as prepared": "as-prepared"},
    "place": {
        "Rome": Place("Rome"),
        "{name: Hall, city: Rome, country: Italy, lat: 41.9, lon: -12.5}": Place("Hall", "Rome", "Italy", 41.9, -12.5),
    },
    "lang": {"fa": "fa", "zh-hant": "zh-Hant", "PT_br": "pt-BR", "es-419": "es-419"},
    "translation_of": {"2021/2021-11-17-young-elites": "2021/2021-11-17-young-elites"},
    "translation_status": {"official": "official"},
    "tags": {"[science, schools]": ("science", "schools")},
    "source": {
        "https://example.org/a": Provenance(url="https://example.org/a"),
        "The Times": Provenance("The Times"),
        "{publisher: P, url: http://a.org, archived_url: https://b.org/x, retrieved: 2021-01-02}": Provenance(
            "P", "http://a.org", "https://b.org/x", "2021-01-02"
        ),
    },
    "media": {
        "[a.mp3, {src: b.mp4, kind: video, title: T, captions: c.vtt, alt: A, rights: R}]": (
            Medium("a.mp3"),
            Medium("b.mp4", "video", "T", "c.vtt", "A", "R"),
        ),
        "https://example.org/a.mp3": (Medium("https://example.org/a.mp3"),),
    },
    "aliases": {
        "/old/speech/": ("/old/speech/",),
        "[old/speech, /b.html, '\\c\\d']": ("/old/speech/", "/b.html", "/c/d/"),
        "/caf%C3%A9/": ("/café/",),
        "/100%/": ("/100%/",),
        "/statics/": ("/statics/",),
    },
    "slug": {"young-elites": "young-elites", "新年": "新年"},
    "featured": {"true": True, "Yes": True, "off": False},
    "draft": {"on": True, "false": False},
    "embargo_until": {
        "2021-11-17": "2021-11-17",
        "2021-11-17 18:00": "2021-11-17 18:00",
        "2021-11-17T18:00:00 +0900": "2021-11-17T18:00:00 +0900",
        "2021-11-17T18:00Z": "2021-11-17T18:00Z",
    },
    "extra": {"{shelf: B12, boxes: [1, {a: b}]}": {"shelf": "B12", "boxes": ["1", {"a": "b"}]}},
}  # fmt: skip

BAD = {
    "title": {"[Opening]": NOT_A_TEXT, "{a: b}": NOT_A_TEXT},
    "date": {
        "2021-02-30": "2021-02-30 is not a day of the calendar. "
        "February 2021 has 28 days; write one of them, or 2021-02 where the day is unknown.",
        "{year: 2021}": "The key year is not known here. "
        "Write one of: buddhist, gregorian, hebrew, hijri, japanese-era, solar-hijri.",
        "{hijri: 1443, solar-hijri: 1400}": "This must be a date in one calendar. "
        "Write one of the dates here, and the others below calendars:.",
        "{solar-hijri: 1400-13}": "1400-13 has no month 13. Write one from 01 to 12.",
        "[2021, 2022]": NOT_A_TEXT,
    },
    "date_basis": {
        "infered": "“infered” is not one of the known values. Did you mean inferred?",
        "xyz": "“xyz” is not one of the known values. "
        "Write one of: calendar, inferred, order, stated, unknown, weekday.",
    },
    "date_note": {"[a]": NOT_A_TEXT},
    "date_as_given": {"{a: b}": NOT_A_TEXT},
    "calendars": {
        "1397-01": "This must be a map. "
        "Write keys below it, out of: solar-hijri, hijri, hebrew, buddhist, japanese-era.",
        "{solar-hijri: 1397-13}": "solar-hijri: 1397-13 has no month 13. Write one from 01 to 12.",
        "{hijrih: 1439}": "The key hijrih is not known here. Did you mean hijri?",
        "{hijri: [1439]}": f"hijri: {NOT_A_TEXT}",
    },
    "occasion": {
        "'!!!'": NO_LETTER,
        "[New year, '!!!']": NO_LETTER,
        "'_'": "“_” holds no letter and no digit. Write a label in words, or leave it out.",
        "{a: b}": "This must be a text or a list of texts, not a map. Write it as [First, Second].",
        "[[a]]": NOT_A_TEXT,
    },
    "audience": {"'!!!'": NO_LETTER},
    "speaker": {"'!!!'": NO_LETTER},
    "participants": {
        "[{role: host}]": "The key person is missing. Write person: and its value.",
        "[{person: Ada, role: hots}]": "role: “hots” is not one of the known values. Did you mean host?",
        "[{person: Ada, rolle: host}]": "The key rolle is not known here. Did you mean role?",
        "[[Ada]]": "This must be a map. Write keys below it, out of: person, role, as.",
    },
    "kicker": {"[a]": NOT_A_TEXT},
    "short_title": {"[a]": NOT_A_TEXT},
    "summary": {"[a]": NOT_A_TEXT},
    "kind": {"[a]": NOT_A_TEXT},
    "setting": {"video": "“video” is not one of the known values. Did you mean video-link?"},
    "text_status": {"verbatin": "“verbatin” is not one of the known values. Did you mean verbatim?"},
    "place": {
        "{name: A, lat: north}": "lat: “north” is not a number. Write degrees such as 35.69.",
        "{name: A, lat: 90.1}": "lat: 90.1 is not on the globe. Write degrees from -90 to 90.",
        "{name: A, lon: nan}": "lon: nan is not on the globe. Write degrees from -180 to 180.",
        "{town: A}": "The key town is not known here. Write one of: city, country, lat, lon, name.",
        "[A]": "This must be a map. Write keys below it, out of: name, city, country, lat, lon.",
    },
    "lang": {"english": "“english” is not a language tag. Write a BCP 47 tag such as en, fa or zh-Hant."},
    "translation_of": {"[a]": NOT_A_TEXT},
    "translation_status": {"offical": "“offical” is not one of the known values. Did you mean official?"},
    "tags": {"['!!!']": NO_LETTER},
    "source": {
        "{url: example.org}": "url: “example.org” is not a web address. "
        "Write it in full, such as https://example.org/speech.",
        "{url: 'javascript:alert(1)'}": "url: “javascript:alert(1)” is not a web address. "
        "Write it in full, such as https://example.org/speech.",
        "{link: a}": "The key link is not known here. Write one of: archived_url, publisher, retrieved, url.",
        "[a]": "This must be a map. Write keys below it, out of: publisher, url, archived_url, retrieved.",
    },
    "media": {
        "[{kind: audio}]": "The key src is missing. Write src: and its value.",
        "['javascript:alert(1)']": "A link to javascript: is not allowed. "
        "Write a path, or an address that starts with https://.",
        "[{src: a.mp3, captions: 'data:text/vtt,x'}]": "captions: A link to data: is not allowed. "
        "Write a path, or an address that starts with https://.",
    },
    "aliases": {
        "../up/": f"The alias ../up/ {LEAVES}",
        "/a/../b/": f"The alias /a/../b/ {LEAVES}",
        "/a/./b/": f"The alias /a/./b/ {LEAVES}",
        "/%2e%2e/b/": f"The alias /%2e%2e/b/ {LEAVES}",
        "https://example.org/a": f"The alias https://example.org/a {LEAVES}",
        "//example.org/a": f"The alias //example.org/a {LEAVES}",
        "'\\\\host\\a'": f"The alias \\\\host\\a {LEAVES}",
        "mailto:a@b.org": f"The alias mailto:a@b.org {LEAVES}",
        "/a?b=1": "The alias /a?b=1 holds a character that no file can answer to. "
        "Write a path without ?, # and control characters.",
        "/a%00b": "The alias /a%00b holds a character that no file can answer to. "
        "Write a path without ?, # and control characters.",
        "/caf%E9/": "The alias /caf%E9/ holds a character that no file can answer to. "
        "Write a path without ?, # and control characters.",
        "/": "The alias / is the site's own front page. Leave it out.",
        "/static/site.css": "The alias /static/site.css is in the site's own folder /static/. Leave it out.",
        "Static": "The alias Static is in the site's own folder /static/. Leave it out.",
        "/.rostra/manifest": "The alias /.rostra/manifest is in the site's own folder /.rostra/. Leave it out.",
    },
    "slug": {"'!!!'": "“!!!” holds no letter and no digit. Write it such as young-elites."},
    "featured": {"maybe": "“maybe” is neither true nor false. Write true or false."},
    "draft": {"[true]": NOT_A_TEXT},
    "embargo_until": {
        "tomorrow": "tomorrow is not a date and time. Write it as 2021-11-17 or 2021-11-17 18:00.",
        "2021-02-30": "2021-02-30 is not a day of the calendar. "
        "February 2021 has 28 days; write one of them, or 2021-02 where the day is unknown.",
        "2021-11-17 25:00": "2021-11-17 25:00 is not a moment of the calendar. Write it as YYYY-MM-DD, "
        "as YYYY-MM or YYYY where less is known, or as XXXX where nothing is.",
        "0000-01-01": "0000-01-01 is not a moment of the calendar. Write a year from 0001 to 9999.",
    },
    "extra": {"shelf B12": "This must be a map. Write keys below it."},
}  # fmt: skip


def stated(text: str, path: str = "a.md") -> tuple[Speech | None, list[str]]:
    speech, problems = speech_of(Source(path, parse(text, 2), "", 9), path)
    return speech, list(map(str, problems))


def test_the_tables_of_good_and_bad_values_miss_no_field() -> None:
    names = {field.name for field in fields.FIELDS}
    assert set(GOOD) == names
    assert set(BAD) == names


def test_every_field_that_editors_were_promised_is_there() -> None:
    assert {field.name for field in fields.FIELDS} >= PROMISED


def test_an_enumeration_offers_what_editors_were_promised() -> None:
    assert set(fields.KINDS) == {
        "speech",
        "remarks",
        "lecture",
        "lesson",
        "sermon",
        "message",
        "letter",
        "statement",
        "greeting",
        "condolence",
        "interview",
        "press-conference",
        "question-and-answer",
        "debate-contribution",
        "toast",
        "eulogy",
        "broadcast-address",
    }
    assert set(fields.SETTINGS) == {"in-person", "video-link", "broadcast", "recorded", "telephone", "written", "mixed"}
    assert set(fields.TEXT_STATUSES) == {"verbatim", "edited", "as-prepared", "notes", "report", "excerpt", "machine"}
    assert set(fields.DATE_BASES) == {"stated", "weekday", "calendar", "order", "inferred", "unknown"}
    assert set(fields.TRANSLATION_STATUSES) == {"official", "unofficial", "machine"}
    assert set(fields.ROLES) == {
        "speaker",
        "introduced",
        "host",
        "interviewer",
        "questioner",
        "translator",
        "recipient",
        "present",
    }


@pytest.mark.parametrize(("name", "written"), [(name, written) for name in GOOD for written in GOOD[name]])
def test_a_good_value_is_read(name: str, written: str) -> None:
    base = {"title": "A", "date": "2021"}
    base[name] = written
    speech, problems = stated("\n".join(f"{key}: {value}" for key, value in base.items()))
    assert problems == []
    assert speech is not None
    found = getattr(speech, name)
    assert (found.edtf if name == "date" else found) == GOOD[name][written]


@pytest.mark.parametrize(("name", "written"), [(name, written) for name in BAD for written in BAD[name]])
def test_a_bad_value_is_explained(name: str, written: str) -> None:
    base = {key: value for key, value in {"title": "A", "date": "2021"}.items() if key != name}
    speech, problems = stated("\n".join(f"{key}: {value}" for key, value in {**base, name: written}.items()))
    line = len(base) + 2
    assert problems == [f"a.md:{line}: {name}: {BAD[name][written]}"]
    assert speech is None


@pytest.mark.parametrize("name", [field.name for field in fields.FIELDS])
def test_the_example_of_a_field_is_good(name: str) -> None:
    example = fields.BY_NAME[name].example
    base = {"title": "A", "date": "2021", name: example if example[0] in "[{" else f"'{example}'"}
    speech, problems = stated("\n".join(f"{key}: {value}" for key, value in base.items()))
    assert problems == []
    assert speech is not None


@pytest.mark.parametrize("name", [field.name for field in fields.FIELDS])
@pytest.mark.parametrize("empty", ["", "''", "[]", "{}", "['']", "~", "'\u00a0'"])
def test_an_empty_field_is_as_good_as_none(name: str, empty: str) -> None:
    base = {"title": "A", "date": "2021"}
    speech, problems = stated("\n".join(f"{key}: {value}" for key, value in {**base, name: empty}.items()))
    if name == "title":
        assert problems == ["a.md:2: title: There is no title. Write title: and what the speech is called."]
    elif name == "date":
        assert problems == [
            "a.md:3: date: There is no date, neither here nor in the file's name. "
            "Write date: YYYY-MM-DD, as much of it as is known, or date: XXXX where nothing is."
        ]
    else:
        assert problems == []
        plain = stated("title: A\ndate: 2021")[0]
        assert getattr(speech, name) == getattr(plain, name)


def test_a_problem_inside_a_field_stands_on_its_own_line() -> None:
    speech, problems = stated("title: A\ndate: 2021\nplace:\n  name: Hall\n  lat: north")
    assert speech is None
    assert problems == ["a.md:6: place: lat: “north” is not a number. Write degrees such as 35.69."]


def test_a_label_is_one_text_in_nfc_with_single_blanks() -> None:
    speech, _ = stated("title: A\ndate: 2021\noccasion: 'Cafe\u0301\u00a0 \tday'")
    assert speech is not None
    assert speech.occasion == ("Café day",)


def test_a_long_value_is_cut_in_the_message() -> None:
    _, problems = stated(f"title: A\ndate: 2021\nlang: {'x' * 99}")
    assert problems == [
        f"a.md:4: lang: “{'x' * 59}…” is not a language tag. Write a BCP 47 tag such as en, fa or zh-Hant."
    ]


@pytest.mark.parametrize(
    ("tag", "spelled"), [("FA", "fa"), ("zh-hant-tw", "zh-Hant-TW"), ("de-1996", "de-1996"), ("sl-ROZAJ", "sl-rozaj")]
)
def test_a_language_tag_is_spelled_as_usual(tag: str, spelled: str) -> None:
    assert schema.language(parse(f"lang: {tag}").entries["lang"]) == spelled


@pytest.mark.parametrize(
    ("medium", "plays"),
    [
        (Medium("/2021/x.mp3", "audio"), "audio"),
        (Medium("/2021/x.ogg", "Video"), "video"),
        (Medium("/2021/x.jpg", "image"), ""),
        (Medium("/2021/x.mp3"), ""),
        (Medium("https://example.org/x.mp3", "audio"), ""),
        (Medium("//example.org/x.mp3", "audio"), ""),
        (Medium("/\\example.org/x.mp3", "audio"), ""),
        (Medium("x.mp3", "audio"), ""),
    ],
)
def test_a_page_plays_recordings_of_the_archive(medium: Medium, plays: str) -> None:
    assert medium.plays == plays


def test_a_medium_has_the_name_of_its_file() -> None:
    assert Medium("/2021/%D8%A8%D9%86%D8%AF%D8%B1%201.mp3").name == "بندر 1.mp3"


@pytest.mark.parametrize(
    ("captions", "has_track"),
    [("/x.vtt", True), ("/X.VTT", True), ("/x.srt", False), ("https://example.org/x.vtt", False), ("", False)],
)
def test_a_player_shows_captions_of_the_archive_in_webvtt(captions: str, has_track: bool) -> None:
    assert Medium("/x.mp3", captions=captions).has_track is has_track


SITE_GOOD: dict[str, dict[str, Any]] = {
    "title": {"Speeches": {"": "Speeches"}, "{en: Speeches, FA: سخنرانی‌ها}": {"en": "Speeches", "fa": "سخنرانی‌ها"}},
    "description": {"What was said.": {"": "What was said."}},
    "language": {"pt_br": "pt-BR"},
    "calendars": {
        "solar-hijri": {"": ("solar-hijri",)},
        "[gregorian, Solar Hijri, gregorian]": {"": ("gregorian", "solar-hijri")},
        "{fa: [solar-hijri], en: gregorian}": {"fa": ("solar-hijri",), "en": ("gregorian",)},
    },
    "base_url": {"https://a.org": "https://a.org/", "https://a.org/speeches/": "https://a.org/speeches/"},
    "speaker": {"Ada": {"": "Ada"}},
    "text_status": {"as prepared": "as-prepared"},
    "time_zone": {"Asia/Seoul": "Asia/Seoul"},
    "kinds": {"[Hearing, Floor speech]": ("hearing", "floor-speech")},
    "share_cards": {"yes": True, "false": False},
    "admin": {
        "{backend: github, repo: hall/archive}": Admin(
            backend="github", repo="hall/archive", host="https://github.com"
        ),
        "{backend: GitLab, repo: a/b/c, branch: b, host: 'https://a.org/', app_id: x, folder: /texts/}": Admin(
            backend="gitlab", repo="a/b/c", branch="b", host="https://a.org", app_id="x", folder="texts"
        ),
        "{backend: local}": Admin(backend="local"),
    },
}  # fmt: skip
SITE_BAD = {
    "admin": {
        "github": "This must be a map. "
        "Write keys below it, out of: backend, repo, branch, host, app_id, sign_in, folder.",
        "{repo: hall/archive}": "The key backend is missing. Write backend: and its value.",
        "{backend: gitea}": "The key repo is missing. Write repo: owner/name.",
        "{backend: bitbucket, repo: a/b}": "backend: “bitbucket” is not one of the known values. "
        "Write one of: gitea, github, gitlab, local.",
        "{backend: github, repo: archive}": "repo: “archive” is not a repository. Write it as owner/name.",
        '{backend: gitea, repo: a/b, host: "https://a.org; b"}': "host: “https://a.org; b” is not a web address. "
        "Write it in full, such as https://example.org/speech.",
        "{backend: gitea, repo: a/b, host: 'https://a.org;b'}": "host: “https://a.org;b” is not the address of a host. "
        "Write it such as https://git.example.org.",
        "{backend: local, folder: ../texts}": "folder: “../texts” is not a folder of the repository. "
        "Write it such as content.",
    },
    "share_cards": {"png": "“png” is neither true nor false. Write true or false."},
    "calendars": {
        "julian": "“julian” is not one of the known values. "
        "Write one of: buddhist, gregorian, hebrew, hijri, japanese-era, solar-hijri.",
        "{english: hijri}": "“english” is not a language tag. Write tags such as en or fa.",
    },
    "title": {
        "{english: A}": "“english” is not a language tag. Write tags such as en or fa.",
        "[A]": NOT_A_TEXT,
    },
    "description": {"{en: [A]}": NOT_A_TEXT},
    "language": {"english": "“english” is not a language tag. Write a BCP 47 tag such as en, fa or zh-Hant."},
    "base_url": {
        "a.org": "“a.org” is not a web address. Write it in full, such as https://example.org/speech.",
        "https://a.org/?x": "“https://a.org/?x” holds ? or #. Write it such as https://example.org/speeches/.",
    },
    "speaker": {"[A]": NOT_A_TEXT},
    "text_status": {"verbatin": "“verbatin” is not one of the known values. Did you mean verbatim?"},
    "time_zone": {
        "Madrid": "“Madrid” is not a time zone. Write an IANA name such as Europe/Madrid.",
        "../etc": "“../etc” is not a time zone. Write an IANA name such as Europe/Madrid.",
    },
    "kinds": {"'!!!'": NO_LETTER},
}


def test_the_tables_of_the_settings_miss_none() -> None:
    assert set(SITE_GOOD) == set(SITE_BAD) == {field.name for field in SITE_FIELDS}


@pytest.mark.parametrize(("name", "written"), [(name, written) for name in SITE_GOOD for written in SITE_GOOD[name]])
def test_a_good_setting_is_read(name: str, written: str) -> None:
    reader = {field.name: field.reader for field in SITE_FIELDS}[name]
    assert reader(parse(f"{name}: {written}").entries[name]) == SITE_GOOD[name][written]


@pytest.mark.parametrize(("name", "written"), [(name, written) for name in SITE_BAD for written in SITE_BAD[name]])
def test_a_bad_setting_is_explained(name: str, written: str) -> None:
    reader = {field.name: field.reader for field in SITE_FIELDS}[name]
    with pytest.raises(schema.Wrong) as wrong:
        reader(parse(f"{name}: {written}").entries[name])
    assert f"{wrong.value.message} {wrong.value.hint}" == SITE_BAD[name][written]
