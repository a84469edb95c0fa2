"""Ends work that takes too much of the processor's time."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_AGAIN_S = 1.0  # an exception may get lost in a callback from C: it is raised again


class TooLongError(BaseException):
    """The time is over. No `except Exception` of a library holds it up."""


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
