"""Where a character stands that no font has: the PDF engine knows it, not its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from duizhao.diagnostics import Diagnostic
from duizhao.source import LineIndex

GLYPH = "pdf.glyph"
"""The rule of a finding about a character without a glyph; it is the excerpt."""

_SHOWN = 5  # further lines


def place_glyphs(
    found: Iterable[Diagnostic], texts: Callable[[], Sequence[LineIndex]]
) -> tuple[Diagnostic, ...]:
    """Return the findings, those about glyphs with the line that holds the character.

    `texts` gives the files that may hold it, as UTF-8, the likeliest first; it is not
    asked without need. A character that is in none of them keeps its place: it may
    stand in a template or a setting.
    """
    found = tuple(found)
    if all(one.rule != GLYPH for one in found):
        return found
    files = texts()
    return tuple(_placed(one, files) if one.rule == GLYPH else one for one in found)


def _placed(found: Diagnostic, files: Sequence[LineIndex]) -> Diagnostic:
    character = found.excerpt.encode("utf-8", "replace")
    for file in files:
        at = file.data.find(character)
        if at < 0:
            continue
        others: dict[int, None] = {}
        later = at
        while (later := file.data.find(character, later + 1)) >= 0:
            others[file.line(later)] = None
        others.pop(file.line(at), None)
        return replace(
            found, place=file.place(at), message=found.message + _also(list(others))
        )
    return found


def _also(lines: list[int]) -> str:
    if not lines:
        return ""
    shown = ", ".join(map(str, lines[:_SHOWN]))
    more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return f" (also in line{'s' * (len(lines) > 1)} {shown}{more})"
