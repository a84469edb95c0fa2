"""A returned table as rows: what the reviewer wants, and whom it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from duizhao.review.anchor import Anchor, Where, read_anchor
from duizhao.review.archive import Archive, ReviewError
from duizhao.review.flow import Change, Flow, Reader, W
from duizhao.review.markup import Piece, joined, plain_text, shown, written
from duizhao.review.words import GUIDE
from duizhao.values import value

_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_ENGLISH, _COMMENT = 2, 3
_CELLS = 3


@value
class Remark:
    """A comment of the reviewer."""

    author: str
    """Who wrote it."""
    date: str
    """As `2026-11-22`; empty where it is not told."""
    text: str
    """What it says."""
    on: str
    """The words it hangs on; empty for a remark on the whole."""
    resolved: bool = False
    """Whether somebody has marked it as done."""


@value
class Back:
    """One row of a returned table."""

    anchors: tuple[Anchor, ...]
    """The segments that its bookmarks name, those in the English cell first."""
    number: str
    """What its first cell says."""
    source: str
    """The Chinese in it."""
    pieces: tuple[Piece, ...]
    """The English as it is to be."""
    changes: tuple[Change, ...]
    """The tracked changes in it."""
    remarks: tuple[Remark, ...]
    """The comments in it, and what stands in the comment column."""
    deleted: bool
    """Whether the row was deleted with Track Changes."""

    @property
    def text(self) -> str:
        """The English without formatting."""
        return plain_text(self.pieces)


@value
class Return:
    """A file that came back."""

    document: str
    """The document it belongs to, by the file's own properties; or empty."""
    language: str
    """The translation's tag; or empty."""
    author: str
    """Who saved it last."""
    date: str
    """When, as `2026-11-22`; empty where it is not told."""
    segments: int
    """How many segments were sent; 0 where the file does not say."""
    rows: tuple[Back, ...]
    """The rows of its tables."""
    strays: tuple[str, ...]
    """Paragraphs that stand in no table and are not ours."""


def read_return(archive: Archive, path: str) -> Return:
    """Return what came back. Raises ReviewError for a file that is not of ours."""
    properties = _properties(archive)
    root = archive.root("word/document.xml")
    reader = Reader(_links(archive))
    remarks = _Remarks(archive)
    rows = tuple(_rows(root, reader, remarks))
    if not any(row.anchors for row in rows) and "duizhao.review" not in properties:
        raise ReviewError(
            "this file was not made by `duizhao review out`",
            path=path,
            hint="send back the file itself, not its text in a new one",
        )
    author, date = _saved(archive)
    segments = properties.get("duizhao.segments", "")
    ours = {*map(_squeezed, GUIDE), _squeezed(properties.get("duizhao.title", ""))}
    outside = (_squeezed(plain_text(one.pieces)) for one in _outside(root, reader))
    return Return(
        properties.get("duizhao.document", ""),
        properties.get("duizhao.language", ""),
        author,
        date,
        int(segments) if segments.isdecimal() else 0,
        rows,
        tuple(text for text in outside if text and text not in ours),
    )


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _outside(root: Any, reader: Reader) -> Iterator[Flow]:
    """Yield the paragraphs that stand in no table."""
    for paragraph in root.iter(f"{W}p"):
        if not any(one.tag == f"{W}tc" for one in paragraph.iterancestors()):
            yield reader.read(paragraph)


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
    author = root.findtext(f"{_CORE}lastModifiedBy") or ""
    date = root.findtext("{http://purl.org/dc/terms/}modified") or ""
    return author.strip(), date[:10]


def _links(archive: Archive) -> dict[str, str]:
    root = archive.root("word/_rels/document.xml.rels")
    if root is None:
        return {}
    return {
        one.get("Id", ""): one.get("Target", "")
        for one in root
        if one.get("Type", "").endswith("/hyperlink")
    }


class _Remarks:
    """The comments of a file by their numbers."""

    def __init__(self, archive: Archive) -> None:
        self._by_number: dict[str, Remark] = {}
        root = archive.root("word/comments.xml")
        done = _resolved(archive)
        reader = Reader({})
        for comment in root.iter(f"{W}comment") if root is not None else ():
            text = plain_text(reader.read(comment).pieces).strip()
            ids = {
                value
                for paragraph in comment.iter(f"{W}p")
                for name, value in paragraph.attrib.items()
                if name.endswith("}paraId")
            }
            self._by_number[comment.get(f"{W}id", "")] = Remark(
                comment.get(f"{W}author", "").strip(),
                comment.get(f"{W}date", "")[:10],
                " ".join(text.split()),
                "",
                resolved=bool(ids & done),
            )

    def of(self, flow: Flow) -> Iterator[Remark]:
        """Yield the comments that hang on a flow, with the words they hang on."""
        for number, words in flow.comments:
            found = self._by_number.get(number)
            if found is not None and found.text:
                on = " ".join(words.split())
                yield Remark(found.author, found.date, found.text, on, found.resolved)


