"""The table that a reviewer gets, as a Word file.

Borders are direct and not of a style: a table style with Track Changes makes LibreOffice
mark the whole table as changed. No hidden text and no content controls: what is typed
into them vanishes or doubles (shared measurements on LibreOffice 7.4).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm, Pt, RGBColor
from docx.text.run import Run
from lxml import etree

from duizhao.render.docx.package import save
from duizhao.review.anchor import Where, text_digest, write_roll
from duizhao.review.illustrated import Illustrations
from duizhao.review.markup import Look, Piece, shown
from duizhao.review.sheet import Figure, Row, Sheet
from duizhao.review.words import FUZZY, GUIDE, HEADS, MISSING, OURSELVES

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NS: Final = {"w": _W, "r": _R}
_CUSTOM: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
)
_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.custom-properties+xml"
)
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_HEADINGS: Final = {"front matter title": 1, "title": 1, "heading 2": 2, "heading 3": 3}
# The level of a heading's style by its role; of deeper ones it is 4.
_SIZES: Final = (16, 14, 12, 10.5)  # points
_WIDTHS: Final = (620, 5400, 5800, 2000, 1100)  # twips, 14,920 in all
_NARROW: Final = (640, 2800, 3000, 1400, 1000)  # the same on an upright page
_GREY, _HEAD, _YELLOW, _RED = "F2F2F2", "D9D9D9", "FFF6D6", "FDE9E7"


def make_docx(sheet: Sheet) -> bytes:
    """Return the Word file of a review; the same sheet gives the same bytes."""
    word: Any = docx.Document()
    _page(word)
    _front(word, sheet)
    writer = _Table(word)
    pictures = Illustrations(word)
    for row in sheet.rows:
        if row.picture in sheet.figures:
            writer.show(sheet.figures[row.picture], row.source, pictures)
        writer.add(row)
    body = word.element.body
    body.insert(len(body) - 1, writer.table)
    body.insert(len(body) - 1, _element("p"))
    writer.ask(sheet)
    _properties(word, sheet)
    return save(word.part)


def _page(word: Any) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.orientation = 1
    for name in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, name, Mm(17))
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(10.5)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(_name("eastAsia"), "Noto Serif CJK SC")
    style.paragraph_format.space_after = Pt(0)
    for level, size in enumerate(_SIZES, start=1):
        heading = word.styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.bold = (
            "Calibri",
            Pt(size),
            True,
        )
        heading.font.italic, heading.font.color.rgb = False, RGBColor(0, 0, 0)
        heading.paragraph_format.space_before = Pt(0)
    track(word.settings.element)
    comment_style(word.styles.element)
    _drop_effects(word.part)


def track(settings: Any) -> None:
    """Switch Track Changes on, in the place that CT_Settings has for it."""
    before = {"writeProtection", "view", "zoom", "embedSystemFonts", "proofState"}
    before |= {
        "attachedTemplate",
        "linkStyles",
        "stylePaneFormatFilter",
        "hideSpellingErrors",
    }
    at = sum(etree.QName(child).localname in before for child in settings)
    settings.insert(at, _element("trackRevisions"))


def comment_style(styles: Any) -> None:
    """Add the style that python-docx gives to the marks of comments."""
    style = child_of(styles, "style", type="character", styleId="CommentReference")
    child_of(style, "name", val="annotation reference")
    child_of(child_of(style, "rPr"), "sz", val="16")


def _drop_effects(part: Any) -> None:
    """Drop Word 2010's second copy of the styles: it is not that of this file."""
    for number, related in list(part.rels.items()):
        if related.reltype.endswith("/stylesWithEffects"):
            del part.rels[number]


def _front(word: Any, sheet: Sheet) -> None:
    title = word.add_paragraph()
    run = title.add_run(sheet.title)
    run.bold, run.font.size = True, Pt(15)
    title.paragraph_format.space_after = Pt(4)
    for line in GUIDE:
        guide = word.add_paragraph(line)
        guide.paragraph_format.space_after = Pt(2)
    word.paragraphs[-1].paragraph_format.space_after = Pt(8)


def _properties(word: Any, sheet: Sheet) -> None:
    core = word.core_properties
    core.title, core.author, core.comments = sheet.title, "duizhao", ""
    core.created = core.modified = sheet.sent.replace(tzinfo=None)
    add_properties(word, properties_of(sheet))


