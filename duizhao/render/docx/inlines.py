"""Inlines into runs, hyperlinks, footnote marks and pictures in the line.

The walk keeps a stack of its own, so that nesting is bounded by memory alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, assert_never
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element as Node

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
from duizhao.render.docx import names as n
from duizhao.render.docx import runs as f
from duizhao.render.docx.links import word_target
from duizhao.render.docx.pictures import Picture, fit
from duizhao.render.docx.ruby import RUBY_BASE, RUBY_TEXT, lead_ruby
from duizhao.render.docx.shop import Shop, Spot
from duizhao.walk import plain_text

_TAG: Final = re.compile(
    r"<\s*(/?)\s*(br|sub|sup|kbd|u|cite|ruby|rt|rp)\b[^>]*>", re.IGNORECASE
)
_TAG_FLAGS: Final = {
    "sub": f.SUB,
    "sup": f.SUP,
    "kbd": f.KEYBOARD,
    "u": f.UNDERLINE,
    "cite": f.WAVE,
}
_TOOLTIP: Final = 260  # ST_String of a tooltip, by the schema of Office
_LINE_TWIPS: Final = 2000  # a picture in a line of text is no higher than 35 mm


@dataclass(slots=True)
class _Frame:
    """The rest of one node's children."""

    nodes: Iterator[Inline]
    flags: int
    parent: Node
    close: tuple[str, int] | None = None
    """The bookmark and the key of a marked stretch that ends with the frame."""


