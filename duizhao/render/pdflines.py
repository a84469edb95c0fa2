"""Lines that were set and drawn before, for who watches a page.

Most of a page is as it was when it is made again. So a line that is broken of the same
text, in the same style, for the same width, is not set by Pango again; and one that is
drawn with the same glyphs is written down as before. It costs memory, and little more
than that is had of a page that is made once: `remember_lines` switches it on.

A line is looked up by everything that WeasyPrint 70 looks at, so that a page comes out
the same, byte for byte. In another version nothing is remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any, Final, NamedTuple

from duizhao.render.pdfkept import Kept
from duizhao.render.pdftext import (
    Piece,
    Run,
    draw_run,
    find_meaning,
    is_odd,
    read_runs,
    show,
)

_MARK: Final = "recalls"
_LINES: Final = 10_000  # kept of each kind: more than a hundred pages
_STYLE: Final = (
    "direction",
    "lang",
    "white_space",
    "word_spacing",
    "letter_spacing",
    "word_break",
    "overflow_wrap",
    "hyphens",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "tab_size",
    "text_decoration_line",
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_kerning",
    "font_language_override",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
    "font_variation_settings",
)


class _Drawn(NamedTuple):
    """A run that was drawn."""

    font: int
    """By which number documents know the font."""
    size: float
    """The font's size, in pixels."""
    begins: bool
    """Whether the run before it has another font."""
    shown: str
    """Its glyphs, as a PDF has them."""
    glyphs: tuple[tuple[int, str, int], ...]
    """Each glyph once: its number, its characters, its width."""


class _Memory:
    """What is remembered of one configuration of fonts."""

    def __init__(self) -> None:
        self.set: Kept[tuple[dict[str, Any], tuple[Any, ...]]] = Kept(_LINES)
        self.drawn: Kept[tuple[_Drawn, ...]] = Kept(_LINES)
        self.fonts: dict[int, tuple[Any, Any]] = {}
        """Pango's font for a number, and a layout that holds it."""
        self.styles: dict[tuple[Any, ...], int] = {}
        """A number for each style."""

    def number(self, style: Any) -> int:
        """Return a number for a style."""
        values = tuple([style[name] for name in _STYLE])
        try:
            return self.styles.setdefault(values, len(self.styles))
        except TypeError:  # also a text with a rule below it has such a value
            values = tuple(map(_hashable, values))
            return self.styles.setdefault(values, len(self.styles))

    def keep(self, run: Run, stream: Any, layout: Any, shown: str) -> _Drawn:
        """Return a run as it is remembered."""
        fonts = stream._fonts  # noqa: SLF001  # there is no public door
        number = next(number for number, font in fonts.items() if font is run.font)
        self.fonts.setdefault(number, (run.item.item.analysis.font, layout.layout))
        glyphs: dict[int, tuple[int, str, int]] = {}
        for index, (glyph, *_) in enumerate(run.glyphs):
            if glyph not in glyphs:
                meaning = find_meaning(run.item, index, layout.text)
                glyphs[glyph] = (glyph, meaning, run.font.widths[glyph])
        return _Drawn(number, run.size, run.begins, shown, tuple(glyphs.values()))

    def draw(self, drawn: _Drawn, stream: Any) -> Piece:
        """Return a remembered run; the font is told of its glyphs."""
        font = stream._fonts.get(drawn.font)  # noqa: SLF001  # as above
        if font is None:
            font, _ = stream.add_font(self.fonts[drawn.font][0])
        known, widths = font.to_unicode, font.widths
        for glyph, meaning, width in drawn.glyphs:
            if glyph not in known:
                known[glyph] = meaning
                widths.setdefault(glyph, width)
        return Piece(font, drawn.size, drawn.begins, drawn.shown)


def _hashable(value: Any) -> Any:
    """Return a property as it can be looked up: families in an SVG picture are a list."""
    match value:
        case list():
            return tuple(value)
        case set():  # what a text is decorated with
            return frozenset(value)
    return value


class _Switch:
    """Whether lines are remembered."""

    is_on = False


def remember_lines() -> None:
    """Remember lines from now on, in this process."""
    _Switch.is_on = True


