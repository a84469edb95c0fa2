"""A row of the table that shows a picture, above its caption."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from lxml import etree

from duizhao.render.docx import names as n
from duizhao.render.docx.pictures import Picture, Pictures, fit
from duizhao.render.page import Asset
from duizhao.review.sheet import Figure

_HEIGHT: Final = 2400  # twips, 42 mm: high enough to know it, low enough to read on
_MARGINS: Final = 200  # twips, left and right in a cell together


class Illustrations:
    """Puts pictures into cells."""

    def __init__(self, word: Any) -> None:
        """Put them into `word`, python-docx's document."""
        self._part = word.part
        self._pictures = Pictures(word.part.package)

    def show(
        self, cells: Sequence[Any], widths: Sequence[int], figure: Figure, alt: str
    ) -> bool:
        """Show the picture of the original and that of the translation in two cells.

        Returns whether there is anything to see: Word cannot show every picture.
        """
        sides = zip(cells, widths, (figure.source, figure.target), strict=True)
        drawn = [
            self._draw(cell[-1], width, asset, alt)
            for cell, width, asset in sides
            if asset is not None
        ]
        return any(drawn)

    def _draw(self, paragraph: Any, width: int, asset: Asset, alt: str) -> bool:
        stored = self._pictures.store(asset)
        if stored is None:
            return False
        properties = etree.SubElement(paragraph, n.P_PR)
        etree.SubElement(properties, n.KEEP_NEXT)
        run = etree.SubElement(paragraph, n.RUN)
        wide, high = fit(asset, width - _MARGINS, _HEIGHT)
        self._pictures.draw(run, stored, self._part, Picture(wide, high, alt))
        return True
