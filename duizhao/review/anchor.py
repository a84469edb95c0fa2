"""How a segment is known again in a file that Word or LibreOffice has saved.

A bookmark's name of at most 40 characters survives every program that was tried; content
controls and paragraph ids do not. So the name itself holds all: the segment's number, a
digest of its key, and one of the translation as it was sent.

    dz_00012_a1b2c3d4e5_9f8e7d6c_e
"""

from __future__ import annotations

import re
from enum import StrEnum
from hashlib import blake2b

from duizhao.catalog.entry import Key
from duizhao.values import value

_NAME = re.compile(
    r"dz_(?P<number>\d{5})_(?P<key>[0-9a-f]{10})_(?P<sent>[0-9a-f]{8})_(?P<where>[en])"
    r"(?:_Copy_\d+)?"
)


class Where(StrEnum):
    """The cell that a bookmark stands in."""

    ENGLISH = "e"
    NUMBER = "n"


@value
class Anchor:
    """A segment as it was sent out."""

    number: int
    """Its place in the file, from 1."""
    key: str
    """The digest of context and msgid."""
    sent: str
    """The digest of the translation."""

    def name(self, where: Where) -> str:
        """Return the name of its bookmark in one of the cells."""
        return f"dz_{self.number:05}_{self.key}_{self.sent}_{where}"


def read_anchor(name: str) -> tuple[Anchor, Where] | None:
    """Return what a bookmark's name says; None for a bookmark that is not ours.

    >>> read_anchor("dz_00012_a1b2c3d4e5_9f8e7d6c_e_Copy_1")[0].number
    12
    >>> read_anchor("_GoBack") is None
    True
    """
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    anchor = Anchor(int(found["number"]), found["key"], found["sent"])
    return anchor, Where(found["where"])


def key_digest(key: Key) -> str:
    """Return ten hexadecimal digits for a key: 1 in 10^6 that two of 1,000 are the same."""
    text = f"{key.context or ''}\0{key.context is None}\0{key.msgid}"
    return _digest(text, 5)


def text_digest(text: str) -> str:
    """Return eight hexadecimal digits for a translation, blanks at its ends apart."""
    return _digest(text.strip(), 4)


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
