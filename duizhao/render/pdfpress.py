"""One page's text through WeasyPrint's layout, a long one in several processes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from types import ModuleType
from typing import Any

from duizhao.render.page import Layout, Page, Pages
from duizhao.render.pdfchapters import Bindery
from duizhao.render.pdffacing import face
from duizhao.render.pdfpaint import Sheaf, bind, number_pages, paint_apart


class Press:
    """What lays out the text of one page."""

    def __init__(
        self,
        weasyprint: ModuleType,
        page: Page,
        options: Mapping[str, Any],
        seconds: float,
    ) -> None:
        self.weasyprint = weasyprint
        self.facing = page.layout is Layout.FACING
        self.options = options
        self.seconds = seconds
        self.pictures: dict[str, Any] = {}

    def lay_out(
        self, html: Any, fonts: Any, records: list[str], progress: Pages
    ) -> Any:
        """Return WeasyPrint's document; a long text's pages have been drawn already.

        `records` fills with what the engine complains of.
        """
        draw = partial(self.draw, html)
        html.bindery = bindery = Bindery(
            self.weasyprint, draw, self.facing, self.seconds, progress, records
        )
        document = html.render(font_config=fonts, cache=self.pictures, **self.options)
        if bindery.sheaves:
            find = partial(self.find_picture, html)
            return bind(self.weasyprint, document, bindery.sheaves, find)
        if self.facing:
            document = face(document, self.weasyprint.document.Page)
        number_pages(document, self.weasyprint.pdf.pydyf)
        return document

    def draw(
        self,
        html: Any,
        boxes: list[Any],
        first: int,
        anchors: Collection[str],
        context: Any,
    ) -> Sheaf:
        """Draw the pages of a fork."""
        module = self.weasyprint.document
        _, usual = module.VARIANTS[self.options["pdf_variant"]]
        document = module.Document(
            [module.Page(box) for box in boxes],
            module.DocumentMetadata(**module.get_html_metadata(html)),
            html.url_fetcher,
            context.font_config,
            {},
            usual.get("output_intent"),
        )
        where = first, anchors
        return paint_apart(
            self.weasyprint, document, where, self.pictures, self.options
        )

    def find_picture(self, html: Any, url: str) -> Any:
        """Return a picture as WeasyPrint holds it."""
        find = self.weasyprint.images.get_image_from_uri
        options = self.weasyprint.DEFAULT_OPTIONS
        return find(self.pictures, html.url_fetcher, options, url)
