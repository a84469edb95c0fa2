"""Numbers of Chinese headings, 一、（一）1., as part of their text.

So they stand in bookmarks, running heads and tables of contents as well, and in every
kind of file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from duizhao.document import Block, Document, Heading, Text
from duizhao.render.labels import primary
from duizhao.render.side import heading_shift

_DIGITS = "〇一二三四五六七八九"
_MOST = 99


def number_headings(document: Document) -> Document:
    """Return a Chinese document with numbers in front of its headings' texts.

    The highest level has 一、, the next （一）, the third 1.; further ones have none. A
    document in another language stays as it is.
    """
    if primary(document.language) != "zh":
        return document
    return replace(document, blocks=tuple(_numbered(document)))


def _numbered(document: Document) -> Iterator[Block]:
    shift = heading_shift(document)
    counts = [0, 0, 0]
    for block in document.blocks:
        rank = block.level + shift - 2 if isinstance(block, Heading) else len(counts)
        if not isinstance(block, Heading) or rank >= len(counts):
            yield block
            continue
        counts[rank:] = [counts[rank] + 1] + [0] * (len(counts) - rank - 1)
        number = _written(counts[rank], rank)
        match block.children:
            case (Text(value), *others):
                yield replace(block, children=(Text(number + value), *others))
            case children:
                yield replace(block, children=(Text(number), *children))


def _written(number: int, rank: int) -> str:
    """Return a number as the headings of a rank have it."""
    if rank > 1:
        return f"{number}. "
    said = chinese_numeral(number) if number <= _MOST else str(number)
    return f"（{said}）" if rank else f"{said}、"


def chinese_numeral(number: int) -> str:
    """Return a number from 1 to 99 in Chinese.

    >>> [chinese_numeral(number) for number in (1, 10, 12, 20, 99)]
    ['一', '十', '十二', '二十', '九十九']
    """
    tens, ones = divmod(number, 10)
    front = _DIGITS[tens] if tens > 1 else ""
    return f"{front}{'十' if tens else ''}{_DIGITS[ones] if ones else ''}"
