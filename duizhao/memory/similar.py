"""How like two texts are, and the most like among the texts of an index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duizhao.interchange.pair import Pair
from duizhao.memory.fold import fold
from duizhao.memory.index import Index

_LONGEST = 2000
# Characters compared of a text: the cost grows with the product of both lengths.


@dataclass(frozen=True, slots=True)
class Likeness:
    """A pair with how like its source text is to the text looked up."""

    percent: int
    """100 for the same text, 99 where case, width or blanks alone differ."""
    pair: Pair
    """The pair."""


def similar(index: Index, text: str, threshold: int, limit: int = 10) -> list[Likeness]:
    """Return the pairs whose source is like `text`, at least `threshold` per cent.

    The measure is 2·c / (a + b), as in `duizhao.catalog.match`, of the folded texts.
    The best first; of equals the newest. Raises DamagedError.
    """
    folded = fold(text)
    if not folded:
        return []
    rows = index.candidates(folded, threshold / 100)
    return rank(text, [index.pair(row) for row in rows], threshold, limit)


def rank(
    text: str, pairs: Sequence[Pair], threshold: int, limit: int = 10
) -> list[Likeness]:
    """Return those of `pairs` that are like `text`, as `similar` does."""
    # C++, some 20 ms to load: a concordance needs it not.
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    found = process.extract(
        fold(text)[:_LONGEST],
        [fold(pair.source)[:_LONGEST] for pair in pairs],
        scorer=fuzz.ratio,
        score_cutoff=threshold,
        limit=None,
    )
    scored = [
        Likeness(100 if pairs[at].source == text else min(99, int(score)), pairs[at])
        for _, score, at in found
    ]
    scored.sort(key=lambda one: one.pair.target)
    scored.sort(key=lambda one: (one.percent, one.pair.date), reverse=True)
    return scored[:limit]
