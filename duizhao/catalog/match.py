"""Finds for each new text the old one that it comes from.

First by place: equal texts on both sides are anchors, and in the gap between two of them
the old texts that are gone are laid beside the new ones, in order. A text that stands
in several places counts in each, so far as the catalogs tell; where it stood oftener,
it is gone from one of them. What finds nothing there is looked for in the whole
catalog, where likeness alone has to speak for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from duizhao.catalog.astride import Astride
from duizhao.catalog.gaps import Gap, Pairing, Placed
from duizhao.catalog.likeness import Folded, bare_likeness, fold, likeness
from duizhao.catalog.search import find_near
from duizhao.catalog.sequence import anchors

THRESHOLD = 0.65
"""The least likeness of a text that stood elsewhere: more than in a gap."""
TAKEN_THRESHOLD = 0.7
"""The same for a translation that another new text has got already."""
USED_THRESHOLD = 0.8
"""The same for one whose text still stands: texts of one document are alike anyway."""
_NEARNESS = 0.02
# What decides between texts that are equally alike: the distance.
_PLACE = 0.2
# How much likelier a text that stood elsewhere must be than one that only stood here.


class Kind(StrEnum):
    """What became of an old text."""

    EDIT = "edit"
    """One text was one before."""
    SPLIT = "split"
    """It was longer: others have the rest of it."""
    JOIN = "join"
    """It was several texts."""


class Old(NamedTuple):
    """A text of the catalog."""

    text: str
    """Its msgid."""
    gone: bool
    """Whether it is in the manuscript no longer."""
    obsolete: bool = False
    """Whether it was gone before; then its place says nothing."""
    offered: bool = True
    """Whether it has a translation. One without may still be what a text comes from."""


class New(NamedTuple):
    """A text of the pot."""

    text: str
    """Its msgid."""
    place: int | None = None
    """Where it stands in the catalog, if it does."""
    asked: bool = True
    """Whether an old text is looked for."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a new text comes from."""

    kind: Kind
    """How it was changed."""
    sources: tuple[int, ...]
    """The places of its old texts; the first has most in common with it."""
    parts: tuple[int, ...] = ()
    """Of a split the places of all new texts, in order."""


class Standing(NamedTuple):
    """How the texts of both sides follow each other in the manuscript."""

    old: Sequence[int]
    """Their places in the catalog; one that stands there twice is named twice."""
    new: Sequence[int]
    """The same of the pot."""


def match_texts(
    old: Sequence[Old], new: Sequence[New], standing: Standing | None = None
) -> dict[int, Match]:
    """Return the match of each new text that has one, by its place in `new`.

    Without `standing` the texts are taken to follow each other as in the catalogs.
    """
    if not any(one.asked for one in new) or not any(one.offered for one in old):
        return {}
    standing = standing or Standing(range(len(old)), range(len(new)))
    return _Matcher(old, new, standing).matches()


_Side = dict[int, int]
# The texts of a gap: by where they stand their places in the catalog.


