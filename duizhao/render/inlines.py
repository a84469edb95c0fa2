"""Inlines into HTML, typography included.

Nothing here recurses over the tree: a text nested without end costs memory, no stack.
Below `DEEPEST` levels the markup is left out and the text stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from duizhao.document import (
    Code,
    Emphasis,
    FootnoteMark,
    Image,
    Inline,
    LineBreak,
    Link,
    Marked,
    Math,
    RawInline,
    SegmentState,
    Strikethrough,
    Strong,
    Text,
)
from duizhao.language import has_han
from duizhao.render import chinese, english
from duizhao.render.escape import escape
from duizhao.render.features import find_target
from duizhao.render.rawtags import close_tags, print_ruby, raw_list, raw_tag
from duizhao.render.side import Medium, Side
from duizhao.urls import safe_target
from duizhao.values import value

DEEPEST = 16
"""Levels of inline markup that are kept."""

NoteWriter: TypeAlias = Callable[[str, Side], str]
"""Writes the mark of a footnote, given its label."""


@dataclass(slots=True)
class _Run:
    """A stretch of inlines being written: finished HTML with gaps for the texts."""

    side: Side
    note: NoteWriter
    out: list[str] = field(default_factory=list)
    """The HTML; at the places of `texts` still plain characters."""
    texts: list[int] = field(default_factory=list)
    """The indices in `out` of text."""
    context: list[str] = field(default_factory=list)
    """What stands for each piece of `out` when characters look at their neighbours."""
    raw: list[str] = field(default_factory=list)
    """The raw tags that are open."""
    floor: int = 0
    """How many of them stood open where the innermost container began."""
    lists: bool = False
    """Whether raw tags may make lists: in the cells of a table."""

    def markup(self, html: str, stand_in: str = "") -> None:
        self.out.append(html)
        self.context.append(stand_in)

    def text(self, value: str) -> None:
        self.texts.append(len(self.out))
        self.out.append(value)
        self.context.append(value)


@value
class _Close:
    """The end of a container."""

    html: str
    """What to write."""
    floor: int
    """The floor of the container around it."""


_Task: TypeAlias = _Close | tuple[Inline, int]


def inline_html(
    inlines: Iterable[Inline], side: Side, note: NoteWriter, *, lists: bool = False
) -> str:
    """Return the HTML of a paragraph's content; `note` writes footnote marks.

    With `lists` raw HTML may hold lists, as a cell of a table may, but no paragraph.
    """
    run = _Run(side, note, lists=lists)
    waiting: list[_Task] = [(node, 0) for node in reversed(tuple(inlines))]
    while waiting:
        match waiting.pop():
            case _Close(html, floor):
                run.markup(close_tags(run.raw, run.floor) + html)
                run.floor = floor
            case (node, depth):
                waiting.extend(_write(node, depth, run))
    run.markup(close_tags(run.raw, 0))
    _typeset(run)
    html = "".join(run.out)
    return print_ruby(html) if side.medium is Medium.PRINT else html


def _write(node: Inline, depth: int, run: _Run) -> list[_Task]:
    """Write a leaf, or open a container and return what is to follow, last first."""
    match node:
        case Text(value):
            run.text(value)
        case Code(value):
            run.markup(f'<code translate="no">{escape(value)}</code>', english.OBJECT)
        case Math(tex, _):
            run.markup(f'<span class="math">{escape(tex)}</span>', english.OBJECT)
        case LineBreak():
            run.markup("<br>", "\n")
        case Image():
            run.markup(image_html(node, run.side), english.OBJECT)
        case FootnoteMark(label):
            run.markup(run.note(label, run.side))
        case RawInline(html):
            block = raw_list(html, run.raw, run.floor) if run.lists else ""
            run.markup(block or raw_tag(html, run.raw, run.floor))
        case _:
            return _open(node, depth, run)
    return []


_Container: TypeAlias = Emphasis | Strong | Strikethrough | Link | Marked


def _open(node: _Container, depth: int, run: _Run) -> list[_Task]:
    start, end = _tags(node, run.side) if depth < DEEPEST else ("", "")
    run.markup(start)
    close = _Close(end, run.floor)
    run.floor = len(run.raw)
    children: list[_Task] = [(child, depth + 1) for child in reversed(node.children)]
    return [close, *children]


def _tags(node: _Container, side: Side) -> tuple[str, str]:
    match node:
        case Emphasis():
            return "<em>", "</em>"
        case Strong():
            return "<strong>", "</strong>"
        case Strikethrough():
            return "<s>", "</s>"
        case Link(_, target, title):
            return _link(target, title, side)
        case Marked():
            return _marked(node, side)


def _link(target: str, title: str, side: Side) -> tuple[str, str]:
    """Write a link; in print only one that leads somewhere from a sheet of paper."""
    url = safe_target(target)
    relative = ":" not in url.partition("/")[0] and not url.startswith("#")
    if not url or (relative and side.medium is Medium.PRINT):
        return "", ""
    hover = f' title="{escape(title)}"' if title else ""
    if url.startswith("#") and (anchor := find_target(url)) in side.targets:
        # A style sheet may add the page to it.
        return f'<a class="xref" href="#{escape(anchor)}"{hover}>', "</a>"
    return f'<a href="{escape(url)}"{hover}>', "</a>"


def _marked(node: Marked, side: Side) -> tuple[str, str]:
    """Write an unfinished segment with its number, which leads to the draft's list."""
    language = ""
    if node.state is SegmentState.UNTRANSLATED and not side.chinese:
        language = ' lang="zh-Hans"' if _holds_han(node) else ""
    ident = ""
    if node.key not in side.marked:
        side.marked.add(node.key)
        ident = f' id="dz-segment-{node.key}"'
    key = f'<sup class="key"><a href="#dz-item-{node.key}">{node.key}</a></sup>'
    return f'<mark class="{node.state}"{ident}{language}>', f"</mark>{key}"


