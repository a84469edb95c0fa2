"""What was sent in a running review, kept in the file's own properties.

The text of the page, paragraph by paragraph: so that the return needs neither the
catalog of that day nor the bookmarks to know what stood where.
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from duizhao.review.archive import Archive
from duizhao.values import value

PAGE: Final = "{urn:duizhao:review}page"
"""The element that holds the store a second time, in a part of its own: LibreOffice may
drop that, and another program what is long in the properties.
"""
_CHUNK: Final = 3400  # characters; 4,000 survive LibreOffice
_MOST: Final = 16 * 1024 * 1024  # bytes; 2,000 segments have 300,000
_NAME: Final = re.compile(r"duizhao\.page\.([0-9]{1,5})")


@value
class Put:
    """A stretch of a paragraph as it was sent."""

    text: str
    """Its characters."""
    number: int = 0
    """The segment's number; 0 for words that belong to none."""
    again: int = 0
    """Which of the places of the segment it is."""
    before: str = ""
    """The Markdown before it that is not shown: of a caption, the picture's."""
    after: str = ""
    """The Markdown behind it."""


@value
class Store:
    """The page as it was sent."""

    paragraphs: tuple[tuple[Put, ...], ...] = ()
    """The paragraphs with segments in them, in the order of the page."""
    others: tuple[str, ...] = ()
    """The digests of the paragraphs without any."""
    notes: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """The footnotes in the order of their marks: label, and the segments in it."""


def pack_store(store: Store) -> str:
    """Return a store as letters and digits."""
    told = [
        [[_told(one) for one in paragraph] for paragraph in store.paragraphs],
        store.others,
        store.notes,
    ]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"), 9)).decode()


def write_store(store: Store) -> dict[str, str]:
    """Return the properties that hold a store."""
    packed = pack_store(store)
    return {
        f"duizhao.page.{at // _CHUNK}": packed[at : at + _CHUNK]
        for at in range(0, len(packed), _CHUNK)
    }


def _told(one: Put) -> list[Any]:
    found = [one.text, one.number, one.again, one.before, one.after]
    while found and not found[-1]:
        found.pop()
    return found


def read_store(properties: Mapping[str, str]) -> Store:
    """Return the store of a file; an empty one where a part of it is gone or damaged.

    >>> store = Store(((Put("It dawned.", 1), Put("Yes", 2, 1)),), ("9f8e7d6c",))
    >>> read_store(write_store(store)) == store
    True
    """
    parts = {
        int(known[1]): text
        for name, text in properties.items()
        if (known := _NAME.fullmatch(name))
    }
    if sorted(parts) != list(range(len(parts))) or not parts:
        return Store()
    return unpack_store("".join(parts[at] for at in range(len(parts))))


def find_store(archive: Archive, properties: Mapping[str, str]) -> Store:
    """Return the store of a file, from wherever it is whole."""
    found = read_store(properties)
    for name, root in archive.parts.items() if found == Store() else ():
        if name.startswith("customXml/") and root.tag == PAGE:
            found = unpack_store(root.text or "")
    return found


def unpack_store(text: str) -> Store:
    """Return the store that `pack_store` has packed; an empty one for anything else."""
    try:
        packed = b64decode(text.strip(), validate=True)
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(packed, _MOST)
        if not unpacker.eof:
            return Store()
        told = json.loads(data)
        paragraphs, others, notes = told
        return Store(
            tuple(tuple(map(_put, paragraph)) for paragraph in paragraphs),
            tuple(map(str, others)),
            tuple((str(label), _numbers(numbers)) for label, numbers in notes),
        )
    except (ValueError, TypeError, zlib.error, RecursionError):
        return Store()


def _put(told: Sequence[Any]) -> Put:
    parts = [*told, *[None] * 5]
    text, number, again, before, after = parts[:5]
    return Put(
        str(text or ""),
        int(number or 0),
        int(again or 0),
        str(before or ""),
        str(after or ""),
    )


def _numbers(told: Iterable[Any]) -> tuple[int, ...]:
    return tuple(map(int, told))
