"""Finds for a new text the old translation that comes nearest."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

THRESHOLD = 0.6
"""The least similarity worth a translator's look, as in gettext's msgmerge.

The measure is 2·c / (a + b): a and b the lengths in characters, c the characters that
both texts share in order. So 他走了 and 她走了 (0.67), 适用范围 and 使用范围 (0.75),
加强领导 and 加强组织领导 (0.8) match; two words that share one character of two do not.
"""
NEAR_THRESHOLD = 0.5
"""The same for a text in the very place of the old one."""
_LIVE_THRESHOLD = 0.7
# A translation that is still in use elsewhere needs a stronger likeness: texts of one
# document are alike anyway.
_NEARNESS = 0.1
# What a text in the very place of the old one gains; half of it one place further.
_PART = 0.9
# How much of a text must be found in the other where they differ much in length,
_PART_LENGTH = 8
# how long the shorter must be,
_PART_REACH = 4
# and how far apart their places may be.
_LONGEST = 2000
# Characters compared of a text: the cost grows with the product of both lengths.
_BUDGET = 5_000_000
# Comparisons in one update, about two seconds; beyond it only the neighbours are compared.
_WINDOW = 50
# How far those neighbours reach.


@dataclass(frozen=True, slots=True)
class Candidate:
    """An old translation on offer."""

    text: str
    """Its msgid."""
    place: int
    """Its place among the old entries, by which it is called too."""
    gone: bool
    """Whether its text is in the manuscript no longer."""


def match_texts(
    texts: Sequence[tuple[str, int]], candidates: Sequence[Candidate]
) -> list[int | None]:
    """Return for each text the place of the best candidate, or None.

    A text comes with the place that it would have among the old entries. Candidates
    whose text is gone come first, each once if possible; then all.
    """
    texts = [(text[:_LONGEST], place) for text, place in texts]
    found = _best(texts, [one for one in candidates if one.gone], THRESHOLD)
    rest = [at for at, one in enumerate(found) if one is None]
    alive = [one for one in candidates if not one.gone]
    if rest and alive:
        more = _best([texts[at] for at in rest], alive, _LIVE_THRESHOLD)
        for at, one in zip(rest, more, strict=True):
            found[at] = one
    return found


def _best(
    texts: Sequence[tuple[str, int]], candidates: Sequence[Candidate], threshold: float
) -> list[int | None]:
    """Return the place of the best candidate for each text."""
    pairs: list[tuple[float, int, int]] = []
    wide = len(texts) * len(candidates) <= _BUDGET
    offered = candidates
    for at, (text, place) in enumerate(texts):
        if not wide:
            offered = _near(candidates, place, _WINDOW)
        scores = _likeness(text, place, offered, threshold)
        if not scores and threshold == THRESHOLD and len(text) >= _PART_LENGTH:
            # Not for translations still in use, which others merely quote.
            scores = _overlap(text, place, _near(candidates, place, _PART_REACH))
        pairs += [(-score, at, one.place) for score, one in scores]
    pairs.sort()
    found: list[int | None] = [None] * len(texts)
    second: list[int | None] = [None] * len(texts)
    taken: set[int] = set()
    for _, at, place in pairs:
        if second[at] is None:
            second[at] = place
        if found[at] is None and place not in taken:
            found[at] = place
            taken.add(place)
    # A sentence cut in two: both halves get the translation of the whole.
    return [second[at] if one is None else one for at, one in enumerate(found)]


def _near(
    candidates: Sequence[Candidate], place: int, reach: int
) -> Sequence[Candidate]:
    """Return the candidates near a place; they come in the order of their places."""
    start = bisect_left(candidates, place - reach, key=_place)
    return candidates[start : bisect_right(candidates, place + reach, key=_place)]


def _place(candidate: Candidate) -> int:
    return candidate.place


def _likeness(
    text: str, place: int, offered: Sequence[Candidate], threshold: float
) -> list[tuple[float, Candidate]]:
    """Return the candidates that are like a text as a whole, with their scores."""
    # C++, some 20 ms to load: only an update that meets a new text needs it.
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    found = process.extract(
        text,
        [one.text[:_LONGEST] for one in offered],
        scorer=fuzz.ratio,
        score_cutoff=100 * NEAR_THRESHOLD,
        limit=8,
    )
    scores: list[tuple[float, Candidate]] = []
    for _, percent, index in found:
        distance = abs(offered[index].place - place)
        if percent / 100 >= (NEAR_THRESHOLD if distance == 0 else threshold):
            scores.append((percent / 100 + _NEARNESS / (1 + distance), offered[index]))
    return scores


def _overlap(
    text: str, place: int, offered: Sequence[Candidate]
) -> list[tuple[float, Candidate]]:
    """Return the candidates that hold a text, or that it holds.

    So a sentence cut in two finds its whole, and one made of two its halves.
    """
    from rapidfuzz import fuzz  # noqa: PLC0415 - as above

    scores: list[tuple[float, Candidate]] = []
    for one in offered:
        if len(one.text) >= _PART_LENGTH:
            percent = fuzz.partial_ratio(
                text, one.text[:_LONGEST], score_cutoff=100 * _PART
            )
            nearness = _NEARNESS / (1 + abs(one.place - place))
            if percent:
                scores.append((_PART * percent / 200 + nearness, one))
    return scores
