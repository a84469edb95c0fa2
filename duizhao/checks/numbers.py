"""`text.numbers`: figures that say something else than the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from duizhao.catalog.entry import Entry
from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.diagnostics import Severity
from duizhao.numbers.agree import agree
from duizhao.numbers.compare import Mismatch, compare_plain
from duizhao.numbers.message import message_of

_HINT = "correct the figure; where it is right, silence the rule for this entry"
_NEAR = 3
# How many sentences away a number of a paragraph may have wandered.


class _Found(NamedTuple):
    """What one pair's numbers say against it."""

    at: int
    """The pair's place among all."""
    pair: Pair
    wrong: list[Mismatch]


def _numbers(subject: Subject) -> Iterator[Finding]:
    found = [*_found(subject.pairs)]
    for number, each in enumerate(found):
        beside = [
            other
            for other in found[max(0, number - _NEAR) : number + _NEAR + 1]
            if other is not each and _in_one_paragraph(subject.pairs, each.at, other.at)
        ]
        for one in each.wrong:
            if not any(
                _wandered(one, other) for near in beside for other in near.wrong
            ):
                yield _told(each.pair, one, subject.style.locale)


def _found(pairs: Sequence[Pair]) -> Iterator[_Found]:
    done = [(at, pair) for at, pair in enumerate(pairs) if not pair.fuzzy]
    texts = ((pair.plain_source, pair.plain) for _, pair in done)
    for (at, pair), wrong in zip(done, compare_plain(texts), strict=True):
        if wrong:
            yield _Found(at, pair, wrong)


def _told(pair: Pair, one: Mismatch, locale: str) -> Finding:
    message = message_of(one, pair.source, pair.target, locale)
    at = (one.english.start, one.english.end) if one.english else (0, 0)
    return Finding(pair.entry, message, _HINT, *at)


def _wandered(one: Mismatch, other: Mismatch) -> bool:
    """Whether what the one lacks is what the other has too much.

    A number that stands in the place of another has not wandered: two that changed
    places in a paragraph are two errors.
    """
    if one.chinese is not None and one.english is None:
        return (
            other.chinese is None
            and other.english is not None
            and agree(one.chinese, other.english)
        )
    return one.chinese is None and other.english is None and _wandered(other, one)


def _in_one_paragraph(pairs: Sequence[Pair], here: int, there: int) -> bool:
    """Whether the pairs at both places, and all between, are of one block of text."""
    first, last = sorted((here, there))
    if last - first > _NEAR:
        return False
    steps = zip(pairs[first:last], pairs[first + 1 : last + 1], strict=True)
    return all(_follows(one, after) for one, after in steps)


def _follows(one: Pair, after: Pair) -> bool:
    """Whether the second stands in the source on the line of the first or the next one."""
    lines = _line(one.entry), _line(after.entry)
    if one.role != after.role or lines[0] is None or lines[1] is None:
        return False
    path, line = lines[0]
    same = lines[1] == (path, line)
    return same or (one.role == "paragraph" and lines[1] == (path, line + 1))


def _line(entry: Entry) -> tuple[str, int] | None:
    """Return where an entry stands first in its source."""
    for reference in entry.references[:1]:
        if reference.line is not None:
            return reference.path, reference.line
    return None


NUMBERS = Rule("text.numbers", Severity.ERROR, _numbers)
