"""One piece of a long text, laid out in a fork of the process.

Being in a fork, it changes WeasyPrint as it likes. Pages are counted from 1 until it
hears where the piece begins.
"""

from __future__ import annotations

import copy
import pickle
from collections.abc import Collection
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Final

from duizhao.render.patience import at_most
from duizhao.render.pdfchapters import Bindery, Piece
from duizhao.render.pdfpaint import Sheaf

_ROUNDS: Final = 8  # as many as WeasyPrint takes


class NotApartError(Exception):
    """Pages that depend on another piece: one process has to make them all."""


def work(
    bindery: Bindery, piece: Piece, pipe: Connection, text: tuple[Any, Any, Any]
) -> None:
    """Make a piece and send it, or what went wrong.

    `text` is WeasyPrint's HTML, tree of boxes and context.
    """
    try:
        with at_most(bindery.seconds):
            data = pickle.dumps((True, _Maker(bindery, piece, pipe, *text).make()))
    except BaseException as error:  # noqa: BLE001  # the other process raises it
        try:
            data = pickle.dumps((False, error))
            pickle.loads(data)  # noqa: S301  # our own, this moment
        except Exception:  # noqa: BLE001  # whatever an error's own class raises
            data = pickle.dumps((False, RuntimeError(repr(error))))
    pipe.send_bytes(data)


