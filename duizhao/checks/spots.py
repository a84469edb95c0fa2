"""Rules that look at one translation at a time, and what they look for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Subject
from duizhao.values import value

_LONGEST = 80  # characters beside a place that are looked at as one word with it
_BEGUN = re.compile(r"\S+\Z").search
_ENDED = re.compile(r"\S+").match


@value
class Spot:
    """A place in a translation, and what is wrong there."""

    start: int
    """Its first character in the translation."""
    end: int
    """The first character after it; 0 where the whole entry is meant."""
    message: str
    """What was found and what was expected."""
    hint: str
    """What to do."""
    fix: str | None = None
    """What certainly belongs there instead."""


def spotted(
    gate: Callable[[str], object], look: Callable[[Pair], Iterable[Spot]]
) -> Callable[[Subject], Iterator[Finding]]:
    """Return a rule's search: `look` at each pair whose translation passes `gate`.

    The gate is asked of every translation and has to be quick. Fuzzy ones are looked
    at, too: what is wrong with a character is so whatever the source says.
    """

    def find(subject: Subject) -> Iterator[Finding]:
        for pair in subject.pairs:
            if gate(pair.target):
                for spot in look(pair):
                    yield finding_of(pair, spot)

    return find


def finding_of(pair: Pair, spot: Spot) -> Finding:
    """Return what is said of a pair."""
    at = (spot.start, spot.end)
    return Finding(pair.entry, spot.message, spot.hint, *at, spot.fix)


def as_in_source(pair: Pair, start: int, end: int) -> bool:
    """Say whether the word around a place stands so in the source, too.

    What an author writes in the middle of Chinese, `key:value` or `Yahoo!Auction`, is a
    name or a code, and its marks are meant.
    """
    left = _BEGUN(pair.target, max(0, start - _LONGEST), start)
    right = _ENDED(pair.target, end, end + _LONGEST)
    around = left[0] if left else "", pair.target[start:end], right[0] if right else ""
    word = "".join(around).strip(".,;:!?()“”‘’\"'*_")
    return bool(word) and word in pair.source
