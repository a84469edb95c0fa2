"""Does a verb's work again whenever a file of the publication changes."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable
from contextlib import suppress

from watchfiles import watch as iter_changes

from duizhao.cli.console import Console
from duizhao.cli.status import DONE
from duizhao.cli.visible import visible
from duizhao.errors import DuizhaoError
from duizhao.project import SETTINGS, Project
from duizhao.state import stamp_of

_PAUSE_MS = 300  # between two looks at the settings
_STEP_MS = 20  # a change is told once nothing has followed it for so long

Work = Callable[[argparse.Namespace, Console], int]


def watch(
    arguments: argparse.Namespace,
    console: Console,
    work: Work,
    ready: Callable[[], None] = lambda: None,
) -> int:
    """Do `work`, then again after every change, until it is stopped by the keyboard.

    `ready` is called once while it waits: to load what the next change may need. An error is shown and waited out: the next change may mend it.
    """
    project = Project.find(arguments.project)
    paths = (project.source, project.translations, project.templates)
    watched = [path for path in paths if path.exists()]
    changes = iter_changes(
        *watched, step=_STEP_MS, rust_timeout=_PAUSE_MS, yield_on_timeout=True
    )
    # From here on it looks: what changes while the first build runs is not missed.
    next(changes, None)
    seen = stamp_of(project.root / SETTINGS)
    _try(arguments, console, work)
    console.say("Waiting for changes; Ctrl-C ends it.")
    sys.stdout.flush()
    with suppress(KeyboardInterrupt):
        # Nobody asked for it yet: what is wrong with it is told when it is needed.
        with suppress(DuizhaoError):
            ready()
        # What is loaded by now stays: nobody need look through it for garbage again.
        gc.collect()
        gc.freeze()
        for found in changes:
            # Editors put a new file in the place of the old one, and a watch on a
            # single file stays with the old one.
            stamp = stamp_of(project.root / SETTINGS)
            if found or stamp != seen:
                seen = stamp
                _try(arguments, console, work)
    return DONE


def _try(arguments: argparse.Namespace, console: Console, work: Work) -> None:
    """Do the work once, showing an error meant for people."""
    try:
        work(arguments, console)
    except DuizhaoError as error:
        print(visible(f"duizhao: {error}"), file=sys.stderr)
    # Into a pipe Python would write nothing before there are 8 kB of it.
    sys.stdout.flush()
