"""The two captures beside the project become fourteen texts, whose fields are those that somebody noted of each entry
(entries.csv) where the captures say so."""

import csv
import re
from pathlib import Path

import pytest

from bench.real_archives import PACKED
from rostra.importing import writing
from rostra.importing.captures import captures
from rostra.importing.found import Found
from rostra.importing.readback import characters, shown
from tests.importing.importing import ruled
from tests.making import make, unseen, write

SEEDS = PACKED.parent / "seeds"

RULES = r"""
drop: ['^The Office of ', '^\d+ /$', '^Selected titles$']
kicker: '^.{1,100}:$'
title: '^.{1,100}[^.:,;"”]$'
date:
  - '(?P<weekday>\w+day)(?: morning)?,? \(?(?P<date>\w+ (?:of )?\w+ \d{4})\)?(?: morning)?'
  - 'today''s [^.()]{1,60}\((?P<date>\w+ \w+ \d{4})\)'
  - 'This \w+ \((?P<weekday>\w+day)\)'
  - 'first day of the holy month of \w+'
  - '(?P<hijri>\w+) \((?P<from>\w+ \d+) ?- ?(?P<to>\w+ \d+)\)'
  - 'new \w+ calendar year ?\d{4} \((?P<from>[^()]+ \d{4}) - (?P<to>[^()]+ \d{4})\)'
order: newest-first
occasion:
  - 'on the occasion of (?:the )?([^,.(]+?)(?= \(|[,.]|$)'
  - '(new \w+ calendar year)'
  - '\n[Oo]n the (?:blessed )?(birth anniversary of [^,]+)'
  - 'on the (anniversary of [^,]+)'
  - 'congratulated (Eid [\w-]+)'
  - '(last meeting with .{1,60} of the \w+ Government),'
  - 'in a ((?:[A-Z]\S+ )+Ceremony)'
  - 'during the (holy month of \w+)'
  - 'on the (first day of [^.]+)'
  - '(recent elections)\. The Leader, at the'
  - 'at the (beginning of his [\w-]+)'
  - ' on (Election Day)'
audience:
  - '\A.+\n(?:.|\n)*?\bmeeting (?:on [^.,]* )?with (?:a group of )?(?:the )?([^,.]+?)(?=,|\.| held)'
  - 'thanked the (\w+ people)'
kind: {message: '\bmessage on\b', remarks: '\b(?:meeting|remarks|speech|said)\b'}
setting: {video-link: '\b(?:video|virtual|video-?conference)\b'}
fields: {text_status: report}
"""

DATES = ["2018-03-21/2018-04-16", "2021-11-17", "XXXX", "2021-08-28", "2021-07-28", "2021-06-28", "2021-05-27",
         "../2021-05-25", *["XXXX"] * 6]  # fmt: skip
"""What the column date_edtf_supportable says, in EDTF: a Tuesday on or before 2021-05-25 is the eighth."""

BASES = {"stated": None, "inferred": "inferred", "weekday+order": "order"}
"""Our names for date_basis; all others name no day and no year."""

SMALL = {"a", "and", "at", "group", "his", "in", "of", "the", "to"}
"""Words without which a label says the same: a group of managers is an audience of managers."""


@pytest.fixture(scope="module")
def entries() -> list[dict[str, str]]:
    if not SEEDS.is_dir():
        pytest.skip(f"the captures are not at {SEEDS}")
    with (SEEDS / "entries.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def texts(entries: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> list[Found]:
    folder = write(tmp_path_factory.mktemp("rules"), {"rules.yaml": RULES})
    found = list(captures(SEEDS, ruled(folder / "rules.yaml")))
    assert all(isinstance(text, Found) for text in found), found
    return [text for text in found if isinstance(text, Found)]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d]+|\d+", re.sub(r"[‘’]", "'", text.casefold()))


def held(label: object) -> list[str]:
    return [str(one) for one in label] if isinstance(label, list) else [str(label)] if label else []


