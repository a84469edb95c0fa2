"""Chinese lines in WeasyPrint 70: squeezed marks, gaps beside Latin, justified lines.

WeasyPrint leaves the width of a line to Pango and stretches blanks alone, so that Chinese
stays ragged. Three of its functions are wrapped in memory when it is loaded. Where a line
is *broken*, the changes that `spacing` finds count as part of its width. Where it is
*justified*, what is over goes between the characters. Where it is *drawn*, the width of
each glyph is set to what was counted: no character is added, and the text in the PDF
stays the author's. In another version of WeasyPrint, where a name is not there, nothing
is wrapped: lines are ragged and marks full wide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from duizhao.render.spacing import HALF, Change, find_changes, find_stretches

_UNITS: Final = 1024  # Pango units in a CSS pixel
_MOST: Final = 0.35  # ems between two characters; what is over goes to the blanks
_TRIES: Final = 4
_NEVER: Final = float("inf")
_SLOP: Final = 0.01  # pixels


def set_chinese(inline: Any, preferred: Any, line_break: Any) -> bool:
    """Wrap the functions; say whether it was done. Twice is as good as once."""
    if getattr(line_break.Layout, "sets_chinese", False):
        return True
    try:
        split, justify = inline.split_first_line, inline.justify_line
        narrow, layout = preferred.split_first_line, line_break.Layout
        drawing = _drawing(layout.reactivate, layout.get_first_line, line_break.ffi)
    except AttributeError:
        return False
    inline.split_first_line = _splitting(split)
    preferred.split_first_line = _splitting(narrow)
    inline.justify_line = _justifying(justify, inline.boxes)
    layout.reactivate, layout.get_first_line = drawing
    layout.sets_chinese = True
    return True


# Breaking --------------------------------------------------------------------------------


def _is_chinese(style: Any) -> bool:
    return (style["lang"] or "")[:2] == "zh"


def _splitting(split: Callable[..., Any]) -> Callable[..., Any]:
    """Return WeasyPrint's `split_first_line`, with widths as the rules make them."""

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, *rest: Any, **named: Any
    ) -> Any:
        def attempt(width: Any) -> Any:
            return split(text, style, context, width, *rest, **named)

        found = attempt(max_width)
        if not _is_chinese(style) or text.isascii():
            return found
        line = _Line(style, is_start=named.get("is_line_start", True))
        return line.fit(attempt, found, max_width)

    return split_first_line


class _Line:
    """One line that is being broken."""

    def __init__(self, style: Any, *, is_start: bool) -> None:
        self.size: float = style["font_size"]
        self.centred = style["lang"][3:].lower() in {"hant", "tw", "hk", "mo"}
        self.start = is_start

    def fit(self, attempt: Callable[..., Any], found: Any, width: Any) -> Any:
        """Return the line found, or a longer or shorter one that fits when changed.

        Most lines are right at once: another attempt costs a layout by Pango.
        """
        if width is None or width == _NEVER:
            return self.changed(found)
        over = found[3] + self.change(found) - width
        if over > _SLOP:
            return self.changed(self.shorter(attempt, found, width))
        if found[2] is None or over > -self.size:
            return self.changed(found)
        # A whole character more would do, and a mark at the end may lose its half.
        for more in (HALF * self.size, 0.0):
            trial = attempt(found[3] - over + more)
            if trial[1] > found[1] and trial[3] + self.change(trial) <= width + _SLOP:
                return self.changed(trial)
        return self.changed(found)

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

    def find(self, found: Any) -> list[Change]:
        """Return the changes of a line that was found."""
        layout, _, resume = found[:3]
        ends = resume is not None
        return find_changes(
            layout.text, start=self.start, end=ends, centred=self.centred
        )

    def change(self, found: Any) -> float:
        """Return by how many pixels a line is wider than Pango thinks."""
        return sum(one.grow for one in self.find(found)) * self.size

    def changed(self, found: Any) -> Any:
        """Return a line found with its changes noted for the drawing."""
        layout, length, resume, width, *rest = found
        layout.changes = {
            one.at: (one.shift * self.size, one.grow * self.size)
            for one in self.find(found)
        }
        grown = sum(grow for _, grow in layout.changes.values())
        return (layout, length, resume, width + grown, *rest)


