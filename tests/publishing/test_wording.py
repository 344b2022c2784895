"""Words, dates and digits in the language of the page; and catalogues that say all of it."""

import ast
import gettext
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from rostra.archive import TAXONOMIES
from rostra.importing.datelines import dates_in
from rostra.publishing import dating, wording
from rostra.publishing.dating import MONTHS, machine_date
from rostra.publishing.wording import Wording, wordings
from rostra.reading import dates, doubts, fields
from tests.making import TEMPLATES, make, speech, write

CATALOGUES = sorted((TEMPLATES / "locale").glob("*.po"))


def of(lang: str) -> Wording:
    """The Wording of `lang`, with the catalogue of that language if there is one."""
    return Wording(
        lang, wordings(TEMPLATES / "locale", "locale", Path("nowhere")).get(lang) or gettext.NullTranslations()
    )


# Dates


@pytest.mark.parametrize(
    ("edtf", "english", "persian"),
    [
        ("2021-11-17", "17 November 2021", "۱۷ نوامبر ۲۰۲۱"),
        ("0079-08-24", "24 August 79", "۲۴ اوت ۷۹"),
        ("2021-11", "November 2021", "نوامبر ۲۰۲۱"),
        ("2021-11-XX", "November 2021", "نوامبر ۲۰۲۱"),
        ("2021", "2021", "۲۰۲۱"),
        ("2021-XX", "2021", "۲۰۲۱"),
        ("0000", "1 BCE", "۱ پیش از میلاد"),
        ("-0043", "44 BCE", "۴۴ پیش از میلاد"),
        ("-0043-03-15", "-0043-03-15", "-۰۰۴۳-۰۳-۱۵"),
        ("1863?", "perhaps 1863", "شاید ۱۸۶۳"),
        ("1863~", "about 1863", "حدود ۱۸۶۳"),
        ("1863%", "perhaps about 1863", "شاید حدود ۱۸۶۳"),
        ("2021-11-17?", "perhaps 17 November 2021", "شاید ۱۷ نوامبر ۲۰۲۱"),
        ("2021-21", "spring 2021", "بهار ۲۰۲۱"),
        ("2021-22", "summer 2021", "تابستان ۲۰۲۱"),
        ("2021-23", "autumn 2021", "پاییز ۲۰۲۱"),
        ("2021-24", "winter 2021", "زمستان ۲۰۲۱"),
        ("193X", "the 1930s", "دههٔ ۱۹۳۰"),
        ("193X~", "about the 1930s", "حدود دههٔ ۱۹۳۰"),
        ("19XX", "between 1900 and 1999", "بین ۱۹۰۰ و ۱۹۹۹"),
        ("XXXX", "undated", "بی‌تاریخ"),
        ("2018-03-21/2018-04-16", "between 21 March and 16 April 2018", "بین ۲۱ مارس و ۱۶ آوریل ۲۰۱۸"),
        ("2018-12-30/2019-01-02", "between 30 December 2018 and 2 January 2019", "بین ۳۰ دسامبر ۲۰۱۸ و ۲ ژانویهٔ ۲۰۱۹"),
        (
            "1863-07-01?/1863-07-03",
            "between perhaps 1 July 1863 and 3 July 1863",
            "بین شاید ۱ ژوئیهٔ ۱۸۶۳ و ۳ ژوئیهٔ ۱۸۶۳",
        ),
        ("-0043-03-15/-0043-03-17", "between -0043-03-15 and -0043-03-17", "بین -۰۰۴۳-۰۳-۱۵ و -۰۰۴۳-۰۳-۱۷"),
        ("2018/2019", "between 2018 and 2019", "بین ۲۰۱۸ و ۲۰۱۹"),
        ("../2018", "not after 2018", "حداکثر تا ۲۰۱۸"),
        ("2018-05/..", "not before May 2018", "از مهٔ ۲۰۱۸ به بعد"),
    ],
)
def test_date_is_said_with_no_more_than_is_known(edtf: str, english: str, persian: str) -> None:
    date = dates.parse(edtf)
    assert of("en").dating.when(date) == english
    assert of("fa").dating.when(date) == persian


def test_american_english_writes_the_month_first() -> None:
    assert of("en-US").dating.when(dates.parse("2021-11-17")) == "November 17, 2021"


