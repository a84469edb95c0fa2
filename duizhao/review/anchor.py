"""How a segment is known again in a file that Word or LibreOffice has saved.

A bookmark's name of at most 40 characters survives every program that was tried; content
controls and paragraph ids do not. So the name itself holds all: the segment's number, a
digest of its key, and one of the translation as it was sent.

    dz_00012_a1b2c3d4e5_9f8e7d6c_e
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from hashlib import blake2b

from duizhao.catalog.entry import Key
from duizhao.values import value

_NAME = re.compile(
    r"dz_(?P<number>[0-9]{5})_(?P<key>[0-9a-f]{10})_(?P<sent>[0-9a-f]{8})_(?P<where>[enpz])"
    r"(?P<again>[0-9]{0,4})(?P<copy>_Copy_[0-9]{1,9})?"
)


class Where(StrEnum):
    """The cell that a bookmark stands in, or the text that it is over."""

    ENGLISH = "e"
    NUMBER = "n"
    PAGE = "p"
    """The English of the running layout."""
    SOURCE = "z"
    """The Chinese beneath it."""


@value
class Anchor:
    """A segment as it was sent out."""

    number: int
    """Its place in the file, from 1."""
    key: str
    """The digest of context and msgid."""
    sent: str
    """The digest of the translation."""

    def name(self, where: Where, again: int = 0) -> str:
        """Return the name of its bookmark in one of the cells.

        `again` tells apart the places of a sentence that stands on a page repeatedly.
        """
        more = str(again) if again else ""
        return f"dz_{self.number:05}_{self.key}_{self.sent}_{where}{more}"


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


@value
class Spot:
    """A bookmark of the running layout."""

    anchor: Anchor
    """The segment."""
    where: Where
    """The English or the Chinese."""
    again: int = 0
    """Which of the places of a sentence that stands there repeatedly."""
    copied: bool = False
    """Whether a program has named it so for a copy."""


def read_spot(name: str) -> Spot | None:
    """Return what the name of a bookmark in the running layout says; else None."""
    found = _NAME.fullmatch(name)
    if found is None or found["where"] not in "pz":
        return None
    anchor = Anchor(int(found["number"]), found["key"], found["sent"])
    again = int(found["again"] or 0)
    return Spot(anchor, Where(found["where"]), again, found["copy"] is not None)


def key_digest(key: Key) -> str:
    """Return ten hexadecimal digits for a key: 1 in 10^6 that two of 1,000 are the same."""
    text = f"{key.context or ''}\0{key.context is None}\0{key.msgid}"
    return _digest(text, 5)


def text_digest(text: str) -> str:
    """Return eight hexadecimal digits for a translation, blanks at its ends apart."""
    return _digest(text.strip(), 4)


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


_CHUNK = 180  # segments in one property: 3,420 characters; 4,000 survive LibreOffice
_ROLL = re.compile(r"([0-9a-f]{10})([0-9a-f]{8})")


def write_roll(anchors: Iterable[Anchor]) -> dict[str, str]:
    """Return the file's properties that remember what was sent, number by number."""
    texts = [one.key + one.sent for one in anchors]
    return {
        f"duizhao.roll.{at // _CHUNK}": " ".join(texts[at : at + _CHUNK])
        for at in range(0, len(texts), _CHUNK)
    }


def read_roll(properties: Mapping[str, str]) -> dict[int, Anchor]:
    """Return what was sent, by number; as much of it as the properties still tell.

    >>> one = Anchor(1, "a" * 10, "b" * 8)
    >>> read_roll(write_roll([one])) == {1: one}
    True
    """
    found: dict[int, Anchor] = {}
    for name, text in properties.items():
        known = re.fullmatch(r"duizhao\.roll\.([0-9]{1,4})", name)
        if known is None:
            continue
        for at, word in enumerate(text.split()[:_CHUNK]):
            number = int(known[1]) * _CHUNK + at + 1
            if pair := _ROLL.fullmatch(word):
                found[number] = Anchor(number, pair[1], pair[2])
    return found
