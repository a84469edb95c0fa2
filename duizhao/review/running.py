"""A returned page as rows: the second way to find segments in a file.

Everything after it is the same as for the table. A row's number is told only where two
things agree on it: its bookmark, and its words or its place between its neighbours.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz

from duizhao.language import has_han
from duizhao.review.anchor import Anchor, text_digest
from duizhao.review.archive import Archive
from duizhao.review.back import Back, links_of, row_of
from duizhao.review.columns import Columns
from duizhao.review.flow import Change, Flow, Reader, parts_of
from duizhao.review.looks import Looks
from duizhao.review.markup import Piece, plain_text, written
from duizhao.review.remarks import Remark, Remarks, cut, one_line
from duizhao.review.running_cluster import (
    Claim,
    Cluster,
    Key,
    Seat,
    clusters_of,
)
from duizhao.review.running_paper import paper_of
from duizhao.review.running_place import (
    Seating,
)
from duizhao.review.running_read import (
    Paper,
    Pieces,
    spans_of,
)
from duizhao.review.running_store import Put, Store, find_store
from duizhao.review.words import BEHIND, RUNNING_GUIDE
from duizhao.values import value

_LIKE: Final = 50.0  # per cent that a changed sentence has of the one that was sent
_CHINESE: Final = 60.0  # per cent by which Chinese is no translation of itself
_SHOWN: Final = 200  # characters of the words that a comment hangs on
_EMPTY: Final = text_digest("")


@value
class Returned:
    """What was found in a returned page."""

    rows: tuple[Back, ...]
    """The segments, and what happened to paragraphs."""
    strays: tuple[str, ...]
    """Paragraphs that nobody has sent."""
    lost: tuple[Remark, ...]
    """The remarks that hang on no segment."""


def read_running(
    archive: Archive, properties: Mapping[str, str], roll: Mapping[int, Anchor]
) -> Returned:
    """Return the segments of a page that came back."""
    remarks = Remarks(archive, frozenset(properties.get("duizhao.asked", "").split()))
    store = find_store(archive, properties)
    paper = paper_of(archive, store)
    known = set(
        map(one_line, (*RUNNING_GUIDE, BEHIND, properties.get("duizhao.title", "")))
    )
    seating = Seating(clusters_of(paper.paragraphs), store, known)
    found = _Rows(seating, store, roll, remarks)
    rows = [*found.rows(), *_table_rows(archive, paper, remarks), *found.told()]
    strays = tuple(map(cut, found.strays()))
    return Returned(tuple(rows), strays, tuple(remarks.rest()))


def _table_rows(archive: Archive, paper: Paper, remarks: Remarks) -> Iterator[Back]:
    """Yield the rows of the table behind the text."""
    reader = Reader(
        links_of(archive, "document"), Looks(archive.root("word/styles.xml"))
    )
    for table in paper.tables:
        columns = Columns()
        for row in parts_of(table, ("tr",)):
            line = columns.read(row, reader)
            if line is not None:
                yield row_of(row, line, remarks)


class _Rows:
    """Makes rows of what was found where."""

    def __init__(
        self,
        seating: Seating,
        store: Store,
        roll: Mapping[int, Anchor],
        remarks: Remarks,
    ) -> None:
        self._clusters = seating.clusters
        self._seating = seating
        self._store = store
        self._roll = roll
        self._remarks = remarks
        self._flat = [
            (put.number, put.again)
            for puts in store.paragraphs
            for put in puts
            if put.number
        ]
        self._order = {key: at for at, key in enumerate(self._flat)}
        self._found = [
            (seat.put.number, seat.put.again)
            for one in self._clusters
            for seat in one.seats
            if seat.put.number and seat.stretch[0] < seat.stretch[1]
        ]
        self._place = {key: at for at, key in enumerate(self._found)}
        self._comments = _comments_of(self._clusters)

    def rows(self) -> Iterator[Back]:
        """Yield a row for each segment on the page."""
        sources = {
            claim.key: one.text[claim.start : claim.stop].strip()
            for one in self._clusters
            for claim in one.chinese
        }
        for at, one in enumerate(self._clusters):
            hung = self._hung(at, one)
            pieces = Pieces(one.paragraph.pieces)
            for seat in one.seats:
                if seat.put.number:
                    row = self._row((one, pieces), seat, hung.get(id(seat), []))
                    key = (seat.put.number, seat.put.again)
                    yield replace(row, source=sources.get(key, ""))
            if not one.seats:
                yield from self._on_chinese(one, hung)

    def _row(
        self, place: tuple[Cluster, Pieces], seat: Seat, hung: Sequence[tuple[str, str]]
    ) -> Back:
        cluster, cutter = place
        put, (start, stop) = seat.put, seat.stretch
        anchor = seat.anchor or self._roll.get(put.number)
        paragraph = cluster.paragraph
        pieces = cutter.cut(start, stop)
        changes = tuple(
            dict.fromkeys(c for c, at in paragraph.changes if start <= at <= stop)
        )
        by = changes[0] if changes else Change("", "")
        told = list(self._remarks.of(Flow(comments=tuple(hung))))
        told += [
            Remark(by.author, by.date, f"[{what} in the English was not taken]")
            for what, at in paragraph.odds
            if start <= at <= stop and start < stop
        ]
        row = Back(
            () if anchor is None else (anchor,),
            str(put.number),
            "",
            pieces,
            (),
            changes,
            tuple(told),
            start == stop,
            "a field in it has no end, so that words may be missing"
            if paragraph.cut
            else "",
        )
        return self._judged(row, seat, anchor)

    def _judged(self, row: Back, seat: Seat, anchor: Anchor | None) -> Back:
        """Return a row with why it cannot be taken, if it cannot."""
        put, words = seat.put, one_line(plain_text(row.pieces))
        same = words == one_line(put.text)
        missing = anchor is not None and anchor.sent == _EMPTY
        if anchor is None:
            return replace(row, why="nothing says which segment it is")
        if missing and same:
            return replace(row, pieces=(), deleted=False)
        if same and put.text:
            return replace(row, pieces=_as_caption(row.pieces, put))
        if row.deleted or row.why:
            return row
        if missing and has_han(words) and _like(words, put.text) >= _CHINESE:
            why = "its Chinese was changed, and there is no translation"
            return replace(row, why=why)
        if not seat.sure:
            return replace(row, why="its words run into those of its neighbours")
        key = (put.number, put.again)
        if put.text and _like(words, put.text) < _LIKE and not self._stands(key):
            why = "its words and its neighbours are not those that were sent"
            return replace(row, why=why)
        if not put.text and text_digest(written(row.pieces)) != anchor.sent:
            why = "the file does not say any more what was sent"
            return replace(row, why=why)
        return replace(row, pieces=_as_caption(row.pieces, put))

    def _stands(self, key: Key) -> bool:
        """Whether a segment stands between those that it was sent between."""
        at, now = self._order.get(key), self._place.get(key)
        if at is None or now is None:
            return False
        before = self._found[now - 1] if now else None
        after = self._found[now + 1] if now + 1 < len(self._found) else None
        sent_before = self._flat[at - 1] if at else None
        sent_after = self._flat[at + 1] if at + 1 < len(self._flat) else None
        return before == sent_before and after == sent_after

    # --- comments ---------------------------------------------------------------------

    def _hung(self, at: int, cluster: Cluster) -> dict[int, list[tuple[str, str]]]:
        """Return the comments of a paragraph by the identity of the seat they hang on."""
        found: dict[int, list[tuple[str, str]]] = {}
        seats = [one for one in cluster.seats if one.put.number]
        seats.sort(key=lambda one: one.stretch)
        starts = [one.stretch[0] for one in seats]
        for number, start, stop in self._comments.get(at, ()):
            words = cluster.text[start:stop][:_SHOWN]
            first = max(bisect_right(starts, start) - 1, 0)
            near = seats[first : first + 2]
            inside = [one for one in near if _meet(one.stretch, start, stop)]
            key = id(inside[0]) if inside else 0
            found.setdefault(key, []).append((number, words))
        return found

    def _on_chinese(
        self, cluster: Cluster, hung: Mapping[int, Sequence[tuple[str, str]]]
    ) -> Iterator[Back]:
        """Yield a row for each remark on the Chinese beneath a paragraph."""
        for number, words in hung.get(0, ()):
            start = max(cluster.text.find(words), 0)
            for claim in cluster.chinese:
                if claim.start <= start < max(claim.stop, claim.start + 1):
                    told = tuple(self._remarks.of(Flow(comments=((number, words),))))
                    if told:
                        yield self._remark(claim, told)

    def _remark(self, claim: Claim, told: tuple[Remark, ...]) -> Back:
        anchor = claim.spot.anchor
        return Back((anchor,), str(anchor.number), remarks=told)

    # --- what is no segment -----------------------------------------------------------

    def told(self) -> Iterator[Back]:
        """Yield what happened to paragraphs, and to words that are no segments."""
        yield from self._structure()
        for one in self._clusters:
            for seat in one.seats:
                if not seat.put.number and seat.anchor is None:
                    words = one.text[slice(*seat.stretch)]
                    if one_line(words) != one_line(seat.put.text):
                        yield _told(words, "it is no part of the review as it was sent")
            if one.copies:
                yield _told(one.text, "its words stand in the file twice")

    def _structure(self) -> Iterator[Back]:
        home = {
            (put.number, put.again): group
            for group, puts in enumerate(self._store.paragraphs)
            for put in puts
            if put.number
        }
        seen: set[int] = set()
        groups: list[tuple[int, Cluster]] = []
        for one in self._clusters:
            keys = [
                (seat.put.number, seat.put.again)
                for seat in one.seats
                if seat.stretch[0] < seat.stretch[1]
            ]
            own = list(dict.fromkeys(home[key] for key in keys if key in home))
            if len(own) > 1 or (own and one.chinese):
                yield _told(one.text, "paragraphs were joined here")
            elif own and (one.paragraph.count > 1 or own[0] in seen):
                yield _told(one.text, "a paragraph was parted here")
            order = [self._order[key] for key in keys if key in self._order]
            if order != sorted(order) and len(own) == 1:
                yield _told(one.text, "sentences were moved here")
            groups += [(group, one) for group in own if group not in seen]
            seen.update(own)
        for one in _moved(groups):
            yield _told(one.text, "a paragraph was moved here")

    def strays(self) -> Iterator[str]:
        """Yield the paragraphs that nobody has sent."""
        for one in self._clusters:
            text = one_line(one.text)
            if not text or one.seats or one.copies:
                continue
            if one.chinese:
                text = one_line(_uncovered(one))
                if text:
                    yield text
            elif not self._seating.was_sent(one):
                yield text
        for text in self._seating.gone():
            yield text


def _told(text: str, why: str) -> Back:
    return Back(pieces=(Piece(cut(one_line(text))),), why=why)


def _uncovered(cluster: Cluster) -> str:
    """Return the words of a paragraph that are under none of its bookmarks."""
    found, at = [], 0
    for claim in sorted(cluster.chinese, key=lambda one: one.start):
        found.append(cluster.text[at : max(at, claim.start)])
        at = max(at, claim.stop)
    return " ".join([*found, cluster.text[at:]])


def _moved(groups: Sequence[tuple[int, Cluster]]) -> list[Cluster]:
    """Return the clusters outside of the longest rising sequence."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (group, _) in enumerate(groups):
        place = bisect_left(tails, group)
        tails[place : place + 1] = [group]
        before.append(last[place - 1] if place else -1)
        last[place : place + 1] = [at]
    kept: set[int] = set()
    at = last[-1] if last else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return [one for at, (_, one) in enumerate(groups) if at not in kept]