@dataclass(slots=True)
class _Maker:
    """Lays out one piece."""

    bindery: Bindery
    piece: Piece
    pipe: Connection
    html: Any
    root: Any
    context: Any
    pages: list[Any] = field(default_factory=list)
    """Its pages, laid out."""
    first: int = 0
    """The number of its first page."""
    total: int = 0
    """How many pages all pieces have."""
    anchors: Collection[str] = ()
    """What can be linked to, in all pieces."""

    def make(self) -> tuple[Sheaf, list[str], list[str]]:
        """Return the drawn pages, and what was complained of in layout and drawing."""
        weasyprint = self.bindery.weasyprint
        layout = weasyprint.layout
        told = len(self.bindery.complaints)
        margins, make_all = layout.make_margin_boxes, layout.make_all_pages

        def make_margin_boxes(context: Any, page: Any, state: Any) -> Any:
            state[1]["pages"] = [self.total]
            return margins(context, page, state)

        def make_all_pages(*_: object) -> list[Any]:
            self.go_through(make_all)
            return self.pages

        layout.make_margin_boxes = make_margin_boxes
        layout.make_all_pages = make_all_pages
        if self.piece.start is not None:
            layout.initialize_page_maker = self.begin
            kind = layout.page.PageType
            # Not the first page of all, whichever it is.
            layout.page.PageType = lambda side, blank, name, index, groups: kind(
                side, blank, name, index + 1, groups
            )
        whole = weasyprint.document.layout_document.whole
        boxes = list(whole(self.html, self.root, self.context))
        laid = len(self.bindery.complaints)
        sheaf = self.bindery.draw(boxes, self.first, self.anchors, self.context)
        complaints = self.bindery.complaints
        return sheaf, complaints[told:laid], complaints[laid:]

    def begin(self, context: Any, _root: Any) -> None:
        """Let WeasyPrint begin at the start of the piece."""
        start = self.piece.start
        assert start is not None
        # The first page of a text is set apart; none of these is it.
        context.__class__ = _later(type(context))
        context.later = 1
        state: Any = ([0], {"pages": [0]}, [{"pages"}], [])
        context.page_maker = [(start.resume, start.next_page, True, state, _unmade())]

    def go_through(self, make_all: Any) -> None:
        """Lay out the pages, and do what is asked until they are to be drawn."""
        footnotes = self.context.footnotes.copy()
        self.lay_out(make_all)
        self.say(None)
        while True:
            match self.pipe.recv():
                case ("number", state):
                    self.say(self.number(state))
                case ("aim", places):
                    self.aim(places)
                    for _ in range(_ROUNDS):
                        if not any(one[4]["content_changed"] for one in self.maker):
                            break
                        self.context.footnotes = footnotes.copy()
                        self.lay_out(make_all)
                    self.say(len(self.pages))
                case ("strings",):
                    self.say(self.last_strings())
                case ("draw", first, total, strings):
                    self.first, self.total = first, total
                    self.inherit(strings)
                    self.context.later = 0
                    return

    @property
    def maker(self) -> Any:
        """What WeasyPrint knows of where each page begins."""
        return self.context.page_maker

    def say(self, said: Any) -> None:
        """Say something to the process that this one was forked from."""
        self.pipe.send_bytes(pickle.dumps((True, said)))

    def lay_out(self, make_all: Any) -> None:
        """Make the pages that are not made or have changed."""
        made: list[Any] = []
        context, end = self.context, self.piece.end
        for page in make_all(context, self.root, self.html, self.pages):
            made.append(page)
            if page.fixed_boxes or any(context.running_elements.values()):
                raise NotApartError
            if len(made) > len(self.pages):
                self.say(len(made))
            following = self.maker[len(made)]
            if end is not None and following[0] == end.resume:
                if context.reported_footnotes or context.broken_out_of_flow:
                    raise NotApartError
                following[4]["content_changed"] = False
                del self.maker[len(made) + 1 :]
                break
        else:
            if end is not None:
                raise NotApartError  # it went past the place
        if any(one[4]["pages_wanted"] for one in self.maker):
            raise NotApartError
        self.pages = made

    def number(self, state: Any) -> tuple[Any, dict[str, Any]]:
        """Count the pages on from another piece.

        Return what the last page counted, and what each anchor's page did.
        """
        build = self.bindery.weasyprint.layout.build
        maker = self.maker
        places: dict[str, Any] = {}
        if state is None:
            state = maker[0][3]
        for index, page in enumerate((None, *self.pages)):
            resume, following, right, old, remake = maker[index]
            state = (*copy.deepcopy(state[:3]), old[3])
            if page is not None:
                build.update_counters(state, page.style)
                for anchor in maker[index - 1][4]["anchors"]:
                    places.setdefault(anchor, state[1])
            maker[index] = (resume, following, right, state, remake)
        return state, places

    def aim(self, places: dict[str, Any]) -> None:
        """Note on which page each anchor is, and set the texts that name a number.

        The pages of texts that became others are marked to be made anew.
        """
        collector, maker = self.context.target_collector, self.maker
        self.anchors = places.keys()
        for anchor, item in collector.target_lookup_items.items():
            if anchor in places:
                item.cached_page_counter_values = places[anchor]
        for (box, _), item in collector.counter_lookup_items.items():
            index = item.page_maker_index
            if index is None:
                continue  # in another piece
            before = _text(box)
            values = maker[index + 1][3][1]
            item.parse_again(values)
            item.cached_page_counter_values = copy.deepcopy(values)
            if _text(box) != before:
                maker[index][4]["content_changed"] = True

    def last_strings(self) -> dict[str, Any]:
        """Return the texts for running heads that hold at the end of the piece."""
        found: dict[str, Any] = {}
        for page in self.pages:
            for box in page.descendants():
                if box.string_set and box.string_set != "none":
                    found |= dict(box.string_set)
        return found

    def inherit(self, strings: dict[str, Any]) -> None:
        """Let running heads go on with the texts of the piece before."""
        context = self.context
        find = context.get_string_set_for

        def get_string_set_for(page: Any, name: str, keyword: str = "first") -> Any:
            known = context.string_set[name]
            if any(number <= context.current_page for number in known):
                return find(page, name, keyword)
            held = name in strings and keyword != "all-once"
            return (strings[name],) if held else ()

        context.get_string_set_for = get_string_set_for


def _later(kind: type) -> type:
    """Return a kind of WeasyPrint's context whose pages are told `later` by so many."""

    def tell(context: Any) -> int | None:
        told: int | None = context.__dict__.get("told_page")
        return told

    def note(context: Any, page: int) -> None:
        context.__dict__["told_page"] = page + context.later

    return type(kind.__name__, (kind,), {"current_page": property(tell, note)})


def _text(box: Any) -> list[str]:
    return [one.text for one in box.descendants() if hasattr(one, "text")]


def _unmade() -> dict[str, Any]:
    """Return what WeasyPrint knows of a page that is not made yet."""
    return {
        "content_changed": False,
        "pages_wanted": False,
        "anchors": [],
        "content_lookups": [],
    }
