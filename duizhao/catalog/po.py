"""Reads PO files strictly: what gettext refuses is refused, with line and advice.

Every entry keeps the lines it was read from, so that reading and writing again
changes no byte. Also the place to import `write_po` from.
"""

from __future__ import annotations

import re

from duizhao.catalog.catalog import Catalog, Layout
from duizhao.catalog.charset import check_declared, decode
from duizhao.catalog.entry import Entry, Key, keep_raw
from duizhao.catalog.message import read_entry
from duizhao.catalog.scan import FORBIDDEN
from duizhao.catalog.write import write_po
from duizhao.errors import CatalogError

__all__ = ["read_po", "write_po"]


def read_po(path: str, data: bytes) -> Catalog:
    """Return the catalog in `data`, the bytes of the file that messages call `path`.

    Raises `CatalogError` for whatever gettext refuses, and besides for control
    characters that no product can hold, for two entries in one line, for any encoding but UTF-8, and for a file
    without a header. A byte-order mark, which gettext refuses, is read and kept.
    """
    text = decode(path, data)
    bom = text.startswith("\ufeff")
    text = text[1:] if bom else text
    crlf = "\r" in text and text.count("\r\n") == text.count("\n")
    if crlf:
        text = text.replace("\r\n", "\n")
    _check_characters(path, text)
    entries, end = _read_entries(path, text)
    at = _find_header(path, entries)
    _check_unique(path, entries)
    header = entries.pop(at)
    check_declared(path, header, ascii_only=text.isascii())
    layout = Layout("\r\n" if crlf else "\n", bom, text[end:], at)
    return Catalog(path, header, tuple(entries), layout)


def _check_characters(path: str, text: str) -> None:
    """Refuse what no product can hold, and a carriage return that ends no line."""
    found = FORBIDDEN.search(text)
    if found is None and "\r" in text:
        found = re.search(r"\r(?!\n)", text)
    if found is None:
        return
    start = text.rfind("\n", 0, found.start()) + 1
    code = ord(found[0])
    if code == 0x0D:
        message = "a carriage return that is not part of a line end"
        hint = "Save the file with LF line ends; inside a string write \\r."
    else:
        message = f"the control character U+{code:04X}"
        hint = "Remove it: no PDF, Word or web page can hold it."
    raise CatalogError(
        message,
        path=path,
        line=text.count("\n", 0, found.start()) + 1,
        column=found.start() - start + 1,
        hint=hint,
    )


def _read_entries(path: str, text: str) -> tuple[list[Entry], int]:
    """Return all entries, and the offset after the last."""
    entries: list[Entry] = []
    at, line = 0, 1
    while found := read_entry(path, text, at, line):
        entry, stop = found
        line += text.count("\n", at, stop)
        entries.append(keep_raw(entry, text[at:stop]))
        at = stop
    return entries, at


def _find_header(path: str, entries: list[Entry]) -> int:
    """Return where the header stands among the entries."""
    for at, entry in enumerate(entries):
        if not entry.msgid and entry.context is None and not entry.obsolete:
            return at
    raise CatalogError(
        "no header entry, so nobody can tell the language or the encoding"
        if entries
        else "no entries, not even a header",
        path=path,
        line=1,
        hint=(
            'A PO file begins with msgid "" and msgstr "Content-Type: text/plain; '
            'charset=UTF-8\\n"; restore the file, or make it anew from its .pot.'
        ),
    )


def _check_unique(path: str, entries: list[Entry]) -> None:
    """Refuse two entries of one key, naming both lines."""
    lines: dict[Key, int] = {}
    for entry in entries:
        key = Key(entry.context, entry.msgid)
        first = lines.setdefault(key, entry.line)
        if first != entry.line:
            what = f"“{entry.msgid[:40]}”" if entry.msgid else "the header"
            raise CatalogError(
                f"{what} stands here a second time, first in line {first}",
                path=path,
                line=entry.line,
                hint="Keep the better translation and delete the other entry.",
            )
