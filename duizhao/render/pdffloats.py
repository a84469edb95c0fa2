"""Figures that give way: a mend to WeasyPrint 70's layout, made in memory when it is loaded.

A figure is never cut. Where it does not fit in what is left of a page, WeasyPrint puts it
on the next one and leaves the rest of the page empty. A printer lets the text run on: the
paragraphs that follow take the room, and the figure comes as soon as the page is full.
Here the figure changes places with the paragraph behind it, in the tree of boxes, so that
a second layout of the page finds them so and does the same.

A table that needs a page of its own ends the page before it (class `turned`): paragraphs
that have room there as a whole come first, too.

Only figures and short tables of the running text move (`main`), only behind whole
paragraphs, never past a heading, a list, another figure, and not where the text leads to
them by a colon (class `here`). In columns, where a page is tried many times, nothing moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LEAST = 4.0  # lines of room below which a page counts as full


def let_figures_float(block_layout: ModuleType) -> bool:
    """Mend `weasyprint.layout.block`; say whether it is mended.

    Another version of WeasyPrint, which calls its parts otherwise, is left as it is.
    """
    lay_out = getattr(block_layout, "_in_flow_layout", None)
    if getattr(lay_out, "lets_float", False):
        return True
    if lay_out is None or lay_out.__code__.co_varnames[:5] != _KNOWN:
        return False

    def _in_flow_layout(
        context: Any, box: Any, index: int, child: Any, new_children: Any, *rest: Any
    ) -> Any:
        if box.element_tag != "main" or context.in_column:
            return lay_out(context, box, index, child, new_children, *rest)
        place = child.position_x, child.position_y
        before = list(new_children)
        margins = list(rest[3])
        found = lay_out(context, box, index, child, new_children, *rest)
        if _has_turned(box, index + 1) and not (found[0] or found[1]):
            _put_off(context, box, index + 1, found, rest[4])
        follower = _follower(box, index)
        if (
            follower is None
            or not _moves(child)
            or not _left_out(found, index, before)
            or _room(context, child, follower, rest[4]) < _LEAST
        ):
            return found
        follower = _indented(follower, before)
        box.children[index], box.children[index + 1] = follower, child
        follower.position_x, follower.position_y = place
        rest = (*rest[:3], margins, *rest[4:])
        return _in_flow_layout(context, box, index, follower, before, *rest)

    lay_out_all = block_layout.block_container_layout

    def block_container_layout(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        if box.element_tag == "main" and type(box.children) is list:
            box.children = _Live(box.children)
        return lay_out_all(context, box, *rest, **named)

    block_layout.block_container_layout = block_container_layout  # type: ignore[attr-defined]  # the mend
    _in_flow_layout.lets_float = True  # type: ignore[attr-defined]  # a mark of ours
    block_layout._in_flow_layout = _in_flow_layout  # type: ignore[attr-defined]  # noqa: SLF001  # the mend
    return True


class _Live(list[Any]):
    """Children that may change places while a loop goes through a part of them."""

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice) and key.stop is None and key.step is None:
            return self._from(key.start or 0)
        return super().__getitem__(key)

    def _from(self, index: int) -> Iterator[Any]:
        while index < len(self):
            yield self[index]
            index += 1


_KNOWN = ("context", "box", "index", "child", "new_children")


def _follower(box: Any, index: int) -> Any:
    """Return the paragraph behind a child of `box`; None where there is another thing."""
    if index + 1 >= len(box.children):
        return None
    found = box.children[index + 1]
    plain = found.element_tag == "p" and not _classes(found) & {"caption", "here"}
    return found if plain else None


def _indented(follower: Any, before: list[Any]) -> Any:
    """Return a paragraph as it is behind another: with the indent of the language.

    Behind the figure, as the style sheet saw it, it had none.
    """
    indent = (
        follower.style["__indent"] if before and before[-1].element_tag == "p" else ()
    )
    lengths = [token for token in indent or () if getattr(token, "unit", "") == "em"]
    if not lengths or (follower.style["lang"] or "").startswith("zh"):
        return follower
    size = lengths[0].value * follower.style["font_size"]
    lines = [line.copy() for line in follower.children]
    for line in lines:
        line.style = line.style.copy()
        line.style["text_indent"] = type(line.style["text_indent"])(size, "px")
    return follower.copy_with_children(lines)


def _has_turned(box: Any, index: int) -> bool:
    if index >= len(box.children):
        return False
    names = _classes(box.children[index])
    return "turned" in names and "here" not in names


def _put_off(context: Any, box: Any, index: int, found: Any, bottom_space: Any) -> None:
    """Let the paragraph behind a table that needs a page of its own come before it.

    That page ends this one: so only a paragraph comes that has room as a whole, by an
    estimate that is rather too high, and none that brings footnotes along.
    """
    follower = _follower(box, index)
    if follower is None:
        return
    size = follower.style["font_size"]
    ems = 0.0
    for inner in follower.descendants():
        if getattr(inner, "footnote", None):
            return
        ems += sum(0.45 if c < "\u2e80" else 1.06 for c in getattr(inner, "text", ""))
    lines = int(ems * size / max(box.width, size)) + 2
    _, _, _, bottom, margins, _, done, _ = found
    leading = max([size * 1.4, *_line_heights(done[-1])])
    left = context.page_bottom - bottom_space - bottom - max([0, *margins])
    if lines * leading <= left:
        table = box.children[index]
        box.children[index], box.children[index + 1] = follower, table


def _line_heights(box: Any) -> list[float]:
    return [line.height for line in box.children if hasattr(line, "resume_at")]


def _moves(child: Any) -> bool:
    names = _classes(child)
    if child.element_tag == "figure":
        return "here" not in names
    return child.element_tag == "div" and {"table", "short"} <= names - {"here"}


def _classes(box: Any) -> set[str]:
    element = box.element
    return set() if element is None else set((element.get("class") or "").split())


def _left_out(found: Any, index: int, before: list[Any]) -> bool:
    """Say whether the layout ended the page in front of the child of this index.

    Also where a heading that stands before it goes to the next page with it; one with
    a footnote, which has left its page by now, must stay so.
    """
    abort, stop, resume, *_ = found
    if abort or not stop or not before:
        return False
    if resume == {index: None}:
        return True
    heading = before[-1]
    return (
        resume == {index - 1: None}
        and heading.element_tag in _HEADINGS
        and not any(getattr(box, "footnote", None) for box in heading.descendants())
    )


def _room(context: Any, child: Any, follower: Any, bottom_space: float) -> float:
    """Return how many lines of the follower have room where the child was to begin."""
    height = follower.style["font_size"] * 1.4
    left = context.page_bottom - bottom_space - child.position_y
    return float(left / height)
