"""Counts the pages of a long product while it is laid out."""

from __future__ import annotations

import os
from collections.abc import Callable

from duizhao.render.page import Pages


def counting(
    progress: Callable[[str, int, int], None], task: str, before: int, steps: int
) -> Pages:
    """Return what moves the bar of `steps` steps, `before` of them done, by pages.

    In a fork of this process it does nothing: a bar is moved by one.
    """
    own = os.getpid()

    def count(done: int, about: int) -> None:
        if os.getpid() == own:
            progress(f"{task}, page {done}", before * about + done, steps * about)

    return count
