"""Tables: grids of cells, built element by element.

python-docx's own table API is quadratic in the number of cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from lxml import etree
from lxml.etree import _Element as Node

from duizhao.document import Alignment, Cell, Table
from duizhao.language import width as columns
from duizhao.render.docx import names as n
from duizhao.render.docx.inlines import InlineWriter
from duizhao.render.docx.paragraphs import (
    Shape,
    add_gap,
    add_paragraph,
    ends_with_table,
)
from duizhao.render.docx.runs import BOLD
from duizhao.render.docx.samples import Copy, copier
from duizhao.render.docx.shop import Shop
from duizhao.render.docx.styles import Style
from duizhao.values import value
from duizhao.walk import plain_text

_ALIGN: Final = {Alignment.CENTER: "center", Alignment.RIGHT: "right"}
# Columns of text that a table column counts for: a long text wraps, a short one still
# needs room for its padding.
_NARROWEST: Final = 7
_WIDEST: Final = 44
_SAMPLE: Final = 60  # rows looked at for the widths
_BORDERS: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_GREY: Final = "B9C4C9"


@value
class Frame:
    """Where a table stands, in twips."""

    indent: int
    """From the left edge of the text."""
    width: int
    """From edge to edge."""


def write_table(
    parent: Node, table: Table, shop: Shop, inlines: InlineWriter, frame: Frame
) -> None:
    """Write `table` at the end of `parent`; its head is repeated on each page."""
    if not table.alignments:
        return
    widths = share_widths(table, frame.width)
    table_style = shop.styles.id(Style.TABLE)
    grid = Grid(widths, style=table_style, indent=frame.indent)
    element = grid.start(parent)
    style = shop.styles.id(Style.TABLE_TEXT)
    shapes = [_shape(style, kind) for kind in table.alignments]
    # A head alone at the foot of a page would be read as the end of something.
    together = bool(table.rows)
    head_shapes = [_shape(style, kind, keep_next=together) for kind in table.alignments]
    head_flags = 0 if table_style else BOLD
    for index, row in enumerate((table.head, *table.rows)):
        head = index == 0
        if head and not any(cell.children for cell in row):
            continue  # a table may come without words in its head
        tr = grid.row(element, head=head)
        for cell, shape, width in zip(
            _filled(row, widths), head_shapes if head else shapes, widths, strict=True
        ):
            tc = grid.cell(tr, width)
            paragraph = add_paragraph(tc, shape)
            inlines.write(paragraph, cell.children, head_flags if head else 0)
    if element.find(n.TR) is None:
        parent.remove(element)


@lru_cache(maxsize=64)
def _shape(style: str, kind: Alignment, *, keep_next: bool = False) -> Shape:
    return Shape(style, align=_ALIGN.get(kind, ""), keep_next=keep_next)


class Grid:
    """The elements of a table with given widths."""

    def __init__(
        self,
        widths: Sequence[int],
        *,
        style: str = "",
        indent: int = 0,
        lines: Sequence[str] = _BORDERS,
    ) -> None:
        """Lay out columns of `widths` twips, `indent` twips from the left.

        Without a style, `lines` are drawn directly.
        """
        self._widths = widths
        self._style = style
        self._indent = indent
        self._lines = lines

    def start(self, parent: Node) -> Node:
        """Return the table, empty, at the end of `parent`."""
        if ends_with_table(parent):
            add_gap(parent)  # Word would take the two for one
        layout = tuple(self._widths), self._style, self._indent, tuple(self._lines)
        element = _sample_table(*layout)()
        parent.append(element)
        return element

    def row(self, table: Node, *, head: bool = False, whole: bool = True) -> Node:
        """Return a new row; `whole` keeps it on one page, a head comes on each."""
        tr = _sample_row(head, whole)()
        table.append(tr)
        return tr

    def cell(self, row: Node, width: int, span: int = 1) -> Node:
        """Return a new cell over `span` columns."""
        tc = _sample_cell(width, span)()
        row.append(tc)
        return tc


@lru_cache(maxsize=256)
def _sample_table(
    widths: tuple[int, ...], style: str, indent: int, lines: tuple[str, ...]
) -> Copy:
    element = etree.Element(n.TBL, nsmap={"w": n.W})
    properties = etree.SubElement(element, n.w("tblPr"))
    if style:
        etree.SubElement(properties, n.w("tblStyle"), {n.VAL: style})
    total = {n.WIDTH: str(sum(widths)), n.TYPE: "dxa"}
    etree.SubElement(properties, n.w("tblW"), total)
    if indent:
        left = {n.WIDTH: str(indent), n.TYPE: "dxa"}
        etree.SubElement(properties, n.w("tblInd"), left)
    if not style:
        _add_borders(properties, lines)
    etree.SubElement(properties, n.w("tblLayout"), {n.TYPE: "fixed"})
    look = {n.VAL: "0420", n.w("firstRow"): "1", n.w("lastRow"): "0"}
    look |= {n.w("firstColumn"): "0", n.w("lastColumn"): "0"}
    look |= {n.w("noHBand"): "0", n.w("noVBand"): "1"}
    etree.SubElement(properties, n.w("tblLook"), look)
    grid = etree.SubElement(element, n.w("tblGrid"))
    for width in widths:
        etree.SubElement(grid, n.GRID_COL, {n.WIDTH: str(width)})
    return copier(element)


@lru_cache(maxsize=256)
def _sample_cell(width: int, span: int) -> Copy:
    tc = etree.Element(n.TC, nsmap={"w": n.W})
    properties = etree.SubElement(tc, n.TC_PR)
    etree.SubElement(properties, n.TC_W, {n.WIDTH: str(width), n.TYPE: "dxa"})
    if span > 1:
        etree.SubElement(properties, n.GRID_SPAN, {n.VAL: str(span)})
    return copier(tc)


@lru_cache(maxsize=8)
def _sample_row(head: bool, whole: bool) -> Copy:  # noqa: FBT001 -- keys of the cache
    tr = etree.Element(n.TR, nsmap={"w": n.W})
    if head or whole:
        properties = etree.SubElement(tr, n.TR_PR)
        if whole:
            etree.SubElement(properties, n.w("cantSplit"))
        if head:
            etree.SubElement(properties, n.w("tblHeader"))
    return copier(tr)


def _add_borders(properties: Node, lines: Sequence[str]) -> None:
    borders = etree.SubElement(properties, n.w("tblBorders"))
    for side in _BORDERS:
        line = {n.VAL: "nil"}
        if side in lines:  # sizes are eighths of a point
            line = {n.VAL: "single", n.w("sz"): "4", n.w("space"): "0"}
            line[n.w("color")] = _GREY
        etree.SubElement(borders, n.w(side), line)


def share_widths(table: Table, total: int) -> list[int]:
    """Return the columns' widths in twips, by how much text they hold.

    The longest cell counts, so that short columns keep their text on one line, with an
    upper limit, so that one long cell does not squeeze the others.
    """
    weights = [_NARROWEST] * len(table.alignments)
    for row in (table.head, *table.rows[:_SAMPLE]):
        for index, cell in enumerate(row[: len(weights)]):
            wanted = columns(plain_text(cell.children)) + 3
            weights[index] = max(weights[index], min(wanted, _WIDEST))
    widths = [total * weight // sum(weights) for weight in weights]
    widths[-1] += total - sum(widths)
    return [max(width, 1) for width in widths]


def _filled(row: Sequence[Cell], widths: Sequence[int]) -> list[Cell]:
    """Return as many cells as there are columns, whatever the row holds."""
    return [*row[: len(widths)], *[Cell(())] * (len(widths) - len(row))]
