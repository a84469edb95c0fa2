"""The paragraphs of a running review with the places of all that is marked in them.

What a bookmark, a comment or a tracked change covers is told in characters of the
paragraph's text. The same reading proves a page before it goes out, and takes it back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Final

from duizhao.review.anchor import Spot, read_spot
from duizhao.review.flow import Change, Reader, State, change_of, parts_of
from duizhao.review.looks import W
from duizhao.review.markup import Piece, plain_text
from duizhao.review.words import HEADS
from duizhao.values import value

_MARKS: Final = (
    *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"),
)
_PARTS: Final = ("p", "tbl", "tr", *_MARKS)


@value
class Mark:
    """A place in a paragraph: where something begins or ends."""

    kind: str
    """`bookmarkStart`, `bookmarkEnd`, `commentRangeStart`, `commentRangeEnd`, `comment`."""
    number: str
    """The id by which a start finds its end."""
    at: int
    """The place, in characters."""
    name: str = ""
    """The bookmark's name."""


class PageState(State):
    """Follows one paragraph, and keeps the places of its marks."""

    def __init__(self, notes: Mapping[str, str]) -> None:
        """Read the marks of footnotes with these labels, by their ids."""
        super().__init__()
        self._notes = notes
        self.marks: list[Mark] = []
        self.changed: list[tuple[Change, int]] = []
        self.odds: list[tuple[str, int]] = []

    def mark(self, child: Any) -> bool:
        """Take the place of a bookmark or of a comment."""
        name = child.tag.removeprefix(W)
        if name not in _MARKS:
            return super().mark(child)
        self.marks.append(mark_of(child, self.length))
        return True

    def change(self, element: Any) -> None:
        """Take who made a tracked change, and where."""
        super().change(element)
        self.changed.append((change_of(element), self.length))

    def comment(self, number: str) -> None:
        """Take the place of a comment's sign."""
        self.marks.append(Mark("comment", number, self.length))

    def note(self, child: Any) -> str:
        """Return the mark of a footnote as Markdown has it."""
        label = self._notes.get(child.get(f"{W}id", ""))
        if label is None or not child.tag.endswith("}footnoteReference"):
            return super().note(child)
        return f"[^{label}]"

    def strange(self, what: str) -> None:
        """Take note of something that Markdown cannot say."""
        super().strange(what)
        self.odds.append((what, self.length))


def mark_of(element: Any, at: int) -> Mark:
    """Return the start or end that an element is."""
    return Mark(
        element.tag.removeprefix(W),
        element.get(f"{W}id", ""),
        at,
        element.get(f"{W}name", ""),
    )


@dataclass(slots=True)
class Paragraph:
    """One paragraph, or several that a reviewer's change has made one."""

    pieces: list[Piece]
    """Its text."""
    marks: list[Mark]
    """What begins and ends in it, in order."""
    changes: list[tuple[Change, int]]
    """The tracked changes, with their places."""
    odds: list[tuple[str, int]]
    """What no Markdown can be made of, with its place."""
    part: str
    """`` for the text, the id of a footnote for what stands in it."""
    cut: bool
    """Whether a field in it has no end."""
    goes_on: bool
    """Whether its end is deleted, so that the next one continues it."""
    text: str = ""
    """The characters of `pieces`."""
    count: int = 1
    """Of how many paragraphs it is made."""


