"""Finds the texts that share rare pairs of characters with a text, among very many.

Only what is asked for is indexed: of a query the pairs that few texts hold. So the cost
grows with the texts and with the questions, not with their product.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate, chain

_PAIRS = 10
# The rarest pairs of a query that are looked up, and one more for every
_EVERY = 4
# characters: an edit takes some of them, and brings rare ones of its own.
_COMMON = 200
# Texts looked at of a pair that many hold.
_BEST = 12
# Texts returned of those that share most.
_BETWEEN = "\uffff"
# What stands between two texts, and in none.


def find_near(
    queries: Sequence[str], texts: Sequence[str], *, best: int = _BEST
) -> list[list[int]]:
    """Return for each query the places of the texts that share most with it."""
    if not queries:
        return []
    pairs = _pairs(_BETWEEN.join(texts))
    counts: Counter[int] = Counter()
    for half in pairs:
        counts.update(half)
    asked = [_rarest(query, counts) for query in queries]
    held = _holders(set(chain.from_iterable(asked)), pairs, texts)
    return [_nearest(one, counts, held, best) for one in asked]


def _pairs(text: str) -> tuple[array[int], array[int]]:
    """Return the pairs of neighbours in `text`, each as a number: those that begin at
    an even place, and those at an odd one.

    Numbers are made of the bytes all at once, strings one by one.
    """
    data = text.encode("utf-16-be", "surrogatepass")
    halves = (
        array("I", data[: len(data) & ~3]),
        array("I", data[2:][: len(data) - 2 & ~3]),
    )
    if sys.byteorder == "little":
        for half in halves:
            half.byteswap()
    return halves


def _rarest(query: str, counts: Counter[int]) -> list[int]:
    known = [pair for pair in set(chain(*_pairs(query))) if pair in counts]
    known.sort(key=lambda pair: (counts[pair], pair))
    return known[: _PAIRS + len(query) // _EVERY]


def _holders(
    wanted: set[int], pairs: tuple[array[int], array[int]], texts: Sequence[str]
) -> dict[int, list[int]]:
    """Return the places of the texts that hold each wanted pair, in order."""
    held: dict[int, list[int]] = defaultdict(list)
    lengths = (
        len(text.encode("utf-16-be", "surrogatepass")) // 2 + 1 for text in texts
    )
    ends = list(accumulate(lengths))
    hits = [
        (2 * at + odd, pair)
        for odd, half in enumerate(pairs)
        for at, pair in enumerate(half)
        if pair in wanted
    ]
    hits.sort()
    last: dict[int, int] = {}
    for at, pair in hits:
        place = bisect_right(ends, at)
        if last.get(pair) != place:
            last[pair] = place
            held[pair].append(place)
    return held


def _nearest(
    pairs: list[int], counts: Counter[int], held: dict[int, list[int]], best: int
) -> list[int]:
    scores: dict[int, float] = {}
    for pair in pairs:
        weight = 1 / (1 + counts[pair]) ** 0.5
        for at in held[pair][:_COMMON]:
            scores[at] = scores.get(at, 0.0) + weight
    if len(scores) <= best:
        return list(scores)
    return sorted(scores, key=lambda at: (-scores[at], at))[:best]
