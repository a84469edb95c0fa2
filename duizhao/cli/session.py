"""Opens the publication that a verb works on."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from duizhao.cli.console import Console
from duizhao.pipeline.workplace import Workplace
from duizhao.project import Project


@contextmanager
def open_workplace(
    arguments: argparse.Namespace, console: Console
) -> Iterator[Workplace]:
    """Give the publication named by --project, for this run alone.

    What was made is remembered at the end, also of a run that an error stopped.
    """
    project = Project.find(arguments.project)
    with project.lock(), console.progress() as progress:
        place = Workplace.open(project, progress)
        try:
            yield place
        finally:
            place.state.save()
