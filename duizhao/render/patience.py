"""Ends work that takes too much of the processor's time."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Measured: 0.03 to 0.06 ms of CPU for each character of an ordinary page's HTML, 0.14 of
# a book of 200 pages on a machine that is busy besides, and no end in sight after a
# minute for a table of 300 columns.
_PATIENCE_S = 20.0
_PATIENCE_EACH_S = 0.000_3
_AGAIN_S = 1.0  # an exception may get lost in a callback from C: it is raised again


class TooLongError(BaseException):
    """The time is over. No `except Exception` of a library holds it up."""


def patience(html: str) -> float:
    """Return how many seconds of the processor's time a page may take to be made."""
    return _PATIENCE_S + len(html) * _PATIENCE_EACH_S


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TooLongError when the block has used `seconds` of the processor's time.

    A busy machine takes nothing from it. Only the main thread of a process can be
    stopped so; elsewhere the block runs as long as it likes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
