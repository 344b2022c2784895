"""Recordings in a browser: time codes play, the text follows, passages play from their bar."""

import base64
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from bench.harbour import tone
from tests.browser.serving import serving
from tests.making import make, speech

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

LONG = "The harbour was opened today, and the ships of seven countries came in with the tide. " * 9

TEXTS = {
    "en": ["We open the bridge.", LONG, "[00:00:08] Iron and stone, it stands.", f"> {LONG}", "Thank you, friends."],
    "fa": [
        "پل را گشودیم.",
        "از آهن و سنگ است. " * 40,
        "[00:00:08] سال‌ها می‌ماند.",
        "> آب روان است و پل ایستاده.",
        "سپاس، دوستان.",
    ],
}
"""Five passages; their captions take four seconds each."""


def captions(texts: list[str]) -> str:
    """Texts as WebVTT, four seconds each."""
    cues = (
        f"00:00:{4 * at:02}.000 --> 00:00:{4 * at + 4:02}.000\n{text.removeprefix('[00:00:08] ').removeprefix('> ')}"
        for at, text in enumerate(texts)
    )
    return "\n\n".join(["WEBVTT", *cues])


CODED = ["Opening.", "[00:00:02] We meet.", "Words below it.", "[00:00:12] We part.", "Others."]

FILES: dict[str, str | bytes] = {
    "site.yaml": "language: en\n",
    "2021/a.md": speech("The bridge", body="\n\n".join(TEXTS["en"]), media="[{src: x.wav, captions: en.vtt}]"),
    "2021/a.fa.md": speech("پل", body="\n\n".join(TEXTS["fa"]), media="[{src: x.wav, captions: fa.vtt, rights: آزاد}]"),
    "2021/c.md": speech("Coded", body="\n\n".join(CODED), media="[{src: x.wav, title: One}, {src: y.wav, title: Two}]"),
    "2021/v.md": speech("A film", body="\n\n".join(TEXTS["en"]), media="[{src: v.webm, captions: en.vtt}]"),
    "2021/m.md": speech("Missing", body="\n\n".join(CODED), media="[/missing.wav]"),
    "2021/x.wav": tone(20),
    "2021/y.wav": tone(20),
    "2021/v.webm": b"",
    "2021/en.vtt": captions(TEXTS["en"]),
    "2021/fa.vtt": captions(TEXTS["fa"]),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("hall"), FILES).output


@pytest.fixture(scope="module")
def root(folder: Path) -> Iterator[str]:
    with serving(folder) as address:
        yield address


# So that a busy machine sees a passage while it is spoken.
SLOWLY = "document.addEventListener('play', ({target}) => { target.playbackRate = 0.1; }, true);"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    made.add_init_script(SLOWLY)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def passage(page: Page, number: int) -> Locator:
    """A passage of the text, counted from 1."""
    return page.locator(".body :has(> .n)").nth(number - 1)


def now(page: Page, at: int = 0) -> float:
    return float(page.evaluate("(at) => document.querySelectorAll('audio, video')[at].currentTime", at))


def seek(page: Page, seconds: float) -> None:
    page.evaluate("(seconds) => { document.querySelector('audio, video').currentTime = seconds; }", seconds)


def start(page: Page) -> None:
    page.evaluate("document.querySelector('audio, video').play()")


def scrolled(page: Page) -> int:
    return int(page.evaluate("scrollY"))


def spoken(page: Page) -> Locator:
    return page.locator(".body [aria-current=true]")


def test_a_time_code_plays_from_there(page: Page, root: str, faults: list[str]) -> None:
    page.goto(f"{root}2021/a/index.html")
    page.get_by_role("button", name="Play from 00:00:08").click()
    expect(passage(page, 3)).to_have_attribute("aria-current", "true")
    assert 8 <= now(page) < 11
    assert page.locator(".time-code").all_inner_texts() == ["[00:00:08]"]
    assert faults == []


def test_the_keyboard_alone_does(page: Page, root: str) -> None:
    page.goto(f"{root}2021/a/index.html")
    page.get_by_role("button", name="Play from 00:00:08").focus()
    page.keyboard.press("Enter")
    expect(passage(page, 3)).to_have_attribute("aria-current", "true")
    passage(page, 4).locator(".n").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Play from here")).to_be_focused()
    page.keyboard.press("Space")
    expect(passage(page, 4)).to_have_attribute("aria-current", "true")
    assert 12 <= now(page) < 15


