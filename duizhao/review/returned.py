"""A returned table as rows: what the reviewer wants, and whom it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from duizhao.review.anchor import (
    Anchor,
    Where,
    read_anchor,
    read_roll,
    read_spot,
)
from duizhao.review.archive import Archive, ReviewError
from duizhao.review.columns import Columns, Line
from duizhao.review.flow import Change, Flow, Reader, parts_of
from duizhao.review.looks import Looks, W
from duizhao.review.markup import Piece, plain_text
from duizhao.review.remarks import Remark, Remarks, cut, one_line
from duizhao.review.words import GUIDE, STATES
from duizhao.values import value

_PROPERTY: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
)
_CORE: Final = (
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_TITLE: Final = re.compile(
    r"(?P<document>\S.*?) · (?P<language>[A-Za-z0-9-]{2,20})"
    r"(?: · (?P<day>\d{4}-\d\d-\d\d) (?P<time>\d\d:\d\d))?"
)
_LONGEST: Final = 50_000  # characters of an English text; a long paragraph has 5,000
_MOST: Final = 99_999  # segments; more have no number


@value
class Back:
    """One row of a returned table."""

    anchors: tuple[Anchor, ...] = ()
    """The segments that its bookmarks name, those in the English cell first."""
    number: str = ""
    """What its first cell says."""
    source: str = ""
    """The Chinese in it."""
    pieces: tuple[Piece, ...] = ()
    """The English as it is to be."""
    before: tuple[Piece, ...] = ()
    """The English without the tracked changes."""
    changes: tuple[Change, ...] = ()
    """The tracked changes in it."""
    remarks: tuple[Remark, ...] = ()
    """The comments in it, and what stands in other columns than the English."""
    deleted: bool = False
    """Whether the row was deleted with Track Changes, or everything in it."""
    why: str = ""
    """Why its English cannot be taken; empty where it can."""

    @property
    def text(self) -> str:
        """The English without formatting."""
        return plain_text(self.pieces)


@value
class Return:
    """A file that came back."""

    document: str
    """The document it belongs to, by the file's own properties or title; or empty."""
    language: str
    """The translation's tag; or empty."""
    author: str
    """Who saved it last."""
    date: str
    """When, as `2026-11-22`; empty where it is not told."""
    segments: int
    """How many segments were sent; 0 where the file does not say."""
    roll: dict[int, Anchor]
    """The segments as they were sent, by number; empty where the file does not say."""
    rows: tuple[Back, ...]
    """The rows of its tables."""
    strays: tuple[str, ...]
    """Paragraphs that stand in no table and are not ours."""
    lost: tuple[Remark, ...] = ()
    """The remarks that hang on none of the rows."""
    sent: str = ""
    """When it was sent, as `2026-11-22T10:15`; empty where it is not told."""


def read_return(archive: Archive, path: str) -> Return:
    """Return what came back. Raises ReviewError for a file that is not of ours."""
    properties = _properties(archive)
    if is_running(archive, properties):
        return _running(archive, properties)
    asked = frozenset(properties.get("duizhao.asked", "").split())
    reader = Reader(links_of(archive), Looks(archive.root("word/styles.xml")))
    remarks = Remarks(archive, asked)
    columns = Columns()
    rows: list[Back] = []
    outside: list[str] = []
    for one in parts_of([archive.root("word/document.xml")], ("tr", "p")):
        if one.tag == f"{W}p":
            outside.append(one_line(plain_text(reader.read(one).pieces)))
            continue
        line = columns.read(one, reader)
        if line is not None:
            rows.append(row_of(one, line, remarks))
    ours = "duizhao.review" in properties or columns.known
    if not ours and not any(row.anchors for row in rows):
        raise ReviewError(
            "this file was not made by `duizhao review out`",
            path=path,
            hint="send back the file itself, not its text in a new one",
        )
    title = properties.get("duizhao.title", "") or _title(outside)
    known = {*map(one_line, GUIDE), one_line(title)}
    strays = tuple(cut(text) for text in outside if text and text not in known)
    told = (tuple(rows), strays, tuple(remarks.rest()))
    return _return(archive, properties, title, told)


def is_running(archive: Archive, properties: Mapping[str, str]) -> bool:
    """Whether a file is a page and not a table: by its properties or its bookmarks."""
    if layout := properties.get("duizhao.review", ""):
        return layout.startswith("running")
    root = archive.root("word/document.xml")
    marks = root.iter(f"{W}bookmarkStart") if root is not None else ()
    return any(read_spot(one.get(f"{W}name", "")) for one in marks)


def _running(archive: Archive, properties: Mapping[str, str]) -> Return:
    # Loaded here: it is built on this module.
    from duizhao.review.running import read_running  # noqa: PLC0415

    found = read_running(archive, properties, read_roll(properties))
    title = properties.get("duizhao.title", "") or _title(list(found.strays))
    told = (found.rows, found.strays, found.lost)
    return _return(archive, properties, title, told)


