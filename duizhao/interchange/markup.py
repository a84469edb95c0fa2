r"""Finds the codes of a text, so that a translator's program can guard them.

The law: the pieces of a text, put together, are the text. So what is taken for a code
decides how a program shows it, never what comes back.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# What a translator must keep to the letter. A code with Chinese in it is hers to
# translate. Possessive repeats and bounded lengths: no text takes more than one pass.
_CODE = re.compile(
    r"""
      (?P<tick>`{1,8})(?!`)[^`\n\u2e80-\uffff]{1,500}+(?P=tick)(?!`)   # `code`
    | !?\[(?=[^\[\]\n]{0,500}\]\([^()\s"]{1,2000}+[)\s])               # [ of a link
    | \]\([^()\s"]{1,2000}+(?:\)|(?=\s))                               # ](address)
    | \[\^[^\]\s]{1,200}+\]                                            # [^1]
    | </?[A-Za-z][^<>\n]{0,500}+>                                      # <br>, <https:…>
    | https?://[A-Za-z0-9./?=&%\#_~:@!$+-]{1,2000}+                    # a bare address
    | \*\*(?!\*) | ~~
    """,
    re.VERBOSE,
)


class Piece(NamedTuple):
    """A stretch of a text."""

    text: str
    """Its characters."""
    code: bool
    """Whether they are a code."""


def split_codes(text: str) -> list[Piece]:
    """Return the pieces of `text`; none is empty.

    >>> [piece.text for piece in split_codes("见[官网](https://a.cn)。") if piece.code]
    ['[', '](https://a.cn)']
    """
    pieces: list[Piece] = []
    at = 0
    for found in _CODE.finditer(text):
        if found.start() > at:
            pieces.append(Piece(text[at : found.start()], code=False))
        pieces.append(Piece(found[0], code=True))
        at = found.end()
    if at < len(text):
        pieces.append(Piece(text[at:], code=False))
    return pieces


def numbered(source: list[Piece], target: list[Piece]) -> tuple[list[int], list[int]]:
    """Return the numbers of the codes of a text and of its translation, from 1.

    A code of the translation has the number of the same code in the source, each only
    once; one that the source lacks gets a new number.
    """
    codes = [piece.text for piece in source if piece.code]
    free: dict[str, list[int]] = {}
    for number, code in enumerate(codes, 1):
        free.setdefault(code, []).append(number)
    new = len(codes)
    numbers: list[int] = []
    for code in (piece.text for piece in target if piece.code):
        if same := free.get(code):
            numbers.append(same.pop(0))
        else:
            new += 1
            numbers.append(new)
    return list(range(1, len(codes) + 1)), numbers
