"""What an editor can get wrong, and the whole line that is said about it; and what is merely unusual, and no error."""

import hashlib
import resource
import shutil
import time
import tracemalloc
from pathlib import Path

import pytest

from tests.making import TEMPLATES, Made, make, speech, words

NEEDED = "---\ntitle: Opening\ndate: 2021-11-17\n"
EMPTY = (
    "body: There is no text; the page says that it is not held. Write the speech below the second ---, if it is held."
)
LEFT_OUT = "is not allowed; it was left out of the page. Write it in Markdown, or delete it."
LEAVES = "leaves the site. Write the old path from the site's root, such as /old/speech/."
NO_LETTER = "holds no letter and no digit. Write a label in words, or leave it out."

ERRORS: dict[str, tuple[str, str | bytes, str]] = {  # what it is: file, its text, the line
    "no front matter": (
        "a.md",
        "We meet again.\n",
        "content/a.md:1: There is no front matter. "
        "Start the file with a line ---, fields such as title: and date:, and another line ---.",
    ),
    "an empty file": (
        "a.md",
        "",
        "content/a.md:1: There is no front matter. "
        "Start the file with a line ---, fields such as title: and date:, and another line ---.",
    ),
    "a fence not closed": (
        "a.md",
        "---\ntitle: Opening\n\nWe meet again.\n",
        "content/a.md:1: The front matter is opened by --- and never closed. "
        "Write a second line --- after its last field.",
    ),
    "a colon without quotes": (
        "a.md",
        "---\ntitle: Peace: a plea\ndate: 2021\n---\nWe meet.\n",
        'content/a.md:2: A text holds a colon and a blank. Put it in quotes, such as title: "Peace: a plea".',
    ),
    "a tab": (
        "a.md",
        f"{NEEDED}audience:\n\t- Students\n---\nWe meet.\n",
        "content/a.md:5: The line is indented with a tab. Indent it with blanks.",
    ),
    "a quotation mark not closed": (
        "a.md",
        '---\ntitle: "Opening\ndate: 2021\n---\nWe meet.\n',
        "content/a.md:2: A quotation mark is opened and never closed. Close it on the same line.",
    ),
    "a bracket not closed": (
        "a.md",
        f"{NEEDED}audience: [Students, Teachers\nkind: speech\n---\nWe meet.\n",
        "content/a.md:4: A bracket is opened and never closed, or its items are not separated by commas. "
        "Write the list on one line, such as [Students, Teachers], and put a text that starts with a bracket in "
        "quotes.",
    ),
    "a field twice": (
        "a.md",
        f"{NEEDED}title: Closing\n---\nWe meet.\n",
        "content/a.md:4: title: This field stands twice, first on line 2. Keep one of the two.",
    ),
    "a list for fields": (
        "a.md",
        "---\n- title: Opening\n- date: 2021\n---\nWe meet.\n",
        "content/a.md:2: This is a list, not fields. Write one field a line, such as title: Opening address.",
    ),
    "Latin-1": (
        "a.md",
        f"{NEEDED}---\nSeñor.\n".encode("latin-1"),
        "content/a.md:5: The byte 0xF1 is not UTF-8. Save the file as UTF-8.",
    ),
    "UTF-16": (
        "a.md",
        f"{NEEDED}---\nWe.\n".encode("utf-16"),
        "content/a.md:1: The file is in UTF-16. Save it as UTF-8.",
    ),
    "NUL": (
        "a.md",
        f"{NEEDED}---\n\nWe\0meet.\n",
        "content/a.md:6: The line holds the control character U+0000. Delete it.",
    ),
    "an escape sequence": (
        "a.md",
        "---\ntitle: \x1b[1mOpening\n---\nWe.\n",
        "content/a.md:2: The line holds the control character U+001B. Delete it.",
    ),
    "a control character in quotes": (
        "a.md",
        '---\ntitle: "Opening\\0"\ndate: 2021\n---\nWe meet.\n',
        "content/a.md:2: This text holds the control character U+0000. Leave it out, or put the text in single quotes.",
    ),
    "a day that is none": (
        "a.md",
        speech(date="1963-02-30"),
        "content/a.md:3: date: 1963-02-30 is not a day of the calendar. "
        "February 1963 has 28 days; write one of them, or 1963-02 where the day is unknown.",
    ),
    "a month that is none": (
        "a.md",
        speech(date="2021-13-01"),
        "content/a.md:3: date: 2021-13-01 has no month 13. Write a month from 01 to 12.",
    ),
    "a date that the file's name contradicts": (
        "2021-11-18-opening.md",
        speech(date="2021-11-17"),
        "content/2021-11-18-opening.md:3: date: The field says 2021-11-17, the file's name says 2021-11-18. "
        "Correct the one that is wrong.",
    ),
    "no title": (
        "a.md",
        "---\ndate: 2021\n---\nWe meet.\n",
        "content/a.md:1: title: There is no title. Write title: and what the speech is called.",
    ),
    "no date": (
        "a.md",
        "---\ntitle: Opening\n---\nWe meet.\n",
        "content/a.md:1: date: There is no date, neither here nor in the file's name. "
        "Write date: YYYY-MM-DD, as much of it as is known, or date: XXXX where nothing is.",
    ),
    "a term of nothing": ("a.md", speech(occasion="'!!!'"), f"content/a.md:4: occasion: “!!!” {NO_LETTER}"),
    "a term of quotation marks": ("a.md", speech(tags="[a, '“”']"), f"content/a.md:4: tags: ““”” {NO_LETTER}"),
    "a file's name of nothing": (
        "!!!.md",
        speech(),
        "content/!!!.md: The file's name holds no letter and no digit. Rename it, or give the speech a slug:.",
    ),
    "a slug of nothing": (
        "a.md",
        speech(slug="'!!!'"),
        "content/a.md:4: slug: “!!!” holds no letter and no digit. Write it such as young-elites.",
    ),
    "an alias upwards": (
        "a.md",
        speech(aliases="[/a/../../b/]"),
        f"content/a.md:4: aliases: The alias /a/../../b/ {LEAVES}",
    ),
    "an alias upwards in disguise": (
        "a.md",
        speech(aliases="[/%2e%2e/b/]"),
        f"content/a.md:4: aliases: The alias /%2e%2e/b/ {LEAVES}",
    ),
    "an alias elsewhere": (
        "a.md",
        speech(aliases="['https://example.org/a']"),
        f"content/a.md:4: aliases: The alias https://example.org/a {LEAVES}",
    ),
    "an alias on another host": (
        "a.md",
        speech(aliases="[//example.org/a]"),
        f"content/a.md:4: aliases: The alias //example.org/a {LEAVES}",
    ),
    "an alias in the site's own folder": (
        "a.md",
        speech(aliases="[/static/site.css]"),
        "content/a.md:4: aliases: The alias /static/site.css is in the site's own folder /static/. Leave it out.",
    ),
    "an alias in the build's own folder": (
        "a.md",
        speech(aliases="[/.rostra/manifest]"),
        "content/a.md:4: aliases: The alias /.rostra/manifest is in the site's own folder /.rostra/. Leave it out.",
    ),
    "an alias that is a page of ours": (
        "a.md",
        speech(aliases="[/2021/]"),
        "content/a.md:4: aliases: The address /2021/ is already taken by the page that year makes. "
        "Leave the alias out, or correct it.",
    ),
    "a setting that is none": (
        "site.yaml",
        "title: Speeches\ntime_zone: Madrid\n",
        "content/site.yaml:2: time_zone: “Madrid” is not a time zone. Write an IANA name such as Europe/Madrid.",
    ),
    "settings that are no YAML": (
        "site.yaml",
        "title: Speeches: all\n",
        'content/site.yaml:1: A text holds a colon and a blank. Put it in quotes, such as title: "Peace: a plea".',
    ),
}


