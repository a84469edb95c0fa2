"""The file of a pot straight from a manuscript's texts, with no entry made for each.

The bytes are those that `write_po` gives for the same entries; what is not of the usual
form, and all comments, come from there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

from duizhao.catalog.entry import Reference, source_entry
from duizhao.catalog.header import Project, pot_header
from duizhao.catalog.wrap import wrap_reference, wrap_string
from duizhao.catalog.write import write_entry

SourceText: TypeAlias = tuple[str, str | None, tuple[str, ...], tuple[int, ...]]
"""A text to translate: msgid, msgctxt, what is said of it, and its lines. A bare tuple,
since 40,000 of them come of 6 MB."""

_BARE = 'msgid "."\nmsgstr ""\n'


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
    for msgid, context, said, lines in texts:
        if context is None and len(lines) == 1:
            text = wrap_string("msgid", msgid, width)
            pieces.append(f'\n{_notes(said)}{mark}{lines[0]}\n{text}msgstr ""\n')
        else:
            places = tuple(Reference(path, line) for line in lines)
            entry = source_entry(msgid, context, said, places)
            pieces.append(f"\n{write_entry(entry, width=width)}")
    return "".join(pieces).encode()


@lru_cache(maxsize=4)
def _header(project: Project, time: datetime, width: int) -> str:
    """Return the header, which the pots of a publication share."""
    return write_entry(pot_header(project, time), width=width)


@lru_cache(maxsize=1024)
def _notes(said: tuple[str, ...]) -> str:
    """Return the `#.` lines, which are the same for all texts of a section."""
    entry = source_entry(".", None, said, ())
    return write_entry(entry).removesuffix(_BARE)
