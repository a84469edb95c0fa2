"""The sentences that stand around one in its paragraph."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from duizhao.checks.pair import Pair

_FAR = 40  # sentences on either side


def paragraph(pairs: Sequence[Pair], number: int) -> Sequence[Pair]:
    """Return the pairs of the block in which the pair of that number stands, in order.

    They are known by their reference, which all sentences of a block share; a pair
    without one stands alone.
    """
    start = end = number
    first, last = max(0, number - _FAR), min(len(pairs), number + _FAR) - 1
    while start > first and _together(pairs[start - 1], pairs[start]):
        start -= 1
    while end < last and _together(pairs[end], pairs[end + 1]):
        end += 1
    return pairs[start : end + 1]


def before(pairs: Sequence[Pair], number: int) -> Pair | None:
    """Return the pair before in the same block; None for the first of it."""
    if number and _together(pairs[number - 1], pairs[number]):
        return pairs[number - 1]
    return None


def after(pairs: Sequence[Pair], number: int) -> Pair | None:
    """Return the pair after in the same block; None for the last of it."""
    if number + 1 < len(pairs) and _together(pairs[number], pairs[number + 1]):
        return pairs[number + 1]
    return None


def without_partner(
    pairs: Sequence[Pair], number: int, find: Callable[[str], list[int]]
) -> list[int]:
    """Return the places in a translation that `find` finds in its whole block, too.

    `find` tells which marks of a text have no partner. What is opened in one sentence
    may be closed in another; and what has no partner in the source needs none.
    """
    pair = pairs[number]
    block = paragraph(pairs, number)
    if not find(pair.plain) or find(" ".join(one.plain_source for one in block)):
        return []
    begin = 0
    for one in block:
        if one is pair:
            break
        begin += len(one.plain) + 1
    there = [at - begin for at in find(" ".join(one.plain for one in block))]
    # Of straight quotes nobody can tell which is the odd one.
    here = [at for at in there if 0 <= at < len(pair.plain)]
    return here or (find(pair.plain) if there and '"' in pair.plain else [])


def _together(first: Pair, second: Pair) -> bool:
    return not set(first.entry.references).isdisjoint(second.entry.references)
