"""Runs of characters that come again and again in Chinese texts, with their termhood.

Counted level by level: a run of five can come twice only where both runs of four in it
do. Termhood is the C-value (Frantzi and Ananiadou 1998), which takes off what a run owes
to the longer ones that hold it, times how freely its neighbours vary (the entropy of
what stands before and after it): a part of a word always has the same neighbour.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, log2

from duizhao.language import HAN
from duizhao.values import value

LONGEST = 10
"""The most characters of a term that is proposed."""
_PART = 0.7
"""A run that is mostly a part of one longer run is none."""
_RUN = re.compile(f"[{HAN}]{{2,}}")
# What no term holds, and what none begins or ends with.
_NEVER = frozenset(
    "的了吗呢吧啊呀嘛们这那哪谁什么你我他她它您咱就都也还又再很太更最不没别请"
)
_EDGE = frozenset(
    "是在有和与及或跟同对从到向往把被让给为以用于由将会能可要想该应得过着之其此每各某"
    "个只而且但却因所如若则即便仍已正曾刚才等说做去来上下中里内外前后间时地种条张座位"
    "家名次些点件份台辆栋样列一二三四五六七八九十百千万亿两几多少好年月日号"
)
# A term may yet end with some of these: 上市, 国家 - and begin with others.
_MAY_END = frozenset("家中间地点年上下内外位个名件号用")
_MAY_BEGIN = frozenset("中上下外内前后一二三四五六七八九十百千万多公年地应用可点名")


@value
class Run:
    """A run of characters that may be a term."""

    text: str
    """The characters."""
    count: int
    """How many times it comes."""
    score: float
    """Its termhood: the more, the likelier a term."""


def runs(texts: Iterable[str], least: int, known: Iterable[str] = ()) -> list[Run]:
    """Return the runs that come at least `least` times and may be terms, best first.

    What stands in `known` is no news, nor is what is a mere part of it.
    """
    pieces = [found[0] for text in texts for found in _RUN.finditer(text)]
    counts = _count(pieces, least)
    kept = {text: count for text, count in counts.items() if _may_be(text)}
    owed = _owed(counts, kept)
    around = _neighbours(pieces, kept)
    have = set(known)
    found = []
    for text, count in kept.items():
        longer, total, most = owed.get(text, (0, 0, 0))
        if most > _PART * count:
            continue
        value = log2(len(text)) * (count - (total / longer if longer else 0))
        free = min(map(_entropy, around[text]))
        if value <= 0 or text in have:
            continue
        found.append(Run(text, count, value * (0.2 + free)))
    return sorted(found, key=lambda run: (-run.score, run.text))


def _count(pieces: Sequence[str], least: int) -> dict[str, int]:
    """Return how many times each run of 2 to `LONGEST` characters comes."""
    found: dict[str, int] = {}
    before: Mapping[str, int] | None = None
    for size in range(2, LONGEST + 1):
        counts: Counter[str] = Counter()
        for piece in pieces:
            for at in range(len(piece) - size + 1):
                text = piece[at : at + size]
                if before is None or (text[1:] in before and text[:-1] in before):
                    counts[text] += 1
        before = {text: count for text, count in counts.items() if count >= least}
        if not before:
            break
        found |= before
    return found


def _may_be(text: str) -> bool:
    """Say whether a run is built like a term."""
    if not _NEVER.isdisjoint(text):
        return False
    if _COUNTED.match(text):
        return False
    first, last = text[0], text[-1]
    if first in _EDGE and (first not in _MAY_BEGIN or len(text) < 3):
        return False
    return last not in _EDGE or (last in _MAY_END and len(text) > 2)


_DIGITS = "一二三四五六七八九十百千万亿两几数半0-9"
# Figures and what is counted: 四十五年, 第三题, 一位香港; and the end of one: 年深圳.
_COUNTED = re.compile(
    rf"第[{_DIGITS}]|[{_DIGITS}]+[年月日号天倍成个位部家条张座种次件份台辆层米元岁人]"
    r"|[年月日号笔倍层元亿万][^会报刊薪饼子用称]|[年月日号笔倍层元亿万].{2}"
)


def is_phrase(text: str) -> bool:
    """Say whether a text is no name but words that go with any: 请用, 十三倍."""
    return not _NEVER.isdisjoint(text) or _COUNTED.match(text) is not None


def _owed(
    counts: Mapping[str, int], kept: Mapping[str, int]
) -> dict[str, tuple[int, int, float]]:
    """Return by how many longer runs each is held, how often those come together, and
    how often the most frequent that may be a term.
    """
    found: defaultdict[str, tuple[int, int, float]] = defaultdict(lambda: (0, 0, 0))
    for text, count in counts.items():
        parts = {
            text[start:end]
            for start in range(len(text))
            for end in range(start + 2, len(text) + 1)
        }
        for part in parts - {text}:
            if part in counts:
                longer, total, most = found[part]
                # Where it is never alone, whatever holds it explains it.
                same = count if text in kept or count == counts[part] else 0
                found[part] = longer + 1, total + count, max(most, same)
    return dict(found)


def _neighbours(
    pieces: Sequence[str], kept: Mapping[str, int]
) -> dict[str, tuple[Counter[str], Counter[str]]]:
    """Return what stands before and after each run; the edge of a text is always new."""
    sizes = sorted(set(map(len, kept)))
    found: dict[str, tuple[Counter[str], Counter[str]]] = {
        text: (Counter(), Counter()) for text in kept
    }
    edge = 0
    for piece in pieces:
        for size in sizes:
            for at in range(len(piece) - size + 1):
                sides = found.get(piece[at : at + size])
                if sides is None:
                    continue
                edge += 1
                sides[0][piece[at - 1] if at else f"<{edge}"] += 1
                end = at + size
                sides[1][piece[end] if end < len(piece) else f">{edge}"] += 1
    return found


def _entropy(counts: Counter[str]) -> float:
    total = counts.total()
    return -sum(one / total * log(one / total) for one in counts.values()) or 0.0
