"""What is written into a draft to make a review of it, element by element."""

from __future__ import annotations

from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from duizhao.render.docx.styles import Style, StyleBook
from duizhao.review.captions import caption_of
from duizhao.review.looks import W
from duizhao.review.markup import Piece
from duizhao.review.outgoing import child_of, write_run
from duizhao.review.sheet import Row

_GREY: Final = "6B6B6B"
_SIZE: Final = "18"  # half points
_LIST: Final = 397  # twips that each level of a list is further in
_BEFORE_SPACING: Final = (
    # What CT_PPr has before `spacing`, of what a draft writes.
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr"),
    *("pBdr", "shd", "tabs"),
)


def caption_words(row: Row) -> str:
    """Return the Chinese beneath a picture; empty for what is no picture."""
    found = caption_of(row.source)
    return found.text if found else ""


def hang(place: tuple[Any, Any], number: str) -> None:
    """Hang a comment on what is between two bookmarks' ends."""
    start, end = place
    mark = etree.Element(f"{W}commentRangeStart")
    mark.set(f"{W}id", number)
    start.addnext(mark)
    run = etree.Element(f"{W}r")
    properties = child_of(run, "rPr")
    child_of(properties, "rStyle", val="CommentReference")
    child_of(run, "commentReference", id=number)
    end.addnext(run)
    stop = etree.Element(f"{W}commentRangeEnd")
    stop.set(f"{W}id", number)
    end.addnext(stop)


def links(part: Any) -> dict[str, str]:
    """Return the targets of a part's links by their ids."""
    return {
        number: one.target_ref
        for number, one in part.rels.items()
        if one.reltype == RT.HYPERLINK
    }


def new_paragraph(style: str, *, new_page: bool = False) -> Any:
    """Return an empty paragraph."""
    found = etree.Element(f"{W}p", nsmap={"w": W[1:-1]})
    properties = child_of(found, "pPr")
    if style:
        child_of(properties, "pStyle", val=style)
    if new_page:
        child_of(properties, "pageBreakBefore")
    return found


def paragraph_beneath(above: Any, style: str, caption: str) -> Any:
    """Return a paragraph that goes with the one above it: as far in, and near it.

    What is beneath one of the style `caption` stands in the middle, too.
    """
    found = etree.Element(f"{W}p", nsmap={"w": W[1:-1]})
    properties = child_of(found, "pPr")
    if style:
        child_of(properties, "pStyle", val=style)
    others = above.find(f"{W}pPr")
    if others is None:
        others = etree.Element(f"{W}pPr")
        above.insert(0, others)
    if above.find(f"{W}pPr/{W}numPr") is None and _is_heading(others):
        child_of(properties, "keepNext")
    child_of(properties, "spacing", before="0", after="180")
    level = others.find(f"{W}numPr/{W}ilvl")
    if (indent := others.find(f"{W}ind")) is not None:
        child_of(properties, "ind", left=indent.get(f"{W}left", "0"))
    elif level is not None:
        child_of(
            properties, "ind", left=str(_LIST * (1 + int(level.get(f"{W}val", "0"))))
        )
    align = others.find(f"{W}jc")
    named = others.find(f"{W}pStyle")
    middle = caption and named is not None and named.get(f"{W}val") == caption
    side = "center" if middle else "left"
    child_of(properties, "jc", val=side if align is None else align.get(f"{W}val"))
    _draw_near(others)
    return found


def _is_heading(properties: Any) -> bool:
    """Whether a paragraph has a style whose name we know to be a heading's."""
    style = properties.find(f"{W}pStyle")
    return style is not None and style.get(f"{W}val", "").lower().startswith("heading")


def _draw_near(properties: Any) -> None:
    """Take away the space below a paragraph."""
    spacing = properties.find(f"{W}spacing")
    if spacing is None:
        before = {f"{W}{name}" for name in _BEFORE_SPACING}
        at = sum(child.tag in before for child in properties)
        spacing = etree.Element(f"{W}spacing")
        properties.insert(at, spacing)
    spacing.set(f"{W}after", "20")


def write_grey(paragraph: Any, text: str) -> None:
    """Write small Chinese in grey."""
    write_run(paragraph, Piece(text))
    run = paragraph[-1]
    properties = etree.Element(f"{W}rPr")
    child_of(properties, "rFonts", hint="eastAsia")
    child_of(properties, "color", val=_GREY)
    child_of(properties, "sz", val=_SIZE)
    run.insert(0, properties)


def width_of(section: Any) -> int:
    """Return the width of the text in twips."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return 9000
    edges = (margins.get(f"{W}{side}", "0") for side in ("left", "right"))
    return int(size.get(f"{W}w", "11906")) - sum(abs(int(one)) for one in edges)


_BORDERS: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def plain_tables(main: Any) -> None:
    """Give tables borders of their own.

    A table style with Track Changes makes LibreOffice mark the whole table as changed.
    """
    styles = StyleBook(main.part_related_by(RT.STYLES).element)
    head = styles.id(Style.COLUMN_HEAD)
    for table in main.element.iter(f"{W}tbl"):
        properties = table.find(f"{W}tblPr")
        style = properties.find(f"{W}tblStyle")
        if style is None:
            continue
        properties.remove(style)
        layout = properties.find(f"{W}tblLayout")
        borders = etree.Element(f"{W}tblBorders")
        for side in _BORDERS:
            child_of(borders, side, val="single", sz="4", space="0", color="BFBFBF")
        layout.addprevious(borders)
        for row in table.iterfind(f"{W}tr"):
            if row.find(f"{W}trPr/{W}tblHeader") is not None and head:
                for one in row.iter(f"{W}pStyle"):
                    one.set(f"{W}val", head)
                    _without_line(one.getparent())


def _without_line(properties: Any) -> None:
    """Take the line off that the head of a column has where it has no borders."""
    at = sum(one.tag in (f"{W}pStyle", f"{W}keepNext") for one in properties)
    borders = etree.Element(f"{W}pBdr")
    child_of(borders, "bottom", val="nil")
    properties.insert(at, borders)
    if properties.find(f"{W}spacing") is None:
        spacing = etree.Element(f"{W}spacing")
        spacing.set(f"{W}before", "50")
        spacing.set(f"{W}after", "50")
        properties.insert(at + 1, spacing)