def test_the_passage_that_is_spoken_is_marked_by_the_captions(page: Page, root: str, faults: list[str]) -> None:
    page.goto(f"{root}2021/a/index.html")
    expect(spoken(page)).to_have_count(0)
    start(page)
    expect(passage(page, 1)).to_have_attribute("aria-current", "true")
    for seconds, number in ((4.1, 2), (17, 5), (13, 4)):
        seek(page, seconds)
        expect(passage(page, number)).to_have_attribute("aria-current", "true")
        expect(page.locator(".spoken")).to_have_count(1)
    expect(page.locator("audio.started")).to_have_count(1)
    seek(page, 19.95)
    expect(spoken(page)).to_have_count(0)
    expect(page.locator("audio.started")).to_have_count(0)
    assert faults == []


def test_the_text_follows_and_stands_below_the_player(page: Page, root: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(f"{root}2021/a/index.html")
    start(page)
    seek(page, 16)
    expect(passage(page, 5)).to_have_attribute("aria-current", "true")
    expect(passage(page, 5)).to_be_in_viewport(ratio=1)
    expect(page.locator("audio")).to_be_in_viewport(ratio=1)
    seek(page, 12)
    expect(passage(page, 4)).to_have_attribute("aria-current", "true")
    below = page.evaluate("document.querySelector('audio').getBoundingClientRect().bottom")
    assert page.evaluate("document.querySelector('.spoken').getBoundingClientRect().top") >= below


def test_a_passage_behind_the_player_is_brought_out(page: Page, root: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(f"{root}2021/a/index.html")
    start(page)
    seek(page, 12)
    expect(passage(page, 4)).to_have_attribute("aria-current", "true")
    passage(page, 3).evaluate("(third) => scrollBy(0, third.getBoundingClientRect().top - 10)")
    seek(page, 8)
    expect(passage(page, 3)).to_have_attribute("aria-current", "true")
    below = page.evaluate("document.querySelector('audio').getBoundingClientRect().bottom")
    assert passage(page, 3).evaluate("(third) => third.getBoundingClientRect().top") >= below


def test_a_passage_in_sight_is_not_moved(page: Page, root: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 1400})
    page.goto(f"{root}2021/a/index.html")
    start(page)
    seek(page, 8)
    expect(passage(page, 3)).to_have_attribute("aria-current", "true")
    assert scrolled(page) == 0


def test_a_reader_who_scrolled_away_is_left_there_and_finds_the_way_back(page: Page, root: str) -> None:
    page.set_viewport_size({"width": 360, "height": 500})
    page.goto(f"{root}2021/a/index.html")
    back = page.get_by_role("button", name="To the passage being spoken")
    start(page)
    expect(passage(page, 1)).to_have_attribute("aria-current", "true")
    expect(back).to_be_hidden()
    page.mouse.move(180, 300)
    page.mouse.wheel(0, 9000)
    expect(page.locator("footer.site")).to_be_in_viewport()
    expect(back).to_be_visible()
    place = scrolled(page)
    seek(page, 4)
    expect(passage(page, 2)).to_have_attribute("aria-current", "true")
    assert scrolled(page) == place
    back.click()
    expect(back).to_be_hidden()
    expect(passage(page, 2)).to_be_in_viewport()
    seek(page, 16)
    expect(passage(page, 5)).to_have_attribute("aria-current", "true")
    expect(passage(page, 5)).to_be_in_viewport(ratio=1)


def test_there_is_no_way_back_to_what_is_paused(page: Page, root: str) -> None:
    page.set_viewport_size({"width": 360, "height": 500})
    page.goto(f"{root}2021/a/index.html")
    start(page)
    expect(passage(page, 1)).to_have_attribute("aria-current", "true")
    page.evaluate("scrollTo(0, 1200)")
    back = page.get_by_role("button", name="To the passage being spoken")
    expect(back).to_be_visible()
    page.evaluate("document.querySelector('audio').pause()")
    expect(back).to_be_hidden()


@pytest.mark.parametrize(("motion", "behavior"), [("reduce", "instant"), ("no-preference", "smooth")])
def test_motion_is_as_the_reader_prefers(
    browser: Browser, root: str, motion: Literal["reduce", "no-preference"], behavior: str
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 500}, reduced_motion=motion)
    context.add_init_script(
        "const old = Element.prototype.scrollIntoView;"
        "Element.prototype.scrollIntoView = function (how) { window.how = how.behavior; old.call(this, how); };"
    )
    page = context.new_page()
    page.goto(f"{root}2021/a/index.html")
    page.get_by_role("button", name="Play from 00:00:08").evaluate("(button) => button.click()")
    expect(passage(page, 3)).to_have_attribute("aria-current", "true")
    assert page.evaluate("window.how") == behavior
    context.close()


