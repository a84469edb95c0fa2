"""A returned table as rows: what the reviewer wants, and whom it belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from duizhao.review.anchor import (
    Anchor,
    read_roll,
    read_spot,
)
from duizhao.review.archive import Archive, ReviewError
from duizhao.review.back import Back, links_of, row_of
from duizhao.review.columns import Columns
from duizhao.review.flow import Reader, parts_of
from duizhao.review.looks import Looks, W
from duizhao.review.markup import Piece, plain_text
from duizhao.review.remarks import Remark, Remarks, cut, one_line
from duizhao.review.running import read_running
from duizhao.review.words import GUIDE
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
