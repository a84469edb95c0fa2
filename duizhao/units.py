"""Units: the translatable stretches of a manuscript, as ranges of its text.

The law that carries the rest: units and what lies between them concatenate to the
manuscript, so a merge that leaves a unit alone changes no byte of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import field
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from duizhao.diagnostics import Diagnostic
from duizhao.language import joins_without_blank
from duizhao.source import LineIndex, Source
from duizhao.values import value


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


class Joint(NamedTuple):
    """Bytes inside a unit that stand for a line end, with the markup of the next line."""

    start: int
    """The first byte of it, in the manuscript."""
    stop: int
    """The first byte after it: after any `> ` or indentation."""
    kind: Break
    """Whether it shows."""


class Unit(NamedTuple):
    """One block's translatable text. Offsets are bytes of `Manuscript.data`.

    A tuple like the other small values here: 50,000 of each are made of 6 MB, and a
    frozen dataclass takes five times as long to make.
    """

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


@value
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


class Chunk(NamedTuple):
    """A stretch of a unit that is the same in the manuscript and in its text."""

    char: int
    """Where it begins in the unit's text, in characters."""
    byte: int
    """Where it begins in the manuscript, in bytes."""
    text: str
    """The characters."""


_CHAR = attrgetter("char")


class UnitText(NamedTuple):
    r"""A unit as a translator reads it: one line, a `\n` for each hard line break."""

    text: str
    """The characters."""
    chunks: tuple[Chunk, ...]
    """Where they come from, ascending; what is between them stands for a line end."""

    def byte_start(self, char: int) -> int:
        """Return the byte of the character at `char`; of two sides, the later one."""
        chunk = self.chunks[bisect_right(self.chunks, char, key=_CHAR) - 1]
        return chunk.byte + len(chunk.text[: char - chunk.char].encode())

    def byte_stop(self, char: int) -> int:
        """Return the byte after the character before `char`."""
        found = bisect_left(self.chunks, char, key=_CHAR) - 1
        chunk = self.chunks[max(found, 0)]
        return chunk.byte + len(chunk.text[: char - chunk.char].encode())


def unit_text(data: bytes, unit: Unit, *, cjk_breaks: bool = True) -> UnitText:
    r"""Return the text of `unit` with its line ends resolved.

    A soft line end goes between Han characters (if `cjk_breaks`) and becomes a blank
    elsewhere; a hard one becomes a line feed.
    """
    if unit.value is not None:
        return UnitText(unit.value, (Chunk(0, unit.start, unit.value),))
    if not unit.joints:
        text = data[unit.start : unit.stop].decode("utf-8", "surrogatepass")
        return UnitText(text, (Chunk(0, unit.start, text),))
    chunks: list[Chunk] = []
    parts: list[str] = []
    char, begin = 0, unit.start
    for joint in (*unit.joints, None):
        stop = unit.stop if joint is None else joint.start
        text = data[begin:stop].decode("utf-8", "surrogatepass")
        chunks.append(Chunk(char, begin, text))
        parts.append(text)
        char += len(text)
        if joint is not None:
            begin = joint.stop
            parts.append(_joiner(data, unit, joint, cjk_breaks=cjk_breaks))
            char += len(parts[-1])
    return UnitText("".join(parts), tuple(chunks))


_MARKUP = b"*_~"


def _joiner(data: bytes, unit: Unit, joint: Joint, *, cjk_breaks: bool) -> str:
    if joint.kind is Break.HARD:
        return "\n"
    if not cjk_breaks:
        return " "
    # Four bytes hold any character; a character cut at the edge is dropped.
    before = data[max(unit.start, joint.start - 12) : joint.start].rstrip(_MARKUP)
    after = data[joint.stop : min(unit.stop, joint.stop + 12)].lstrip(_MARKUP + b"[")
    left = before.decode("utf-8", "ignore")[-1:]
    right = after.decode("utf-8", "ignore")[:1]
    return "" if left and right and joins_without_blank(left, right) else " "
