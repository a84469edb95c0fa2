"""What stands before the text: title, lead, author; and a draft's notice."""

from __future__ import annotations

from lxml.etree import _Element as Node

from duizhao.document import Inline, Metadata, Text
from duizhao.render.dates import set_date
from duizhao.render.docx import runs as f
from duizhao.render.docx.blocks import BlockWriter
from duizhao.render.docx.paragraphs import Shape, add_paragraph
from duizhao.render.docx.shop import Shop
from duizhao.render.docx.styles import Style
from duizhao.render.page import Page


def write_notice(body: Node, shop: Shop, page: Page) -> None:
    """Say on top of a draft that is not finished how far it has come."""
    if not page.unfinished:
        return
    paragraph = add_paragraph(body, Shape(shop.styles.id(Style.NOTICE)))
    head = f"{shop.labels['draft']} · {page.percent} %"
    shop.runs.text(paragraph, head, f.BOLD)
    shop.runs.text(paragraph, f" · {shop.labels['unfinished_lead']}", 0)


def write_front(
    body: Node, writer: BlockWriter, metadata: Metadata, language: str
) -> None:
    """Write the title block of one language."""
    for inlines, style in (
        (metadata.title, Style.TITLE),
        (metadata.subtitle, Style.SUBTITLE),
        (metadata.lead, Style.LEAD),
        (byline(metadata, language), Style.AUTHOR),
    ):
        if inlines:
            writer.paragraph(body, inlines, style)


def write_both_fronts(
    body: Node,
    writers: tuple[BlockWriter, BlockWriter],
    metadata: tuple[Metadata, Metadata],
    language: str,
) -> None:
    """Write the title block of two languages, the original first and smaller.

    `language` is the translation's; the leads are rows of the text and left to it.
    """
    source, target = writers
    first, second = metadata
    if first.title:
        source.paragraph(body, first.title, Style.SOURCE_TITLE)
    if first.subtitle:
        source.paragraph(body, first.subtitle, Style.SUBTITLE)
    if second.title:
        target.paragraph(body, second.title, Style.TITLE)
    if second.subtitle:
        target.paragraph(body, second.subtitle, Style.SUBTITLE)
    line = byline(second, language)
    if first.author and first.author != second.author:
        line = (*first.author, *((Text(" · "),) if line else ()), *line)
    if line:
        target.paragraph(body, line, Style.AUTHOR)


def byline(metadata: Metadata, language: str) -> tuple[Inline, ...]:
    """Return author and date in one line; empty where there are neither."""
    date = set_date(metadata.date, language)
    if metadata.author and date:
        return (*metadata.author, Text(f" · {date}"))
    return metadata.author or ((Text(date),) if date else ())
