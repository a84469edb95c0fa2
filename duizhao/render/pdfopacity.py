"""Faint text that stays in the tree of tags: a mend to WeasyPrint 70.

WeasyPrint draws what a style sheet makes faint (`opacity`) as a picture of its own, which
it puts on the page: the marks of the text are in that picture, where no reader of the
tags looks for them. Here it is drawn on the page itself, every colour as faint as asked.
Only where things lie upon each other can one see through the upper one.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any


def draw_faint(draw: ModuleType, stream_class: Any) -> bool:
    """Mend `weasyprint.draw` and its Stream; say whether it is done.

    Another version of WeasyPrint, which draws in some other way, is left as it is.
    """
    inner = getattr(draw, "draw_stacking_context", None)
    set_alpha = getattr(stream_class, "set_alpha", None)
    if inner is None or set_alpha is None:
        return False
    if getattr(inner, "draws_faint", False):
        return True

    def draw_stacking_context(stream: Any, context: Any) -> None:
        box = context.box
        opacity = box.style["opacity"]
        if opacity >= 1:
            inner(stream, context)
            return
        style, around = box.style, getattr(stream, "faintness", 1)
        box.style = style.copy()
        box.style["opacity"] = 1
        stream.faintness = around * opacity
        with stream.stacked():
            stream.set_alpha(1, stroke=True, fill=True)
            inner(stream, context)
        stream.faintness = around
        box.style = style

    def set_alpha_faint(stream: Any, alpha: Any, *rest: Any, **named: Any) -> None:
        set_alpha(stream, alpha * getattr(stream, "faintness", 1), *rest, **named)

    draw_stacking_context.draws_faint = True  # type: ignore[attr-defined]  # a mark of ours
    draw.draw_stacking_context = draw_stacking_context  # type: ignore[attr-defined]  # the mend
    stream_class.set_alpha = set_alpha_faint
    return True
