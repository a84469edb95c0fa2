"""Runs: the unbroken stretches of inline text in a manuscript, with where they stand.

A run begins at the first inline event after a block border and ends at the next border;
tight list items, table cells and definitions need no case of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from duizhao.readers.markdown.parser import RawEvent
from duizhao.units import Break

_INLINE_TAGS = frozenset(
    {"Emphasis", "Strong", "Strikethrough", "Superscript", "Subscript", "Link", "Image"}
)
_OPAQUE = frozenset(
    {"Code", "InlineHtml", "FootnoteReference", "InlineMath", "DisplayMath"}
)
_SILENT = frozenset({"Html", "TaskListMarker", "Rule"})


@dataclass(slots=True)
class Run:
    """One stretch of inline text. Offsets are bytes."""

    start: int
    """Its first byte as the event tells it: after a backslash that escapes it."""
    stop: int
    """The first byte after it."""
    containers: tuple[str, ...]
    """The open blocks' names, outermost first; a heading's is `H1` to `H6`."""
    joints: list[tuple[int, int, Break]] = field(default_factory=list)
    """Line ends inside: start, first byte of the next line's text, kind."""
    codes: list[tuple[int, int]] = field(default_factory=list)
    """Outermost markup, ascending."""
    images: int = 0
    """How many of the codes are pictures."""


@dataclass(frozen=True, slots=True)
class BlockHtml:
    """A piece of a raw HTML block, where the author may speak to the tool."""

    start: int
    """Its first byte."""
    html: str
    """The HTML."""


@dataclass(frozen=True, slots=True)
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


def iter_runs(
    events: Iterable[RawEvent], *, borders: bool = False
) -> Iterator[Run | BlockHtml | Border]:
    """Yield the runs of `events` in order, and HTML blocks; with `borders` these too."""
    # One loop on purpose: it sees 300,000 events for 6 MB, and a call for each would
    # double the time of an extraction.
    stack: list[str] = []
    run: Run | None = None
    opaque_stop = 0
    for event, place in events:
        start: int = place["start"]
        if event.__class__ is str:
            if event != "Rule" and run is not None:
                kind = Break.SOFT if event == "SoftBreak" else Break.HARD
                run.joints.append((start, -1, kind))
            continue
        for name in event:
            break
        tag = event[name]
        if name == "Start" or name == "End":  # noqa: PLR1714 - faster than a set here
            if tag.__class__ is not str:
                for tag_name in tag:
                    break
                if tag_name == "Heading" and name == "Start":
                    tag_name = tag["Heading"]["level"]
            else:
                tag_name = tag
            if tag_name in _INLINE_TAGS:
                if name == "End":
                    continue
            else:
                if run is not None:
                    yield run
                    run = None
                    opaque_stop = 0
                if name == "Start":
                    if borders:
                        yield Border(start, len(stack), True, tag_name)  # noqa: FBT003
                    stack.append(tag_name)
                else:
                    stack.pop()
                    if borders:
                        yield Border(start, len(stack), False, tag_name)  # noqa: FBT003
                continue
        elif name in _SILENT:
            if name == "Html":
                yield BlockHtml(start, tag)
            continue
        elif stack and (stack[-1] == "CodeBlock" or stack[-1] == "MetadataBlock"):
            continue
        else:
            tag_name = name
        if run is None:
            run = Run(start, start, tuple(stack))
        elif run.joints and run.joints[-1][1] < 0:
            run.joints[-1] = (run.joints[-1][0], start, run.joints[-1][2])
        if start < opaque_stop:
            continue
        stop: int = place["end"]
        if tag_name != "Text":
            run.codes.append((start, stop))
            opaque_stop = stop
            run.images += tag_name == "Image"
        run.stop = max(run.stop, stop)
