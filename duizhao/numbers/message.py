"""Says in a sentence how two numbers differ, and how the right one is written."""

from __future__ import annotations

import re
from math import inf, isclose, log10

from duizhao.numbers.compare import Mismatch
from duizhao.numbers.quantity import Kind, Quantity
from duizhao.numbers.written import PLAIN, written

_AMOUNTS = frozenset(
    {Kind.COUNT, Kind.MONEY, Kind.MEASURE, Kind.PERCENT, Kind.POINT, Kind.VAGUE}
)


_COUNTED = frozenset({Kind.COUNT, Kind.MONEY, Kind.MEASURE, Kind.DURATION})
_MORE = re.compile("[多余餘](?!少)")


def message_of(
    mismatch: Mismatch, chinese: str, english: str, locale: str = PLAIN
) -> str:
    """Return what is wrong, with both figures; the texts are those compared.

    `locale` is the variety of English, `en-GB` or `en-US`, in which the right figure is
    written.

    >>> from duizhao.numbers.compare import compare
    >>> pair = "净利润4.8亿美元", "a net profit of US$4.8 billion"
    >>> message_of(compare(*pair)[0], *pair)
    '4.8亿美元 = US$480 million, but the translation says US$4.8 billion (10 times too much)'
    >>> pair = "涨了近12倍", "rose to nearly 12 times as much"
    >>> message_of(compare(*pair)[0], *pair, "en-US")
    '12倍 on top = 13 times as much, but the translation says 12 times'
    """
    here, there = mismatch.chinese, mismatch.english
    said = english[there.start : there.end].strip() if there else ""
    if here is None:
        return f"the translation says {said}, which the source does not"
    # 第 tells a numeral to be an ordinal, and is no part of it.
    start = here.start - chinese.startswith("第", max(0, here.start - 1))
    meant = _meant(here, chinese[start : here.end], locale)
    if there is None:
        return f"{meant}, which the translation does not say"
    return f"{meant}, but the translation says {said}{_how_far(here, there)}"


def _meant(quantity: Quantity, said: str, locale: str) -> str:
    """Return what the Chinese says, and how English writes it where that is another way.

    >>> from duizhao.numbers.chinese import read_chinese
    >>> text = "一百多人，3%，增长两倍"
    >>> [_meant(one, text[one.start : one.end], "en") for one in read_chinese(text)]
    ['一百多人 = more than 100', '3%', '两倍 on top = 3 times as much']
    """
    right = written(quantity, locale)
    if quantity.kind in _COUNTED and _MORE.search(said):
        right = f"more than {right}"
    added = " on top" if _is_added(quantity) else ""
    return said if said == right else f"{said}{added} = {right}"


def _is_added(quantity: Quantity) -> bool:
    """Whether 倍 tells what came on top of the old amount: 增长两倍 is three times."""
    values = dict(quantity.readings)
    growth = values.get(Kind.GROWTH)
    return (
        quantity.kind is Kind.MULTIPLE and growth == quantity.value - 1 and growth > 1
    )


def _how_far(meant: Quantity, said: Quantity) -> str:
    """Return by how many times ten a figure is off; nothing for another difference."""
    if {meant.kind, said.kind} == {Kind.PERCENT, Kind.POINT}:
        return " (per cent and percentage points are not the same)"
    if not (meant.kind in _AMOUNTS and said.kind in _AMOUNTS):
        return ""
    if not (0 < meant.value < inf and 0 < said.value < inf):
        return ""
    power = log10(said.value / meant.value)
    if not isclose(power, round(power), abs_tol=1e-6) or not round(power):
        return ""
    times = f"{10 ** abs(round(power)):,} times too"
    return f" ({times} {'much' if power > 0 else 'little'})"
