"""Catalogs that people edit, saved so that what they type meanwhile is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from duizhao.errors import CatalogError, ChangedError
from duizhao.files import wait_for_writer
from duizhao.pipeline.workplace import Workplace

_TRIES = 10

Result = TypeVar("Result")


def keep_trying(
    work: Callable[[], Result], wait: Callable[[], object] = wait_for_writer
) -> Result:
    """Return what `work` does, done again where somebody saves the file meanwhile.

    `work` reads the file, each time anew, and writes it with `before`; `wait` is called
    in between. Raises ChangedError where she saves again and again; then hers stands.
    """
    for _ in range(_TRIES - 1):
        try:
            return work()
        except ChangedError:
            wait()
    return work()


def keep_theirs(place: Workplace, path: Path, work: Callable[[], Result]) -> Result:
    """Return what `work` does to the catalog at `path`, over what was saved meanwhile.

    `work` reads the catalog, changes it and writes it with `before`. Where an editor
    has saved the file in between, the work is done again from what she has saved: the
    outcome is the same as if she had saved before the run, and the catalog that was
    made of the older text is let go, since it held nothing that is not made again.
    Raises ChangedError where she saves again and again; then hers stands.
    """

    def wait() -> None:
        wait_for_writer()
        _wait_until_whole(place, path)

    return keep_trying(work, wait)


def _wait_until_whole(place: Workplace, path: Path) -> None:
    """Read the catalog anew; where it is damaged, wait: it may be half saved."""
    for _ in range(_TRIES):
        place.let_go(path)
        try:
            place.catalog(path)
        except CatalogError:
            wait_for_writer()
        else:
            return
