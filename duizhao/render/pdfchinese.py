"""Chinese lines in WeasyPrint 70: squeezed marks, gaps beside Latin, justified lines.

WeasyPrint leaves the width of a line to Pango and stretches blanks alone, so that Chinese
stays ragged. Five of its functions are wrapped in memory when it is loaded. Where a text
is *broken*, the changes that `spacing` finds in it count as part of its width. Where the
line is *aligned*, they are found again in the whole of it, across bold words, links and
notes' marks, and what is over in a justified line goes between the characters. Where it
is *drawn* (`pdfglyphs`), the width of each glyph is set to what was counted: no character
is added, and the text in the PDF stays the author's. In another version of WeasyPrint,
where a name is not there, nothing is wrapped: lines are ragged and marks full wide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from duizhao.render.pdfglyphs import drawing, speaking
from duizhao.render.spacing import (
    CLOSERS,
    HALF,
    NOTE,
    OBJECT,
    OPENERS,
    PAUSES,
    Change,
    Changes,
    find_changes,
    find_room,
    find_stretches,
    tighten,
)

_MOST: Final = 0.34  # ems between two characters; a looser line is left ragged
_TRIES: Final = 4
_NEVER: Final = float("inf")
_SLOP: Final = 0.01  # pixels
_CENTRED: Final = {"hant", "tw", "hk", "mo"}
_WORDS: Final = frozenset({"code", "kbd", "samp", "pre"})
_MARKS = re.compile(f"[{PAUSES}{CLOSERS}{OPENERS}]")


def set_chinese(inline: Any, preferred: Any, line_break: Any, draw: Any) -> bool:
    """Wrap the functions; say whether it was done. Twice is as good as once."""
    if getattr(line_break.Layout, "sets_chinese", False):
        return True
    try:
        split, justify = inline.split_first_line, inline.justify_line
        narrow, layout = preferred.split_first_line, line_break.Layout
        align, boxes = inline.text_align, inline.boxes
        drawn = drawing(layout.reactivate, layout.get_first_line, line_break.ffi)
        draw.draw_text = speaking(draw.draw_text)
    except AttributeError:
        return False
    inline.split_first_line = _splitting(split)
    preferred.split_first_line = _splitting(narrow)
    inline.text_align = _aligning(align, boxes)
    inline.justify_line = _justifying(justify, boxes)
    layout.reactivate, layout.get_first_line = drawn
    layout.sets_chinese = True
    return True


def _is_chinese(style: Any) -> bool:
    return (style["lang"] or "")[:2] == "zh"


def _is_centred(style: Any) -> bool:
    return not _CENTRED.isdisjoint(style["lang"].lower().split("-"))


# Breaking --------------------------------------------------------------------------------


def _splitting(split: Callable[..., Any]) -> Callable[..., Any]:
    """Return WeasyPrint's `split_first_line`, with widths as the rules make them."""

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, *rest: Any, **named: Any
    ) -> Any:
        def attempt(width: Any) -> Any:
            return split(text, style, context, width, *rest, **named)

        found = attempt(max_width)
        if text.isascii() or not _is_chinese(style):
            return found
        if style["white_space"] not in {"normal", "nowrap"}:
            return found
        line = _Line(style, is_start=named.get("is_line_start", True))
        return line.fit(attempt, found, max_width)

    return split_first_line