def properties_of(sheet: Sheet) -> dict[str, str]:
    """Return what the return needs, as properties of the file's own."""
    asked = dict.fromkeys(
        text_digest(" ".join(one.split()))
        for row in sheet.rows
        for one in row.questions
    )
    return {
        "duizhao.review": "table 1",
        "duizhao.document": sheet.document,
        "duizhao.title": sheet.title,
        "duizhao.language": sheet.language,
        "duizhao.sent": sheet.sent.isoformat(timespec="seconds"),
        "duizhao.segments": str(len(sheet.rows)),
        "duizhao.asked": " ".join(asked),
        **write_roll(row.anchor for row in sheet.rows),
    }


def add_properties(word: Any, values: Mapping[str, str]) -> None:
    """Add the part of the file's own properties."""
    spaces: Any = {None: _CUSTOM, "vt": _TYPES}  # the stubs know no default space
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap=spaces)
    for number, (name, text) in enumerate(values.items(), start=2):
        item = etree.SubElement(
            root, f"{{{_CUSTOM}}}property", fmtid=_FORMAT_ID, pid=str(number), name=name
        )
        etree.SubElement(item, f"{{{_TYPES}}}lpwstr").text = text
    blob = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    package = word.part.package
    part = Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, blob, package)
    package.relate_to(part, RT.CUSTOM_PROPERTIES)


def table_of(word: Any, rows: Sequence[Row], width: int, mark: int) -> Any:
    """Return a table of `width` twips; its bookmarks are numbered from after `mark`."""
    writer = _Table(word, width, mark)
    for row in rows:
        writer.add(row)
    return writer.table


