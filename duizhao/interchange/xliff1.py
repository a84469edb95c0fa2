"""XLIFF 1.2 (OASIS, 2008), for the programs that know no newer: written and read."""

from __future__ import annotations

from collections.abc import Sequence
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
    texts_of,
    writable,
)
from duizhao.interchange.markup import Piece, numbered, split_codes
from duizhao.interchange.xliff_notes import (
    Note,
    Notes,
    Text,
    notes_of,
)
from duizhao.interchange.xliff_read import Units, read_units, source_of
from duizhao.interchange.xml import (
    SPACE,
    child,
    children,
    indent,
    inline_text,
    line_of,
    plain_text,
    to_bytes,
)

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACES: Any = {None: NAMESPACE}  # the stubs of lxml know no default namespace
_PLURAL = "x-gettext-plurals"  # as the XLIFF 1.2 guide for gettext has it
_SPOKEN = (Note.TRANSLATOR, Note.DEVELOPER)
"""What goes out as `note`, which people read; all else as `context`."""
_FUZZY = "x-duizhao-fuzzy"  # our own mark, which a program that knows states takes off
_REVIEW = "needs-review-translation"
_DONE = frozenset({"translated", "final", "signed-off"})


def write_xliff1(catalogs: Sequence[Catalog], *, codes: bool = True) -> Sent:
    """Return the XLIFF of catalogs of one pair of languages, each a `file` in it.

    With `codes` inline markup is guarded as `ph`, else it is plain text.
    """
    source, target = languages_of(catalogs[0])
    root = etree.Element(_name("xliff"), {"version": "1.2"}, nsmap=_SPACES)
    found: list[Diagnostic] = []
    count = 0
    for catalog in catalogs:
        entries, odd = writable(catalog)
        found += odd
        count += len(entries)
        marks = {"original": catalog.path, "datatype": "po"}
        marks |= {"source-language": source, "target-language": target}
        file = etree.SubElement(root, _name("file"), marks)
        body = etree.SubElement(file, _name("body"))
        for entry in entries:
            _write_entry(body, entry, codes=codes)
        indent(body, 2)
        indent(file, 1)
    indent(root, 0)
    return Sent(to_bytes(root), count, tuple(found))


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _write_entry(body: etree._Element, entry: Entry, *, codes: bool) -> None:
    """Add an entry; all that is said of it stands with its first form."""
    name = name_of(entry.key)
    if entry.msgid_plural is None:
        unit = _write_unit(body, name, entry, texts_of(entry)[0], codes=codes)
        _write_notes(unit, entry)
        return
    group = etree.SubElement(body, _name("group"), id=name, restype=_PLURAL)
    for number, texts in enumerate(texts_of(entry)):
        unit = _write_unit(group, f"{name}-{number}", entry, texts, codes=codes)
        if not number:
            _write_notes(unit, entry)
    indent(group, 3)


def _write_unit(
    parent: etree._Element,
    name: str,
    entry: Entry,
    texts: tuple[str, str],
    *,
    codes: bool,
) -> etree._Element:
    """Add a unit with its texts, and return it."""
    done = bool(texts[1]) and not entry.fuzzy
    marks = {"id": name, SPACE: "preserve"} | ({"approved": "yes"} if done else {})
    unit = etree.SubElement(parent, _name("trans-unit"), marks)
    pieces = [split_codes(one) if codes else [Piece(one, code=False)] for one in texts]
    for tag, some, numbers in zip(
        ("source", "target"), pieces, numbered(*pieces), strict=True
    ):
        if tag == "source" or texts[1]:
            _fill(etree.SubElement(unit, _name(tag)), some, numbers)
    if done:
        unit[-1].set("state", "signed-off" if reviews_of(entry) else "translated")
    elif texts[1]:
        unit[-1].set("state", _REVIEW)
        unit[-1].set("state-qualifier", _FUZZY)
    return unit


def _fill(element: etree._Element, pieces: list[Piece], numbers: list[int]) -> None:
    """Put a text into an element, its codes as `ph`."""
    last: etree._Element | None = None
    left = iter(numbers)
    for piece in pieces:
        if piece.code:
            last = etree.SubElement(element, _name("ph"), id=str(next(left)))
            last.text = piece.text
        elif last is None:
            element.text = piece.text
        else:
            last.tail = piece.text


def _write_notes(unit: etree._Element, entry: Entry) -> None:
    """Add what is said of an entry; the former source as a match, which tools show."""
    notes = notes_of(entry)
    for kind, text in notes:
        if kind in _SPOKEN:
            note = etree.SubElement(unit, _name("note"), {"from": str(kind)})
            note.text = text
    others = [(kind, text) for kind, text in notes if kind not in _SPOKEN]
    box = etree.SubElement(unit, _name("context-group"), purpose="information")
    for kind, text in [*others, (str(Note.SENT), digest_of(entry))]:
        marks = {"context-type": f"x-{kind}"}
        etree.SubElement(box, _name("context"), marks).text = text
    if entry.previous is not None and entry.msgstr:
        marks = {"alttranstype": "previous-version"}
        match = etree.SubElement(unit, _name("alt-trans"), marks)
        etree.SubElement(match, _name("source")).text = entry.previous.msgid
        etree.SubElement(match, _name("target")).text = entry.msgstr


def read_xliff1(path: str, root: etree._Element) -> list[Part]:
    """Return what came back, for each `file` a part. Raises CatalogError."""
    parts: list[Part] = []
    for file in children(root, "file"):
        body = child(file, "body")
        items = tuple(read_units(path, body, _UNITS)) if body is not None else ()
        language = file.get("target-language", "")
        parts.append(Part(path, items, file.get("original", ""), language))
    return parts


def _read_notes(unit: etree._Element) -> Notes:
    notes: Notes = [
        (one.get("from") or Note.TRANSLATOR, plain_text(one))
        for one in children(unit, "note")
    ]
    for box in children(unit, "context-group"):
        for one in children(box, "context"):
            kind = one.get("context-type", "").removeprefix("x-")
            if kind in set(Note) - set(_SPOKEN):
                notes.append((kind, plain_text(one)))
    return notes


def _read_text(path: str, unit: etree._Element) -> Text:
    """Return source and translation of a unit, and what is said of it."""
    known: dict[str, str] = {}
    text = inline_text(path, source_of(path, unit), {}, known)
    target = child(unit, "target")
    translation = "" if target is None else inline_text(path, target, {}, known)
    name, line = unit.get("id", ""), line_of(unit)
    return Text(text, translation, _told(unit, target), name, line)


def _told(unit: etree._Element, target: etree._Element | None) -> Told:
    """Return what a unit says: its approval first, which most programs write."""
    state = "" if target is None else target.get("state", "")
    if unit.get("approved") == "yes" or state in _DONE:
        return Told.FINISHED
    if target is None or not state.startswith("needs-"):
        return Told.NOTHING
    ours = state == _REVIEW and target.get("state-qualifier") == _FUZZY
    return Told.PERHAPS if ours else Told.UNFINISHED


_UNITS = Units("trans-unit", "restype", _PLURAL, _read_text, _read_notes)