@dataclass(slots=True)
class Paper:
    """A returned file, read."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    """The text, then the footnotes."""
    tables: list[Any] = field(default_factory=list)
    """The tables of ours, as elements."""


def read_paper(
    root: Any | None,
    notes: Any | None,
    readers: tuple[Reader, Reader],
    labels: Mapping[str, str],
) -> Paper:
    """Return the paragraphs of the text (`root`) and of the footnotes part.

    `readers` are those of the two parts; `labels` those of the footnotes by id.
    """
    paper = Paper()
    if root is not None:
        _read(paper, root, readers[0], labels, "")
    for note in notes_of(notes):
        _read(paper, note, readers[1], labels, note.get(f"{W}id", ""))
    return paper


def notes_of(notes: Any | None) -> Iterator[Any]:
    """Yield the footnotes of a part, without what Word needs to part them."""
    for one in notes if notes is not None else ():
        if one.tag == f"{W}footnote" and one.get(f"{W}type", "normal") == "normal":
            yield one


def _read(
    paper: Paper, root: Any, reader: Reader, labels: Mapping[str, str], part: str
) -> None:
    loose: list[Mark] = []
    stack: list[tuple[Iterator[Any], bool]] = [(parts_of([root], _PARTS), False)]
    while stack:
        elements, gone = stack[-1]
        one = next(elements, None)
        if one is None:
            stack.pop()
        elif one.tag == f"{W}p":
            found = read_paragraph(one, reader, labels, part)
            if gone:
                found.pieces, found.text = [], ""
            found.marks[:0] = loose
            loose = []
            paper.paragraphs.append(found)
        elif one.tag == f"{W}tbl":
            if is_ours(one):
                paper.tables.append(one)
            else:
                stack.append((parts_of(one, _PARTS), gone))
        elif one.tag == f"{W}tr":
            deleted = one.find(f"{W}trPr/{W}del") is not None
            stack.append((parts_of(one, _PARTS), gone or deleted))
        else:
            _outside(paper, loose, one)
    if loose and paper.paragraphs:
        last = paper.paragraphs[-1]
        last.marks += [_moved(one, len(last.text)) for one in loose]


def _outside(paper: Paper, loose: list[Mark], one: Any) -> None:
    """Take a mark between paragraphs: an end is that of the one before."""
    mark = mark_of(one, 0)
    if mark.kind.endswith("End") and paper.paragraphs and not loose:
        last = paper.paragraphs[-1]
        last.marks.append(_moved(mark, len(last.text)))
    else:
        loose.append(mark)


def read_paragraph(
    element: Any, reader: Reader, labels: Mapping[str, str], part: str = ""
) -> Paragraph:
    """Return one paragraph; what is nested in it belongs to it."""
    state = PageState(labels)
    reader.follow(element, state)
    flow = state.flow()
    pieces = list(flow.pieces)
    return Paragraph(
        pieces,
        state.marks,
        state.changed,
        state.odds,
        part,
        flow.cut,
        state.joins,
        plain_text(pieces),
    )


def is_ours(table: Any) -> bool:
    """Whether it is a table as the other layout has it, which stands behind the text."""
    row = next(parts_of(table, ("tr",)), None)
    if row is None:
        return False
    cells = (
        "".join(text.text or "" for text in cell.iter(f"{W}t")).strip()
        for cell in parts_of(row, ("tc",))
    )
    return {HEADS[1], HEADS[2]} <= set(cells)


def _moved(mark: Mark, by: int) -> Mark:
    return Mark(mark.kind, mark.number, mark.at + by, mark.name)


def joined(paragraphs: Iterable[Paragraph]) -> Paragraph:
    """Return paragraphs as one; a blank parts them, but where an end was deleted."""
    found = Paragraph([], [], [], [], "", cut=False, goes_on=True, count=0)
    texts: list[str] = []
    by, last = 0, ""
    for one in paragraphs:
        ends = last + one.text[:1]
        if len(ends) == 2 and not found.goes_on and not any(map(str.isspace, ends)):
            found.pieces.append(Piece(" "))
            texts.append(" ")
            by += 1
        found.pieces += one.pieces
        texts.append(one.text)
        found.marks += [_moved(mark, by) for mark in one.marks]
        found.changes += [(change, at + by) for change, at in one.changes]
        found.odds += [(what, at + by) for what, at in one.odds]
        found.part, found.cut = one.part, found.cut or one.cut
        found.goes_on = one.goes_on
        found.count += one.count
        by += len(one.text)
        last = one.text[-1:] or last
    found.text = "".join(texts)
    return found


@value
class Span:
    """A stretch of the text that a bookmark or a comment covers."""

    name: str
    """The bookmark's name, or the comment's number."""
    start: tuple[int, int]
    """The paragraph and the character in it where it begins."""
    stop: tuple[int, int]
    """Where it ends."""


def spans_of(paragraphs: list[Paragraph], begin: str, end: str) -> list[Span]:
    """Return what begins with marks of one kind and ends with those of another.

    What has no end ends where its paragraph does.
    """
    found: list[Span] = []
    waiting: dict[tuple[bool, str], tuple[str, int, int]] = {}
    for index, one in enumerate(paragraphs):
        in_note = bool(one.part)
        for mark in one.marks:
            key = (in_note, mark.number)
            if mark.kind == begin:
                waiting[key] = (mark.name or mark.number, index, mark.at)
            elif mark.kind == end and key in waiting:
                name, first, at = waiting.pop(key)
                found.append(Span(name, (first, at), (index, mark.at)))
    for name, first, at in waiting.values():
        last = len(paragraphs[first].text)
        found.append(Span(name, (first, at), (first, last)))
    return [_trimmed(one, paragraphs) for one in found]


def _trimmed(span: Span, paragraphs: list[Paragraph]) -> Span:
    """Return a span without the ends of paragraphs in which it has no character."""
    (first, start), (last, stop) = span.start, span.stop
    while first < last and not paragraphs[first].text[start:].strip():
        first, start = first + 1, 0
    while last > first and not paragraphs[last].text[:stop].strip():
        last -= 1
        stop = len(paragraphs[last].text)
    return Span(span.name, (first, start), (last, stop))


def spots_of(spans: Iterable[Span]) -> list[tuple[Spot, Span]]:
    """Return those of our bookmarks, with what their names say."""
    named = ((read_spot(one.name), one) for one in spans)
    return [(spot, span) for spot, span in named if spot is not None]


class Pieces:
    """The pieces of one paragraph, to be cut by characters."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        """Count the characters before each."""
        self._pieces = pieces
        self._starts = list(accumulate((len(one.text) for one in pieces), initial=0))

    def cut(self, start: int, stop: int) -> tuple[Piece, ...]:
        """Return the pieces between two characters.

        >>> [one.text for one in Pieces([Piece("one "), Piece("two")]).cut(2, 6)]
        ['e ', 'tw']
        """
        found: list[Piece] = []
        index = max(bisect_right(self._starts, start) - 1, 0)
        while index < len(self._pieces) and (at := self._starts[index]) < stop:
            piece = self._pieces[index]
            if text := piece.text[max(start - at, 0) : stop - at]:
                found.append(Piece(text, piece.look))
            index += 1
        return tuple(found)
