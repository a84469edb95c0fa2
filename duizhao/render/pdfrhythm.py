"""Three mends to WeasyPrint 70 for the rhythm of a page, made in memory when it is loaded.

*Tops.* At the top of a page or of a column the space above a heading, a list or a figure
is not wanted: it begins level with the line beside it. WeasyPrint drops it on pages where
nothing is nested, and in columns never.

*Register.* The lines of two columns stand level: what comes between paragraphs takes as
many whole lines as it needs.

*Balance.* Where a style sheet says `--wrap: balance`, the lines of a title are about
equally long: `Three Questions / Without an Answer Key`, and no lone word below a full line.
They end rather behind a mark, and never gladly behind “the”; Chinese, which may break
anywhere, behind a 的 or in front of a 与.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from types import ModuleType
from typing import Any

_KNOWN = ("context", "box", "index", "child", "new_children", "page_is_empty")
_LEVEL = frozenset({"p", "h3", "h4", "h5", "h6"})
_SLOP = 0.2  # of a line
_TRIES = 12
_ENDS = tuple("，、。：；！？—…”’》）」』的之:;,.?!–")
_BEGINS = tuple("“‘《（「『与和及或(—–")
_SMALL = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or"}
)
_SMALL |= {"the", "to", "with", "without"}
_TORN = 5.0  # ems
_SHIFT = {"center": 0.5, "right": 1.0, "end": 1.0}


def set_rhythm(block_layout: ModuleType, strut: Callable[..., Any]) -> bool:
    """Mend `weasyprint.layout.block`; say whether it is mended.

    `strut` tells how high a line of a style is. Another version of WeasyPrint, which
    calls its parts otherwise, is left as it is.
    """
    lay_out = getattr(block_layout, "_in_flow_layout", None)
    fill = getattr(block_layout, "block_container_layout", None)
    if getattr(lay_out, "sets_rhythm", False):
        return True
    if lay_out is None or lay_out.__code__.co_varnames[:6] != _KNOWN or fill is None:
        return False
    block_layout._in_flow_layout = _placing(lay_out, strut)  # type: ignore[attr-defined]  # noqa: SLF001  # the mend
    block_layout.block_container_layout = _balancing(fill)  # type: ignore[attr-defined]  # likewise
    return True


# Tops and register -----------------------------------------------------------------------


def _placing(lay_out: Callable[..., Any], strut: Callable[..., Any]) -> Any:
    def _in_flow_layout(
        context: Any, box: Any, index: int, child: Any, new_children: Any, *rest: Any
    ) -> Any:
        if not any(one.is_in_normal_flow() for one in new_children):
            if box.is_column or (rest[0] and _begins_page(context, box)):
                child = without_top(child)
        elif box.is_column and child.element_tag in _LEVEL:
            line, _ = strut(box.style)
            margins = [_level(child, rest[3], rest[5] - box.content_box_y(), line)]
            rest = (*rest[:3], margins, *rest[4:])
        return lay_out(context, box, index, child, new_children, *rest)

    _in_flow_layout.sets_rhythm = True  # type: ignore[attr-defined]  # a mark of ours
    return _in_flow_layout


def _begins_page(context: Any, box: Any) -> bool:
    return bool(box.element_tag == "main" and context.current_page > 1)


def without_top(box: Any) -> Any:
    """Return a copy of a box without space above it."""
    top = box.style["margin_top"]
    if top == "auto" or not top.value:
        return box
    bare = box.copy()
    bare.style = box.style.copy()
    bare.style["margin_top"] = type(top)(0, "px")
    return bare


def _level(child: Any, margins: list[float], above: float, line: float) -> float:
    """Return the space above a child with which it begins on a line of its column.

    `margins` are those that meet its own, `above` is where they begin.
    """
    top = child.style["margin_top"]
    own = 0.0 if top == "auto" or top.unit != "px" else float(top.value)
    space = max([0.0, own, *margins]) + min([0.0, own, *margins])
    over = (above + space) % line
    # A line that is a little too high, for a letter of another face, costs no other.
    return space - over if over < _SLOP * line else space + line - over


# Balance ---------------------------------------------------------------------------------


def _balancing(fill: Callable[..., Any]) -> Callable[..., Any]:
    def block_container_layout(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        # What floats, and a cell of a table, call with names: neither is a title.
        is_begun = named or rest[1] is not None
        if is_begun or not _is_balanced(box):
            return fill(context, box, *rest, **named)
        place, margins = box.position_y, list(rest[5] or ())

        def attempt(width: float) -> Any:
            trial = box.copy()
            trial.position_y, trial.width = place, width
            return fill(context, trial, *rest[:5], list(margins), *rest[6:])

        found = fill(context, box, *rest)
        lines = _lines(found)
        if len(lines) < 2 or found[1] is not None:  # one line is one
            return found
        width = _width_for(box, lines, attempt)
        return _widened(attempt(width), box.width) if width < box.width else found

    return block_container_layout


def _is_balanced(box: Any) -> bool:
    asked = box.style["__wrap"]
    if not asked or asked == "initial":
        return False
    if not any(getattr(token, "value", "") == "balance" for token in asked):
        return False
    # A note would be laid out with each attempt.
    return not any(getattr(one, "footnote", None) for one in box.descendants())


def _lines(found: Any) -> list[Any]:
    box = found[0]
    if box is None:
        return []
    return [one for one in box.children if hasattr(one, "resume_at")]


def _width_for(box: Any, lines: list[Any], attempt: Callable[[float], Any]) -> float:
    """Return the width at which the lines are as many as in `lines`, and best."""
    width: float = box.width
    size: float = box.style["font_size"]
    best = _badness(lines, size), width
    trial = lines
    for _ in range(_TRIES):
        # A little less than the longest line: one word or character goes down.
        width = max(_length(line) for line in trial) - 1
        trial = _lines(attempt(width))
        if len(trial) != len(lines) or max(_length(line) for line in trial) > width:
            break
        best = min(best, (_badness(trial, size), width))
    return best[1]


def _badness(lines: list[Any], size: float) -> float:
    """Return how uneven lines are, in ems, and how badly they break."""
    lengths = [_length(line) / size for line in lines]
    texts = ["".join(_texts(line)).strip() for line in lines]
    torn = sum(_tear(above, below) for above, below in pairwise(texts))
    return max(lengths) - min(lengths) + torn


def _tear(above: str, below: str) -> float:
    """Return what a break between two lines costs, in ems of unevenness.

    >>> _tear("Question Two:", "Get Along"), _tear("没有标准答案的", "三道题")
    (0.0, 0.0)
    """
    if above.endswith(_ENDS) or below.startswith(_BEGINS):
        return 0.0
    last = above.rpartition(" ")[2].lower()
    is_bad = last in _SMALL or not above.isascii()
    return _TORN * (2 if is_bad else 1)


def _texts(line: Any) -> Iterator[str]:
    for one in line.descendants():
        if text := getattr(one, "text", ""):
            yield text


def _length(line: Any) -> float:
    return float(sum(one.margin_width() for one in line.children))


def _widened(found: Any, width: float) -> Any:
    """Give a box its own width again; lines in the middle of it stay there."""
    box = found[0]
    shift = _SHIFT.get(box.style["text_align_all"], 0.0) * (width - box.width)
    for line in _lines(found):
        line.translate(shift)
    box.width = width
    return found
