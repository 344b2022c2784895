"""Share cards: whatever the script, the words are inside the margins, on the right side, and whole."""

import io
import shutil
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageChops

from rostra.archive import archive_of
from rostra.pages import Page, pages_of
from rostra.problem import Severity
from rostra.publishing.render import Renderer, TemplateFault
from rostra.publishing.typesetting import words_of
from rostra.reading import read
from rostra.site import Site
from tests.making import TEMPLATES, speech

PAPER, ACCENT = (252, 251, 248), (138, 43, 43)
MARGIN = 60

TITLES = {
    "en": "Remarks at the opening of the school and its library",
    "de": "Rede zur Eröffnung der Landeslehrerfortbildungseinrichtungsbibliothek",
    "ru": "Выступление на открытии школы и библиотеки",
    "el": "Ομιλία στα εγκαίνια του σχολείου",
    "fa": "سخنان در گشایش مدرسه و کتابخانه در سال ۱۴۰۰ (با UNESCO)",
    "ar": "كلمة في افتتاح المدرسة ومكتبتها",
    "ur": "اسکول اور اس کے کتب خانے کے افتتاح پر خطاب",
    "he": "דברים בפתיחת בית הספר והספרייה",
    "ko": "학교와 도서관의 개관을 기념하는 연설",
    "zh": "在学校和图书馆开幕式上的讲话：我们如何学习",
    "ja": "学校と図書館の開館式における演説「これからの百年」",
    "th": "สุนทรพจน์ในพิธีเปิดโรงเรียนและห้องสมุดแห่งใหม่",
}
LONG = {
    "en": ("Remarks at the opening of the school, the library and the museum " * 5)[:300],
    "fa": ("سخنان در گشایش مدرسه و کتابخانه و موزه " * 9)[:300],
    "ur": ("اسکول اور کتب خانے کے افتتاح پر خطاب " * 9)[:300],
    "ko": ("학교와 도서관의 개관을 기념하는 연설 " * 16)[:300],
    "zh": ("在学校和图书馆开幕式上的讲话" * 22)[:300],
    "de": "Landeslehrerfortbildung" * 4,
    "ru": "Выступление на открытии школы " * 130,
    "el": "ομιλία" * 50,
}
MIXED = {"ko": f"개관사({'開館辭' * 12})", "zh": f"책{'学校和图书馆' * 8}", "en": f"About {'学校和图书馆' * 8}"}


def page_of(title: str, lang: str, **fields: str) -> Page:
    """The share card of a speech."""
    reading = read("a.md", "a.md", speech(f"'{title}'", lang=lang, **{"speaker": "The Chair", **fields}).encode())
    assert reading.speech, reading.problems
    settings = Site(base_url="https://example.org/", share_cards=True, calendars={"fa": ("solar-hijri",)})
    archive, _ = archive_of(settings, [reading.speech], frozenset())
    return next(page for page in pages_of(archive) if page.template == "card.typ")


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(TEMPLATES, "templates", Path("nowhere"))


def picture(renderer: Renderer, page: Page) -> Image.Image:
    return Image.open(io.BytesIO(renderer.render(page))).convert("RGB")


def colours(found: Image.Image, box: tuple[int, int, int, int]) -> set[object]:
    return {colour for _, colour in found.crop(box).getcolors(1 << 20) or ()}


def extent(found: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int] | None:
    """The box (left, top, right, bottom) of all that has this colour."""
    differs = ImageChops.difference(found, Image.new("RGB", found.size, colour)).convert("L")
    return differs.point([255] + [0] * 255).getbbox()


@pytest.mark.parametrize(
    ("lang", "title"),
    [*TITLES.items(), *LONG.items(), *MIXED.items()],
    ids=[*TITLES, *(f"long-{lang}" for lang in LONG), *(f"mixed-{lang}" for lang in MIXED)],
)
def test_the_words_are_inside_the_margins(lang: str, title: str, renderer: Renderer) -> None:
    data = renderer.render(page_of(title, lang))
    # PNG (ISO/IEC 15948), 11.2.1: width, height, bit depth, colour type 3, indexed.
    assert data[12:26] == b"IHDR" + (1200).to_bytes(4) + (630).to_bytes(4) + b"\x04\x03"
    assert len(data) < (120_000 if len(title) > 1000 else 60_000 if len(title) >= 300 else 40_000)
    found = Image.open(io.BytesIO(data)).convert("RGB")
    right, foot = 1200 - MARGIN, 630 - MARGIN
    for side in ((0, 0, MARGIN, 630), (right, 0, 1200, 630), (0, 0, 1200, MARGIN), (0, foot, 1200, 630)):
        assert colours(found, side) == {PAPER}
    assert len(colours(found, (MARGIN, 150, right, 450))) > 3


@pytest.mark.parametrize("lang", ["en", "fa", "ur"])
def test_many_speakers_and_a_long_name_of_the_site_leave_room_for_the_title(lang: str, renderer: Renderer) -> None:
    page = page_of(TITLES[lang], lang, speaker="[" + ", ".join(f"The Chair of School {n}" for n in range(90)) + "]")
    frame = msgspec.structs.replace(page.frame, title="Speeches of the assembly of all schools " * 20)
    found = picture(renderer, msgspec.structs.replace(page, frame=frame))
    for side in ((0, 0, MARGIN, 630), (1200 - MARGIN, 0, 1200, 630), (0, 0, 1200, MARGIN), (0, 580, 1200, 630)):
        assert colours(found, side) == {PAPER}
    assert len(colours(found, (MARGIN, 180, 1200 - MARGIN, 400))) > 3


