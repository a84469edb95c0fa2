"""Work shared with a second process, where there is much of it and a core to spare."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_ENOUGH = 50
"""From so many items on a second process is worth its making."""


def share(
    work: Callable[[_Item], _Result], items: Sequence[_Item]
) -> Iterator[tuple[_Item, _Result]]:
    """Yield each of `items` with its result, in an order that is always the same.

    `work` must only compute: what it changes in a second process is lost, and whatever
    goes wrong there is done again here, where its error is seen.
    """
    if not _may_share(len(items)):
        yield from ((item, work(item)) for item in items)
        return
    ours, theirs = items[::2], items[1::2]
    child, pipe = _begin(work, theirs)
    data = b""
    try:
        for item in ours:
            yield item, work(item)
        with os.fdopen(os.dup(pipe), "rb") as file:
            data = file.read()
    finally:
        os.close(pipe)
        os.kill(child, signal.SIGKILL)  # done, or no longer wanted
        os.waitpid(child, 0)
    try:
        results = iter(pickle.loads(data))  # noqa: S301 - our own process wrote it
    except (EOFError, pickle.UnpicklingError):
        results = map(work, theirs)
    yield from zip(theirs, results, strict=True)


def _may_share(size: int) -> bool:
    """Return whether a second process is of use, and can do no harm.

    A process of several threads (somebody's own program) must not be forked.
    """
    cores = getattr(os, "sched_getaffinity", lambda _: ())(0)
    return size >= _ENOUGH and len(cores) > 1 and threading.active_count() == 1


def _begin(work: Callable[[_Item], _Result], items: Sequence[_Item]) -> tuple[int, int]:
    """Start a process that does `work`; return its number, and where to read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        os.close(reading)
        data = pickle.dumps([work(item) for item in items], pickle.HIGHEST_PROTOCOL)
        with os.fdopen(writing, "wb") as file:
            file.write(data)
    finally:
        # Nothing of the parent's is flushed, released or shown a second time.
        os._exit(0)
