"""A row of a returned table: what it names, says and remarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from duizhao.review.anchor import Anchor, Where, read_anchor
from duizhao.review.archive import Archive
from duizhao.review.columns import Line
from duizhao.review.flow import Change, Flow
from duizhao.review.looks import W
from duizhao.review.markup import Piece, plain_text
from duizhao.review.remarks import Remark, Remarks, cut, one_line
from duizhao.review.words import STATES
from duizhao.values import value


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
