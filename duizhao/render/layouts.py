"""A document's text as the body of a page, in each layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.document import (
    BilingualDocument,
    Block,
    BulletList,
    CodeBlock,
    Document,
    Figure,
    Heading,
    OrderedList,
    Pair,
    Quote,
    Row,
    Table,
    Text,
)
from duizhao.render.blocks import (
    blocks_html,
    cell_html,
    figure_html,
    table_html,
)
from duizhao.render.escape import escape
from duizhao.render.labels import find_labels, name_of
from duizhao.render.page import Layout, Page
from duizhao.render.side import Medium, Side, heading_shift
from duizhao.walk import iter_nodes

_LONG = 700  # letters, or twice as many 字: nine lines of a page
# What a column of 77 mm holds: a picture's pixels, a table's rows and columns, and the
# letters of a line in sans serif.
_WIDE_PICTURE = 480
_SHORT = 12
_HIGHEST = 2  # level of heading below the title
_FEW = 3
_NARROW = 44
_FIRST_TAG = re.compile(r'<(\w+)((?: (?!class=)[\w-]+="[^"]*")*)(?: class="([^"]*)")?')


def target_side(
    document: Document, page: Page, medium: Medium, *, name: str = "target"
) -> Side:
    """Return the side of a document that is the page's own language."""
    return Side(
        language=document.language,
        medium=medium,
        name=name,
        footnotes=document.footnotes,
        assets=page.assets,
        labels=find_labels(page.language),
        shift=heading_shift(document),
    )


def source_side(document: Document, page: Page, medium: Medium) -> Side:
    """Return the side of the original in a page that shows both languages."""
    side = target_side(document, page, medium, name="source")
    side.assets = page.source_assets
    side.labels = find_labels(document.language)
    side.anchors = False
    return side


def bilingual_html(
    document: BilingualDocument, layout: Layout, source: Side, target: Side
) -> str:
    """Return the text of both languages side by side, or one above the other."""
    if layout is Layout.INTERLEAVED:
        return "".join(_interleaved(row, source, target) for row in document.rows)
    apart = layout is Layout.FACING  # two pages share nothing
    rows = "".join(
        _table_row(group, source, target, apart=apart)
        for group in _groups(document.rows, apart=apart)
    )
    names = "".join(
        f'<th scope="col" lang="{escape(side.language)}">'
        f"<span>{escape(name_of(side.language))}</span></th>"
        for side in (source, target)
    )
    return (
        '<table class="parallel"><colgroup><col><col></colgroup>\n'
        f"<thead><tr>{names}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n"
    )


def single_html(document: Document, side: Side) -> str:
    """Return the text of one language.

    In print, what takes both columns of a page of two columns bears the class `wide`.
    """
    if side.medium is Medium.SCREEN:
        return blocks_html(document.blocks, side)
    parts: list[str] = []
    for block in document.blocks:
        text = blocks_html((block,), side)
        parts.append(_widened(text) if _is_wide(block, side) else text)
    return "".join(parts)


def _widened(html: str) -> str:
    """Add the class `wide` to the first tag."""

    def tag(match: re.Match[str]) -> str:
        name, others, own = match.groups()
        return f'<{name}{others} class="wide{f" {own}" if own else ""}"'

    return _FIRST_TAG.sub(tag, html, count=1)


def _is_wide(block: Block, side: Side) -> bool:
    """Return whether a block goes over both columns of a page.

    A long table must: the engine breaks none in a column.
    """
    match block:
        case Heading(level):
            return level + side.shift <= _HIGHEST
        case Figure(image):
            asset = side.assets.get(image.target)
            return asset is not None and asset.width >= _WIDE_PICTURE
        case Table(_, head, rows):
            lines = [sum(_length(c) for c in row) for row in (head, *rows)]
            return len(rows) > _SHORT or len(head) > _FEW or max(lines) > _NARROW
        case CodeBlock(text):
            return max(map(len, text.splitlines() or [""])) > _NARROW
        case _:
            return False


def notes_html(side: Side) -> str:
    """Return the list of the footnotes that the written text refers to, for a screen.

    A note may refer to others: the list grows while it is written.
    """
    items: list[str] = []
    while len(items) < len(side.numbers):
        number = len(items) + 1
        label = list(side.numbers)[number - 1]
        text = blocks_html(side.footnotes[label], side)
        items.append(
            f'<li id="dz-note-{side.name}-{number}">{text}'
            f'<a class="back" href="#dz-ref-{side.name}-{number}" '
            f'aria-label="{escape(side.labels["back"])}">↩</a></li>\n'
        )
    if not items:
        return ""
    return f'<ol lang="{escape(side.language)}">\n{"".join(items)}</ol>\n'


