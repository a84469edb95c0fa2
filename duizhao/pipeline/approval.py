"""How much of a document somebody has approved."""

from __future__ import annotations

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Key
from duizhao.catalog.reviewed import reviews_of
from duizhao.document import SegmentState
from duizhao.language import count_hanzi
from duizhao.merging import Merged, find_entry


def percent_reviewed(merged: Merged, catalog: Catalog | None) -> int:
    """Return how much of what is printed somebody has approved as it stands.

    In whole per cent, weighed by 字, rounded down: 100 means that nothing is left out.
    """
    if not merged.pieces:
        return 100
    if catalog is None:
        return 0
    approved = whole = 0
    finished = True
    for piece in merged.pieces:
        size = count_hanzi(piece.msgid) or 1
        whole += size
        entry = find_entry(catalog, Key(piece.context, piece.msgid))
        translated = piece.state is SegmentState.TRANSLATED
        if translated and entry is not None and reviews_of(entry):
            approved += size
        else:
            finished = False
    return 100 if finished else min(99, 100 * approved // whole)
