"""The text of Word paragraphs as a reviewer wants it to be read.

Insertions count, deletions do not, whether anybody has accepted them or not; what was
moved stands where it went. Content controls, smart tags and custom XML are looked
through; of alternatives the first is taken. Time and memory grow with the XML alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from duizhao.review.fields import Fields
from duizhao.review.looks import Looks, W
from duizhao.review.markup import Look, Piece
from duizhao.values import value

_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SKIPPED: Final = frozenset(
    f"{W}{name}"
    for name in ("rPr", "pPr", "sdtPr", "tblPr", "trPr", "tcPr", "tblGrid", "rt")
)
_GOING: Final = frozenset({f"{W}del", f"{W}moveFrom"})
_COMING: Final = frozenset({f"{W}ins", f"{W}moveTo"})
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_ODD: Final = {
    "footnoteReference": "a footnote of Word's own",
    "endnoteReference": "an endnote of Word's own",
}
_SHAPES: Final = frozenset({"drawing", "pict", "object"})
_WORDS: Final = 200  # characters of a stretch that a comment hangs on
# What LibreOffice writes for whoever has told it no name.
_NOBODY: Final = frozenset({"Unknown Author", "未知作者", "不明作者"})
_NAME: Final = 80  # characters of an author's name
# What Word puts for typed arrows and the like, from fonts that are not Unicode.
_SYMBOLS: Final = {"F0E0": "→", "F0DF": "←", "F0F3": "↔", "F0FC": "✓", "F04A": "☺"}


@value
class Change:
    """Who changed something, and when."""

    author: str
    """The name that the program wrote."""
    date: str
    """As `2026-11-22`; empty where the program told none."""


@value
class Flow:
    """What stands in a cell or a paragraph."""

    pieces: tuple[Piece, ...] = ()
    """The text as it is to be."""
    before: tuple[Piece, ...] = ()
    """The text without the tracked changes."""
    bookmarks: tuple[str, ...] = ()
    """The bookmarks that begin in it."""
    changes: tuple[Change, ...] = ()
    """The tracked changes in it."""
    comments: tuple[tuple[str, str], ...] = ()
    """The comments that hang on it: number, and the words they hang on."""
    odd: tuple[str, ...] = ()
    """What stands in it that no Markdown can be made of."""
    cut: bool = False
    """Whether a field in it is not closed, so that words may be missing."""


class _Place(NamedTuple):
    """What is around an element: a link, a deletion, an insertion."""

    href: str = ""
    gone: bool = False
    new: bool = False


class Reader:
    """Reads paragraphs of one part."""

    def __init__(self, links: dict[str, str], looks: Looks) -> None:
        """Read with the targets of the part's relationships, and the file's styles."""
        self._links = links
        self._looks = looks

    def read(self, element: Any) -> Flow:
        """Return what stands in `element`; its paragraphs are joined with a blank.

        Tables in it belong to it.
        """
        state = State()
        self.follow(element, state)
        return state.flow()

    def follow(self, element: Any, state: State) -> None:
        """Tell `state` what stands in `element`."""
        if element.tag == f"{W}p":
            state.paragraph(element)
        # With a list of its own: content controls may be nested deeper than Python calls.
        stack: list[tuple[Iterator[Any], _Place]] = [(iter(element), _Place())]
        while stack:
            children, place = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                below = self._enter(child, place, state)
                if below is not None:
                    stack.append(below)

    def _enter(
        self, child: Any, place: _Place, state: State
    ) -> tuple[Iterator[Any], _Place] | None:
        """Take an element; return what of it is to be read next."""
        tag = child.tag
        if tag in _COMING or tag in _GOING:
            state.change(child)
            gone = place.gone or tag in _GOING
            place = place._replace(gone=gone, new=place.new or tag in _COMING)
        elif tag == f"{W}r":
            self._run(child, place, state)
            return _deeper(child, place)
        elif tag == f"{W}p":
            state.paragraph(child)
        elif tag == f"{W}hyperlink":
            target = self._links.get(child.get(f"{_R}id", ""), "")
            anchor = child.get(f"{W}anchor")
            href = target or (f"#{anchor}" if anchor else "") or place.href
            place = place._replace(href=href)
        elif tag == f"{W}fldSimple":
            target = Fields.target(child.get(f"{W}instr", ""))
            place = place._replace(href=target or place.href)
        elif tag == f"{_MC}AlternateContent":
            return _first_choice(child), place
        elif tag == f"{_M}t":
            state.add(child.text or "", Look(href=place.href), place)
            return None
        elif state.mark(child):
            return None
        return iter(child), place

    def _run(self, run: Any, place: _Place, state: State) -> None:
        look: Look | None = None
        for child in run:
            text = _text_of(child, state)
            if text:
                if look is None:
                    href = place.href or state.fields.href
                    look = self._looks.of(run.find(f"{W}rPr"), href)
                state.add(text, look, place)


def _first_choice(element: Any) -> Iterator[Any]:
    """Return what is in the first alternative that is there."""
    for child in element:
        if isinstance(child.tag, str):
            return iter(child)
    return iter(())


def _deeper(run: Any, place: _Place) -> tuple[Iterator[Any], _Place] | None:
    """Return what in a run may hold paragraphs of its own: shapes, ruby."""
    inner = [
        child
        for child in run
        if isinstance(child.tag, str)
        and len(child)
        and child.tag not in _SKIPPED
        and child.tag != f"{W}t"
    ]
    return (iter(inner), place) if inner else None


class State:
    """What has been read of a flow so far."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.fields = Fields()
        self._pieces: list[Piece] = []
        self._before: list[Piece] = []
        self._bookmarks: list[str] = []
        self._changes: dict[Change, None] = {}
        self._comments: dict[str, str] = {}
        self._open: dict[str, int] = {}
        self._odd: dict[str, None] = {}
        self._length = 0
        self._blank = self._joins = False
        self._any = False

    def flow(self) -> Flow:
        """Return what was read."""
        return Flow(
            tuple(self._pieces),
            tuple(self._before),
            tuple(self._bookmarks),
            tuple(self._changes),
            tuple(self._comments.items()),
            tuple(self._odd),
            cut=self.fields.in_code,
        )

    @property
    def length(self) -> int:
        """How many characters there are so far."""
        return self._length

    @property
    def joins(self) -> bool:
        """Whether the end of the last paragraph is deleted."""
        return self._joins

    def add(self, text: str, look: Look, place: _Place) -> None:
        """Take characters; those that are deleted or not yet there count for one side."""
        if not text:
            return
        if not place.new:
            self._before.append(Piece(text, look))
        if place.gone:
            return
        if self._blank and self._pieces:
            ends = self._pieces[-1].text[-1:] + text[:1]
            if not any(map(str.isspace, ends)):
                self._pieces.append(Piece(" "))
                self._length += 1
        self._blank = False
        self._pieces.append(Piece(text, look))
        self._length += len(text)

    def paragraph(self, element: Any) -> None:
        """Begin a paragraph: a blank parts it from the one before, if that has an end."""
        if self._any and not self._joins:
            self._blank = True
        self._any = True
        mark = element.find(f"{W}pPr/{W}rPr")
        self._joins = mark is not None and any(
            mark.find(tag) is not None for tag in _GOING
        )

    def change(self, element: Any) -> None:
        """Take who made a tracked change."""
        self._changes[change_of(element)] = None

    def mark(self, child: Any) -> bool:
        """Take a bookmark or an end of a comment's range; False for anything else."""
        match child.tag.removeprefix(W):
            case "bookmarkStart":
                self._bookmarks.append(child.get(f"{W}name", ""))
            case "commentRangeStart":
                self._open[child.get(f"{W}id", "")] = self._length
            case "commentRangeEnd":
                number = child.get(f"{W}id", "")
                start = self._open.pop(number, self._length)
                self._comments[number] = self._words(start)
            case name:
                if name in _SHAPES:
                    self.strange("a picture or shape")
                return False
        return True

    def comment(self, number: str) -> None:
        """Take the mark of a comment, which may have no range."""
        self._comments.setdefault(number, "")

    def note(self, child: Any) -> str:
        """Return the words for the mark of a note of Word's own; here there are none."""
        self.strange(_ODD[child.tag.removeprefix(W)])
        return ""

    def strange(self, what: str) -> None:
        """Take note of something that Markdown cannot say."""
        self._odd[what] = None

    def _words(self, start: int) -> str:
        """Return the last characters from `start` on, as many as a comment shows."""
        found: list[str] = []
        left = self._length - start
        for piece in reversed(self._pieces):
            if left <= 0 or len(found) > _WORDS:
                break
            found.append(piece.text[-left:])
            left -= len(piece.text)
        return "".join(reversed(found))[:_WORDS]