class _Table:
    """Writes rows; each cell is a copy of one made once, twenty times as fast."""

    def __init__(self, word: Any, width: int = sum(_WIDTHS), mark: int = 0) -> None:
        self._word = word
        shares = _WIDTHS if width >= sum(_WIDTHS) else _NARROW
        self._widths = [width * one // sum(shares) for one in shares]
        self._links: dict[str, str] = {}
        self._mark = mark
        self._cells: dict[int, tuple[Any, Any]] = {}
        self.table = _element("tbl")
        self.table.append(_table_properties(self._widths))
        grid = child_of(self.table, "tblGrid")
        for one in self._widths:
            child_of(grid, "gridCol", w=str(one))
        self.table.append(_head(self._widths))

    def add(self, row: Row) -> None:
        line = child_of(self.table, "tr")
        child_of(child_of(line, "trPr"), "cantSplit")
        number, source, english, _comment, status = (
            _cell(line, width) for width in self._widths
        )
        self._anchor(number, row, Where.NUMBER, (Piece(str(row.anchor.number)),))
        _shade(number, _GREY)
        if level := _level(row.role):
            # By a style: bold runs would come back as `**`.
            for cell in (source, english):
                child_of(child_of(cell[-1], "pPr"), "pStyle", val=f"Heading{level}")
        self._write(source, shown(row.source).pieces)
        _shade(source, _GREY)
        self._anchor(english, row, Where.ENGLISH, shown(row.target).pieces)
        self._cells[row.anchor.number] = (english, source)
        if row.fuzzy or not row.target:
            _shade(english, _YELLOW if row.target else _RED)
        self._write(status, (Piece(_status(row)),))
        _shade(status, _GREY)

    def show(self, figure: Figure, alt: str, pictures: Illustrations) -> None:
        """Write a row with a picture, that of the translation beside it.

        It has neither words nor anchors, so that it comes back as nothing.
        """
        line = child_of(self.table, "tr")
        child_of(child_of(line, "trPr"), "cantSplit")
        cells = [_cell(line, width) for width in self._widths]
        for cell in cells:
            _shade(cell, _GREY)
        if not pictures.show(cells[1:3], self._widths[1:3], figure, alt):
            self.table.remove(line)

    def _anchor(
        self, cell: Any, row: Row, where: Where, pieces: Sequence[Piece]
    ) -> None:
        self._mark += 1
        number = str(self._mark)
        paragraph = cell[-1]
        name = row.anchor.name(where)
        child_of(paragraph, "bookmarkStart", id=number, name=name)
        self._write(cell, pieces)
        child_of(paragraph, "bookmarkEnd", id=number)

    def _write(self, cell: Any, pieces: Sequence[Piece]) -> None:
        paragraph = cell[-1]
        for piece in pieces:
            parent = paragraph
            if piece.look.href:
                parent = child_of(paragraph, "hyperlink")
                address, _, title = piece.look.href.partition(" ")
                parent.set(f"{{{_R}}}id", self._link(address))
                if title:
                    parent.set(_name("tooltip"), title.strip('"'))
            write_run(parent, piece)

    def _link(self, href: str) -> str:
        if href not in self._links:
            related = self._word.part.relate_to(href, RT.HYPERLINK, is_external=True)
            self._links[href] = related
        return self._links[href]

    def ask(self, sheet: Sheet) -> None:
        """Write the translator's questions as comments on the English.

        Where there is no English yet, they hang on the Chinese.
        """
        for row in sheet.rows:
            if not row.questions:
                continue
            english, source = self._cells[row.anchor.number]
            runs = english.findall(".//w:r", _NS) or source.findall(".//w:r", _NS)
            for question in row.questions if runs else ():
                ends = [Run(runs[0], self._word), Run(runs[-1], self._word)]
                made = self._word.add_comment(ends, question, OURSELVES, "DZ")
                made._comment_elm.date = sheet.sent  # noqa: SLF001 - else it is now


def _level(role: str) -> int:
    """Return the level of a heading; 0 for what is none."""
    return _HEADINGS.get(role, 4 if role.startswith("heading") else 0)


def _status(row: Row) -> str:
    if not row.target:
        return MISSING
    return FUZZY if row.fuzzy else ""


def _name(tag: str) -> str:
    return f"{{{_W}}}{tag}"


def _element(tag: str, **attributes: str) -> Any:
    found = etree.Element(_name(tag), nsmap={"w": _W})
    for name, text in attributes.items():
        found.set(_name(name), text)
    return found


def child_of(parent: Any, tag: str, **attributes: str) -> Any:
    """Add an element of Word's with these attributes; return it."""
    found = etree.SubElement(parent, _name(tag))
    for name, text in attributes.items():
        found.set(_name(name), text)
    return found


def _table_properties(widths: Sequence[int]) -> Any:
    found = _element("tblPr")
    child_of(found, "tblW", w=str(sum(widths)), type="dxa")
    borders = child_of(found, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        child_of(borders, side, val="single", sz="4", space="0", color="BFBFBF")
    child_of(found, "tblLayout", type="fixed")
    margins = child_of(found, "tblCellMar")
    for side, width in (("top", 50), ("left", 100), ("bottom", 50), ("right", 100)):
        child_of(margins, side, w=str(width), type="dxa")
    return found


def _head(widths: Sequence[int]) -> Any:
    line = _element("tr")
    properties = child_of(line, "trPr")
    child_of(properties, "cantSplit")
    child_of(properties, "tblHeader")
    for width, text in zip(widths, HEADS, strict=True):
        cell = _cell(line, width)
        write_run(cell[-1], Piece(text, Look(bold=True)))
        _shade(cell, _HEAD)
    return line


def _cell(line: Any, width: int) -> Any:
    cell = child_of(line, "tc")
    child_of(child_of(cell, "tcPr"), "tcW", w=str(width), type="dxa")
    child_of(cell, "p")
    return cell


def _shade(cell: Any, colour: str) -> None:
    child_of(cell[0], "shd", val="clear", color="auto", fill=colour)


_BREAKS: Final = {"\n": "br", "\t": "tab"}
_NOTHING: Final = _element("rPr")


def write_run(parent: Any, piece: Piece) -> None:
    """Write a piece as a run, formatted directly."""
    run = child_of(parent, "r")
    look = piece.look
    properties = deepcopy(_NOTHING)
    if look.code:
        child_of(
            properties, "rFonts", ascii="Consolas", hAnsi="Consolas", cs="Consolas"
        )
    if look.bold:
        child_of(properties, "b")
    if look.italic:
        child_of(properties, "i")
    if look.strike:
        child_of(properties, "strike")
    if look.href:
        child_of(properties, "color", val="0563C1")
        child_of(properties, "u", val="single")
    if look.code:
        child_of(properties, "shd", val="clear", color="auto", fill="EDEDED")
    if look.note:
        child_of(properties, "vertAlign", val="superscript")
    if len(properties):
        run.append(properties)
    for part in re.split(r"([\n\t])", piece.text):
        if part in _BREAKS:
            child_of(run, _BREAKS[part])
        elif part:
            text = child_of(run, "t")
            text.text = part
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
