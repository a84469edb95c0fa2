"""Five mends to the columns of WeasyPrint 70, made in memory when it is loaded.

A page of columns is made of stretches, with blocks over both columns between them.
WeasyPrint keeps room for the notes of a stretch while it lays out that stretch, and
forgets them in the next: text and tables then ran over the notes at the page's foot
(measured: three of five pages of a feature with figures and notes). And a heading over
both columns stayed at a page's foot where the stretch below it found no room; now it goes
along. What begins a page over both columns has no space above it. And the height at which
two columns are equally long is looked for in steps of a line: what stands in them stands
on lines (`pdfrhythm`), and steps of a point cost a third more layouts (measured).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from math import ceil
from types import ModuleType
from typing import Any

from duizhao.render.pdfrhythm import without_top

_SLOP = 0.1  # pixels

_MENDS = (
    (
        "                        height = sum(consumed_heights) / count\n",
        "                        height = _whole(box, sum(consumed_heights) / count, floor)\n",
    ),
    (
        (
            "                add_height = 1 if lost_space == inf else lost_space\n"
            "                height += add_height\n"
        ),
        (
            "                add_height = 1 if lost_space == inf else lost_space\n"
            "                height = _whole(box, height + add_height, _ceil)\n"
        ),
    ),
    (
        "            block = column_children_or_block\n",
        (
            "            block = column_children_or_block\n"
            "            if not new_children and page_is_empty and context.current_page > 1:\n"
            "                block = _without_top(block)\n"
        ),
    ),
    (
        "            new_child, resume_at, next_page, adjoining_margins, _, _ = (\n",
        (
            "            whole_bottom = context.page_bottom\n"
            "            context.page_bottom -= (\n"
            "                _foot_height(context) - footnote_area_heights[0])\n"
            "            context.in_column = False\n"
            "            new_child, resume_at, next_page, adjoining_margins, _, _ = (\n"
        ),
    ),
    (
        "            skip_stack = None\n            if new_child is None:\n",
        (
            "            context.in_column = True\n"
            "            context.page_bottom = whole_bottom\n"
            "            footnote_area_heights.append(_foot_height(context))\n"
            "            skip_stack = None\n            if new_child is None:\n"
        ),
    ),
    (
        "            context.page_bottom - current_position_y - original_bottom_space)\n",
        (
            "            context.page_bottom - current_position_y - original_bottom_space\n"
            "            - _foot_height(context) + footnote_area_heights[0])\n"
        ),
    ),
    (
        "                    height -= last_footnotes_height - footnote_area_heights[-1]\n",
        (
            "                    height -= last_footnotes_height - footnote_area_heights[-1]\n"
            "                    max_height = height\n"
        ),
    ),
    (
        "                    context, block, original_bottom_space, skip_stack, containing_block,\n",
        (
            "                    context, block, original_bottom_space,\n"
            "                    skip_stack and skip_stack[0], containing_block,\n"
        ),
    ),
    (
        "                column_skip_stack = resume_at\n                break\n",
        "                column_skip_stack = {0: resume_at}\n                break\n",
    ),
    (
        "        if stop_rendering:\n            break\n\n",
        "        if column_skip_stack or break_page:\n            break\n\n",
    ),
    (
        "    # Report footnotes above the defined footnotes height\n",
        (
            "    if break_page and new_child is None:\n"
            "        column_skip_stack, adjoining_margins = None, []\n"
            "        while len(new_children) > 1 and _is_head(new_children[-1]):\n"
            "            head = new_children.pop()\n"
            "            remove_placeholders(context, [head], [], [])\n"
            "            index, current_position_y = index - 1, head.position_y\n"
            "    # Report footnotes above the defined footnotes height\n"
        ),
    ),
)


def keep_foot(
    column_layout: ModuleType, block_layout: ModuleType, line_break: ModuleType
) -> bool:
    """Mend `weasyprint.layout.column`, which `.block` uses; say whether it is mended.

    `line_break` is `weasyprint.text.line_break`, which knows how high a line is.
    Another version of WeasyPrint, which does not hold the lines, is left as it is.
    """
    function = column_layout.columns_layout
    if getattr(function, "keeps_foot", False):
        return True
    try:
        source = inspect.getsource(function)
    except OSError:
        return False
    strut = getattr(line_break, "strut", None)
    if strut is None or any(source.count(before) != 1 for before, _ in _MENDS):
        return False
    for before, after in _MENDS:
        source = source.replace(before, after)
    vars(column_layout).update(
        _ceil=ceil,
        _foot_height=_foot_height,
        _is_head=_is_head,
        _whole=partial(_whole, strut),
        _without_top=without_top,
    )
    code = compile(source, function.__code__.co_filename, "exec")
    exec(code, vars(column_layout))  # noqa: S102  # WeasyPrint's own source, mended
    column_layout.columns_layout.keeps_foot = True
    block_layout.columns_layout = column_layout.columns_layout  # type: ignore[attr-defined]  # likewise
    return True


def _foot_height(context: Any) -> float:
    """Return the room that the notes of the page take so far."""
    area = context.current_footnote_area
    return 0.0 if area.height == "auto" else float(area.margin_height())


def _whole(
    strut: Callable[[Any], tuple[float, float]],
    box: Any,
    height: float,
    rounded: Callable[[float], int],
) -> float:
    """Return the next height, below or above, that holds whole lines."""
    line = strut(box.style)[0]
    return rounded((height - _SLOP) / line) * line + _SLOP if line else height


def _is_head(box: Any) -> bool:
    """Return whether a block over both columns may not be the last of its page."""
    return not box.is_column and box.style["break_after"] in {"avoid", "avoid-page"}
