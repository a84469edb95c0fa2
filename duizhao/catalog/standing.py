"""How the texts of a catalog follow each other in its manuscripts.

What stands in several places is one entry, so the catalog's order has it in the first of
them only: at the others the texts before and after it look like neighbours, and where
one of the places is edited nothing is gone. The references tell where it stands besides.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence

from duizhao.catalog.entry import Entry
from duizhao.catalog.unread import first_place


def standing(entries: Sequence[Entry]) -> Sequence[int]:
    """Return the places of `entries` as they follow each other in the manuscripts.

    The order is the catalog's; a text that stands in several places is named again where
    its other references belong, as far as they tell a line. Where others stand in that
    line it comes first, as `注意：` and `答：` do.
    """
    repeated = [at for at, one in enumerate(entries) if one.repeated]
    if not repeated:
        return range(len(entries))
    lines = _lines(entries)
    again: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at in repeated:
        for path, line in entries[at].references[1:]:
            if line is not None and path in lines:
                known = lines[path]
                before = bisect(known, (line, -1)) - 1
                after = known[before][1] if before >= 0 else known[0][1] - 1
                again[after].append((line, at))
    found: list[int] = []
    first = 0
    for after in sorted(again):
        found += range(first, after + 1)
        found += [at for _, at in sorted(again[after])]
        first = after + 1
    return [*found, *range(first, len(entries))]


def _lines(entries: Sequence[Entry]) -> dict[str, list[tuple[int, int]]]:
    """Return for each manuscript its lines in which an entry begins, and the entries."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, one in enumerate(entries):
        place = first_place(one)
        if place is not None and place[1] is not None:
            found[place[0]].append((place[1], at))
    for known in found.values():
        known.sort()
    return found
