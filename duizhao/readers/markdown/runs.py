"""Runs: the unbroken stretches of inline text in a manuscript, with where they stand.

A run begins at the first inline event after a block border and ends at the next border;
tight list items, table cells and definitions need no case of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from duizhao.readers.markdown.parser import RawEvent
from duizhao.units import Break
from duizhao.values import value

_INLINE_TAGS = frozenset(
    {"Emphasis", "Strong", "Strikethrough", "Superscript", "Subscript", "Link", "Image"}
)
_SILENT = frozenset({"Html", "TaskListMarker", "Rule"})
_VERBATIM = frozenset({"CodeBlock", "HtmlBlock", "MetadataBlock"})


class Run(NamedTuple):
    """One stretch of inline text. Offsets are bytes.

    A tuple, because 50,000 of them are made of 6 MB.
    """

    start: int
    """Its first byte as the event tells it: after a backslash that escapes it."""
    stop: int
    """The first byte after it."""
    containers: tuple[str, ...]
    """The open blocks' names, outermost first; a heading's is `H1` to `H6`."""
    joints: Sequence[tuple[int, int, Break]]
    """Line ends inside: start, first byte of the next line's text, kind."""
    codes: Sequence[tuple[int, int]]
    """Outermost markup, ascending."""
    images: int
    """How many of the codes are pictures."""


@value
class BlockHtml:
    """A piece of a raw HTML block, where the author may speak to the tool."""

    start: int
    """Its first byte."""
    html: str
    """The HTML."""


@value
class Border:
    """A block begins or ends."""

    start: int
    """The block's first byte."""
    depth: int
    """How many blocks are open, this one not counted."""
    opens: bool
    """Whether it begins."""
    name: str
    """The block's name, as in `Run.containers`."""


def iter_runs(  # noqa: PLR0915 - see its first comment
    events: Iterable[RawEvent], *, borders: bool = False
) -> Iterator[Run | BlockHtml | Border]:
    """Yield the runs of `events` in order, and HTML blocks; with `borders` these too."""
    # One loop on purpose: it sees 300,000 events for 6 MB, and a call for each doubles it.
    new = tuple.__new__  # what `Run(…)` comes to, without a step between
    stack: list[str] = []
    first = last = -1  # the run at hand; -1 where none is open
    images = 0
    verbatim = False
    joints: list[tuple[int, int, Break]] = []
    codes: list[tuple[int, int]] = []
    for event, place in events:
        if event.__class__ is str:
            if event != "Rule" and first >= 0:
                kind = Break.SOFT if event == "SoftBreak" else Break.HARD
                joints.append((place["start"], -1, kind))
            continue
        name, tag = event.popitem()  # the quickest way to its only item
        begins = name == "Start"
        if begins or name == "End":
            block = tag
            if tag.__class__ is not str:
                (block,) = tag
            if block not in _INLINE_TAGS:
                if first >= 0:
                    yield new(Run, (first, last, tuple(stack), joints, codes, images))
                    first = last = -1
                    joints, codes = [], []
                    images = 0
                verbatim = begins and block in _VERBATIM  # none stands in another
                if not begins:
                    block = stack.pop()
                elif block == "Heading":
                    block = tag[block]["level"]
                if borders:
                    yield Border(place["start"], len(stack), begins, block)
                if begins:
                    stack.append(block)
                continue
            if not begins:
                continue
        elif name in _SILENT:
            if name == "Html":
                yield BlockHtml(place["start"], tag)
            continue
        if first < 0:
            if verbatim:
                continue
            first = place["start"]
        elif joints and joints[-1][1] < 0:
            joints[-1] = (joints[-1][0], place["start"], joints[-1][2])
        stop: int = place["end"]
        if stop > last:  # inside of markup nothing moves
            last = stop
            if name != "Text":
                codes.append((place["start"], stop))
                images += begins and block == "Image"
