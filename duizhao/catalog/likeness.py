"""How alike two texts are, for somebody who has to translate them.

The measure is 2·c / (a + b): a and b the lengths in characters, c the characters that
both texts share in order. So 他走了 and 她走了 (0.67), 适用范围 and 使用范围 (0.75),
加强领导 and 加强组织领导 (0.8) match; two words that share one character of two do not.
Blanks, case, full and half width and inline markup count for nothing: a sentence that
gets a link is the same sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio as _ratio

from duizhao.catalog.sequence import common_start

LONGEST = 2000
"""Characters compared of a text: the cost grows with the product of both lengths."""
_ADDRESS = re.compile(
    r"!?\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*\)|</?[a-zA-Z][^<>]*>"
)
_MARKUP = "*`~"
_TABLE: dict[int | str, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(f"{_MARKUP} \t\n\u3000", ""),
    **dict.fromkeys("“”", '"'),
}
_FOLD = str.maketrans(_TABLE)
_ENDS = frozenset(".。!?…:;")
_WORDS = re.compile(r"\W+")
_HELD = 0.9
# How much of the shorter text the longer must hold for a mere insertion,
_LEAST_HELD = 8
# how many characters the shorter must have, and
_LEAST_LIKE = 0.3
# how alike both must be all the same.
_OPENING = 6
# Characters at the start that two texts share,
_BONUS = 0.1
# what they are worth,
_CLAUSE = 10
# and how many make the opening clause of one sentence, before and after.
_CLAUSE_MARKS = re.compile("[,;:、]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared."""

    text: str
    """Without what does not count."""
    closed: bool
    """Whether it ends as a sentence does, and not as a heading."""


def fold(text: str) -> Folded:
    """Return `text` as it is compared.

    >>> fold("见 **[说明](a.md)**：").text
    '见说明:'
    """
    text = text[:LONGEST]
    if "](" in text or "<" in text:
        text = _ADDRESS.sub(r"\1", text)
    text = text.translate(_FOLD).lower()
    return Folded(text, text[-1:] in _ENDS)


def words(text: str) -> str:
    """Return the letters and figures of `text`: what is left where marks come and go."""
    return _WORDS.sub("", fold(text).text)


def likeness(first: Folded, second: Folded, least: float = 0.0) -> float:
    """Return how alike two texts are, 0 to 1; 0 for what stays below `least`.

    A text into which something was merely inserted is more alike than its length tells,
    and so are two that open with the same clause.
    """
    a, b = first.text, second.text
    score = _ratio(a, b, score_cutoff=100 * min(least, _LEAST_LIKE)) / 100
    if not score or score >= 1:
        return score
    if score > _LEAST_LIKE:
        shorter = min(len(a), len(b))
        held = score * (len(a) + len(b)) / 2
        if shorter >= _LEAST_HELD and held >= _HELD * shorter:
            score = (score + held / shorter) / 2
        score = max(score, _opening(a, b, score))
    return score if score >= least else 0.0


def bare_likeness(first: Folded, second: Folded, least: float) -> float:
    """Return the bare measure of two folded texts; 0 for what stays below `least`."""
    return _ratio(first.text, second.text, score_cutoff=100 * least) / 100


def _opening(a: str, b: str, score: float) -> float:
    """Return the likeness of two texts that open alike."""
    opening = common_start(a, b)
    if len(opening) < max(_OPENING, min(len(a), len(b)) // 4):
        return score
    if len(opening) > _CLAUSE and _CLAUSE_MARKS.search(opening, _CLAUSE):
        return 0.7 + 0.3 * score
    return score + _BONUS * (1 - score)


def held(part: str, whole: str) -> float:
    """Return how much of `part` stands in `whole` in the same order, 0 to 1."""
    if not part:
        return 0.0
    return _ratio(part, whole) * (len(part) + len(whole)) / 200 / len(part)


def plain_ratio(first: str, second: str) -> float:
    """Return the bare measure of two strings, 0 to 1."""
    return _ratio(first, second) / 100
