"""A document and its translation, laid block beside block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

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
from duizhao.hollow import is_hollow, less_hollow


def pair_documents(source: Document, target: Document) -> BilingualDocument:
    """Return both documents as rows.

    Their skeletons are equal by the law of merging. Where they are not all the same (a
    translation made elsewhere), blocks are paired as long as their types agree and the
    rest of each side follows, so that nothing is left out.
    """
    return BilingualDocument(source, target, tuple(_rows(source.blocks, target.blocks)))


_Quotes: TypeAlias = tuple[tuple[Quote, Quote], ...]


def _rows(source: Sequence[Block], target: Sequence[Block]) -> Iterator[Row]:
    # With a list of its own: quotations may be nested deeper than Python calls.
    waiting = _beside(source, target, ())
    while waiting:
        before, after, quotes = waiting.pop()
        if isinstance(before, Quote) and isinstance(after, Quote):
            inner = (*quotes, (before, after))
            waiting += _beside(before.children, after.children, inner)
        else:
            for row in _row(before, after):
                yield _quoted(row, quotes)


def _beside(
    source: Sequence[Block], target: Sequence[Block], quotes: _Quotes
) -> list[tuple[Block, Block, _Quotes]]:
    """Return blocks beside blocks, the last first, with the quotations around them."""
    nothing = Paragraph(())
    found: list[tuple[Block, Block, _Quotes]] = []
    for index in range(max(len(source), len(target))):
        before = source[index] if index < len(source) else nothing
        after = target[index] if index < len(target) else nothing
        if type(before) is type(after) or after == nothing:
            found.append((before, after, quotes))
        else:
            found += ((before, nothing, quotes), (nothing, after, quotes))
    return found[::-1]


def _quoted(row: Row, quotes: _Quotes) -> Row:
    for before, after in reversed(quotes):
        inner = row.target
        row = replace(
            row,
            source=replace(before, children=(row.source,)),
            target=inner if is_hollow(inner) else replace(after, children=(inner,)),
        )
    return row


def _row(source: Block, target: Block) -> Iterator[Row]:
    match source, target:
        case BulletList(), BulletList():
            yield from _items(source, target)
        case OrderedList(), OrderedList():
            yield from _items(source, target)
        case ((Heading() | Paragraph()), _) | (_, Paragraph()):
            yield Pair(source, target)
        case _:
            yield Shared(source, target)


def _items(
    source: BulletList | OrderedList, target: BulletList | OrderedList
) -> Iterator[Row]:
    for index in range(max(len(source.items), len(target.items))):
        # What is left out shows no bullet either.
        after = less_hollow(_one_item(target, index))
        yield Pair(_one_item(source, index), after)


def _one_item(whole: BulletList | OrderedList, index: int) -> Block:
    items = whole.items[index : index + 1]
    if isinstance(whole, OrderedList):
        return replace(whole, items=items, start=whole.start + index)
    return replace(whole, items=items)
