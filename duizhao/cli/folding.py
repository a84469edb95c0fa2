"""Long lines, broken for a terminal: at blanks and between Han, never inside a path."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TextIO

from duizhao.language import width

_HANGING = 2  # blanks that the later lines are set in by, beside those of the first
_LEAST = 40  # columns; in fewer nothing is broken
_PATH = re.compile(r"[^ ]*/[^ ]*")


def columns_of(stream: TextIO) -> int:
    """Return the width of the terminal that a stream is shown in; 0 where it is none."""
    try:
        return os.get_terminal_size(stream.fileno()).columns if stream.isatty() else 0
    except (OSError, ValueError):  # io.UnsupportedOperation is both
        return 0


def folded(line: str, columns: int) -> list[str]:
    """Return a line as lines that fit into so many columns, where they can.

    With 0 columns, as `columns_of` tells it of a pipe, it stays whole.

    >>> folded("  深圳的早晨，from the first ferry on", 40)
    ['  深圳的早晨，from the first ferry on']
    >>> folded("  深圳的早晨，from the very first ferry across the bay on", 40)
    ['  深圳的早晨，from the very first ferry', '    across the bay on']
    """
    if columns < _LEAST or width(line) <= columns:
        return [line]
    later = " " * (len(line) - len(line.lstrip(" ")) + _HANGING)
    found: list[str] = []
    start, fitting = 0, 0
    for at in [*_breaks(line), len(line)]:
        shown = (later if found else "") + line[start:at].rstrip(" ")
        if width(shown) > columns and fitting > start:
            found.append(_line(line[start:fitting], later if found else ""))
            start = fitting
        fitting = at
    return [*found, _line(line[start:], later if found else "")]


def _line(text: str, indent: str) -> str:
    return f"{indent}{text}".rstrip(" ")


def _breaks(line: str) -> Iterator[int]:
    """Yield the places before which a line may end."""
    # Loaded here: most lines fit, and this is a table of all characters.
    from duizhao.catalog.linebreak import classify, find_breaks  # noqa: PLC0415

    inside = {
        at
        for path in _PATH.finditer(line)
        for at in range(path.start() + 1, path.end())
    }
    begin = len(line) - len(line.lstrip(" "))
    allowed = find_breaks(classify(line))
    for at in range(begin + 1, len(line)):
        blank = line[at - 1] == " " != line[at]
        wide = width(line[at - 1 : at + 1]) > 2
        if blank or (wide and allowed[at] and at not in inside):
            yield at