def test_a_tap_offers_to_play_the_passage_and_plays_nothing_by_itself(page: Page, root: str, faults: list[str]) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{root}2021/a/index.html")
    passage(page, 5).click(position={"x": 20, "y": 10})
    assert page.evaluate("document.querySelector('audio').paused")
    page.get_by_role("button", name="Play from here").click()
    expect(passage(page, 5)).to_have_attribute("aria-current", "true")
    assert 16 <= now(page) < 19
    expect(page.locator(".quoting [role=status]")).to_be_empty()
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_selection_is_left_alone(page: Page, root: str) -> None:
    page.goto(f"{root}2021/a/index.html")
    passage(page, 1).dblclick(position={"x": 20, "y": 10})
    assert page.evaluate("getSelection().toString().trim()") == "We"
    assert page.evaluate("document.querySelector('audio').paused")


def test_without_captions_time_codes_tell_and_passages_below_them_go_along(page: Page, root: str) -> None:
    page.goto(f"{root}2021/c/index.html")
    start(page)
    expect(page.locator("audio.started")).to_have_count(1)
    expect(page.locator(".spoken")).to_have_count(0)
    seek(page, 3)
    expect(passage(page, 2)).to_have_attribute("aria-current", "true")
    assert [passage(page, number).evaluate("(p) => p.className") for number in (2, 3, 4)] == ["spoken", "spoken", ""]
    expect(spoken(page)).to_have_count(1)
    offer = page.get_by_role("button", name="Play from here")
    for number, is_offered in ((1, False), (2, True), (3, False), (4, True)):
        passage(page, number).hover()
        expect(offer).to_have_count(int(is_offered))


def test_one_recording_plays_at_a_time_and_time_codes_are_those_of_the_last(page: Page, root: str) -> None:
    page.goto(f"{root}2021/c/index.html")
    start(page)
    page.evaluate("document.querySelectorAll('audio')[1].play()")
    expect(page.locator("audio.started")).to_have_attribute("aria-label", "Two")
    assert page.evaluate("Array.from(document.querySelectorAll('audio'), ({ paused }) => paused)") == [True, False]
    page.get_by_role("button", name="Play from 00:00:12").click()
    expect(passage(page, 4)).to_have_attribute("aria-current", "true")
    assert now(page, 1) >= 12
    assert now(page, 0) < 2


def test_a_media_fragment_says_where_to_start(page: Page, root: str) -> None:
    page.goto(f"{root}2021/a/index.html#t=0:12")
    start(page)
    expect(passage(page, 4)).to_have_attribute("aria-current", "true")
    assert 12 <= now(page) < 15


def test_from_right_to_left(page: Page, root: str, faults: list[str]) -> None:
    page.goto(f"{root}fa/2021/a/index.html")
    page.get_by_role("button", name="پخش از 00:00:08").click()
    expect(passage(page, 3)).to_have_attribute("aria-current", "true")
    seek(page, 12)
    expect(passage(page, 4)).to_have_attribute("aria-current", "true")
    mark = "getComputedStyle(document.querySelector('.spoken'), '::before')"
    assert page.evaluate(f"[{mark}.right, {mark}.left].map(parseFloat).map(Math.sign)") == [-1, 1]
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["2021/a/", "fa/2021/a/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_while_it_plays(
    page: Page, root: str, scheme: Literal["light", "dark"], address: str, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(f"{root}{address}index.html")
    passage(page, 2).click(position={"x": 60, "y": 20})
    start(page)
    seek(page, 8)
    expect(page.locator(".spoken").first).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run()).violations")
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_from_disk_time_codes_play_and_nothing_throws(page: Page, folder: Path) -> None:
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.goto((folder / "2021" / "a" / "index.html").as_uri())
    page.get_by_role("button", name="Play from 00:00:08").click()
    expect(passage(page, 3)).to_have_attribute("aria-current", "true")
    assert 8 <= now(page) < 11
    assert thrown == []


