"""Footnotes: their marks in the text, and their content at the foot of a page.

Numbers are given in the order in which the text is written; a second mark of the same
note repeats its number.
"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.document import (
    Block,
    BulletList,
    Code,
    CodeBlock,
    DefinitionList,
    Figure,
    Heading,
    Inline,
    Math,
    MathBlock,
    OrderedList,
    Paragraph,
    Quote,
    Table,
    Text,
)
from duizhao.render.escape import escape
from duizhao.render.inlines import inline_html
from duizhao.render.side import Medium, Side


def note_mark(label: str, side: Side) -> str:
    """Return the mark of the footnote `label`; in print its content comes along.

    A label without a footnote is shown as it was written.
    """
    if label not in side.footnotes:
        return escape(f"[^{label}]")
    number, first = side.number(label)
    if side.medium is Medium.SCREEN:
        ident = f' id="dz-ref-{side.name}-{number}"' if first else ""
        link = f'<a href="#dz-note-{side.name}-{number}">{number}</a>'
        return f'<sup class="call"{ident}>{link}</sup>'
    return _placed(label, side) if first else f'<sup class="call">{number}</sup>'


def _placed(label: str, side: Side) -> str:
    """Return the boxes that the PDF engine moves to the foot of the page.

    Notes that a note refers to follow it there; they have no mark in the text.
    """
    waiting = [label]

    def inner(other: str, _: Side) -> str:
        if other not in side.footnotes:
            return escape(f"[^{other}]")
        number, first = side.number(other)
        if first:
            waiting.append(other)
        return f'<sup class="call">{number}</sup>'

    parts: list[str] = []
    for current in waiting:  # grows while it is walked
        number, _ = side.number(current)
        kind = "fn inner" if parts else "fn"
        lines = (inline_html(line, side, inner) for line in _lines(current, side))
        text = "".join(f'<span class="fp">{line}</span>' for line in lines)
        lang = escape(side.language)
        parts.append(f'<span class="{kind}" lang="{lang}" data-n="{number}">{text}')
        parts.append("</span>")
    return "".join(parts)


def _lines(label: str, side: Side) -> Iterator[tuple[Inline, ...]]:
    """Yield a note's content as lines of inlines: a block cannot stand in a line."""
    waiting: list[Block] = list(reversed(side.footnotes[label]))
    while waiting:
        block = waiting.pop()
        match block:
            case Paragraph(children) | Heading(_, children):
                yield children
            case Figure(image, caption):
                yield (image, Text(" "), *caption)
            case Quote(children):
                waiting.extend(reversed(children))
            case BulletList() | OrderedList():
                items = reversed(block.items)
                waiting.extend(b for item in items for b in reversed(item.children))
            case CodeBlock(text):
                yield (Code(text),)
            case MathBlock(tex):
                yield (Math(tex),)
            case Table(_, head, rows):
                yield from (_joined([c.children for c in row]) for row in (head, *rows))
            case DefinitionList(definitions):
                for item in reversed(definitions):
                    waiting.extend(b for m in reversed(item.meanings) for b in m[::-1])
                    waiting.append(Paragraph(item.term))
            case _:
                pass  # rules and raw HTML say nothing in a footnote


def _joined(cells: list[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    line: list[Inline] = []
    for cell in cells:
        line.extend([Text(" · "), *cell] if line else cell)
    return tuple(line)