@pytest.mark.parametrize(
    ("edtf", "machine"),
    [
        ("2021-11-17", "2021-11-17"),
        ("2021-11", "2021-11"),
        ("0079", "0079"),
        ("0000", ""),
        ("-0043", ""),
        ("2021-11-17?", ""),
        ("1863~", ""),
        ("2021-21", ""),
        ("193X", ""),
        ("2021-11-XX", ""),
        ("2018/2019", ""),
        ("XXXX", ""),
    ],
)
def test_machine_date_is_given_only_where_html_has_one_that_is_true(edtf: str, machine: str) -> None:
    assert machine_date(dates.parse(edtf)) == machine


def months_of(lang: str) -> tuple[str, ...]:
    """The months by which doubts about dates are told."""
    return doubts._names(lang).months


@pytest.mark.parametrize("tag", ["ur", "hi", "ja", "en", "fa-AF"])
def test_months_are_in_their_own_language_whatever_was_asked_before(tag: str) -> None:
    own = {"ur": "فروری", "hi": "फ़रवरी", "ja": "2月", "en": "February", "fa-AF": "فبروری"}
    assert (of("he").dating.month(2), of("fa").dating.month(2)) == ("פברואר", "فوریه")
    assert [months_of(lang)[1] for lang in ("zh", "he")] == ["二月", "פברואר"]
    assert dates_in("2021年2月17日", "zh") == dates_in("17 février 2021", "fr") == ("2021-02-17",)
    assert of(tag).dating.month(2) == own[tag]


# Digits and numbers


@pytest.mark.parametrize(
    ("tag", "digits", "number"),
    [
        ("en", "0123456789", "1,234,567"),
        ("fa", "۰۱۲۳۴۵۶۷۸۹", "۱٬۲۳۴٬۵۶۷"),
        ("ckb", "٠١٢٣٤٥٦٧٨٩", "١٬٢٣٤٬٥٦٧"),
        ("mr", "०१२३४५६७८९", "१२,३४,५६७"),
        ("de", "0123456789", "1.234.567"),
        ("x-none", "0123456789", "1,234,567"),
    ],
)
def test_numbers_have_the_digits_and_the_groups_of_the_language(tag: str, digits: str, number: str) -> None:
    assert of(tag).digits("0123456789") == digits
    assert of(tag).number(1234567) == number


def test_passages_are_numbered_in_the_digits_of_their_language() -> None:
    css = (TEMPLATES / "static" / "site.css").read_text(encoding="utf-8")
    zeros = {"persian": "۰", "arabic-indic": "٠", "devanagari": "०", "bengali": "০"}
    styled = {
        tag: zeros[name]
        for selector, name in re.findall(r"^(:lang.*) \{ --digits: (\S+); \}", css, flags=re.MULTILINE)
        for tag in re.findall(r":lang\((\w+)\)", selector)
    }
    assert set(styled) == {"fa", "ps", "ckb", "mr", "ne", "bn"}
    for tag in (*styled, "ar", "en", "he", "hi", "ur", "zh"):
        assert of(tag).digits("0") == styled.get(tag, "0"), tag


def test_digits_leave_other_characters_alone() -> None:
    assert of("fa").digits("1397-01 (AP)") == "۱۳۹۷-۰۱ (AP)"


@pytest.mark.parametrize(
    ("count", "english", "persian"), [(1, "1 speech", "۱ سخنرانی"), (2, "2 speeches", "۲ سخنرانی")]
)
def test_plural_follows_the_language(tmp_path: Path, count: int, english: str, persian: str) -> None:
    files = {f"2021/{n}.md": speech(str(n), "2021") for n in range(count)}
    files |= {f"2021/{n}.fa.md": speech(str(n), "2021") for n in range(count)}
    made = make(tmp_path, {"site.yaml": "language: en", **files})
    assert f'<p class="lead">{english}</p>' in made.main("2021/index.html")
    assert f'<p class="lead">{persian}</p>' in made.main("fa/2021/index.html")


# Languages


def test_unknown_language_has_english_words() -> None:
    unknown = of("tlh")
    assert unknown.section("occasions") == "Occasions"
    assert unknown.enum_label("press-conference") == "press conference"
    assert unknown.dating.when(dates.parse("2021-11-17")) == "17 November 2021"


def test_region_of_a_language_has_the_words_of_the_language(tmp_path: Path) -> None:
    made = make(tmp_path, {"site.yaml": "language: fa-AF", "2021/a.md": speech("گشایش")})
    assert ">مخاطبان</a>" in made.text("index.html") or ">سال‌ها</a>" in made.text("index.html")


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("en", "ltr"),
        ("fa", "rtl"),
        ("he", "rtl"),
        ("ku", "ltr"),
        ("ku-Arab", "rtl"),
        ("fa-Latn", "ltr"),
        ("azb", "rtl"),
        ("uz-AF", "rtl"),
        ("zh-Hant-TW", "ltr"),
        ("tlh", "ltr"),
    ],
)
def test_direction_is_that_of_the_script(tag: str, direction: str) -> None:
    assert of(tag).direction == direction