def test_there_are_fourteen_with_the_titles_and_the_kicker_that_were_noted(
    texts: list[Found], entries: list[dict[str, str]]
) -> None:
    assert len(texts) == len(entries) == 14
    assert [words(text.fields["title"]) for text in texts] == [
        words(entry["headline"] or entry["kicker_or_head"]) for entry in entries
    ]
    noted = [entry["kicker_or_head"] if entry["headline"] else "" for entry in entries]
    assert [text.fields.get("kicker", "") for text in texts] == noted
    assert len({text.path for text in texts}) == 14


def test_dates_are_those_that_the_captures_support(texts: list[Found], entries: list[dict[str, str]]) -> None:
    assert [text.fields["date"] for text in texts] == DATES
    for text, entry in zip(texts, entries, strict=True):
        noted = entry["date_edtf_supportable"]
        if re.match(r"\d{4}-", noted):
            assert text.fields["date"] == noted
        else:
            assert noted.startswith("unknown")
        basis = entry["date_basis"].partition(":")[0]
        assert text.fields.get("date_basis") == BASES.get(basis, "unknown"), entry["no"]


def test_dates_as_given_are_in_the_words_of_the_captures(texts: list[Found], entries: list[dict[str, str]]) -> None:
    for text, entry in zip(texts, entries, strict=True):
        given, noted = text.fields.get("date_as_given", ""), entry["date_as_given"]
        if noted.startswith("none ") and entry["date_basis"] != "inferred: Rajab 1439 AND SH 1397":
            assert not given, entry["no"]
        elif noted == "none":
            assert not given
        else:
            bare = words(re.sub(r"\(no year\)|^none|\.\.\.", "", noted))
            assert [word for word in bare if word not in words(given)] == [], entry["no"]


@pytest.mark.parametrize("field", ["occasion", "audience"])
def test_occasions_and_audiences_are_noted_and_are_in_the_words_of_the_captures(
    field: str, texts: list[Found], entries: list[dict[str, str]]
) -> None:
    captured = {file.name: " ".join(words(file.read_text(encoding="utf-8"))) for file in SEEDS.glob("*.txt")}
    for text, entry in zip(texts, entries, strict=True):
        labels = held(text.fields.get(field))
        for label in labels:
            assert " ".join(words(label)) in captured[Path(text.source.rpartition(":")[0]).name], entry["no"]
        noted = re.sub(r"\([^)]*\)", "", entry[field])
        if noted.startswith("not named") or "not named" in entry[field]:
            assert labels == [], entry["no"]
            continue
        own = set(words(f"{text.fields['title']} {text.body}"))
        missing = {word for word in words(noted) if word in own} - set(words(" ".join(labels))) - SMALL
        assert missing == set(), entry["no"]


def test_kinds_and_settings(texts: list[Found], entries: list[dict[str, str]]) -> None:
    for text, entry in zip(texts, entries, strict=True):
        assert text.fields.get("kind") == ("message" if entry["kind"].startswith("message") else "remarks"), entry["no"]
        by_video = re.search("video|virtual", entry["setting"]) is not None
        assert text.fields.get("setting") == ("video-link" if by_video else None), entry["no"]


def test_every_word_of_the_captures_but_the_noise_is_in_a_text_once(texts: list[Found]) -> None:
    for file in SEEDS.glob("*.txt"):
        lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
        lines = [line for line in lines if not re.search(r"^The Office of |^\d+ /$|^Selected titles$", line)]
        once = [line for at, line in enumerate(lines) if not line or at == 0 or line != lines[at - 1]]
        own = [text for text in texts if text.source.startswith(str(file))]
        said = "".join(text.fields.get("kicker", "") + text.fields["title"] + shown(text.body) for text in own)
        assert characters(said) == characters("".join(once))


def test_the_fourteen_build(texts: list[Found], tmp_path: Path) -> None:
    done = writing.write(texts, tmp_path / "content", unseen)
    assert (done.written, done.left_out) == (14, 0)
    again = writing.write(texts, tmp_path / "content", unseen)
    assert (again.written, again.unchanged) == (0, 14)
    made = make(tmp_path, {"site.yaml": "language: en\n"})
    assert made.outcome is not None
    assert made.outcome.speeches == 14
