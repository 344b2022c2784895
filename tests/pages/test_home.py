"""The home page."""

from pathlib import Path

from tests.making import make, speech


def test_home_names_the_newest_first(tmp_path: Path) -> None:
    made = make(tmp_path, {"2020/old.md": speech("Old", "2020-01-01"), "2021/new.md": speech("New", "2021-01-01")})
    assert made.messages == ()
    main = made.main("index.html")
    assert main.index(">New<") < main.index(">Old<")
