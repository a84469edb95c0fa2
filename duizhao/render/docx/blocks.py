"""Blocks into paragraphs and tables.

A Word text is flat: a list is paragraphs that carry a number, a quotation paragraphs
with an indent. So the walk keeps a stack of its own, and nesting of any depth loses
nothing: only the indents stop growing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeAlias, assert_never

from lxml import etree
from lxml.etree import _Element as Node

from duizhao.document import (
    Block,
    BulletList,
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
    Strong,
    Table,
    Text,
)
from duizhao.render.docx import names as n
from duizhao.render.docx import runs as f
from duizhao.render.docx.context import OWN_NOTE, Context
from duizhao.render.docx.inlines import InlineWriter
from duizhao.render.docx.paragraphs import Shape, add_paragraph
from duizhao.render.docx.pictures import Picture, fit
from duizhao.render.docx.shop import Shop, Spot
from duizhao.render.docx.styles import (
    BULLETS,
    HEADINGS,
    NUMBERS,
    SOURCE_HEADINGS,
    Style,
)
from duizhao.render.docx.tables import Frame, write_table

QUOTE_TWIPS: Final = 454
"""The indent of a quotation: 8 mm, as the template's Quote has it."""
TASK_TWIPS: Final = 397
"""How far a task's text stands from its box."""
CODE_TWIPS: Final = 170
"""How far code stands from the edge of its box, as the template has it."""
CLOSE_TWIPS: Final = 20
"""Between the headings of two languages."""
_SHARE: Final = 0.5
"""Of the width, what indents may take at most."""


_TOP: Final = Context()
_Stack: TypeAlias = list[tuple[Block, Context]]


