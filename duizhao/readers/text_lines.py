"""The lines of a plain text with their bytes, and whether they are wrapped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from duizhao.language import width
from duizhao.readers.text_shapes import ends_sentence, is_item
from duizhao.values import value

_LINE_END = re.compile("\r\n|\r|\n")
# Blanks of every kind, control characters, and characters of no width that programs
# leave at the ends of lines: none of them says anything there.
_EDGE = (
    "".join(map(chr, [*range(0x21), *range(0x7F, 0xA1), *range(0x2000, 0x200C)]))
    + "\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)


@value
class Line:
    """A line without the blanks at its ends."""

    number: int
    """One-based."""
    start: int
    """Its first byte in the text as UTF-8."""
    stop: int
    """The first byte after it; equal to `start` for a blank line."""
    text: str
    """Its characters."""
    indent: str
    """The blanks before it."""


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of `text`, which end in LF, CRLF or a lone CR.

    Blanks, indentation and stray control characters at a line's ends are not in it.
    """
    lines: list[Line] = []
    start = 0
    ends = [*_LINE_END.finditer(text), None]
    begin = 0
    for number, end in enumerate(ends, 1):
        whole = text[begin : end.start() if end else len(text)]
        bare = whole.lstrip(_EDGE)
        indent = whole[: len(whole) - len(bare)]
        bare = bare.rstrip(_EDGE)
        first = start + len(indent.encode())
        lines.append(Line(number, first, first + len(bare.encode()), bare, indent))
        if end:
            start += len(whole.encode()) + end.end() - end.start()
            begin = end.end()
    return tuple(lines)


def fill_width(lines: Sequence[Line]) -> int:
    """Return the columns to which the running text of `lines` is wrapped; 0 for none.

    `lines` are a text's, blank ones and those that are no part of the text as empty.
    Judged are the lines that another follows at once. The common width, the ninth
    decile of theirs, must be from 40 to 120 columns: verse is narrower, and whoever
    writes a paragraph a line writes longer ones. The text is wrapped if, of the lines
    that reach 70 % of it or end a sentence, two fifths reach it without ending one and
    without an item of a list coming next.
    """
    inner = [pair for pair in pairwise(lines) if pair[0].text and pair[1].text]
    if not inner:
        return 0
    widths = sorted(width(line.text) for line, _ in inner)
    common = widths[len(widths) * 9 // 10]
    if not 40 <= common <= 120:
        return 0
    whole = wrapped = 0
    for line, following in inner:
        ended = ends_sentence(line.text)
        wide = width(line.text) >= 0.7 * common
        whole += ended or wide
        wrapped += wide and not ended and not is_item(following.text)
    return common if wrapped * 5 >= whole * 2 and wrapped else 0
