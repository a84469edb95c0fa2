"""`text.length`: a translation that is far too short or too long for its source.

What is far is measured: English letters for each Chinese character, by how long the
source is. The short ones spread wide, the long ones hardly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.checks.same import is_same
from duizhao.diagnostics import Severity
from duizhao.language import HAN


class Bound(NamedTuple):
    """What is usual for sources of some length."""

    han: int
    """The least number of Han characters of the sources that are meant."""
    low: float
    """The least ratio that is not told; 0: none is too small."""
    high: float
    """The greatest."""


# Measured by `python -m benchmarks.lengths` on 1,950 good pairs of news, magazine and
# manual texts; the bounds lie beyond the 0.1 and
# 99.9 per cent quantiles, but for single pairs that were wrong.
# Below 12 characters a heading may well be said in a word, so nothing is too short.
BOUNDS = (
    Bound(1, 0, 7.5),
    Bound(3, 0, 6.0),
    Bound(6, 0, 3.4),
    Bound(12, 0.33, 3.0),
    Bound(21, 0.42, 2.4),
    Bound(41, 0.43, 2.1),
    Bound(81, 0.5, 1.9),
)
# English letters for one Han character, the median of all sources from 21 characters on.
LETTERS = 2.9
# Where so few letters are there or missing, a word more or less is all there is to it.
_FEW = 24

_NO_HAN = re.compile(f"[^{HAN}]+")
_NO_LETTER = re.compile(r"[^A-Za-z0-9]+")
_ASCII_LETTER = re.compile(r"[A-Za-z0-9]")


def ratio_of(pair: Pair) -> tuple[int, float] | None:
    """Return the source's Han characters, and how long the translation is for it.

    1 is the usual length. Code, addresses and marks are not counted; None where the
    source has no Han.

    >>> from duizhao.catalog.entry import Entry
    >>> ratio_of(Pair(Entry("天亮了。", "Day has broken."), "天亮了。"))
    (3, 1.3793103448275863)
    """
    han, usual, letters = _measure(pair)
    return (han, letters / usual) if han else None


def _measure(pair: Pair) -> tuple[int, float, int]:
    source = pair.plain_source
    han = len(_NO_HAN.sub("", source))
    usual = LETTERS * han + len(_ASCII_LETTER.findall(source))
    return han, usual, len(_NO_LETTER.sub("", pair.plain))


def _length(subject: Subject) -> Iterator[Finding]:
    if not subject.style.locale.startswith("en"):
        return
    for pair in subject.pairs:
        # Of most pairs the bare lengths say enough: a Han character to 1 to 6 letters.
        if 1.3 * len(pair.source) < len(pair.target) < 5 * len(pair.source):
            continue
        han, usual, letters = _measure(pair)
        if not han or abs(letters - usual) < _FEW:
            continue
        bound = next(one for one in reversed(BOUNDS) if han >= one.han)
        if bound.low <= letters / usual <= bound.high or is_same(pair):
            continue
        yield Finding(pair.entry, _said(letters, usual), _HINT)


_HINT = "see whether a sentence was left out, or belongs to another text"


def _said(letters: int, usual: float) -> str:
    what = "short" if letters < usual else "long"
    return (
        f"the translation is very {what} for its source: {letters} letters, "
        f"where about {round(usual, -1):.0f} are usual"
    )


LENGTH = Rule("text.length", Severity.WARNING, _length)
