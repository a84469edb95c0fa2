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
from duizhao.catalog.lines import extracted_lines, write_entry
from duizhao.catalog.wrap import wrap_reference, wrap_references, wrap_string

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
    last: tuple[str, ...] | None = None
    notes = ""
    for msgid, context, said, lines in texts:
        if said is not last:  # neighbours mostly share them
            last, notes = said, f"\n{extracted_lines(said)}"
        text = wrap_string("msgid", msgid, width)
        if context is not None:
            text = wrap_string("msgctxt", context, width) + text
        if len(lines) == 1:
            pieces.append(f'{notes}{mark}{lines[0]}\n{text}msgstr ""\n')
        else:
            places = wrap_references([Reference(path, line) for line in lines], width)
            pieces.append(f'{notes}{places}{text}msgstr ""\n')
    return "".join(pieces).encode()


@lru_cache(maxsize=4)
def _header(project: Project, time: datetime, width: int) -> str:
    """Return the header, which the pots of a publication share."""
    return write_entry(pot_header(project, time), width=width)