class _Line:
    """One line that is being broken."""

    def __init__(self, style: Any, *, is_start: bool) -> None:
        self.size: float = style["font_size"]
        self.centred = _is_centred(style)
        self.start = is_start

    def fit(self, attempt: Callable[..., Any], found: Any, width: Any) -> Any:
        """Return the line found, or a longer or shorter one that fits when changed.

        Most lines are right at once: another attempt costs a layout by Pango.
        """
        # At no width at all, for the least width of a table's column, nothing fits.
        if width is None or width == _NEVER or width <= 0:
            return self.changed(found, width)
        over = found[3] + self.change(found) - width
        if over > _SLOP:
            return self.changed(self.shorter(attempt, found, width), width)
        if found[2] is None or over > 0.5 - self.size:
            return self.changed(found, width)
        # A whole character more would do; a mark at the end may lose its half, and one
        # that may not begin a line is pressed into this one.
        for more in (self.size + _SLOP, HALF * self.size, 0.0):
            trial = attempt(found[3] - over + more)
            if trial[1] > found[1] and self.excess(trial, width) <= _SLOP:
                return self.changed(trial, width)
        return self.changed(found, width)

    def excess(self, found: Any, width: float) -> float:
        """Return by how many pixels a line is too wide, however tight it is set."""
        changes = self.find(found)
        over: float = found[3] + sum(one.grow for one in changes) * self.size - width
        if over > 0:
            text = found[0].text
            over -= find_room(text, changes, centred=self.centred) * self.size
        return over

    def shorter(self, attempt: Callable[..., Any], found: Any, width: Any) -> Any:
        """Return a line that fits, or the nearest to it."""
        for _ in range(_TRIES):
            over = found[3] + self.change(found) - width
            if over <= _SLOP:
                break
            trial = attempt(max(0.0, found[3] - over))
            if trial[1] >= found[1]:  # nothing to break at
                break
            found = trial
        return found

    def find(self, found: Any, *, end: bool = True) -> Changes:
        """Return the changes of a line that was found."""
        return find_changes(
            found[0].text, start=self.start, end=end, centred=self.centred
        )

    def change(self, found: Any) -> float:
        """Return by how many pixels a line is wider than Pango thinks."""
        return sum(one.grow for one in self.find(found)) * self.size

    def changed(self, found: Any, measure: Any) -> Any:
        """Return a line found with its changes noted for the drawing.

        A mark at the end of a text loses its half where the line ends with it: for sure
        if there is more text, and else if the line has no room for the whole mark.
        """
        layout, length, resume, width, *rest = found
        grown = self.note(layout, self.find(found, end=resume is not None))
        if measure is None or width + grown <= measure + _SLOP:
            return (layout, length, resume, _inside(width + grown, measure), *rest)
        changes = self.find(found)
        grown = self.note(layout, changes)
        over = (width + grown - measure) / self.size
        if 0 < over <= find_room(layout.text, changes, centred=self.centred):
            tight = tighten(layout.text, changes, over, centred=self.centred)
            grown = self.note(layout, tight)
        return (layout, length, resume, _inside(width + grown, measure), *rest)

    def note(self, layout: Any, changes: Changes) -> float:
        """Note changes for the drawing; return by how many pixels the line grows."""
        layout.changes = {one.at: (one.shift, one.grow) for one in changes}
        layout.grown = sum(one.grow for one in changes) * self.size
        return float(layout.grown)


def _inside(width: float, measure: Any) -> float:
    """Return the width of a line that fills its measure as a little less than that.

    Beside a drop cap the engine takes one that is too wide by a breath to be below it.
    """
    if measure is None or not -_SLOP < width - measure <= _SLOP:
        return width
    return float(measure - _SLOP)


# Whole lines -----------------------------------------------------------------------------


class _Piece(NamedTuple):
    """What stands in a line: a text, a picture, or anything else in one box."""

    box: Any
    """WeasyPrint's box."""
    text: str
    """Its characters, as the rules are to see them."""
    chinese: bool
    """Whether it is a text set by the rules of Chinese."""


def _pieces(box: Any, boxes: Any, before: str = "") -> Iterator[_Piece]:
    """Yield what stands in a line, in order."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.InlineBox):
            dotted = _take_dots(child)
            for piece in _pieces(child, boxes, before):
                if dotted:
                    piece.box.dotted = piece.chinese
                yield piece
                before = piece.text or before
            continue
        piece = _piece(child, boxes, before)
        yield piece
        before = piece.text or before


def _take_dots(box: Any) -> bool:
    """Say whether Chinese in a box bears emphasis dots, which a style sheet draws.

    Its picture, repeated once an em, would drift where the line is stretched: the box
    loses it, and the dots are drawn with the text.
    """
    if box.element_tag != "em" or not _is_chinese(box.style):
        return False
    if all(kind == "none" for kind, _ in box.style["background_image"]):
        return False
    box.style = box.style.copy()
    box.style["background_image"] = (("none", None),)
    return True


def _piece(box: Any, boxes: Any, before: str) -> _Piece:
    """Return a box with the characters that stand for it."""
    if not isinstance(box, boxes.TextBox):
        return _Piece(box, OBJECT, chinese=False)
    tag = box.element_tag or ""
    if tag.endswith("::footnote-call") or (
        tag == "sup" and not (before[-1:].isascii() and before)
    ):
        return _Piece(box, NOTE * len(box.text), chinese=False)
    if tag in _WORDS and box.text.isascii():
        return _Piece(box, "x" * len(box.text), chinese=False)
    if not _is_chinese(box.style):
        return _Piece(box, _MARKS.sub("\x01", box.text), chinese=False)
    return _Piece(box, box.text, chinese=True)


def _aligning(align: Callable[..., float], boxes: Any) -> Callable[..., float]:
    """Return WeasyPrint's `text_align`, which first sets a Chinese line as a whole."""

    def text_align(context: Any, line: Any, width: float, last: Any) -> float:
        if line.style["white_space"] in {"normal", "nowrap"}:
            pieces = list(_pieces(line, boxes))
            if any(piece.chinese for piece in pieces):
                line.pieces = pieces
                _settle(line, width, boxes, last=bool(last))
        offset: float = align(context, line, width, last)
        line.__dict__.pop("pieces", None)
        return offset

    return text_align


