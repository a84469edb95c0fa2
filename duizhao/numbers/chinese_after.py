"""Tells by its neighbours what a Chinese numeral counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from duizhao.numbers.chinese_before import (
    bare_currency,
    early,
    growing,
    is_ordinal,
    late,
    short_of,
)
from duizhao.numbers.chinese_forms import decades
from duizhao.numbers.chinese_token import Token
from duizhao.numbers.chinese_token import after as what_follows
from duizhao.numbers.chinese_words import CURRENCIES, SPANS
from duizhao.numbers.decades import any_decade
from duizhao.numbers.mask import named
from duizhao.numbers.numerals import UNITS, value_of
from duizhao.numbers.quantity import Kind, Quantity, one
from duizhao.numbers.units import CHINESE

_NEXT = re.compile("[天年日]|个月|早")
# 第二天 is the next day.
_PARTS = frozenset({100.0, 1000.0, 10000.0})
_HALF_DAY = 720
WEAK = frozenset("一两半零〇")
"""Numerals that nobody misses alone."""
_TEEN = 10
_CENTURY = 100


def classify_digit(text: str, at: int, mark: str, value: float) -> Iterable[Quantity]:
    """Return the same as `classify` of a digit that stands alone in Han: 三条, 二者.

    Most numerals are such, and most of them need no second look.
    """
    before = text[at - 1 : at]
    if before in LOOK_BEFORE or before.isspace():
        return classify(Token(text, at, at + 1, mark, value))
    after = what_follows(text, at + 1)
    what = after.lastgroup if after else None
    if after is None or what is None:
        readings = (Kind.COUNT, value), (Kind.VAGUE, value)
        return (one((at, at + 1), *readings, firm=False),)
    if what == "measure" and not (after["half5"] or after["more"]):
        firm = value > 1 and mark not in WEAK
        return (one((at, after.end()), (Kind.COUNT, value), firm=firm),)
    return classify(Token(text, at, at + 1, mark, value))


LOOK_BEFORE = frozenset("第$BYD¥£€币元镑")
"""What may make an ordinal or money of the numeral behind, as may what is before a blank."""


def classify(token: Token) -> Iterable[Quantity]:
    """Return the quantity that a numeral stands for, with its unit."""
    after = what_follows(token.text, token.end)
    what = after.lastgroup if after else None
    if after is None or what is None:
        return (_plain(token, token.end),)
    if after["scale"]:
        token = token._replace(value=token.value * (value_of(after["scale"]) or 1))
    if what == "century":
        return _century(token, after)
    if what == "more":
        found = _plain(token, token.end + len(after["more"]))
        return (_approximate(found, token),)
    return (_MAKERS[what](token, after),)


def _approximate(found: Quantity, token: Token) -> Quantity:
    """Return 十几, 百余 with the order of magnitude that they tell too."""
    value = token.value
    if token.written and token.bare:
        extra = [(Kind.VAGUE, value)] + ([(Kind.COUNT, 12.0)] if value == _TEEN else [])
        return one((found.start, found.end), (Kind.COUNT, value), *extra)
    return found


def _span(token: Token, after: re.Match[str]) -> tuple[int, int]:
    return token.start, after.end()


def _century(token: Token, after: re.Match[str]) -> Iterator[Quantity]:
    span, value = _span(token, after), token.value
    if after["years"]:
        yield from decades(span, value, after["years"])
    else:
        yield one(span, (Kind.CENTURY, value), firm=value != 1)


def _ratio(scale: float) -> Callable[[Token, re.Match[str]], Quantity]:
    def make(token: Token, after: re.Match[str]) -> Quantity:
        return one(_span(token, after), (Kind.PERCENT, token.value / scale))

    return make


def _points(scale: float) -> Callable[[Token, re.Match[str]], Quantity]:
    def make(token: Token, after: re.Match[str]) -> Quantity:
        return one(_span(token, after), (Kind.POINT, token.value / scale))

    return make


def _parts(token: Token, after: re.Match[str]) -> Quantity:
    """Return 三分之一, and 一又三分之一 as one and a third."""
    top, below = value_of(after["top"]), token.value
    if after["denominator"]:
        below = value_of(after["denominator"]) or 0.0
    if not top or not below:
        return _plain(token, token.end)
    if after["denominator"]:
        return one(_span(token, after), (Kind.COUNT, token.value + top / below))
    kind = Kind.PERCENT if below in _PARTS else Kind.FRACTION
    return one(_span(token, after), (kind, top / below))


def _of_point(token: Token, after: re.Match[str]) -> Quantity:
    share = value_of(after["share"]) or 0.0
    return one(_span(token, after), (Kind.POINT, share / (token.value or 1.0)))


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
    growth = (Kind.GROWTH, value), (Kind.PERCENT, value)
    if growing(token.text, token.start):
        return one(span, (Kind.MULTIPLE, value + 1), *growth)
    return one(span, (Kind.MULTIPLE, value), *growth, (Kind.COUNT, value))


def _decade(token: Token, after: re.Match[str]) -> Quantity:
    value = token.value
    if value >= _CENTURY:
        return one(_span(token, after), (Kind.DECADE, value))
    return one(_span(token, after), *any_decade(value))


def _after_year(token: Token, after: re.Match[str]) -> Quantity:
    """80后: born in the 1980s."""
    value = token.value
    if value < _CENTURY and value % 5 == 0 and not 15 <= value < 50:
        years = [(Kind.YEAR, century + value) for century in (1900.0, 2000.0)]
        span = _span(token, after)
        return one(span, *any_decade(value), *years, firm=False)
    return _plain(token, token.end)


def _year(token: Token, after: re.Match[str]) -> Quantity:
    span, value = _span(token, after), token.value
    if token.four and not after["more"]:
        return one(span, (Kind.YEAR, value))
    if _after_mark(token, "前") and value > _TEEN:  # 公元前221年
        return one(span, (Kind.YEAR, value), (Kind.DURATION, value))
    if len(token.word) == 2 and UNITS.keys().isdisjoint(token.word):
        years = [(Kind.YEAR, century + value) for century in (1900.0, 2000.0)]
        return one(span, (Kind.DURATION, value), *years, unit="year")
    return _duration(token, after, (1, "year"), half=bool(after["half"]))


def _after_mark(token: Token, mark: str) -> bool:
    return token.text[token.start - 1 : token.start] == mark


def _duration(
    token: Token, after: re.Match[str], span: tuple[float, str], *, half: bool = False
) -> Quantity:
    length, unit = span
    if is_ordinal(token.text, token.start):
        return _plain(token, token.end)
    value = (token.value + 0.5 * half) * length
    firm = half or length != 1 or _firm(token)
    return one(_span(token, after), (Kind.DURATION, value), firm=firm, unit=unit)


def _months(token: Token, after: re.Match[str]) -> Quantity:
    half = bool(after["half2"]) or "半" in after["months"]
    return _duration(token, after, (1, "month"), half=half)


def _time_span(token: Token, after: re.Match[str]) -> Quantity:
    word = after["span"].removesuffix("半")
    return _duration(token, after, SPANS[word], half=bool(after["half3"]))


def _half_more(token: Token, after: re.Match[str]) -> Quantity:
    unit = "month" if after["half4"].endswith("月") else "hour"
    return _duration(token, after, (1, unit), half=True)


def _age(token: Token, after: re.Match[str]) -> Quantity:
    """年近六旬: nearly sixty."""
    return one(_span(token, after), (Kind.COUNT, token.value * 10))


def _month(token: Token, after: re.Match[str]) -> Quantity:
    if 1 <= token.value <= 12 and not is_ordinal(token.text, token.start):
        return one(_span(token, after), (Kind.MONTH, token.value))
    return _plain(token, token.end)


def _grade(token: Token, after: re.Match[str]) -> Quantity:
    return one(_span(token, after), (Kind.ORDINAL, token.value), firm=False)


def _quarter(token: Token, after: re.Match[str]) -> Quantity:
    """三季度: an ordinal without its 第."""
    value = token.value
    return one(
        _span(token, after), (Kind.ORDINAL, value), firm=value != 1, unit="quarter"
    )


def _clock(token: Token, after: re.Match[str]) -> Quantity:
    span, hour = _span(token, after), token.value
    if hour > 24 or hour != int(hour):
        return _plain(token, token.end)
    past = 30.0 if after["past"] == "半" else 0.0
    if after["quart"]:
        past = 15.0 if after["quart"][0] == "一" else 45.0
    past += value_of(after["minutes"] or after["bare"] or "零") or 0.0
    if after["lack"]:
        past -= 15.0 if after["lack"] == "一刻" else value_of(after["lack"]) or 0.0
    past -= short_of(token.text, token.start)
    return _time(token, span, hour * 60 + past)


def _time(token: Token, span: tuple[int, int], minutes: float) -> Quantity:
    """Return a time of day, in both halves of the day where none is told."""
    hour, past = divmod(minutes, 60)
    is_late, is_early = late(token.text, token.start), early(token.text, token.start)
    told = minutes + (_HALF_DAY if is_late and hour < 12 else 0)
    readings = [(Kind.TIME, told)]
    if hour <= 12 and not is_late and not is_early:
        readings.append((Kind.TIME, (told + _HALF_DAY) % 1440))
    if not past:
        readings.append((Kind.COUNT, hour))
        if hour > 12:
            readings.append((Kind.COUNT, hour - 12))
    return one(span, *readings, firm=_firm(token) or is_late or is_early)


def _money(token: Token, after: re.Match[str]) -> Quantity:
    code = CURRENCIES[after["money"]]
    if after["money"] == "元":
        code = bare_currency(token.text, token.start) or code
    firm = _firm(token) or not token.written
    return one(_span(token, after), (Kind.MONEY, token.value), firm=firm, unit=code)


def _coin(token: Token, after: re.Match[str]) -> Quantity:
    """一毛五 is 0.15 yuan, or 15 fen; 三块五 is 3.5 yuan."""
    rest = 5.0 if after["rest"] == "半" else value_of(after["rest"]) or 0.0
    unit = 1.0 if after["coin"][0] == "块" else 0.1
    yuan = round((token.value + rest / 10) * unit, 2)
    span = _span(token, after)
    return one(span, (Kind.MONEY, yuan), (Kind.COUNT, yuan * 100), unit="CNY")


def _exact(token: Token, after: re.Match[str]) -> Quantity:
    """一米八 is 1.8 metres, 9秒58 is 9.58 seconds."""
    decimals = "".join(f"{value_of(mark) or 0:.0f}" for mark in after["decimals"])
    value = float(f"{token.value:.0f}.{decimals}")
    span = _span(token, after)
    if after["exact"][0] == "米":
        return one(span, (Kind.MEASURE, value), unit="m")
    return one(span, (Kind.DURATION, value), unit="second")


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
    if is_ordinal(token.text, token.start):
        return _plain(token, after.end())
    value = token.value + 0.5 if after["half5"] else token.value
    firm = bool(after["half5"]) or _firm(token)
    found = one(_span(token, after), (Kind.COUNT, value), firm=firm)
    return _approximate(found, token) if after["more"] else found


def _firm(token: Token) -> bool:
    """Whether a counted number must be found again: all but 一, 1, 两 and a bare 百.

    两 with a measure word often names a known pair: 两队 is `the sides`.
    """
    if token.value <= 1 or token.word in WEAK:
        return False
    return token.word == "十" or not token.bare


def _plain(token: Token, end: int) -> Quantity:
    """Return a number without a unit that tells its kind."""
    span, value = (token.start, end), token.value
    if is_ordinal(token.text, token.start):
        following = value == 2 and _NEXT.match(token.text, token.end)
        return one(span, (Kind.ORDINAL, value), firm=value > 1 and not following)
    if "点" in token.word and value < 24:
        hour, _, minutes = token.word.partition("点")
        if late(token.text, token.start) or early(token.text, token.start):
            past = value_of(minutes) or 0.0
            return _time(token, span, (value_of(hour) or 0.0) * 60 + past)
    code = bare_currency(token.text, token.start)
    if code:
        return one(span, (Kind.MONEY, value), unit=code)
    if not token.written:
        firm = not named(token.text, token.start)
        return one(span, (Kind.COUNT, value), firm=firm)
    firm = value >= _TEEN and not token.bare
    return one(span, (Kind.COUNT, value), (Kind.VAGUE, value), firm=firm)


_MAKERS: dict[str, Callable[[Token, re.Match[str]], Quantity]] = {
    "percent": _ratio(100),
    "permille": _ratio(1000),
    "point": _points(1),
    "basis": _points(100),
    "of_point": _of_point,
    "parts": _parts,
    "tenth": _tenth,
    "fold": _fold,
    "times": _times,
    "decade": _decade,
    "after": _after_year,
    "grade": _grade,
    "year": _year,
    "months": _months,
    "month": _month,
    "quarter": _quarter,
    "clock": _clock,
    "coin": _coin,
    "exact": _exact,
    "money": _money,
    "span": _time_span,
    "age": _age,
    "half4": _half_more,
    "unit": _unit,
    "day": _day,
    "ratio": _score,
    "measure": _measured,
}
