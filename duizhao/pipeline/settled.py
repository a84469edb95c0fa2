"""A pot made of entries: in the place of another, or with fewer references."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Reference
from duizhao.catalog.header import Project as HeaderProject
from duizhao.catalog.pot import new_pot, settle
from duizhao.catalog.write import write_po
from duizhao.config import Locations
from duizhao.pipeline.workplace import Workplace


def settled_pot(
    place: Workplace,
    path: str,
    entries: Iterable[Entry],
    header: HeaderProject,
    old: Catalog | None,
) -> bytes:
    """Return the pot `path` of `entries`; `old` is what is there now, if anything.

    Where nothing else has changed, its header stays, and with it all of its bytes.
    """
    settings = place.project.settings.catalog
    entries = (located(one, settings.locations) for one in entries)
    pot = new_pot(place.project.shown(path), entries, header, time=place.time)
    if old is None:
        return write_po(pot, width=settings.width)
    settled = settle(pot, old)
    if settled is old and place.afresh:
        settled = old.afresh()
    return write_po(settled, width=settings.width)


def located(entry: Entry, locations: Locations) -> Entry:
    """Return the entry with what `locations` says of its places."""
    match locations:
        case Locations.FULL:
            return entry
        case Locations.FILE:
            paths = dict.fromkeys(reference.path for reference in entry.references)
            return replace(
                entry, references=tuple(Reference(path, None) for path in paths)
            )
        case Locations.NEVER:
            return replace(entry, references=())
