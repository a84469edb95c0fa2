"""The four layouts: which language stands where."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lxml.etree import _Element as Node

from duizhao.document import (
    BilingualDocument,
    Document,
    Figure,
    Heading,
    Shared,
)
from duizhao.render.docx import names as n
from duizhao.render.docx.blocks import BlockWriter
from duizhao.render.docx.context import Context
from duizhao.render.docx.front import write_both_fronts, write_front
from duizhao.render.docx.links import Relations
from duizhao.render.docx.paragraphs import Shape, add_paragraph, end_cell
from duizhao.render.docx.shop import Shop, Spot
from duizhao.render.docx.sides import Side
from duizhao.render.docx.styles import Style
from duizhao.render.docx.tables import Grid
from duizhao.render.labels import name_of
from duizhao.values import value

_PADDING: Final = 216  # twips: the cell margins of Word's plain table, both sides


@value
class Area:
    """The part of a page that text fills, in twips."""

    width: int
    """From margin to margin."""
    height: int
    """What a picture may take of it."""


@value
class Desk:
    """Where a layout is written: the body, its part, and how much room there is."""

    shop: Shop
    """The tools."""
    body: Node
    """The document's body."""
    relations: Relations
    """The relationships of the document's part."""
    area: Area
    """The room."""

    def writer(self, side: Side, width: int | None = None) -> BlockWriter:
        """Return a writer for one language, in a column of `width` twips."""
        room = self.area.width if width is None else width
        return BlockWriter(
            self.shop, Spot(side, self.relations, room, self.area.height)
        )


def write_single(desk: Desk, document: Document, side: Side) -> None:
    """Write a document in one language."""
    writer = desk.writer(side)
    write_front(desk.body, writer, document.metadata, document.language)
    writer.write(desk.body, document.blocks)


def write_interleaved(
    desk: Desk, document: BilingualDocument, sides: tuple[Side, Side]
) -> None:
    """Write every paragraph above its translation."""
    writers = desk.writer(sides[0]), desk.writer(sides[1])
    _write_head(desk, document, sides)
    _write_leads((desk.body, desk.body), writers, document)
    for row in document.rows:
        if isinstance(row, Shared):
            _write_shared(desk.body, row, writers, sides)
        else:
            writers[0].write(desk.body, (row.source,))
            close = Context(close=isinstance(row.source, Heading))
            writers[1].write(desk.body, (row.target,), close)


def write_side_by_side(
    desk: Desk, document: BilingualDocument, sides: tuple[Side, Side]
) -> None:
    """Write every paragraph beside its translation, in a table of two columns.

    What takes the full width spans both. Rows may be parted between pages.
    """
    _write_head(desk, document, sides)
    columns = _Columns(desk, sides)
    metadata = document.source.metadata, document.target.metadata
    if metadata[0].lead or metadata[1].lead:
        _write_leads(columns.pair(), columns.writers, document)
    for row in document.rows:
        if isinstance(row, Shared):
            _write_shared(columns.whole(), row, columns.broad, sides)
        else:
            cells = columns.pair()
            columns.writers[0].write(cells[0], (row.source,))
            columns.writers[1].write(cells[1], (row.target,))
    columns.finish()


class _Columns:
    """The table of two columns."""

    def __init__(self, desk: Desk, sides: tuple[Side, Side]) -> None:
        """Open the table at the end of the text, with a head that is repeated."""
        width = desk.area.width
        self._widths = width // 2, width - width // 2
        narrow, total = self._widths[0] - _PADDING, width - _PADDING
        self.writers = desk.writer(sides[0], narrow), desk.writer(sides[1], narrow)
        """What writes into one column."""
        self.broad = desk.writer(sides[0], total), desk.writer(sides[1], total)
        """What writes across both."""
        self._grid = Grid(self._widths, lines=("insideV",))
        self._table = self._grid.start(desk.body)
        head = self._grid.row(self._table, head=True)
        style = desk.shop.styles.id(Style.COLUMN_HEAD)
        for side, half in zip(sides, self._widths, strict=True):
            paragraph = add_paragraph(self._grid.cell(head, half), Shape(style))
            desk.shop.runs.text(paragraph, name_of(side.language), 0)

    def pair(self) -> tuple[Node, Node]:
        """Return the cells of a new row."""
        row = self._grid.row(self._table, whole=False)
        first, second = self._widths
        return self._grid.cell(row, first), self._grid.cell(row, second)

    def whole(self) -> Node:
        """Return the one cell of a new row."""
        row = self._grid.row(self._table, whole=False)
        return self._grid.cell(row, sum(self._widths), span=2)

    def finish(self) -> None:
        """Close the cells."""
        for cell in self._table.iterfind(f"{n.TR}/{n.TC}"):
            end_cell(cell)


def _write_head(
    desk: Desk, document: BilingualDocument, sides: tuple[Side, Side]
) -> None:
    write_both_fronts(
        desk.body,
        (desk.writer(sides[0]), desk.writer(sides[1])),
        (document.source.metadata, document.target.metadata),
        document.target.language,
    )


def _write_leads(
    places: tuple[Node, Node],
    writers: tuple[BlockWriter, BlockWriter],
    document: BilingualDocument,
) -> None:
    source, target = document.source.metadata.lead, document.target.metadata.lead
    if source:
        writers[0].paragraph(places[0], source, Style.SOURCE_TEXT)
    if target:
        writers[1].paragraph(places[1], target, Style.LEAD)


def _write_shared(
    place: Node,
    row: Shared,
    writers: tuple[BlockWriter, BlockWriter],
    sides: tuple[Side, Side],
) -> None:
    """Write what takes the full width: once where both languages have the same.

    A picture that both share stands once, over both captions.
    """
    source, target = row.source, row.target
    if not (isinstance(source, Figure) and isinstance(target, Figure)):
        if source != target:
            writers[0].write(place, (source,))
        writers[1].write(place, (target,))
    elif not _same_picture(source, target, sides):
        writers[0].write(place, (source,))
        writers[1].write(place, (target,))
    elif source.caption == target.caption:
        writers[1].write(place, (target,))
    else:
        writers[1].write(place, (replace(target, caption=()),))
        for writer, caption in zip(
            writers, (source.caption, target.caption), strict=True
        ):
            if caption:
                writer.paragraph(place, caption, Style.CAPTION)


def _same_picture(source: Figure, target: Figure, sides: tuple[Side, Side]) -> bool:
    first = sides[0].assets.get(source.image.target)
    second = sides[1].assets.get(target.image.target)
    if first is None or second is None:
        return first is second and source.image.target == target.image.target
    return first is second or first.data == second.data
