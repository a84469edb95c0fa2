"""What a printed page has beyond its text: contents, drop caps, turned tables, captions.

The theme says what is asked for; what depends on the text is decided here, by its
content alone, so that two builds agree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from duizhao.document import (
    BilingualDocument,
    Block,
    CodeBlock,
    Document,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    Table,
    Text,
)
from duizhao.language import width
from duizhao.render import english
from duizhao.render.escape import clean
from duizhao.render.side import Medium, Side
from duizhao.values import value
from duizhao.walk import iter_nodes, plain_text

_LONG = 22_000  # columns of text, a Chinese character having two: some eight pages
_BOOK = 60  # pages
_CHAPTER = 3  # pages of a chapter that may have pages of its own
# Within a tenth of real books of 100 to 460 pages.
_LINE = 72  # columns
_PAGE = 39  # lines
_CODE = 0.8  # lines of code or a table are closer
_SECTIONS = 5  # headings below which nobody needs a list of them
_HIGHEST = 2  # level of heading below the title
_DEEPEST = 3  # level of heading that a table of contents shows
_MEASURE = 96  # characters that a table has room for on an upright page
_DENSE = 118  # the same in smaller type
_COLUMNS = 6  # fewer are not helped by a page on its side
_CELL = 26  # characters after which a cell may as well have a second line
_OPENING = 160  # columns of a paragraph that a drop cap can stand in


@value
class Content:
    """An entry of a table of contents."""

    level: int
    """2 for the highest heading below the title."""
    text: str
    """The heading without markup."""
    anchor: str
    """The id to link to."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def prepare(side: Side, document: Document, theme: Mapping[str, str]) -> None:
    """Tell a side what its theme asks for, and what in its text can be linked to."""
    headings = {b.anchor for b in document.blocks if isinstance(b, Heading)} - {""}
    side.places = frozenset(_places(document.blocks)) - headings
    side.targets = side.places | headings
    side.colours = theme
    if side.medium is Medium.PRINT:
        side.small_capitals = theme.get("small_capitals") == "yes" and side.english
        side.drop_cap = theme.get("drop_cap") == "yes"


def find_contents(document: Document, side: Side) -> list[Content]:
    """Return the headings of a document, in order."""
    return [
        Content(
            node.level + side.shift,
            plain_line(plain_text(node.children), side),
            node.anchor,
        )
        for node in document.blocks
        if isinstance(node, Heading) and node.anchor
    ]


def shown_contents(
    document: Document | BilingualDocument, contents: Sequence[Content], asked: str
) -> list[Content]:
    """Return what a table of contents lists in print; nothing where there is none.

    `asked` is `yes`, `no`, or `auto` for documents of some eight pages and more.
    """
    listed = [entry for entry in contents if entry.level <= _DEEPEST]
    if asked == "yes":
        return listed
    if asked == "no" or len(listed) < _SECTIONS:
        return []
    nodes = iter_nodes(_own(document).blocks)
    long = sum(width(node.value) for node in nodes if isinstance(node, Text))
    return listed if long >= _LONG else []


def begins_pages(
    document: Document | BilingualDocument, contents: Sequence[Content], asked: str
) -> bool:
    """Say whether each chapter, a heading of the highest level, begins a page.

    `asked` is `page`, `run-on`, or `auto` for books: some sixty pages and more, three and
    more of them a chapter.
    """
    if asked != "auto":
        return asked == "page"
    count = sum(entry.level <= _HIGHEST for entry in contents)
    return count > 1 and _count_pages(_own(document)) >= max(_BOOK, count * _CHAPTER)


def _own(document: Document | BilingualDocument) -> Document:
    return document.target if isinstance(document, BilingualDocument) else document


def _count_pages(document: Document) -> float:
    """Return about how many pages a text takes."""
    lines = 0.0
    for node in iter_nodes(document.blocks):
        match node:
            case Text():
                lines += width(node.value) / _LINE
            case CodeBlock():
                lines += _CODE * (node.text.count("\n") + 2)
            case Table():
                lines += _CODE * (len(node.rows) + 2)
            case Heading() | Paragraph() | Figure() | ListItem():
                lines += 1
    return lines / _PAGE


def plain_line(text: str, side: Side) -> str:
    """Return a line without markup in the typography of its language.

    It may wrap as it likes: nothing in it forbids a break.
    """
    if not side.english:
        return clean(text)
    done = english.join_dashes(english.typeset(clean(text)))
    return done.replace("\u2060", "").replace("\u00a0", " ")


