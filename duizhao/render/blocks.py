"""Blocks into HTML.

Walks with a list of its own, so that no depth of nesting ends it. Containers below
`DEEPEST` levels are no longer drawn as such; their text stays, in order.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from duizhao.document import (
    Alignment,
    Block,
    BulletList,
    Cell,
    CodeBlock,
    DefinitionList,
    Figure,
    Heading,
    Inline,
    ListItem,
    MathBlock,
    OrderedList,
    Paragraph,
    Quote,
    RawBlock,
    Rule,
    Table,
)
from duizhao.render.escape import escape
from duizhao.render.features import (
    is_announcing,
    is_caption,
    place_id,
    plain_line,
    table_kind,
    with_drop_cap,
)
from duizhao.render.inlines import image_html, inline_html
from duizhao.render.notes import note_mark
from duizhao.render.side import Medium, Side
from duizhao.walk import plain_text

DEEPEST = 12
"""Levels of lists and quotations that are drawn as such."""

_SHORT = 12  # rows of a table that is not broken over two pages

_Task: TypeAlias = str | tuple[Block, int]


def text_html(inlines: Iterable[Inline], side: Side) -> str:
    """Return the HTML of a line of text, footnote marks included."""
    return inline_html(inlines, side, note_mark)


def blocks_html(blocks: Iterable[Block], side: Side) -> str:
    """Return the HTML of `blocks`."""
    out: list[str] = []
    waiting: list[_Task] = [(block, 0) for block in reversed(tuple(blocks))]
    while waiting:
        task = waiting.pop()
        if isinstance(task, str):
            out.append(task)
        else:
            waiting.extend(reversed(_write(task[0], task[1], side)))
    return "".join(out)


def _write(block: Block, depth: int, side: Side) -> list[_Task]:
    """Return what stands for a block: finished HTML, and blocks yet to be written."""
    match block:
        case Paragraph(children):
            return [_paragraph(children, depth, side)]
        case Heading():
            return [heading_html(block, side)]
        case Figure():
            return [figure_html([(block, side)], block, side)]
        case Quote(children, kind):
            return _quote(children, kind, depth, side)
        case BulletList() | OrderedList():
            return _list(block, depth, side)
        case DefinitionList():
            return _definitions(block, depth, side)
        case CodeBlock():
            return [_code(block)]
        case MathBlock(tex):
            return [f'<pre class="math">{escape(tex)}</pre>\n']
        case Table():
            return [_table(block, side)]
        case Rule():
            return ["<hr>\n"]
        case RawBlock():
            return []  # a page shows no HTML but our own


def _paragraph(children: tuple[Inline, ...], depth: int, side: Side) -> str:
    html = text_html(children, side)
    if depth or side.medium is Medium.SCREEN:
        return f"<p>{html}</p>\n"
    text = plain_text(children)
    side.announced = is_announcing(text)
    if is_caption(text):
        side.announced = True
        return f'<p class="caption">{html}</p>\n'
    if side.drop_cap and (begun := with_drop_cap(html, text)) != html:
        side.drop_cap = False
        return f'<p class="begins">{begun}</p>\n'
    return f"<p>{html}</p>\n"


def heading_html(block: Heading, side: Side) -> str:
    """Return a heading; its plain text comes along for bookmarks and running heads."""
    side.drop_cap = False  # a large letter belongs to where a text begins
    level = min(6, max(2, block.level + side.shift))
    ident = f' id="{escape(block.anchor)}"' if block.anchor and side.anchors else ""
    label = escape(plain_line(plain_text(block.children), side))
    text = text_html(block.children, side)
    return f'<h{level}{ident} data-label="{label}">{text}</h{level}>\n'


def figure_html(captions: list[tuple[Figure, Side]], block: Figure, side: Side) -> str:
    """Return a picture with a caption for each side that has one."""
    lines = [
        f'<span lang="{escape(owner.language)}">{text_html(figure.caption, owner)}</span>'
        for figure, owner in captions
        if figure.caption
    ]
    caption = f"<figcaption>{''.join(lines)}</figcaption>" if lines else ""
    # A picture that the text leads to stays behind it; others may move a little.
    here = ' class="here"' if side.announced else ""
    side.announced = False
    ident = place_id("figure", side)
    return f"<figure{ident}{here}>{image_html(block.image, side)}{caption}</figure>\n"


def _quote(
    children: tuple[Block, ...], kind: str, depth: int, side: Side
) -> list[_Task]:
    inner: list[_Task] = [(child, depth + 1) for child in children]
    if depth >= DEEPEST:
        return inner
    if kind not in {"note", "tip", "important", "warning", "caution"}:
        pull = ' class="pull"' if kind == "pull" else ""
        return [f"<blockquote{pull}>\n", *_signed(inner, side), "</blockquote>\n"]
    title = f'<p class="title">{escape(side.labels[kind])}</p>\n'
    return [f'<aside class="alert {kind}">{title}', *inner, "</aside>\n"]


def _signed(inner: list[_Task], side: Side) -> list[_Task]:
    """Return a quotation's content; a last paragraph after a dash tells who says it.

    In a page of two languages it is a quotation of its own.
    """
    match inner:
        case [*first, (Paragraph(children), _)]:
            if plain_text(children).startswith(("—", "–", "--")):
                return [*first, f'<p class="by">{text_html(children, side)}</p>\n']
    return inner


def _list(block: BulletList | OrderedList, depth: int, side: Side) -> list[_Task]:
    tasks: list[_Task] = []
    for item in block.items:
        tasks += _item(item, depth, side)
    if depth >= DEEPEST:
        return tasks
    tight = ' class="tight"' if block.tight else ""
    if isinstance(block, BulletList):
        return [f"<ul{tight}>\n", *tasks, "</ul>\n"]
    # The PDF engine does not heed `start`; browsers heed both.
    start, reset = block.start, f"counter-reset:list-item {block.start - 1}"
    numbers = "" if start == 1 else f' start="{start}" style="{reset}"'
    return [f"<ol{tight}{numbers}>\n", *tasks, "</ol>\n"]


def _item(item: ListItem, depth: int, side: Side) -> list[_Task]:
    inner: list[_Task] = [(child, depth + 1) for child in item.children]
    if depth >= DEEPEST:
        return inner
    if item.checked is None:
        return ["<li>", *inner, "</li>\n"]
    word = side.labels["done" if item.checked else "open"]
    state = "done" if item.checked else "open"
    box = f'<span class="box" role="img" aria-label="{escape(word)}"></span>'
    return [f'<li class="task {state}">{box}', *inner, "</li>\n"]


def _definitions(block: DefinitionList, depth: int, side: Side) -> list[_Task]:
    tasks: list[_Task] = []
    for item in block.items:
        term = text_html(item.term, side)
        tasks.append(f"<dt>{term}</dt>\n" if depth < DEEPEST else f"<p>{term}</p>\n")
        for meaning in item.meanings:
            inner: list[_Task] = [(child, depth + 1) for child in meaning]
            tasks += ["<dd>", *inner, "</dd>\n"] if depth < DEEPEST else inner
    return ["<dl>\n", *tasks, "</dl>\n"] if depth < DEEPEST else tasks


def _code(block: CodeBlock) -> str:
    kind = f' class="language-{escape(block.language)}"' if block.language else ""
    text = escape(block.text.removesuffix("\n"))
    return f'<pre><code translate="no"{kind}>{text}</code></pre>\n'


def _table(block: Table, side: Side) -> str:
    return table_html(
        block.alignments,
        [cell_html(cell, side) for cell in block.head],
        [[cell_html(cell, side) for cell in row] for row in block.rows],
        side,
    )


def cell_html(cell: Cell, side: Side) -> str:
    """Return the content of a cell, where raw HTML may hold lists."""
    return inline_html(cell.children, side, note_mark, lists=True)


def table_html(
    alignments: tuple[Alignment, ...],
    head: list[str],
    rows: list[list[str]],
    side: Side,
) -> str:
    """Return a table whose cells are finished HTML."""
    kinds = [f' class="{a}"' if a is not Alignment.NONE else "" for a in alignments]
    top = "".join(
        f'<th scope="col"{kind}>{cell}</th>'
        for kind, cell in zip(kinds, head, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{kind}>{cell}</td>" for kind, cell in zip(kinds, row, strict=True)
        )
        + "</tr>\n"
        for row in rows
    )
    # A short table stands on one page; a long one breaks between its rows.
    wide = table_kind([head, *rows]) if side.medium is Medium.PRINT else ""
    short = len(rows) <= _SHORT and wide != "turned"
    here = "here" if side.announced else ""
    kind = " ".join(filter(None, ("table", "short" if short else "", wide, here)))
    side.announced = False
    start = f'<div{place_id("table", side)} class="{kind}"><table>\n<thead>'
    return f"{start}<tr>{top}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n"
