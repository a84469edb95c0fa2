"""Stops a run at each step that changes the disk, and looks at what is left.

A step is a call by which the process asks the system to change something below a
folder: opening a file for writing, write, fsync, rename, unlink, mkdir, chmod, chown, an
attribute, truncation. Python announces nearly all of them itself (audit events), whoever
calls, so none is forgotten; the others are wrapped. The run is a fork of this process.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn

from duizhao.catalog.po import read_po
from duizhao.cli.main import main

BUG = 99
"""The status of a run that ended with an error not meant for people."""

# The memory of builds and indexes hold times and inodes, the lock nothing.
_CHANGING = re.compile(r"build/(\.(state\.json|lock)|memory/.*\.index)")
_TEMPORARY = re.compile(r"(.*/)?\.duizhao-[^/]*\.tmp")
_AUDITED = {
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.setxattr",
    "os.utime",
}
_WRAPPED = ("write", "pwrite", "fsync", "fdatasync")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_SPARED = {"os.remove", "os.chown"}  # a full disk stops neither

Tree = dict[str, bytes]
"""The content of each file by its path below a folder."""
Strike = Callable[[str], None]
"""What happens instead of a step; it is told the step's name."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A command, and the folder that it is to change."""

    name: str
    """The verb, for the report."""
    words: tuple[str, ...]
    """The command's words; `{}` in them stands for the folder."""
    before: Path
    """A folder as it is before the command; it is copied for every run."""
    root: Path
    """Where the copies stand, one after the other."""

    def restore(self) -> None:
        """Make the folder what it was before the command."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.before, self.root, symlinks=True)

    def argv(self) -> list[str]:
        """Return the words of the command."""
        return [word.format(self.root) for word in self.words]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a run."""

    status: int
    """The status it ended with; minus the signal that killed it."""
    steps: tuple[str, ...]
    """The steps it made; none where it was killed."""
    said: str
    """What it printed, on both streams."""


@dataclass(slots=True)
class Tally:
    """What was tried."""

    name: str
    """The scenario's."""
    steps: int = 0
    """How many steps an undisturbed run makes."""
    killed: int = 0
    """How many runs were killed."""
    failed: int = 0
    """How many runs met with an error of the disk."""


def tree(root: Path) -> Tree:
    """Return the content of all files below `root` that are the same in every run."""
    found: Tree = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not _CHANGING.fullmatch(name):
            found[name] = path.read_bytes()
    return found


def run(scenario: Scenario, at: int = 0, strike: Strike | None = None) -> Outcome:
    """Run the command; `strike` happens before step number `at` and those after it."""
    sys.stdout.flush()
    sys.stderr.flush()
    # Pipes, because files may be what fails.
    (counted, counts), (said, says) = os.pipe(), os.pipe()
    process = os.fork()
    if process == 0:
        _run_here(scenario, says, counts, (at, strike))
    os.close(counts)
    os.close(says)
    with os.fdopen(said, "rb") as words, os.fdopen(counted, "rb") as names:
        printed, steps = words.read().decode(), names.read().decode().split()
    _, ended = os.waitpid(process, 0)
    return Outcome(os.waitstatus_to_exitcode(ended), tuple(steps), printed)


