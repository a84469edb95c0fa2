"""What Chinese numbers say together: ranges, shares, hours with their minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.numbers.numerals import value_of
from duizhao.numbers.quantity import Kind, Quantity, Reading, whole
from duizhao.numbers.runs import are_near, in_century, in_unit, neighbours

_RANGE = re.compile(r"[-~—–至到或、和与/]|或者|以上[、至]?")
_LONGEST = 3
# Characters of what stands in a range between its two numbers.
_JOINABLE = frozenset({Kind.COUNT, Kind.ORDINAL, Kind.YEAR})
_AGAINST = frozenset("比:")
# The second number of a score is as firm as the first: 三比二.
_AMONG = re.compile(r"[^，。；,\d]{0,4}?[中里](?:就|只|仅)?有?")
_TAIL = re.compile(r"[十百千万亿]+")
_SHORT = 3
# Characters of a year without its century: 16年.
_NEAR = 7
# How many characters may stand between the two numbers of a share.


def together(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return the quantities with what neighbours say of each other."""
    return _ranges(text, _wholes(text, found)) if are_near(found) else found


def _wholes(text: str, found: list[Quantity]) -> list[Quantity]:
    made: list[Quantity] = []
    at = 0
    while at < len(found) - 1:
        gap = found[at + 1][0] - found[at][1]
        run = _share(text, found, at) if 0 < gap <= _NEAR else None
        if gap == 0:
            run = _length(text, found, at)
        made.append(run or found[at])
        at += len(run.parts) if run else 1
    return made + found[at:]


def _share(text: str, found: list[Quantity], at: int) -> Quantity | None:
    """Return 每5人中有1人 as a fifth, and 1/5 too."""
    first, second = found[at], found[at + 1]
    between = text[first.end : second.start]
    if between == "/" and first.kind is second.kind is Kind.COUNT and second.value:
        return whole((first, second), (Kind.FRACTION, first.value / second.value))
    begins = text[max(0, first.start - 1) : first.start] == "每"
    if begins and first.value and _AMONG.fullmatch(between):
        return whole((first, second), (Kind.FRACTION, second.value / first.value))
    return None


_SIZES = {"hour": 60.0, "minute": 1.0, "second": 1 / 60}


def _length(text: str, found: list[Quantity], at: int) -> Quantity | None:
    """Return 2小时5分30秒 as 2:05:30; it may be told in words as well."""
    both = found[at : at + 2]
    if [each.unit for each in both] == ["year", "month"]:
        if both[0].end != both[1].start or both[0].kind is not Kind.DURATION:
            return None
        years = both[0].value + both[1].value / 12
        return whole(both, (Kind.DURATION, years))._replace(unit="year")
    if found[at].unit not in _SIZES:
        return None
    end = at + 1
    while (
        end < len(found)
        and found[end].start == found[end - 1].end
        and (found[end].unit in _SIZES or text[found[end].end - 1] == "分")
    ):
        end += 1
    parts = [each if each.unit else _minutes(each) for each in found[at:end]]
    if len(parts) < 2:
        return None
    sizes = [_SIZES.get(each.unit, 1.0) for each in parts]
    minutes = sum(each.value * size for each, size in zip(parts, sizes, strict=True))
    # 5:30 may be five minutes and a half.
    return whole(parts, (Kind.TIME, minutes), (Kind.TIME, minutes * 60))


def _minutes(part: Quantity) -> Quantity:
    """Return the 5分 of 2小时5分 as minutes; 分 alone may be a point or a cent."""
    duration = (Kind.DURATION, part.value)
    return part._replace(readings=(duration, *part.readings), unit="minute")


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return the quantities, the first of a range in the unit of the second too.

    In 30到40万, 5至5.5% and 2015-2016年 only the second has its unit.
    """
    for at in neighbours(found):
        first, second = found[at - 1], found[at]
        between = text[first.end : second.start].strip()
        if not between or len(between) > _LONGEST:
            continue
        if between in _AGAINST:
            found[at] = second = second._replace(firm=second.firm or second.value > 1)
        if first.kind not in _JOINABLE or not _RANGE.fullmatch(between):
            continue
        if first.kind is Kind.YEAR:
            if second.end - second.start <= _SHORT:
                found[at] = in_century(first, second)
        elif extra := tuple(_in_unit_of(first, second, text)):
            firm = first.firm or second.firm  # 三至五年: three is as firm as five
            found[at - 1] = in_unit(first, second, extra, firm=firm)
    return found


def _in_unit_of(first: Quantity, second: Quantity, text: str) -> Iterator[Reading]:
    kind = second.kind
    scale = 1.0
    tail = _TAIL.search(text, second.start, second.end)
    if tail and not _TAIL.search(text, first.start, first.end):
        scale = value_of(tail[0]) or 1.0
    if kind in {Kind.PERCENT, Kind.FRACTION}:
        yield (Kind.PERCENT, first.value / 100)
    elif kind is Kind.YEAR or kind is not first.kind or scale != 1:
        yield (kind, first.value * scale)
