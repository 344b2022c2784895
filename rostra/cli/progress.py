"""Progress on a terminal, or where there is none."""

import sys
import time
from types import TracebackType
from typing import Any, Self

import click


class Progress:
    """A bar on a terminal, a plain line now and then elsewhere; nothing for work of less than a second."""

    _PATIENCE = 1.0
    _BETWEEN_LINES = 10.0

    def __init__(self) -> None:
        self._stage = ""
        self._bar: Any = None
        self._last = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            self._close()
            self._stage, self._last = stage, time.monotonic()
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)
        elif sys.stderr.isatty():
            if time.monotonic() - self._last > self._PATIENCE:
                self._bar = click.progressbar(
                    length=total, label=stage, file=sys.stderr, update_min_steps=max(1, total // 200)
                )
                self._bar.__enter__()
        elif time.monotonic() - self._last > self._BETWEEN_LINES:
            self._last = time.monotonic()
            click.echo(f"{stage} {done:,} of {total:,}", err=True)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