def change_of(element: Any) -> Change:
    """Return the author and the day that an element tells, made fit for one line."""
    author = " ".join(element.get(f"{W}author", "")[: 4 * _NAME].split())[:_NAME]
    if author in _NOBODY:
        author = ""
    date = element.get(f"{W}date", "")[:10]
    return Change(author, date if _DATE.fullmatch(date) else "")


def _text_of(child: Any, state: State) -> str:
    """Return the characters of a part of a run, and follow the fields it opens."""
    tag = child.tag
    match tag.removeprefix(W) if isinstance(tag, str) else "":
        case "t" | "delText":
            return "" if state.fields.in_code else child.text or ""
        case "tab" | "ptab":
            return "\t"
        case "br" | "cr":
            return "\n" if child.get(f"{W}type") in {None, "textWrapping"} else " "
        case "noBreakHyphen":
            return "\u2011"
        case "softHyphen":
            return "\u00ad"
        case "sym":
            return _symbol(child.get(f"{W}char", ""))
        case "fldChar":
            state.fields.turn(child.get(f"{W}fldCharType", ""))
        case "instrText":
            state.fields.say(child.text or "")
        case "commentReference":
            state.comment(child.get(f"{W}id", ""))
        case name if name in _ODD:
            return state.note(child)
        case _:
            pass
    return ""


def _symbol(code: str) -> str:
    """Return a character that is named by its place in a font."""
    code = code.upper()
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    if not re.fullmatch(r"[0-9A-F]{4}", code):
        return "\ufffd"
    number = int(code, 16)
    plain = 0x20 <= number < 0xD800
    return chr(number) if plain else "\ufffd"


def parts_of(elements: Iterable[Any], names: Iterable[str]) -> Iterator[Any]:
    """Yield the elements of these names below `elements`, none within another one."""
    wanted = {f"{W}{name}" for name in names}
    stack = [iter(elements)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in wanted:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            alternative = child.tag == f"{_MC}AlternateContent"
            stack.append(_first_choice(child) if alternative else iter(child))