@pytest.mark.parametrize("what", ERRORS)
def test_an_error_is_said_in_one_line_and_nothing_is_built(what: str, tmp_path: Path) -> None:
    path, text, line = ERRORS[what]
    made = make(tmp_path, {path: text})
    assert made.messages == (line,)
    assert made.outcome is None
    assert not made.output.exists()


WARNINGS: dict[str, tuple[str | bytes, tuple[str, ...]]] = {
    "a byte-order mark": (
        b"\xef\xbb\xbf" + speech().encode(),
        ("content/a.md:1: The file starts with a byte-order mark. Save it as UTF-8 without BOM.",),
    ),
    "an empty body": (speech(body=""), (f"content/a.md:6: {EMPTY}",)),
    "an unknown kind": (
        speech(kind="sermn"),
        ("content/a.md:4: kind: “sermn” is not a known kind; it is kept as it is. Did you mean sermon?",),
    ),
    "an unknown field": (
        speech(occassion="New year"),
        (
            "content/a.md:4: occassion: The field occassion is not known; it is kept under extra. "
            "Did you mean occasion?",
        ),
    ),
    "a script": (speech(body="We.\n\n<script>alert(1)</script>"), (f"content/a.md:7: body: <script> {LEFT_OUT}",)),
    "an event": (
        speech(body="We.\n\n<img src='/static/a.png' onerror='x'>"),
        (f"content/a.md:7: body: onerror= in <img> {LEFT_OUT}",),
    ),
    "a link that runs": (
        speech(body="We [meet](javascript:x)."),
        (f"content/a.md:5: body: A link to javascript: {LEFT_OUT}",),
    ),
}


