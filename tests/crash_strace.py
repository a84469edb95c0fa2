"""The same with strace: the system itself kills, at calls that Python knows nothing of."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.crash import Scenario, check_next_run, check_whole, undisturbed

CALLS = (
    "openat",
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "rename",
    "unlink",
    "mkdir",
    "fchmod",
    "fchown",
    "ftruncate",
    "fsetxattr",
)
_CODE = "from duizhao.cli.main import run; run()"
_WRITING = re.compile("O_WRONLY|O_RDWR|O_CREAT")


def can_trace() -> bool:
    """Return whether strace is here and may kill."""
    if shutil.which("strace") is None:
        return False
    words = ["strace", "-qq", "-e", "inject=write:signal=KILL:when=1", "echo"]
    return subprocess.run(words, capture_output=True, check=False).returncode != 0


def points(scenario: Scenario) -> Iterator[tuple[str, int]]:
    """Yield each call that changes something below the folder, and its number.

    Calls are numbered as strace does, each kind for itself.
    """
    scenario.restore()
    log = scenario.root.with_name("trace.txt")
    traced = ["-f", "-y", "-o", str(log), "-e", f"trace={','.join(CALLS)}"]
    _run(scenario, traced)
    numbers = dict.fromkeys(CALLS, 0)
    for line in log.read_text("utf-8", "replace").splitlines():
        found = re.match(r"\d+ +(\w+)\((.*)", line)
        if found is None or found[1] not in numbers:
            continue
        name, rest = found.groups()
        numbers[name] += 1
        below = str(scenario.root) in rest
        if below and (name != "openat" or _WRITING.search(rest)):
            yield name, numbers[name]


def kill_by_strace(scenario: Scenario, every: int = 1) -> int:
    """Kill the command at its calls; check what is left; return how many were killed."""
    done, old, new = undisturbed(scenario)
    killed = 0
    for name, number in list(points(scenario))[::every]:
        scenario.restore()
        kill = f"inject={name}:signal=KILL:when={number}"
        status = _run(scenario, ["-f", "-qq", "-o", os.devnull, "-e", kill])
        killed += status in (-signal.SIGKILL, 128 + signal.SIGKILL)
        check_whole(scenario, old, new, tidy=False)
        check_next_run(scenario, done.status, new)
    return killed


def _run(scenario: Scenario, options: list[str]) -> int:
    """Run the command under strace; return its status."""
    words = ["strace", *options, sys.executable, "-B", "-c", _CODE, *scenario.argv()]
    here = Path(__file__).parent.parent
    return subprocess.run(words, capture_output=True, check=False, cwd=here).returncode
