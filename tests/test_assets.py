"""Pictures, recordings, documents and other texts that a text refers to."""

import difflib
import struct
import zlib
from pathlib import Path

import pytest

from rostra.assets import assets_of
from rostra.reading import read
from rostra.reading.folder import File
from rostra.reading.references import target_of
from tests.making import make, speech

HOST = "base_url: https://example.org/speeches/\n"


def png(width: int, height: int) -> bytes:
    """A grey picture (PNG, ISO/IEC 15948)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("harbour.jpg", "2021/harbour.jpg"),
        ("./harbour.JPG", "2021/harbour.JPG"),
        ("../2020/harbour.jpg", "2020/harbour.jpg"),
        ("/2020/harbour.jpg", "2020/harbour.jpg"),
        ("my%20harbour.jpg", "2021/my harbour.jpg"),
        ("بندر.png", "2021/بندر.png"),
        ("b.md#p695ba89f", "2021/b.md"),
        ("../../harbour.jpg", "../harbour.jpg"),
        ("https://example.org/harbour.jpg", ""),
        ("//example.org/harbour.jpg", ""),
        ("../2020/opening/", ""),
        ("#note", ""),
        ("drawing.svg", ""),
        ("page.html", ""),
    ],
)
def test_what_is_written_leads_from_the_file(written: str, expected: str) -> None:
    assert target_of(written, "2021/a.md") == expected


def test_picture_is_published_with_its_size_on_every_page_that_shows_the_text(tmp_path: Path) -> None:
    text = "![Ships](harbour.png)\n\n[Printed](../a%20b.pdf), [Elsewhere](https://example.org/a.pdf)"
    files: dict[str, str | bytes] = {
        "2021/a.md": speech(body=text),
        "2021/a.fa.md": speech(body=text),
        "2021/harbour.png": png(12, 5),
        "a b.pdf": b"%PDF",
    }
    for site, index in (("", "index.html"), (HOST, "")):
        made = make(tmp_path / (index or "host"), {**files, "site.yaml": site})
        assert made.messages == ()
        assert made.output.joinpath("2021/harbour.png").read_bytes() == png(12, 5)
        assert made.output.joinpath("a b.pdf").read_bytes() == b"%PDF"
        for page, root in (("2021/a", "../../"), ("fa/2021/a", "../../../"), ("2021/a/beside-fa", "../../../")):
            main = made.main(f"{page}/index.html")
            assert f'<img width="12" height="5" loading="lazy" alt="Ships" src="{root}2021/harbour.png">' in main
            assert f'<a href="{root}a%20b.pdf">Printed</a>, <a href="https://example.org/a.pdf">Elsewhere</a>' in main


def test_link_to_another_text_leads_to_its_page(tmp_path: Path) -> None:
    body = "[Before](../2020/b.md#p1), [again](/2020/b.md), [in Persian](../2020/b.fa.md)"
    files = {"2021/a.md": speech(body=body), "2020/b.md": speech(date="2020"), "2020/b.fa.md": speech(date="2020")}
    main = make(tmp_path, {**files, "site.yaml": HOST}).main("2021/a/index.html")
    assert (
        '<a href="../../2020/b/#p1">Before</a>, <a href="../../2020/b/">again</a>, '
        '<a href="../../fa/2020/b/">in Persian</a>' in main
    )


def test_picture_of_the_front_matter_stands_above_the_text(tmp_path: Path) -> None:
    media = "[{src: ../portrait.png, alt: The speaker, title: At the desk, rights: CC BY 4.0}, sound.mp3]"
    files: dict[str, str | bytes] = {
        "2021/a.md": speech(media=media),
        "portrait.png": png(3, 4),
        "2021/sound.mp3": b"ID3",
    }
    made = make(tmp_path, files)
    assert made.messages == ()
    main = made.main("2021/a/index.html")
    assert (
        '<figure class="picture">\n<img src="../../portrait.png" width="3" height="4" alt="The speaker" '
        'decoding="async">\n<figcaption><bdi>At the desk</bdi> <span class="role"><bdi>CC BY 4.0</bdi></span>'
        "</figcaption>\n</figure>" in main
    )
    assert 'href="../../2021/sound.mp3"' in main
    assert (made.output / "2021/sound.mp3").read_bytes() == b"ID3"


def test_only_what_a_published_text_refers_to_is_published(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2021/a.md": speech(body="![Seen](seen.png)"),
        "2021/b.md": speech(body="![Unseen](draft.png)", draft="true"),
        **{f"2021/{name}.png": png(1, 1) for name in ("seen", "draft", "other")},
        "2021/.hidden.png": png(1, 1),
    }
    assert {path for path in make(tmp_path, files).paths if path.endswith(".png")} == {"2021/seen.png"}


MISSING = {  # the body: the line, the path, what to write instead
    "![Ships](harbor.png)": (5, "2021/harbor.png", "Did you mean 2021/harbour.png?"),
    "We\n\nsaw [it](b.md)": (7, "2021/b.md", "Put the file there, or correct its name."),
    "![Key](../../key.png)": (5, "../key.png", "Put the file there, or correct its name."),
}


@pytest.mark.parametrize("body", MISSING)
def test_file_that_is_not_there_is_an_error_at_its_line(body: str, tmp_path: Path) -> None:
    (tmp_path / "key.png").write_bytes(png(1, 1))
    made = make(tmp_path, {"2021/a.md": speech(body=body), "2021/harbour.png": png(1, 1)})
    line, path, hint = MISSING[body]
    said = f"There is no {path} among what is published of content/. {hint}"
    assert made.messages == (f"content/2021/a.md:{line}: body: {said}",)
    assert made.outcome is None


def test_file_that_is_missing_from_the_top_may_be_another_part_of_the_site(tmp_path: Path) -> None:
    made = make(tmp_path, {"2021/a.md": speech(body="![Ships](/news/ships.jpg) ![Ours](/static/ours.png) [x](/b.md)")})
    assert [message.partition(" Put")[0] for message in made.messages] == [
        "content/2021/a.md:5: body: There is no b.md among what is published of content/.",
        "content/2021/a.md:5: body: There is no news/ships.jpg among what is published of content/.",
    ]
    assert made.main("2021/a/index.html").count('src="../../') == 2
    assert "<a>x</a>" in made.main("2021/a/index.html")


def test_picture_that_is_none_is_named(tmp_path: Path) -> None:
    made = make(tmp_path, {"2021/a.md": speech(body="![Ships](a.png)"), "2021/a.png": b"no picture"})
    assert made.messages == (
        "content/2021/a.md:5: body: 2021/a.png is not a picture that browsers can show. "
        "Save it as JPEG, PNG, WebP, AVIF or GIF.",
    )


def test_picture_without_a_description_is_named(tmp_path: Path) -> None:
    made = make(tmp_path, {"2021/a.md": speech(body="![](a.png)"), "2021/a.png": png(1, 1)})
    assert made.messages == (
        "content/2021/a.md:5: body: A picture has no description for those who cannot see it. "
        "Write what it shows: ![Ships in the harbour](harbour.jpg).",
    )


def test_file_in_the_place_of_a_page_is_an_error(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2021/a.md": speech(body="[Old](../Old.pdf)", aliases="/old.pdf"),
        "Old.pdf": b"%PDF",
    }
    assert make(tmp_path, files).messages == (
        "content/Old.pdf: The page /old.pdf has the address of this file. Rename the file.",
    )


def test_words_that_look_like_an_address_stay_as_they_are(tmp_path: Path) -> None:
    body = 'He wrote `<a href="/x.md">` and src="/2021/a.png" and [it "is"](b.md "a > b")'
    made = make(tmp_path, {"2021/a.md": speech(body=body), "2021/b.md": speech()})
    main = made.main("2021/a/index.html")
    assert '&lt;a href="/x.md"&gt;</code> and src="/2021/a.png" and ' in main
    assert '<a href="../../2021/b/index.html" title="a &gt; b">it "is"</a>' in main or (
        '<a href="../../2021/b/index.html" title="a > b">it "is"</a>' in main
    )


def test_what_is_missing_is_compared_with_its_own_folder_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[list[str]] = []

    def nothing(path: str, known: list[str], **_: float) -> list[str]:
        compared.append(known)
        return []

    monkeypatch.setattr(difflib, "get_close_matches", nothing)
    text = speech(body="![a](/news/a.jpg)").encode()
    found = [read(f"{year}/a.md", f"content/{year}/a.md", text).speech for year in range(2000, 2003)]
    files = {path: File("", "content", path, (0, 0, 0, 0)) for path in ("news/b.jpg", "2000/a.jpg", "a.jpg")}
    _, problems = assets_of([each for each in found if each], files)
    assert len(problems) == 3
    assert compared == [["news/b.jpg"]] * 3
