"""Units: the translatable stretches of a manuscript, as ranges of its text.

The law that carries the rest: units and what lies between them concatenate to the
manuscript, so a merge that leaves a unit alone changes no byte of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from duizhao.diagnostics import Diagnostic
from duizhao.source import LineIndex, Source


class UnitKind(StrEnum):
    """What kind of text a unit is; shown to translators, and the context of a clash."""

    FRONT_MATTER = "front matter"
    TITLE = "title"
    BYLINE = "byline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    QUOTE = "quotation"
    TABLE_HEAD = "table head"
    TABLE_CELL = "table cell"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    TERM = "term"
    DEFINITION = "definition"


class Syntax(StrEnum):
    """How a unit's text is written, and so how a translation is put in its place."""

    MARKDOWN = "markdown"
    """Inline Markdown; the msgid keeps the markup."""
    PLAIN = "plain"
    """Characters that mean themselves."""
    YAML = "yaml"
    """One YAML scalar; the msgid is its value."""


class Break(StrEnum):
    """A line end inside a unit."""

    SOFT = "soft"
    """Joins with nothing between Han characters, with a blank elsewhere."""
    HARD = "hard"
    """A line break that shows; `\\n` in the msgid."""


@dataclass(frozen=True, slots=True)
class Joint:
    """Bytes inside a unit that stand for a line end, with the markup of the next line."""

    start: int
    """The first byte of it, in the manuscript."""
    stop: int
    """The first byte after it: after any `> ` or indentation."""
    kind: Break
    """Whether it shows."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One block's translatable text. Offsets are bytes of `Manuscript.data`."""

    kind: UnitKind
    """What kind of text it is."""
    start: int
    """Its first byte."""
    stop: int
    """The first byte after it."""
    level: int = 0
    """1 to 6 for a heading; 0 elsewhere."""
    syntax: Syntax = Syntax.MARKDOWN
    """How it is written."""
    joints: tuple[Joint, ...] = ()
    """The line ends inside it, ascending."""
    codes: tuple[tuple[int, int], ...] = ()
    """Stretches that no sentence border may cut: outermost markup, ascending."""
    name: str = ""
    """The front matter key; empty elsewhere."""
    comment: str = ""
    """What the author says to the translator (`<!-- i18n:comment: … -->`)."""
    value: str | None = None
    """The decoded text where it is not what the bytes say (YAML); else None."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A manuscript read: its bytes, its translatable ranges, what was odd about it."""

    source: Source
    """The file."""
    data: bytes = field(repr=False)
    """`source.text` in UTF-8; what unit offsets count."""
    lines: LineIndex = field(repr=False)
    """Places of offsets in the author's own file."""
    units: tuple[Unit, ...]
    """The translatable ranges, ascending, none touching another."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What the reader could not make sense of; the text itself is carried over."""
