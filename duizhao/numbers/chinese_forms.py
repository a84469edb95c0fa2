"""Chinese numbers that are more than a numeral: 上世纪, 数千万, 三五, 半年, 翻番."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.numbers.chinese_token import NOT_TENTH
from duizhao.numbers.chinese_words import CURRENCIES, MEMORIALS, SPANS, WORTH
from duizhao.numbers.decades import any_decade
from duizhao.numbers.numerals import DIGITS, UNITS, value_of
from duizhao.numbers.quantity import Kind, Quantity, one, whole

_LAST_CENTURY = {"上": 20.0, "本": 21.0}


def weekday(_text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Yield the day of 周三, 星期天."""
    day = "一二三四五六日".find(match[0][-1].replace("天", "日")) + 1
    yield one(match.span(), (Kind.WEEKDAY, day), firm=False)


def hidden(text: str, span: tuple[int, int]) -> Iterator[Quantity]:
    """Yield the numerals of an idiom: an English idiom may have them too."""
    for mark in text[span[0] : span[1]]:
        value = DIGITS.get(mark, UNITS.get(mark))
        if value is not None:
            yield one(span, (Kind.COUNT, value), (Kind.VAGUE, value), firm=False)


def of_century(_text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Yield 上世纪, or the decade in it: 上世纪70年代 is the 1970s."""
    century = _LAST_CENTURY[match[0][0]]
    if match["years"]:
        yield from decades(match.span(), century, match["years"])
    else:
        yield one(match.span(), (Kind.CENTURY, century), firm=False)


def decades(span: tuple[int, int], century: float, years: str) -> Iterator[Quantity]:
    """Yield the decade of a century, or both of 六七十年代."""
    first = (century - 1) * 100
    both = years[:-1] if len(years) == 3 and years[-1] == "十" else ""
    if both.isdecimal() or not all(mark in DIGITS for mark in both or "?"):
        yield one(span, (Kind.DECADE, first + (value_of(years) or 0)))
        return
    for digit in both:
        yield one(span, (Kind.DECADE, first + DIGITS[digit] * 10))


def scaled(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Yield an order of magnitude: 数千万, 数以万计, 上百."""
    scale = value_of(match[0].strip("数几好上以计")) or 1.0
    readings = [(Kind.VAGUE, scale)]
    if match[0][0] == "上":
        readings.append((Kind.COUNT, scale))
    unit, end = _unit_of(text, match.end())
    yield one((match.start(), end), *readings, unit=unit)


_OF = re.compile(
    rf"[多余]?(?P<money>{'|'.join(sorted(CURRENCIES, key=len, reverse=True))})"
    rf"|[多余]?(?P<span>{'|'.join(sorted(SPANS, key=len, reverse=True))})(?![岁边])"
)


def _unit_of(text: str, at: int) -> tuple[str, int]:
    """Return the currency or the span of time that a vague amount is of, and its end."""
    found = _OF.match(text, at)
    if found is None:
        return "", at
    money, span = found["money"], found["span"]
    return CURRENCIES[money] if money else SPANS[span][1], found.end()


def planned(_text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Yield the fourteenth of 十四五规划, the 14th Five-Year Plan."""
    plan = value_of(match[0]) or 0.0
    yield one(match.span(), (Kind.ORDINAL, plan), (Kind.COUNT, plan))


_TENTHS = re.compile(f"成(?!{NOT_TENTH})")
_NEIGHBOURS = re.compile("([一二两三四五六七八九]{2})([十百千万亿]*)(年代)?$")


def in_pairs(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Yield both numbers of 三五 or 七八十; loosely meant, so nobody misses them."""
    parts = _NEIGHBOURS.search(match[0])
    if parts is None:  # pragma: no cover - the pattern is a part of the other
        return
    before, span = match[0][: parts.start()], match.span()
    if tenths := _TENTHS.match(text, match.end()):
        for digit in parts[1]:
            tenth = float(DIGITS[digit])
            readings = (Kind.PERCENT, tenth / 10), (Kind.COUNT, tenth)
            yield one((span[0], tenths.end()), *readings, firm=False)
        return
    unit, _ = _unit_of(text, match.end())
    kind = Kind.COUNT
    if unit:
        kind = Kind.MONEY if unit.isupper() else Kind.DURATION
    for digit in parts[1]:
        value = value_of(before + digit + parts[2])
        if value is not None and parts[3]:
            yield one(span, *any_decade(value))
        elif value is not None:
            yield one(span, (kind, value), firm=False, unit=unit)
    scale = value_of(parts[2]) if parts[2] else None
    if scale and not parts[3]:
        yield one(span, (Kind.VAGUE, scale), firm=False)


def halved(_text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Yield a half, and how long 半年 or how much 半斤 is."""
    word, span = match[0], match.span()
    half = (Kind.FRACTION, 0.5)
    if word == "半斤":
        yield one(span, half, (Kind.MEASURE, 0.5), firm=False, unit="jin")
    elif word.endswith("世纪"):
        yield one(span, (Kind.DURATION, 50.0), unit="year")
    elif word[1:] in SPANS:
        length, unit = SPANS[word[1:]]
        span_of_time = (Kind.DURATION, length / 2)
        yield one(span, span_of_time, half, firm=False, unit=unit)
    else:
        yield one(span, half, firm=word in {"半数", "减半"})
    if word[0] in "上下":
        yield one(span, (Kind.ORDINAL, 1.0 + (word[0] == "下")), firm=False)


def by_dozens(_text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Yield 半打 as six, 两打 as 24."""
    word = match[0][:-1]
    number = 0.5 if word == "半" else value_of(word) or 1.0
    yield one(match.span(), (Kind.COUNT, number * 12))


def doubled(_text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Yield 翻一番 as twice, 翻两番 as four times, 加倍 as twice."""
    word = match[0]
    times = value_of(word.strip("翻了整番倍加成增") or "一") or 1.0
    readings = [(Kind.MULTIPLE, 2.0 ** min(times, 99))]
    if times == 1:
        readings += [(Kind.GROWTH, 1.0), (Kind.PERCENT, 1.0)]
    yield one(match.span(), *readings, firm="番" in word)


def worded(_text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Yield a word that is worth a number: 俩, 冠军, 首次, 古稀."""
    if match[0].endswith("旬"):
        yield one(match.span(), (Kind.DURATION, 10.0), firm=False, unit="day")
        return
    value = WORTH.get(match[0], 2.0)
    yield one(match.span(), (Kind.ORDINAL, value), (Kind.COUNT, value), firm=False)


def memorial(_text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Yield the month and the day of 九一八."""
    month, day = map(float, MEMORIALS[match[0]])
    yield one(match.span(), (Kind.MONTH, month), (Kind.COUNT, month), firm=False)
    yield one(match.span(), (Kind.DAY, day), (Kind.COUNT, day), firm=False)


_FIGURES = re.compile(r"\d+")
_DATE = (Kind.YEAR, Kind.MONTH, Kind.DAY)


def dated(_text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Yield the year, the month and the day of 2023-05-06."""
    for kind, figure in zip(_DATE, _FIGURES.finditer(match[0]), strict=True):
        start, end = figure.span()
        value = float(figure[0])
        span = match.start() + start, match.start() + end
        yield one(span, (kind, value), (Kind.COUNT, value))


def numbered(_text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """Yield 3-2 of 图3-2 as one number, which may stand as 3.2 too."""
    parts = [
        one((match.start() + each.start(), match.start() + each.end()),
            (Kind.COUNT, float(each[0])))
        for each in _FIGURES.finditer(match[0])
    ]  # fmt: skip
    first, second = parts[0].value, parts[1].value
    if len(parts) == 2:
        joined = float(f"{first:.0f}.{second:.0f}")
        yield whole(parts, (Kind.COUNT, joined))
    else:
        yield from parts
