"""Work shared with a second process, where there is much of it and a core to spare."""

from __future__ import annotations

import os
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
        return ((item, work(item)) for item in items)
    # With all that two processes need, which most runs do not.
    from duizhao.pipeline.second import share_out  # noqa: PLC0415

    return share_out(work, items)


def _may_share(size: int) -> bool:
    """Return whether a second process is of use, and can do no harm.

    A process of several threads (somebody's own program) must not be forked.
    """
    cores = getattr(os, "sched_getaffinity", lambda _: ())(0)
    if size < _ENOUGH or len(cores) < 2:
        return False
    import threading  # noqa: PLC0415

    return threading.active_count() == 1
