"""Which entry a returned row belongs to: two of its anchors must agree.

Anchors are the bookmarks in the row, its number together with the roll in the file's
properties, and its Chinese.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Key
from duizhao.review.anchor import Anchor, key_digest
from duizhao.review.back import Back
from duizhao.review.captions import caption_of
from duizhao.review.markup import plain_text, shown
from duizhao.review.remarks import Remark, cut, one_line
from duizhao.review.returned import Return
from duizhao.review.sheet import clean
from duizhao.values import value

_LIKE: Final = 60.0
# Per cent of likeness that a row's Chinese must have with the entry its number names.
_LONGEST: Final = 20_000  # characters that are compared; what is longer differs sooner


@value
class Placed:
    """A row and its place."""

    row: Back
    """The row."""
    anchor: Anchor
    """The segment as it was sent; of no meaning without an entry."""
    entry: Entry | None
    """Its entry; None where there is none for certain."""
    why: str = ""
    """Why there is none."""
    stale: bool = False
    """Whether the entry's Chinese is another one than was sent."""

    @property
    def has_text(self) -> bool:
        """Whether there is any English in it."""
        return not self.row.deleted and bool(self.row.text.strip())


class Places:
    """Finds the places of the rows of one file in one catalog."""

    def __init__(self, catalog: Catalog, back: Return) -> None:
        """Prepare to look for the rows of `back`."""
        live = list(catalog.live())
        self._entries = {key_digest(one.key): one for one in live}
        self._former = _by_former_key(live)
        self._roll = back.roll
        self._sent = {one.key: one for one in back.roll.values()}
        self._by_source: dict[str, list[str]] | None = None
        self._full: set[str] = set()

    def has_text(self, key: str) -> bool:
        """Whether a row with English was placed at this segment."""
        return key in self._full

    def of(self, row: Back) -> Placed:
        """Return the place of a row."""
        anchor, why = self._anchor(row)
        if anchor is None:
            why = row.why or why
            return Placed(row, Anchor(0, "", ""), None, why)
        entry = self._entries.get(anchor.key)
        stale = entry is None
        if entry is None:
            entry = self._former.get(anchor.key)
            why = "" if entry else "its sentence has left the manuscript"
        if entry is not None and not stale:
            row = _with_chinese(row, entry)
        placed = Placed(row, anchor, entry, why, stale)
        if placed.has_text and entry is not None:
            self._full.add(anchor.key)
        return placed

    def _anchor(self, row: Back) -> tuple[Anchor | None, str]:
        """Return the segment of a row by two anchors that agree; else why there is none."""
        keys = {anchor.key for anchor in row.anchors}
        if len(keys) > 1:
            return None, "two segments were joined in it"
        if not keys:
            found = self._by_number(row) or self._by_chinese(row)
            return found, "" if found else "nothing in it says which segment it is"
        anchor = row.anchors[0]
        known = self._entries.get(anchor.key) or self._former.get(anchor.key)
        number = row.number.strip(". ")
        if known is None or row.deleted or number == str(anchor.number):
            return anchor, ""
        if _like(row.source, known) >= _LIKE:
            return anchor, ""
        return None, "its number and its Chinese are not those that were sent"

    def _by_number(self, row: Back) -> Anchor | None:
        """Return the segment that was sent with the row's number, if the Chinese agrees."""
        number = row.number.strip(". ")
        if not number.isascii() or not number.isdecimal() or len(number) > 5:
            return None
        anchor = self._roll.get(int(number))
        if anchor is None:
            return None
        known = self._entries.get(anchor.key) or self._former.get(anchor.key)
        return anchor if known and _like(row.source, known) >= _LIKE else None

    def _by_chinese(self, row: Back) -> Anchor | None:
        """Return the one segment that has just this Chinese."""
        if self._by_source is None:
            self._by_source = {}
            for key, entry in self._entries.items():
                self._by_source.setdefault(bare(chinese_of(entry)), []).append(key)
        found = self._by_source.get(bare(row.source), [])
        if len(found) != 1 or not row.source:
            return None
        return self._sent.get(found[0]) or Anchor(0, found[0], "")


def _with_chinese(row: Back, entry: Entry) -> Back:
    """Return a row with what she wrote into the Chinese as a remark."""
    if not row.source or bare(row.source) == bare(chinese_of(entry)):
        return row
    caption = caption_of(entry.msgid)
    if caption is not None and bare(row.source) == bare(caption.text):
        return row
    said = Remark("", "", cut(f"原文: {one_line(row.source)}"))
    return replace(row, remarks=(*row.remarks, said))


def chinese_of(entry: Entry) -> str:
    """Return the Chinese of an entry as a reviewer sees it."""
    return plain_text(shown(clean(entry.msgid)).pieces)


def bare(text: str) -> str:
    """Return a text without blanks and without what is not to be seen."""
    return "".join(
        one
        for one in unicodedata.normalize("NFC", text)
        if not one.isspace() and unicodedata.category(one) != "Cf"
    )


def _like(source: str, entry: Entry) -> float:
    return fuzz.ratio(source[:_LONGEST], chinese_of(entry)[:_LONGEST])


def _by_former_key(live: Iterable[Entry]) -> dict[str, Entry]:
    """Return the entries by the key that they had before the source changed."""
    found: dict[str, Entry] = {}
    for one in live:
        if one.previous is not None:
            found[key_digest(Key(one.previous.context, one.previous.msgid))] = one
            found.setdefault(key_digest(Key(one.context, one.previous.msgid)), one)
    return found
