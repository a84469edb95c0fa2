"""The file of a pot straight from a manuscript's texts, with no entry made for each.

The bytes are those that `write_po` gives for the same entries.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

from duizhao.catalog.entry import Reference
from duizhao.catalog.header import Project, pot_header
from duizhao.catalog.lines import PAGE_WIDTH, extracted_lines, write_entry
from duizhao.catalog.wrap import (
    rooms,
    stands_bare,
    wrap_bytes,
    wrap_reference,
    wrap_references,
    wrap_string,
)

SourceText: TypeAlias = tuple[str, str | None, tuple[str, ...], tuple[int, ...]]
"""A text to translate: msgid, msgctxt, what is said of it, and its lines. A bare tuple,
since 40,000 of them come of 6 MB."""


def write_pot(
    path: str,
    texts: Iterable[SourceText],
    project: Project,
    *,
    time: datetime,
    width: int,
) -> bytes:
    """Return the pot of `texts`, which stand in the manuscript `path`."""
    pieces = [_header(project, time, width)]
    # All that `wrap_reference` says of a place but its line.
    mark = wrap_reference(Reference(path, 0)).removesuffix("0\n")
    first, room = rooms("msgid", width)
    short = first // 2  # no character takes more than two columns
    page = width or PAGE_WIDTH  # with no limit for the texts there is one for places
    heads: dict[tuple[str, ...], bytes] = {}
    last: tuple[str, ...] | None = None
    head = b""
    for msgid, context, said, lines in texts:
        if said is not last:  # neighbours mostly share them, and a section's a few
            last = said
            if said not in heads:
                heads[said] = f"\n{extracted_lines(said)}{mark}".encode()
            head = heads[said]
        if len(lines) == 1:
            place = b"%d\n" % lines
        else:
            places = wrap_references([(path, line) for line in lines], page)
            place = places.removeprefix(mark).encode()
        if context is not None:
            place += wrap_string("msgctxt", context, width).encode()
        if len(msgid) <= short and stands_bare(msgid):
            text = msgid.encode()
        else:
            text = wrap_bytes(msgid, first, room)
        pieces += head, place, b'msgid "', text, b'"\nmsgstr ""\n'
    return b"".join(pieces)


@lru_cache(maxsize=4)
def _header(project: Project, time: datetime, width: int) -> bytes:
    """Return the header, which the pots of a publication share."""
    return write_entry(pot_header(project, time), width=width).encode()
