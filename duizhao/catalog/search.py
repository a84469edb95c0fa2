"""Finds the texts that share rare pairs of characters with a text, among very many.

Only what is asked for is indexed: of a query the pairs that few texts hold. So the cost
grows with the texts and with the questions, not with their product.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import add

_PAIRS = 10
# The rarest pairs of a query that are looked up, and one more for every
_EVERY = 4
# characters: an edit takes some of them, and brings rare ones of its own.
_COMMON = 200
# Texts looked at of a pair that many hold.
_BEST = 12
# Texts returned of those that share most.


def find_near(
    queries: Sequence[str], texts: Sequence[str], *, best: int = _BEST
) -> list[list[int]]:
    """Return for each query the places of the texts that share most with it."""
    counts: Counter[str] = Counter()
    if queries:
        counts.update(chain.from_iterable(map(_pairs, texts)))
    asked = [_rarest(query, counts) for query in queries]
    held: dict[str, list[int]] = defaultdict(list)
    wanted = set(chain.from_iterable(asked))
    if wanted:
        for at, text in enumerate(texts):
            for pair in wanted.intersection(_pairs(text)):
                held[pair].append(at)
    return [_nearest(pairs, counts, held, best) for pairs in asked]


def _pairs(text: str) -> Iterable[str]:
    return map(add, text, text[1:])


def _rarest(query: str, counts: Counter[str]) -> list[str]:
    known = [pair for pair in set(_pairs(query)) if pair in counts]
    known.sort(key=lambda pair: (counts[pair], pair))
    return known[: _PAIRS + len(query) // _EVERY]


def _nearest(
    pairs: list[str], counts: Counter[str], held: dict[str, list[int]], best: int
) -> list[int]:
    scores: dict[int, float] = {}
    for pair in pairs:
        weight = 1 / (1 + counts[pair]) ** 0.5
        for at in held[pair][:_COMMON]:
            scores[at] = scores.get(at, 0.0) + weight
    if len(scores) <= best:
        return list(scores)
    return sorted(scores, key=lambda at: (-scores[at], at))[:best]
