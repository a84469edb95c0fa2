"""Inlines with their bytes: joining texts, and marking unfinished segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from duizhao.document import Inline, Marked, SegmentState, Text
from duizhao.readers.linkify import linkify
from duizhao.values import value


@value
class Mark:
    """A segment to be wrapped in `Marked`. Offsets are bytes."""

    start: int
    """Its first byte."""
    stop: int
    """The first byte after it."""
    state: SegmentState
    """Fuzzy or untranslated."""
    key: int
    """Its number in the document."""


@value
class Placed:
    """An inline with the bytes it stands on."""

    node: Inline
    """The inline."""
    start: int
    """Its first byte."""
    stop: int
    """The first byte after it."""


def join_texts(inlines: Iterable[Inline], *, links: bool = True) -> tuple[Inline, ...]:
    """Return `inlines` with neighbouring texts made one and bare URLs made links."""
    out: list[Inline] = []
    for node in inlines:
        previous = out[-1] if out else None
        if isinstance(node, Text) and isinstance(previous, Text):
            out[-1] = Text(previous.value + node.value)
        elif not (isinstance(node, Text) and not node.value):
            out.append(node)
    if not links:
        return tuple(out)
    return tuple(
        part
        for node in out
        for part in (linkify(node.value) if isinstance(node, Text) else (node,))
    )


def mark_segments(
    placed: Sequence[Placed], marks: Sequence[Mark], data: bytes
) -> list[Inline]:
    """Return the inlines with each mark's stretch wrapped; texts are cut at borders."""
    out: list[Inline] = []
    borders = sorted({edge for mark in marks for edge in (mark.start, mark.stop)})
    open_mark: Mark | None = None
    inside: list[Inline] = []
    for item in _cut(placed, borders, data):
        mark = next((m for m in marks if m.start <= item.start < m.stop), None)
        if mark is not open_mark and open_mark is not None:
            out.append(Marked(join_texts(inside), open_mark.state, open_mark.key))
            inside = []
        open_mark = mark
        (out if mark is None else inside).append(item.node)
    if open_mark is not None:
        out.append(Marked(join_texts(inside), open_mark.state, open_mark.key))
    return out


def _cut(placed: Sequence[Placed], borders: Sequence[int], data: bytes) -> list[Placed]:
    out: list[Placed] = []
    for item in placed:
        edges = [edge for edge in borders if item.start < edge < item.stop]
        if not edges or not isinstance(item.node, Text):
            out.append(item)
            continue
        points = [item.start, *edges, item.stop]
        out.extend(
            Placed(Text(data[a:b].decode("utf-8", "surrogatepass")), a, b)
            for a, b in pairwise(points)
        )
    return out
