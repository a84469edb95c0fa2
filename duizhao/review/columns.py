"""Which cell of a returned row is which, also where columns came or went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from duizhao.review.flow import Flow, Reader, parts_of
from duizhao.review.looks import W
from duizhao.review.markup import plain_text
from duizhao.review.words import HEADS
from duizhao.values import value

_NAMES: Final = ("number", "source", "english", "comment", "status")


@value
class Line:
    """The cells of one row."""

    cells: tuple[Flow, ...]
    """All of them."""
    texts: tuple[str, ...]
    """Their texts."""
    heads: Mapping[int, str]
    """The columns of ours, by the index of the cell."""
    number: Flow | None = None
    """The cell with the number; None where the row has none."""
    source: Flow | None = None
    """The cell with the Chinese."""
    english: Flow | None = None
    """The cell with the English."""

    def text(self, cell: Flow | None) -> str:
        """Return the text of one of its cells."""
        return "" if cell is None else plain_text(cell.pieces)


class Columns:
    """Reads rows, with the columns as the head of their table names them."""

    def __init__(self) -> None:
        """Begin with the columns as they were sent."""
        self.known = False
        self._starts = dict(enumerate(_NAMES))
        self._indices = dict(enumerate(_NAMES))
        self._count = len(_NAMES)

    def read(self, row: Any, reader: Reader) -> Line | None:
        """Return a row's cells; None for a head, or for a row with nothing in it."""
        elements = list(parts_of(row, ("tc",)))
        starts = _starts(elements)
        cells = tuple(reader.read(one) for one in elements)
        texts = tuple(plain_text(one.pieces) for one in cells)
        if self._is_head(starts, [text.strip() for text in texts]):
            return None
        marks = any(cell.bookmarks or cell.comments for cell in cells)
        if not marks and not any(text.strip() for text in texts):
            return None
        if len(cells) == self._count:
            heads = self._indices
        else:
            heads = {
                at: self._starts[start]
                for at, start in enumerate(starts)
                if start in self._starts
            }
        found = {heads[at]: cell for at, cell in enumerate(cells) if at in heads}
        return Line(
            cells,
            texts,
            heads,
            found.get("number"),
            found.get("source"),
            found.get("english"),
        )

    def _is_head(self, starts: list[int], texts: list[str]) -> bool:
        """Whether it is the head of our table; if so, its columns are taken."""
        names = dict(zip(HEADS, _NAMES, strict=True))
        if HEADS[1] not in texts or HEADS[2] not in texts:
            return False
        self.known = True
        self._indices = {
            at: names[text] for at, text in enumerate(texts) if text in names
        }
        self._starts = {starts[at]: name for at, name in self._indices.items()}
        self._count = len(texts)
        return True


def _starts(elements: list[Any]) -> list[int]:
    """Return the column of the grid that each cell begins in."""
    found: list[int] = []
    at = 0
    for one in elements:
        found.append(at)
        span = one.find(f"{W}tcPr/{W}gridSpan")
        told = span.get(f"{W}val", "") if span is not None else ""
        at += int(told) if told.isascii() and told.isdecimal() and len(told) < 3 else 1
    return found
