"""Rules that look at one translation at a time, and what they look for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Subject
from duizhao.values import value


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
    text = pair.target
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    word = text[start:end].strip(".,;:!?()“”‘’\"'*_")
    return bool(word) and word in pair.source
