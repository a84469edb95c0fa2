"""New texts of an update looked up in the publication's memories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from duizhao.errors import DuizhaoError, FileError
from duizhao.pipeline.workplace import Workplace

if TYPE_CHECKING:
    from duizhao.catalog.catalog import Catalog
    from duizhao.catalog.update import Update
    from duizhao.memory.shelf import Shelf


class Recall:
    """What the memories say of the texts that are new in a run.

    A text is asked for once, when it comes: what a translator has emptied stays empty,
    and `leverage` looks up the rest. All that it gives is fuzzy. The catalogs have been
    searched before; so the memory is taken as it is in its file. One that cannot be
    read goes into `unread`, and the run goes on without it; None raises FileError.
    """

    def __init__(self, place: Workplace, unread: list[DuizhaoError] | None) -> None:
        self._place, self._unread = place, unread
        self._there = place.has_memories

    def fill(self, document: str, language: str, base: Catalog, made: Update) -> Update:
        """Return `made`, an update of `base`, with what the memories know."""
        if not (self._there and made.added):
            return made
        # Most publications have none, and an update is to be quick: 30 ms to import.
        from duizhao.memory.leverage import leverage  # noqa: PLC0415
        from duizhao.pipeline.memory import with_shelves  # noqa: PLC0415

        known = {one.key for one in base.entries}
        new = {one.key for one in made.catalog.live() if one.key not in known}

        def work(shelves: Sequence[Shelf]) -> Update:
            # Nobody's place is trusted: all that an update brings is looked at.
            distrusted = [replace(one, own=False) for one in shelves]
            found = leverage(made.catalog, document, language, distrusted, only=new)
            count = len(found.matches)
            return replace(
                made,
                catalog=found.catalog,
                added=made.added - count,
                fuzzied=made.fuzzied + count,
                recalled=count,
            )

        try:
            return with_shelves(self._place, work, settled=False)
        except FileError as error:
            if self._unread is None:
                raise
            self._unread.append(error)
            self._there = False
            return made