def _run_here(
    scenario: Scenario, says: int, counts: int, plan: tuple[int, Strike | None]
) -> NoReturn:
    """Run the command in this process, which ends with it."""
    status = BUG
    try:
        os.dup2(says, 1)
        os.dup2(says, 2)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        write = os.write
        steps = _count_steps(os.fspath(scenario.root), *plan)
        status = main(scenario.argv())
        write(counts, " ".join(steps).encode())
    except BaseException:  # noqa: BLE001 - it is shown, and nothing may leave the fork
        traceback.print_exc(file=sys.stderr)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _count_steps(root: str, at: int, strike: Strike | None) -> list[str]:
    """Note the steps below `root` from now on in the list that is returned."""
    steps: list[str] = []

    def step(name: str) -> None:
        steps.append(name)
        if strike is not None and len(steps) >= at > 0:
            strike(name)

    def audit(event: str, values: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = values
            if isinstance(path, str) and path.startswith(root) and flags & _WRITING:
                step("open")
        elif event in _AUDITED:
            step(event)

    def wrap(name: str) -> None:
        plain = getattr(os, name)

        def call(handle: int, *rest: Any) -> Any:
            if handle > 2:
                step(name)
            return plain(handle, *rest)

        setattr(os, name, call)

    for name in _WRAPPED:
        wrap(name)
    sys.addaudithook(audit)
    return steps


def kill(_name: str) -> None:
    """End the process as the system does that is out of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail(code: int, *, always: bool) -> Strike:
    """Return a strike that is this error of the system, once or from then on."""
    struck: list[str] = []

    def strike(name: str) -> None:
        if (struck and not always) or name in _SPARED:
            return
        struck.append(name)
        raise OSError(code, os.strerror(code))

    return strike


def tear(_name: str, write: Callable[[int, bytes], int] = os.write) -> None:
    """Write half of what was to be written, then kill."""
    call = sys._getframe(2).f_locals  # of the wrapped function
    (data,) = call["rest"]
    write(call["handle"], data[: len(data) // 2])
    kill("write")


def check_whole(scenario: Scenario, old: Tree, new: Tree, *, tidy: bool) -> None:
    """Fail unless every file is as before the run or as after it, to the byte.

    `tidy`: and nothing else is there. Every catalog is read.
    """
    for name, data in tree(scenario.root).items():
        if _TEMPORARY.fullmatch(name):
            assert not tidy, f"{name} was left behind"
            continue
        assert data in (old.get(name), new.get(name)), f"{name} is half-written"
        if name.endswith((".po", ".pot")):
            read_po(name, data)
    there = tree(scenario.root)
    lost = [name for name in old if name in new and name not in there]
    assert lost == []


def check_next_run(scenario: Scenario, status: int, new: Tree) -> None:
    """Fail unless the command, run again, gives just what it gives undisturbed."""
    again = run(scenario)
    assert again.status == status, again.said
    assert tree(scenario.root) == new


def undisturbed(scenario: Scenario) -> tuple[Outcome, Tree, Tree]:
    """Return what the command does when nothing goes wrong, and the files around it."""
    scenario.restore()
    # In this process, so that the forks need load nothing.
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        main(scenario.argv())
    scenario.restore()
    old = tree(scenario.root)
    done = run(scenario)
    assert done.status in (0, 1), done.said
    assert done.steps
    return done, old, tree(scenario.root)


def kill_everywhere(scenario: Scenario, every: int = 1) -> Tally:
    """Kill the command before each step, and within each write; check what is left.

    `every`: only each so-manieth step.
    """
    done, old, new = undisturbed(scenario)
    tally = Tally(scenario.name, len(done.steps))
    for at, step in list(enumerate(done.steps, 1))[::every]:
        for strike in (kill, tear) if step == "write" else (kill,):
            scenario.restore()
            outcome = run(scenario, at, strike)
            assert outcome.status == -signal.SIGKILL, outcome.said
            tally.killed += 1
            check_whole(scenario, old, new, tidy=False)
            check_next_run(scenario, done.status, new)
    return tally


def fail_everywhere(
    scenario: Scenario, codes: Sequence[int], every: int = 1
) -> Iterator[Tally]:
    """Let each step fail with each error, once and for ever; check what is left."""
    done, old, new = undisturbed(scenario)
    for code in codes:
        tally = Tally(f"{scenario.name}: {os.strerror(code)}", len(done.steps))
        for at in range(1, len(done.steps) + 1, every):
            for always in (False, True):
                scenario.restore()
                outcome = run(scenario, at, fail(code, always=always))
                check_failed(outcome, done.status)
                tally.failed += 1
                check_whole(scenario, old, new, tidy=True)
                check_next_run(scenario, done.status, new)
        yield tally


def check_failed(outcome: Outcome, usual: int) -> None:
    """Fail unless a run said what is wrong with which file, or was not in need of it."""
    assert "Traceback" not in outcome.said
    if outcome.status != usual:
        assert outcome.status == 2, outcome.said
        pattern = r"duizhao: \S+: this file cannot be (written|locked)|.*attribute"
        assert re.match(pattern, outcome.said), outcome.said
        assert "\n  " in outcome.said, f"no advice: {outcome.said}"
