"""A long text is laid out by several processes, from chapters that begin a page.

WeasyPrint 70 lays out pages one after the other, each from where the last one ended. At
a forced page break that place is known beforehand: so the tree of boxes is made once,
and forks of the process go on from several such places. Their pages are those that one
process makes, but for numbers: each fork says how many pages it has and on which its
anchors stand, hears where it begins, and makes anew the few pages that name another's
number, such as the table of contents. Then each draws its own (`pdfpaint`).

Where an engine of another version, the style sheets or the text do not allow it, one
process does it all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from types import ModuleType
from typing import Any, Final

from duizhao.render.page import Pages
from duizhao.render.pdfpaint import Sheaf
from duizhao.threads import may_fork
from duizhao.values import value

PAGE: Final = 3_000  # bytes of text on a page, a Chinese character having three
_BOX: Final = 50  # bytes that a stretch of text counts besides: it takes time, and room
_LINE: Final = 60  # bytes that a line of code counts besides
_LEAST: Final = 30  # pages by that measure for which a process is worth its while
_MOST: Final = 4  # processes: each holds its pages until all are counted
_FORCED: Final = frozenset({"page", "left", "right", "recto", "verso"})
# No element of these has a part in the tags of the file.
_OPEN: Final = frozenset({None, "html", "body", "main", "div", "article"})


@value
class Cut:
    """A place where a text can be laid out from."""

    resume: Any
    """How WeasyPrint tells the place."""
    next_page: Any
    """What it knows of the page that begins there."""
    before: int
    """Bytes of text in front of it."""


@value
class Piece:
    """What one process lays out."""

    start: Cut | None
    """Where it begins; None at the beginning of the text."""
    end: Cut | None
    """Where it ends; None at the end of the text."""
    pages: int
    """How many pages it has, about."""


@dataclass(slots=True)
class Bindery:
    """What a page's HTML bears to have it laid out by several processes."""

    weasyprint: ModuleType
    """The engine."""
    draw: Callable[[list[Any], int, Collection[str], Any], Sheaf]
    """Draws the page boxes of a process, given the number of the first, the names of all
    places that can be linked to, and WeasyPrint's context."""
    whole: bool
    """Whether one process is to do it all."""
    seconds: float
    """Of the processor's time, that one process may take."""
    progress: Pages
    """Whom to tell of pages that are laid out."""
    complaints: list[str] = field(default_factory=list)
    """What the engine warns of, in this process."""
    sheaves: list[Sheaf] = field(default_factory=list)
    """What was drawn, once it is; empty where one process is to do it all."""


def lay_out_apart(weasyprint: ModuleType) -> bool:
    """Wrap WeasyPrint's `layout_document`; say whether it was done."""
    document, layout = weasyprint.document, weasyprint.layout
    inner = document.layout_document
    if getattr(inner, "parts", False):
        return True
    names = ("initialize_page_maker", "make_all_pages", "make_margin_boxes")
    if any(not hasattr(layout, name) for name in names):
        return False

    def layout_document(html: Any, root: Any, context: Any, *rest: Any) -> Any:
        bindery: Bindery | None = getattr(html, "bindery", None)
        if bindery is None:
            return inner(html, root, context, *rest)
        pieces = find_pieces(root, context, layout, whole=bindery.whole)
        if len(pieces) > 1:
            from duizhao.render.pdfbindery import bind_pieces  # noqa: PLC0415  # long texts alone

            bindery.sheaves = bind_pieces(bindery, pieces, (html, root, context))
            if bindery.sheaves:
                return []
        make, about = layout.make_all_pages, sum(piece.pages for piece in pieces)
        if about >= _LEAST:
            layout.make_all_pages = _counted(make, bindery.progress, about)
        try:
            # All of them now: they come one by one.
            return list(inner(html, root, context, *rest))
        finally:
            layout.make_all_pages = make

    layout_document.parts = True  # type: ignore[attr-defined]  # a mark of ours
    layout_document.whole = inner  # type: ignore[attr-defined]  # likewise
    document.layout_document = layout_document
    return True


