"""Whether this process may be forked."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

_TASKS = Path("/proc/self/task")
_PANGO = "[pango]"


def may_fork() -> bool:
    """Say whether a fork of this process would have all it needs.

    A fork has one thread. What another thread holds, it waits for without end. Python
    knows its own threads; Pango looks up fonts in one since 1.51, which goes by its name.
    Elsewhere than on Linux nobody can tell, and nobody forks.
    """
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return False
    return not any(name.startswith(_PANGO) for name in _thread_names())


def _thread_names() -> list[str]:
    try:
        return [(task / "comm").read_text("utf-8") for task in _TASKS.iterdir()]
    except OSError:
        return []