class _Matcher:
    """One catalog against one pot."""

    def __init__(
        self, old: Sequence[Old], new: Sequence[New], standing: Standing
    ) -> None:
        self.old, self.new, self.standing = old, new, standing
        self.often = _often(standing.old), _often(standing.new)
        self.found: dict[int, Match] = {}
        self.taken: set[int] = set()
        self.expected: dict[int, int] = {}
        self.placed: list[tuple[float, int, int]] = []

    def matches(self) -> dict[int, Match]:
        for news, olds, before in self._gaps():
            # Of a text in several places the first that was found tells.
            known = [self.found[at] for at in news.values() if at in self.found]
            spent = {source for one in known for source in one.sources}
            mine = {k: at for k, at in news.items() if at not in self.found}
            theirs = {k: at for k, at in olds.items() if at not in spent}
            if mine and theirs:
                gap = Gap(
                    [self._new(*one) for one in mine.items()],
                    [self._old(*one) for one in theirs.items()],
                    before,
                )
                for pairing in gap.pairings():
                    self._take(pairing, [*mine.values()], [*theirs.values()])
        self._elsewhere()
        # What was matched with an untranslated text has no translation to take.
        return {
            at: one
            for at, one in self.found.items()
            if all(self.old[source].offered for source in one.sources)
        }

    def _new(self, where: int, at: int) -> Placed:
        return Placed(where, self.new[at].text, repeated=self.often[1][at] > 1)

    def _old(self, where: int, at: int) -> Placed:
        one, repeated = self.old[at], self.often[0][at] > 1
        return Placed(where, one.text, one.offered, repeated, not one.gone)

    def _gaps(self) -> Iterator[tuple[_Side, _Side, tuple[int, int]]]:
        """Yield what is new and what is gone between each two anchors, and the first."""
        olds, news = self.standing
        pairs = anchors([self._kept(at) for at in news], olds)
        rarer = self._rarer()
        # As far as the catalog had come at each of the old places.
        reached = [0, *accumulate((at + 1 for at in olds), max)]
        first, second = 0, 0
        for at, place in [*pairs, (len(news), len(olds))]:
            if at == first and place == second:
                first, second = at + 1, place + 1
                continue
            mine = {k: news[k] for k in range(first, at) if self._open(news[k])}
            for one in mine.values():
                self.expected.setdefault(one, reached[second])
            theirs = {
                k: olds[k]
                for k in range(second, place)
                if self._left(olds[k]) or olds[k] in rarer
            }
            yield mine, theirs, (first - 1, second - 1)
            first, second = at + 1, place + 1

    def _kept(self, at: int) -> int | None:
        place = self.new[at].place
        return None if place is None or self.old[place].obsolete else place

    def _rarer(self) -> set[int]:
        """Return the old texts that stand now in fewer places, though in some."""
        times, _ = self.often
        left = Counter(map(self._kept, self.standing.new)) if times else Counter()
        return {at for at, count in times.items() if 0 < left[at] < count}

    def _open(self, at: int) -> bool:
        one = self.new[at]
        return one.asked and one.place is None

    def _left(self, at: int) -> bool:
        one = self.old[at]
        return one.gone and not one.obsolete

    def _take(self, pairing: Pairing, news: list[int], olds: list[int]) -> None:
        sources = tuple(olds[at] for at in pairing.olds)
        parts = tuple(news[at] for at in pairing.news)
        if any(at in self.found for at in parts):
            return
        if pairing.likeness < 1:
            self.placed.append((-pairing.likeness - _PLACE, parts[0], sources[0]))
            return
        kind = Kind.EDIT
        if len(parts) > 1:
            kind = Kind.SPLIT
        elif len(sources) > 1:
            kind = Kind.JOIN
        for at in parts:
            self.found[at] = Match(kind, sources, parts if len(parts) > 1 else ())
        self.taken.update(sources)

    def _elsewhere(self) -> None:
        """Look for the rest in the whole catalog, the likest first."""
        rest = [at for at in self.expected if at not in self.found]
        offered = [at for at, one in enumerate(self.old) if one.offered]
        texts = [self.old[at].text for at in offered]
        found = find_near([self.new[at].text for at in rest], texts)
        near = {
            at: [offered[one] for one in places]
            for at, places in zip(rest, found, strict=True)
        }
        self._astride(near)
        folds: dict[int, Folded] = {}
        scored = list(self.placed)
        for at, places in near.items():
            if at in self.found:
                continue
            folded = fold(self.new[at].text)
            for place in places:
                if place not in folds:
                    folds[place] = fold(self.old[place].text)
                least = self._least(place)
                score = self._score(folded, folds[place], place, least)
                if score:
                    nearness = _NEARNESS / (1 + abs(place - self.expected[at]))
                    scored.append((-score - nearness, at, place))
        scored.sort()
        again: list[tuple[int, int, float]] = []
        for score, at, place in scored:
            if at in self.found:
                continue
            if place in self.taken and self.old[place].gone:
                again.append((at, place, -score))
                continue
            self.found[at] = Match(Kind.EDIT, (place,))
            self.taken.add(place)
        for at, place, score in again:
            if at not in self.found and score >= TAKEN_THRESHOLD:
                self.found[at] = Match(Kind.EDIT, (place,))

    def _astride(self, near: dict[int, list[int]]) -> None:
        """Find the splits and joins of what stands in other places, too."""
        placed = {at for _, at, _ in self.placed}
        rest = {at: self.new[at].text for at in near if at not in placed}
        known = {
            at: one.text
            for at, one in enumerate(self.old if rest else ())
            if one.offered and not one.obsolete
        }
        for run, place in Astride(rest, near, known).splits():
            for at in run:
                self.found[at] = Match(Kind.SPLIT, (place,), tuple(run))
            self.taken.add(place)
        rest = {at: text for at, text in rest.items() if at not in self.found}
        for at, olds in Astride(rest, near, known).joins():
            self.found[at] = Match(Kind.JOIN, tuple(olds))
            self.taken.update(olds)

    def _score(self, new: Folded, old: Folded, place: int, least: float) -> float:
        if least == THRESHOLD:
            return likeness(new, old, least)
        # Both stand, or stood, in one text: a heading is no edited sentence.
        if new.closed is not old.closed:
            return 0.0
        gone = self.old[place].gone
        return likeness(new, old, least) if gone else bare_likeness(new, old, least)

    def _least(self, place: int) -> float:
        if not self.old[place].gone:
            return USED_THRESHOLD
        return TAKEN_THRESHOLD if place in self.taken else THRESHOLD


def _often(places: Sequence[int]) -> Counter[int]:
    """Return how often each text stands, of those that stand more than once."""
    if isinstance(places, range):
        return Counter()  # it names each once; 70,000 take 10 MB
    return Counter({at: times for at, times in Counter(places).items() if times > 1})