def _holds_han(node: Marked) -> bool:
    waiting: list[Inline] = list(node.children)
    while waiting:
        child = waiting.pop()
        if isinstance(child, Text) and has_han(child.value):
            return True
        if isinstance(child, Emphasis | Strong | Strikethrough | Link | Marked):
            waiting.extend(child.children)
    return False


def image_html(image: Image, side: Side) -> str:
    """Return a picture, or a visible placeholder where it could not be read."""
    address = side.address(image)
    if not address:
        words = f"{side.labels['picture_missing']}: {image.target}"
        alt = f" ({image.alt})" if image.alt else ""
        return f'<span class="missing">{escape(words)}{escape(alt)}</span>'
    asset = side.assets[image.target]
    size = f'width="{round(asset.width)}" height="{round(asset.height)}"'
    # PDF/UA asks for an alternative text on every picture; its name is the last resort.
    alt_text = image.alt or image.title or asset.name
    return f'<img src="{escape(address)}" alt="{escape(alt_text)}" {size}>'


def _typeset(run: _Run) -> None:
    """Turn the texts of `run` into HTML by the rules of the side's language."""
    if run.side.english:
        whole = english.typeset("".join(run.context))
        if run.side.medium is Medium.PRINT:  # browsers do it better by themselves
            whole = english.keep_last(whole)
        offset = 0
        for index, stand_in in enumerate(run.context):
            run.context[index] = whole[offset : offset + len(stand_in)]
            offset += len(stand_in)
    for index in run.texts:
        escaped = escape(run.context[index])
        if run.side.english:
            escaped = english.join_dashes(escaped)
            if run.side.small_capitals:
                escaped = english.small_capitals(escaped)
        elif run.side.chinese:
            first = not any(run.context[:index]) if index < DEEPEST else False
            last = index == run.texts[-1] and not any(run.context[index + 1 :])
            screen = run.side.medium is Medium.SCREEN
            escaped = chinese.set_part(escaped, first=first, last=last, screen=screen)
        run.out[index] = escaped
