"""A document and its translation, laid block beside block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from duizhao.document import (
    BilingualDocument,
    Block,
    BulletList,
    Document,
    Heading,
    OrderedList,
    Pair,
    Paragraph,
    Quote,
    Row,
    Shared,
)


def pair_documents(source: Document, target: Document) -> BilingualDocument:
    """Return both documents as rows.

    Their skeletons are equal by the law of merging. Where they are not all the same (a
    translation made elsewhere), blocks are paired as long as their types agree and the
    rest of each side follows, so that nothing is left out.
    """
    return BilingualDocument(source, target, tuple(_rows(source.blocks, target.blocks)))


def _rows(source: Sequence[Block], target: Sequence[Block]) -> Iterator[Row]:
    nothing = Paragraph(())
    for index in range(max(len(source), len(target))):
        before = source[index] if index < len(source) else nothing
        after = target[index] if index < len(target) else nothing
        if type(before) is type(after):
            yield from _row(before, after)
        else:
            yield Pair(before, nothing)
            yield Pair(nothing, after)


def _row(source: Block, target: Block) -> Iterator[Row]:
    match source, target:
        case BulletList(), BulletList():
            yield from _items(source, target)
        case OrderedList(), OrderedList():
            yield from _items(source, target)
        case Quote(), Quote():
            for row in _rows(source.children, target.children):
                before = replace(source, children=(row.source,))
                yield replace(
                    row, source=before, target=replace(target, children=(row.target,))
                )
        case ((Heading() | Paragraph()), _):
            yield Pair(source, target)
        case _:
            yield Shared(source, target)


def _items(
    source: BulletList | OrderedList, target: BulletList | OrderedList
) -> Iterator[Row]:
    for index in range(max(len(source.items), len(target.items))):
        yield Pair(_one_item(source, index), _one_item(target, index))


def _one_item(whole: BulletList | OrderedList, index: int) -> Block:
    items = whole.items[index : index + 1]
    if isinstance(whole, OrderedList):
        return replace(whole, items=items, start=whole.start + index)
    return replace(whole, items=items)
