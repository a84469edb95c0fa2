"""The value of a Chinese numeral: 3.5万亿, 一百〇六, 二〇二三, 两千五百万, 1亿2千万."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import numeric

DIGITS = {
    **{digit: at for at, digit in enumerate("零一二三四五六七八九")},
    **{digit: at for at, digit in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "○": 0,
}
"""Each digit of the Chinese scripts, by its value."""
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": 20, "卅": 30}
# 亿 before 万: 万亿 is ten thousand times a hundred million.
_LARGE = {"亿": 1e8, "兆": 1e12, "万": 1e4}
UNITS = {**_SMALL, **_LARGE}
"""The characters that multiply what stands before them."""

LONGEST = 60
"""How many characters a numeral may have; more are no amount that a person reads."""
VULGAR = {mark: numeric(mark) for mark in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
"""Fractions in one character."""

# Traditional and formal characters, one for one, so that no place in a text moves.
SIMPLE = str.maketrans(
    "０１２３４５６７８９．％：～－＋＄￥￡／"
    "兩萬億點餘幾數雙倆個條項號層歲週鐘時間對題頁隻張輛棟戶標場屆屬顆塊畝噸裡裏臺為從將級話聲"
    "單組種隊樓課發貳參陸頭連過約滿後於與幣歐鎊盧韓質產別陣筆門總顧續羣紀曆歷國會戰節冊員國臘",
    "0123456789.%:~-+$¥£/"
    "两万亿点余几数双俩个条项号层岁周钟时间对题页只张辆栋户标场届属颗块亩吨里里台为从将级话声"
    "单组种队楼课发贰叁陆头连过约满后于与币欧镑卢韩质产别阵笔门总顾续群纪历历国会战节册员国腊",
)
"""Full-width digits and marks, and traditional characters that matter to numbers."""


_SIMPLER = {chr(mark): chr(plain) for mark, plain in SIMPLE.items()}
_MARKS = re.compile(f"[{''.join(map(chr, SIMPLE))}]")
_WIDE_FIGURES = frozenset("０１２３４５６７８９")
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3})")


def simple(text: str) -> str:
    """Return `text` in simple characters and half-width figures, as long as it is.

    >>> simple("１，２００萬歐元，兩個")
    '1,200万欧元，两个'
    """
    found = _MARKS.findall(text)
    if not found:
        return text
    marks = {*found}
    if "，" in text and not _WIDE_FIGURES.isdisjoint(marks):
        text = _WIDE_COMMA.sub(",", text)
    # A text has few of them: each replaced is quicker than every character looked up.
    for mark in marks:
        text = text.replace(mark, _SIMPLER[mark])
    return text


@lru_cache(maxsize=4096)
def value_of(numeral: str) -> float | None:
    """Return the value of a numeral in digits, Han or both; None where it is none.

    >>> value_of("3.5万亿"), value_of("一百〇六"), value_of("二〇二三")
    (3500000000000.0, 106.0, 2023.0)
    >>> value_of("8,650.32万"), value_of("三万五"), value_of("1亿2千万"), value_of("二点五")
    (86503200.0, 35000.0, 120000000.0, 2.5)
    """
    bare = numeral.replace(",", "").replace(" ", "")
    if len(bare) > LONGEST:
        return None
    if bare.isascii():
        return _below_ten_thousand(bare)
    if bare[-1:] in VULGAR:
        return float(bare[:-1] or 0) + VULGAR[bare[-1]]
    for mark, scale in _LARGE.items():
        before, found, after = bare.rpartition(mark)
        if found:
            return _scaled(before, scale, after)
    return _below_ten_thousand(bare)


def _scaled(before: str, scale: float, after: str) -> float | None:
    """Return `before` times `scale`, and `after`."""
    times = value_of(before) if before else 1.0
    rest = value_of(after) if after else 0.0
    if times is None or rest is None:
        return None
    if len(after) == 1 and after in DIGITS:
        rest *= scale / 10  # 三万五 leaves out the unit of its last digit
    return round(times * scale, 6) + rest


def _below_ten_thousand(bare: str) -> float | None:
    try:
        return float(bare)
    except ValueError:
        pass
    whole, point, part = bare.partition("点")
    if point:
        return _decimal(whole, part)
    if bare and all(one in DIGITS for one in bare):
        return float("".join(str(DIGITS[one]) for one in bare))
    return _with_units(bare)


def _decimal(whole: str, part: str) -> float | None:
    first = _below_ten_thousand(whole)
    if first is None or not part or any(one not in DIGITS for one in part):
        return None
    digits = "".join(str(DIGITS[one]) for one in part)
    return float(f"{first:.0f}.{digits}")


def _with_units(bare: str) -> float | None:
    """Return the value of a numeral such as 一千二百三十 or 2千3百."""
    total, digit, last = 0.0, "", 0
    for mark in bare:
        if mark in _SMALL:
            last = _SMALL[mark]
            times = _below_ten_thousand(digit.lstrip("零〇")) if digit else 1.0
            if times is None:
                return None
            total, digit = total + times * last, ""
        elif mark in _TENS:
            total += _TENS[mark]
        elif mark in DIGITS or mark.isdecimal() or mark == ".":
            digit += mark
        else:
            return None
    if not digit:
        return total
    rest = _below_ten_thousand(digit)
    if rest is None:
        return None
    # 一百二 leaves out its last unit too; 一百〇二 does not.
    return total + rest * (last / 10 if len(digit) == 1 and last > 10 else 1)
