"""Finds splits and joins of texts that the manuscript has in other places, too.

A warning that stands three times is one entry; if one of the three is cut in two, its
text is not gone, and no gap of the catalog tells of it. So what is new is laid beside
the texts that are like it, wherever they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from duizhao.catalog.gaps import MOST_PARTS, together
from duizhao.catalog.likeness import plain_ratio, words

_LEAST = 0.8
# How alike the parts must be together to the whole, as in an edit of what still stands.


@dataclass(frozen=True, slots=True)
class Astride:
    """New texts without a place among the old ones, and what is like each."""

    new: Mapping[int, str]
    """Their texts, by their place in the pot."""
    near: Mapping[int, Sequence[int]]
    """By the same the places of the old texts that share most with each."""
    old: Mapping[int, str]
    """The old texts by their place in the catalog, in order: what has a translation and
    is not obsolete.
    """
    _words: dict[str, str] = field(default_factory=dict)

    def splits(self) -> Iterator[tuple[range, int]]:
        """Yield runs of new texts and the old one that says the same as each."""
        start = -1
        for at in self.new:
            if at < start:
                continue
            best, found = _LEAST, None
            for run in _runs(range(at, at + 1), self.new):
                whole = {one for part in run for one in self.near[part]}
                for place in sorted(whole & self.old.keys()):
                    score = self._score([self.new[one] for one in run], self.old[place])
                    if score > best:
                        best, found = score, (run, place)
            if found is not None:
                start = found[0].stop
                yield found

    def joins(self) -> Iterator[tuple[int, range]]:
        """Yield new texts and the run of old ones that says the same as each."""
        for at, text in self.new.items():
            best, found = _LEAST, None
            for place in self.near[at]:
                first = max(0, place - MOST_PARTS + 1)
                for run in _runs(range(first, place + 1), self.old):
                    if place not in run:
                        continue
                    score = self._score([self.old[one] for one in run], text)
                    if score > best:
                        best, found = score, run
            if found is not None:
                yield at, found

    def _score(self, parts: Sequence[str], whole: str) -> float:
        """Return how alike the parts are to the whole; 0 if one alone is liker."""
        said, bare = self._said(whole), [self._said(one) for one in parts]
        score = together(bare, said)
        alone = score and max(plain_ratio(one, said) for one in bare)
        return score if score > alone else 0.0

    def _said(self, text: str) -> str:
        if text not in self._words:
            self._words[text] = words(text)
        return self._words[text]


def _runs(starts: range, known: Mapping[int, str]) -> Iterator[range]:
    """Yield the runs of neighbours, two or more, that begin in `starts`."""
    for start in starts:
        for stop in range(start + 1, start + MOST_PARTS + 1):
            if stop - 1 not in known:
                break
            if stop - start > 1:
                yield range(start, stop)