def _kind(block: Block) -> str:
    """Return the row's class: the style sheet keeps a heading with what follows."""
    return f"is-{type(block).__name__.lower()}"


def _groups(
    rows: Sequence[Row], *, apart: bool
) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Yield the rows of a table, each with its classes.

    `more` is a row of a list or a quotation that goes on in the next row, `long` one
    that is better broken over two openings than moved to the next as a whole. Headings
    above such a one share its row (`headed`): the engine would leave them behind.
    """
    held: list[tuple[str, Row]] = []
    for index, row in enumerate(rows):
        after = rows[index + 1].source if index + 1 < len(rows) else None
        inner = isinstance(row.source, BulletList | OrderedList | Quote)
        more = " more" if inner and type(after) is type(row.source) else ""
        held.append((f"{_kind(row.source)}{more}", row))
        if apart and isinstance(row.source, Heading) and after is not None:
            continue
        if apart and _is_long(row):
            headed = " headed" if len(held) > 1 else ""
            yield f"{held[-1][0]} long{headed}", tuple(one for _, one in held)
        else:
            yield from ((kind, (one,)) for kind, one in held)
        held.clear()


def _is_long(row: Row) -> bool:
    if isinstance(row.source, Table | CodeBlock):
        return True  # the table itself knows where it may break
    return max(_length(row.source) * 2, _length(row.target)) > _LONG


def _length(node: object) -> int:
    return sum(len(n.value) for n in iter_nodes((node,)) if isinstance(n, Text))


def _wrapped(blocks: tuple[Block, ...], side: Side, tag: str, kind: str) -> str:
    text = blocks_html(blocks, side)
    return f'<{tag} class="{kind}" lang="{escape(side.language)}">{text}</{tag}>'


def _table_row(
    group: tuple[str, tuple[Row, ...]], source: Side, target: Side, *, apart: bool
) -> str:
    kind, rows = group
    kind += _chapter(rows[0], source)
    if apart or isinstance(rows[0], Pair):
        left = _wrapped(tuple(row.source for row in rows), source, "td", "source")
        right = _wrapped(tuple(row.target for row in rows), target, "td", "target")
        return f'<tr class="pair {kind}">{left}{right}</tr>\n'
    both = _shared(rows[0].source, rows[0].target, source, target)
    return f'<tr class="shared {kind}"><td colspan="2">{both}</td></tr>\n'


def _chapter(row: Row, side: Side) -> str:
    """Return the class of a row that begins a chapter."""
    heading = row.source
    begins = isinstance(heading, Heading) and heading.level + side.shift <= _HIGHEST
    return " chapter" if begins else ""


def _interleaved(row: Row, source: Side, target: Side) -> str:
    kind = _kind(row.source) + _chapter(row, source)
    if isinstance(row, Pair):
        above = _wrapped((row.source,), source, "div", "source")
        below = _wrapped((row.target,), target, "div", "target")
        return f'<section class="pair {kind}">{above}\n{below}</section>\n'
    both = _shared(row.source, row.target, source, target)
    return f'<section class="shared {kind}">{both}</section>\n'


def _shared(first: Block, second: Block, source: Side, target: Side) -> str:
    """Return two blocks that take the full width: once, where one will do."""
    match first, second:
        case Figure(), Figure():
            return figure_html([(first, source), (second, target)], second, target)
        case Table(), Table() if _same_shape(first, second):
            return _double_table(first, second, source, target)
        case Heading(), Heading():
            pass
        case _ if first == second:
            return blocks_html((second,), target)
    above = _wrapped((first,), source, "div", "source")
    return above + _wrapped((second,), target, "div", "target")


def _same_shape(first: Table, second: Table) -> bool:
    widths = [[len(row) for row in (t.head, *t.rows)] for t in (first, second)]
    return widths[0] == widths[1] and len(first.alignments) == len(second.alignments)


def _double_table(first: Table, second: Table, source: Side, target: Side) -> str:
    """Return one table with both languages in each cell that differs."""
    rows = [
        [
            cell_html(ours, target)
            if theirs == ours
            else f'<span class="both" lang="{escape(source.language)}">'
            f"{cell_html(theirs, source)}</span>"
            f'<span class="both" lang="{escape(target.language)}">'
            f"{cell_html(ours, target)}</span>"
            for theirs, ours in zip(above, below, strict=True)
        ]
        for above, below in zip(
            (first.head, *first.rows), (second.head, *second.rows), strict=True
        )
    ]
    return table_html(second.alignments, rows[0], rows[1:], target)
