"""The documents made of a manuscript of any kind, once read.

The reader of plain texts is imported where a plain text is read, and not before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from duizhao.document import Document, Inline, Marked, SegmentState, Text
from duizhao.language import joins_without_blank
from duizhao.manuscripts import Profile, is_text, read_manuscript, read_text
from duizhao.readers.markdown.document import Rendition, heading_anchors, read_document
from duizhao.readers.markdown.placed import Mark
from duizhao.units import Manuscript

if TYPE_CHECKING:
    from duizhao.merging import Merged, Piece

_LINE_END = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t\u3000]*")


__all__ = [
    "Profile",
    "read_manuscript",
    "read_text",
    "source_document",
    "target_document",
]


def source_document(manuscript: Manuscript, profile: Profile) -> Document:
    """Return the manuscript as a document in its own language."""
    if is_text(manuscript.source.path):
        from duizhao.readers.text import (  # noqa: PLC0415
            build_document,
            source_texts,
        )

        texts = source_texts(manuscript)
        return build_document(manuscript, texts, profile.language, profile.text)
    rendition = Rendition(profile.language)
    return read_document(manuscript.source.text, rendition, profile.markdown)


def target_document(
    manuscript: Manuscript, merged: Merged, source: Document, target: Profile
) -> Document:
    """Return a merged manuscript as a document; unfinished segments are `Marked`.

    `target` is the manuscript's profile with the translation's language; `source` is
    the document in the original, whose anchors are taken over.
    """
    if is_text(manuscript.source.path):
        from duizhao.readers.text import build_document  # noqa: PLC0415

        texts = tuple(_text_inlines(merged))
        return build_document(manuscript, texts, target.language, target.text)
    marks = tuple(
        Mark(piece.start, piece.stop, piece.state, piece.key)
        for piece in merged.pieces
        if piece.state is not SegmentState.TRANSLATED
    )
    rendition = Rendition(target.language, marks, heading_anchors(source))
    return read_document(merged.text, rendition, target.markdown)


def _text_inlines(merged: Merged) -> Iterator[tuple[Inline, ...]]:
    """Yield the inlines of each unit of a merged plain text."""
    data = merged.text.encode("utf-8", "surrogatepass")
    by_unit: dict[int, list[Piece]] = {}
    for piece in merged.pieces:
        by_unit.setdefault(piece.unit, []).append(piece)
    for index, (start, stop) in enumerate(merged.units):
        yield tuple(_unit_inlines(data, start, stop, by_unit.get(index, [])))


def _unit_inlines(
    data: bytes, start: int, stop: int, pieces: Sequence[Piece]
) -> Iterator[Inline]:
    end = start
    for piece in pieces:
        yield from _plain(data[end : piece.start])
        inlines = tuple(_plain(data[piece.start : piece.stop]))
        if piece.state is SegmentState.TRANSLATED:
            yield from inlines
        else:
            yield Marked(inlines, piece.state, piece.key)
        end = piece.stop
    yield from _plain(data[end:stop])


def _plain(data: bytes) -> tuple[Inline, ...]:
    from duizhao.readers.linkify import linkify  # noqa: PLC0415

    text = data.decode("utf-8", "replace")
    text = _LINE_END.sub(_joiner, text)
    return tuple(
        node
        for node in linkify(text)
        if not (isinstance(node, Text) and not node.value)
    )


def _joiner(match: re.Match[str]) -> str:
    text = match.string
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    return "" if before and after and joins_without_blank(before, after) else " "
