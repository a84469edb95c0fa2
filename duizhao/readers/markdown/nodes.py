"""Blocks of the document model from what a closed frame holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from duizhao.document import (
    Alignment,
    Block,
    BulletList,
    CodeBlock,
    Definition,
    DefinitionList,
    Figure,
    Image,
    Inline,
    Marked,
    Math,
    MathBlock,
    OrderedList,
    Paragraph,
    Table,
    Text,
)


def make_paragraph(inlines: tuple[Inline, ...]) -> Block:
    """Return a paragraph, or the figure or formula that it holds alone."""
    match inlines:
        case (Image() as image,):
            return Figure(image, (Text(image.title),) if image.title else ())
        case (Marked((Image() as image,), state, key),):
            words = image.title or image.alt
            return Figure(image, (Marked((Text(words),), state, key),))
        case (Math(tex, display=True),):
            return MathBlock(tex)
        case _:
            return Paragraph(inlines)


def make_list(start: int | None, children: Sequence[Any]) -> Block:
    """Return a list of items that come with whether each is tight; `start` numbers it."""
    items = tuple(item for item, _ in children)
    tight = all(item_tight for _, item_tight in children)
    if start is None:
        return BulletList(items, tight)
    return OrderedList(items, start, tight)


def make_table(alignments: Sequence[str], rows: Sequence[Any]) -> Block:
    """Return a table; the first of `rows` is its head."""
    return Table(
        tuple(Alignment(name.lower()) for name in alignments), rows[0], tuple(rows[1:])
    )


def make_definitions(children: Sequence[Any]) -> Block:
    """Return a definition list of terms (tuples), each followed by meanings (lists)."""
    items: list[Definition] = []
    for child in children:
        if isinstance(child, list):
            last = items.pop() if items else Definition((), ())
            items.append(replace(last, meanings=(*last.meanings, tuple(child))))
        else:
            items.append(Definition(child, ()))
    return DefinitionList(tuple(items))


def make_code(kind: Any, text: str) -> Block:
    """Return a code block; of a fence's info string the first word is kept."""
    words = kind["Fenced"].split() if isinstance(kind, dict) else []
    return CodeBlock(text, words[0] if words else "")