@pytest.mark.parametrize(
    ("tag", "inside", "name"),
    [("fa", "en", "Persian"), ("fa", "fa", "فارسی"), ("en-GB", "en", "English (United Kingdom)"), ("tlh", "en", "tlh")],
)
def test_language_is_called_by_its_name(tag: str, inside: str, name: str) -> None:
    assert of(inside).language(tag) == name


def test_labels_of_kinds_are_ours_and_all_others_the_editors() -> None:
    assert of("fa").term_label("sermon", "kinds") == "خطبه"
    assert of("fa").term_label("sermon", "tags") == "sermon"


# Catalogues


def in_templates() -> Iterator[str]:
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
    for file in sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.xml")]):
        for _, _, found in environment.extract_translations(file.read_text(encoding="utf-8")):  # type: ignore[attr-defined]
            message = found if isinstance(found, str) else found[0]
            yield re.sub(r"%\((\w+)\)s", r"%(\1)s", message)


def in_wording() -> Iterator[str]:
    calls = (call for module in (wording, dating) for call in ast.walk(ast.parse(inspect.getsource(module))))
    for call in calls:
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in ("gettext", "ngettext", "_gettext", "_"):
                yield str(call.args[0].value)


def sections() -> Iterator[str]:
    yield from (name.capitalize() for name in (*TAXONOMIES, "years", "undated"))


def enumerations() -> Iterator[str]:
    for words in (
        fields.KINDS,
        fields.SETTINGS,
        fields.TEXT_STATUSES,
        fields.TRANSLATION_STATUSES,
        fields.ROLES,
    ):
        yield from (word.replace("-", " ") for word in words)


def months() -> Iterator[str]:
    yield from (name for names in MONTHS.values() for name in names)
    yield "Adar II"


def catalogue(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, locale=file.stem)


def texts(message: object) -> tuple[str, ...]:
    """A message's text, or its texts where it has a plural."""
    return (message,) if isinstance(message, str) else tuple(message)  # type: ignore[arg-type]


def test_messages_are_found_where_they_are_written() -> None:
    assert {"To the text", "%(number)s speech", "Feed"} <= set(in_templates())
    assert {"about %(date)s", "spring %(year)s", "undated"} <= set(in_wording())


def test_there_is_a_catalogue_for_each_language_but_english() -> None:
    assert [file.stem for file in CATALOGUES] == ["ar", "de", "es", "fa", "fr", "he", "ko", "ru", "tr", "ur", "zh"]


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.name)
def test_catalogue_holds_every_message_and_no_other(file: Path) -> None:
    held = {texts(message.id)[0] for message in catalogue(file) if message.id}
    wanted = {*in_templates(), *in_wording(), *sections(), *enumerations(), *months()}
    assert sorted(wanted - held) == [], "not translated"
    assert sorted(held - wanted) == [], "no longer said"


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.name)
def test_catalogue_translates_every_message(file: Path) -> None:
    found = catalogue(file)
    assert [message.id for message in found if message.id and (message.fuzzy or not all(texts(message.string)))] == []
    assert list(found.obsolete) == []


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.name)
def test_translations_have_the_placeholders_of_their_message(file: Path) -> None:
    def placeholders(text: str) -> list[str]:
        return sorted(re.findall(r"%\(\w+\)s|%", text))

    for message in catalogue(file):
        for text in texts(message.string) if message.id else ():
            assert placeholders(text) == placeholders(texts(message.id)[0]), message.id


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("fa.po", 'msgid "Feed"\nخوراک\n', "fa.po:2: {} (Unknown or misformatted keyword). {}"),
        ("fa 2.po", 'msgid "Feed"\nmsgstr "خوراک"\n', "fa 2.po: {} (expected only letters, got 'fa 2'). {}"),
        ("fa.po", 'msgid ""\nmsgstr "Content-Type: x; charset=klingon"\n', "fa.po: {} (unknown encoding: klingon). {}"),
    ],
)
def test_broken_catalogue_is_named_with_its_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    templates = write(tmp_path / "templates", {f"locale/{name}": text})
    assert make(tmp_path, {"2021/a.md": speech()}, templates=templates).messages == (
        "templates/locale/"
        + said.format(
            "This is not a gettext catalogue that can be read",
            "Name it after a language, such as fa.po, and check it with msgfmt.",
        ),
    )
