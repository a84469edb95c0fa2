"""The Word file as a zip: opened with care, written the same on every run."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

from lxml.etree import _Element as Node

from duizhao.errors import RenderError
from duizhao.render.docx.library import CT, RT, Package, PackageWriter
from duizhao.values import value

MAX_MEMBERS: Final = 2000
"""More files than any template holds."""
MAX_BYTES: Final = 64 * 1024 * 1024
"""The most that a template may hold when unpacked."""
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can name
_FIRST: Final = "[Content_Types].xml"
_HINT: Final = "save the template again from Word as “Word Document (*.docx)”"
_RELATIONSHIPS: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)
_UNWANTED: Final = frozenset(
    {
        RT.THUMBNAIL,
        RT.CUSTOM_XML,
        f"{_RELATIONSHIPS}attachedTemplate",
        RT.IMAGE,
        RT.HYPERLINK,
        RT.FOOTNOTES,
        RT.COMMENTS,
    }
)


def open_template(template: bytes) -> Any:
    """Return python-docx's main part of `template`, whose text is still in it.

    Raises RenderError for what is no Word document, is too large, or carries macros or
    links to files elsewhere.
    """
    _check(template)
    try:
        word = _main_part(template)
    except Exception as error:  # python-docx lets ten kinds of exception out
        raise RenderError(
            f"the Word template cannot be read: {error}", hint=_HINT
        ) from error
    _drop_leftovers(word)
    return word


def _main_part(template: bytes) -> Any:
    """Return what `docx.Document` opens, without the object around it.

    That object is for going through the text, and takes 8 ms to load.
    """
    word: Any = Package.open(BytesIO(template)).main_document_part
    if word.content_type != CT.WML_DOCUMENT_MAIN:
        raise ValueError(f"the type of its content is {word.content_type}")
    for kind, name in ((RT.STYLES, "styles"), (RT.SETTINGS, "settings")):
        try:
            word.part_related_by(kind)
        except KeyError:
            getattr(word, name)  # python-docx adds its own
    # All three are touched here, so that a template without them fails here.
    _ = styles_of(word), settings_of(word), word.element.body
    return word


def styles_of(word: Any) -> Node:
    """Return the root of the styles part."""
    return word.part_related_by(RT.STYLES).element  # type: ignore[no-any-return] # untyped


def settings_of(word: Any) -> Node:
    """Return the root of the settings part."""
    return word.part_related_by(RT.SETTINGS).element  # type: ignore[no-any-return] # untyped


def save(word: Any) -> bytes:
    """Return `word` as bytes that depend on its content alone."""
    package = word.part.package  # of a document or of its main part
    members: dict[str, bytes] = {}
    writer: Any = _Members(members)  # in place of the zip that python-docx writes
    for part in package.parts:
        part.before_marshal()
    # What `PackageWriter.write` does; its zip would be unpacked at once, and packed again.
    steps: Any = PackageWriter  # half of it is untyped
    steps._write_content_types_stream(writer, package.parts)  # noqa: SLF001
    steps._write_pkg_rels(writer, package.rels)  # noqa: SLF001
    steps._write_parts(writer, package.parts)  # noqa: SLF001
    return pack(members)


@value
class _Members:
    """Takes a package's files as python-docx's `PhysPkgWriter` does."""

    data: dict[str, bytes]
    """What has been written, by its name in the zip."""

    def write(self, name: Any, data: bytes) -> None:
        """Keep a file; `name` is a `PackURI`."""
        self.data[name.membername] = data


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return a zip of `members`, sorted, without times or owners."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(members, key=lambda name: (name != _FIRST, name)):
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # else it tells Windows from Unix
            archive.writestr(info, members[name], compresslevel=6)
    return stream.getvalue()


def _check(template: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(template)) as archive:
            entries = archive.infolist()
            _check_sizes(entries)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _check_part(entry.filename, archive.read(entry))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        raise RenderError(
            f"the Word template is no .docx file: {error}", hint=_HINT
        ) from error


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.casefold() for entry in entries]
    if len(entries) > MAX_MEMBERS or sum(e.file_size for e in entries) > MAX_BYTES:
        raise RenderError(
            f"the Word template holds more than {MAX_MEMBERS} files or "
            f"{MAX_BYTES // 2**20} MB",
            hint="take pictures and old text out of it",
        )
    if len(set(names)) != len(names):
        raise RenderError("the Word template holds two parts of one name", hint=_HINT)
    if any("vbaproject" in name for name in names):
        raise RenderError("the Word template carries macros", hint=_HINT)


def _check_part(name: str, data: bytes) -> None:
    if b"<!DOCTYPE" in data or b"<\x00!\x00D\x00" in data or b"\x00<\x00!\x00D" in data:
        raise RenderError(
            f"the Word template's part {name} declares a DOCTYPE", hint=_HINT
        )
    if not name.endswith(".rels"):
        return
    for relation in re.findall(rb"<[^>]*TargetMode\s*=\s*.External[^>]*>", data):
        if b"/hyperlink" not in relation and b"/attachedTemplate" not in relation:
            raise RenderError(
                f"the Word template's part {name} links to a file outside it",
                hint="insert pictures and objects instead of linking them",
            )


def _drop_leftovers(word: Any) -> None:
    """Take out what belonged to the template's own text, and what Word adds unasked."""
    settings_rels = word.part_related_by(RT.SETTINGS).rels
    for rels in (word.package.rels, word.rels, settings_rels):
        for identifier in [key for key, rel in rels.items() if _unwanted(rel.reltype)]:
            del rels[identifier]
    settings = settings_of(word)
    for element in settings.findall("{*}attachedTemplate"):
        settings.remove(element)


def _unwanted(kind: str) -> bool:
    # LibreOffice spells the kind of the core properties its own way; python-docx does
    # not know it and would write a second part of the same name.
    foreign = kind.endswith("/core-properties") and kind != RT.CORE_PROPERTIES
    return foreign or kind in _UNWANTED