class InlineWriter:
    """Writes inlines to one spot."""

    def __init__(self, shop: Shop, spot: Spot) -> None:
        """Write with the tools of `shop`."""
        self._shop = shop
        self._spot = spot
        self._base = f.CHINESE if spot.side.chinese else 0

    def write(
        self, paragraph: Node, inlines: tuple[Inline, ...], flags: int = 0
    ) -> None:
        """Write `inlines` at the end of `paragraph`."""
        if len(inlines) == 1 and isinstance(inlines[0], Text):  # most
            value = inlines[0].value
            self._shop.runs.text(paragraph, value, flags | self._base)
            return
        stack = [_Frame(iter(inlines), flags | self._base, paragraph)]
        while stack:
            frame = stack[-1]
            node = next(frame.nodes, None)
            if node is None:
                stack.pop()
                if frame.close is not None:
                    self._close_mark(frame, frame.close)
            elif isinstance(node, Text):
                self._shop.runs.text(frame.parent, node.value, frame.flags)
            else:
                inner = self._step(frame, node)
                if inner is not None:
                    stack.append(inner)

    def _step(self, frame: _Frame, node: Inline) -> _Frame | None:
        """Write one node; return the frame of its children where it has any."""
        runs, parent, flags = self._shop.runs, frame.parent, frame.flags
        match node:
            case Text(value):
                runs.text(parent, value, flags)
            case Emphasis(children):
                return _Frame(iter(children), flags | f.ITALIC, parent)
            case Strong(children):
                return _Frame(iter(children), flags | f.BOLD, parent)
            case Strikethrough(children):
                return _Frame(iter(children), flags | f.STRIKE, parent)
            case Code(value):
                runs.text(parent, value, flags | f.CODE)
            case Math(tex, _):
                runs.text(parent, tex, (flags & ~f.CHINESE) | f.FORMULA)
            case LineBreak():
                runs.line_break(parent, flags)
            case RawInline(html):
                self._raw(frame, html)
            case Link():
                return self._link(frame, node)
            case Marked():
                return self._mark(frame, node)
            case FootnoteMark(label):
                self._note(frame, label)
            case Image():
                self._image(frame, node)
            case _:
                assert_never(node)
        return None

    def _raw(self, frame: _Frame, html: str) -> None:
        """Honour a tag until its end tag or the end of what surrounds it."""
        found = _TAG.fullmatch(html.strip())
        if found is None:
            return
        name = found[2].lower()
        if name == "br":
            self._shop.runs.line_break(frame.parent, frame.flags)
        elif name not in _TAG_FLAGS:
            self._ruby(frame, name, closes=bool(found[1]))
        elif found[1]:
            frame.flags &= ~_TAG_FLAGS[name]
        else:
            frame.flags |= _TAG_FLAGS[name]

    def _ruby(self, frame: _Frame, name: str, *, closes: bool) -> None:
        """Honour a tag of a reading; a review shows the words alone."""
        if self._shop.segments is None:
            frame.parent = lead_ruby(frame.parent, name, closes=closes)
            reading = frame.parent.tag == RUBY_TEXT
            frame.flags = frame.flags & ~f.READING | f.READING * reading

    def _link(self, frame: _Frame, link: Link) -> _Frame:
        # Word has no links in links and in readings.
        inside = frame.parent.tag in {n.HYPERLINK, RUBY_BASE, RUBY_TEXT}
        target = "" if inside else link.target.strip()
        if target.startswith("#") and len(target) > 1:
            anchor = unquote(target[1:])
            name = self._shop.bookmarks.name(anchor)
            element = etree.SubElement(frame.parent, n.HYPERLINK, {n.ANCHOR: name})
            self._shop.bookmarks.wait(anchor, element)
        elif address := word_target(target):
            identifier = self._spot.relations.link(address)
            element = etree.SubElement(frame.parent, n.HYPERLINK, {n.R_ID: identifier})
        else:
            return _Frame(iter(link.children), frame.flags, frame.parent)
        if link.title:
            title = self._shop.cleaner.clean(link.title)[:_TOOLTIP]
            element.set(n.w("tooltip"), title)
        element.set(n.w("history"), "1")
        return _Frame(iter(link.children), frame.flags | f.LINK, element)

    def _mark(self, frame: _Frame, marked: Marked) -> _Frame:
        flags = frame.flags
        names = self._shop.segments
        match marked.state:
            case SegmentState.UNTRANSLATED:
                flags |= f.UNTRANSLATED
                flags |= f.CHINESE if _is_chinese(marked.children) else 0
            case SegmentState.FUZZY:
                flags |= f.FUZZY
            case SegmentState.TRANSLATED if names is None:
                return _Frame(iter(marked.children), flags, frame.parent)
            case SegmentState.TRANSLATED:
                pass
            case _:
                assert_never(marked.state)
        if names is not None:
            name = names.get(marked.key, "")
            opened = self._shop.bookmarks.start(frame.parent, name) if name else ""
            return _Frame(iter(marked.children), flags, frame.parent, (opened, 0))
        anchor = unfinished_anchor(marked.key)
        bookmark = self._shop.bookmarks.start(frame.parent, anchor)
        close = (bookmark, marked.key)
        return _Frame(iter(marked.children), flags, frame.parent, close)

    def _close_mark(self, frame: _Frame, close: tuple[str, int]) -> None:
        bookmark, key = close
        if not key:
            self._shop.bookmarks.end(frame.parent, bookmark)
            return
        flags = frame.flags & (f.UNTRANSLATED | f.FUZZY)
        self._shop.runs.text(frame.parent, f"[{key}]", flags | f.SUP)
        self._shop.bookmarks.end(frame.parent, bookmark)

    def _note(self, frame: _Frame, label: str) -> None:
        notes, runs, parent = self._spot.side.notes, self._shop.runs, frame.parent
        if label not in notes.definitions:
            runs.text(parent, f"[^{label}]", frame.flags)
            return
        note = notes.seen.get(label)
        if self._shop.segments is not None and (self._spot.in_note or note):
            # A review takes Word's own mark once; others are words that come back.
            notes.nest(label)
            runs.text(parent, f"[^{label}]", f.SUP)
        elif self._spot.in_note:
            notes.nest(label)
            shown = f"[{label}]" if note is None else str(note.number)
            runs.text(parent, shown, f.SUP)
        elif note is None:
            self._first_mark(parent, label)
        else:
            anchor = f"note {note.number}"
            self._shop.bookmarks.around(notes.marks[label], anchor)
            name = self._shop.bookmarks.name(anchor)
            runs.field(parent, f"NOTEREF {name} \\f \\h", str(note.number), f.NOTE)

    def _first_mark(self, parent: Node, label: str) -> None:
        notes = self._spot.side.notes
        note = self._shop.queue.add(label, self._spot.side)
        run = self._shop.runs.run(parent, f.NOTE)
        etree.SubElement(run, n.FOOTNOTE_REFERENCE, {n.ID: str(note.number)})
        notes.seen[label] = note
        notes.marks[label] = run

    def _image(self, frame: _Frame, image: Image) -> None:
        asset = self._spot.side.assets.get(image.target)
        stored = None if asset is None else self._shop.pictures.store(asset)
        alt = self._shop.cleaner.clean(image.alt)
        if asset is None or stored is None:
            shown = alt or self._shop.labels["picture_missing"]
            self._shop.runs.text(frame.parent, shown, frame.flags | f.BOXED)
            return
        size = fit(asset, self._spot.width, _LINE_TWIPS)
        run = self._shop.runs.run(frame.parent, 0)
        part = self._spot.relations.part
        self._shop.pictures.draw(run, stored, part, Picture(*size, alt))


def unfinished_anchor(key: int) -> str:
    """Return the anchor of a marked stretch, to which the list at the end links."""
    return f"unfinished {key}"


def _is_chinese(inlines: tuple[Inline, ...]) -> bool:
    return has_han(plain_text(inlines))
