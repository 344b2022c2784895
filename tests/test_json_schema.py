"""The JSON Schemas say what the reader says, as far as JSON Schema can."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from rostra import labels, site
from rostra.desk import json_schema
from rostra.reading import fields
from rostra.site import SITE_FIELDS
from tests.making import write
from tests.reading.test_fields import BAD, GOOD, SITE_BAD, SITE_GOOD, stated

ROOT = Path(__file__).parents[1]

FRONT_MATTER, SITE, TERMS = (
    Draft7Validator(shape()) for shape in (json_schema.front_matter, json_schema.site_settings, json_schema.terms)
)

UNSAID = {
    # days and months of calendars, and two dates in one
    ("date", "2021-02-30"), ("date", "{hijri: 1443, solar-hijri: 1400}"), ("date", "{solar-hijri: 1400-13}"),
    ("calendars", "{solar-hijri: 1397-13}"), ("embargo_until", "2021-02-30"), ("embargo_until", "2021-11-17 25:00"),
    ("embargo_until", "0000-01-01"),
    # addresses that are decoded first, and the site's own folders
    ("aliases", "../up/"), ("aliases", "/a/../b/"), ("aliases", "/a/./b/"), ("aliases", "/%2e%2e/b/"),
    ("aliases", "'\\\\host\\a'"), ("aliases", "/a%00b"), ("aliases", "/caf%E9/"), ("aliases", "/"),
    ("aliases", "/static/site.css"), ("aliases", "Static"), ("aliases", "/.rostra/manifest"),
    # lists of what exists or is harmless
    ("media", "['javascript:alert(1)']"), ("media", "[{src: a.mp3, captions: 'data:text/vtt,x'}]"),
    ("time_zone", "Madrid"), ("admin", "{backend: gitea}"), ("admin", "{backend: local, folder: ../texts}"),
    ("admin", "{backend: gitea, repo: a/b, host: 'https://a.org;b'}"),
}  # fmt: skip
"""Bad values that JSON Schema has no words for, or none that an editor would understand."""


class Core(yaml.SafeLoader):
    """YAML as a language server reads it: the core schema of YAML 1.2, section 10.3.2."""


Core.yaml_implicit_resolvers = {}
for tag, pattern in {
    "null": "~|null|Null|NULL|",
    "bool": "true|True|TRUE|false|False|FALSE",
    "int": "[-+]?[0-9]+",
    "float": r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?",
}.items():
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)
# What looks octal to YAML 1.1 is decimal in 1.2.
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def read(text: str) -> Any:
    return yaml.load(text, Loader=Core)


def faults(validator: Draft7Validator, text: str) -> list[str]:
    return [error.message for error in validator.iter_errors(read(text))]


def faults_of_stated(text: str) -> list[str]:
    """The faults of a front matter without its unknown fields that are empty: the reader does not mention them, and
    JSON Schema, which would, has no good words for the others if it may not."""
    known = json_schema.front_matter()["properties"]
    data = {
        name: value for name, value in (read(text) or {}).items() if value not in (None, "", [], {}) or name in known
    }
    return [error.message for error in FRONT_MATTER.iter_errors(data)]


@pytest.mark.parametrize("name", json_schema.FILES)
def test_the_files_of_the_repository_are_made_from_the_schema(name: str) -> None:
    file = ROOT / "docs" / "schemas" / f"{name}.json"
    assert file.read_text(encoding="utf-8") == json_schema.text_of(json_schema.FILES[name]())
    Draft7Validator.check_schema(json.loads(file.read_text(encoding="utf-8")))


def test_every_field_is_described_with_an_example() -> None:
    for rows, shape in ((fields.FIELDS, json_schema.front_matter()), (SITE_FIELDS, json_schema.site_settings())):
        for row in rows:
            assert shape["properties"][row.name]["description"].startswith(row.doc)
            assert shape["properties"][row.name]["examples"]
    assert json_schema.front_matter()["properties"]["setting"]["anyOf"][0] == {"enum": list(fields.SETTINGS)}


@pytest.mark.parametrize(("name", "written"), [(name, written) for name in GOOD for written in GOOD[name]])
def test_a_good_value_is_valid(name: str, written: str) -> None:
    base = {"title": "A", "date": "2021", name: written}
    assert faults(FRONT_MATTER, "\n".join(f"{key}: {value}" for key, value in base.items())) == []


@pytest.mark.parametrize(("name", "written"), [(name, written) for name in BAD for written in BAD[name]])
def test_a_bad_value_is_not_valid_where_json_schema_can_say_so(name: str, written: str) -> None:
    base = {"title": "A", "date": "2021", name: written}
    found = faults(FRONT_MATTER, "\n".join(f"{key}: {value}" for key, value in base.items()))
    assert bool(found) is ((name, written) not in UNSAID)


@pytest.mark.parametrize(("name", "written"), [(name, written) for name in SITE_GOOD for written in SITE_GOOD[name]])
def test_a_good_setting_is_valid(name: str, written: str) -> None:
    assert faults(SITE, f"{name}: {written}") == []


@pytest.mark.parametrize(("name", "written"), [(name, written) for name in SITE_BAD for written in SITE_BAD[name]])
def test_a_bad_setting_is_not_valid_where_json_schema_can_say_so(name: str, written: str) -> None:
    assert bool(faults(SITE, f"{name}: {written}")) is ((name, written) not in UNSAID)


@pytest.mark.parametrize("name", [field.name for field in fields.FIELDS if field.name != "title"])
@pytest.mark.parametrize("empty", ["", "''", "~", "'\u00a0'"])
def test_an_empty_field_is_valid(name: str, empty: str) -> None:
    assert faults(FRONT_MATTER, f"title: A\n{name}: {empty}") == []


@pytest.mark.parametrize("text", ["date: 2021", "title:\ndate: 2021", "title: ' '", "title: A\nlable: b", "- a"])
def test_a_missing_title_and_an_unknown_field_are_not_valid(text: str) -> None:
    assert faults(FRONT_MATTER, text) != []


def test_fields_of_other_generators_are_valid() -> None:
    assert faults(FRONT_MATTER, "title: A\nlayout: post\nlanguage: fa\npermalink: false\nspeakers: [A, B]") == []


TERMS_GOOD = ["", "occasions:", "occasions:\n  Hajj: {fa: حج, ar: الحج}\naudiences: {Students: }"]
TERMS_BAD = [
    "occasion:\n  Hajj: {fa: حج}",
    "tags: [a]",
    "tags: {a: b}",
    "tags: {a: {english: b}}",
    "tags: {a: {fa: '!'}}",
]


@pytest.mark.parametrize("text", [*TERMS_GOOD, *TERMS_BAD])
def test_terms_are_valid_where_the_reader_takes_them(tmp_path: Path, text: str) -> None:
    problems = labels.load(write(tmp_path, {"terms.yaml": text}), "content")[1]
    assert bool(problems) is (text in TERMS_BAD)
    assert bool(faults(TERMS, text)) is (text in TERMS_BAD)


@pytest.mark.parametrize(("file", "validator"), [("site.yaml", SITE), ("terms.yaml", TERMS)])
def test_the_files_of_the_sample_are_valid(file: str, validator: Draft7Validator) -> None:
    assert faults(validator, (ROOT / "content" / file).read_text(encoding="utf-8")) == []
    assert site.load(ROOT / "content", "content")[1] == ()


WORDS = st.sampled_from(
    ["A", "Opening", "2021", "1980", "2021-11-17", "2021-13", "2021-11-31", "1863~", "193X", "../2021",
     "2018-03/2018-04", "2021-11-17 18:00", "xxxx", "true", "No", "maybe", "verbatim", "In_Person", "video", "fa",
     "zh-hant", "english", "https://a.org/b", "a.org", "/old/", "'!!!'", "'_'", "12.5", "-0043", "''", "~", "سخن"]
)  # fmt: skip
KEYS = st.sampled_from(
    [
        *fields.BY_NAME,
        *fields.FOREIGN,
        "layout",
        "speakers",
        "lable",
        "name",
        "person",
        "role",
        "src",
        "lat",
        "url",
        "hijri",
    ]
)
SMALL = st.one_of(
    WORDS,
    st.lists(WORDS, min_size=1, max_size=2).map(lambda items: f"[{', '.join(items)}]"),
    st.dictionaries(KEYS, WORDS, min_size=1, max_size=2).map(
        lambda found: "{" + ", ".join(f"{key}: {value}" for key, value in found.items()) + "}"
    ),
)


@settings(deadline=None, max_examples=250)
@given(st.dictionaries(KEYS, SMALL, max_size=4))
def test_what_is_not_valid_the_reader_refuses_or_warns_of(written: dict[str, str]) -> None:
    text = "\n".join(f"{key}: {value}" for key, value in written.items())
    if faults_of_stated(text):
        assert stated(text, "undated/a.md")[1] != []