def recall_lines(weasyprint: ModuleType) -> bool:
    """Mend the loaded engine; say whether all of it was done. Twice is as good as once."""
    try:
        inline, preferred = weasyprint.layout.inline, weasyprint.layout.preferred
        line_break, draw_text = weasyprint.text.line_break, weasyprint.draw.text
        layout, split = line_break.Layout, line_break.split_first_line
        reactivate, draw = layout.reactivate, draw_text.draw_first_line
        known = (inline.split_first_line, preferred.split_first_line)
    except AttributeError:
        return False
    if hasattr(layout, _MARK):
        return True
    if known != (split, split):
        return False
    for module in (inline, preferred, line_break):
        module.split_first_line = _splitting(split, layout)
    layout.reactivate, layout.deactivate = _reactivate, _deactivate
    layout.__getattr__ = _waking(reactivate)
    draw_text.draw_first_line = _drawing(draw, draw_text)
    setattr(layout, _MARK, True)
    return True


def _memory(style: Any) -> _Memory:
    held = style.font_config.__dict__
    memory: _Memory = held.get("memory") or held.setdefault("memory", _Memory())
    return memory


# Set -------------------------------------------------------------------------------------


def _splitting(split: Callable[..., Any], kind: Any) -> Callable[..., Any]:
    """Return WeasyPrint's `split_first_line`, which sets a line once."""

    def split_first_line(
        text: str, style: Any, context: Any, width: Any, *rest: Any, **named: Any
    ) -> Any:
        if not _Switch.is_on:
            return split(text, style, context, width, *rest, **named)
        memory = _memory(style)
        key = (memory.number(style), text, width, rest, *sorted(named.items()))
        if (kept := memory.set.get(key)) is None:
            found = split(text, style, context, width, *rest, **named)
            memory.set.put(key, (dict(found[0].__dict__), found[1:]))
            return found
        layout = kind.__new__(kind)
        layout.__dict__.update(kept[0])
        return (layout, *kept[1])

    return split_first_line


# Drawn -----------------------------------------------------------------------------------


def _reactivate(layout: Any, style: Any) -> None:
    """Take a line up again; Pango sets it only if anybody asks for it."""
    layout.style = style


def _deactivate(layout: Any) -> None:
    for name in ("layout", "language", "style"):
        layout.__dict__.pop(name, None)


def _waking(reactivate: Callable[..., None]) -> Callable[..., Any]:
    """Return what gives an attribute that a layout lacks: Pango's, once it is set."""

    def __getattr__(layout: Any, name: str) -> Any:  # noqa: N807  # takes its place
        if name in {"layout", "language"} and "style" in layout.__dict__:
            reactivate(layout, layout.style)
            return layout.__dict__[name]
        raise AttributeError(name)

    return __getattr__


def _drawing(draw: Callable[..., Any], module: Any) -> Callable[..., Any]:
    """Return `draw_first_line`, which reads a line's glyphs once."""

    def draw_first_line(
        stream: Any, box: Any, overflow: Any, ellipsis: Any, matrix: Any
    ) -> Any:
        layout, style = box.pango_layout, box.style
        if not _Switch.is_on or is_odd(box, overflow, ellipsis):
            return draw(stream, box, overflow, ellipsis, matrix)
        if layout.__dict__.get("dotted"):  # the dots are found when it is set
            return draw(stream, box, overflow, ellipsis, matrix)
        memory = _memory(style)
        changes = tuple(layout.__dict__.get("changes", {}).items())
        number = memory.number(style)
        key = (number, layout.text, layout.justification_spacing, changes)
        if (kept := memory.drawn.get(key)) is None:
            if (runs := read_runs(layout, stream, module)) is None:
                return draw(stream, box, overflow, ellipsis, matrix)
            pieces = [draw_run(run, stream, layout.text, module) for run in runs]
            drawn = [
                memory.keep(run, stream, layout, piece.shown)
                for run, piece in zip(runs, pieces, strict=True)
            ]
            memory.drawn.put(key, tuple(drawn))
        else:
            pieces = [memory.draw(drawn, stream) for drawn in kept]
        show(stream, matrix, pieces)
        return []

    return draw_first_line
