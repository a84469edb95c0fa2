"""A Chinese numeral in its text, and all that may follow it."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
        return len(self.word) == 4 and not any(one in UNITS for one in self.word)


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
_NOT_TENTH = "员(?!工)|本(?![科地])|年(?!轻)|[为立功长熟交品都果绩就分色像群人语千百]"
_NOT_CLOCK = "代期候间尚装事常刻子名评击火"
AFTER = re.compile(
    rf"""
    (?P<more>[多余几来](?P<scale>[十百千万亿]+)?)?\s?(?:
    (?P<percent>%|(?:个)?百分比(?!点))
    |(?P<permille>‰)
    |(?P<point>个?百分(?:比)?点|个?pct|pp)
    |(?P<basis>个?基点|bps?(?![a-z]))
    |(?P<of_point>分之\s?(?P<share>{_FIG})个?百分点)
    |(?P<parts>(?:又(?P<denominator>{_FIG}))?分之\s?(?P<top>{_FIG}))
    |(?P<tenth>成(?!{_NOT_TENTH})(?P<more10>[半一二三四五六七八九])?)
    |(?P<fold>折(?![叠断扣腾磨算合服射旧线]))
    |(?P<times>倍)
    |(?P<century>\s?世纪(?:\s?(?P<years>{_FIG})\s?年代)?)
    |(?P<decade>年代)
    |(?P<after>后(?=[，。、,的们一作父母]|$))
    |(?P<grade>年级)
    |(?P<year>年(?!薪)(?P<half>半)?)
    |(?P<months>个(?:半)?月(?P<half2>半)?)
    |(?P<month>月份?(?![亮球光饼]))
    |(?P<quarter>季度|季(?![节军风]))
    |(?P<clock>[点时](?![{_NOT_CLOCK}]|差(?!一刻|{_FIG}分))
        (?:(?P<minutes>{_FIG})(?=分)分?|(?P<bare>[一二三四五]?十[{_DIGITS}]?)
        |(?P<past>半|整|钟|许)|(?P<quart>[一三]刻)|差(?P<lack>一刻|{_FIG}(?=分))分?钟?)?)
    |(?P<coin>[毛角块](?!钱)(?P<rest>[一二三四五六七八九半]){_NO_MORE})
    |(?P<exact>[米秒](?P<decimals>\d\d?|[{_DIGITS}]{{1,2}}){_NO_MORE}(?![米秒厘毫]))
    |(?P<money>{_words(CURRENCIES)})
    |(?P<span>(?!周[岁边]|年薪)(?:{_words(SPANS)})(?P<half3>半)?)
    |(?P<age>旬)
    |(?P<half4>个半(?:小时|月|钟头))
    |(?P<unit>{_words(CHINESE)})
    |(?P<day>[日号](?![元圆本货线楼院文令机]))
    |(?P<ratio>[:比](?=\s?[\d一二两三四五六七八九十]))
    |(?P<measure>(?:{_words(MEASURES)})(?P<half5>半)?)
    )?
    """,
    re.VERBOSE,
)
"""What may follow a numeral; the last group that matched is the outermost."""