def _return(
    archive: Archive,
    properties: Mapping[str, str],
    title: str,
    told: tuple[tuple[Back, ...], tuple[str, ...], tuple[Remark, ...]],
) -> Return:
    rows, strays, lost = told
    found = _TITLE.fullmatch(title)
    author, date = _saved(archive)
    segments = properties.get("duizhao.segments", "")
    return Return(
        properties.get("duizhao.document", "") or (found["document"] if found else ""),
        properties.get("duizhao.language", "") or (found["language"] if found else ""),
        author,
        date,
        min(int(segments), _MOST) if re.fullmatch("[0-9]{1,5}", segments) else 0,
        read_roll(properties),
        tuple(map(_bounded, rows)),
        strays,
        lost,
        properties.get("duizhao.sent", "") or (_stamp(found) if found else ""),
    )


def _bounded(row: Back) -> Back:
    """Return a row; one with more English than any sentence has cannot be taken."""
    if sum(len(one.text) for one in row.pieces) <= _LONGEST:
        return row
    pieces = (Piece(cut(one_line(row.text))),)
    why = f"its English is longer than {_LONGEST:,} characters"
    return replace(row, pieces=pieces, before=(), why=row.why or why)


def _title(outside: list[str]) -> str:
    """Return the title of a file that has lost its properties."""
    return next((one for one in outside[:5] if _TITLE.fullmatch(one)), "")


def _stamp(title: re.Match[str]) -> str:
    """Return when a file was sent, by its title."""
    return f"{title['day']}T{title['time']}" if title["day"] else ""


def _properties(archive: Archive) -> dict[str, str]:
    root = archive.root("docProps/custom.xml")
    if root is None:
        return {}
    items = root.iter(f"{_PROPERTY}property")
    return {one.get("name", ""): "".join(one.itertext()).strip() for one in items}


def _saved(archive: Archive) -> tuple[str, str]:
    root = archive.root("docProps/core.xml")
    if root is None:
        return "", ""
    author = one_line(root.findtext(f"{_CORE}lastModifiedBy") or "")[:80]
    date = (root.findtext("{http://purl.org/dc/terms/}modified") or "")[:10]
    return author, date if _DATE.fullmatch(date) else ""


def links_of(archive: Archive, part: str = "document") -> dict[str, str]:
    """Return the targets of links by the ids of a part's relationships."""
    root = archive.root(f"word/_rels/{part}.xml.rels")
    if root is None:
        return {}
    return {
        one.get("Id", ""): one.get("Target", "")
        for one in root
        if one.get("Type", "").endswith("/hyperlink")
    }


def row_of(element: Any, line: Line, remarks: Remarks) -> Back:
    """Return a row of a table of ours."""
    english = line.english or Flow()
    told = [one for cell in line.cells for one in remarks.of(cell)]
    told += _said_elsewhere(line, english)
    gone = element.find(f"{W}trPr/{W}del") is not None
    empty = not any(cell.pieces for cell in line.cells)
    pieces, why = english.pieces, ""
    if line.english is None and not (gone or empty):
        why = "its cells were joined or taken away"
        pieces = (Piece(" | ".join(filter(None, line.texts))),)
    elif any(cell.cut for cell in line.cells):
        why = "a field in it has no end, so that words may be missing"
    return Back(
        _anchors(line.cells),
        line.text(line.number).strip(),
        line.text(line.source).strip(),
        pieces,
        english.before,
        english.changes,
        tuple(told),
        gone or empty,
        why,
    )


def _said_elsewhere(line: Line, english: Flow) -> Iterator[Remark]:
    """Yield what was written in other columns, and what no Markdown can be made of."""
    for at, (cell, text) in enumerate(zip(line.cells, line.texts, strict=True)):
        said = one_line(text)
        if cell in (line.number, line.source, line.english) or not said:
            continue
        by = cell.changes[0] if cell.changes else Change("", "")
        where = line.heads.get(at, "")
        if where == "status" and said in STATES:
            continue
        name = "Status: " if where == "status" else ""
        yield Remark(by.author, by.date, cut(name + said))
    by = english.changes[0] if english.changes else Change("", "")
    for what in english.odd:
        yield Remark(by.author, by.date, f"[{what} in the English was not taken]")


def _anchors(cells: tuple[Flow, ...]) -> tuple[Anchor, ...]:
    """Return the segments that the bookmarks of a row name, surest first."""
    named = [read_anchor(name) for cell in cells for name in cell.bookmarks]
    found = [one for one in named if one is not None]
    found.sort(key=lambda one: one[1] is not Where.ENGLISH)
    return tuple(dict.fromkeys(anchor for anchor, _ in found))
