"""WeasyPrint 70 a little quicker: some of its functions with a short way for the usual.

Measured on handouts: a fifth of the layout goes into looking up properties of boxes that
no rule sets, and into lengths that are pixels already. Each short way gives what the long
way gives, and everything unusual goes the long way. In another version of WeasyPrint,
where a name is not there, that function is left as it is.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable
from functools import lru_cache
from types import ModuleType
from typing import Any, Final

from duizhao.render.pdfkept import keep_results
from duizhao.render.pdflines import recall_lines
from duizhao.render.pdftext import quicken_text

_MARK: Final = "is_quick"
_SPECIAL: Final = frozenset({"float", "display", "position", "page"})
_FONT: Final = (
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_variant_caps",
    "font_variation_settings",
)
_SIDES: Final = ("left", "right", "top", "bottom")
_SIZES: Final = (
    *(f"margin_{side}" for side in _SIDES),
    *(f"padding_{side}" for side in _SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
    *(f"border_{side}_width" for side in _SIDES),
    *("box_sizing", "border_collapse"),
)
_WIDTHS: Final = (*(f"border_{side}_width" for side in _SIDES), "outline_width")
_DESCRIPTIONS: Final = 2048  # kept of each kind: a document has some dozens or hundreds
_RATIO: Final = "text[:int(max_width / style['font_size'] * ratio)]"
_SPACE: Final = "space_index = text.find(' ')"
_WIDE: Final = 1.5  # characters laid out for each em of a Chinese line, at first

_SOME: Final = 16  # characters among which a line of Chinese can break twice


def quicken(weasyprint: ModuleType) -> bool:
    """Mend the loaded engine; say whether all of it was done. Twice is as good as once."""
    done = [
        _quicken_styles(weasyprint.css),
        _quicken_lengths(weasyprint.layout),
        _quicken_fonts(weasyprint.text.line_break),
        quicken_text(weasyprint.text.line_break, weasyprint.draw.text),
        _quicken_reading(sys.modules.get("tinyhtml5.inputstream")),
        keep_results(weasyprint),
        recall_lines(weasyprint),
    ]
    return all(done)


# Properties ------------------------------------------------------------------------------


def _quicken_styles(css: Any) -> bool:
    """Give a property that no rule sets at once, where it needs no computation."""
    try:
        kind, nameless = css.ComputedStyle, css.AnonymousStyle
        missing = kind.__missing__
        inherited, values = frozenset(css.INHERITED), dict(css.INITIAL_VALUES)
        logical = _logical_names(css.PHYSICAL_FUNCTIONS)
        unready, is_math = css.INITIAL_NOT_COMPUTED, css.check_math
    except (AttributeError, TypeError):
        return False
    if hasattr(missing, _MARK):
        return True
    initial = {
        key: value
        for key, value in values.items()
        if key not in inherited
        and key not in unready
        and key not in _SPECIAL
        and not key.startswith("text_decoration_")
        and not is_math(value)
    }
    nameless.__init__ = _beginning(nameless.__init__, initial, {})
    # A line of no style has no width, whatever width is meant.
    widths = dict.fromkeys(_WIDTHS, 0)
    kind.__init__ = _beginning(kind.__init__, initial | widths, logical)
    kind.__missing__ = _looking_up(missing, inherited, logical)
    return True


def _logical_names(functions: Any) -> dict[str, tuple[str, ...]]:
    """Return for each physical property the logical ones that may set it."""
    return {
        key: tuple({name(block="ttb", inline=way) for way in ("ltr", "rtl")})
        for key, name in functions.items()
    }


def _beginning(
    begin: Callable[..., None],
    initial: dict[str, Any],
    logical: dict[str, tuple[str, ...]],
) -> Callable[..., None]:
    """Return the `__init__` of a kind of style, with what no rule sets in its place."""
    physical: dict[str, list[str]] = {}
    for key, names in logical.items():
        for name in names:
            physical.setdefault(name, []).append(key)
    for width in _WIDTHS:
        style = width.replace("_width", "_style")
        for name in (style, *logical.get(style, ())):
            physical.setdefault(name, []).append(width)

    def __init__(style: Any, *rest: Any) -> None:  # noqa: N807  # takes its place
        style.update(initial)
        begin(style, *rest)
        for key in style.__dict__.get("cascaded", ()):
            style.pop(key, None)
            for name in physical.get(key, ()):
                style.pop(name, None)

    return __init__


def _looking_up(
    missing: Callable[[Any, str], Any],
    inherited: frozenset[str],
    logical: dict[str, tuple[str, ...]],
) -> Callable[[Any, str], Any]:
    def look_up(style: Any, key: str) -> Any:
        if key in inherited and key not in style.cascaded:
            parent = style.parent_style
            if parent is not None and key not in logical:
                value = style[key] = parent[key]
                return value
        return missing(style, key)

    setattr(look_up, _MARK, True)
    return look_up


# Lengths ---------------------------------------------------------------------------------


def _quicken_lengths(layout: Any) -> bool:
    """Take lengths in pixels as they are, and all those of a box at once."""
    try:
        percent = layout.percent
        resolve, resolve_all = (
            percent.resolve_one_percentage,
            percent.resolve_percentages,
        )
    except AttributeError:
        return False
    if hasattr(resolve, _MARK):
        return True
    known: dict[tuple[int, ...], tuple[list[Any], dict[str, Any] | None]] = {}

    def resolve_one_percentage(box: Any, name: str, refer_to: Any) -> None:
        value = box.style[name]
        if getattr(value, "unit", None) == "px":
            setattr(box, name, value.value)
        else:
            resolve(box, name, refer_to)

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        values = [style[name] for name in _SIZES]
        found = known.get(key := tuple(map(id, values)))
        if found is None:
            if len(known) >= _DESCRIPTIONS:
                known.clear()
            # Held, the values keep their identity.
            found = known[key] = (
                values,
                _used_sizes(dict(zip(_SIZES, values, strict=True))),
            )
        if found[1] is None:
            resolve_all(box, containing_block)
        else:
            box.__dict__.update(found[1])

    setattr(resolve_one_percentage, _MARK, True)
    percent.resolve_one_percentage = resolve_one_percentage
    for module in vars(layout).values():
        if getattr(module, "resolve_percentages", None) is resolve_all:
            module.resolve_percentages = resolve_percentages
    return True


def _used_sizes(values: dict[str, Any]) -> dict[str, Any] | None:
    """Return the sizes of a box where they depend on no other box; else None."""
    if values.pop("box_sizing") != "content-box":
        return None
    if values.pop("border_collapse") == "collapse":
        return None
    used: dict[str, Any] = {}
    for name, value in values.items():
        if name.startswith("border_"):
            used[name] = value
        elif getattr(value, "unit", None) == "px":
            used[name] = value.value
        elif value == "auto":
            used[name] = 0 if name.startswith("min_") else value
        else:
            return None
    return used


# Reading ---------------------------------------------------------------------------------


class _Classes(dict[tuple[Any, bool], re.Pattern[str]]):
    """Patterns for runs of characters, by the characters and whether they are meant."""

    def __missing__(self, key: tuple[Any, bool]) -> re.Pattern[str]:
        characters, meant = key
        listed = "".join(f"\\x{ord(character):02x}" for character in characters)
        made = self[key] = re.compile(f"[{'' if meant else '^'}{listed}]+")
        return made


def _quicken_reading(inputs: Any) -> bool:
    """Keep the patterns of tinyhtml5, which means to and makes each of them each time."""
    if not isinstance(getattr(inputs, "characters_until_regex", None), dict):
        return False
    inputs.characters_until_regex = _Classes()
    return True


# Fonts and lines -------------------------------------------------------------------------


def _quicken_fonts(line_break: Any) -> bool:
    """Keep descriptions of fonts, and lay out less of a Chinese paragraph at a time.

    WeasyPrint gives Pango four characters for each em of a line, to be sure of reaching
    its end; of Chinese, one fills an em. Where they are too few it takes the whole text.
    """
    try:
        describe, split = line_break.get_font_description, line_break.split_first_line
        source = inspect.getsource(split)
    except (AttributeError, OSError, TypeError):
        return False
    if hasattr(describe, _MARK):
        return True

    @lru_cache(_DESCRIPTIONS)
    def described(values: tuple[Any, ...]) -> Any:
        return describe(dict(zip(_FONT, values, strict=True)))

    def get_font_description(style: Any) -> Any:
        values = tuple([style[name] for name in _FONT])
        try:
            return described(values)
        except TypeError:  # in an SVG picture families are a list
            return described((tuple(values[0]), *values[1:]))

    setattr(get_font_description, _MARK, True)
    line_break.get_font_description = get_font_description
    if source.count(_RATIO) != 1 or source.count(_SPACE) != 1:
        return False
    shorter = source.replace(_RATIO, "_enough_of(text, max_width / style['font_size'])")
    shorter = shorter.replace(_SPACE, "space_index = _first_end(text)")
    made: dict[str, Any] = {}
    code = compile(shorter, split.__code__.co_filename, "exec")
    exec(code, made)  # noqa: S102  # WeasyPrint's own source but for a number
    line_break._enough_of = enough_of  # noqa: SLF001  # ours
    line_break._first_end = first_end  # noqa: SLF001  # likewise
    # The code alone is exchanged: other modules hold the function itself.
    split.__code__ = made[split.__name__].__code__
    return True


def enough_of(text: str, ems: float) -> str:
    """Return the beginning of a text that fills a line of `ems`, and some more."""
    short = text[: int(ems * _WIDE) + 4]
    # Here the wide characters alone are more than a line holds.
    return short if _count_wide(short) > ems + 2 else text[: int(ems * 4)]


def first_end(text: str) -> int:
    """Return where the first word ends, or -1; of Chinese, where one surely has."""
    space = text.find(" ")
    if not -1 < space < _SOME and _count_wide(text[:_SOME]) > _SOME / 2:
        return _SOME
    return space


def _count_wide(text: str) -> float:
    """Count Han characters and Chinese marks: UTF-8 has three bytes for each."""
    return (len(text.encode("utf-8", "replace")) - len(text)) / 2
