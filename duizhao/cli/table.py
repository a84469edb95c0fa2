"""Tables as lines of text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from duizhao.language import width

_GAP = "  "
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def table_lines(
    rows: Sequence[Sequence[str]], numbers: Collection[int] = (), *, bold: bool = False
) -> Iterator[str]:
    r"""Yield a table's lines; its first row is the head, `bold` where that is wanted.

    The columns `numbers`, from 0, are set flush right. A cell may hold several lines.
    Nothing is cut to fit: what stands last may run over a narrow terminal.

    >>> list(table_lines([("名", "n"), ("甲乙", "1"), ("a\nb", "12")], {1}))
    ['名     n', '甲乙   1', 'a     12', 'b']
    """
    split = [[cell.split("\n") for cell in row] for row in rows]
    widths = [
        max(width(line) for cell in column for line in cell)
        for column in zip(*split, strict=True)
    ]
    for at, row in enumerate(split):
        for cells in zip_longest(*row, fillvalue=""):
            parts = [
                _padded(cell, widths[column], right=column in numbers)
                for column, cell in enumerate(cells)
            ]
            line = _GAP.join(parts).rstrip(" ")
            yield f"{_BOLD}{line}{_PLAIN}" if bold and not at else line


def cut(text: str, columns: int) -> str:
    """Return a text that takes at most so many columns.

    >>> cut("粤港澳大湾区", 8), cut("port", 8)
    ('粤港澳…', 'port')
    """
    if width(text) <= columns:
        return text
    while text and width(text) > columns - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _padded(text: str, columns: int, *, right: bool) -> str:
    """Return `text` with the blanks that it lacks to `columns`."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks
