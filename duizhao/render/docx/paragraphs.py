"""Paragraphs: the elements of Word's flat text."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lxml import etree
from lxml.etree import _Element as Node

from duizhao.render.docx import names as n
from duizhao.render.docx.numbering import Number
from duizhao.render.docx.samples import Copy, copier
from duizhao.values import value

AFTER_TABLE_TWIPS: Final = 220
"""The space over a paragraph that follows a table: tables have none of their own."""


@value
class Shape:
    """What a paragraph has beside its style."""

    style: str = ""
    """The style's id; empty for the template's default."""
    number: Number | None = None
    """What numbers it as a list item."""
    indent: int | None = None
    """Its left indent in twips; None for the style's."""
    hanging: int = 0
    """How far the first line hangs out, in twips; told only where `indent` is."""
    loose: bool = False
    """Whether the space between paragraphs of the same style is kept."""
    spaced: bool = False
    """Whether it keeps its style's own space above after a table."""
    before: int | None = None
    """The space above it in twips; None for the style's."""
    align: str = ""
    """`center` or `right`; empty for the style's."""
    keep_next: bool = False
    """Whether it stays on the page of the next paragraph."""
    new_page: bool = False
    """Whether it begins a page."""


def add_paragraph(parent: Node, shape: Shape) -> Node:
    """Return a new paragraph at the end of `parent`."""
    after_table = not shape.spaced and ends_with_table(parent)
    paragraph = _sample(shape, after_table)()
    parent.append(paragraph)
    return paragraph


def ends_with_table(parent: Node) -> bool:
    """Say whether the last of `parent` is a table.

    `len` of an element counts its children: a long text would take quadratic time.
    """
    try:
        return bool(parent[-1].tag == n.TBL)
    except IndexError:
        return False


# Measured: a copy takes a third of the time of building the same.
@lru_cache(maxsize=1024)
def _sample(shape: Shape, after_table: bool) -> Copy:  # noqa: FBT001 -- a key of the cache
    """Return what copies a paragraph, its properties in the order of CT_PPr."""
    paragraph = etree.Element(n.P, nsmap={"w": n.W})
    ppr = etree.SubElement(paragraph, n.P_PR)
    if shape.style:
        etree.SubElement(ppr, n.P_STYLE, {n.VAL: shape.style})
    if shape.keep_next:
        etree.SubElement(ppr, n.KEEP_NEXT)
    if shape.new_page:
        etree.SubElement(ppr, n.PAGE_BREAK)
    if shape.number is not None:
        num = etree.SubElement(ppr, n.NUM_PR)
        etree.SubElement(num, n.ILVL, {n.VAL: str(shape.number.level)})
        etree.SubElement(num, n.NUM_ID, {n.VAL: str(shape.number.num_id)})
    before = AFTER_TABLE_TWIPS if after_table else shape.before
    if before is not None:
        etree.SubElement(ppr, n.SPACING, {n.w("before"): str(before)})
    if shape.indent is not None:
        indent = {n.LEFT: str(shape.indent)}
        if shape.hanging:
            indent[n.HANGING] = str(shape.hanging)
        etree.SubElement(ppr, n.IND, indent)
    if shape.loose:
        etree.SubElement(ppr, n.CONTEXTUAL, {n.VAL: "0"})
    if shape.align:
        etree.SubElement(ppr, n.JC, {n.VAL: shape.align})
    if len(ppr) == 0:
        paragraph.remove(ppr)
    return copier(paragraph)


def end_cell(cell: Node) -> None:
    """Give `cell` the paragraph that Word wants at the end of each."""
    last = next(cell.iterchildren(reversed=True), None)
    if last is None or last.tag != n.P:
        add_gap(cell)


def add_gap(parent: Node) -> None:
    """Add a low empty paragraph: what parts a table from what is no text."""
    ppr = etree.SubElement(etree.SubElement(parent, n.P), n.P_PR)
    exact = {n.w("after"): "0", n.w("line"): "200", n.w("lineRule"): "exact"}
    etree.SubElement(ppr, n.SPACING, exact)
