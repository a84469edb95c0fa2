"""The document model: what readers give and renderers see.

Closed unions of frozen values. No node knows a file format, a catalog or a template.
A soft line break never appears: readers resolve it (nothing between Han characters, a
blank elsewhere).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import TypeAlias

from duizhao.values import value


class SegmentState(StrEnum):
    """What a stretch of the translated text is."""

    TRANSLATED = "translated"
    """A finished translation."""
    FUZZY = "fuzzy"
    """A translation that somebody still has to look at."""
    UNTRANSLATED = "untranslated"
    """Still the source text."""


# --- inlines -------------------------------------------------------------------------


@value
class Text:
    """Plain characters, escapes and entities resolved."""

    value: str
    """The characters; never holds a line break."""


@value
class Emphasis:
    """Stressed text (`*so*`): italic in English, emphasis dots or 楷体 in Chinese."""

    children: tuple[Inline, ...]
    """The content."""


@value
class Strong:
    """Strongly stressed text (`**so**`)."""

    children: tuple[Inline, ...]
    """The content."""


@value
class Strikethrough:
    """Text struck out (`~~so~~`)."""

    children: tuple[Inline, ...]
    """The content."""


@value
class Code:
    """A code span."""

    value: str
    """The characters, white space kept."""


@value
class Link:
    """A hyperlink; `target` has been checked by `duizhao.urls` or is empty."""

    children: tuple[Inline, ...]
    """The link's text."""
    target: str
    """A URL with an allowed scheme, a relative path or `#anchor`; empty if refused."""
    title: str = ""
    """The title shown on hovering; empty for none."""


@value
class Image:
    """A picture inside a line of text."""

    target: str
    """The path as written in the manuscript: the key of the renderer's assets."""
    alt: str
    """The text for those who cannot see it."""
    title: str = ""
    """The caption; empty for none."""


@value
class FootnoteMark:
    """A reference to a footnote, to be found in `Document.footnotes`."""

    label: str
    """The footnote's label, not its printed number."""


@value
class LineBreak:
    """A hard line break."""


@value
class RawInline:
    """A raw HTML tag, carried over. Renderers may interpret `br`, `sub`, `sup`, `kbd`
    and `u`, and drop the others (their text stays, being text of its own).
    """

    html: str
    """One tag or comment, as written."""


@value
class Math:
    """A formula in TeX notation, shown as it is."""

    tex: str
    """The formula without its dollar signs."""
    display: bool = False
    """Whether it stands on a line of its own."""


@value
class Marked:
    """One segment of a translated text that is not finished: drafts show it so."""

    children: tuple[Inline, ...]
    """The segment's content."""
    state: SegmentState
    """Fuzzy or untranslated."""
    key: int
    """The segment's number in the document, from 1, in reading order."""


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Strikethrough
    | Code
    | Link
    | Image
    | FootnoteMark
    | LineBreak
    | RawInline
    | Math
    | Marked
)

# --- blocks --------------------------------------------------------------------------


class Alignment(StrEnum):
    """Where a table column's text stands."""

    NONE = "none"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@value
class Heading:
    """A heading."""

    level: int
    """1 to 6."""
    children: tuple[Inline, ...]
    """The content."""
    anchor: str = ""
    """The id that links point to, unique in the document; the same in both languages."""


@value
class Paragraph:
    """A paragraph of running text."""

    children: tuple[Inline, ...]
    """The content."""


@value
class Figure:
    """A picture that is a block of its own: a paragraph holding nothing else."""

    image: Image
    """The picture."""
    caption: tuple[Inline, ...] = ()
    """What stands beneath it: the image's title; empty for none."""


@value
class Quote:
    """A block quotation."""

    children: tuple[Block, ...]
    """The content."""
    kind: str = ""
    """`note`, `tip`, `important`, `warning` or `caution` for a GFM alert, `pull` for a
    pull quote; else empty."""


@value
class ListItem:
    """One item of a list."""

    children: tuple[Block, ...]
    """The content."""
    checked: bool | None = None
    """Whether a task is done; None where the item is no task."""


@value
class BulletList:
    """A list without numbers."""

    items: tuple[ListItem, ...]
    """The items."""
    tight: bool = True
    """Whether the items stand without space between them."""


@value
class OrderedList:
    """A numbered list."""

    items: tuple[ListItem, ...]
    """The items."""
    start: int = 1
    """The first number."""
    tight: bool = True
    """Whether the items stand without space between them."""


@value
class Definition:
    """A term with what it means."""

    term: tuple[Inline, ...]
    """The term."""
    meanings: tuple[tuple[Block, ...], ...]
    """One or more explanations."""


@value
class DefinitionList:
    """A list of terms and their meanings."""

    items: tuple[Definition, ...]
    """The terms in order."""


@value
class CodeBlock:
    """A block of code, never translated by default."""

    text: str
    """The code, with its line ends, the last one included."""
    language: str = ""
    """The fence's info string's first word; empty for none."""


@value
class RawBlock:
    """A block of raw HTML, carried over; renderers leave it out."""

    html: str
    """The HTML as written."""


@value
class Rule:
    """A thematic break."""


@value
class MathBlock:
    """A formula on lines of its own."""

    tex: str
    """The formula without its dollar signs."""


@value
class Cell:
    """One cell of a table."""

    children: tuple[Inline, ...]
    """The content."""


@value
class Table:
    """A table with one head row. Every row has as many cells as `alignments`."""

    alignments: tuple[Alignment, ...]
    """One for each column."""
    head: tuple[Cell, ...]
    """The head row's cells."""
    rows: tuple[tuple[Cell, ...], ...]
    """The body's rows."""


Block: TypeAlias = (
    Heading
    | Paragraph
    | Figure
    | Quote
    | BulletList
    | OrderedList
    | DefinitionList
    | CodeBlock
    | RawBlock
    | Rule
    | MathBlock
    | Table
)

# --- documents -----------------------------------------------------------------------


@value
class Metadata:
    """What stands in front of the text."""

    title: tuple[Inline, ...] = ()
    """The title; empty where the manuscript has none."""
    subtitle: tuple[Inline, ...] = ()
    """The subtitle."""
    lead: tuple[Inline, ...] = ()
    """The standfirst: a sentence or two that opens the piece."""
    author: tuple[Inline, ...] = ()
    """Who wrote it."""
    date: str = ""
    """The date as written; ISO 8601 dates are set in the product's locale."""
    keywords: tuple[str, ...] = ()
    """Key words, in order."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Every other scalar of the front matter, by key, for templates."""


@value
class Document:
    """One document in one language."""

    language: str
    """A BCP 47 tag such as `zh-Hans` or `en`."""
    metadata: Metadata
    """Title and so on. A level-1 heading that opens the text is moved here."""
    blocks: tuple[Block, ...]
    """The text, footnotes left out."""
    footnotes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    """The footnotes by label, in the order of their definitions."""


@value
class Pair:
    """Two blocks that say the same: a row of a side-by-side page."""

    source: Block
    """The original."""
    target: Block
    """The translation: a block of the same type."""


@value
class Shared:
    """Two blocks that take the full width: figures, tables, code, rules."""

    source: Block
    """The original."""
    target: Block
    """The translation: a block of the same type, equal where there is no text."""


Row: TypeAlias = Pair | Shared


@value
class BilingualDocument:
    """A document and its translation, block beside block."""

    source: Document
    """The original whole: its metadata and footnotes are used."""
    target: Document
    """The translation whole."""
    rows: tuple[Row, ...]
    """The text of both, in reading order. A list or quotation gives a row an item or
    paragraph: each row then holds a list of one item, numbered as in the whole."""
