"""What a build is asked to do."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

Watch = Callable[[str, int, int], None]
"""Told of progress: the stage, how many are done, of how many."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a build is asked to do. `now` decides what is under embargo; no page ever shows it. With `drafts` the site
    holds drafts and what is under embargo, too."""

    content: Path
    output: Path
    templates: Path
    now: datetime
    base_url: str | None = None
    strict: bool = False
    keep_going: bool = False
    drafts: bool = False
    compress: bool = False
    cache: Path | None = None
