"""Finds for a new text the old translation that comes nearest."""

from __future__ import annotations

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
_BUDGET = 20_000_000
# Comparisons in one update, some seconds; beyond it only the neighbours are compared.
_WINDOW = 50
# How far those neighbours reach.


@dataclass(frozen=True, slots=True)
class Candidate:
    """An old translation on offer."""

    text: str
    """Its msgid."""
    place: int
    """Its place among the old entries."""
    gone: bool
    """Whether its text is in the manuscript no longer."""


def match_texts(
    texts: Sequence[tuple[str, int]], candidates: Sequence[Candidate]
) -> list[int | None]:
    """Return for each text the number of the best candidate, or None.

    A text comes with the place that it would have among the old entries. Candidates
    whose text is gone come first, each once if possible; then all.
    """
    gone = [at for at, one in enumerate(candidates) if one.gone]
    found = _best(texts, candidates, gone, THRESHOLD)
    rest = [at for at, one in enumerate(found) if one is None]
    alive = [at for at, one in enumerate(candidates) if not one.gone]
    if rest and alive:
        more = _best([texts[at] for at in rest], candidates, alive, _LIVE_THRESHOLD)
        for at, one in zip(rest, more, strict=True):
            found[at] = one
    return found


def _best(
    texts: Sequence[tuple[str, int]],
    candidates: Sequence[Candidate],
    numbers: Sequence[int],
    threshold: float,
) -> list[int | None]:
    """Return the best of the candidates called `numbers` for each text."""
    pairs: list[tuple[float, int, int]] = []
    wide = len(texts) * len(numbers) <= _BUDGET
    for at, (text, place) in enumerate(texts):
        offered = (
            numbers
            if wide
            else [n for n in numbers if abs(candidates[n].place - place) <= _WINDOW]
        )
        pairs += [
            (-score, at, number)
            for score, number in _scores(text, place, candidates, offered, threshold)
        ]
    pairs.sort()
    found: list[int | None] = [None] * len(texts)
    second: list[int | None] = [None] * len(texts)
    taken: set[int] = set()
    for _, at, number in pairs:
        if second[at] is None:
            second[at] = number
        if found[at] is None and number not in taken:
            found[at] = number
            taken.add(number)
    # A sentence cut in two: both halves get the translation of the whole.
    return [second[at] if one is None else one for at, one in enumerate(found)]


def _scores(
    text: str,
    place: int,
    candidates: Sequence[Candidate],
    numbers: Sequence[int],
    threshold: float,
) -> list[tuple[float, int]]:
    """Return the candidates worth offering for one text, with their scores."""
    # C++, some 20 ms to load: only an update that meets a new text needs it.
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    choices = [candidates[number].text for number in numbers]
    found = process.extract(
        text, choices, scorer=fuzz.ratio, score_cutoff=100 * NEAR_THRESHOLD, limit=8
    )
    scores: list[tuple[float, int]] = []
    for _, percent, index in found:
        number = numbers[index]
        distance = abs(candidates[number].place - place)
        if percent / 100 >= (NEAR_THRESHOLD if distance == 0 else threshold):
            scores.append((percent / 100 + _NEARNESS / (1 + distance), number))
    if scores or len(text) < _PART_LENGTH or threshold > THRESHOLD:
        return scores
    # A sentence cut in two, or two made one: the one is found whole in the other. Not
    # for translations still in use, which others merely quote.
    parts = process.extract(
        text, choices, scorer=fuzz.partial_ratio, score_cutoff=100 * _PART, limit=4
    )
    return [
        (_PART * percent / 200 + _NEARNESS / (1 + distance), numbers[index])
        for _, percent, index in parts
        if len(choices[index]) >= _PART_LENGTH
        and (distance := abs(candidates[numbers[index]].place - place)) <= _PART_REACH
    ]
