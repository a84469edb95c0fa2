"""Facing pages: sheets of double width, each cut into a left and a right page.

WeasyPrint lays out both languages as two columns of one wide sheet, so that every
paragraph stands level with its translation. Then each sheet becomes two pages: the cells
of the original make one, the cells of the translation the other, and what reaches
over both (the table, the rule above the notes) is shared out. Sheets are the pages of
the name `sheet`; what stands before and after them, such as the title, keeps pages of
its own. A left page has an even number, as in a bound book.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

SHEET = "sheet"
"""The name that the style sheet gives to pages that are to be cut."""
PARALLEL = "parallel"
"""The name of pages on which two languages stand side by side."""

_SIDES = ("left", "right")
_COLUMNS = ("source", "target")
_WIDE = 0.6  # of the page: a note that belongs to both sides


def share_foot(*layouts: ModuleType) -> bool:
    """Wrap `block_level_layout` in WeasyPrint's modules; say whether it was done.

    The notes of a sheet stand one below the other, but those of the left page and those
    of the right page take room at the same height; so do the notes of two languages
    side by side. Without the wrap, in another version,
    the foot is as high as both together.
    """
    done = True
    for module in layouts:
        inner = getattr(module, "block_level_layout", None)
        if inner is None:
            done = False
        elif not getattr(inner, "shares_foot", False):
            module.block_level_layout = _sharing(inner)  # type: ignore[attr-defined]  # the mend
    return done


def _sharing(inner: Any) -> Any:
    def block_level_layout(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        found = inner(context, box, *rest, **named)
        if found[0] is not None and _is_foot(box) and _has_sides(box.page):
            _level(found[0])
        return found

    block_level_layout.shares_foot = True  # type: ignore[attr-defined]  # a mark of ours
    return block_level_layout


def count_halves(layout: ModuleType) -> bool:
    """Wrap `make_margin_boxes`, so that `counter(pages)` counts a sheet as two pages.

    A style sheet for facing pages is known by its counter `verso`. Say whether it was
    done.
    """
    inner = getattr(layout, "make_margin_boxes", None)
    if inner is None:
        return False

    def make_margin_boxes(context: Any, page: Any, state: Any) -> Any:
        if "verso" in (counters := state[1]):
            counters["pages"] = context.page_maker[-1][3][1]["page"][-1:]
        return inner(context, page, state)

    if not getattr(inner, "counts_halves", False):
        make_margin_boxes.counts_halves = True  # type: ignore[attr-defined]  # a mark of ours
        layout.make_margin_boxes = make_margin_boxes  # type: ignore[attr-defined]  # the mend
    return True


def is_sheet(page: Any) -> bool:
    """Return whether a page box is to be cut in two."""
    return bool(page.page_type.name == SHEET)


def _has_sides(page: Any) -> bool:
    return page.page_type.name in {SHEET, PARALLEL}


def face(document: Any, page_class: Any) -> Any:
    """Return `document` with its sheets cut in two.

    `document` is a WeasyPrint Document, `page_class` WeasyPrint's Page.
    """
    pages: list[Any] = []
    for page in document.pages:
        box = page._page_box  # noqa: SLF001  # there is no public door
        if is_sheet(box):
            cut = _Cut(box)
            pages += [page_class(cut.half(side)) for side in (0, 1)]
        else:
            pages.append(page)
    return document.copy(pages)


def open_at_twos(pdf: Any) -> None:
    """Let a reader see two pages at a time, the first alone at the right."""
    pdf.catalog["PageLayout"] = "/TwoPageRight"


class _Cut:
    """A sheet that is being cut."""

    def __init__(self, box: Any) -> None:
        self.box = box
        self.middle: float = box.margin_width() / 2
        self.outer: float = box.margin_left
        self.inner: float = self.find_inner(box)

    def find_inner(self, box: Any) -> float:
        """Return the inner margin: what a cell keeps free beside the fold."""
        waiting = [box]
        while waiting:
            found = waiting.pop()
            if (side := _column_of(found)) is not None:
                return float(found.padding_left if side else found.padding_right)
            waiting += getattr(found, "children", ())
        return self.outer

    def half(self, side: int) -> Any:
        """Return the left (0) or the right page (1) as a page box of its own."""
        page = self.box.copy_with_children(self.keep(self.box.children, side))
        margins = (self.inner, self.outer) if side else (self.outer, self.inner)
        page.margin_left, page.margin_right = margins
        page.width = self.middle - sum(margins)
        return page

    def keep(self, children: list[Any], side: int) -> list[Any]:
        """Return those of `children` that stand on one side, moved to their place."""
        kept = []
        for child in children:
            box = getattr(child, "_box", child)  # where a placeholder stands for it
            found = _side_of(box)
            if found is None and not self.reaches_over(box):
                found = int(box.border_box_x() + box.border_width() / 2 >= self.middle)
            if found is None:
                inner = self.keep(box.children, side)
                if inner or not _is_foot(box):
                    kept.append(self.share(box, inner, side))
            elif found == side:
                if side:
                    _move(box, -self.middle)
                kept.append(child)
        return kept

    def reaches_over(self, box: Any) -> bool:
        """Return whether a box holds things of both pages."""
        if not getattr(box, "children", None) or type(box).__name__ == "MarginBox":
            return False
        left = box.border_box_x()
        return bool(left < self.middle - 1 < left + box.border_width() - 2)

    def share(self, box: Any, children: list[Any], side: int) -> Any:
        """Return a copy of a box over both halves, as wide as its part in one."""
        part = box.copy_with_children(children)
        left = box.border_box_x()
        right = left + box.border_width()
        if side:
            cut = max(0.0, self.middle + self.inner - left)
            part.position_x += cut - self.middle
        else:
            cut = max(0.0, right - (self.middle - self.inner))
        part.width = max(0.0, part.width - cut)
        if _is_foot(part):
            _lower(part)
        return part


def _is_foot(box: Any) -> bool:
    return type(box).__name__ == "FootnoteAreaBox"


def _side_of(box: Any) -> int | None:
    """Return the page that a box belongs to, wherever its content reaches."""
    if type(box).__name__ == "MarginBox":
        return next(
            (n for n, name in enumerate(_SIDES) if name in box.at_keyword), None
        )
    return _column_of(box)


def _column_of(box: Any) -> int | None:
    """Return 0 for a cell of the original, 1 for one of the translation."""
    if box.element_tag != "td" or type(box).__name__ != "TableCellBox":
        return None
    kinds = (box.element.get("class") or "").split()
    return next((n for n, name in enumerate(_COLUMNS) if name in kinds), None)


def _move(box: Any, dx: float) -> None:
    """Move a box with everything in it, backgrounds included."""
    box.translate(dx, 0)
    waiting = [box]
    while waiting:
        inner = waiting.pop()
        inner = getattr(inner, "_box", inner)
        if found := getattr(inner, "background", None):
            layers = [_moved(layer, dx) for layer in found.layers]
            inner.background = found._replace(layers=layers)
        waiting += inner.all_children()


def _moved(layer: Any, dx: float) -> Any:
    def shifted(area: Any) -> Any:
        # A plain colour has no place, but a word that says so.
        return area if isinstance(area, str) else (area[0] + dx, *area[1:])

    return layer._replace(
        painting_area=shifted(layer.painting_area),
        positioning_area=shifted(layer.positioning_area),
        clipped_boxes=[shifted(one) for one in layer.clipped_boxes],
    )


def _level(area: Any) -> None:
    """Let the notes of both sides begin at the same height; a wide one is below both."""
    middle = area.page.margin_width() / 2
    top = area.content_box_y()
    ends = [top, top]
    for note in area.children:
        if note.border_width() > area.width * _WIDE:
            ends = [max(ends)] * 2
            sides = [0, 1]
        else:
            sides = [int(note.border_box_x() + note.border_width() / 2 >= middle)]
        note.translate(0, ends[sides[0]] - note.position_y)
        for side in sides:
            ends[side] += note.margin_height()
    area.height = max(ends) - top


def _lower(area: Any) -> None:
    """Let the fewer notes of one page stand at its foot, their rule above them."""
    last = area.children[-1]
    gone = area.content_box_y() + area.height - last.position_y - last.margin_height()
    area.height -= gone
    area.translate(0, gone)
