"""What the reviewer of a file has seen: as it was sent, and as she sent it back."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.catalog.catalog import Catalog
from duizhao.review.anchor import Anchor, key_digest, text_digest
from duizhao.review.placing import Places
from duizhao.review.record import Known, known
from duizhao.review.returned import Return
from duizhao.review.wording import readings_of


def seen_in(catalog: Catalog, back: Return) -> Known:
    """Return the texts in a file, of which some may have been changed by the reviewer."""
    return known([*back.roll.values(), *_hers(catalog, back)])


def _hers(catalog: Catalog, back: Return) -> Iterator[Anchor]:
    places = Places(catalog, back)
    for row in back.rows:
        placed = places.of(row)
        entry = placed.entry
        if entry is None or placed.stale or row.why or not placed.has_text:
            continue
        text = readings_of(row.pieces, entry.msgstr, entry.msgid, placed.anchor.sent)
        yield Anchor(0, key_digest(entry.key), text_digest(text))
        if placed.anchor.sent:
            yield Anchor(0, key_digest(entry.key), placed.anchor.sent)
