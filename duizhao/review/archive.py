"""The parts of a returned Word file, opened with care."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Any

from lxml import etree

from duizhao.errors import DuizhaoError
from duizhao.values import value

MAX_MEMBERS = 2000
"""More files than any review holds."""
MAX_BYTES = 96 * 1024 * 1024
"""The most that its XML may hold when unpacked."""
_PARTS = (
    "word/document.xml",
    "word/comments.xml",
    "word/commentsExtended.xml",
    "word/_rels/document.xml.rels",
    "docProps/custom.xml",
    "docProps/core.xml",
)


class ReviewError(DuizhaoError):
    """A returned file that cannot be taken."""


@value
class Archive:
    """The XML of a Word file, as trees."""

    parts: dict[str, Any]
    """The root of each part that is there, by its name."""

    def root(self, name: str) -> Any | None:
        """Return the root of a part; None where the file has none."""
        return self.parts.get(name)


def open_archive(data: bytes, path: str) -> Archive:
    """Return the parts of a `.docx`.

    Raises ReviewError for what is no Word file, is too large, carries macros, or has XML
    with a document type (through which files could be read).
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            _check(entries, path)
            found = {
                name: _parse(archive.read(name), f"{path} ({name})")
                for name in _PARTS
                if name in entries
            }
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        raise ReviewError(
            f"this is no Word file: {error}",
            path=path,
            hint="save it from Word, WPS or LibreOffice as .docx",
        ) from error
    if "word/document.xml" not in found:
        raise ReviewError(
            "this file has no Word text in it",
            path=path,
            hint="save it from Word, WPS or LibreOffice as .docx",
        )
    return Archive(found)


def _check(entries: dict[str, zipfile.ZipInfo], path: str) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in entries):
        raise ReviewError(
            "this file carries macros",
            path=path,
            hint="save it as a document without macros (.docx)",
        )
    size = sum(entries[name].file_size for name in _PARTS if name in entries)
    if len(entries) > MAX_MEMBERS or size > MAX_BYTES:
        raise ReviewError(
            f"this file holds more than {MAX_MEMBERS} parts or {MAX_BYTES // 2**20} MB",
            path=path,
            hint="send back the file that was sent out, with its changes only",
        )


def _parse(data: bytes, path: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        hint = "open it in Word or LibreOffice and save it again"
        raise ReviewError(f"damaged XML: {error}", path=path, hint=hint) from error
    if root.getroottree().docinfo.internalDTD is not None:
        hint = "open it in Word or LibreOffice and save it again"
        raise ReviewError("XML with a document type", path=path, hint=hint)
    return root
