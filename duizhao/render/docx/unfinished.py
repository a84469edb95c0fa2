"""The list at the end of a draft: what is not translated yet."""

from __future__ import annotations

from typing import Final

from lxml import etree
from lxml.etree import _Element as Node

from duizhao.document import SegmentState
from duizhao.language import has_han
from duizhao.render.docx import names as n
from duizhao.render.docx import runs as f
from duizhao.render.docx.inlines import unfinished_anchor
from duizhao.render.docx.paragraphs import Shape, add_paragraph
from duizhao.render.docx.shop import Shop
from duizhao.render.docx.styles import Style
from duizhao.render.docx.tables import Grid
from duizhao.render.page import Unfinished

_SHARES: Final = (0.08, 0.17, 0.5, 0.25)  # of the width: number, state, text, place
_HEADS: Final = ("key", "state", "source_text", "place")
_COLOURS: Final = {
    SegmentState.UNTRANSLATED: f.UNTRANSLATED,
    SegmentState.FUZZY: f.FUZZY,
    SegmentState.TRANSLATED: 0,
}


def write_unfinished(
    body: Node, shop: Shop, entries: tuple[Unfinished, ...], width: int
) -> None:
    """Write heading and table; nothing where everything is finished."""
    if not entries:
        return
    style = shop.styles.id(Style.HEADING_1)
    shape = Shape(style, spaced=True, new_page=True)
    shop.runs.text(add_paragraph(body, shape), shop.labels["unfinished"], 0)
    widths = [int(width * share) for share in _SHARES]
    table_style = shop.styles.id(Style.TABLE)
    grid = Grid(widths, style=table_style)
    table = grid.start(body)
    text = Shape(shop.styles.id(Style.TABLE_TEXT))
    head = grid.row(table, head=True)
    for label, cell_width in zip(_HEADS, widths, strict=True):
        paragraph = add_paragraph(grid.cell(head, cell_width), text)
        shop.runs.text(paragraph, shop.labels[label], 0 if table_style else f.BOLD)
    for entry in entries:
        row = grid.row(table)
        cells = [add_paragraph(grid.cell(row, wide), text) for wide in widths]
        _write_entry(cells, shop, entry)


def _write_entry(cells: list[Node], shop: Shop, entry: Unfinished) -> None:
    anchor = unfinished_anchor(entry.key)
    name = shop.bookmarks.name(anchor)
    link = etree.SubElement(cells[0], n.HYPERLINK, {n.ANCHOR: name})
    shop.bookmarks.wait(anchor, link, quiet=True)
    shop.runs.text(link, str(entry.key), f.LINK)
    shop.runs.text(cells[1], shop.labels[str(entry.state)], _COLOURS[entry.state])
    chinese = f.CHINESE if has_han(entry.text) else 0
    shop.runs.text(cells[2], entry.text, chinese)
    shop.runs.text(cells[3], str(entry.place), 0)
