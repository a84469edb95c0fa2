"""Runs: the unbroken stretches of inline text in a manuscript. Each is a unit.

A run begins at the first inline event after a block border and ends at the next border;
tight list items, table cells and definitions need no case of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple, TypeAlias, overload

from duizhao.readers.markdown.parser import RawEvent
from duizhao.units import Break, Joint, Syntax, Unit, UnitKind

_INLINE_TAGS = frozenset(
    {"Emphasis", "Strong", "Strikethrough", "Superscript", "Subscript", "Link", "Image"}
)
_VERBATIM = frozenset({"CodeBlock", "HtmlBlock", "MetadataBlock"})
_PARAGRAPH_IN = {
    "Item": UnitKind.LIST_ITEM,
    "BlockQuote": UnitKind.QUOTE,
    "FootnoteDefinition": UnitKind.FOOTNOTE,
    "DefinitionListDefinition": UnitKind.DEFINITION,
    "DefinitionListTitle": UnitKind.TERM,
}
_KEPT = frozenset({UnitKind.HEADING, UnitKind.TABLE_HEAD, UnitKind.TABLE_CELL})
"""The kinds of a text that stay where it is a picture and nothing else."""
_INDENT = "\u3000".encode()
_MARKDOWN = Syntax.MARKDOWN
_BACKSLASH, _BLANKS = ord("\\"), b" \t"

_BREAKS = {"SoftBreak": Break.SOFT, "HardBreak": Break.HARD}
_new = tuple.__new__  # what `Unit(…)` comes to, without a step between

_Break: TypeAlias = tuple[int, int, Break]
"""A line end in a run: where it begins, where the next line's text begins, its kind."""


class BlockHtml(NamedTuple):
    """A piece of a raw HTML block, where the author may speak to the tool."""

    start: int
    """Its first byte."""
    html: str
    """The HTML."""


class Border(NamedTuple):
    """A block begins or ends."""

    start: int
    """The block's first byte."""
    depth: int
    """How many blocks are open, this one not counted."""
    opens: bool
    """Whether it begins."""
    name: str
    """The block's name; a heading's is `H1` to `H6`."""


Item: TypeAlias = Unit | BlockHtml | Border
"""What stands in a manuscript, as far as its reader has to know."""


@overload
def read_runs(events: Iterable[RawEvent], data: bytes) -> list[Unit]: ...
@overload
def read_runs(
    events: Iterable[RawEvent], data: bytes, *, around: Literal[True]
) -> list[Item]: ...
def read_runs(  # noqa: PLR0915 - see its first comment
    events: Iterable[RawEvent], data: bytes, *, around: bool = False
) -> Sequence[Item]:
    """Return the units of `data` by its `events`, and what is `around` them, too."""
    # One loop on purpose: of 6 MB it sees 300,000 events; a call for each doubles it.
    found: list[Item] = []
    stack = ["", ""]  # what is open, "" for markup; there always seem to be two blocks
    first = last = -1  # the run at hand; -1 where none is open
    broken: tuple[int, Break] | None = None  # a line end, until the next line begins
    breaks: list[_Break] = []
    codes: list[tuple[int, int]] = []
    for event, place in events:
        if is_text := "Text" in event:
            pass  # to ask what it is is quicker than to take it apart
        elif "Start" in event:
            block = event["Start"]
            if block.__class__ is not str:
                block = "Link" if "Link" in block else next(iter(block))
            if block not in _INLINE_TAGS:
                if first >= 0:
                    found.append(_unit(data, (first, last), stack, codes, breaks))
                    first, codes, breaks, broken = -1, [], [], None
                if block == "Heading":
                    block = event["Start"][block]["level"]
                if around:
                    found.append(_border(place, stack, block, opens=True))
                stack.append(block)
                continue
            stack.append("")
        elif "End" in event:
            if stack[-1]:
                if first >= 0:
                    found.append(_unit(data, (first, last), stack, codes, breaks))
                    first, codes, breaks, broken = -1, [], [], None
                if around:
                    found.append(_border(place, stack[1:], stack[-1], opens=False))
            stack.pop()
            continue
        elif "Code" not in event:
            if event.__class__ is str:
                if event != "Rule" and first >= 0:
                    broken = place["start"], _BREAKS[event]
                continue
            if "TaskListMarker" in event:
                continue
            if around and "Html" in event:
                found.append(BlockHtml(place["start"], event["Html"]))
        if first < 0:
            if stack[-1] in _VERBATIM:
                continue
            first = last = place["start"]
        elif broken is not None:
            breaks.append((broken[0], place["start"], broken[1]))
            broken = None
        stop = place["end"]
        if stop > last:  # inside of markup nothing moves
            last = stop
            if not is_text:
                codes.append((place["start"], stop))
    return found


