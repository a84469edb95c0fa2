"""Reads PO files strictly: what gettext refuses is refused, with line and advice.

Every entry keeps the lines it was read from, so that reading and writing again
changes no byte. Also the place to import `write_po` from.
"""

from __future__ import annotations

import re

from duizhao.catalog.catalog import Catalog, Layout
from duizhao.catalog.charset import check_declared, decode
from duizhao.catalog.entries import MOST, Found, raise_all, read_entries
from duizhao.catalog.scan import FORBIDDEN
from duizhao.catalog.write import write_po
from duizhao.errors import CatalogError

_NAMELESS = '""\n'

__all__ = ["read_po", "write_po"]


def read_po(path: str, data: bytes) -> Catalog:
    """Return the catalog in `data`, the bytes of the file that messages call `path`.

    Raises `CatalogError` for whatever gettext refuses, and besides for control
    characters that no product can hold, for any encoding but UTF-8, and for a file
    without a header. It tells up to ten mistakes at once. A byte-order mark, which
    gettext refuses, is read and kept.
    """
    text = decode(path, data)
    bom = text.startswith("\ufeff")
    text = text[1:] if bom else text
    crlf = "\r" in text and text.count("\r\n") == text.count("\n")
    if crlf:
        text = text.replace("\r\n", "\n")
    _check_characters(path, text, data)
    found = read_entries(path, text)
    at = _find_header(path, found)
    _check_unique(path, found)
    header = found.entries.pop(at)
    check_declared(path, header, ascii_only=text.isascii())
    line_end, joined = "\r\n" if crlf else "\n", frozenset(found.joined)
    entries = tuple(found.entries)
    layout = Layout(line_end, bom, text[found.stop :], at, joined, entries)
    return Catalog(path, header, entries, layout)


# Of FORBIDDEN what is one byte in UTF-8: to look for it so takes a quarter of the time.
_CONTROLS = bytes(number for number in range(0x20) if chr(number) not in "\t\n\r")


def _check_characters(path: str, text: str, data: bytes) -> None:
    """Refuse what no product can hold, and a carriage return that ends no line."""
    found = None
    if (
        len(data.translate(None, _CONTROLS)) != len(data)
        or "\ufffe" in text
        or "\uffff" in text
    ):
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


def _find_header(path: str, found: Found) -> int:
    """Return where the header stands among the entries."""
    at = -1
    while _NAMELESS in found.keys[at + 1 :]:
        at = found.keys.index(_NAMELESS, at + 1)
        if not found.entries[at].obsolete:
            return at
    raise CatalogError(
        "no header entry, so nobody can tell the language or the encoding"
        if found.entries
        else "no entries, not even a header",
        path=path,
        line=1,
        column=1,
        hint=(
            'A PO file begins with msgid "" and msgstr "Content-Type: text/plain; '
            'charset=UTF-8\\n"; restore the file, or make it anew from its .pot.'
        ),
    )


def _check_unique(path: str, found: Found) -> None:
    """Refuse two entries of one key, naming both lines."""
    if len(set(found.keys)) == len(found.keys):
        return
    lines: dict[str, int] = {}
    errors: list[CatalogError] = []
    for key, entry in zip(found.keys, found.entries, strict=True):
        if key not in lines:
            lines[key] = entry.line
            continue
        what = f"“{entry.msgid[:40]}”" if entry.msgid else "the header"
        error = CatalogError(
            f"{what} stands here a second time, first in line {lines[key]}",
            path=path,
            line=entry.line,
            column=1,
            hint="Keep the better translation and delete the other entry; msguniq does it "
            "for many at once.",
        )
        errors.append(error)
        if len(errors) == MOST:
            break
    raise_all(errors)