def _resolved(archive: Archive) -> set[str]:
    root = archive.root("word/commentsExtended.xml")
    found: set[str] = set()
    for one in root if root is not None else ():
        values = {name.rpartition("}")[2]: text for name, text in one.attrib.items()}
        if values.get("done") == "1":
            found.add(values.get("paraId", ""))
    return found


def _rows(root: Any, reader: Reader, remarks: _Remarks) -> Iterator[Back]:
    for line in root.iter(f"{W}tr"):
        cells = [reader.read(cell) for cell in line.iterfind(f".//{W}tc")]
        anchors = _anchors(cells)
        if not anchors and (len(cells) < _CELLS or _is_head(cells)):
            continue
        yield _row(line, cells, anchors, remarks)


def _row(
    line: Any, cells: list[Flow], anchors: tuple[Anchor, ...], remarks: _Remarks
) -> Back:
    texts = [plain_text(cell.pieces) for cell in cells]
    english = cells[_ENGLISH] if len(cells) > _ENGLISH else Flow((), (), (), ())
    told = [one for cell in cells for one in remarks.of(cell)]
    if len(cells) > _COMMENT and texts[_COMMENT].strip():
        told.append(_in_column(cells[_COMMENT], " ".join(texts[_COMMENT].split())))
    deleted = line.find(f"{W}trPr/{W}del") is not None
    return Back(
        anchors,
        texts[0].strip() if texts else "",
        texts[1].strip() if len(texts) > 1 else "",
        english.pieces,
        english.changes,
        tuple(told),
        deleted,
    )


def _in_column(cell: Flow, text: str) -> Remark:
    by = cell.changes[0] if cell.changes else Change("", "")
    return Remark(by.author, by.date, text, "")


def _anchors(cells: list[Flow]) -> tuple[Anchor, ...]:
    """Return the segments that the bookmarks of a row name, surest first."""
    named = [read_anchor(name) for cell in cells for name in cell.bookmarks]
    found = [one for one in named if one is not None]
    found.sort(key=lambda one: one[1] is not Where.ENGLISH)
    return tuple(dict.fromkeys(anchor for anchor, _ in found))


def _is_head(cells: list[Flow]) -> bool:
    return plain_text(cells[0].pieces).strip() in {"#", ""}


def markdown_of(pieces: tuple[Piece, ...], sent: str, source: str = "") -> str:
    """Return returned pieces as Markdown; `sent` is the translation as it was sent.

    Where it was sent as Markdown as it stands, it comes back so. Blanks at the ends are
    dropped. LibreOffice makes `a.md` into `../../a.md`: a target is that of the sent text
    or of the `source` which it ends in.
    """
    told = _without_chance(joined(pieces))
    if shown(sent).literal and sent:
        return plain_text(told).strip()
    looks = (piece.look for text in (source, sent) for piece in shown(text).pieces)
    known = {_address(look.href): look.href for look in looks if look.href}
    return written(_as_known(piece, known) for piece in told).strip()


def _as_known(piece: Piece, known: dict[str, str]) -> Piece:
    """Return a piece with the target that its link had before a program rewrote it."""
    href = unquote(piece.look.href)
    if not href or href in known.values():
        return piece
    ends = (one for one in known if href == one or href.endswith(f"/{one}"))
    found = max(ends, key=len, default=None)
    if found is None:
        return piece
    return Piece(piece.text, piece.look._replace(href=known[found]))


def _address(href: str) -> str:
    """Return a link's target without its title."""
    return unquote(href.partition(" ")[0])


def _without_chance(pieces: list[Piece]) -> list[Piece]:
    """Return pieces whose superscript is a footnote mark or nothing."""
    found: list[Piece] = []
    for piece in pieces:
        look, text = piece.look, piece.text
        if look.note and not _NOTE.fullmatch(text.strip()):
            look = look._replace(note=False)
        if not look.note and not look.code:
            found += _notes_in(text, look)
        else:
            found.append(Piece(text, look))
    return joined(found)


def _notes_in(text: str, look: Any) -> Iterator[Piece]:
    """Yield a text with the footnote marks in it apart: they lost their raised look."""
    at = 0
    for found in _NOTE.finditer(text):
        yield Piece(text[at : found.start()], look)
        yield Piece(found[0], look._replace(note=True))
        at = found.end()
    yield Piece(text[at:], look)