class BlockWriter:
    """Writes blocks to one spot."""

    def __init__(self, shop: Shop, spot: Spot) -> None:
        """Write with the tools of `shop`."""
        self._shop = shop
        self._spot = spot
        self._inlines = InlineWriter(shop, spot)
        self._deepest = int(spot.width * _SHARE)
        self._last: tuple[Context, Shape] = _TOP, self._running_shape(_TOP)

    def write(
        self, parent: Node, blocks: tuple[Block, ...], context: Context = _TOP
    ) -> None:
        """Write `blocks` at the end of `parent`: a body, a cell or a footnote.

        `context` is that of the first block; what it opens, the others only follow.
        """
        stack: _Stack = []
        _push(stack, blocks, context)
        while stack:
            block, context = stack.pop()
            self._step(parent, stack, block, context)

    def paragraph(
        self, parent: Node, inlines: tuple[Inline, ...], shape: Style | Shape
    ) -> Node:
        """Write one paragraph; return it."""
        if isinstance(shape, Style):
            shape = Shape(self._shop.styles.id(shape))
        paragraph = add_paragraph(parent, shape)
        self._inlines.write(paragraph, inlines)
        return paragraph

    def _step(
        self, parent: Node, stack: _Stack, block: Block, context: Context
    ) -> None:
        match block:
            case Paragraph(children):
                self._inlines.write(self._running(parent, context), children)
            case Heading():
                self._heading(parent, block, context)
            case BulletList() | OrderedList():
                self._list(stack, block, context)
            case Quote():
                self._quote(stack, block, context)
            case DefinitionList():
                self._definitions(parent, stack, block, context)
            case RawBlock():
                self._open(parent, context)
            case Table() | Figure() | CodeBlock() | MathBlock() | Rule():
                self._whole(parent, block, self._open(parent, context))
            case _:
                assert_never(block)

    def _whole(
        self,
        parent: Node,
        block: Table | Figure | CodeBlock | MathBlock | Rule,
        context: Context,
    ) -> None:
        """Write a block that is neither running text nor made of other blocks."""
        match block:
            case Table():
                indent = context.indent
                frame = Frame(indent, self._spot.width - indent)
                write_table(parent, block, self._shop, self._inlines, frame)
            case Figure():
                self._figure(parent, block, context)
            case CodeBlock(text):
                self._lines(parent, text, Style.CODE_BLOCK, context)
            case MathBlock(tex):
                self._lines(parent, tex, Style.FORMULA_BLOCK, context)
            case Rule():
                add_paragraph(parent, Shape(self._shop.styles.id(Style.RULE)))
            case _:
                assert_never(block)

    # --- paragraphs ------------------------------------------------------------------

    def _running(self, parent: Node, context: Context) -> Node:
        """Return a new paragraph of running text, with what it opens written."""
        if self._last[0] is not context:  # what follows on another often shares its own
            self._last = context, self._running_shape(context)
        paragraph = add_paragraph(parent, self._last[1])
        if context.opens:
            self._write_opening(paragraph, context)
        return paragraph

    def _open(self, parent: Node, context: Context) -> Context:
        """Write a list item's number or a footnote's, where no paragraph carries it.

        Return the context of what follows.
        """
        if context.opens:
            self._running(parent, context)
        return context.following()

    def _running_shape(self, context: Context) -> Shape:
        style, indent = self._running_style(context), None
        hanging = 0
        if context.depth:
            indent = context.indent
            if context.checked is not None and context.number is None:
                hanging = TASK_TWIPS
            elif context.number is not None:
                hanging = context.hanging
                # The numbering's own indent is right where nothing surrounds the list.
                indent = None if context.plain else indent
        elif context.quotes > 1 or (context.indent and not context.quotes):
            indent = context.indent
        return Shape(
            self._shop.styles.id(style),
            number=context.number,
            indent=indent,
            hanging=hanging if indent is not None else 0,
            loose=context.loose and context.depth > 0,
        )

    def _running_style(self, context: Context) -> Style:
        if context.style is not None:
            return context.style
        if context.quotes and not context.depth:
            return Style.QUOTE
        if context.depth and context.number is not None:
            styles = NUMBERS if context.ordered else BULLETS
            return styles[min(context.depth, len(styles)) - 1]
        if context.depth:
            return Style.CONTINUE
        return self._body_style()

    def _body_style(self) -> Style:
        side = self._spot.side
        if self._spot.in_note:
            return Style.FOOTNOTE_TEXT
        if side.beside:
            return Style.SOURCE_TEXT
        return Style.BODY_INDENTED if side.chinese else Style.BODY

    def _write_opening(self, paragraph: Node, context: Context) -> None:
        runs = self._shop.runs
        if context.note == OWN_NOTE:
            run = runs.run(paragraph, f.NOTE)
            etree.SubElement(run, n.w("footnoteRef"))
            runs.text(paragraph, " ", 0)
        elif context.note:
            runs.text(paragraph, f"[{context.note}]", f.SUP)
            runs.text(paragraph, " ", 0)
        if context.checked is not None:
            runs.text(paragraph, "☑" if context.checked else "☐", f.SYMBOL)
            if context.number is None:
                etree.SubElement(runs.run(paragraph, 0), n.TAB)
            else:
                runs.text(paragraph, " ", 0)

    def _heading(self, parent: Node, heading: Heading, context: Context) -> None:
        styles = SOURCE_HEADINGS if self._spot.side.beside else HEADINGS
        style = styles[min(max(heading.level, 1), len(styles)) - 1]
        shape = Shape(
            self._shop.styles.id(style),
            number=context.number,
            indent=context.indent if context.indent and not context.plain else None,
            hanging=context.hanging if context.number else 0,
            spaced=True,
            before=CLOSE_TWIPS if context.close else None,
        )
        paragraph = add_paragraph(parent, shape)
        self._write_opening(paragraph, replace(context, number=None))
        bookmark = ""
        # In two languages the anchor is the translation's: links lead to what is read.
        if heading.anchor and not self._spot.side.beside:
            bookmark = self._shop.bookmarks.start(paragraph, heading.anchor)
        self._inlines.write(paragraph, heading.children)
        self._shop.bookmarks.end(paragraph, bookmark)

    def _lines(self, parent: Node, text: str, style: Style, context: Context) -> None:
        base = CODE_TWIPS if style is Style.CODE_BLOCK else 0
        indent = context.indent + base if context.indent else None
        shape = Shape(self._shop.styles.id(style), indent=indent)
        self._shop.runs.lines(add_paragraph(parent, shape), text, 0)

    def _figure(self, parent: Node, figure: Figure, context: Context) -> None:
        asset = self._spot.side.assets.get(figure.image.target)
        stored = None if asset is None else self._shop.pictures.store(asset)
        alt = self._shop.cleaner.clean(figure.image.alt)
        indent = context.indent or None
        styles = self._shop.styles
        if asset is None or stored is None:
            missing = Shape(
                styles.id(Style.MISSING_PICTURE),
                indent=indent,
                keep_next=bool(figure.caption),
            )
            words = (
                f"{self._shop.labels['picture_missing']}: {alt or figure.image.target}"
            )
            flags = f.CHINESE if self._spot.side.chinese else 0
            self._shop.runs.text(add_paragraph(parent, missing), words, flags)
        else:
            # A picture without a caption has nothing to stay with.
            shape = Shape(styles.id(Style.FIGURE), indent=indent)
            run = self._shop.runs.run(add_paragraph(parent, shape), 0)
            width = self._spot.width - context.indent
            picture = Picture(*fit(asset, width, self._spot.height), alt)
            self._shop.pictures.draw(run, stored, self._spot.relations.part, picture)
        if figure.caption:
            caption = Shape(styles.id(Style.CAPTION), indent=indent)
            self.paragraph(parent, figure.caption, caption)

    # --- blocks of blocks ------------------------------------------------------------

    def _list(
        self, stack: _Stack, block: BulletList | OrderedList, context: Context
    ) -> None:
        ordered = isinstance(block, OrderedList)
        numbering, level = self._shop.numbering, context.depth
        left, hanging = numbering.indent(level, ordered=ordered)
        number = (
            numbering.ordered(block.start, level)
            if isinstance(block, OrderedList)
            else numbering.bullet(level)
        )
        # Numbering indents count from the text's edge, so only quotations add to them.
        around = context.around
        inner = Context(
            indent=min(left + around, self._deepest),
            around=around,
            depth=level + 1,
            quotes=context.quotes,
            hanging=min(hanging, left),
            ordered=ordered,
            loose=not block.tight,
            plain=not around and left <= self._deepest,
            number=number,
        )
        # What the list itself opens stands before its first item's number.
        for item in reversed(block.items):
            _push_item(stack, item, inner)
        if context.opens:
            stack.append((Paragraph(()), context))

    def _quote(self, stack: _Stack, quote: Quote, context: Context) -> None:
        indent = min(context.indent + QUOTE_TWIPS, self._deepest)
        around = min(context.around + QUOTE_TWIPS, self._deepest)
        # In a list the indent is the item's, to which the quotation adds its own.
        inner = replace(
            context,
            indent=indent,
            around=around,
            quotes=context.quotes + 1,
            plain=False,
            style=Style.QUOTE,
        )
        children = quote.children
        if quote.kind and quote.kind != "pull":
            inner = replace(inner, style=Style.ALERT)
            head = self._shop.labels.get(quote.kind, quote.kind.title())
            children = (Paragraph((Strong((Text(head),)),)), *children)
        _push(stack, children, inner)

    def _definitions(
        self,
        parent: Node,
        stack: _Stack,
        block: DefinitionList,
        context: Context,
    ) -> None:
        context = self._open(parent, context)
        meaning = replace(
            context,
            indent=min(context.indent + TASK_TWIPS, self._deepest),
            around=min(context.around + TASK_TWIPS, self._deepest),
            style=Style.DEFINITION,
        )
        term = replace(context, style=Style.TERM)
        for item in reversed(block.items):
            for blocks in reversed(item.meanings):
                _push(stack, blocks, meaning)
            _push(stack, (Paragraph(item.term),), term)


def _push_item(stack: _Stack, item: ListItem, inner: Context) -> None:
    """Put a list item on the stack; its first paragraph carries number and box."""
    context = inner
    if item.checked is not None:
        # A task's box stands for the bullet; a numbered task keeps its number.
        number = inner.number if inner.ordered else None
        context = replace(inner, number=number, checked=item.checked)
    children = item.children
    if not children or not isinstance(children[0], Paragraph | Heading):
        children = (Paragraph(()), *children)
    _push(stack, children, context)


def _push(stack: _Stack, blocks: tuple[Block, ...], context: Context) -> None:
    """Put `blocks` on the stack, the first on top: it alone opens what is to open."""
    if len(blocks) > 1:
        following = context.following()
        stack.extend((block, following) for block in reversed(blocks[1:]))
    if blocks:
        stack.append((blocks[0], context))
