"""Text in WeasyPrint 70 with fewer calls: to Pango when it is set, to cffi when drawn.

WeasyPrint makes a new context for each line that it tries, and reaches for each glyph
that it draws through half a dozen objects. Here the context is kept for all lines of a
kind, and the glyphs of a run are read at once, to the same bytes. What is unusual (a line
cut with an ellipsis, a font of pictures, glyphs that stand higher or are missing) goes
the long way; in another version of WeasyPrint everything does.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from duizhao.render.spacing import FILL, JOINT

_MARK: Final = "is_quick"
_SETUP: Final = (
    "direction",
    "font_language_override",
    "lang",
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
_FEATURES: Final = 3  # from here on
_KINDS: Final = 256  # kept: a document has a dozen
# PangoGlyphInfo: glyph, width, x offset, y offset, flags
_GLYPH: Final = struct.Struct("=IiiiI")
_SMALLEST: Final = 1e-6  # pixels that a PDF can tell
_TELLS_SIZES: Final = 14802  # Pango before that tells wrong ones (its issue 530)
_MISLEADING: Final = frozenset({"\u00a0", FILL})
_FIRST_ODD: Final = 0x0FFF_FFFF  # Pango's empty glyph; missing ones are above it


def quicken_text(line_break: Any, draw_text: Any) -> bool:
    """Mend the modules `text.line_break` and `draw.text`; say whether it was done."""
    try:
        layout, draw = line_break.Layout, draw_text.draw_first_line
        setup = layout.setup
    except AttributeError:
        return False
    if hasattr(setup, _MARK):
        return True
    if line_break.ffi.sizeof("PangoGlyphInfo") != _GLYPH.size:
        return False
    layout.setup = _setting_up(setup, line_break)
    draw_text.draw_first_line = _drawing(draw, draw_text)
    return True


# Set -------------------------------------------------------------------------------------


class _Kind(NamedTuple):
    """What lines have in common."""

    context: Any
    """Pango's context."""
    language: Any
    """Pango's language, or None."""
    features: bytes
    """What is asked of the font, as Pango has it."""


def _setting_up(setup: Callable[..., None], module: Any) -> Callable[..., None]:
    """Return WeasyPrint's `Layout.setup`, with contexts kept."""
    ffi, pango, unref = module.ffi, module.pango, module.gobject.g_object_unref

    def set_up(layout: Any, style: Any) -> None:
        kinds = style.font_config.__dict__.setdefault("kinds", {})
        try:
            kind = kinds.get(key := tuple([style[name] for name in _SETUP]))
        except TypeError:  # in an SVG picture some values are lists
            kind = key = None
        if key is None or style["text_decoration_line"] != "none":
            setup(layout, style)  # which takes the measures of its decoration, too
            return
        if kind is None:
            if len(kinds) >= _KINDS:
                kinds.clear()
            kind = kinds[key] = _make_kind(module, style)
        layout.style, layout.language = style, kind.language
        layout.first_line_direction = 0
        layout.ascent = layout.underline_position = None
        layout.strikethrough_position = None
        made = layout.layout = ffi.gc(pango.pango_layout_new(kind.context), unref)
        pango.pango_layout_set_auto_dir(made, False)  # noqa: FBT003  # C has no names
        description = module.get_font_description(style)
        pango.pango_layout_set_font_description(made, description)
        if kind.features:
            wanted = pango.pango_attr_list_new()
            asked = pango.pango_attr_font_features_new(kind.features)
            pango.pango_attr_list_insert(wanted, asked)
            pango.pango_layout_set_attributes(made, wanted)
            pango.pango_attr_list_unref(wanted)  # the layout has a hold on it

    setattr(set_up, _MARK, True)
    return set_up


def _make_kind(module: Any, style: Any) -> _Kind:
    """Return a context as `Layout.setup` makes one."""
    ffi, pango = module.ffi, module.pango
    context = ffi.gc(
        pango.pango_font_map_create_context(style.font_config.font_map),
        module.gobject.g_object_unref,
    )
    pango.pango_context_set_round_glyph_positions(context, False)  # noqa: FBT003  # as above
    direction = module.PANGO_DIRECTION[style["direction"]]
    pango.pango_context_set_base_dir(context, direction)
    override = style["font_language_override"]
    name = style["lang"]
    if override != "normal":
        name = module.LST_TO_ISO.get(override.lower(), override)
    language = pango.pango_language_get_default()
    if name:
        pointer, _held = module.unicode_to_char_p(name)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    features = module.font_features(*[style[name] for name in _SETUP[_FEATURES:]])
    asked = ",".join(f"{name} {value}" for name, value in features.items())
    return _Kind(context, language, asked.encode())


# Drawn -----------------------------------------------------------------------------------


class Run(NamedTuple):
    """Glyphs of one font."""

    item: Any
    """Pango's item."""
    glyphs: list[tuple[int, int, int, int, int]]
    """Their numbers, widths and offsets."""
    font: Any
    """WeasyPrint's font."""
    size: float
    """The font's size, in pixels."""
    begins: bool
    """Whether the run before it has another font."""


