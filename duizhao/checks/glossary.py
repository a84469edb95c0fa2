"""What several rules ask of a pair: its terms, its English, its paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.catalog.entry import Reference
from duizhao.checks.pair import Pair
from duizhao.checks.rule import Subject
from duizhao.terms.judge import Verdict, judge
from duizhao.terms.termbase import Found


def termed(subject: Subject) -> list[tuple[int, Pair, Sequence[Found]]]:
    """Return each finished pair in whose source there are terms, with its number."""
    base = subject.style.glossary
    if not base:
        return []
    for pair in subject.pairs:
        if pair.terms is None:
            pair.terms = base.find(pair.plain_source)
    return [
        (number, pair, pair.terms)
        for number, pair in enumerate(subject.pairs)
        if pair.terms and not pair.fuzzy
    ]


def paragraph_of(subject: Subject, number: int) -> Sequence[Pair]:
    """Return the pairs of the paragraph that a pair belongs to, itself among them.

    Those stand beside it and are from the same line of the manuscript.
    """
    pairs = subject.pairs
    home = _place(pairs[number])
    if home is None:
        return [pairs[number]]
    first = last = number
    while first > 0 and _place(pairs[first - 1]) == home:
        first -= 1
    while last + 1 < len(pairs) and _place(pairs[last + 1]) == home:
        last += 1
    return pairs[first : last + 1]


def verdicts_of(pair: Pair, found: Sequence[Found]) -> Sequence[Verdict]:
    """Return what is wrong with the terms of a pair, asked for once."""
    if pair.verdicts is None:
        pair.verdicts = judge(found, pair.english)
    return pair.verdicts


def _place(pair: Pair) -> Reference | None:
    references = pair.entry.references
    return references[0] if references and references[0].line else None
