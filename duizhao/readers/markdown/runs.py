"""Runs: the unbroken stretches of inline text in a manuscript. Each is a unit.

A run begins at the first inline event after a block border and ends at the next border;
tight list items, table cells and definitions need no case of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from duizhao.readers.markdown.parser import RawEvent
from duizhao.units import Break, Joint, Syntax, Unit, UnitKind

_MARKUP = ""  # what tags open that are no blocks
_KINDS: dict[str, Any] = {
    "Heading": UnitKind.HEADING,
    "List": UnitKind.PARAGRAPH,
    "Item": UnitKind.LIST_ITEM,
    "BlockQuote": UnitKind.QUOTE,
    "FootnoteDefinition": UnitKind.FOOTNOTE,
    "DefinitionList": UnitKind.PARAGRAPH,
    "DefinitionListTitle": UnitKind.TERM,
    "DefinitionListDefinition": UnitKind.DEFINITION,
    "Table": UnitKind.PARAGRAPH,
    "TableHead": UnitKind.TABLE_HEAD,
    "TableRow": UnitKind.TABLE_CELL,
    "CodeBlock": None,
    "HtmlBlock": None,
    "MetadataBlock": None,
    **dict.fromkeys(("Emphasis", "Strong", "Strikethrough"), _MARKUP),
    **dict.fromkeys(("Superscript", "Subscript", "Link", "Image"), _MARKUP),
}
"""What a text in a block is, None for no text; in any other what it is around that."""
_KEPT = frozenset({UnitKind.HEADING, UnitKind.TABLE_HEAD, UnitKind.TABLE_CELL})
"""The kinds of a text that stay where it is a picture and nothing else."""
_HEADING, _QUOTE = UnitKind.HEADING, UnitKind.QUOTE
_INDENT = "\u3000".encode()
_MARKDOWN = Syntax.MARKDOWN
_BACKSLASH, _BANG, _BLANKS = ord("\\"), ord("!"), b" \t"

_BREAKS = {"SoftBreak": Break.SOFT, "HardBreak": Break.HARD}
_new = tuple.__new__  # what `Unit(…)` comes to, without a step between

_Break: TypeAlias = tuple[int, int, Break]
"""A line end in a run: where it begins, where the next line's text begins, its kind."""
_Kinds: TypeAlias = list[UnitKind | None]
_Run: TypeAlias = tuple[
    UnitKind | None, int, int, int, list[tuple[int, int]], list[_Break], _Kinds
]
"""What it is (None for code and HTML), its level as a heading, its first byte and end,
the markup and the line ends in it, and what the blocks around it are."""


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


def read_runs(events: Iterable[RawEvent], data: bytes) -> list[Unit]:
    """Return the units of `data` by its `events`."""
    found: list[Unit] = []
    _add_units(events, data, found)
    return found


def read_all(events: Iterable[RawEvent], data: bytes) -> list[Item]:
    """Return the units of `data` by its `events`, and what stands around them."""
    found: list[Item] = []
    _add_units(_around(events, found), data, found)
    return found


def _around(events: Iterable[RawEvent], found: list[Item]) -> Iterator[RawEvent]:
    """Yield `events`; once each is read, add to `found` what it says beside texts."""
    names: list[str] = []
    for event, place in events:
        yield event, place
        if "Start" in event:
            name = _tag_name(event["Start"])
            if _KINDS.get(name) is not _MARKUP:
                found.append(Border(place["start"], len(names), True, name))  # noqa: FBT003
                names.append(name)
        elif "End" in event:
            if _KINDS.get(_tag_name(event["End"])) is not _MARKUP:
                name = names.pop()
                found.append(Border(place["start"], len(names), False, name))  # noqa: FBT003
        elif "Html" in event:
            found.append(BlockHtml(place["start"], event["Html"]))


def _tag_name(tag: Any) -> str:
    if isinstance(tag, str):
        return tag
    ((name, value),) = tag.items()
    return str(value["level"] if name == "Heading" and "level" in value else name)


def _add_units(events: Iterable[RawEvent], data: bytes, found: list[Any]) -> None:
    """Add to `found` the units of `data`, each at the border that ends it."""
    escapes = b"\\" in data
    add = found.append
    for inner, level, first, stop, codes, breaks, around in _find_runs(events):
        if (kind := inner) is None:
            continue
        start = first
        if escapes and data[first - 1] == _BACKSLASH:
            start = _with_backslash(data, first)
        lines: tuple[Joint, ...] = ()
        if breaks:
            lines = tuple(
                Joint(_before_blanks(data, begin), _line_start(data, end), how)
                for begin, end, how in breaks
            )
        outer: tuple[tuple[int, int], ...] = ()
        if codes:
            outer = tuple(codes)
            alone = data[start] == _BANG and codes[0] == (first, stop)
            if alone and data.startswith(b"![", start) and kind not in _KEPT:
                kind = UnitKind.CAPTION
            if data.find(b"\n", start, stop) >= 0:
                lines = _with_broken_codes(data, codes, around.count(_QUOTE), lines)
        row = (kind, start, stop, level, _MARKDOWN, lines, outer, "", "", None)
        add(_new(Unit, row))


def _find_runs(events: Iterable[RawEvent]) -> Iterator[_Run]:  # noqa: PLR0915 - below
    """Yield the runs of a manuscript."""
    # One loop on purpose: of 6 MB it sees 300,000 events; a call for each doubles it.
    kind: UnitKind | None = UnitKind.PARAGRAPH  # of a text that stands here
    around: _Kinds = []  # likewise, in the blocks around
    inside = level = 0  # how much markup is open; a heading's level
    first = last = -1  # the run at hand; -1 where none is open
    broken: tuple[int, Break] | None = None  # a line end, until the next line begins
    breaks: list[_Break] = []
    codes: list[tuple[int, int]] = []
    for event, place in events:
        if "Text" in event:
            if first < 0:
                first = place["start"]
            elif broken is not None:
                breaks.append((broken[0], place["start"], broken[1]))
                broken = None
            if not inside:  # there nothing moves
                last = place["end"]
            continue
        if "Start" in event:
            tag = event["Start"]
            if tag.__class__ is not str:
                tag = "Link" if "Link" in tag else next(iter(tag))
            opened = _KINDS.get(tag, kind)
            if opened is not _MARKUP:
                if first >= 0:
                    yield kind, level, first, last, codes, breaks, around
                    first, last, broken, breaks, codes = -1, -1, None, [], []
                around.append(kind)
                kind, level = opened, 0
                if kind is _HEADING:
                    level = int(event["Start"]["Heading"]["level"][1])
                continue
            inside += 1
        elif "End" in event:
            if inside:
                inside -= 1
                continue
            if first >= 0:
                yield kind, level, first, last, codes, breaks, around
                first, last, broken, breaks, codes = -1, -1, None, [], []
            kind, level = around.pop(), 0
            continue
        elif "Code" not in event:
            if event.__class__ is str:
                if event != "Rule" and first >= 0:
                    broken = place["start"], _BREAKS[event]
                continue
            if "TaskListMarker" in event:
                continue
        if first < 0:
            first = place["start"]
        elif broken is not None:
            breaks.append((broken[0], place["start"], broken[1]))
            broken = None
        stop = place["end"]
        if stop > last:
            last = stop
            codes.append((place["start"], stop))


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
