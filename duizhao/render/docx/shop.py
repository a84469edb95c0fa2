"""What the writers of one product share."""

from __future__ import annotations

from collections.abc import Mapping

from duizhao.render.docx.links import Bookmarks, Relations
from duizhao.render.docx.numbering import Numbering
from duizhao.render.docx.pictures import Pictures
from duizhao.render.docx.runs import Runs
from duizhao.render.docx.sides import Queue, Side
from duizhao.render.docx.styles import StyleBook
from duizhao.render.docx.text import Cleaner
from duizhao.values import value


@value
class Shop:
    """The tools, one of each for a product."""

    styles: StyleBook
    """The template's styles."""
    numbering: Numbering
    """Its lists."""
    bookmarks: Bookmarks
    """The anchors of the text."""
    cleaner: Cleaner
    """What keeps forbidden characters out."""
    pictures: Pictures
    """The pictures of the package."""
    runs: Runs
    """What writes characters."""
    queue: Queue
    """The footnotes marked so far."""
    labels: Mapping[str, str]
    """The words that the draft says itself."""
    segments: Mapping[int, str] | None = None
    """The bookmarks of marked segments by their numbers, in a review; else None."""


@value
class Spot:
    """Where text is written: a column of the page, a cell, a footnote."""

    side: Side
    """In which language."""
    relations: Relations
    """The relationships of the part that it is written to."""
    width: int
    """How wide it is, in twips."""
    height: int
    """How high a picture may be, in twips."""
    in_note: bool = False
    """Whether it is a footnote, where no other footnote may be marked."""
