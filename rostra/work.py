"""Work in chunks through an executor: in this process while there is little of it, in worker processes beyond."""

import concurrent.futures
import gc
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import Any, Self, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

PAYS = 300
"""From this many items on, worker processes save more than they cost to start."""

CHUNK = 50
"""Items in a chunk: enough to make the way there and back cheap, few enough for all workers to end together."""


class InProcess(Executor):
    """The interface of `concurrent.futures.Executor`, without another process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Workers:
    """Executors for one build; worker processes start once, when the work first pays for them.

    `alone`: never, because this process has threads, with which it cannot safely be doubled.
    """

    def __init__(self, *, alone: bool = False) -> None:
        self._alone = alone
        self._here = InProcess()
        self._pool: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def executor(self, items: int) -> Executor:
        """The executor for so many items."""
        count = os.cpu_count() or 1
        if self._alone or (self._pool is None and (items < PAYS or count == 1)):
            return self._here
        if self._pool is None:
            # Named here, it is loaded only now.
            self._pool = concurrent.futures.ProcessPoolExecutor(count, initializer=_begin)
        return self._pool

    def map(self, work: Callable[[list[Given]], Made], items: list[Given]) -> Iterator[tuple[list[Given], Made]]:
        """Each chunk of `items` with what `work` makes of it, in order; work goes a few chunks ahead."""
        executor = self.executor(len(items))
        chunks: Iterable[list[Given]] = (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
        ahead = 1 if executor is self._here else 4 * (os.cpu_count() or 1)
        waiting: list[tuple[list[Given], Future[Made]]] = []
        for chunk in chunks:
            waiting.append((chunk, executor.submit(work, chunk)))
            if len(waiting) >= ahead:
                first, future = waiting.pop(0)
                yield first, future.result()
        for first, future in waiting:
            yield first, future.result()


def _begin() -> None:
    """In a worker, at first."""
    gc.freeze()  # what came from the parent stays, and need not be looked through, nor copied
    gc.set_threshold(50_000, 20, 100)
    _end_with_parent()


def _end_with_parent() -> None:
    """In a worker: end when the build does, also where that is killed. Else the worker would wait for ever, and hold
    the lock of output/."""
    from multiprocessing import connection, parent_process  # lazy: most builds need no other process

    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