def _settle(line: Any, width: float, boxes: Any, *, last: bool) -> None:
    """Find the changes of a whole line again, and move what stands in it."""
    text = "".join(piece.text for piece in line.pieces)
    centred = any(
        piece.chinese and _is_centred(piece.box.style) for piece in line.pieces
    )
    found = find_changes(text, start=True, end=not last, centred=centred)
    if last and line.width > width + _SLOP:
        found = find_changes(text, start=True, end=True, centred=centred)
    own = _share(found, line.pieces)
    wider = _widths(own, line.pieces)
    over = line.width + sum(wider.values()) - width
    if over > _SLOP:
        size = max(piece.box.style["font_size"] for piece in line.pieces)
        tight = tighten(text, found, over / size, centred=centred)
        own = _share(tight, line.pieces)
        wider = _widths(own, line.pieces)
    for piece, changes in zip(line.pieces, own, strict=True):
        if piece.chinese:
            layout = piece.box.pango_layout
            layout.changes = {one.at: (one.shift, one.grow) for one in changes}
            layout.grown = layout.__dict__.get("grown", 0.0) + wider[id(piece.box)]
    if any(wider.values()):
        line.width += _move(line, 0.0, wider, boxes)


def _share(found: Changes, pieces: list[_Piece]) -> list[list[Change]]:
    """Return the changes of a line by piece; only Chinese texts are changed."""
    shared: list[list[Change]] = []
    start = at = 0
    for piece in pieces:
        end = start + len(piece.text)
        own: list[Change] = []
        while at < len(found) and found[at].at < end:
            if piece.chinese:
                own.append(found[at]._replace(at=found[at].at - start))
            at += 1
        shared.append(own)
        start = end
    return shared


def _widths(own: list[list[Change]], pieces: list[_Piece]) -> dict[int, float]:
    """Return by how many pixels each piece grows beyond what was counted at its break."""
    wider: dict[int, float] = {}
    for piece, changes in zip(pieces, own, strict=True):
        if isinstance(getattr(piece.box, "text", None), str):
            layout = piece.box.pango_layout
            now = sum(one.grow for one in changes) * piece.box.style["font_size"]
            wider[id(piece.box)] = now - layout.__dict__.get("grown", 0.0)
            if not piece.chinese:
                layout.changes = {}
    return wider


# Justifying ------------------------------------------------------------------------------


def _justifying(justify: Callable[..., None], boxes: Any) -> Any:
    """Return WeasyPrint's `justify_line`, which stretches Chinese lines everywhere."""

    def justify_line(context: Any, line: Any, extra: float) -> None:
        pieces: list[_Piece] | None = line.__dict__.get("pieces")
        if pieces is None:
            justify(context, line, extra)
            return
        places = _find_places(pieces)
        count = sum(map(len, places))
        if not count:
            return
        size = max(piece.box.style["font_size"] for piece in pieces)
        each = extra / count
        if each > _MOST * size:
            return
        wider = {
            id(piece.box): _stretch(piece.box, indices, each)
            for piece, indices in zip(pieces, places, strict=True)
        }
        line.width += _move(line, 0.0, wider, boxes)

    return justify_line


def _find_places(pieces: list[_Piece]) -> list[list[int]]:
    """Return for each piece the characters after which the line may widen."""
    text = "".join(piece.text for piece in pieces)
    places: list[list[int]] = [[] for _ in pieces]
    at, start = 0, 0
    for index in find_stretches(text):
        while index >= start + len(pieces[at].text):
            start += len(pieces[at].text)
            at += 1
        places[at].append(index - start)
    return places


def _stretch(box: Any, indices: list[int], each: float) -> float:
    """Widen a piece after each of `indices`; return by how many pixels in all."""
    if indices and isinstance(getattr(box, "text", None), str):
        layout, ems = box.pango_layout, each / box.style["font_size"]
        changes = dict(layout.__dict__.get("changes", {}))
        for index in indices:
            shift, grow = changes.get(index, (0.0, 0.0))
            changes[index] = (shift, grow + ems)
        layout.changes = changes
    return each * len(indices)


def _move(box: Any, by: float, wider: dict[int, float], boxes: Any) -> float:
    """Move what stands in a line to the right of what grew; return the new shift."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.InlineBox):
            child.position_x += by
            after = _move(child, by, wider, boxes)
            child.width += after - by
            by = after
        elif isinstance(child, boxes.TextBox):
            child.position_x += by
            grown = wider.get(id(child), 0.0)
            child.width += grown
            by += grown
        else:
            child.translate(by, 0)
            by += wider.get(id(child), 0.0)
    return by
