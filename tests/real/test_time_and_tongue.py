"""Real archives in other calendars and in several languages, and the sample content."""

import re
import shutil
from pathlib import Path

import pytest

from rostra.problem import Severity
from tests.making import Made, make
from tests.real.conftest import sermons

SAMPLE = Path(__file__).parents[2] / "content"


def built(archive: Path, folder: Path, settings: str) -> Made:
    shutil.copytree(archive, folder / "content")
    return make(folder, {"site.yaml": settings})


def facts(made: Made, path: str) -> list[str]:
    """The lines below the title of a speech, as they are read."""
    header = made.main(path).partition("</header>")[0].partition("</h1>")[2]
    return [line for line in re.sub(r"<[^>]+>", "", header).splitlines() if line.strip()]


def test_sermons_of_one_day_are_one_event_once_their_files_share_a_name(archives: Path, tmp_path: Path) -> None:
    files = sermons(archives / "diyanet-sermons")
    settings = "language: tr\ncalendars: [gregorian, hijri]\n"
    terms = "occasions:\n  Friday sermon: {tr: Cuma hutbesi, ru: Пятничная проповедь}\n"
    made = make(tmp_path, {**files, "site.yaml": settings, "terms.yaml": terms})
    assert made.outcome is not None
    assert made.outcome.speeches == len(files) == 344
    page = "2025/07-18-sermon/index.html"
    assert facts(made, page)[:2] == ["18 Temmuz 2025", "Cuma hutbesi"]
    assert "Hicri 23 Muharrem 1447 (Ümmülkura takvimine göre hesaplanmış)" in " ".join(facts(made, page))
    languages = {"de": "Deutsch", "en": "English", "es": "español", "fr": "français", "it": "italiano", "ru": "русский"}
    for lang, name in languages.items():
        assert name in facts(made, page)
        assert f"2025/07-18-sermon/beside-{lang}/index.html" in made.paths
        assert f"{lang}/2025/07-18-sermon/beside-tr/index.html" in made.paths
    beside = made.main("ru/2025/07-18-sermon/beside-tr/index.html")
    counted = {lang: beside.count(f'<div class="body" lang="{lang}"') for lang in ("tr", "ru")}
    assert counted["tr"] == counted["ru"] > 3
    assert "1447/index.html" not in made.paths
    assert made.main("ru/occasions/пятничная-проповедь/index.html").count('<p class="date">') == sum(
        b"occasion: Friday sermon" in data for name, data in files.items() if name.endswith(".ru.md")
    )


def test_bare_years_are_in_two_years_of_another_calendar(archives: Path, tmp_path: Path) -> None:
    settings = "language: es\ncalendars: [gregorian, hebrew]\n"
    made = built(archives / "es-christmas-messages", tmp_path, settings)
    assert made.outcome is not None
    name = next(path for path in made.paths if re.fullmatch(r"1978/[^/]+/index\.html", path))
    assert facts(made, name)[0] == "1978"
    assert "no antes de 5738 ni después de 5739 del calendario hebreo (calculada)" in facts(made, name)
    for year in ("5738", "5739"):
        assert "Posiblemente" in made.main(f"hebrew/{year}/index.html")


def test_sittings_in_hebrew_have_hebrew_months_and_run_from_right_to_left(archives: Path, tmp_path: Path) -> None:
    made = built(archives / "knesset-he", tmp_path, "language: he\ncalendars: [gregorian, hebrew]\n")
    assert made.outcome is not None
    assert made.messages == ()
    assert '<html lang="he" dir="rtl">' in made.text("index.html")
    assert re.findall("<h2>([^<]*)</h2>", made.main("hebrew/5773/index.html")) == ["סיוון", "תמוז"]
    name = next(path for path in made.paths if re.fullmatch(r"2013/\d\d-[^/]+/index\.html", path))
    assert "(מחושב)" in " ".join(facts(made, name))


def test_korean_texts_without_a_date_that_say_today_are_named(archives: Path, tmp_path: Path) -> None:
    undated = archives / "korean-presidents" / "undated"
    made = built(undated, tmp_path, "language: ko\n")
    assert made.outcome is None  # the files must be below a folder that says so
    shutil.rmtree(tmp_path)
    shutil.copytree(undated, tmp_path / "content" / "undated")
    made = make(tmp_path, {"site.yaml": "language: ko\n"})
    assert made.outcome is not None
    notices = [problem for problem in made.outcome.problems if problem.severity == Severity.NOTICE]
    assert len(notices) == sum(
        "오늘" in file.read_text(encoding="utf-8").split("---", 2)[2] for file in undated.iterdir()
    )
    assert len(notices) > 100


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("2018/domestic-messaging-apps", ["between 21 March and 16 April 2018", "Farvardin 1397 SH", "Rajab 1439 AH"]),
        (
            "2021/11-17-young-elites",
            ["17 November 2021", "26 Aban 1400 SH (computed)", "12 Rabiʻ II 1443 AH (computed, Umm al-Qura)"],
        ),
        ("fa/2021/11-17-young-elites", ["۲۶ آبان ۱۴۰۰ (محاسبه‌شده)", "۱۷ نوامبر ۲۰۲۱"]),
        ("undated/student-associations", ["not after 25 May 2021", "not after 4 Khordad 1400 SH (computed)"]),
        ("undated/hajj-message", ["undated", "How the date is known is not recorded."]),
    ],
)
def test_the_sample_says_of_each_date_what_is_known(tmp_path: Path, page: str, said: list[str]) -> None:
    shutil.copytree(SAMPLE, tmp_path / "content")
    made = make(tmp_path, {})
    assert made.outcome is not None
    found = " ".join(facts(made, f"{page}/index.html"))
    assert [text for text in said if text not in found] == []