# Justifying ------------------------------------------------------------------------------


def _justifying(justify: Callable[..., None], boxes: Any) -> Any:
    """Return WeasyPrint's `justify_line`, which stretches Chinese lines everywhere."""

    def justify_line(context: Any, line: Any, extra: float) -> None:
        texts = list(_iter_texts(line, boxes))
        if not any(_is_chinese(box.style) for box in texts):
            justify(context, line, extra)
            return
        places = _find_places(texts)
        count = sum(map(len, places))
        if not count:
            return
        size = max(box.style["font_size"] for box in texts)
        each = min(extra / count, _MOST * size)
        widths = {}
        for box, indices in zip(texts, places, strict=True):
            widths[id(box)] = _stretch(box, indices, each)
        _move(line, 0.0, widths, boxes)

    return justify_line


def _iter_texts(box: Any, boxes: Any) -> Iterator[Any]:
    """Yield the texts of a line in the order in which they stand."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox) and child.is_in_normal_flow():
            yield from _iter_texts(child, boxes)


def _find_places(texts: list[Any]) -> list[list[int]]:
    """Return for each text the characters after which the line may widen."""
    line = "".join(box.text for box in texts)
    places: list[list[int]] = [[] for _ in texts]
    at, start = 0, 0
    for index in find_stretches(line):
        while index >= start + len(texts[at].text):
            start += len(texts[at].text)
            at += 1
        places[at].append(index - start)
    return places


def _stretch(box: Any, indices: list[int], each: float) -> float:
    """Widen a text after each of `indices`; return by how much in all."""
    if not indices:
        return 0.0
    layout = box.pango_layout
    changes = dict(getattr(layout, "changes", {}))
    for index in indices:
        shift, grow = changes.get(index, (0.0, 0.0))
        changes[index] = (shift, grow + each)
    layout.changes = changes
    return each * len(indices)


def _move(box: Any, by: float, widths: dict[int, float], boxes: Any) -> float:
    """Move what stands in a line to the right of what grew; return the new shift."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            child.position_x += by
            grown = widths.get(id(child), 0.0)
            child.width += grown
            by += grown
        elif isinstance(child, boxes.InlineBox) and child.is_in_normal_flow():
            child.position_x += by
            after = _move(child, by, widths, boxes)
            child.width += after - by
            by = after
        elif child.is_in_normal_flow():
            child.translate(by, 0)
    return by


# Drawing ---------------------------------------------------------------------------------


def _drawing(
    reactivate: Callable[..., None], first_line: Callable[..., Any], ffi: Any
) -> tuple[Callable[..., None], Callable[..., Any]]:
    """Return two methods of `Layout`: glyphs of what is drawn are as wide as counted."""

    def reactivated(layout: Any, style: Any) -> None:
        reactivate(layout, style)
        layout.unchanged = layout.__dict__.get("changes")

    def get_first_line(layout: Any) -> Any:
        found = first_line(layout)
        if changes := layout.__dict__.get("unchanged"):
            layout.unchanged = None
            _change_glyphs(found[0], layout.text, changes, ffi)
        return found

    return reactivated, get_first_line


def _change_glyphs(
    line: Any, text: str, changes: dict[int, tuple[float, float]], ffi: Any
) -> None:
    """Set the widths of a line's glyphs in Pango's own memory."""
    at = 0
    waiting = {}
    for index, character in enumerate(text):
        if index in changes:
            waiting[at] = changes[index]
        at += len(character.encode())
    run = line.runs
    while run != ffi.NULL:
        item, string = run.data.item, run.data.glyphs
        run = run.next
        for number in range(string.num_glyphs):
            change = waiting.pop(item.offset + string.log_clusters[number], None)
            if change is not None:
                geometry = string.glyphs[number].geometry
                geometry.x_offset += int(change[0] * _UNITS)
                geometry.width += int(change[1] * _UNITS)
