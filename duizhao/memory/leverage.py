"""Fills the empty entries of a catalog from the memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.change import describe, note, notes_of
from duizhao.catalog.entry import Entry, Key, Previous
from duizhao.catalog.figures import fill
from duizhao.memory.accepted import places_of
from duizhao.memory.shelf import Kind, Match, Shelf, best_match

THRESHOLD = 70
"""The least likeness, in per cent, at which a translation is offered."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A catalog whose empty entries were filled as far as the memory goes."""

    catalog: Catalog
    """The new state; the old catalog itself where nothing was found."""
    matches: tuple[tuple[Entry, Match], ...]
    """The entries that were filled, as they are now, with what they were filled from."""
    empty: int
    """How many are still empty."""

    def count(self, kind: Kind) -> int:
        """Return how many were filled in this way."""
        return Counter(match.kind for _, match in self.matches)[kind]


def leverage(
    catalog: Catalog,
    document: str,
    language: str,
    shelves: Sequence[Shelf],
    threshold: int = THRESHOLD,
    *,
    only: Container[Key] | None = None,
) -> Filled:
    """Return `catalog` with its empty entries, or `only` these, filled from `shelves`.

    Law: an entry that had a translation, is obsolete or has plural forms comes back as
    it was; and what is filled in is fuzzy, with its origin noted, but for the same text
    in the same place. Raises DamagedError.
    """
    entries: list[Entry] = []
    found: list[tuple[Entry, Match]] = []
    empty = 0
    places = places_of(catalog, document)
    for entry, place in zip(catalog.entries, places, strict=True):
        asked = only is None or entry.key in only
        if place is None or not asked or not _is_empty(entry):
            entries.append(entry)
            continue
        match = best_match(shelves, entry.msgid, place, language, threshold)
        if match is None:
            empty += 1
            entries.append(entry)
        else:
            entries.append(_filled(entry, match))
            found.append((entries[-1], match))
    made = catalog.with_entries(entries) if found else catalog
    return Filled(made, tuple(found), empty)


def _is_empty(entry: Entry) -> bool:
    return not entry.msgstr and entry.msgid_plural is None


def _filled(entry: Entry, match: Match) -> Entry:
    """Return an entry with the translation of a match."""
    source, target = match.pair.source, match.pair.target
    plain = tuple(flag for flag in entry.flags if flag != "fuzzy")
    if match.kind is Kind.CONTEXT:
        return replace(entry, msgstr=target, flags=plain, previous=None)
    # As an update does: a figure that has changed is put in, and the line that tells
    # of it goes when somebody has looked.
    told = notes_of(entry.extracted)
    return replace(
        entry,
        msgstr=fill(source, entry.msgid, target) or target,
        flags=("fuzzy", *plain),
        previous=Previous(source) if source != entry.msgid else None,
        extracted=(
            *(line for line in entry.extracted if line not in told),
            note(_origin(entry.msgid, match)),
        ),
    )


def _origin(text: str, match: Match) -> str:
    """Return what has changed since the translation was made, and where it is from."""
    documents = ", ".join(dict.fromkeys(one.document for one in match.pair.contexts))
    place = f" ({documents})" if documents else ""
    if match.pair.source == text:
        return f"same text, from {match.name}{place}"
    changed = describe(match.pair.source, text)
    return f"{changed}; {match.percent} %, from {match.name}{place}"
