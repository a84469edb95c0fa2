"""Facing pages: sheets of double width, each cut into a left and a right page.

WeasyPrint lays out both languages as two columns of one wide sheet, so that every
paragraph stands level with its translation. Then each sheet becomes two pages: what
stands in its left half is one, what stands in its right half the other, and what reaches
over both (the table, a rule) is shared out. The first sheet bears the title, on its right
half only: a left page has an even number, as in a bound book.
"""

from __future__ import annotations

from typing import Any


def face(document: Any, page_class: Any) -> Any:
    """Return `document` with its double pages cut in two.

    `document` is a WeasyPrint Document, `page_class` WeasyPrint's Page.
    """
    pages = []
    for number, sheet in enumerate(document.pages):
        box = sheet._page_box  # noqa: SLF001  # there is no public door
        cut = _Cut(box)
        halves = [cut.half(1)] if number == 0 else [cut.half(0), cut.half(1)]
        pages += [page_class(half) for half in halves]
    return document.copy(pages)


class _Cut:
    """A sheet that is being cut."""

    def __init__(self, box: Any) -> None:
        self.box = box
        self.middle: float = box.margin_width() / 2
        self.edge: float = box.content_box_x()  # from the paper's edge to the text

    def half(self, side: int) -> Any:
        """Return the left (0) or the right page (1) as a page box of its own."""
        page = self.box.copy_with_children(self.keep(self.box.children, side))
        page.width = self.middle - self.edge * 2
        return page

    def keep(self, children: list[Any], side: int) -> list[Any]:
        """Return those of `children` that stand on one side, moved to their place."""
        kept = []
        for child in children:
            box = getattr(child, "_box", child)
            found = self.side(box)
            if found is None and getattr(box, "children", None):
                inner = self.keep(box.children, side)
                if inner or not box.children:
                    kept.append(self.share(box, inner, side))
            elif (found or 0) == side:
                if side:
                    box.translate(-self.middle, 0)
                kept.append(child)
        return _settle(kept)

    def side(self, box: Any) -> int | None:
        """Return the half in which a box stands; None for both."""
        left = box.border_box_x()
        right = left + box.border_width()
        if right <= self.middle + 1:
            return 0
        return 1 if left >= self.middle - 1 else None

    def share(self, box: Any, children: list[Any], side: int) -> Any:
        """Return a copy of a box over both halves, as wide as its part in one."""
        part = box.copy_with_children(children)
        left = box.border_box_x()
        right = left + box.border_width()
        if side:
            cut = max(0.0, self.middle + self.edge - left)
            part.position_x += cut - self.middle
        else:
            cut = max(0.0, right - (self.middle - self.edge))
        part.width = max(0.0, part.width - cut)
        return part


def _settle(boxes: list[Any]) -> list[Any]:
    """Put the notes at a page's foot together again where those of the other side went."""
    notes = [box for box in boxes if box.__class__.__name__ == "FootnoteAreaBox"]
    for area in notes:
        y = area.content_box_y()
        for note in area.children:
            note.translate(0, y - note.position_y)
            y += note.margin_height()
        gone = area.content_box_y() + area.height - y
        area.height -= gone
        area.translate(0, gone)
    return boxes
