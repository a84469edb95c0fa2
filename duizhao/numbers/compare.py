"""Compares the quantities of a Chinese text with those of its English."""

from __future__ import annotations

from collections.abc import Sequence
import re
from dataclasses import dataclass
from math import isclose

from duizhao.numbers.chinese import read_chinese
from duizhao.numbers.english import read_english
from duizhao.numbers.mask import mask_codes, mask_shared
from duizhao.numbers.quantity import Kind, Quantity, Reading, one
from duizhao.numbers.units import BY_NAME

_RATIOS = frozenset({Kind.PERCENT, Kind.FRACTION})
_NUMBERS = frozenset(
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
_GROUPS = {
    kind: "number" if kind in _NUMBERS else "ratio" if kind in _RATIOS else kind.value
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


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A quantity that one side has and the other has not, or two that differ."""

    chinese: Quantity | None
    """What the Chinese says; None for a number of the English alone."""
    english: Quantity | None
    """What the English says instead; None where it says nothing of the kind."""


def compare(chinese: str, english: str) -> list[Mismatch]:
    """Return where the numbers of two texts do not agree, in the order of the text."""
    here, there = mask_shared(mask_codes(chinese), mask_codes(english))
    found = mismatches(read_chinese(here), read_english(there))
    return [each for each in found if not _said_as_one(each, there)]


_ONE_SPAN = re.compile(r"\b(?:an?|one|per|each|every) (year|month|week|day|hour)\b")


def _said_as_one(mismatch: Mismatch, english: str) -> bool:
    """Whether 12个月 that is missing is `a year`; looked for only where it is missing."""
    lost = mismatch.chinese
    if lost is None or mismatch.english or lost.kind is not Kind.DURATION:
        return False
    said = (one((0, 1), (Kind.DURATION, 1.0), unit=found[1])
            for found in _ONE_SPAN.finditer(english))  # fmt: skip
    return any(_converted(lost, each) for each in said)


def mismatches(
    chinese: Sequence[Quantity], english: Sequence[Quantity]
) -> list[Mismatch]:
    """Return the quantities that find no counterpart on the other side.

    A number told twice may be told once in the other language. But where each side has
    one left over, one was put in the place of the other.
    """
    if not chinese and not english:
        return []
    chinese, english = _apart(chinese, english), _apart(english, chinese)
    pairs = _at_once(chinese, english)
    if pairs is not None:
        return _other_unit(chinese, english, pairs)
    pairs = _matched(chinese, english)
    taken = set(pairs.values())
    rest_zh = [at for at in range(len(chinese)) if at not in pairs]
    rest_en = [at for at in range(len(english)) if at not in taken]
    alone_zh = [
        at
        for at in rest_zh
        if chinese[at].firm and not any(_agree(chinese[at], one) for one in english)
    ]
    alone_en = [
        at
        for at in rest_en
        if english[at].firm and not any(_agree(one, english[at]) for one in chinese)
    ]
    if not alone_zh and not alone_en:
        alone_zh, alone_en = _swapped(chinese, english, rest_zh, rest_en)
    return _told(
        [chinese[at] for at in alone_zh], [english[at] for at in alone_en]
    ) + _other_unit(chinese, english, pairs)


def _apart(mine: Sequence[Quantity], others: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return the quantities, those of several parts as parts where nobody says the whole."""
    if not any(each.parts for each in mine):
        return mine
    found: list[Quantity] = []
    for each in mine:
        said = each.parts and any(_agree(each, other) for other in others)
        found += [each] if said or not each.parts else each.parts
    return found


def _at_once(
    chinese: Sequence[Quantity], english: Sequence[Quantity]
) -> dict[int, int] | None:
    """Return a partner for each firm quantity by its exact value; None if one has none.

    Most pairs are settled so, without asking of each two whether they agree.
    """
    there: dict[tuple[str, float], list[int]] = {}
    for at, other in enumerate(english):
        for kind, value in other.readings:
            there.setdefault((_GROUPS[kind], value), []).append(at)
    taken: dict[int, int] = {}
    for at, each in enumerate(chinese):
        for kind, value in each.readings:
            found = there.get((_GROUPS[kind], value), ())
            free = next((other for other in found if other not in taken), None)
            if free is not None:
                taken[free] = at
                break
        else:
            if each.firm:
                return None
    if any(other.firm and at not in taken for at, other in enumerate(english)):
        return None
    return {at: other for other, at in taken.items()}


def _swapped(
    chinese: Sequence[Quantity],
    english: Sequence[Quantity],
    rest_zh: list[int],
    rest_en: list[int],
) -> tuple[list[int], list[int]]:
    """Return leftovers that say that one number stands for another.

    第一季度 and 第二季度 given as `the second quarter` twice: 第一 alone is no firm
    number, nor is the second `second` without a counterpart; both together are.
    """
    left = [
        at
        for at in rest_zh
        if (chinese[at].firm or chinese[at].kind is Kind.ORDINAL)
        and not any(_agree(chinese[at], one) for one in english)
    ]
    right = [at for at in rest_en if english[at].firm]
    return (left, right) if left and right else ([], [])


def _matched(
    chinese: Sequence[Quantity], english: Sequence[Quantity]
) -> dict[int, int]:
    """Return for as many Chinese quantities as possible an English one of their own."""
    wishes = [
        [at for at, other in enumerate(english) if _agree(one, other)]
        for one in chinese
    ]
    owner: dict[int, int] = {}

    def place(one: int, seen: set[int]) -> bool:
        for other in wishes[one]:
            if other not in seen:
                seen.add(other)
                if other not in owner or place(owner[other], seen):
                    owner[other] = one
                    return True
        return False

    order = sorted(range(len(chinese)), key=lambda at: not chinese[at].firm)
    for one in order:
        place(one, set())
    return {one: other for other, one in owner.items()}


def _agree(chinese: Quantity, english: Quantity) -> bool:
    """Whether any way to read the one is a way to read the other."""
    if any(_same(a, b) for a in chinese.readings for b in english.readings):
        return True
    return _rounded(chinese, english) or _converted(chinese, english)


def _same(a: Reading, b: Reading) -> bool:
    """Whether a reading of the Chinese and one of the English are the same."""
    if a.kind is b.kind:
        return isclose(a.value, b.value, rel_tol=1e-6)
    if a.kind in _NUMBERS and b.kind in _NUMBERS:
        # A decade is no year: the 1970s are not 1970.
        return isclose(a.value, b.value, rel_tol=1e-6)
    if a.kind is Kind.DISCOUNT and b.kind in _RATIOS:
        return isclose(1 - a.value, b.value)  # 七折 is at 70 per cent of the price
    if a.kind is Kind.PERCENT and b.kind is Kind.DISCOUNT:
        return isclose(a.value, b.value)
    if a.kind in _RATIOS and b.kind in _RATIOS:
        return isclose(a.value, b.value, rel_tol=0.005)
    if {a.kind, b.kind} == {Kind.DECADE, Kind.COUNT}:
        return a.value == b.value < 100
    if {a.kind, b.kind} == {Kind.MONTH, Kind.COUNT}:
        return a.value == b.value
    if {a.kind, b.kind} == {Kind.MULTIPLE, Kind.COUNT}:
        return isclose(a.value, b.value, rel_tol=1e-6)
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


def _converted(chinese: Quantity, english: Quantity) -> bool:
    """Whether the English says the same in another unit: 100亩 as 6.7 hectares."""
    if chinese.unit == english.unit or not (chinese.unit and english.unit):
        return False
    here, there = BY_NAME.get(chinese.unit), BY_NAME.get(english.unit)
    if here is not None and there is not None:
        return here.dimension == there.dimension and isclose(
            chinese.value * here.size, english.value * there.size, rel_tol=_CONVERTED
        )
    days, others = _SPANS.get(chinese.unit), _SPANS.get(english.unit)
    if days is None or others is None:
        return False
    near = _WEEKS_NEAR if "week" in (chinese.unit, english.unit) else _SPAN_NEAR
    return any(
        isclose(chinese.value * days, told.value * others, rel_tol=near)
        for told in english.readings
        if told.kind is Kind.DURATION
    )


def _other_unit(
    chinese: Sequence[Quantity], english: Sequence[Quantity], pairs: dict[int, int]
) -> list[Mismatch]:
    """Return what agrees in its figure, and not in its currency or measure."""
    return [
        Mismatch(chinese[one], english[other])
        for one, other in sorted(pairs.items())
        if chinese[one].kind is english[other].kind
        and _units_differ(chinese[one], english[other])
    ]


def _units_differ(here: Quantity, there: Quantity) -> bool:
    if here.kind is Kind.MONEY:
        return _differ(here.unit, there.unit)
    if here.kind is not Kind.MEASURE or here.value != there.value:
        return False
    return here.unit != there.unit and not _converted(here, there)


def _differ(here: str, there: str) -> bool:
    if not here or not there or here == there:
        return False
    # $ is a dollar of any country, and 元 may be one too.
    return not (there == "$" and here in {"USD", "HKD", "SGD", "AUD", "CAD", "TWD"})


def _told(left: list[Quantity], right: list[Quantity]) -> list[Mismatch]:
    """Return the leftovers side by side where they seem to be meant for each other."""
    found: list[Mismatch] = []
    rest = list(right)
    for one in left:
        partner = next((other for other in rest if _akin(one, other)), None)
        if partner is not None:
            rest.remove(partner)
        found.append(Mismatch(one, partner))
    return found + [Mismatch(None, other) for other in rest]


def _akin(one: Quantity, other: Quantity) -> bool:
    a, b = one.kind, other.kind
    shares = _RATIOS | {Kind.POINT, Kind.DISCOUNT}
    numbers = _NUMBERS | {Kind.VAGUE, Kind.MULTIPLE, Kind.GROWTH}
    return a is b or (a in shares and b in shares) or (a in numbers and b in numbers)
