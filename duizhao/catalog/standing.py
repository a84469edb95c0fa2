"""How the texts of a catalog follow each other in its manuscripts.

What stands in several places is one entry, so the catalog's order has it in the first of
them only: at the others the texts before and after it look like neighbours, and where
one of the places is edited nothing is gone. The references tell where it stands besides.
"""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.catalog.entry import Entry
from duizhao.catalog.unread import references_of


def standing(entries: Sequence[Entry]) -> Sequence[int]:
    """Return the places of `entries` as they follow each other in the manuscripts.

    A text is named as often as it has references. Where none has several, or one has
    none with a line, the order is the catalog's. Documents follow each other as in the
    catalog. Of texts in one line those come first that stood earlier already.
    """
    if not any(one.repeated for one in entries):
        return range(len(entries))
    ranks: dict[str, int] = {}
    found: list[tuple[int, int, int]] = []
    for at, one in enumerate(entries):
        places = references_of(one)
        if not places and not one.obsolete:
            return range(len(entries))
        for path, line in places:
            if line is None:
                return range(len(entries))
            found.append((ranks.setdefault(path, len(ranks)), line, at))
    return [at for _, _, at in sorted(found)]