class Piece(NamedTuple):
    """A run as a page draws it."""

    font: Any
    """WeasyPrint's font."""
    size: float
    """The font's size, in pixels."""
    begins: bool
    """Whether the run before it has another font."""
    shown: str
    """Its glyphs, as a PDF has them."""


def _drawing(draw: Callable[..., Any], module: Any) -> Callable[..., Any]:
    """Return WeasyPrint's `draw_first_line`, with glyphs read a run at a time."""

    def draw_first_line(
        stream: Any, box: Any, overflow: Any, ellipsis: Any, matrix: Any
    ) -> Any:
        odd = is_odd(box, overflow, ellipsis)
        runs = None if odd else read_runs(box.pango_layout, stream, module)
        if runs is None:
            found = draw(stream, box, overflow, ellipsis, matrix)
            _mend_meanings(stream)
            return found
        text = box.pango_layout.text
        show(stream, matrix, [draw_run(run, stream, text, module) for run in runs])
        return []

    return draw_first_line


def is_odd(box: Any, overflow: Any, ellipsis: Any) -> bool:
    """Say whether a line is cut off, or so small or empty that nothing is drawn."""
    is_cut: bool = overflow == "ellipsis" or ellipsis != "none"
    return is_cut or box.style["font_size"] < _SMALLEST or not box.text.strip()


def read_runs(layout: Any, stream: Any, module: Any) -> list[Run] | None:
    """Return the runs of a layout's line; None where one has anything unusual.

    The fonts are put among those of the page's document.
    """
    ffi, pango = module.ffi, module.pango
    if pango.pango_version() < _TELLS_SIZES:
        return None
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)  # noqa: FBT003  # C has no names
    runs: list[Run] = []
    before, font, size = None, None, 0.0
    node = layout.get_first_line()[0].runs
    while node != ffi.NULL:
        item, node = node.data, node.next
        if begins := item.item.analysis.font != before:
            before = item.item.analysis.font
            font, size = stream.add_font(before)
            if font.bitmap or font.svg or font.png or font.colr:
                return None
        string = item.glyphs
        data = ffi.buffer(string.glyphs, string.num_glyphs * _GLYPH.size)
        glyphs = list(_GLYPH.iter_unpack(data))
        if any(glyph[0] >= _FIRST_ODD or glyph[3] for glyph in glyphs):
            return None
        runs.append(Run(item, glyphs, font, size, begins))
    return runs


def draw_run(run: Run, stream: Any, text: str, module: Any) -> Piece:
    """Return the glyphs of a run, with what moves them; the font is told of them."""
    font, size, from_units = run.font, run.size, module.FROM_UNITS
    widths, known = font.widths, font.to_unicode
    parts = ["<"]
    for index, (glyph, width, shift, _, _) in enumerate(run.glyphs):
        if glyph not in known:
            known[glyph] = find_meaning(run.item, index, text)
        offset = shift / size
        if glyph not in widths:
            module.pango.pango_font_get_glyph_extents(
                run.item.item.analysis.font,
                glyph,
                stream.ink_rect,
                stream.logical_rect,
            )
            whole = stream.logical_rect.width
            widths[glyph] = round(whole * 1000 * from_units / size)
        kerning = widths[glyph] + offset - width * 1000 * from_units / size
        if offset:
            parts.append(f">{-offset}<")
        parts.append(f"{glyph:04x}>{int(kerning)}<" if kerning else f"{glyph:04x}")
    shown = "".join(parts)
    shown = shown[:-1] if shown[-1] == "<" else f"{shown}>"
    return Piece(font, size, run.begins, shown)


def _mend_meanings(stream: Any) -> None:
    """Let glyphs that were drawn the long way mean what `find_meaning` says."""
    for font in stream._fonts.values():  # noqa: SLF001  # there is no public door
        for glyph, said in font.to_unicode.items():
            if _MISLEADING.intersection(said):
                font.to_unicode[glyph] = _copied(said)


def _copied(said: str) -> str:
    return said.replace("\u00a0", " ").replace(FILL, JOINT)


def find_meaning(item: Any, index: int, text: str) -> str:
    """Return the characters that a glyph of an item stands for.

    A no-break space is copied as a blank: they share a glyph, and of one glyph the first
    that is drawn would decide what all are. What fills a gap is no blank.
    """
    clusters, length = item.glyphs.log_clusters, item.item.length
    start = clusters[index]
    if item.item.analysis.level % 2:  # from right to left
        end = length if index == 0 else clusters[index - 1]
    else:
        end = length if index == item.glyphs.num_glyphs - 1 else clusters[index + 1]
    offset = item.item.offset
    said = text.encode()[offset + start : offset + end].decode()
    return _copied(said)


def show(stream: Any, matrix: Any, pieces: Iterable[Piece]) -> None:
    """Draw a line's pieces at a place."""
    stream.set_text_matrix(*matrix.values)
    shown = ""
    for piece in pieces:
        if piece.begins:
            if shown:
                stream.show_text(shown)
                shown = ""
            stream.set_font_size(piece.font.hash, piece.size)
        shown += piece.shown
    stream.show_text(shown)
