"""What a renderer is told besides the document: values only, nothing to open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from duizhao.diagnostics import Place
from duizhao.values import value

if TYPE_CHECKING:
    # The settings name a format and a layout: they need not load the documents.
    from duizhao.document import SegmentState


Pages = Callable[[int, int], None]
"""Is told how many pages of a long PDF are laid out, and of about how many."""


def no_pages(_done: int, _about: int) -> None:
    """Tell nobody."""


class Format(StrEnum):
    """The kind of file a product is."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"


class Layout(StrEnum):
    """Which languages a product shows, and how."""

    TARGET = "target"
    """The translation alone."""
    SOURCE = "source"
    """The original alone."""
    SIDE_BY_SIDE = "side-by-side"
    """Every paragraph beside its translation."""
    INTERLEAVED = "interleaved"
    """Every paragraph above its translation."""
    FACING = "facing"
    """The original on left pages, the translation on right pages, paragraphs level."""
    COLUMNS = "columns"
    """The translation alone, in two columns."""
    SOURCE_COLUMNS = "source-columns"
    """The original alone, in two columns."""


ON_PAPER = frozenset({Layout.FACING, Layout.COLUMNS, Layout.SOURCE_COLUMNS})
"""The layouts that only a PDF has: a screen has no pages, and Word lays out its own."""

BILINGUAL = frozenset({Layout.SIDE_BY_SIDE, Layout.INTERLEAVED, Layout.FACING})
"""The layouts that show both languages."""


def why_not(form: Format, layout: Layout) -> tuple[str, str] | None:
    """Return what is wrong with a layout in a kind of file, and what to do; or None."""
    if form is Format.PDF or layout not in ON_PAPER:
        return None
    others = ", ".join(f'"{one}"' for one in Layout if one not in ON_PAPER)
    return (
        f'the layout "{layout}" is made of PDF pages and is not to be had as {form}',
        f'say format = "pdf", or one of the layouts {others}',
    )


@value
class Asset:
    """A picture, read and checked."""

    name: str
    """The file's name, for messages and package parts."""
    data: bytes = field(repr=False)
    """The file's bytes."""
    media_type: str
    """`image/png`, `image/jpeg`, `image/gif`, `image/webp` or `image/svg+xml`."""
    width: float
    """Natural width in CSS pixels (1/96 inch)."""
    height: float
    """Natural height in CSS pixels."""


@value
class Attached:
    """A file that goes along with a PDF for the archive."""

    name: str
    """The file's name, without a folder."""
    data: bytes = field(repr=False)
    """Its bytes."""
    media_type: str
    """What kind of file it is, as in `text/markdown`."""
    description: str
    """What it is, in a few words."""


@value
class Unfinished:
    """A segment of a draft that is not translated yet, for the list at its end."""

    key: int
    """Its number in the document, as in `Marked.key`."""
    state: SegmentState
    """Fuzzy or untranslated."""
    text: str
    """The source text, as plain characters."""
    place: Place
    """Where it stands in the manuscript."""


@value
class Page:
    """The settings of one product of one document."""

    layout: Layout
    """Which languages it shows."""
    language: str
    """BCP 47 tag of the product: the target's, or the source's for `source`."""
    publication: str
    """The publication's title, for running heads; may be empty."""
    time: datetime
    """The build's one clock, aware; from SOURCE_DATE_EPOCH where that is set."""
    identifier: str
    """A stable identifier of document and product, for metadata."""
    assets: Mapping[str, Asset]
    """Pictures by `Image.target`. One that is missing here could not be read: the
    renderer shows a visible placeholder with the alt text."""
    source_assets: Mapping[str, Asset] = field(default_factory=dict)
    """Pictures for the source side of a bilingual layout."""
    theme: Mapping[str, str] = field(default_factory=dict)
    """The editor's own values for templates, from `[theme]` in `duizhao.toml`."""
    decor: Mapping[str, Asset] = field(default_factory=dict)
    """The pictures of the templates, such as a logo, by file name."""
    unfinished: tuple[Unfinished, ...] = ()
    """What a draft lists at its end; empty for a finished text."""
    archive: bool = False
    """Whether a PDF is made for the archive: PDF/A-3u, the files in `attached`."""
    attached: tuple[Attached, ...] = ()
    """The files that the document was made of."""
    percent: int = 100
    """How much of the document is translated, in whole per cent, rounded down."""
