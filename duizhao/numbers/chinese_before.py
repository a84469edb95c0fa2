"""What stands before a Chinese numeral and tells how it is meant."""

from __future__ import annotations

import re

from duizhao.numbers.numerals import value_of

_GROWING = re.compile(
    r"(?:增|涨|升|提高|扩大|高出|多出|翻|超出|放大|膨胀)[^，。；,到至为的是]{0,6}$|[高多]了?$"
)
_SYMBOL = re.compile(
    r"(US\$|HK\$|NT\$|RMB|CNY|USD|[$¥£€]|人民币|美元|港币|港元|新?台币|欧元|英镑|日元)\s?$"
)
_SYMBOL_ENDS = frozenset("$BYD¥£€币元镑")
_SYMBOLS = {
    "US$": "USD",
    "USD": "USD",
    "HK$": "HKD",
    "NT$": "TWD",
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "美元": "USD",
    "港币": "HKD",
    "港元": "HKD",
    "新台币": "TWD",
    "台币": "TWD",
    "欧元": "EUR",
    "英镑": "GBP",
    "日元": "JPY",
}
_FIG = r"(?:\d+|[一二三四五六七八九十]+)"
_SHORT_OF = re.compile(rf"差(?P<quarter>一刻)?(?P<minutes>{_FIG}(?=分))?(?:分钟?|钟)?$")
_LATE = re.compile(r"(?:下午|晚上?|傍晚|夜里|深夜|午后)[^，。,]{0,3}$")
_EARLY = re.compile(r"(?:凌晨|早上?|清晨|上午)[^，。,]{0,3}$")


def growing(text: str, at: int) -> bool:
    """Whether what is told at `at` came on top: 增长两倍."""
    return _GROWING.search(text, max(0, at - 12), at) is not None


def bare_currency(text: str, at: int) -> str:
    """Return the currency that is named before an amount, or nothing."""
    mark = text[at - 1 : at]
    if mark.isspace():
        mark = text[max(0, at - 5) : at].rstrip()[-1:]
    if mark not in _SYMBOL_ENDS:
        return ""
    found = _SYMBOL.search(text, max(0, at - 5), at)
    return _SYMBOLS.get(found[1], "CNY") if found else ""


def is_ordinal(text: str, at: int) -> bool:
    """Whether 第 stands before."""
    return text[:at].rstrip()[-1:] == "第" if at and text[at - 1] in "第 " else False


def short_of(text: str, at: int) -> float:
    """Return the minutes that lack to the hour: 差一刻六点."""
    found = _SHORT_OF.search(text, max(0, at - 7), at)
    if found is None:
        return 0.0
    return 15.0 if found["quarter"] else value_of(found["minutes"] or "零") or 0.0


def late(text: str, at: int) -> bool:
    """Whether the hours at `at` are of the second half of the day."""
    return _LATE.search(text, max(0, at - 8), at) is not None


def early(text: str, at: int) -> bool:
    """Whether the hours at `at` are of the first half of the day."""
    return _EARLY.search(text, max(0, at - 8), at) is not None
