"""The parts of a returned Word file, opened with care."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any, Final

from lxml import etree

from duizhao.errors import DuizhaoError
from duizhao.values import value

MAX_MEMBERS: Final = 2000
"""More files than any review holds."""
MAX_BYTES: Final = 96 * 1024 * 1024
"""The most that its XML may hold when unpacked."""
MAX_TAGS: Final = 4_000_000
"""The most `<` in its XML: thirty times those of 2,000 segments. It bounds the memory."""
MAX_ROWS: Final = 40_000
"""The most rows of tables, and the most paragraphs besides: what people can read."""
_CELLS: Final = 8  # paragraphs that a row may have on an average
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PIECE: Final = 1024 * 1024  # bytes that are unpacked at a time
_SCHEMAS: Final = b"http://schemas.openxmlformats.org/"
_SAVE: Final = "save it from Word, WPS or LibreOffice as .docx"
_OURS: Final = "send back the file that was sent out, with its changes only"
_AGAIN: Final = "open it in Word or LibreOffice and save it again"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "this file has a password, or is of an old format (.doc, .wps)"
_OPEN: Final = "take the password off, and save it as .docx"
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_KEPT: Final = re.compile(r"customXml/item[0-9]{1,2}\.xml")
_MAIN: Final = "word/document.xml"
_OFFICE: Final = "officeDocument/2006/relationships/officeDocument"
_STRICT: Final = (
    # What “Strict Open XML” writes for the name spaces that everybody else writes.
    (b"http://purl.oclc.org/ooxml/officeDocument/", _SCHEMAS + b"officeDocument/2006/"),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/",
        _SCHEMAS + b"wordprocessingml/2006/",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", _SCHEMAS + b"drawingml/2006/"),
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
    if data.startswith(_OLE):
        raise ReviewError(_LOCKED, path=path, hint=_OPEN)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            main = _main_part(archive, entries, path)
            names = _names(main) | {one: one for one in entries if _KEPT.fullmatch(one)}
            _check([entries[one] for one in names if one in entries], entries, path)
            found = {
                known: _parse(_unpacked(archive, entries[name]), f"{path} ({name})")
                for name, known in names.items()
                if name in entries
            }
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        struct.error,
    ) as error:
        message, hint = _told(data, error)
        raise ReviewError(message, path=path, hint=hint) from error
    if _MAIN not in found:
        raise ReviewError("this file has no Word text in it", path=path, hint=_SAVE)
    _count(found[_MAIN], path)
    return Archive(found)


def _told(data: bytes, error: Exception) -> tuple[str, str]:
    """Return what is wrong with a file that cannot be unpacked, and what to do."""
    if not data.startswith(b"PK"):
        return "this is no Word file" if data else "this file is empty", _SAVE
    if isinstance(error, zipfile.BadZipFile):
        return "this file is damaged, or breaks off", f"ask for it again, or {_AGAIN}"
    return f"this file is damaged: {error}", _AGAIN


def _main_part(
    archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], path: str
) -> str:
    """Return where the text is: Word online names it `word/document2.xml`."""
    known = entries.get("_rels/.rels")
    if known is None:
        return _MAIN
    _check([known], entries, path)
    root = _parse(_unpacked(archive, known), f"{path} (_rels/.rels)")
    found = (one for one in root if one.get("Type", "").endswith(_OFFICE))
    target = next((one.get("Target", "") for one in found), "")
    return target.lstrip("/") or _MAIN


def _count(root: Any, path: str) -> None:
    rows = sum(1 for _ in root.iter(f"{_W}tr"))
    paragraphs = sum(1 for _ in root.iter(f"{_W}p"))
    if rows > MAX_ROWS or paragraphs > MAX_ROWS + _CELLS * rows:
        raise ReviewError(
            f"this file holds more than {MAX_ROWS:,} rows or paragraphs",
            path=path,
            hint=_OURS,
        )


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return a part, of at most the size that the directory tells.

    By pieces: in one go, zipfile unpacks all that is there before it looks at the size.
    """
    with archive.open(entry) as stream:
        return b"".join(iter(lambda: stream.read(_PIECE), b""))


def _names(main: str) -> dict[str, str]:
    """Return the parts that are read, by their names in the file: what they are."""
    folder, _, name = main.rpartition("/")
    inside = f"{folder}/" if folder else ""
    return {
        main: _MAIN,
        f"{inside}_rels/{name}.rels": "word/_rels/document.xml.rels",
        f"{inside}footnotes.xml": "word/footnotes.xml",
        f"{inside}_rels/footnotes.xml.rels": "word/_rels/footnotes.xml.rels",
        f"{inside}endnotes.xml": "word/endnotes.xml",
        f"{inside}comments.xml": "word/comments.xml",
        f"{inside}commentsExtended.xml": "word/commentsExtended.xml",
        f"{inside}styles.xml": "word/styles.xml",
        "docProps/custom.xml": "docProps/custom.xml",
        "docProps/core.xml": "docProps/core.xml",
    }


def _check(
    read: list[zipfile.ZipInfo], entries: dict[str, zipfile.ZipInfo], path: str
) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in entries):
        raise ReviewError(
            "this file carries macros",
            path=path,
            hint="save it as a document without macros (.docx)",
        )
    if any(one.flag_bits & 1 for one in read):
        raise ReviewError(_LOCKED, path=path, hint=_OPEN)
    if any(one.compress_type not in _METHODS for one in read):
        raise ReviewError(
            "this file is packed in a way Word does not know", path=path, hint=_SAVE
        )
    size = sum(one.file_size for one in read)
    if len(entries) > MAX_MEMBERS or size > MAX_BYTES:
        raise ReviewError(
            f"this file holds more than {MAX_MEMBERS} parts or {MAX_BYTES // 2**20} MB",
            path=path,
            hint=_OURS,
        )


def _parse(data: bytes, path: str) -> Any:
    if data.count(b"<") > MAX_TAGS:
        raise ReviewError(
            f"this file holds more than {MAX_TAGS:,} pieces of XML",
            path=path,
            hint=_OURS,
        )
    if b"<!DOCTYPE" in data:
        raise ReviewError("XML with a document type", path=path, hint=_AGAIN)
    if b"purl.oclc.org" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReviewError(f"damaged XML: {error}", path=path, hint=_AGAIN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReviewError("XML with a document type", path=path, hint=_AGAIN)
    return root