@pytest.mark.parametrize("what", WARNINGS)
def test_a_warning_is_said_and_the_site_is_built(what: str, tmp_path: Path) -> None:
    text, lines = WARNINGS[what]
    made = make(tmp_path, {"a.md": text})
    assert made.messages == lines
    assert "2021/a/index.html" in made.paths


@pytest.mark.parametrize("what", WARNINGS)
def test_a_warning_is_an_error_if_the_build_is_strict(what: str, tmp_path: Path) -> None:
    text, lines = WARNINGS[what]
    made = make(tmp_path, {"a.md": text}, strict=True)
    assert made.messages == lines
    assert made.outcome is None


def test_a_page_without_a_text_says_that_it_is_not_held(tmp_path: Path) -> None:
    main = make(tmp_path, {"a.md": speech(body="")}).main("2021/a/index.html")
    assert "This archive knows of the speech; it does not hold the text." in main


def test_what_is_not_allowed_is_gone_from_the_page(tmp_path: Path) -> None:
    body = "We <b onclick='a1'>meet</b> [again](javascript:a2).\n\n<script>a3</script>\n\n<img src='/x' onerror='a4'>"
    main = make(tmp_path, {"a.md": speech(body=body)}).main("2021/a/index.html")
    assert "We <b>meet</b> <a>again</a>." in main
    assert [bad for bad in ("a1", "a2", "a3", "a4", "onclick", "onerror", "javascript", "<script") if bad in main] == []


def test_a_kind_of_the_sites_own_is_known(tmp_path: Path) -> None:
    assert make(tmp_path, {"site.yaml": "kinds: [hearing]\n", "a.md": speech(kind="hearing")}).messages == ()


