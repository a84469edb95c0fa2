"""What English numbers say together: ranges, shares, the years of 1990–95."""

from __future__ import annotations

import re

from duizhao.numbers.english_words import SCALES, SHORT_SCALES
from duizhao.numbers.quantity import Kind, Quantity, Reading, either, whole
from duizhao.numbers.runs import in_century, in_unit, neighbours

_JOINERS = frozenset({*"-–—\u2011,/", "to", "or", "and", "through"})
_SHARE = re.compile(
    r" (?:[A-Za-z-]+ ){0,2}(?:in|out of|of|per|(?:for|to|of|in) every|among every|times out of)"
    r" (?:an? |every )?|/"
)
_SCALE = re.compile(
    r"hundred|thousand|[mbtr]+illion|\d ?(?:bn|m|k|tn)\b", re.IGNORECASE
)
_SHARING = frozenset(" /")
_SPLITTING = frozenset("-–/:")
_HALF = 50
_NUMBERS = frozenset({Kind.COUNT, Kind.MULTIPLE, Kind.ORDINAL})


def together(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return the quantities with what neighbours say of each other."""
    if len(found) < 2:
        return found
    return _shares(text, _ranges(text, found))


def _shares(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return one in five, five per 100,000 and 1/5 as shares of what is in them."""
    made: list[Quantity] = []
    at, last = 0, len(found) - 1
    while at < last:
        first, second = found[at], found[at + 1]
        sign = text[first[1] : first[1] + 1]
        if sign in _SPLITTING and _is_split(first, second):
            made.append(whole((first, second), (Kind.FRACTION, 0.5)))
            at += 2
        elif sign in _SHARING and _is_share(text, first, second):
            share = (Kind.FRACTION, first.value / second.value)
            made.append(whole((first, second), share))
            at += 2
        else:
            made.append(first)
            at += 1
    return made + found[at:]


def _is_split(first: Quantity, second: Quantity) -> bool:
    """Whether both are of `fifty-fifty`, 50/50: half each."""
    return second[0] - first[1] == 1 and first.value == second.value == _HALF


def _is_share(text: str, first: Quantity, second: Quantity) -> bool:
    kind, value = first[2][0]
    other, whole_value = second[2][0]
    return (
        other is Kind.COUNT
        and kind in _NUMBERS
        and value <= whole_value
        and whole_value > 0
        and _SHARE.fullmatch(text, first.end, second.start) is not None
    )


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return the quantities, the first of a range in the unit of the second too.

    In `30 to 40 percent`, `$3–5 million` only one of both has unit or scale.
    """
    for at in neighbours(found):
        first, second = found[at - 1], found[at]
        if first.end - first.start == 6 and text.startswith("decade", first.start):
            found[at] = second = _in_decades(text, first, second)
        if text[first.end : second.start].strip() not in _JOINERS:
            continue
        if first.kind is Kind.YEAR:
            found[at] = in_century(first, second)
        elif extra := _in_unit_of(text, first, second):
            found[at - 1] = in_unit(first, second, extra, firm=first.firm)
    return found


def _in_unit_of(text: str, first: Quantity, second: Quantity) -> list[Reading]:
    if first.kind not in {Kind.COUNT, Kind.MONEY, Kind.ORDINAL}:
        return []
    extra: list[Reading] = []
    if second.kind is Kind.PERCENT:
        extra.append((Kind.PERCENT, first.value / 100))
    elif second.kind is Kind.TIME:
        extra += [(Kind.TIME, first.value * 60 + half) for half in (0, 720)]
    elif second.kind is not Kind.COUNT and second.kind is not Kind.VAGUE:
        extra.append((second.kind, first.value))
    scale = _scale(text, second)
    if scale > 1 and _scale(text, first) == 1:
        extra.append((second.kind, first.value * scale))
    return extra


def _in_decades(text: str, first: Quantity, second: Quantity) -> Quantity:
    """Return the two of `a decade or two` as twenty years too."""
    if text[first.end : second.start].strip() != "or" or second.kind is not Kind.COUNT:
        return second
    return either(second, (Kind.DURATION, second.value * 10))


def _scale(text: str, quantity: Quantity) -> float:
    found = _SCALE.search(text, quantity.start, quantity.end)
    if found is None:
        return 1.0
    word = found[0].lower().lstrip("0123456789 ")
    return SCALES.get(word, SHORT_SCALES.get(word, 1.0))
