"""Long lines, broken for a terminal: at blanks and between Han, never inside a path."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TextIO

from duizhao.language import width

HANGING = 2
"""Blanks that the later lines are set in by, beside those of the first."""
_LEAST = 40  # columns; in fewer nothing is broken
_PATH = r"[^ ()（）\[\]，。：；、“”]*/[^ ()（）\[\]，。；、“”]*"


def columns_of(stream: TextIO) -> int:
    """Return the width of the terminal that a stream is shown in; 0 where it is none."""
    try:
        return os.get_terminal_size(stream.fileno()).columns if stream.isatty() else 0
    except (OSError, ValueError):  # io.UnsupportedOperation is both
        return 0


def folded(line: str, columns: int, hanging: int = HANGING) -> list[str]:
    """Return a line as lines that fit into so many columns, where they can.

    Several lines stay as they are. With 0 columns, as `columns_of` tells it of a pipe, it stays whole. The later lines
    are set in as the first is, and by `hanging` more.

    >>> folded("  深圳的早晨，from the first ferry on", 40)
    ['  深圳的早晨，from the first ferry on']
    >>> folded("  深圳的早晨，from the very first ferry across the bay on", 40)
    ['  深圳的早晨，from the very first ferry', '    across the bay on']
    """
    if columns < _LEAST or width(line) <= columns or "\n" in line:
        return [line]
    later = " " * (_indent(line) + hanging)
    first, *rest = (line[start:stop] for start, stop in spans(line, columns, hanging))
    return [first, *(f"{later}{text}" for text in rest)]


def spans(line: str, columns: int, hanging: int = HANGING) -> list[tuple[int, int]]:
    """Return the parts of a line as `folded` breaks it, half-open, without end blanks."""
    if columns < _LEAST or width(line) <= columns:
        return [(0, len(line))]
    room, found = columns, []
    start, fitting = 0, 0
    for at in [*_breaks(line), len(line)]:
        if width(line[start:at].rstrip(" ")) > room and fitting > start:
            found.append((start, len(line[:fitting].rstrip(" "))))
            start, room = fitting, columns - _indent(line) - hanging
        fitting = at
    return [*found, (start, len(line.rstrip(" ")))]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _breaks(line: str) -> Iterator[int]:
    """Yield the places before which a line may end."""
    # Loaded here: most lines fit, and this is a table of all characters.
    from duizhao.catalog.linebreak import classify, find_breaks  # noqa: PLC0415

    inside = {
        at
        for path in re.finditer(_PATH, line)
        for at in range(path.start() + 1, path.end())
    }
    allowed = find_breaks(classify(line))
    for at in range(_indent(line) + 1, len(line)):
        blank = line[at - 1] == " " != line[at]
        wide = width(line[at - 1 : at + 1]) > 2
        if blank or (wide and allowed[at] and at not in inside):
            yield at
