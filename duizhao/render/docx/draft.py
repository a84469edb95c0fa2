"""From a document to the bytes of a Word file: the order of the work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, cast

from lxml import etree
from lxml.etree import _Element as Node

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.document import BilingualDocument, Document, Paragraph
from duizhao.errors import RenderError
from duizhao.render.docx import names as n
from duizhao.render.docx.blocks import BlockWriter
from duizhao.render.docx.context import OWN_NOTE, Context
from duizhao.render.docx.footnotes import declare_separators, make_footnotes
from duizhao.render.docx.front import write_notice
from duizhao.render.docx.heads import fill_heads, set_languages, set_properties
from duizhao.render.docx.layouts import (
    Area,
    Desk,
    write_interleaved,
    write_side_by_side,
    write_single,
)
from duizhao.render.docx.library import CT, RT, PackURI, XmlPart
from duizhao.render.docx.links import Bookmarks, Relations
from duizhao.render.docx.numbering import Numbering
from duizhao.render.docx.package import (
    open_template,
    save,
    settings_of,
    styles_of,
)
from duizhao.render.docx.paragraphs import add_gap, end_cell, ends_with_table
from duizhao.render.docx.pictures import Pictures
from duizhao.render.docx.runs import Runs
from duizhao.render.docx.shop import Shop, Spot
from duizhao.render.docx.sides import Note, Notes, Queue, Side
from duizhao.render.docx.styles import Style, StyleBook
from duizhao.render.docx.tags import word_tag
from duizhao.render.docx.text import Cleaner
from duizhao.render.docx.unfinished import write_unfinished
from duizhao.render.labels import find_labels, primary
from duizhao.render.page import Asset, Format, Layout, Page, why_not

_PICTURE_SHARE: Final = 0.62
"""Of a page's height, what a picture may take, so that its caption finds room."""
_A4_TEXT: Final = Area(8844, 13776)
"""The room of our own template, for one whose page says nothing."""


