"""Chinese lines as WeasyPrint draws them: glyphs as wide as was counted, clean text.

A line that `pdfchinese` has set carries its `changes`: for the index of a character, by
how many ems its ink moves and by how many it is wider. They are written into Pango's own
memory when the line is drawn.

Programs that read a PDF guess blanks from gaps: they would find one between 1990 and 年,
and one between all characters of a loose line. So a line with gaps says its words by
`/ActualText` (ISO 32000-1, 14.9.4), which Acrobat, browsers and poppler heed. A program
that does not, guesses from each number of a `TJ` operator by itself: a wide gap is
written as several narrow ones. Where a gap parts two pieces of a line, such as a bold
word from what precedes it, a glyph without ink fills it: a program sees no gap then, and
copies a ZERO WIDTH SPACE at most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from duizhao.language import has_han
from duizhao.render.spacing import FILL, JOINT

Changes = Mapping[int, tuple[float, float]]
"""For the index of a character: ems by which its ink moves, and by which it grows."""

_UNITS: Final = 1024  # Pango units in a CSS pixel
_NUDGE: Final = 0.0005  # ems; WeasyPrint cuts thousandths off, we want them rounded
_SEEN: Final = 0.09  # ems that a reading program takes for a blank
_OWN: Final = "Duizhao"  # faces whose en space is a glyph by itself
_DOT: Final = 0.085  # ems: the radius of an emphasis dot
_DOT_BELOW: Final = 0.32  # ems below the base line
_STEP: Final = 80  # thousandths of an em that none does
_WIDE_STEP = re.compile(rb"-(\d{3,})(?:\.\d+)?(?=<)")


def drawing(
    reactivate: Callable[..., None], first_line: Callable[..., Any], ffi: Any
) -> tuple[Callable[..., None], Callable[..., Any]]:
    """Return two methods of WeasyPrint's `Layout`, with glyphs as wide as counted."""

    def reactivated(layout: Any, style: Any) -> None:
        changes = layout.__dict__.get("changes")
        if not changes:
            reactivate(layout, style)
            return
        edges = find_edges(layout.text, changes)
        if not style["font_family"][0].startswith(_OWN):
            edges = (0.0, 0.0)  # its filler may be the glyph of its blank
        if any(edges):
            plain = layout.plain = layout.__dict__.get("plain", layout.text)
            layout.text = f"{FILL if edges[0] else ''}{plain}{FILL if edges[1] else ''}"
            changes = _within(plain, changes, edges)
        reactivate(layout, style)
        layout.undrawn = (changes, edges)

    def get_first_line(layout: Any) -> Any:
        found = first_line(layout)
        if undrawn := layout.__dict__.get("undrawn"):
            layout.undrawn = None
            changes, edges = undrawn
            em = layout.style["font_size"] * _UNITS
            _change_glyphs(_glyphs(found[0], ffi), layout.text, changes, em)
            if any(edges):
                _fill_edges([one for _, one in _glyphs(found[0], ffi)], edges, em)
        if layout.__dict__.get("dotted"):
            layout.dots = _find_dots(_glyphs(found[0], ffi), layout.text)
        return found

    return reactivated, get_first_line


def _glyphs(line: Any, ffi: Any) -> Iterator[tuple[int, Any]]:
    """Yield the glyphs of a line: the byte of the text they begin at, their geometry."""
    run = line.runs
    while run != ffi.NULL:
        start, string = run.data.item.offset, run.data.glyphs
        run = run.next
        for number in range(string.num_glyphs):
            yield (
                start + string.log_clusters[number],
                string.glyphs[number].geometry,
            )


def _change_glyphs(
    glyphs: Iterable[tuple[int, Any]], text: str, changes: Changes, em: float
) -> None:
    """Set the widths of a line's glyphs in Pango's own memory.

    A glyph may stand for several characters, such as one for both halves of ——.
    """
    at = 0
    waiting = []
    for index, character in enumerate(text):
        if index in changes:
            waiting.append((at, changes[index]))
        at += len(character.encode())
    waiting.reverse()
    before = None
    for start, geometry in glyphs:
        while waiting and waiting[-1][0] < start:
            _change(before, waiting.pop()[1], em)
        before = geometry
    while waiting:
        _change(before, waiting.pop()[1], em)


def _change(geometry: Any, change: tuple[float, float], em: float) -> None:
    shift, grow = change
    nudge = _NUDGE if grow > 0 else -_NUDGE
    geometry.x_offset += int(shift * em)
    geometry.width += int((grow + nudge) * em)


