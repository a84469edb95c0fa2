"""Tells by its neighbours what a Chinese numeral counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from duizhao.numbers.chinese_words import CURRENCIES, MEASURES, SPANS
from duizhao.numbers.mask import NAMED
from duizhao.numbers.numerals import UNITS, value_of
from duizhao.numbers.quantity import Kind, Quantity, one
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
        return not self.word[0].isdecimal()

    @property
    def four(self) -> bool:
        """Whether it has the four digits of a year: 1997, 二〇二三."""
        return len(self.word) == 4 and not any(one in UNITS for one in self.word)


def _words(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_FIG = r"(?:\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百千万]+(?:点[〇零一二三四五六七八九]+)?)"
_DIGIT = "一二三四五六七八九"
_NOT_TENTH = "员(?!工)|本(?![科地])|年(?!轻)|[为立功长熟交品都果绩就分色像群人语千百]"
_NOT_CLOCK = "代期候间尚装事常刻子名评击火差"
_AFTER = re.compile(
    rf"""
    (?P<more>[多余几来](?P<scale>[十百千万亿]+)?)?\s?(?:
    (?P<percent>%|(?:个)?百分比(?!点))
    |(?P<permille>‰)
    |(?P<point>个?百分(?:比)?点|个?pct|pp)
    |(?P<basis>个?基点|bps?(?![a-z]))
    |(?P<parts>分之\s?(?P<top>{_FIG}))
    |(?P<tenth>成(?!{_NOT_TENTH}))(?P<more10>[半一二三四五六七八九])?
    |(?P<fold>折(?![叠断扣腾磨算合服射旧线]))
    |(?P<times>倍)
    |(?P<decade>年代)
    |(?P<after>后(?=[，。、的们一作父母]|$))
    |(?P<grade>年级)
    |(?P<year>年)(?P<half>半)?
    |(?P<months>个(?:半)?月)(?P<half2>半)?
    |(?P<month>月份?(?![亮球光饼]))
    |(?P<quarter>季度|季(?![节军风]))
    |(?P<clock>[点时](?![{_NOT_CLOCK}])
        (?:(?P<minutes>{_FIG})(?=分)分?|(?P<bare>[一二三四五]?十[〇零一二三四五六七八九]?)
        |(?P<past>半|整|钟|许)|(?P<quart>[一三]刻))?)
    |(?P<coin>[毛角块](?!钱))(?P<rest>[一二三四五六七八九半])(?![{_DIGIT}十百千万点])
    |(?P<money>{_words(CURRENCIES)})
    |(?P<span>{_words(SPANS)})(?P<half3>半)?
    |(?P<half4>个半(?:小时|月|钟头))
    |(?P<unit>{_words(CHINESE)})
    |(?P<day>[日号](?![元圆本货线楼院文令机]))
    |(?P<ratio>[:比](?=\s?[\d一二两三四五六七八九十]))
    |(?P<measure>{_words(MEASURES)})(?P<half5>半)?
    )?
    """,
    re.VERBOSE,
)
_SYMBOL = re.compile(r"(US\$|HK\$|RMB|[$¥£€]|人民币|美元)\s?$")
_SYMBOLS = {
    "US$": "USD",
    "HK$": "HKD",
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "美元": "USD",
}
_GROWING = re.compile(
    r"(?:增|涨|升|提高|扩大|高出|多出|翻|超出|放大|膨胀)[^，。；到至为的是]{0,6}$|[高多]了?$"
)
_SHORT_OF = re.compile(rf"差(?P<quarter>一刻)?(?P<minutes>{_FIG}(?=分))?(?:分钟?|钟)?$")
_LATE = re.compile(r"(?:下午|晚上?|傍晚|夜里|深夜|午后)[^，。]{0,3}$")
_EARLY = re.compile(r"(?:凌晨|早上?|清晨|上午)[^，。]{0,3}$")
_NEXT = re.compile("[天年日]|个月|早")
# 第二天 is the next day.
_PARTS = frozenset({100.0, 1000.0, 10000.0})
_HALF_DAY = 720
_WEAK_BARE = frozenset("一两百千万亿半零〇")
_TEEN = 10
_CENTURY = 100


def classify(token: Token) -> Quantity:
    """Return the quantity that a numeral stands for, with its unit."""
    after = _AFTER.match(token.text, token.end)
    if after is None:  # pragma: no cover - everything in the pattern is optional
        return _plain(token, token.end)
    if after["scale"]:
        token = token._replace(value=token.value * (value_of(after["scale"]) or 1))
    for name, make in _MAKERS.items():
        if after[name]:
            return make(token, after)
    found = _plain(token, token.end + len(after["more"] or ""))
    return _approximate(found, token) if after["more"] else found


def _approximate(found: Quantity, token: Token) -> Quantity:
    """Return 十几, 百余 with the order of magnitude that they tell too."""
    value = token.value
    if token.written and all(mark in UNITS for mark in token.word):
        extra = [(Kind.VAGUE, value)] + ([(Kind.COUNT, 12.0)] if value == _TEEN else [])
        return one((found.start, found.end), (Kind.COUNT, value), *extra)
    return found


def _span(token: Token, after: re.Match[str]) -> tuple[int, int]:
    return token.start, after.end()


def _ratio(scale: float) -> Callable[[Token, re.Match[str]], Quantity]:
    def make(token: Token, after: re.Match[str]) -> Quantity:
        return one(_span(token, after), (Kind.PERCENT, token.value / scale))

    return make


def _points(scale: float) -> Callable[[Token, re.Match[str]], Quantity]:
    def make(token: Token, after: re.Match[str]) -> Quantity:
        return one(_span(token, after), (Kind.POINT, token.value / scale))

    return make


def _parts(token: Token, after: re.Match[str]) -> Quantity:
    top = value_of(after["top"])
    if not top or not token.value:
        return _plain(token, token.end)
    kind = Kind.PERCENT if token.value in _PARTS else Kind.FRACTION
    return one(_span(token, after), (kind, top / token.value))


def _tenth(token: Token, after: re.Match[str]) -> Quantity:
    if token.value > _TEEN:
        return _plain(token, token.end)
    extra = after["more10"]
    part = 0.5 if extra == "半" else (value_of(extra) or 0) / 10 if extra else 0.0
    return one(_span(token, after), (Kind.PERCENT, (token.value + part) / 10))


def _fold(token: Token, after: re.Match[str]) -> Quantity:
    price = token.value / (10 if token.value <= _TEEN else 100)
    return one(_span(token, after), (Kind.DISCOUNT, 1 - price))


def _times(token: Token, after: re.Match[str]) -> Quantity:
    span, value = _span(token, after), token.value
    if _GROWING.search(token.text, max(0, token.start - 12), token.start):
        return one(
            span,
            (Kind.MULTIPLE, value + 1),
            (Kind.GROWTH, value),
            (Kind.PERCENT, value),
        )
    return one(
        span, (Kind.MULTIPLE, value), (Kind.GROWTH, value), (Kind.COUNT, value),
        (Kind.PERCENT, value),
    )  # fmt: skip


def _decade(token: Token, after: re.Match[str]) -> Quantity:
    value = token.value
    if value >= _CENTURY:
        return one(_span(token, after), (Kind.DECADE, value))
    return one(_span(token, after), *any_decade(value))


def any_decade(value: float) -> list[tuple[Kind, float]]:
    """Return a decade whose century is not told, in each century it may be of."""
    centuries = (1900, 1800, 2000, 1700, 1600, 0)
    return [(Kind.DECADE, century + value) for century in centuries]


def _after_year(token: Token, after: re.Match[str]) -> Quantity:
    """80后: born in the 1980s."""
    if token.value in range(50, 100, 5) or token.value in {0, 5, 10}:
        return one(_span(token, after), *any_decade(token.value), firm=False)
    return _plain(token, token.end)


def _year(token: Token, after: re.Match[str]) -> Quantity:
    span, value = _span(token, after), token.value
    if token.four:
        return one(span, (Kind.YEAR, value))
    if _after_mark(token, "前") and value > _TEEN:  # 公元前221年
        return one(span, (Kind.YEAR, value), (Kind.DURATION, value))
    if len(token.word) == 2 and not any(mark in UNITS for mark in token.word):
        years = [(Kind.YEAR, century + value) for century in (1900.0, 2000.0)]
        return one(span, (Kind.DURATION, value), *years, unit="year")
    return _duration(token, after, "year", half=bool(after["half"]))


def _after_mark(token: Token, mark: str) -> bool:
    return token.text[token.start - 1 : token.start] == mark


def _duration(
    token: Token, after: re.Match[str], unit: str, *, half: bool = False
) -> Quantity:
    value = token.value
    if _ordinal(token):
        return _plain(token, token.end)
    readings = [(Kind.DURATION, value)]
    if half:
        readings = [(Kind.DURATION, value + 0.5)]
        if unit == "year":
            readings.append((Kind.DURATION, value * 12 + 6))
    return one(_span(token, after), *readings, firm=_firm(token), unit=unit)


def _months(token: Token, after: re.Match[str]) -> Quantity:
    half = bool(after["half2"]) or "半" in after["months"]
    return _duration(token, after, "month", half=half)


def _time_span(token: Token, after: re.Match[str]) -> Quantity:
    return _duration(token, after, SPANS[after["span"]], half=bool(after["half3"]))


def _half_more(token: Token, after: re.Match[str]) -> Quantity:
    return _duration(token, after, "hour", half=True)


def _month(token: Token, after: re.Match[str]) -> Quantity:
    if 1 <= token.value <= 12 and not _ordinal(token):
        return one(_span(token, after), (Kind.MONTH, token.value))
    return _plain(token, token.end)


def _rank(token: Token, after: re.Match[str]) -> Quantity:
    """三季度, 三年级: an ordinal without its 第."""
    firm = after.lastgroup != "grade" and token.value != 1
    span, value = _span(token, after), token.value
    return one(span, (Kind.ORDINAL, value), firm=firm)


def _clock(token: Token, after: re.Match[str]) -> Quantity:
    span, hour = _span(token, after), token.value
    if hour > 24 or hour != int(hour):
        return _plain(token, token.end)
    past = 30.0 if after["past"] == "半" else 0.0
    if after["quart"]:
        past = 15.0 if after["quart"][0] == "一" else 45.0
    past += value_of(after["minutes"] or after["bare"] or "零") or 0.0
    if short := _SHORT_OF.search(token.text, max(0, token.start - 7), token.start):
        past -= 15.0 if short["quarter"] else value_of(short["minutes"] or "零") or 0.0
    late = _LATE.search(token.text, max(0, token.start - 8), token.start)
    early = _EARLY.search(token.text, max(0, token.start - 8), token.start)
    half_day = hour <= 12
    minutes = hour * 60 + past + (_HALF_DAY if late and hour < 12 else 0)
    readings = [(Kind.TIME, minutes)]
    if half_day and not late and not early:
        readings.append((Kind.TIME, (minutes + _HALF_DAY) % 1440))
    if not past:
        readings.append((Kind.COUNT, hour))
    return one(span, *readings, firm=_firm(token) or bool(late or early))


def _money(token: Token, after: re.Match[str]) -> Quantity:
    code = CURRENCIES[after["money"]]
    if after["money"] == "元":
        code = _symbol(token) or code
    firm = _firm(token) or not token.written
    return one(_span(token, after), (Kind.MONEY, token.value), firm=firm, unit=code)


def _coin(token: Token, after: re.Match[str]) -> Quantity:
    """一毛五 is 0.15 yuan, or 15 fen; 三块五 is 3.5 yuan."""
    rest = 5.0 if after["rest"] == "半" else value_of(after["rest"]) or 0.0
    unit = 1.0 if after["coin"] == "块" else 0.1
    yuan = round((token.value + rest / 10) * unit, 2)
    span = _span(token, after)
    return one(span, (Kind.MONEY, yuan), (Kind.COUNT, yuan * 100), unit="CNY")


def _symbol(token: Token) -> str:
    found = _SYMBOL.search(token.text, max(0, token.start - 5), token.start)
    return _SYMBOLS.get(found[1], "CNY") if found else ""


def _unit(token: Token, after: re.Match[str]) -> Quantity:
    name = CHINESE[after["unit"]].name
    firm = _firm(token) or not token.written
    return one(_span(token, after), (Kind.MEASURE, token.value), firm=firm, unit=name)


def _day(token: Token, after: re.Match[str]) -> Quantity:
    kind = Kind.DAY if after["day"] == "日" else Kind.ORDINAL
    span, value = _span(token, after), token.value
    month = _after_mark(token, "月")
    return one(span, (kind, value), (Kind.COUNT, value), firm=month or _firm(token))


def _score(token: Token, _after: re.Match[str]) -> Quantity:
    span = token.start, token.end
    return one(span, (Kind.COUNT, token.value), firm=not token.written or _firm(token))


def _measured(token: Token, after: re.Match[str]) -> Quantity:
    if _ordinal(token):
        return _plain(token, after.end())
    value = token.value + 0.5 if after["half5"] else token.value
    found = one(_span(token, after), (Kind.COUNT, value), firm=_firm(token))
    return _approximate(found, token) if after["more"] else found


def _ordinal(token: Token) -> bool:
    return token.text[: token.start].rstrip()[-1:] == "第"


def _firm(token: Token) -> bool:
    """Whether a counted number must be found again: all but 一, 1, 两 and a bare 百.

    两 with a measure word often names a known pair: 两队 is `the sides`.
    """
    return token.value > 1 and not all(mark in _WEAK_BARE for mark in token.word)


def _plain(token: Token, end: int) -> Quantity:
    """Return a number without a unit that tells its kind."""
    span, value = (token.start, end), token.value
    if _ordinal(token):
        following = value == 2 and _NEXT.match(token.text, token.end)
        return one(span, (Kind.ORDINAL, value), firm=value > 1 and not following)
    code = _symbol(token)
    if code:
        return one(span, (Kind.MONEY, value), unit=code)
    if not token.written:
        named = NAMED.search(token.text, max(0, token.start - 9), token.start)
        return one(span, (Kind.COUNT, value), firm=not named)
    firm = value >= _TEEN and any(mark not in UNITS for mark in token.word)
    return one(span, (Kind.COUNT, value), (Kind.VAGUE, value), firm=firm)


_MAKERS: dict[str, Callable[[Token, re.Match[str]], Quantity]] = {
    "percent": _ratio(100),
    "permille": _ratio(1000),
    "point": _points(1),
    "basis": _points(100),
    "parts": _parts,
    "tenth": _tenth,
    "fold": _fold,
    "times": _times,
    "decade": _decade,
    "after": _after_year,
    "grade": _rank,
    "year": _year,
    "months": _months,
    "month": _month,
    "quarter": _rank,
    "clock": _clock,
    "coin": _coin,
    "money": _money,
    "span": _time_span,
    "half4": _half_more,
    "unit": _unit,
    "day": _day,
    "ratio": _score,
    "measure": _measured,
}
