"""Does a verb's work again whenever a file of the publication changes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from watchfiles import watch as iter_changes

from duizhao.cli.console import Console
from duizhao.cli.status import DONE
from duizhao.cli.visible import visible
from duizhao.errors import DuizhaoError
from duizhao.project import SETTINGS, Project

Work = Callable[[argparse.Namespace, Console], int]


def watch(arguments: argparse.Namespace, console: Console, work: Work) -> int:
    """Do `work`, then again after every change, until it is stopped by the keyboard.

    An error is shown and waited out: the next change may mend it.
    """
    project = Project.find(arguments.project)
    paths = (project.source, project.translations, project.templates)
    watched = [path for path in (*paths, project.root / SETTINGS) if path.exists()]
    _try(arguments, console, work)
    console.say("Waiting for changes; Ctrl-C ends it.")
    for _changes in iter_changes(*watched, raise_interrupt=False):
        _try(arguments, console, work)
    return DONE


def _try(arguments: argparse.Namespace, console: Console, work: Work) -> None:
    """Do the work once, showing an error meant for people."""
    try:
        work(arguments, console)
    except DuizhaoError as error:
        print(visible(f"duizhao: {error}"), file=sys.stderr)