def _counted(
    make: Callable[..., Iterator[Any]], progress: Pages, about: int
) -> Callable[..., Iterator[Any]]:
    """Return WeasyPrint's `make_all_pages`, which tells of them."""
    told = 0

    def make_all_pages(*rest: Any) -> Iterator[Any]:
        nonlocal told
        for number, page in enumerate(make(*rest), 1):
            # Some are made again when the table of contents is known.
            if number > told:
                told = number
                progress(number, max(number, about))
            yield page

    return make_all_pages


def find_pieces(
    root: Any, context: Any, layout: ModuleType, *, whole: bool
) -> list[Piece]:
    """Return the pieces of a text, about equally long; one where it stays whole.

    They depend on the text alone, so that every machine makes the same file.
    """
    finder = _Finder(layout)
    finder.visit(root, ())
    count = min(_MOST, finder.seen // (_LEAST * PAGE))
    # A fork of a process with threads may wait for ever for what a thread held.
    forks = may_fork()
    if whole or not forks or not _may_part(context):
        count = 1
    chosen: list[Cut] = []
    for number in range(1, count):
        goal = finder.seen * number // count
        cut = min(finder.cuts, key=lambda one: abs(one.before - goal), default=None)
        if cut is not None and cut not in chosen:
            chosen.append(cut)
    edges = [None, *sorted(chosen, key=lambda one: one.before), None]
    return [
        Piece(
            start,
            end,
            ((end.before if end else finder.seen) - (start.before if start else 0))
            // PAGE,
        )
        for start, end in pairwise(edges)
    ]


def _may_part(context: Any) -> bool:
    """Say whether no page depends on others in a way that pieces cannot know."""
    for sheet, _, _ in context.style_for._sheets:  # noqa: SLF001  # no public door
        for _, selectors, _ in sheet.page_rules:
            for _, _, kind in selectors:
                if kind.side is not None or kind.index is not None:
                    return False
    lookups = context.target_collector.counter_lookup_items
    return all(
        kind == "content" and "pages" not in item.missing_counters
        for (_, kind), item in lookups.items()
    )


class _Finder:
    """Looks through a tree of boxes for the places to cut it."""

    def __init__(self, layout: ModuleType) -> None:
        self.block = layout.block
        self.boxes = layout.boxes
        self.cuts: list[Cut] = []
        self.seen = 0

    def visit(self, box: Any, path: tuple[int, ...]) -> None:
        """Look at the children of a box that can be cut."""
        before = None
        for index, child in enumerate(box.children):
            flows = child.is_in_normal_flow() or child.is_floated()
            if flows and before is not None:
                self.judge(before, child, (*path, index))
            if self.is_open(child):
                self.visit(child, (*path, index))
            else:
                self.count(child)
            if flows:
                before = child

    def judge(self, before: Any, child: Any, path: tuple[int, ...]) -> None:
        """Note a place where a new page is forced, if it is one."""
        kind = self.block.block_level_page_break(before, child)
        name = self.block.block_level_page_name(before, child)
        # On which side a page falls is not known beforehand.
        if kind != "page" and not (name and kind not in _FORCED):
            return
        resume: dict[int, Any] | None = None
        for index in reversed(path):
            resume = {index: resume}
        page = {"break": kind, "page": child.page_values()[0]}
        self.cuts.append(Cut(resume, page, self.seen))

    def is_open(self, box: Any) -> bool:
        """Say whether a box may be cut."""
        boxes = self.boxes
        if not box.is_in_normal_flow():
            return False
        element = box.element
        parallel = element is not None and "parallel" in element.get("class", "")
        if isinstance(box, boxes.TableBox | boxes.TableRowGroupBox):
            return parallel or box.element_tag == "tbody"
        if type(box) is not boxes.BlockBox:
            return False
        style = box.style
        return (box.element_tag in _OPEN or parallel) and (
            style["column_count"] == style["column_width"] == "auto"
        )

    def count(self, box: Any) -> None:
        """Count the text of a box."""
        waiting = [box]
        while waiting:
            one = waiting.pop()
            if isinstance(one, self.boxes.TextBox):
                self.seen += len(one.text.encode("utf-8", "replace")) + _BOX
                self.seen += _LINE * one.text.count("\n")
            elif isinstance(one, self.boxes.ParentBox):
                waiting += one.children
