"""A run that is killed, or that the disk fails, loses nothing: see docs/safety.md.

Here only some of the steps are tried; `make crash` tries all.
"""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash import (
    Scenario,
    check_failed,
    check_next_run,
    check_whole,
    fail_everywhere,
    kill_everywhere,
    run,
    undisturbed,
)
from tests.crash_scenarios import EPOCH, scenarios
from tests.crash_strace import can_trace, kill_by_strace

# Each so-manieth step: with the steps of all verbs these take some seconds.
EVERY = {
    "update": 10,
    "build": 25,
    "build --update": 60,
    "build of PDF": 24,
    "memory add": 4,
    "init": 45,
    "import": 4,
    "import of CSV": 7,
    "import of XLIFF": 7,
    "export": 8,
    "memory import": 8,
    "terms --import": 8,
    "leverage": 8,
    "check --fix": 6,
}
NAMES = (
    "update",
    "extract",
    "merge",
    "build",
    "build --update",
    "memory add",
    "build of PDF",
    "init",
    "import",
    "import of CSV",
    "import of XLIFF",
    "export",
    "memory import",
    "terms --import",
    "leverage",
    "check --fix",
    "extract -o",
    "update -o",
    "update -o in place",
    "merge -o",
    "render -o",
    "import -o",
    "export -o",
    "leverage -o",
    "memory export -o",
)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Scenario]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        folder = tmp_path_factory.mktemp("crash")
        yield {one.name: one for one in scenarios(folder)}


def test_every_command_that_writes_is_tried(known: dict[str, Scenario]) -> None:
    assert tuple(known) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_killed_at_any_step_nothing_is_lost(
    known: dict[str, Scenario], name: str
) -> None:
    tally = kill_everywhere(known[name], EVERY.get(name, 4 if " -o" in name else 12))
    assert tally.killed > 1


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_what_the_disk_refuses_is_told_and_nothing_is_lost(
    known: dict[str, Scenario], code: int
) -> None:
    (tally,) = fail_everywhere(known["update"], [code], 20)
    assert tally.failed > 5


@pytest.mark.skipif(not can_trace(), reason="strace is not here, or may not trace")
def test_killed_by_the_system_nothing_is_lost(known: dict[str, Scenario]) -> None:
    assert kill_by_strace(known["update"], 25) > 1


def test_a_system_that_allows_only_short_files_loses_none(
    known: dict[str, Scenario],
) -> None:
    scenario = known["update"]
    done, old, new = undisturbed(scenario)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    for limit in (0, 300, 900, 1500):
        scenario.restore()
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, usual[1]))
        try:
            outcome = run(scenario)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        assert outcome.status == 2 or limit > 900
        check_whole(scenario, old, new, tidy=True)
        check_next_run(scenario, done.status, new)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of 128 pages, where the system lets us make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)]
    if (
        shutil.which("mount") is None
        or subprocess.run(words, capture_output=True, check=False).returncode
    ):
        pytest.skip("only root may make a small disk, and not everywhere")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_on_a_disk_that_is_really_full_nothing_is_lost(
    known: dict[str, Scenario], small_disk: Path
) -> None:
    before = known["update"].before
    scenario = Scenario("update", known["update"].words, before, small_disk / "at")
    elsewhere = Scenario("update", scenario.words, before, known["update"].root)
    done, old, new = undisturbed(elsewhere)
    refused = 0
    filler = small_disk / "filler"
    for free in range(0, 12, 4):
        scenario.restore()
        with filler.open("wb", buffering=0) as file:
            while _room(small_disk) > free:
                file.write(bytes(4096))
        outcome = run(scenario)
        check_failed(outcome, done.status)
        refused += outcome.status == 2
        check_whole(scenario, old, new, tidy=True)
        filler.unlink()
        check_next_run(scenario, done.status, new)
    assert refused


def _room(disk: Path) -> int:
    """Return how many pages are free."""
    return os.statvfs(disk).f_bavail