def with_drop_cap(html: str, text: str) -> str:
    """Return the HTML of a paragraph's content with its first letter as a drop cap.

    A short paragraph, and one that begins with anything but a letter, stays as it is;
    an opening quotation mark goes before an English letter.

    >>> with_drop_cap("<em>The</em> quay", "The quay " * 30)
    '<span class="dropcap"><em>T</em></span><em>he</em> quay'
    """
    if width(text) < _OPENING:
        return html
    found = _compiled(r"(<em>|<strong>)?([“‘]?)([^\W\d_])").match(html)
    if found is None:
        return html
    tag, quote, letter = found[1] or "", found[2], found[3]
    if quote and width(letter) > 1:
        return html  # a Chinese mark takes a square of its own
    end = tag.replace("<", "</")
    # The rest of the tag goes on behind the box, and not at all where nothing is left.
    rest = html[found.end() :]
    rest = rest.removeprefix(end) if rest.startswith(end) and tag else f"{tag}{rest}"
    return f'<span class="dropcap">{tag}{quote}{letter}{end}</span>{rest}'


def is_caption(text: str) -> bool:
    """Say whether a paragraph is the title of a table, as `表1 港口` and `Table 2. Ships`.

    >>> is_caption("表 3-1：船只"), is_caption("Table 2 shows the boats.")
    (True, False)
    """
    if len(text) > 120 or text.endswith((".", "。", "；", ";", "，", ",")):
        return False
    number = r"(?:\d+(?:[.\-–]\d+)*|[一二三四五六七八九十]+|[IVX]+)"
    pattern = rf"(?:表|附表|Table|TABLE)\s?{number}(?=[\s\u3000:：.．—–|]|$)"
    return bool(_compiled(pattern).match(text))


def is_announcing(text: str) -> bool:
    """Say whether a paragraph leads to what follows it, by a colon at its end."""
    return text.rstrip("”’\"' ").endswith((":", "："))


def table_kind(rows: Sequence[Sequence[str]]) -> str:
    """Return how a table of finished HTML fits an upright page, as a class.

    It is `dense` where it fits in smaller type, and `turned` where it needs a page that
    lies on its side. Each column has the room of its longest word, and of its longest
    cell up to a line of some words.
    """
    columns = len(rows[0]) if rows else 0
    if columns < _COLUMNS:
        return ""
    tags = _compiled(r"<[^>]*>|&[^;]*;")
    needed = 0
    for column in zip(*rows, strict=True):
        words = max(_longest_word(tags.sub("", cell)) for cell in column)
        cells = max(width(tags.sub("", cell)) for cell in column)
        needed += max(words, min(cells, _CELL)) + 2
    if needed <= _MEASURE:
        return ""
    return "dense" if needed <= _DENSE else "turned"


def _longest_word(text: str) -> int:
    # A line of Chinese may break nearly anywhere: it is asked for four characters.
    return max(
        (min(width(w), 8 if not w.isascii() else 40) for w in text.split()), default=0
    )


def _places(blocks: Sequence[Block]) -> list[str]:
    """Return the anchors of figures and tables."""
    figures = sum(isinstance(block, Figure) for block in blocks)
    tables = sum(isinstance(block, Table) for block in blocks)
    return [
        *(f"figure-{number + 1}" for number in range(figures)),
        *(f"table-{number + 1}" for number in range(tables)),
    ]


def place_id(kind: str, side: Side) -> str:
    """Return the id of the next figure or table as an attribute; empty for none."""
    side.counts[kind] = side.counts.get(kind, 0) + 1
    name = f"{kind}-{side.counts[kind]}"
    return f' id="{name}"' if side.anchors and name in side.places else ""


def find_target(target: str) -> str:
    """Return the anchor that a link within the text means: `#图3` is the third figure.

    >>> find_target("#图3"), find_target("#table-2"), find_target("#a%20b")
    ('figure-3', 'table-2', 'a b')
    """
    from urllib.parse import unquote  # noqa: PLC0415  # seldom needed

    name = unquote(target.removeprefix("#"))
    found = _compiled(r"(图|表|figure|table)[ -]?(\d{1,4})").fullmatch(name.lower())
    if not found:
        return name
    kind = {"图": "figure", "表": "table"}.get(found[1], found[1])
    return f"{kind}-{int(found[2])}"
