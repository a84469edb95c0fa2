"""Where the sentences of a paragraph stand after somebody has edited it.

Two things say so: the bookmarks, and the text as it was sent. A sentence that stands
under its bookmark, or just once in the paragraph, as it was sent, is where it is. What
is between two such belongs to the sentences sent between them; their borders are those
of the bookmarks, and move only where a comparison with the sent text says so.

Law: the found stretches, in order, are the whole paragraph, blanks apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from duizhao.values import value

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_BLANK: Final = re.compile(r"\s+")
_FINAL: Final = re.compile(r"[.!?…。！？][”’\"')\]）」』]*(?:\[\^[^\]\s]+\])?\Z")
_LONGEST: Final = 4000  # words that are compared with one another
WIDEST: Final = 200_000
"""Characters of a paragraph in which sentences are looked for."""
_OWNER: Final = itemgetter(1)
_FIRST: Final = itemgetter(0)
SHORTEST: Final = 8
"""Characters by which a sentence without a bookmark is known."""

Stretch = tuple[int, int]
"""Two places in a text."""


@value
class Want:
    """A sentence that is looked for."""

    text: str | None
    """As it was sent; None where nobody knows."""
    span: Stretch | None = None
    """Where its bookmark is; None where it has none."""

    @property
    def covers(self) -> bool:
        """Whether its bookmark is over any characters."""
        return self.span is not None and self.span[0] < self.span[1]


def align(text: str, wants: Sequence[Want]) -> list[Stretch] | None:
    """Return where each of `wants`, in order, stands in `text`; None where in doubt."""
    pins = _pins(text, wants)
    found: list[Stretch | None] = list(pins)
    at = 0
    index = 0
    while index <= len(wants):
        last = index
        while last < len(wants) and pins[last] is None:
            last += 1
        pin = pins[last] if last < len(wants) else None
        end = len(text) if pin is None else pin[0]
        region = _trim(text, (at, end))
        if last == index:
            if not _leftover(text, region, wants, found, index):
                return None
        else:
            inner = _between(text, region, wants[index:last])
            if inner is None:
                return None
            found[index:last] = inner
        at = len(text) if pin is None else pin[1]
        index = last + 1
    return [(0, 0) if one is None else one for one in found]


def _pins(text: str, wants: Sequence[Want]) -> list[Stretch | None]:
    """Return where the sentences are that nobody has touched."""
    found: list[Stretch | None] = []
    at = 0
    for want in wants:
        pin = _pin(text, want, at)
        found.append(pin)
        at = at if pin is None else pin[1]
    return found


def _pin(text: str, want: Want, after: int) -> Stretch | None:
    if want.text is None or not want.text.strip():
        return None
    if want.span is not None and want.covers:
        start, stop = _trim(text, want.span)
        if start >= after and _same(text[start:stop], want.text):
            return start, stop
    words = want.text.strip()
    if len(words) < SHORTEST and want.span is not None:
        return None
    start = text.find(words, after) if len(text) <= WIDEST else -1
    if start < 0 or text.find(words, start + 1) >= 0:
        return None
    return (start, start + len(words)) if _whole(text, start, len(words)) else None


def _whole(text: str, start: int, length: int) -> bool:
    """Whether a stretch begins and ends where words do."""
    edges = (text[start - 1 : start + 1], text[start + length - 1 : start + length + 1])
    return not any(len(one) == 2 and one.isalnum() for one in edges) or start == 0


def _same(one: str, other: str) -> bool:
    return _BLANK.sub(" ", one).strip() == _BLANK.sub(" ", other).strip()


def _trim(text: str, stretch: Stretch) -> Stretch:
    """Return a stretch without the blanks at its ends."""
    start, stop = stretch
    words = text[start:stop]
    start += len(words) - len(words.lstrip())
    return (start, start + len(words.strip())) if words.strip() else (start, start)


# --- what nobody was to stand in ------------------------------------------------------


def _leftover(
    text: str,
    region: Stretch,
    wants: Sequence[Want],
    found: list[Stretch | None],
    index: int,
) -> bool:
    """Give words between two untouched sentences to the one that they belong to.

    Return False where they are those of a third one.
    """
    start, stop = region
    if start >= stop:
        return True
    for at, want in enumerate(wants):
        near = at in (index - 1, index)
        if not near and want.span and want.span[0] < stop and want.span[1] > start:
            return False
    before = found[index - 1] if index else None
    after = found[index] if index < len(found) else None
    if after is None or (before is not None and _to_first(text, region, wants, index)):
        if before is not None:
            found[index - 1] = (before[0], stop)
    else:
        found[index] = (start, after[1])
    return True


def _to_first(text: str, region: Stretch, wants: Sequence[Want], index: int) -> bool:
    """Whether words at a border belong to the sentence before it."""
    start, stop = region
    left, right = wants[index - 1].span, wants[index].span
    if left is not None and left[0] < start and left[1] >= stop:
        return True
    if right is not None and right[0] <= start and right[1] > stop:
        return False
    touches_left = start > 0 and not text[start - 1].isspace()
    touches_right = stop < len(text) and not text[stop].isspace()
    if touches_left != touches_right:
        return touches_left
    return _FINAL.search(text[start:stop]) is not None


# --- sentences that were edited -------------------------------------------------------


def _between(text: str, region: Stretch, wants: Sequence[Want]) -> list[Stretch] | None:
    """Return the places of sentences that are somewhere in a region."""
    start, stop = region
    if start >= stop:
        return [(start, start) for _ in wants]
    there = [one for one in wants if one.covers]
    if there and len(there) < len(wants) and _covered(text, region, there):
        # What has lost its words has nothing left here.
        inner = iter(_between(text, region, there) or ())
        found: list[Stretch] = []
        at = start
        for one in wants:
            place = next(inner, None) if one.covers else (at, at)
            if place is None:
                return None
            found.append(place)
            at = place[1]
        return found
    if len(wants) == 1:
        return [region]
    borders = _borders(text, region, wants)
    if borders is None:
        return None
    edges = [start, *borders, stop]
    return [_trim(text, (edges[at], edges[at + 1])) for at in range(len(wants))]


def _covered(text: str, region: Stretch, wants: Sequence[Want]) -> bool:
    """Whether the bookmarks of `wants` are over all words of a region."""
    at = region[0]
    for one in wants:
        if one.span is None or text[at : max(one.span[0], at)].strip():
            return False
        at = max(at, one.span[1])
    return not text[at : region[1]].strip()


def _borders(text: str, region: Stretch, wants: Sequence[Want]) -> list[int] | None:
    """Return the borders between sentences in a region; None where in doubt."""
    places = [
        (found.start() + region[0], found.end() + region[0], found[0])
        for found in _TOKEN.finditer(text[region[0] : region[1]])
    ]
    sent = [
        (word, index)
        for index, one in enumerate(wants)
        for word in _TOKEN.findall(one.text or "")
    ]
    if len(places) > _LONGEST or len(sent) > _LONGEST:
        return None
    found: list[int] = []
    around = _around(region, sent, places, len(wants))
    for index, kept in enumerate(around, start=1):
        one = _border(text, wants, index, kept)
        if one is None or (found and one < found[-1]):
            return None
        found.append(one)
    return found


def _common(
    sent: Sequence[tuple[str, int]], places: Sequence[tuple[int, int, str]]
) -> list[tuple[int, int]]:
    """Return the words that both have: their indices in each."""
    blocks = Indel.opcodes([word for word, _ in sent], [one[2] for one in places])
    return [
        (block.src_start + at, block.dest_start + at)
        for block in blocks
        if block.tag == "equal"
        for at in range(block.src_end - block.src_start)
    ]


@value
class _Kept:
    """What of the sentences around a border both texts have."""

    left: int
    """The place behind the last word that is before it in both."""
    right: int
    """The first place of what is behind it in both."""
    tail: str
    """What was sent after the word at `left`, of the sentence before."""
    head: str
    """What was sent before the word at `right`, of the sentence behind."""
    whole: bool
    """Whether one of the two has no word left."""


def _border(text: str, wants: Sequence[Want], index: int, kept: _Kept) -> int | None:
    """Return the border before the sentence at an index."""
    left, right = kept.left, kept.right
    known = _known(text, wants[index - 1], wants[index])
    if not text[left:right].strip():
        return right
    if known is not None and left <= known <= right and _parts(text, known):
        return known
    if kept.whole and len(wants) > 2:
        return known
    return _best(text, (left, right), kept.tail, kept.head)


def _around(
    region: Stretch,
    sent: Sequence[tuple[str, int]],
    places: Sequence[tuple[int, int, str]],
    count: int,
) -> Iterator[_Kept]:
    """Yield what both texts have around each border, in order."""
    kept = _common(sent, places)
    starts = [bisect_left(sent, index, key=_OWNER) for index in range(count + 1)]
    for index in range(1, count):
        border = starts[index]
        after = bisect_left(kept, border, key=_FIRST)
        before = kept[after - 1] if after else None
        behind = kept[after] if after < len(kept) else None
        begin = max(starts[index - 1], before[0] + 1) if before else starts[index - 1]
        end = min(starts[index + 1], behind[0]) if behind else starts[index + 1]
        yield _Kept(
            region[0] if before is None else places[before[1]][1],
            region[1] if behind is None else places[behind[1]][0],
            " ".join(word for word, _ in sent[begin:border]),
            " ".join(word for word, _ in sent[border:end]),
            begin == starts[index - 1] or end == starts[index + 1],
        )


def _known(text: str, before: Want, after: Want) -> int | None:
    """Return the border that the bookmarks tell, where both tell the same."""
    if before.span is None or after.span is None:
        return None
    if not (before.covers and after.covers):
        return None
    left, right = before.span[1], after.span[0]
    if left > right or text[left:right].strip():
        return None
    return _trim(text, (right, len(text)))[0]


def _parts(text: str, at: int) -> bool:
    """Whether a place is between words."""
    edge = text[at - 1 : at + 1]
    return len(edge) < 2 or not edge.isalnum()


def _best(text: str, stretch: Stretch, tail: str, head: str) -> int | None:
    """Return where changed words at a border part; None where nothing parts them."""
    start, stop = stretch
    parts = not tail.strip() or not head.strip()
    edges = [start, stop] if parts else []
    edges += [start + one.end() for one in _BLANK.finditer(text[start:stop])]
    edges = [one for one in edges if _parts(text, one)]
    if not edges:
        return None

    def worth(at: int) -> tuple[float, bool]:
        first, second = text[start:at].strip(), text[at:stop].strip()
        ends = _FINAL.search(text[:at].rstrip()) is not None
        like = fuzz.ratio(first, tail) if first or tail else 100.0
        like += fuzz.ratio(second, head) if second or head else 100.0
        return like + 60 * ends, ends

    return max(edges, key=worth)