def test_a_search_that_reads_the_page_in_a_frame_gets_the_page_alone(page: Page, folder: Path) -> None:
    (folder / "frame.html").write_text('<iframe src="2021/a/index.html"></iframe>', encoding="utf-8")
    page.goto((folder / "frame.html").as_uri())
    frame = page.frame_locator("iframe")
    expect(frame.locator(".time-code")).to_have_count(1)
    expect(frame.locator(".time-code button")).to_have_count(0)


def test_a_file_that_is_missing_throws_nothing(page: Page, root: str) -> None:
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.goto(f"{root}2021/m/index.html")
    page.get_by_role("button", name="Play from 00:00:12").click()
    page.evaluate("""new Promise((done) => {
        const audio = document.querySelector("audio");
        if (audio.error) done();
        audio.onerror = () => setTimeout(done);
    })""")
    page.evaluate("new Promise((done) => setTimeout(done))")
    assert thrown == []


# Records what is drawn on a canvas, which is quicker to have than a library that writes films.
FILM = """
async () => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 32, height: 18});
    const pen = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(10), {mimeType: "video/webm;codecs=vp8"});
    const parts = [];
    recorder.ondataavailable = ({data}) => parts.push(data);
    const stopped = new Promise(done => { recorder.onstop = done; });
    recorder.start();
    for (let step = 0; step < 60; step++) {
        pen.fillStyle = `hsl(${step * 6} 30% 40%)`;
        pen.fillRect(0, 0, 32, 18);
        await new Promise(done => setTimeout(done, 100));
    }
    recorder.stop();
    await stopped;
    return btoa(String.fromCharCode(...new Uint8Array(await new Blob(parts).arrayBuffer())));
}
"""


def test_a_film_shows_its_captions_and_the_text_follows_below_it(
    page: Page, root: str, folder: Path, faults: list[str]
) -> None:
    (folder / "2021" / "v.webm").write_bytes(base64.b64decode(page.evaluate(FILM)))
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{root}2021/v/index.html")
    page.evaluate("""
        window.film = document.querySelector("video");
        film.addEventListener("timeupdate", () => { if (film.currentTime > 4.3) film.pause(); });
    """)
    start(page)
    page.evaluate("film.playbackRate = 1")
    expect(passage(page, 1)).to_have_attribute("aria-current", "true")
    assert page.evaluate("document.querySelector('track').track.mode") == "showing"
    assert page.evaluate("document.querySelector('track').track.cues.length") == 5
    expect(passage(page, 2)).to_have_attribute("aria-current", "true")
    expect(page.locator("video")).to_be_in_viewport(ratio=1)
    below = page.evaluate("document.querySelector('video').getBoundingClientRect().bottom")
    assert page.evaluate("document.querySelector('.spoken').getBoundingClientRect().top") >= below
    assert faults == []


def test_without_javascript_there_is_a_player_and_time_codes_are_text(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}2021/a/index.html")
    expect(page.locator("audio[controls]")).to_be_visible()
    expect(page.get_by_role("link", name="Download")).to_be_visible()
    expect(page.locator("main").get_by_role("button")).to_have_count(0)
    expect(page.locator(".time-code")).to_have_text("[00:00:08]")
    context.close()


def test_on_paper_a_recording_is_its_address(page: Page, root: str) -> None:
    page.goto(f"{root}2021/a/index.html")
    start(page)
    expect(spoken(page)).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator("audio")).to_be_hidden()
    expect(page.get_by_role("link", name="Download")).to_be_hidden()
    assert page.locator(".player").inner_text().strip() == "Recordings: /2021/x.wav"


def test_pages_without_a_recording_load_no_script_for_one(page: Page, root: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.rsplit("/", 1)[-1]))
    page.goto(f"{root}index.html")
    page.goto(f"{root}2021/a/index.html")
    assert [name.split(".")[0] for name in loaded].count("playing") == 1
    assert "x.wav" not in loaded
