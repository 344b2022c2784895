"""The recordings on the page of a speech: a player for files of the archive, a link for all others."""

from pathlib import Path

from tests.making import make, speech

SCRIPT = "static/playing."


def page(folder: Path, media: str, body: str = "We open the bridge.", site: str = "") -> str:
    """The page of a speech with `media`."""
    there = {f"2021/{name}": b"." for name in ("a.mp3", "b c.mp3", "a.webm", "a.vtt", "a.pdf")}
    text = speech("The bridge", "2021-11-17", body, media=media)
    made = make(folder, {"site.yaml": site, "2021/a.md": text, **there})
    assert made.outcome is not None, made.messages
    return made.text("2021/a/index.html")


def test_a_recording_has_a_player_with_captions_download_and_rights(tmp_path: Path) -> None:
    html = page(tmp_path, "[{src: a.mp3, captions: a.vtt, rights: R & D}]")
    player = html.partition('<figure class="player">\n')[2].partition("</figure>")[0]
    assert player == (
        '<audio controls preload="none" src="../../2021/a.mp3" aria-label="The bridge">'
        '<track kind="captions" src="../../2021/a.vtt" srclang="en" label="English" default></audio>\n'
        '<figcaption>\n<ul class="facts">\n'
        '<li><a href="../../2021/a.mp3" download>Download</a></li>\n'
        "<li><bdi>R &amp; D</bdi></li>\n"
        '</ul>\n<p class="print">Recordings: <bdi>/2021/a.mp3</bdi></p>\n</figcaption>\n'
    )
    assert html.count(SCRIPT) == 1
    assert "<dt>Recordings</dt>" not in html


def test_a_film_may_show_its_first_picture_and_play_in_its_place(tmp_path: Path) -> None:
    html = page(tmp_path, "[{src: a.webm, alt: She cuts the ribbon.}]")
    assert (
        '<video controls preload="metadata" playsinline src="../../2021/a.webm" aria-label="She cuts the ribbon.">'
        "</video>" in html
    )


def test_several_recordings_have_titles_or_the_names_of_their_files(tmp_path: Path) -> None:
    html = page(tmp_path, "[{src: a.mp3, title: First part}, b c.mp3]")
    assert '<li class="title"><bdi>First part</bdi></li>' in html
    assert '<li class="title"><bdi>b c.mp3</bdi></li>' in html
    assert '<a href="../../2021/b%20c.mp3" download aria-label="Download: b c.mp3">Download</a>' in html


def test_captions_that_are_elsewhere_are_a_link(tmp_path: Path) -> None:
    html = page(tmp_path, "[{src: a.mp3, captions: 'https://example.org/a.vtt'}]")
    assert '<a href="https://example.org/a.vtt">Captions</a>' in html
    assert "<track" not in html


def test_what_is_elsewhere_or_not_played_stays_a_link_at_the_foot(tmp_path: Path) -> None:
    html = page(tmp_path, "[{src: 'https://example.org/a.mp3', kind: audio, title: Radio}, {src: a.pdf, title: Print}]")
    assert '<dd><a href="https://example.org/a.mp3">Radio</a> <span class="role">audio</span></dd>' in html
    assert '<dd><a href="../../2021/a.pdf">Print</a> <span class="role">document</span></dd>' in html
    assert "player" not in html
    assert SCRIPT not in html
    assert "Play from here" not in html


def test_without_a_text_there_is_a_player_and_nothing_to_follow(tmp_path: Path) -> None:
    html = page(tmp_path, "a.mp3", body="")
    assert "<audio" in html
    assert SCRIPT not in html
    assert "Play from" not in html


def test_on_paper_stands_where_the_recording_is(tmp_path: Path) -> None:
    html = page(tmp_path, "a.mp3", site="base_url: https://example.org/s/")
    assert '<p class="print">Recordings: <bdi>https://example.org/s/2021/a.mp3</bdi></p>' in html
