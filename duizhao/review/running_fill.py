"""The page of a running review: the manuscript's blocks with the translation in them.

The blocks are those of the original, with every segment `Marked`; here each gets the
words that the table would show, so that the same reading brings them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from duizhao.catalog.notation import notation_of
from duizhao.document import (
    Block,
    BulletList,
    Cell,
    Code,
    DefinitionList,
    Document,
    Emphasis,
    Figure,
    FootnoteMark,
    Heading,
    Inline,
    LineBreak,
    Link,
    Marked,
    OrderedList,
    Paragraph,
    Quote,
    SegmentState,
    Strikethrough,
    Strong,
    Table,
    Text,
)
from duizhao.hollow import without_hollow
from duizhao.language import joins_without_blank
from duizhao.review.captions import Caption, caption_of
from duizhao.review.markup import Piece, shown
from duizhao.review.sheet import Row
from duizhao.values import value
from duizhao.walk import plain_text

_DEEPEST: Final = 60  # levels; what is nested deeper goes out in the table behind


@value
class Page:
    """A document with the translation in it."""

    document: Document
    """Its blocks; the segments are `Marked`."""
    captions: Mapping[int, Caption]
    """The segments, by number, of which a caption alone is shown."""


class Filler:
    """Puts the translations of one review into a document."""

    def __init__(self, rows: Mapping[int, Row], others: Mapping[int, Row]) -> None:
        """Know what is shown by the number of the `Marked`; `others` are not sent."""
        self._rows = rows
        self._others = others
        self._captions: dict[int, Caption] = {}

    def fill(self, document: Document) -> Page:
        """Return the document with the translations; what prints nothing is left out."""
        metadata = document.metadata
        filled = replace(
            document,
            metadata=replace(
                metadata,
                title=self._inlines(metadata.title),
                subtitle=self._inlines(metadata.subtitle),
                lead=self._inlines(metadata.lead),
                author=self._inlines(metadata.author),
            ),
            blocks=self._blocks(document.blocks, 0),
            footnotes={
                label: self._blocks(blocks, 0)
                for label, blocks in document.footnotes.items()
            },
        )
        return Page(without_hollow(filled), self._captions)

    def _blocks(self, blocks: Iterable[Block], depth: int) -> tuple[Block, ...]:
        if depth > _DEEPEST:
            return tuple(blocks)
        return tuple(self._block(one, depth + 1) for one in blocks)

    def _block(self, block: Block, depth: int) -> Block:
        match block:
            case Heading(_, children) | Paragraph(children):
                return replace(block, children=self._inlines(children))
            case Figure():
                return replace(block, caption=self._caption(block))
            case Quote(children):
                return replace(block, children=self._blocks(children, depth))
            case BulletList(items) | OrderedList(items):
                inner = tuple(
                    replace(one, children=self._blocks(one.children, depth))
                    for one in items
                )
                return replace(block, items=inner)
            case DefinitionList(terms):
                defined = tuple(
                    replace(
                        one,
                        term=self._inlines(one.term),
                        meanings=tuple(self._blocks(m, depth) for m in one.meanings),
                    )
                    for one in terms
                )
                return replace(block, items=defined)
            case Table(_, head, rows):
                return replace(
                    block, head=self._cells(head), rows=tuple(map(self._cells, rows))
                )
            case _:
                return block

    def _cells(self, cells: Iterable[Cell]) -> tuple[Cell, ...]:
        return tuple(
            replace(one, children=self._inlines(one.children)) for one in cells
        )

    def _caption(self, figure: Figure) -> tuple[Inline, ...]:
        match figure.caption:
            case (Marked(_, _, key),) if row := self._rows.get(key):
                caption = caption_of(row.target or row.source)
                if caption is None:
                    return self._inlines(figure.caption)
                self._captions[row.anchor.number] = caption
                return (Marked((Text(caption.text),), _state(row), key),)
            case _:
                return self._inlines(figure.caption)

    def _inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Return inlines with the translations, and blanks where English has them."""
        if not any(isinstance(one, Marked) for one in inlines):
            return inlines
        found: list[Inline] = []
        for node in inlines:
            made = self._marked(node) if isinstance(node, Marked) else node
            if made is None:
                continue
            marked = isinstance(made, Marked) or (
                bool(found) and isinstance(found[-1], Marked)
            )
            if found and marked and _parted(found[-1], made):
                found.append(Text(" "))
            found.append(made)
        words = any(not isinstance(one, Text) or one.value.strip() for one in found)
        return tuple(found) if words else ()

    def _marked(self, node: Marked) -> Inline | None:
        """Return a segment with its translation; None where nothing of it is printed."""
        row = self._rows.get(node.key) or self._others.get(node.key)
        if row is None:
            return node
        if row.target and notation_of(row.source, row.target):
            return None
        pieces = shown(row.target or row.source).pieces
        return Marked(tuple(_nodes(pieces)), _state(row), node.key)


def _state(row: Row) -> SegmentState:
    if not row.target:
        return SegmentState.UNTRANSLATED
    return SegmentState.FUZZY if row.fuzzy else SegmentState.TRANSLATED


def _parted(before: Inline, after: Inline) -> bool:
    """Whether a blank goes between two inlines."""
    if isinstance(after, FootnoteMark | LineBreak) or isinstance(before, LineBreak):
        return False
    left, right = plain_text((before,))[-1:], plain_text((after,))[:1]
    if not left or not right or left.isspace() or right.isspace():
        return False
    return not joins_without_blank(left, right)


def _nodes(pieces: Iterable[Piece]) -> Iterator[Inline]:
    """Yield pieces as inlines; neighbours in one link stand in one."""
    href, inside = "", list[Inline]()
    for piece in pieces:
        if inside and piece.look.href != href:
            yield _link(href, inside)
            inside = []
        href = piece.look.href
        nodes = _node(piece)
        if href:
            inside += nodes
        else:
            yield from nodes
    if inside:
        yield _link(href, inside)


def _link(href: str, inside: list[Inline]) -> Inline:
    address, _, title = href.partition(" ")
    return Link(tuple(inside), address, title.strip('"'))


def _node(piece: Piece) -> list[Inline]:
    look, text = piece.look, piece.text
    if look.code:
        found: list[Inline] = [Code(text)]
    elif look.note:
        found = [FootnoteMark(text[2:-1])]
    else:
        found = []
        for at, line in enumerate(text.split("\n")):
            if at:
                found.append(LineBreak())
            if line:
                found.append(Text(line))
    if look.italic:
        found = [Emphasis(tuple(found))]
    if look.bold:
        found = [Strong(tuple(found))]
    return [Strikethrough(tuple(found))] if look.strike else found
