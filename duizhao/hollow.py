"""Blocks of which a translation prints nothing: found, and left out of its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from duizhao.document import (
    Block,
    BulletList,
    Document,
    FootnoteMark,
    ListItem,
    OrderedList,
    Paragraph,
    Quote,
    Table,
)
from duizhao.walk import iter_nodes

_DEEPEST = 60  # levels; what is nested deeper stays as it is


def is_hollow(block: Block) -> bool:
    """Whether a block prints nothing: an empty paragraph, or a frame around such.

    >>> is_hollow(Quote((Paragraph(()),)))
    True
    """
    waiting: list[Block] = [block]
    while waiting:
        match waiting.pop():
            case Paragraph(()):
                pass
            case Quote(children, ""):
                waiting.extend(children)
            case BulletList(items) | OrderedList(items):
                waiting.extend(child for item in items for child in item.children)
            case _:
                return False
    return True


def less_hollow(block: Block) -> Block:
    """Return a block less what is hollow in it; an empty paragraph if all of it is."""
    return next(_kept((block,), 0), Paragraph(()))


def without_hollow(document: Document) -> Document:
    """Return a document less its hollow blocks, items, rows and footnotes.

    A footnote whose mark is gone goes, too.
    """
    blocks = tuple(_kept(document.blocks, 0))
    footnotes = {
        label: tuple(_kept(children, 0))
        for label, children in document.footnotes.items()
    }
    parts = (blocks, *footnotes.values())
    marks = {node.label for node in iter_nodes(parts) if isinstance(node, FootnoteMark)}
    footnotes = {
        label: children for label, children in footnotes.items() if label in marks
    }
    return replace(document, blocks=blocks, footnotes=footnotes)


def _kept(blocks: Iterable[Block], depth: int) -> Iterator[Block]:
    for block in blocks:
        if is_hollow(block):
            continue
        match block:
            case Quote(children) if depth < _DEEPEST:
                yield replace(block, children=tuple(_kept(children, depth + 1)))
            case BulletList(items) | OrderedList(items) if depth < _DEEPEST:
                kept = tuple(
                    replace(item, children=tuple(_kept(item.children, depth + 1)))
                    for item in items
                    if not _is_hollow_item(item)
                )
                yield replace(block, items=kept)
            case Table():
                rows = tuple(row for row in block.rows if any(c.children for c in row))
                yield replace(block, rows=rows)
            case _:
                yield block


def _is_hollow_item(item: ListItem) -> bool:
    return all(map(is_hollow, item.children))