def render_docx(
    document: Document | BilingualDocument, page: Page, template: bytes
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return a Word file and what was found while making it.

    `template` is a Word file whose styles, numbering, page and running heads are used;
    its text is left out. Equal arguments give equal bytes. Raises RenderError for a
    template that is no Word file, and where a layout of two languages has but one.
    """
    word, findings = write_docx(document, page, template)
    return save(word), findings


def write_docx(
    document: Document | BilingualDocument,
    page: Page,
    template: bytes,
    segments: Mapping[int, str] | None = None,
) -> tuple[Any, tuple[Diagnostic, ...]]:
    """Return a Word file as python-docx has it, and what was found.

    `segments` names the bookmarks that marked segments get, by their numbers: a review
    asks for them. Raises what `render_docx` raises.
    """
    word = open_template(template)
    cleaner = Cleaner(Place(page.identifier))
    shop = _open_shop(word, document, page, cleaner)
    if segments is not None:
        shop = replace(shop, segments=segments)
    section = _last_section(word.element.body)
    body = etree.Element(n.BODY, nsmap=n.NSMAP)
    desk = Desk(shop, body, Relations(word), _area(section))
    write_notice(body, shop, page)
    sides = _write_layout(desk, document, page)
    write_unfinished(body, shop, page.unfinished, desk.area.width)
    lost = _finish(word, desk, section)
    shown = _shown(document, page)
    words = set_properties(word, shown, page, cleaner)
    fill_heads(word, words)
    findings = [*_lost_links(lost, page), *_unused_notes(sides, page)]
    findings += [*shop.styles.diagnostics(), *shop.numbering.findings]
    findings += [*cleaner.findings, *shop.pictures.findings]
    return word, tuple(findings)


def _open_shop(
    word: Any, document: Document | BilingualDocument, page: Page, cleaner: Cleaner
) -> Shop:
    styles = styles_of(word)
    east_asia = _east_asia(document)
    latin = "en-US" if primary(page.language) == "zh" else word_tag(page.language)
    set_languages(styles, latin, east_asia)
    declare_separators(settings_of(word))
    book = StyleBook(styles)
    return Shop(
        styles=book,
        numbering=Numbering(_numbering(word), styles, book),
        bookmarks=Bookmarks(),
        cleaner=cleaner,
        pictures=Pictures(word.package),
        runs=Runs(book, cleaner, east_asia),
        queue=Queue(),
        labels=find_labels(page.language),
    )


def _write_layout(
    desk: Desk, document: Document | BilingualDocument, page: Page
) -> tuple[Side, ...]:
    """Write the text; return the languages that it shows."""
    if wrong := why_not(Format.DOCX, page.layout):
        raise RenderError(wrong[0], path=page.identifier, hint=wrong[1])
    if page.layout in {Layout.TARGET, Layout.SOURCE}:
        shown = _shown(document, page)
        side = _side(shown, page.assets)
        write_single(desk, shown, side)
        return (side,)
    if not isinstance(document, BilingualDocument):
        raise RenderError(
            f"the layout {page.layout} shows two languages, and here is only one",
            hint="choose the layout “target” or “source”",
        )
    sides = (
        _side(document.source, page.source_assets, beside=True),
        _side(document.target, page.assets),
    )
    if page.layout is Layout.SIDE_BY_SIDE:
        write_side_by_side(desk, document, sides)
    else:
        write_interleaved(desk, document, sides)
    return sides


def _side(
    document: Document, assets: Mapping[str, Asset], *, beside: bool = False
) -> Side:
    chinese = primary(document.language) == "zh"
    return Side(document.language, chinese, Notes(document.footnotes), assets, beside)


def _shown(document: Document | BilingualDocument, page: Page) -> Document:
    """Return the document that names the product."""
    if isinstance(document, Document):
        return document
    return document.source if page.layout is Layout.SOURCE else document.target


def _east_asia(document: Document | BilingualDocument) -> str:
    """Return the tag of the Chinese in a document, the People's Republic's by default."""
    if isinstance(document, BilingualDocument):
        document = document.source
    return (
        word_tag(document.language) if primary(document.language) == "zh" else "zh-CN"
    )


def _numbering(word: Any) -> Node:
    """Return the root of the numbering part, made where the template has none."""
    try:
        part = word.part_related_by(RT.NUMBERING)
    except KeyError:
        # Loaded here: our own template has one.
        from duizhao.render.docx.template import make_numbering  # noqa: PLC0415

        name = PackURI("/word/numbering.xml")
        root = make_numbering()
        part = XmlPart(name, CT.WML_NUMBERING, cast("Any", root), word.package)
        word.relate_to(part, RT.NUMBERING)
    return part.element  # type: ignore[no-any-return] # python-docx's parts are untyped


def _last_section(body: Node) -> Node:
    """Return the page's settings; a template with several sections gives the last."""
    section = body.find(n.SECT_PR)
    return etree.Element(n.SECT_PR) if section is None else section


def _area(section: Node) -> Area:
    size, margins = section.find(n.w("pgSz")), section.find(n.w("pgMar"))
    if size is None or margins is None:
        return Area(_A4_TEXT.width, int(_A4_TEXT.height * _PICTURE_SHARE))

    def twips(element: Node, name: str) -> int:
        text = element.get(n.w(name), "0")
        return abs(int(text)) if text.lstrip("-").isdecimal() else 0

    width = twips(size, "w") - twips(margins, "left") - twips(margins, "right")
    height = twips(size, "h") - twips(margins, "top") - twips(margins, "bottom")
    if width <= 0 or height <= 0:
        return Area(_A4_TEXT.width, int(_A4_TEXT.height * _PICTURE_SHARE))
    return Area(width, int(height * _PICTURE_SHARE))


def _finish(word: Any, desk: Desk, section: Node) -> tuple[str, ...]:
    """Write the footnotes and put the text into the package.

    Return the anchors that links lead to and no heading has.
    """
    root = make_footnotes()
    name = PackURI("/word/footnotes.xml")
    part = XmlPart(name, CT.WML_FOOTNOTES, cast("Any", root), word.package)
    word.relate_to(part, RT.FOOTNOTES)
    relations = Relations(part)
    for note in desk.shop.queue.notes:
        side = note.side
        spot = Spot(side, relations, desk.area.width, desk.area.height, in_note=True)
        _write_note(root, BlockWriter(desk.shop, spot), note)
    if ends_with_table(desk.body):
        add_gap(desk.body)
    lost = desk.shop.bookmarks.resolve(desk.shop.styles.id(Style.HYPERLINK))
    desk.body.append(section)
    old = word.element.body
    word.element.replace(old, desk.body)
    return lost


def _write_note(root: Node, writer: BlockWriter, note: Note) -> None:
    element = etree.SubElement(root, n.FOOTNOTE, {n.ID: str(note.number)})
    notes = note.side.notes
    labels = [OWN_NOTE]
    while labels:
        label = labels.pop(0)
        key = note.label if label == OWN_NOTE else label
        blocks = notes.definitions.get(key, ()) or (Paragraph(()),)
        writer.write(element, blocks, Context(note=label))
        labels += notes.nested
        notes.nested.clear()
    end_cell(element)


def _lost_links(anchors: tuple[str, ...], page: Page) -> list[Diagnostic]:
    return [
        Diagnostic(
            "docx.anchor",
            Severity.WARNING,
            Place(page.identifier),
            f"a link leads to “#{anchor}”, which no heading has; it became plain text",
            excerpt=f"#{anchor}",
        )
        for anchor in anchors
    ]


def _unused_notes(sides: tuple[Side, ...], page: Page) -> list[Diagnostic]:
    return [
        Diagnostic(
            "docx.footnote",
            Severity.WARNING,
            Place(page.identifier),
            f"nothing refers to the footnote “{label}” ({side.language}); "
            "it is not in the Word file",
            excerpt=f"[^{label}]",
        )
        for side in sides
        for label in side.notes.unused()
    ]
