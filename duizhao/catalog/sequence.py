"""Puts two sequences side by side: longest ascending runs and heaviest chains."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

_ROUNDS = 8
# How often what stands twice is looked for between what is found; the first two tell
# most of it.


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


def anchors(
    first: Sequence[int | None], second: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the places where two sequences are the same, ascending on both sides.

    None stands for what is on one side only. The longest order of what stands where it
    is for the first time comes first; between two of these what is still the same from
    an end on, and what stands there once.

    >>> anchors([7, 1, 5, None, 2, 5], [1, 5, 9, 2, 5, 7])
    [(1, 0), (2, 1), (4, 3), (5, 4)]
    """
    mine, theirs = _first(first), _first(second)
    found = _ascending(mine, theirs)
    alone = len(mine) - (None in mine) + len(theirs)
    if alone == len(first) - first.count(None) + len(second):
        return found  # nothing stands twice
    for _ in range(_ROUNDS):
        ends = pairwise([(-1, -1), *found, (len(first), len(second))])
        more = [pair for both in ends for pair in _between(first, second, *both)]
        if not more:
            break
        found = sorted([*found, *more])
    return found


def _between(
    first: Sequence[int | None],
    second: Sequence[int],
    after: tuple[int, int],
    before: tuple[int, int],
) -> Iterator[tuple[int, int]]:
    """Yield the places of what is the same from an end on, then of what stands once."""
    (a, c), (b, d) = after, before
    a, c = a + 1, c + 1
    while a < b and c < d and first[a] == second[c]:
        yield a, c
        a, c = a + 1, c + 1
    while a < b and c < d and first[b - 1] == second[d - 1]:
        b, d = b - 1, d - 1
        yield b, d
    if a < b and c < d:
        for at, place in _ascending(_once(first[a:b]), _once(second[c:d])):
            yield a + at, c + place


def _first(values: Sequence[int | None]) -> dict[int | None, int]:
    """Return where each value stands for the first time."""
    return dict(zip(reversed(values), range(len(values) - 1, -1, -1), strict=True))


def _once(values: Sequence[int | None]) -> dict[int | None, int]:
    """Return where each value stands that stands once."""
    times = Counter(values)
    return {value: at for at, value in enumerate(values) if times[value] == 1}


def _ascending(
    first: Mapping[int | None, int], second: Mapping[int | None, int]
) -> list[tuple[int, int]]:
    """Return the places of what both sides hold, in the longest order."""
    pairs = sorted(
        (at, second[value])
        for value, at in first.items()
        if value is not None and value in second
    )
    return [pairs[at] for at in ascending([place for _, place in pairs])]


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
