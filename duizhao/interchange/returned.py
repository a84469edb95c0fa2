"""A `.po` that comes back from OmegaT, Weblate, Poedit or Phrase."""

from __future__ import annotations

from duizhao.catalog.entry import Entry
from duizhao.catalog.po import read_po
from duizhao.interchange.exchanged import Item, Part, Told


def read_returned(path: str, data: bytes) -> Part:
    """Return what came back in a `.po`. Raises CatalogError.

    OmegaT takes the fuzzy mark off every entry. So a file without a single mark says
    nothing about the state of its translations; one that has marks was written by a
    program that keeps them, and is believed.
    """
    catalog = read_po(path, data)
    live = [one for one in catalog.live() if one.msgstr or any(one.msgstr_plural)]
    kept = any(one.fuzzy for one in live)
    items = tuple(Item(one, _told(one, kept=kept)) for one in live)
    return Part(path, items, language=catalog.headers.get("Language", ""))


def _told(entry: Entry, *, kept: bool) -> Told:
    if entry.fuzzy:
        return Told.UNFINISHED
    return Told.FINISHED if kept else Told.NOTHING
