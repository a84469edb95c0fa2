"""XLIFF 2.0 (OASIS, 2014), also read by whatever reads 2.1: written and read.

A sentence is a unit of one segment; an entry with plural forms is a group of units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.catalog.reviewed import digest_of, reviews_of
from duizhao.diagnostics import Diagnostic
from duizhao.interchange.exchanged import (
    Part,
    Sent,
    Told,
    languages_of,
    name_of,
    no_file,
    texts_of,
    writable,
)
from duizhao.interchange.markup import Piece, numbered, split_codes
from duizhao.interchange.xliff_notes import (
    Note,
    Notes,
    Text,
    notes_of,
    together,
)
from duizhao.interchange.xliff_read import Units, read_units, source_of
from duizhao.interchange.xml import (
    SPACE,
    child,
    children,
    indent,
    inline_text,
    line_of,
    local,
    plain_text,
    to_bytes,
)

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"  # a module of the standard
_SPACES: Any = {
    None: NAMESPACE,
    "mda": _METADATA,
}  # the stubs of lxml know no default namespace
_PLURAL = "duizhao:plural"
_FUZZY = "duizhao:fuzzy"
_STATES = {
    "initial": Told.UNFINISHED,
    "translated": Told.FINISHED,
    "reviewed": Told.FINISHED,
    "final": Told.FINISHED,
}


def write_xliff2(catalogs: Sequence[Catalog], *, codes: bool = True) -> Sent:
    """Return the XLIFF of catalogs of one pair of languages, each a `file` in it.

    With `codes` inline markup is guarded as `ph`, else it is plain text. The standard
    knows no empty file: catalogs without an entry make none.
    """
    source, target = languages_of(catalogs[0])
    root = etree.Element(
        _name("xliff"),
        {"version": "2.0", "srcLang": source, "trgLang": target},
        nsmap=_SPACES,
    )
    found: list[Diagnostic] = []
    count = 0
    for number, catalog in enumerate(catalogs, 1):
        entries, odd = writable(catalog)
        found += odd
        count += len(entries)
        if not entries:
            continue  # the standard wants a unit in each file
        marks = {"id": f"f{number}", "original": catalog.path}
        file = etree.SubElement(root, _name("file"), marks)
        for entry in entries:
            _write_entry(file, entry, codes=codes)
        indent(file, 1)
    if not count:
        return Sent(b"", 0, (*found, no_file(catalogs[0])))
    indent(root, 0)
    return Sent(to_bytes(root), count, tuple(found))


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _write_entry(file: etree._Element, entry: Entry, *, codes: bool) -> None:
    """Add an entry; all that is said of it stands with its first form."""
    name = name_of(entry.key)
    if entry.msgid_plural is None:
        unit = _add_unit(file, name, entry)
        _fill_unit(unit, entry, texts_of(entry)[0], codes=codes)
        return
    group = etree.SubElement(file, _name("group"), id=name, type=_PLURAL)
    for number, texts in enumerate(texts_of(entry)):
        unit = _add_unit(group, f"{name}-{number}", None if number else entry)
        _fill_unit(unit, entry, texts, codes=codes)
    indent(group, 2)


def _add_unit(parent: etree._Element, name: str, entry: Entry | None) -> etree._Element:
    """Add a unit with what is said of an entry; of later forms nothing is said."""
    unit = etree.SubElement(parent, _name("unit"), {"id": name, SPACE: "preserve"})
    if entry is None:
        return unit
    box = etree.SubElement(unit, f"{{{_METADATA}}}metadata")
    group = etree.SubElement(box, f"{{{_METADATA}}}metaGroup", category="duizhao")
    sent = etree.SubElement(group, f"{{{_METADATA}}}meta", type=str(Note.SENT))
    sent.text = digest_of(entry)
    if notes := notes_of(entry):
        box = etree.SubElement(unit, _name("notes"))
        for kind, text in notes:
            etree.SubElement(box, _name("note"), category=str(kind)).text = text
    return unit


def _fill_unit(
    unit: etree._Element, entry: Entry, texts: tuple[str, str], *, codes: bool
) -> None:
    """Add the segment of a unit, and the codes of its texts before it."""
    pieces = [split_codes(one) if codes else [Piece(one, code=False)] for one in texts]
    data = _write_data(unit, pieces)
    segment = etree.SubElement(unit, _name("segment"), _states(entry, texts[1]))
    for tag, some, numbers in zip(
        ("source", "target"), pieces, numbered(*pieces), strict=True
    ):
        if tag == "source" or texts[1]:
            _fill(etree.SubElement(segment, _name(tag)), some, numbers, data)


def _states(entry: Entry, translation: str) -> dict[str, str]:
    """Return the attributes that tell the state of a translation.

    None where there is no translation: a program that knows of no states would leave
    them as they are. One that knows them takes off our mark of what is fuzzy.
    """
    if not translation:
        return {}
    if entry.fuzzy:
        return {"state": "initial", "subState": _FUZZY}
    return {"state": "reviewed" if reviews_of(entry) else "translated"}


def _write_data(unit: etree._Element, pieces: list[list[Piece]]) -> dict[str, str]:
    """Add the codes of a unit; return the name of each."""
    found = dict.fromkeys(one.text for some in pieces for one in some if one.code)
    if not found:
        return {}
    box = etree.SubElement(unit, _name("originalData"))
    names: dict[str, str] = {}
    for number, code in enumerate(found, 1):
        names[code] = f"d{number}"
        etree.SubElement(box, _name("data"), id=names[code]).text = code
    return names


def _fill(
    element: etree._Element,
    pieces: list[Piece],
    numbers: list[int],
    data: Mapping[str, str],
) -> None:
    """Put a text into an element, its codes as `ph`."""
    last: etree._Element | None = None
    left = iter(numbers)
    for piece in pieces:
        if piece.code:
            marks = {"id": str(next(left)), "dataRef": data[piece.text]}
            last = etree.SubElement(element, _name("ph"), marks)
        elif last is None:
            element.text = piece.text
        else:
            last.tail = piece.text


def read_xliff2(path: str, root: etree._Element) -> list[Part]:
    """Return what came back, for each `file` a part. Raises CatalogError."""
    language = root.get("trgLang", "")
    parts: list[Part] = []
    for file in children(root, "file"):
        items = tuple(read_units(path, file, _UNITS))
        parts.append(Part(path, items, file.get("original", ""), language))
    return parts


def _read_notes(unit: etree._Element) -> Notes:
    notes: Notes = []
    for box in children(unit, "notes"):
        for one in children(box, "note"):
            kind = one.get("category") or Note.TRANSLATOR
            notes.append((kind, plain_text(one)))
    for box in children(unit, "metadata"):
        for one in box.iter(f"{{{_METADATA}}}meta"):
            if one.get("type") == Note.SENT:
                notes.append((Note.SENT, plain_text(one)))
    return notes


def _read_text(path: str, unit: etree._Element) -> Text:
    """Return source and translation of a unit, whatever segments it was cut into."""
    box = child(unit, "originalData")
    data = {
        one.get("id", ""): inline_text(path, one, {}, {})
        for one in (children(box, "data") if box is not None else ())
    }
    source = target = ""
    told: list[Told] = []
    known: dict[str, str] = {}
    for segment in children(unit, "segment", "ignorable"):
        here = inline_text(path, source_of(path, segment), data, known)
        source += here
        translated = child(segment, "target")
        if translated is not None:
            target += inline_text(path, translated, data, known)
        if local(segment) == "segment":
            told.append(_told(segment))
        elif translated is None:
            target += here if target else ""  # blanks between segments
    name, line = unit.get("id", ""), line_of(unit)
    return Text(source, target, together(told), name, line)


def _told(segment: etree._Element) -> Told:
    """Return what a segment says of its translation."""
    told = _STATES.get(segment.get("state", ""), Told.NOTHING)
    ours = told is Told.UNFINISHED and segment.get("subState") == _FUZZY
    return Told.PERHAPS if ours else told


_UNITS = Units("unit", "type", _PLURAL, _read_text, _read_notes)
