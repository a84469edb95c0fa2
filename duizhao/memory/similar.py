"""How like two texts are, and the most like among the texts of an index."""

from __future__ import annotations

from dataclasses import dataclass

from duizhao.interchange.pair import Pair
from duizhao.memory.fold import fold
from duizhao.memory.index import Index
from duizhao.memory.store import DamagedError

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
    # C++, some 20 ms to load: a concordance needs it not.
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    rows = index.candidates(folded, threshold / 100)
    texts = [index.folded_source(row)[:_LONGEST] for row in rows]
    found = process.extract(
        folded[:_LONGEST],
        texts,
        scorer=fuzz.ratio,
        score_cutoff=threshold,
        limit=None,
    )
    scored: list[Likeness] = []
    for source, score, at in found:
        pair = index.pair(rows[at])
        if fold(pair.source)[:_LONGEST] != source:
            raise DamagedError("source")
        percent = 100 if pair.source == text else min(99, int(score))
        scored.append(Likeness(percent, pair))
    scored.sort(key=lambda one: one.pair.target)
    scored.sort(key=lambda one: (one.percent, one.pair.date), reverse=True)
    return scored[:limit]