def _border(place: Any, stack: Sequence[str], name: str, *, opens: bool) -> Border:
    return Border(place["start"], len(stack) - 2, opens, name)


def _unit(
    data: bytes,
    place: tuple[int, int],
    stack: Sequence[str],
    codes: Sequence[tuple[int, int]],
    breaks: Sequence[_Break],
) -> Unit:
    """Return the unit of the run at `place`, in the blocks of `stack`."""
    kind, level = _kind(stack[-2], stack[-1])
    start, stop = place
    lines: tuple[Joint, ...] = ()
    if data[start - 1] == _BACKSLASH:
        start = _with_backslash(data, start)
    if breaks:
        lines = tuple(
            Joint(_before_blanks(data, begin), _line_start(data, end), how)
            for begin, end, how in breaks
        )
    if codes:
        if codes[0] == place and data.startswith(b"![", start) and kind not in _KEPT:
            kind = UnitKind.CAPTION
        if data.find(b"\n", start, stop) >= 0:
            lines = _with_broken_codes(data, codes, stack.count("BlockQuote"), lines)
    return _new(
        Unit,
        (kind, start, stop, level, _MARKDOWN, lines, tuple(codes), "", "", None),
    )


def _with_broken_codes(
    data: bytes,
    codes: Sequence[tuple[int, int]],
    quotes: int,
    lines: tuple[Joint, ...],
) -> tuple[Joint, ...]:
    """Return `lines` with the line ends in code spans and tags, which no event tells."""
    line_end = re.compile(rb"(?:\r\n?|\n)(?:[ \t]*>){0,%d}[ \t]*" % quotes)
    known = [(joint.start, joint.stop) for joint in lines]
    found = [
        Joint(match.start(), match.end(), Break.SOFT)
        for start, stop in codes
        for match in line_end.finditer(data, start, stop)
        if not any(a <= match.start() < b for a, b in known)
    ]
    return tuple(sorted((*lines, *found), key=lambda joint: joint.start))


@cache
def _kind(outer: str, inner: str) -> tuple[UnitKind, int]:
    """Return the kind of a run by the two blocks around it, and a heading's level."""
    if inner[:1] == "H" and inner[1:].isdigit():
        return UnitKind.HEADING, int(inner[1:])
    if inner == "TableCell":
        in_head = outer == "TableHead"
        return (UnitKind.TABLE_HEAD if in_head else UnitKind.TABLE_CELL), 0
    name = outer if inner == "Paragraph" else inner
    return _PARAGRAPH_IN.get(name, UnitKind.PARAGRAPH), 0


def _with_backslash(data: bytes, start: int) -> int:
    r"""Return where a text really begins: an escaping `\` belongs to it."""
    return start - 1 if start > 0 and data[start - 1] == _BACKSLASH else start


def _line_start(data: bytes, start: int) -> int:
    """Return where a line's text begins: after ideographic blanks of indentation."""
    while data.startswith(_INDENT, start):
        start += len(_INDENT)
    return _with_backslash(data, start)


def _before_blanks(data: bytes, start: int) -> int:
    """Return `start` moved over blanks before a line end that no event covers."""
    while start > 0 and data[start - 1] in _BLANKS:
        start -= 1
    return start