def _meet(stretch: tuple[int, int], start: int, stop: int) -> bool:
    """Whether a comment hangs on some of a stretch."""
    first, last = stretch
    if start == stop:
        return first <= start <= last
    return start < last and first < stop


def _like(words: str, text: str) -> float:
    return fuzz.ratio(words[:20_000], one_line(text)[:20_000])


def _as_caption(pieces: tuple[Piece, ...], put: Put) -> tuple[Piece, ...]:
    """Return the words of a caption with the Markdown of its picture around them."""
    if not put.before:
        return pieces
    words = one_line(plain_text(pieces)).replace("\\", "\\\\")
    title = put.before.endswith('"')
    words = words.replace('"', '\\"') if title else _escaped(words)
    return (Piece(f"{put.before}{words}{put.after}"),)


def _escaped(text: str) -> str:
    return text.replace("[", "\\[").replace("]", "\\]")


def _comments_of(clusters: Iterable[Cluster]) -> dict[int, list[tuple[str, int, int]]]:
    """Return where comments hang, by the paragraph in which they begin."""
    paragraphs = [one.paragraph for one in clusters]
    found: dict[int, list[tuple[str, int, int]]] = {}
    seen: set[str] = set()
    for span in spans_of(paragraphs, "commentRangeStart", "commentRangeEnd"):
        first, start = span.start
        last, stop = span.stop
        if last > first:
            stop = len(paragraphs[first].text)
        found.setdefault(first, []).append((span.name, start, stop))
        seen.add(span.name)
    for at, one in enumerate(paragraphs):
        for mark in one.marks:
            if mark.kind == "comment" and mark.number not in seen:
                found.setdefault(at, []).append((mark.number, mark.at, mark.at))
    return found
