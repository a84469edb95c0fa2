"""Commands timed as whole processes, in turn, so that a machine's moods hit all alike."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

SHARED = Path(__file__).parents[2] / "shared"
"""Texts of other people, which are no part of this repository; may be missing."""

ROOT = Path(__file__).parents[1]

DUIZHAO = (sys.executable, "-c", "from duizhao.cli.main import run; run()")
"""The command line of this Python's duizhao."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """One of the commands that are compared."""

    name: str
    """What the table calls it."""
    command: Sequence[str]
    """The program and its arguments."""
    folder: Path | None = None
    """Where it runs."""
    prepare: Callable[[], object] = lambda: None
    """Called before each run, and not timed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took, in seconds."""

    cpu: float
    """Of all its processes, in the program and in the system."""
    wall: float
    """By the clock."""


def run(contestant: Contestant) -> Cost:
    """Return what one run takes; stop everything where it fails."""
    contestant.prepare()
    with tempfile.TemporaryFile() as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            contestant.command,
            cwd=contestant.folder,
            stdout=output,
            stderr=output,
            # So that it is this checkout, installed or not.
            # Modules stay compiled, as those of an installed program are.
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "PYTHONDONTWRITEBYTECODE": "",
            },
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            tail = output.read().decode("utf-8", "replace")[-2000:]
            sys.exit(f"{contestant.name} failed with {process.returncode}:\n{tail}")
    return Cost(usage.ru_utime + usage.ru_stime, wall)


def compare(title: str, contestants: Sequence[Contestant], rounds: int = 5) -> None:
    """Run all in turn, `rounds` times after one that does not count, and print a table.

    The ratios are the medians of ratios to the first contestant's run of the same round.
    """
    costs: list[list[Cost]] = []
    for number in range(rounds + 1):
        found = [run(contestant) for contestant in contestants]
        if number:
            costs.append(found)
    print(f"\n{title} ({rounds} rounds, medians)")
    print(f"  {'':32} {'CPU s':>8} {'wall s':>8} {'CPU ratio':>10} {'wall ratio':>10}")
    for at, contestant in enumerate(contestants):
        cpu = median(row[at].cpu for row in costs)
        wall = median(row[at].wall for row in costs)
        cpu_ratio = median(row[at].cpu / row[0].cpu for row in costs)
        wall_ratio = median(row[at].wall / row[0].wall for row in costs)
        print(
            f"  {contestant.name:32} {cpu:8.3f} {wall:8.3f}"
            f" {cpu_ratio:10.2f} {wall_ratio:10.2f}"
        )


def skip(what: str, why: str) -> None:
    """Say that something is not compared."""
    print(f"\n{what}: skipped, {why}")
