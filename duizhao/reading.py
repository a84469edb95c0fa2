"""A manuscript of any kind read, and the documents made of it.

The reader of plain texts is imported where a plain text is read, and not before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duizhao.document import Document, Inline, Marked, SegmentState, Text
from duizhao.errors import SourceError
from duizhao.language import joins_without_blank
from duizhao.readers.markdown.document import Rendition, heading_anchors, read_document
from duizhao.readers.markdown.placed import Mark
from duizhao.readers.markdown.settings import MarkdownSettings
from duizhao.readers.markdown.units import read_markdown
from duizhao.readers.text_settings import TextSettings
from duizhao.segments import SegmentRules
from duizhao.source import Source
from duizhao.units import Manuscript

if TYPE_CHECKING:
    from duizhao.merging import Merged, Piece

_LINE_END = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t\u3000]*")


@dataclass(frozen=True, slots=True)
class Profile:
    """How one document is read."""

    language: str = "zh-Hans"
    """BCP 47 tag of the manuscript."""
    rules: SegmentRules = SegmentRules()
    """How it is cut into segments."""
    markdown: MarkdownSettings = MarkdownSettings()
    """How Markdown is read."""
    text: TextSettings = TextSettings()
    """How a plain text is read."""


_USUAL = Profile()


def read_manuscript(source: Source, profile: Profile) -> Manuscript:
    """Return the units of a manuscript; its file name's suffix says what it is.

    Raises SourceError for a suffix that no reader knows.
    """
    if _is_text(source.path):
        from duizhao.readers import text as plain_text  # noqa: PLC0415

        return plain_text.read_text(source, profile.text)
    if source.path.lower().endswith((".md", ".markdown")):
        return read_markdown(source, profile.markdown)
    raise SourceError(
        "the kind of this manuscript is not known",
        path=source.path,
        hint="its name must end in .md (Markdown) or .txt (plain text)",
    )


def read_text(path: str, text: str, profile: Profile = _USUAL) -> Manuscript:
    """Return the units of a manuscript whose text is at hand; see `read_manuscript`.

    A byte-order mark at its beginning is not part of the text.
    """
    bom = text.startswith("\ufeff")
    return read_manuscript(Source(path, text.removeprefix("\ufeff"), bom), profile)


def source_document(manuscript: Manuscript, profile: Profile) -> Document:
    """Return the manuscript as a document in its own language."""
    if _is_text(manuscript.source.path):
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
    if _is_text(manuscript.source.path):
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


def _is_text(path: str) -> bool:
    return path.lower().endswith(".txt")


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
