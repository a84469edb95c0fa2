"""A `.po` that comes back from OmegaT, Weblate, Poedit or Phrase."""

from __future__ import annotations

from duizhao.catalog.entry import Entry
from duizhao.catalog.po import read_po
from duizhao.interchange.exchanged import Item, Part, Told, repeats_source


def read_returned(path: str, data: bytes) -> Part:
    """Return what came back in a `.po`. Raises CatalogError.

    A file with a fuzzy mark was written by a program that keeps them, and is believed.
    OmegaT takes every mark off, and empties what was fuzzy and nobody has translated in
    it, or puts the source there. So a former text (`#|`) over such a place, and no mark
    anywhere, is OmegaT: what has a translation was finished there. Without either, the
    file says nothing about states.
    """
    catalog = read_po(path, data)
    entries = tuple(catalog.live())
    live = [one for one in entries if one.msgstr or any(one.msgstr_plural)]
    tells = any(one.fuzzy for one in live) or any(map(_emptied, entries))
    items = tuple(Item(one, _told(one, tells=tells)) for one in live)
    return Part(path, items, language=catalog.headers.get("Language", ""))


def _emptied(entry: Entry) -> bool:
    """Whether an entry had an unfinished translation once, and now has none."""
    empty = not (entry.msgstr or any(entry.msgstr_plural)) or repeats_source(entry)
    return empty and entry.previous is not None and not entry.fuzzy


def _told(entry: Entry, *, tells: bool) -> Told:
    if entry.fuzzy:
        return Told.UNFINISHED
    return Told.FINISHED if tells and not repeats_source(entry) else Told.NOTHING
