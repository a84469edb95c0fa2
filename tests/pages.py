"""Pages for tests: two texts in Markdown, set in any layout, and looked at."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf

from duizhao.bilingual import pair_documents
from duizhao.document import BilingualDocument, Document, Heading
from duizhao.reading import Profile, read_manuscript, source_document
from duizhao.render.html import Medium, render_html
from duizhao.render.page import Asset, Layout, Page
from duizhao.render.pdf import render_pdf
from duizhao.source import Source

FOLDER = Path(__file__).parent.parent / "templates"
TEMPLATES = {
    file.name: file.read_text(encoding="utf-8")
    for file in FOLDER.iterdir()
    if file.suffix in {".html", ".css", ".toml"}
}
BOTH = (Layout.SIDE_BY_SIDE, Layout.INTERLEAVED, Layout.FACING)
ORIGINAL = (Layout.SOURCE, Layout.SOURCE_COLUMNS)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120">'
    b'<rect width="300" height="120" fill="#456"/></svg>'
)
PAGE = Page(
    layout=Layout.TARGET,
    language="en",
    publication="The Quay",
    time=datetime(2025, 9, 1, 8, tzinfo=UTC),
    identifier="quay",
    assets={"a.svg": Asset("a.svg", SVG, "image/svg+xml", 300, 120)},
    source_assets={"a.svg": Asset("a.svg", SVG, "image/svg+xml", 300, 120)},
)


def read(text: str, language: str) -> Document:
    """Return Markdown as a document."""
    profile = Profile(language)
    return source_document(read_manuscript(Source("a.md", text), profile), profile)


def document_of(
    source: str, target: str, layout: Layout
) -> Document | BilingualDocument:
    """Return what a layout shows of two texts."""
    before, after = read(source, "zh-Hans"), read(target, "en")
    after = _named_alike(before, after)
    if layout in BOTH:
        return pair_documents(before, after)
    return before if layout in ORIGINAL else after


def _named_alike(before: Document, after: Document) -> Document:
    """Return a translation whose headings have the original's anchors, as merged."""
    anchors = iter([b.anchor for b in before.blocks if isinstance(b, Heading)])
    return replace(
        after,
        blocks=tuple(
            replace(block, anchor=next(anchors, block.anchor))
            if isinstance(block, Heading)
            else block
            for block in after.blocks
        ),
    )


def set_page(
    source: str,
    target: str,
    layout: Layout,
    template: str = "handout.html",
    page: Page = PAGE,
) -> bytes:
    """Return the PDF of two texts; fail where the engine complains."""
    language = "zh-Hans" if layout in ORIGINAL else "en"
    page = replace(page, layout=layout, language=language)
    document = document_of(source, target, layout)
    html = render_html(document, page, TEMPLATES, template, Medium.PRINT)
    content, complaints = render_pdf(html, page)
    assert complaints == (), complaints
    return content


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Yield every structure element below the root, in reading order."""
    waiting: list[pikepdf.Object] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            waiting += reversed(list(found))
        elif isinstance(found, pikepdf.Dictionary) and "/S" in found:
            yield found
            if "/K" in found:
                waiting.append(found.K)


def opened(content: bytes) -> pikepdf.Pdf:
    """Return a PDF for a look at its objects."""
    return pikepdf.open(io.BytesIO(content))
