"""Stops every command at every step and tells how often: `make crash`."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from tests.crash import fail_everywhere, kill_everywhere
from tests.crash_scenarios import EPOCH, scenarios
from tests.crash_strace import can_trace, kill_by_strace

CODES = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT)
TRACED = ("update", "build", "update -o in place")


def report() -> None:
    """Print a line a command; the first that loses something ends it."""
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    print(f"{'command':20}{'steps':>8}{'killed':>8}{'failed':>8}{'by strace':>11}")
    traceable = can_trace()
    with tempfile.TemporaryDirectory() as folder:
        for scenario in scenarios(Path(folder)):
            killed = kill_everywhere(scenario)
            codes = CODES[:1] if "PDF" in scenario.name else CODES
            failed = sum(one.failed for one in fail_everywhere(scenario, codes))
            traced = traceable and scenario.name in TRACED
            number = f"{kill_by_strace(scenario)}" if traced else "–"
            steps = killed.steps
            line = f"{scenario.name:20}{steps:8}{killed.killed:8}{failed:8}{number:>11}"
            print(line, flush=True)


if __name__ == "__main__":
    report()
