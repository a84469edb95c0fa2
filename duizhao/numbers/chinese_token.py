"""A Chinese numeral in its text, and all that may follow it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from duizhao.numbers.chinese_words import CURRENCIES, MEASURES, SPANS
from duizhao.numbers.numerals import UNITS, VULGAR
from duizhao.numbers.units import CHINESE


class Token(NamedTuple):
    """A numeral in its text."""

    text: str
    start: int
    end: int
    word: str
    value: float

    @property
    def written(self) -> bool:
        """Whether it stands in Han and not in digits."""
        return not self.word[0].isdecimal() and self.word[0] not in VULGAR

    @property
    def four(self) -> bool:
        """Whether it has the four digits of a year: 1997, 二〇二三."""
        return len(self.word) == 4 and _UNITS.isdisjoint(self.word)

    @property
    def bare(self) -> bool:
        """Whether it is of units alone: 十, 百万."""
        return _UNITS.issuperset(self.word)


_UNITS = frozenset(UNITS)


def _words(words: Iterable[str]) -> str:
    """Return a pattern of these words, the longest first."""
    longer = sorted((word for word in words if len(word) > 1), key=len, reverse=True)
    return "|".join(
        [
            *map(re.escape, longer),
            f"[{''.join(word for word in words if len(word) == 1)}]",
        ]
    )


_DIGITS = "〇零一二三四五六七八九"
_FIG = rf"(?:\d+(?:\.\d+)?|[{_DIGITS}两十百千万]+(?:点[{_DIGITS}]+)?)"
_NO_MORE = r"(?![\d〇零一二三四五六七八九十百千万点分])"
NOT_TENTH = "员(?!工)|本(?![科地])|年(?!轻)|[为立功长熟交品都果绩就分色像群人语千百]"
"""What follows 成 where it is no tenth: 三成员工 are, 三成员 are not."""
_NOT_CLOCK = "代期候间尚装事常刻子名评击火"
# What may follow a numeral, in order, with the characters that it may begin with.
_WAYS = (
    ("%个百", r"(?P<percent>%|(?:个)?百分比(?!点))"),
    ("‰", r"(?P<permille>‰)"),
    ("个百p", r"(?P<point>个?百分(?:比)?点|个?pct|pp)"),
    ("个基b", r"(?P<basis>个?基点|bps?(?![a-z]))"),
    ("分", rf"(?P<of_point>分之\s?(?P<share>{_FIG})个?百分点)"),
    ("又分", rf"(?P<parts>(?:又(?P<denominator>{_FIG}))?分之\s?(?P<top>{_FIG}))"),
    ("成", rf"(?P<tenth>成(?!{NOT_TENTH})(?P<more10>[半一二三四五六七八九])?)"),
    ("折", "(?P<fold>折(?![叠断扣腾磨算合服射旧线]))"),
    ("倍", "(?P<times>倍)"),
    ("世", rf"(?P<century>\s?世纪(?:\s?(?P<years>{_FIG})\s?年代)?)"),
    ("年", "(?P<decade>年代)"),
    ("后", "(?P<after>后(?=[，。、,的们一作父母]|$))"),
    ("年", "(?P<grade>年级)"),
    ("年", "(?P<year>年(?!薪)(?P<half>半)?)"),
    ("个", "(?P<months>个(?:半)?月(?P<half2>半)?)"),
    ("月", "(?P<month>月份?(?![亮球光饼]))"),
    ("季", "(?P<quarter>季度|季(?![节军风]))"),
    (
        "点时",
        (
            rf"(?P<clock>[点时](?![{_NOT_CLOCK}]|差(?!一刻|{_FIG}分))"
            rf"(?:(?P<minutes>{_FIG})(?=分)分?|(?P<bare>[一二三四五]?十[{_DIGITS}]?)"
            rf"|(?P<past>半|整|钟|许)|(?P<quart>[一三]刻)|差(?P<lack>一刻|{_FIG}(?=分))分?钟?)?)"
        ),
    ),
    (
        "毛角块",
        (
            r"(?P<coin>[毛角块](?!钱)"
            # 9块9 is a price, 3块5元的 are coins.
            rf"(?P<rest>[一二三四五六七八九半]|\d(?![.,%元角号寸吨斤个只块])){_NO_MORE})"
        ),
    ),
    (
        "米秒",
        rf"(?P<exact>[米秒](?P<decimals>\d\d?|[{_DIGITS}]{{1,2}}){_NO_MORE}(?![米秒厘毫]))",
    ),
    (CURRENCIES, rf"(?P<money>{_words(CURRENCIES)})"),
    (SPANS, rf"(?P<span>(?!周[岁边]|年薪)(?:{_words(SPANS)})(?P<half3>半)?)"),
    ("旬", "(?P<age>旬)"),
    ("个", "(?P<half4>个半(?:小时|月|钟头))"),
    (CHINESE, rf"(?P<unit>{_words(CHINESE)})"),
    ("日号", "(?P<day>[日号](?![元圆本货线楼院文令机]))"),
    (":比", r"(?P<ratio>[:比](?=\s?[\d一二两三四五六七八九十]))"),
    (MEASURES, rf"(?P<measure>(?:{_words(MEASURES)})(?P<half5>半)?)"),
)
_MORE = "多余几来"
_EVERY = tuple(range(len(_WAYS)))


def _by_first() -> dict[str, tuple[int, ...]]:
    """Return the numbers of the ways that may begin with a character."""
    found: dict[str, list[int]] = {}
    for at, (words, _) in enumerate(_WAYS):
        for mark in dict.fromkeys(word[0] for word in words):
            found.setdefault(mark, []).append(at)
    return {mark: tuple(ways) for mark, ways in found.items()} | dict.fromkeys(
        _MORE, _EVERY
    )


_BY_FIRST = _by_first()
PLAIN_MEASURES = frozenset(
    word
    for word in MEASURES
    if len(word) == 1
    and [_WAYS[at][0] for at in _BY_FIRST[word]] == [MEASURES]
    and not any(other[0] == word and other != word for other in MEASURES)
)
"""Measure words of one character with which nothing else begins."""


@cache
def _pattern(ways: tuple[int, ...]) -> re.Pattern[str]:
    """Return the pattern of some ways to go on; compiled when first met."""
    said = "|".join(_WAYS[at][1] for at in ways)
    return re.compile(rf"(?P<more>[{_MORE}](?P<scale>[十百千万亿]+)?)?\s?(?:{said})?")


def after(text: str, at: int) -> re.Match[str] | None:
    """Return what follows a numeral that ends at `at`; None for nothing that matters.

    The last group that matched is the outermost. Of the many ways only those are tried
    that may begin with the next character.
    """
    mark = text[at : at + 1]
    if mark.isspace():
        mark = text[at + 1 : at + 2]
        if mark.isspace() or mark in _MORE:
            return _pattern(_EVERY).match(text, at)
    ways = _BY_FIRST.get(mark)
    return _pattern(ways).match(text, at) if ways else None
