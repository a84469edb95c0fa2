"""Lays the new texts of a gap beside the old ones that stood there.

A gap lies between two texts that have not changed. In it the order is kept: whoever
edits a paragraph seldom turns it round. From the sure to the unsure: texts that are
alike; texts that together are one of the other side (split, join); and where then as
many are left on both sides, each with its counterpart, if they share enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from duizhao.catalog.likeness import fold, likeness, plain_ratio, words
from duizhao.catalog.search import find_near
from duizhao.catalog.sequence import heaviest

_THRESHOLD = 0.6
# The least likeness of two texts of a gap, as in msgmerge;
_PLACED = 0.4
# of the only two texts between neighbours that belong together;
_NEXT = 0.45
# and of two that come right after a text that has not changed, such as a heading.
_MOST_PLACED = 6
# How many in a row may be matched by their place.
_CLEARLY = 0.02
# How much likelier a text must be to be taken against the order.
_NEARNESS = 0.001
# What decides between texts that are equally alike: the same neighbours.
_ALIKE = 0.65
# How alike the parts of a split or join must be together to the whole,
_WHOLE = 0.85
# how much of the whole they must hold,
_PART = 0.4
# and how much of each part must stand in the whole beyond what the others hold.
MOST_PARTS = 3
"""Into how many texts one may be split."""
_SMALL = 10_000
# Comparisons in one gap; in a larger one only the neighbours and the likely are compared.
_REACH = 10


class Placed(NamedTuple):
    """A text in a gap."""

    place: int
    """Its place in its file."""
    text: str
    """The msgid."""
    offered: bool = True
    """Whether it has a translation. An old text without one may still be what a new one
    comes from; then that one gets nothing.
    """
    repeated: bool = False
    """Whether it stands in several places."""
    stands: bool = False
    """Whether an old one still stands elsewhere; then its place alone says little."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """New texts of a gap and the old ones they come from, by their order in the gap."""

    news: tuple[int, ...]
    """One; or the parts that one old text was split into."""
    olds: tuple[int, ...]
    """One; or the texts that were joined, the likest first."""
    likeness: float = 1.0
    """Of two that only their place brings together how alike they are; else 1."""


class _Side:
    """The texts of one side."""

    def __init__(self, texts: Sequence[Placed], before: int) -> None:
        self.texts, self.before = texts, before
        self.folded = [fold(one.text) for one in texts]
        self.free = [True] * len(texts)
        self._words: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.texts)

    def words(self, at: int) -> str:
        if at not in self._words:
            self._words[at] = words(self.texts[at].text)
        return self._words[at]

    def first(self) -> int | None:
        """Return the first text that is offered, if it follows the text before the gap
        and nothing stands between them but what is not translated.
        """
        for at, one in enumerate(self.texts):
            if one.place != self.before + at + 1:
                return None
            if one.offered:
                return at if self.free[at] and not one.stands else None
        return None

    def runs(self, around: range) -> Iterator[range]:
        """Yield the runs of free neighbours, two or three, that touch `around`."""
        for length in range(2, MOST_PARTS + 1):
            first = max(0, around.start - length + 1)
            for start in range(first, min(around.stop, len(self) - length + 1)):
                run = range(start, start + length)
                near = self.texts[run[-1]].place - self.texts[start].place < length
                if near and all(self.free[at] for at in run):
                    yield run


class Gap:
    """The texts between two anchors; `before` are the places of the first of these."""

    def __init__(
        self, news: Sequence[Placed], olds: Sequence[Placed], before: tuple[int, int]
    ) -> None:
        self.news, self.olds = _Side(news, before[0]), _Side(olds, before[1])

    def pairings(self) -> list[Pairing]:
        """Return what belongs together; each text stands in one pairing at most."""
        alike = list(self._alike())
        chain = self._likelier(heaviest(alike), alike)
        found: list[Pairing] = []
        if len(self.news) > 1 or len(self.olds) > 1:
            theirs = {old: new for new, old in chain}
            found += (
                Pairing(tuple(run), (at,))
                for at, run in _grouped(self.news, self.olds, theirs)
            )
            found += (
                Pairing((at,), tuple(_likest(self.olds, run, self.news.words(at))))
                for at, run in _grouped(self.olds, self.news, dict(chain))
            )
        for new, old in chain:
            if self.news.free[new] and self.olds.free[old]:
                found.append(self._paired(new, old))
        found += list(self._by_place(found))
        first, second = self.news.first(), self.olds.first()
        if first is not None and second is not None:
            shared = self._share(first, second)
            if shared >= _NEXT:
                found.append(self._paired(first, second, shared))
        return found

    def _paired(self, new: int, old: int, likeness: float = 1.0) -> Pairing:
        self.news.free[new] = self.olds.free[old] = False
        return Pairing((new,), (old,), likeness)

    def _alike(self) -> Iterator[tuple[int, int, float]]:
        for new, old in self._candidates():
            score = likeness(self.news.folded[new], self.olds.folded[old], _THRESHOLD)
            if score:
                yield new, old, score - _THRESHOLD / 2 + self._nearness(new, old)

    def _nearness(self, new: int, old: int) -> float:
        """Return what it is worth to stand as far from the ends of the gap as before.

        The text before counts for more: in a table it is the cell to the left.
        """
        first, last = new - old, len(self.news) - len(self.olds) - new + old
        return _NEARNESS / (1 + abs(first)) + _NEARNESS / (2 + 2 * abs(last))

    def _candidates(self) -> Iterable[tuple[int, int]]:
        rows, columns = len(self.news), len(self.olds)
        if rows * columns <= _SMALL:
            return ((new, old) for new in range(rows) for old in range(columns))
        near = find_near(
            [one.text for one in self.news.texts], [one.text for one in self.olds.texts]
        )
        found = {(new, old) for new, row in enumerate(near) for old in row}
        for new in range(rows):
            middle = new * columns // rows
            low, high = max(0, middle - _REACH), min(columns, middle + _REACH + 1)
            found.update((new, old) for old in range(low, high))
        return sorted(found)

    def _likelier(
        self, chain: list[tuple[int, int]], alike: list[tuple[int, int, float]]
    ) -> list[tuple[int, int]]:
        """Return the chain with clearly likelier old texts that the order left out."""
        if len(alike) == len(chain):
            return chain
        scores = {(new, old): score for new, old, score in alike}
        partner = dict(chain)
        taken = set(partner.values())
        for new, old, score in sorted(alike, key=lambda one: -one[2]):
            mine = partner.get(new)
            if mine is None or old in taken or score <= scores[new, mine] + _CLEARLY:
                continue
            partner[new] = old
            taken.add(old)
            taken.discard(mine)
        return sorted(partner.items())

    def _by_place(self, found: Iterable[Pairing]) -> Iterator[Pairing]:
        """Yield counterparts between neighbours that belong together."""
        new = old = 0
        bounds = [(one.news[0], one.news[-1], *_span(one.olds)) for one in found]
        end = (len(self.news), 0, len(self.olds), 0)
        for first, last, low, high in [*sorted(bounds), end]:
            news = [at for at in range(new, first) if self.news.free[at]]
            olds = [at for at in range(old, low) if self._left(at)]
            if len(news) != len(olds):
                # What stands everywhere comes and goes by itself.
                news = [at for at in news if not self.news.texts[at].repeated]
                olds = [at for at in olds if not self.olds.texts[at].repeated]
            if len(news) == len(olds) <= _MOST_PLACED:
                for a, b in zip(news, olds, strict=True):
                    shared = self._share(a, b)
                    if shared >= _PLACED:
                        yield self._paired(a, b, shared)
            new, old = last + 1, max(old, high + 1)

    def _left(self, old: int) -> bool:
        one = self.olds.texts[old]
        return self.olds.free[old] and one.offered and not one.stands

    def _share(self, new: int, old: int) -> float:
        """Return how much two texts share, with or without their markup."""
        return max(
            likeness(self.news.folded[new], self.olds.folded[old]),
            plain_ratio(self.news.texts[new].text, self.olds.texts[old].text),
        )


def _span(places: Sequence[int]) -> tuple[int, int]:
    return min(places), max(places)


def _grouped(
    many: _Side, one: _Side, known: dict[int, int]
) -> Iterator[tuple[int, range]]:
    """Yield what of `one` is several of `many`; `known` tells what it is alone."""
    low = 0
    marks = sorted(known)
    for at in range(len(one)):
        if at in known:
            low = known[at]
            around = range(low, low + 1)
        else:
            while marks and marks[0] < at:
                marks.pop(0)
            high = known[marks[0]] if marks else len(many)
            around = range(low, min(high, low + _REACH))
        if one.free[at] and (
            run := _best_run(many, one.words(at), around, known.get(at))
        ):
            one.free[at] = False
            for place in run:
                many.free[place] = False
            yield at, run


def _best_run(
    many: _Side, whole: str, around: range, known: int | None
) -> range | None:
    """Return the run of `many` that says together what `whole` says."""
    best = _ALIKE if known is None else plain_ratio(many.words(known), whole)
    found = None
    for run in many.runs(around):
        score = together([many.words(at) for at in run], whole)
        if score > best:
            best, found = score, run
    return found


def _likest(many: _Side, run: range, whole: str) -> list[int]:
    return sorted(run, key=lambda at: (-plain_ratio(many.words(at), whole), at))


def together(parts: Sequence[str], whole: str) -> float:
    """Return how alike the parts together are to the whole; 0 if one adds nothing."""
    joined = "".join(parts)
    score = plain_ratio(joined, whole)
    shared = score * (len(joined) + len(whole)) / 2
    if score < _ALIKE or shared < _WHOLE * len(whole):
        return 0.0
    for at, part in enumerate(parts):
        rest = "".join((*parts[:at], *parts[at + 1 :]))
        without = plain_ratio(rest, whole) * (len(rest) + len(whole)) / 2
        if shared - without < max(1, _PART * len(part)):
            return 0.0
    return score
