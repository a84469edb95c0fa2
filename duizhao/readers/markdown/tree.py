"""Markdown events into the document model, by a stack of open blocks and marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from duizhao.document import (
    Block,
    Cell,
    Code,
    Emphasis,
    FootnoteMark,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    ListItem,
    Math,
    Quote,
    RawBlock,
    RawInline,
    Rule,
    Strikethrough,
    Strong,
    Text,
)
from duizhao.language import joins_without_blank
from duizhao.readers.markdown.fit import HOLLOW_TEXT
from duizhao.readers.markdown.nodes import (
    make_code,
    make_definitions,
    make_list,
    make_paragraph,
    make_table,
)
from duizhao.readers.markdown.parser import RawEvent
from duizhao.readers.markdown.placed import Mark, Placed, join_texts, mark_segments
from duizhao.readers.markdown.shadow import is_pull
from duizhao.walk import plain_text

_MARKS: dict[str, Callable[[tuple[Inline, ...]], Inline]] = {
    "Emphasis": Emphasis,
    "Strong": Strong,
    "Strikethrough": Strikethrough,
}
_INLINE_FRAMES = frozenset({*_MARKS, "Superscript", "Subscript", "Link", "Image"})


_HOLLOW = Text(HOLLOW_TEXT)  # all that a merge leaves of a block that is left out
_INDENT = "\u3000"  # what Chinese authors indent by; templates indent paragraphs


@dataclass(slots=True)
class Frame:
    """An open block or mark."""

    name: str
    value: Any
    start: int
    blocks: list[Any] = field(default_factory=list)
    inlines: list[Placed] = field(default_factory=list)
    tight: bool = True
    checked: bool | None = None


@dataclass(slots=True)
class TreeBuilder:
    """Builds blocks from events; one for each document."""

    data: bytes
    """The text in UTF-8: characters are taken from here."""
    shadow: bytes
    """What the events were read from, as long; `data` itself where they are equal."""
    marks: Sequence[Mark] = ()
    """Segments to mark, ascending."""
    cjk_breaks: bool = True
    """Whether line ends between Han characters join with nothing."""
    footnotes: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    """Filled while reading."""
    stack: list[Frame] = field(default_factory=list)
    last: str = ""
    waiting: tuple[list[Placed], int] | None = None

    def build(self, events: Iterable[RawEvent]) -> tuple[Block, ...]:
        """Return the blocks of the document."""
        self.stack = [Frame("Document", None, 0)]
        for event, place in events:
            start, stop = place["start"], place["end"]
            if event.__class__ is str:
                self._sign(event, start, stop)
                continue
            ((name, value),) = event.items()
            if name == "Start":
                self._open(value, start)
            elif name == "End":
                self._close(stop)
            else:
                self._leaf(name, value, start, stop)
        return tuple(self.stack[0].blocks)

    # --- events ----------------------------------------------------------------------

    def _sign(self, name: str, start: int, stop: int) -> None:
        match name:
            case "Rule":
                self._block(Rule())
            case "HardBreak":
                self._inline(LineBreak(), start, stop)
                self.last = ""
            case _:
                frame = self.stack[-1]
                frame.inlines.append(Placed(Text(" "), start, stop))
                self.waiting = (frame.inlines, len(frame.inlines) - 1)

    def _open(self, tag: Any, start: int) -> None:
        name, value = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if name not in _INLINE_FRAMES:
            self._flush()
            if name == "Paragraph" and self.stack[-1].name == "Item":
                self.stack[-1].tight = False
        self.stack.append(Frame(name, value, start))

    def _close(self, stop: int) -> None:
        frame = self.stack.pop()
        if frame.name in _INLINE_FRAMES:
            self._inline(self._mark(frame, stop), frame.start, stop)
            return
        self.waiting = None
        self.last = ""
        self._close_block(frame)

    def _leaf(self, name: str, value: Any, start: int, stop: int) -> None:
        match name:
            case "Text":
                self._text(value, start, stop)
            case "Code":
                self._inline(Code(self._original(value, start, stop)), start, stop)
            case "FootnoteReference":
                self._inline(FootnoteMark(value), start, stop, silent=True)
            case "InlineHtml":
                html = self._original(value, start, stop)
                self._inline(RawInline(html), start, stop, silent=True)
            case "InlineMath":
                self._inline(Math(self._original(value, start, stop)), start, stop)
            case "DisplayMath":
                tex = self._original(value, start, stop)
                self._inline(Math(tex, display=True), start, stop)
            case "TaskListMarker":
                item = next(f for f in reversed(self.stack) if f.name == "Item")
                item.checked = value
            case _:  # Html, a line of a raw block
                self.stack[-1].blocks.append(self._original(value, start, stop))

    def _text(self, value: str, start: int, stop: int) -> None:
        if self.stack[-1].name in ("CodeBlock", "HtmlBlock", "MetadataBlock"):
            self.stack[-1].blocks.append(self._original(value, start, stop))
            return
        text = self._original(value, start, stop)
        if text.startswith(_INDENT) and self._at_line_start():
            kept = text.lstrip(_INDENT)
            start += len(_INDENT.encode()) * (len(text) - len(kept))
            text = kept
        if text:
            self._inline(Text(text), start, stop)

    def _at_line_start(self) -> bool:
        frame = self.stack[-1]
        if not frame.inlines:
            return frame.name not in _INLINE_FRAMES
        return self.waiting is not None or isinstance(frame.inlines[-1].node, LineBreak)

    def _original(self, value: str, start: int, stop: int) -> str:
        """Return the characters that the shadow only stands for."""
        if self.shadow is self.data:
            return value
        encoded = value.encode("utf-8", "surrogatepass")
        at = self.shadow.find(encoded, start, stop)
        # Not found: an escape or entity, which the parser has resolved.
        if at < 0:
            return value
        return self.data[at : at + len(encoded)].decode("utf-8", "surrogatepass")

    # --- inlines ---------------------------------------------------------------------

    def _inline(
        self, node: Inline, start: int, stop: int, *, silent: bool = False
    ) -> None:
        if not silent:
            self._join(node)
        self.stack[-1].inlines.append(Placed(node, start, stop))

    def _mark(self, frame: Frame, stop: int) -> Inline:
        # A link must not hold another, so bare URLs inside one stay text.
        free = all(item.name != "Link" for item in (*self.stack, frame))
        children = join_texts((item.node for item in frame.inlines), links=free)
        if frame.name not in ("Link", "Image"):
            return _MARKS.get(frame.name, Emphasis)(children)
        target = self._original(frame.value["dest_url"], frame.start, stop)
        title = self._original(frame.value["title"], frame.start, stop)
        if frame.name == "Link":
            return Link(children, target, title)
        return Image(target, plain_text(children), title)

    def _join(self, node: Inline) -> None:
        """Settle a soft line break, now that the characters on both sides are known."""
        match node:
            case Text(value):
                first, last = value[:1], value[-1:]
            case Code() | Math() | Image():
                first = last = "x"
            case _:
                return
        if self.waiting is not None and self.cjk_breaks:
            inlines, index = self.waiting
            if self.last and first and joins_without_blank(self.last, first):
                inlines[index] = replace(inlines[index], node=Text(""))
        self.waiting = None
        self.last = last

    def _finished(self, placed: Sequence[Placed]) -> tuple[Inline, ...]:
        """Return a block's inlines with segments marked and texts joined."""
        if not placed or (len(placed) == 1 and placed[0].node == _HOLLOW):
            return ()
        start, stop = placed[0].start, placed[-1].stop
        first = bisect_right(self.marks, start, key=lambda mark: mark.stop)
        after = bisect_left(self.marks, stop, key=lambda mark: mark.start)
        marks = self.marks[first:after]
        if not marks:
            return join_texts(item.node for item in placed)
        return join_texts(mark_segments(placed, marks, self.data))

    # --- blocks ----------------------------------------------------------------------

    def _block(self, block: Block) -> None:
        self._flush()
        self.stack[-1].blocks.append(block)

    def _flush(self) -> None:
        """Make a paragraph of inlines that stand in a container directly."""
        frame = self.stack[-1]
        if frame.inlines and frame.name not in _INLINE_FRAMES:
            frame.blocks.append(make_paragraph(self._finished(frame.inlines)))
            frame.inlines = []
            self.waiting = None

    def _close_block(self, frame: Frame) -> None:
        parent = self.stack[-1].blocks
        match frame.name:
            case "Paragraph":
                parent.append(make_paragraph(self._finished(frame.inlines)))
            case "Heading":
                level = int(frame.value["level"][1])
                anchor = frame.value["id"] or ""
                parent.append(Heading(level, self._finished(frame.inlines), anchor))
            case "TableCell":
                parent.append(Cell(self._finished(frame.inlines)))
            case "TableHead" | "TableRow":
                parent.append(tuple(frame.blocks))
            case "DefinitionListTitle":
                parent.append(self._finished(frame.inlines))
            case _:
                self._close_container(frame, parent)

    def _kind(self, frame: Frame) -> str:
        """Return the kind of a quotation; a pull quote looks like a note."""
        kind = (frame.value or "").lower()
        if kind != "note" or self.shadow is self.data:
            return kind
        head = self.data[frame.start : frame.start + 60].decode("utf-8", "replace")
        return "pull" if is_pull(head) else kind

    def _close_container(self, frame: Frame, parent: list[Any]) -> None:
        if frame.inlines:
            frame.blocks.append(make_paragraph(self._finished(frame.inlines)))
        children = tuple(frame.blocks)
        match frame.name:
            case "Item":
                parent.append((ListItem(children, frame.checked), frame.tight))
            case "List":
                parent.append(make_list(frame.value, children))
            case "BlockQuote":
                parent.append(Quote(children, self._kind(frame)))
            case "Table":
                parent.append(make_table(frame.value, children))
            case "DefinitionListDefinition":
                parent.append(list(children))
            case "DefinitionList":
                parent.append(make_definitions(children))
            case "FootnoteDefinition":
                self.footnotes.setdefault(frame.value, children)
            case "CodeBlock":
                parent.append(make_code(frame.value, "".join(children)))
            case "HtmlBlock":
                parent.append(RawBlock("".join(children)))
            case _:  # MetadataBlock: read by its own reader
                pass