CLASHES = {
    "two speeches on one address": (
        {"x/a.md": speech(), "y/a.md": speech()},
        "content/y/a.md: address: The address /2021/a/ is already taken by content/x/a.md. "
        "Rename one of the two files, or give one a slug:.",
    ),
    "a slug that is another's name": (
        {"a.md": speech(), "b.md": speech(slug="a")},
        "content/b.md:4: address: The address /2021/a/ is already taken by content/a.md. "
        "Rename one of the two files, or give one a slug:.",
    ),
    "names that differ in letter case": (
        {"x/A.md": speech(), "y/a.md": speech()},
        "content/y/a.md: address: The address /2021/a/ is already taken by content/x/A.md. "
        "Rename one of the two files, or give one a slug:.",
    ),
    "an alias that is another's address": (
        {"a.md": speech(aliases="[/2021/b/]"), "b.md": speech()},
        "content/a.md:4: aliases: The address /2021/b/ is already taken by content/b.md. "
        "Leave the alias out, or correct it.",
    ),
    "an alias that differs from it in letter case": (
        {"a.md": speech(aliases="[/2021/B/]"), "b.md": speech()},
        "content/a.md:4: aliases: The address /2021/B/ is already taken by content/b.md (as /2021/b/). "
        "Leave the alias out, or correct it.",
    ),
    "two aliases that differ in letter case": (
        {"a.md": speech(aliases="[/old/]"), "b.md": speech(aliases="[/OLD/]")},
        "content/b.md:4: aliases: The address /OLD/ is already taken by content/a.md (as /old/). "
        "Leave the alias out, or correct it.",
    ),
    "an alias that would be a folder of a file": (
        {"a.md": speech(aliases="[/feed.xml/old/]")},
        "content/a.md:4: aliases: The address /feed.xml/old/ is already taken by the page that feed makes "
        "(as /feed.xml). Leave the alias out, or correct it.",
    ),
    "names that differ in Unicode form, in two folders": (
        {"x/caf\u00e9.md": speech(), "y/cafe\u0301.md": speech()},
        "content/y/cafe\u0301.md: address: The address /2021/café/ is already taken by content/x/café.md. "
        "Rename one of the two files, or give one a slug:.",
    ),
    "names that differ in Unicode form, in one folder": (
        {"caf\u00e9.md": speech(), "cafe\u0301.md": speech()},
        "content/caf\u00e9.md: The name differs from that of content/cafe\u0301.md only in how its letters are "
        "encoded. Rename one of the two files.",
    ),
    "names that differ in their ending": (
        {"a.md": speech(), "a.markdown": speech()},
        "content/a.md: The name differs from that of content/a.markdown only in its ending. "
        "Rename one of the two files.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CLASHES)
def test_two_pages_on_one_address_are_both_named(what: str, tmp_path: Path) -> None:
    files, line = CLASHES[what]
    made = make(tmp_path, files)
    assert made.messages == (line,)
    assert made.outcome is None


def test_two_aliases_of_one_page_may_say_the_same(tmp_path: Path) -> None:
    assert make(tmp_path, {"a.md": speech(aliases="[/old/, /old/, /2021/a/]")}).messages == ()


def test_labels_that_share_an_address_get_one_each(tmp_path: Path) -> None:
    made = make(tmp_path, {"a.md": speech(tags="[C, C++, C 2, straße-1, strasse 1]")})
    assert made.messages == ()
    pages = {path.split("/")[1] for path in made.paths if path.startswith("tags/") and path.count("/") == 2}
    assert pages == {"c", "c-2", "c-3", "strasse-1", "straße-1-2"}


@pytest.mark.parametrize("name", ["a" * 252, "a" * 249 + ".fa", "가" * 84, "é" * 126])
def test_a_file_name_of_255_bytes_is_a_good_one(name: str, tmp_path: Path) -> None:
    made = make(tmp_path, {f"{name}.md": speech()})
    assert made.messages == ()
    assert any(name.split(".")[0] in path for path in made.paths)


def test_a_name_that_grows_too_long_for_a_folder_is_explained(tmp_path: Path) -> None:
    (message,) = make(tmp_path, {"İ" * 126 + ".md": speech()}).messages
    assert message.startswith("content/İİİ")
    assert message.endswith("holds a name of more than 255 bytes. Shorten it, or give the speech a slug:.")


def test_a_link_out_of_content_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(speech("Secret"))
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").symlink_to(tmp_path / "secret.md")
    made = make(tmp_path, {})
    assert made.messages == ("content/a.md: This is a link out of the content folder. Put the file itself here.",)


def test_a_file_of_50_megabytes_is_refused_without_reading_it(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with (tmp_path / "content/a.md").open("wb") as stream:
        stream.write(speech().encode())
        stream.truncate(50 * 1024 * 1024)
    tracemalloc.start()
    made = make(tmp_path, {})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert made.messages == (
        "content/a.md: The file is 50 MB. A speech may be at most 10 MB; move recordings and attachments elsewhere.",
    )
    assert peak < 5_000_000


BOMBS = {
    "aliases": (
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]",
        "content/a.md:4: &a is a YAML anchor. Put the text in quotes, or leave the & out.",
    ),
    "3,000 lists in flow style": (
        "extra: " + "[" * 3000 + "]" * 3000,
        "content/a.md:4: Lists or maps are nested more than 8 deep. Write the field as plain text or as a simple list.",
    ),
    "3,000 lists in block style": (
        "extra:\n  " + "- " * 3000 + "x",
        "content/a.md:5: Lists or maps are nested more than 8 deep. Write the field as plain text or as a simple list.",
    ),
    "3,000 maps in block style": (
        "extra:\n" + "".join(" " * depth + "a:\n" for depth in range(1, 3000)),
        "content/a.md:2: The front matter is 4,507,537 characters long. "
        "Keep it under 65,536; a speech's text belongs below the second ---.",
    ),
}


@pytest.mark.parametrize("what", BOMBS)
def test_a_bomb_does_no_harm(what: str, tmp_path: Path) -> None:
    text, line = BOMBS[what]
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    made = make(tmp_path, {"a.md": f"{NEEDED}{text}\n---\nWe meet.\n"})
    assert time.perf_counter() - start < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - resident < 100_000
    assert made.messages == (line,)


def test_template_notation_in_content_is_text(tmp_path: Path) -> None:
    said = "He wrote {{ page.title }} and {% raw %} and {# so #}."
    made = make(
        tmp_path, {"a.md": speech("'{{ 7 * 7 }} {% x %}'", body=f"{said}\n\n# {{{{ y }}}}\n\n{{% include z %}}")}
    )
    assert made.messages == ()
    main = made.main("2021/a/index.html")
    assert "<h1>{{ 7 * 7 }} {% x %}</h1>" in main
    assert said in main
    assert "{{ y }}</h2>" in main
    assert "{% include z %}" in main


def test_html_in_a_title_is_text(tmp_path: Path) -> None:
    made = make(tmp_path, {"a.md": speech("<script>alert(1)</script> & co")})
    assert "<h1>&lt;script&gt;alert(1)&lt;/script&gt; &amp; co</h1>" in made.main("2021/a/index.html")


def broken_templates(folder: Path, old: str, new: str) -> Path:
    shutil.copytree(TEMPLATES, folder / "templates")
    file = folder / "templates/speech.html"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    return folder / "templates"


def test_a_template_that_names_what_is_not_there_is_shown_with_its_line(tmp_path: Path) -> None:
    templates = broken_templates(tmp_path, "<h1>{{ speech.title }}</h1>", "<h1>{{ speech.titel }}</h1>")
    line = (templates / "speech.html").read_text().partition("titel")[0].count("\n") + 1
    made = make(tmp_path, {"a.md": speech()}, templates=templates)
    assert made.outcome is None
    (message,) = made.messages
    assert message.startswith(f"templates/speech.html:{line}: ")
    assert "titel" in message
    assert "/2021/a/" in message


def digests(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def good_then(
    tmp_path: Path, files: dict[str, str], templates: Path = TEMPLATES
) -> tuple[Made, dict[str, str], dict[str, str]]:
    """What a bad build says, and the output folder before and after it."""
    made = make(tmp_path, {"good.md": speech("Good")})
    before = digests(made.output)
    assert before
    return make(tmp_path, files, templates=templates), before, digests(made.output)


def test_errors_leave_the_earlier_site_as_it_was(tmp_path: Path) -> None:
    made, before, after = good_then(tmp_path, {"new.md": speech("New"), "bad.md": "We meet."})
    assert made.outcome is None
    assert after == before


def test_a_broken_template_leaves_the_earlier_site_as_it_was(tmp_path: Path) -> None:
    templates = broken_templates(tmp_path, "speech.title", "speech.titel")
    made, before, after = good_then(tmp_path, {"new.md": speech("New")}, templates)
    assert made.outcome is None
    assert after == before


def test_all_problems_of_a_run_come_at_once_and_sorted(tmp_path: Path) -> None:
    made = make(
        tmp_path,
        {
            "site.yaml": "titel: Speeches\n",
            "b.md": speech(date="2021-13-01", setting="video"),
            "a.md": "We meet.",
            "c/a.md": speech(body=""),
            "d/a.md": speech(kind="sermn"),
        },
    )
    assert made.messages == (
        "content/a.md:1: There is no front matter. "
        "Start the file with a line ---, fields such as title: and date:, and another line ---.",
        "content/b.md:3: date: 2021-13-01 has no month 13. Write a month from 01 to 12.",
        "content/b.md:4: setting: “video” is not one of the known values. Did you mean video-link?",
        f"content/c/a.md:6: {EMPTY}",
        "content/d/a.md: address: The address /2021/a/ is already taken by content/c/a.md. "
        "Rename one of the two files, or give one a slug:.",
        "content/d/a.md:4: kind: “sermn” is not a known kind; it is kept as it is. Did you mean sermon?",
        "content/site.yaml:1: titel: The field titel is not known. Did you mean title?",
    )
    assert made.outcome is None


def test_who_keeps_going_gets_the_rest_and_is_told_what_was_left_out(tmp_path: Path) -> None:
    made = make(
        tmp_path,
        {"good.md": speech("Good"), "bad.md": "We meet.", "x/a.md": speech("First"), "y/a.md": speech("Second")},
        keep_going=True,
    )
    assert made.messages == (
        "content/bad.md:1: There is no front matter. "
        "Start the file with a line ---, fields such as title: and date:, and another line ---.",
        "content/y/a.md: address: The address /2021/a/ is already taken by content/x/a.md. "
        "Rename one of the two files, or give one a slug:.",
    )
    assert made.outcome is not None
    assert (made.outcome.speeches, made.outcome.left_out) == (2, 2)
    assert "2021/good/index.html" in made.paths
    assert "<h1>First</h1>" in made.main("2021/a/index.html")


def test_nobody_keeps_going_without_settings(tmp_path: Path) -> None:
    made = make(tmp_path, {"site.yaml": "time_zone: Madrid\n", "a.md": speech()}, keep_going=True)
    assert made.outcome is None


UNUSUAL: dict[str, tuple[dict[str, str | bytes], str]] = {  # what it is: the files, a page of the site
    "a bare year": ({"a.md": speech(date="1980")}, "1980/a/index.html"),
    "empty keys": (
        {
            "a.md": speech(
                occasion="", audience="[]", speaker='""', place="{}", kind="~", tags="['']", media="", extra=""
            )
        },
        "2021/a/index.html",
    ),
    "trailing blanks behind the fences": ({"a.md": f"---  {NEEDED[3:]}---\t \nWe meet.\n"}, "2021/a/index.html"),
    "Windows line ends": ({"a.md": speech(body="We.\n\nMeet.").replace("\n", "\r\n")}, "2021/a/index.html"),
    "no line end at the end": ({"a.md": f"{NEEDED}---\nWe meet."}, "2021/a/index.html"),
    "a file's name in Hangul": ({"2021-11-17-신년사.md": speech()}, "2021/11-17-신년사/index.html"),
    "a file's name in Hebrew with points": ({"שָׁלוֹם.md": speech()}, "2021/שָׁלוֹם/index.html"),
    "a file's name in Tamil": ({"தமிழ் மொழி.md": speech()}, "2021/தமிழ்-மொழி/index.html"),
    "a file's name in Hindi": ({"नमस्ते.md": speech()}, "2021/नमस्ते/index.html"),
    "blanks, quotes and & in a file's name": ({'a & "b" c\'s.md': speech()}, "2021/a-b-c-s/index.html"),
    "no date but in the file's name": ({"2021-11-17-a.md": "---\ntitle: A\n---\nWe.\n"}, "2021/11-17-a/index.html"),
    "a moment": (
        {"site.yaml": "time_zone: Asia/Seoul\n", "2022-01-01-a.md": speech(date="2021-12-31 23:30:00 +0000")},
        "2022/01-01-a/index.html",
    ),
    "a moment with a zone of its own": ({"a.md": speech(date="2022-01-01T01:00:00+09:00")}, "2021/a/index.html"),
    "no-break spaces": (
        {"a.md": speech("A\u00a0B", occasion="New\u00a0year", body="A\u00a0B")},
        "occasions/new-year/index.html",
    ),
    "separators from a word processor": ({"a.md": speech("A\u2028B", body="A\u2028B")}, "2021/a/index.html"),
    "fields of Jekyll": (
        {"a.md": speech(layout="post", permalink="/news/a/", categories="[x]", description="D", author="Ada")},
        "news/a/index.html",
    ),
    "fields of Hugo": ({"a.md": speech(slug="b", aliases="[/old/a/]", draft="false", tags="[x]")}, "2021/b/index.html"),
    "fields of Eleventy": (
        {"a.md": speech(permalink="false", language="fr", speakers="[A, B]", venue="Hall")},
        "2021/a/index.html",
    ),
    "a permalink that holds another language": ({"a.md": speech(permalink="/caf%C3%A9/")}, "café/index.html"),
    "an archive of nothing": ({"site.yaml": "title: Speeches\n"}, "index.html"),
    "a README and what starts with a dot": (
        {"README.md": "Hello", ".git/a.md": "x", "a.md": speech()},
        "2021/a/index.html",
    ),
    "one line of 139 KB": ({"a.md": speech(body="We meet again. " * 9300)}, "2021/a/index.html"),
    "years before our era": ({"a.md": speech(date="-0043-03-15")}, "-0043/a/index.html"),
    "an open date": ({"a.md": speech(date="../2021-05-25")}, "undated/a/index.html"),
}


@pytest.mark.parametrize("what", UNUSUAL)
def test_what_is_merely_unusual_is_no_problem(what: str, tmp_path: Path) -> None:
    files, path = UNUSUAL[what]
    made = make(tmp_path, files, strict=True)
    assert made.messages == ()
    assert path in made.paths


def test_windows_line_ends_give_the_same_page(tmp_path: Path) -> None:
    text = speech(body="We.\n\nMeet.")
    unix, windows = make(tmp_path / "u", {"a.md": text}), make(tmp_path / "w", {"a.md": text.replace("\n", "\r\n")})
    assert unix.text("2021/a/index.html") == windows.text("2021/a/index.html")


def test_420_speeches_on_one_day_are_no_problem(tmp_path: Path) -> None:
    made = make(tmp_path, {f"s{number}.md": speech(f"Speech {number}") for number in range(420)})
    assert made.messages == ()
    assert sum(path.startswith("2021/s") for path in made.paths) == 420


def test_no_word_of_a_long_line_is_lost(tmp_path: Path) -> None:
    body = "We meet again, my friends. " * 5200
    made = make(tmp_path, {"a.md": speech(body=body)})
    assert words(made.main("2021/a/index.html")).count("friends") == 5200
