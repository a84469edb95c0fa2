"""Whether two quantities say the same, rounded or in another unit."""

from __future__ import annotations

from collections.abc import Container
from math import isclose

from duizhao.numbers.quantity import Kind, Quantity, Reading
from duizhao.numbers.units import BY_NAME

RATIOS = frozenset({Kind.PERCENT, Kind.FRACTION})
NUMBERS = frozenset(
    {
        Kind.COUNT,
        Kind.ORDINAL,
        Kind.MONEY,
        Kind.MEASURE,
        Kind.DURATION,
        Kind.YEAR,
        Kind.DAY,
    }
)
GROUPS = {
    kind: "number" if kind in NUMBERS else "ratio" if kind in RATIOS else kind.value
    for kind in Kind
}
# Kinds in one group are told apart by their value only.
_ROUND = frozenset({Kind.COUNT, Kind.MONEY, Kind.MEASURE})
# Kinds whose values may be rounded in English: 8,650.32万 as 86.5 million.
_ROUNDED_FROM = 1000
_DIGITS = 2
# The fewest digits that a rounded figure still has.
_CONVERTED = 0.06
# How far a measure told in another unit may stray: 100亩 as 6.7 hectares.
_ROUNDED = 0.005
# The same between units of one system: 48 megapixels are 48 million.
_SPANS = {
    "year": 365.25,
    "month": 30.4,
    "week": 7.0,
    "day": 1.0,
    "hour": 1 / 24,
    "minute": 1 / 1440,
    "second": 1 / 86400,
}
_SPAN_NEAR, _WEEKS_NEAR = 0.02, 0.09
# A month is told as four weeks.


def agree(
    chinese: Quantity, english: Quantity, common: Container[str] = frozenset()
) -> bool:
    """Whether any way to read the one is a way to read the other.

    What is measured in a unit of `common`, which both texts have, is not converted:
    in 300公里（190英里） the kilometres answer the kilometres.
    """
    if any(_same(a, b) for a in chinese.readings for b in english.readings):
        return True
    if _rounded(chinese, english):
        return True
    if not (chinese.unit and english.unit) or chinese.unit == english.unit:
        return False
    if chinese.unit in common or english.unit in common:
        return False
    return converted(chinese, english)


def _same(a: Reading, b: Reading) -> bool:
    """Whether a reading of the Chinese and one of the English are the same."""
    kind, value = a
    other, told = b
    if kind is other:
        return isclose(value, told, rel_tol=1e-9)
    if kind in NUMBERS and other in NUMBERS:
        # A decade is no year: the 1970s are not 1970.
        return isclose(value, told, rel_tol=1e-9)
    if kind is Kind.DISCOUNT and other in RATIOS:
        return isclose(1 - value, told)  # 七折 is at 70 per cent of the price
    if kind is Kind.PERCENT and other is Kind.DISCOUNT:
        return isclose(value, told)
    if kind in RATIOS and other in RATIOS:
        return isclose(value, told, rel_tol=0.005)
    if {kind, other} == {Kind.DECADE, Kind.COUNT}:
        return value == told < 100
    if kind is Kind.COUNT and other is Kind.MONTH:
        return value == told
    if {kind, other} == {Kind.MULTIPLE, Kind.COUNT}:
        return isclose(value, told, rel_tol=1e-9)
    return False


def _rounded(chinese: Quantity, english: Quantity) -> bool:
    """Whether the English is the Chinese figure with fewer digits."""
    if chinese.kind not in _ROUND or english.kind not in _ROUND:
        return False
    exact, told = chinese.value, english.value
    if exact < _ROUNDED_FROM or told < _ROUNDED_FROM:
        return False
    digits = f"{told:.12g}".replace(".", "").rstrip("0")
    if len(digits) < _DIGITS or "e" in digits:
        return False
    return float(f"{exact:.{len(digits)}g}") == told


def converted(chinese: Quantity, english: Quantity) -> bool:
    """Whether the English says the same in another unit: 100亩 as 6.7 hectares."""
    if chinese.unit == english.unit or not (chinese.unit and english.unit):
        return False
    here, there = BY_NAME.get(chinese.unit), BY_NAME.get(english.unit)
    if here is not None and there is not None:
        exact = f"{here.size / there.size:e}"[0] in "125"
        return here.dimension == there.dimension and isclose(
            chinese.value * here.size,
            english.value * there.size,
            rel_tol=_ROUNDED if exact else _CONVERTED,
        )
    days, others = _SPANS.get(chinese.unit), _SPANS.get(english.unit)
    if days is None or others is None:
        return False
    near = _WEEKS_NEAR if "week" in (chinese.unit, english.unit) else _SPAN_NEAR
    return any(
        isclose(chinese.value * days, told * others, rel_tol=near)
        for kind, told in english.readings
        if kind is Kind.DURATION
    )