def find_edges(text: str, changes: Changes) -> tuple[float, float]:
    """Return by how many ems a text is set apart from what stands beside it.

    What cannot be seen counts as nothing.
    """
    lead = max(0.0, changes.get(0, (0.0, 0.0))[0])
    shift, grow = changes.get(len(text) - 1, (0.0, 0.0))
    trail = max(0.0, grow - max(0.0, shift))
    return (lead if lead > _SEEN else 0.0, trail if trail > _SEEN else 0.0)


def _within(text: str, changes: Changes, edges: tuple[float, float]) -> Changes:
    """Return the changes of a text between two fillers, which take over the edges."""
    lead, trail = edges
    moved = dict(changes)
    if lead:
        shift, grow = moved[0]
        moved[0] = (shift - lead, grow - lead)
    if trail:
        shift, grow = moved[len(text) - 1]
        moved[len(text) - 1] = (shift, grow - trail)
    return {index + bool(lead): one for index, one in moved.items() if any(one)}


def _fill_edges(glyphs: list[Any], edges: tuple[float, float], em: float) -> None:
    """Let the fillers at the ends of a line be as wide as its edges.

    The last one ends with its edge, however wide its glyph is.
    """
    lead, trail = edges
    if lead:
        glyphs[0].width = int((lead + _NUDGE) * em)
    if trail:
        width = int((trail + _NUDGE) * em)
        glyphs[-1].x_offset += width - glyphs[-1].width
        glyphs[-1].width = width


def _find_dots(glyphs: Iterable[tuple[int, Any]], text: str) -> list[float]:
    """Return where the Han characters of a line begin, in pixels from its start."""
    data = text.encode()
    found, at = [], 0
    for start, geometry in glyphs:
        if has_han(data[start : start + 4].decode("utf-8", "ignore")[:1]):
            found.append((at + geometry.x_offset) / _UNITS)
        at += geometry.width
    return found


def speaking(draw: Callable[..., None]) -> Callable[..., None]:
    """Return WeasyPrint's `draw_text`, which tells the words of a line with gaps."""

    def draw_text(stream: Any, textbox: Any, *rest: Any) -> None:
        layout = textbox.pango_layout
        layout.dotted = textbox.__dict__.get("dotted", False)
        changes = layout.__dict__.get("changes")
        if not changes or not has_gaps(layout.text, changes):
            draw(stream, textbox, *rest)
            _draw_dots(stream, textbox)
            return
        words = layout.text.replace(JOINT, "").encode("utf-16-be", "replace").hex()
        stream.begin_marked_content("Span", f"<</ActualText<feff{words}>>>")
        start = len(stream.stream)
        draw(stream, textbox, *rest)
        layout.text = layout.__dict__.pop("plain", layout.text)
        for index in range(start, len(stream.stream)):
            item = stream.stream[index]
            if isinstance(item, bytes) and item.endswith(b"TJ"):
                stream.stream[index] = _WIDE_STEP.sub(_small_steps, item)
        stream.end_marked_content()
        _draw_dots(stream, textbox)

    return draw_text


def _draw_dots(stream: Any, textbox: Any) -> None:
    """Draw an emphasis dot below each Han character (clreq 3.3.1)."""
    size = textbox.style["font_size"]
    y = textbox.position_y + textbox.baseline + _DOT_BELOW * size
    r = _DOT * size
    c = r * 0.5523  # of a Bézier curve that is a quarter of a circle
    for start in textbox.pango_layout.__dict__.pop("dots", ()):
        x = textbox.position_x + start + size / 2
        stream.move_to(x + r, y)
        stream.curve_to(x + r, y + c, x + c, y + r, x, y + r)
        stream.curve_to(x - c, y + r, x - r, y + c, x - r, y)
        stream.curve_to(x - r, y - c, x - c, y - r, x, y - r)
        stream.curve_to(x + c, y - r, x + r, y - c, x + r, y)
        stream.fill()


def has_gaps(text: str, changes: Changes) -> bool:
    """Say whether a program that reads the line might misread how its words join.

    It takes a gap for a blank, and marks that overlap for those of two lines.
    """
    last = len(text) - 1
    return any(find_edges(text, changes)) or any(
        (abs(shift) > _SEEN and index > 0 and text[index - 1] != " ")
        or (abs(grow - shift) > _SEEN and index < last and text[index] != " ")
        for index, (shift, grow) in changes.items()
    )


def _small_steps(found: re.Match[bytes]) -> bytes:
    whole, rest = divmod(int(found[1]), _STEP)
    return b" ".join([b"-%d" % _STEP] * whole + ([b"-%d" % rest] if rest else []))