@pytest.mark.parametrize(
    ("lang", "start"), [("en", 88), ("zh", 88), ("fa", 1056), ("he", 1056), ("ur", 1056), ("az-Arab", 1056)]
)
def test_the_rule_is_where_lines_start(lang: str, start: int, renderer: Renderer) -> None:
    found = picture(renderer, page_of(TITLES.get(lang, TITLES["fa"]), lang))
    rule = extent(found, ACCENT)
    assert rule
    assert (rule[0], rule[2], rule[3] - rule[1]) == (start, start + 56, 4)


@pytest.mark.parametrize(
    ("lang", "first", "second"),
    [
        ("ko", "개관기념연설", "학교도서관박물관문서보관소연설문모음집"),
        ("de", "Landeslehrerfortbildung", "Landeslehrerbibliothek"),
        ("fa", "کتابخانه‌های‌دانش‌آموزان", "مدرسه‌های‌دانش‌آموزان‌شهر"),
    ],
)
def test_a_line_ends_between_words(lang: str, first: str, second: str, renderer: Renderer) -> None:
    page = page_of(f"{first} {second}", lang)
    broken = msgspec.structs.replace(page.context, title=f"{first}\n{second}")
    assert renderer.render(page) == renderer.render(msgspec.structs.replace(page, context=broken))


def test_a_line_of_chinese_ends_between_signs(renderer: Renderer) -> None:
    title = picture(renderer, page_of(TITLES["zh"], "zh")).crop((0, 130, 1200, 500))
    inked = ImageChops.difference(title, Image.new("RGB", title.size, PAPER))
    left, top, right, bottom = inked.getbbox() or (0, 0, 0, 0)
    assert right - left > 700
    assert bottom - top > 170  # two lines


def test_a_card_says_the_date_in_the_words_digits_and_calendar_of_its_readers(renderer: Renderer) -> None:
    assert words_of(page_of("مدرسه", "fa", speaker="[رئیس, دبیر]"), renderer.wording) == {
        "title": "مدرسه",
        "speaker": "رئیس، دبیر",
        "date": "۲۶ آبان ۱۴۰۰",
        "site": "Speeches",
        "lang": "fa",
        "direction": "rtl",
    }
    assert words_of(page_of("School", "en"), renderer.wording)["date"] == "17 November 2021"


def test_a_card_takes_the_short_title(renderer: Renderer) -> None:
    page = page_of("Remarks at the opening of the school", "en", short_title="The school")
    assert words_of(page, renderer.wording)["title"] == "The school"


def test_what_looks_like_typst_is_not_run(renderer: Renderer) -> None:
    assert renderer.render(page_of("#panic() $x$ [a] <b> @c */", "en"))


FAULTS = {
    "#let a = 1\n#shown.nothing": (
        "templates/card.typ:2",
        "unknown variable: shown; the page being made was /2021/a/card.png.",
    ),
    "\n\n#sys.inputs.nothing": (
        "templates/card.typ:3",
        'dictionary does not contain key "nothing"; the page being made was /2021/a/card.png.',
    ),
    "#let a = (": ("templates/card.typ:1", "unclosed delimiter; the page being made was /2021/a/card.png."),
    '\n#read("/etc/passwd")': (
        "templates/card.typ:2",
        "failed to load file (Not a directory (os error 20)); the page being made was /2021/a/card.png.",
    ),
    '#read("card.typ")': (
        "templates/card.typ:1",
        "failed to load file (Not a directory (os error 20)); the page being made was /2021/a/card.png.",
    ),
    "#pagebreak()\nx": (
        "templates/card.typ",
        "This makes more than one page; the page being made was /2021/a/card.png.",
    ),
    "\udcff": ("templates/card.typ", "file is not valid UTF-8; the page being made was /2021/a/card.png."),
}


@pytest.mark.parametrize("written", FAULTS)
def test_a_fault_of_the_template_is_named_with_its_line(written: str, tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES / "locale", tmp_path / "locale")
    (tmp_path / "card.typ").write_bytes(written.encode(errors="surrogateescape"))
    with pytest.raises(TemplateFault) as fault:
        Renderer(tmp_path, "templates", Path("nowhere")).render(page_of("A", "en"))
    problem = fault.value.problem
    assert (problem.place, problem.message) == FAULTS[written]
    assert problem.hint
    assert problem.severity == Severity.ERROR


def test_a_folder_without_the_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateFault) as fault:
        Renderer(tmp_path, "templates", Path("nowhere")).render(page_of("A", "en"))
    assert str(fault.value.problem) == (
        "templates/card.typ: No such file or directory; the page being made was /2021/a/card.png. "
        "Every folder of templates has one."
    )


def test_a_card_knows_no_clock(tmp_path: Path) -> None:
    (tmp_path / "card.typ").write_text(
        "#assert.eq(datetime.today(), datetime(year: 1970, month: 1, day: 1))\n#set page(width: 9pt, height: 9pt)\n",
        encoding="utf-8",
    )
    assert Renderer(tmp_path, "templates", Path("nowhere")).render(page_of("A", "en"))
