"""Opens the publication that a verb works on."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os.path import isfile as is_file
from pathlib import Path

from duizhao.cli.console import Console
from duizhao.errors import FileError, SettingsError
from duizhao.pipeline.workplace import Workplace
from duizhao.project import Project

_NO_DOCUMENTS = "There is no manuscript (.md or .txt) in source/ yet."


@contextmanager
def open_workplace(
    arguments: argparse.Namespace, console: Console
) -> Iterator[Workplace]:
    """Give the publication named by --project, for this run alone.

    What was made is remembered at the end, also of a run that an error stopped; what
    stopped it is what is told, though remembering may fail for the same reason.
    """
    project = _find(arguments)
    if words := getattr(arguments, "documents", None):
        arguments.documents = [_from_root(word, project.root) for word in words]
    if word := getattr(arguments, "document", ""):
        arguments.document = _from_root(word, project.root)
    with project.lock(), console.progress() as progress:
        place = Workplace.open(project, progress)
        try:
            if getattr(arguments, "documents", None) == [] and not place.documents():
                console.insist(_NO_DOCUMENTS)
            yield place
        except BaseException:
            with suppress(FileError):
                place.state.save()
            raise
        place.state.save()


def _find(arguments: argparse.Namespace) -> Project:
    """Return the publication; the error says how to do without one where that goes."""
    try:
        return Project.find(arguments.project)
    except SettingsError as error:
        words = getattr(arguments, "documents", [])
        if not error.line and hasattr(arguments, "output") and any(map(is_file, words)):
            error.hint += "; on plain files, add: -o OUT"
        raise


def _from_root(word: str, root: Path) -> str:
    """Return the path of a file as seen from the publication; other words as they are."""
    path = Path(word)
    if not (path.suffix and path.is_file()):
        return word
    path = path.parent.resolve() / path.name
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else word
