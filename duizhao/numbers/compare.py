"""Compares the quantities of a Chinese text with those of its English."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from duizhao.numbers.agree import NUMBERS, RATIOS, agree, converted
from duizhao.numbers.chinese import read_chinese
from duizhao.numbers.english import read_atoms, read_english
from duizhao.numbers.english_atoms import atoms_of
from duizhao.numbers.mask import mask_codes, mask_shared
from duizhao.numbers.matching import apart, at_once, matched
from duizhao.numbers.quantity import Kind, Quantity

_PAIR = 2
_UNITED = frozenset({Kind.MONEY, Kind.VAGUE, Kind.MEASURE, Kind.DURATION})
_DOLLARS = ("USD", "HKD", "SGD", "AUD", "CAD", "TWD")
_MAY_BE = {**dict.fromkeys(_DOLLARS, ("$",)), "pound": ("GBP",)}
# $ is a dollar of any country, and five pounds are money or a weight.


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A quantity that one side has and the other has not, or two that differ."""

    chinese: Quantity | None
    """What the Chinese says; None for a number of the English alone."""
    english: Quantity | None
    """What the English says instead; None where it says nothing of the kind."""


def compare(chinese: str, english: str) -> list[Mismatch]:
    """Return where the numbers of two texts do not agree, in the order of the text."""
    [found] = compare_plain([(mask_codes(chinese), mask_codes(english))])
    return found


_AT_A_TIME = 128
# One reader goes through so many texts before the next does: a processor that changes
# between them with every text forgets each, which takes a fifth longer.


def compare_plain(pairs: Iterable[tuple[str, str]]) -> Iterator[list[Mismatch]]:
    """Yield the same for each pair of texts, whose codes are blotted out already."""
    rest = iter(pairs)
    while some := [mask_shared(*pair) for pair in islice(rest, _AT_A_TIME)]:
        here = [read_chinese(chinese) for chinese, _ in some]
        atoms = [atoms_of(english) for _, english in some]
        there = [
            read_atoms(pair[1], each) for pair, each in zip(some, atoms, strict=True)
        ]
        for pair, said, answer in zip(some, here, there, strict=True):
            found = mismatches(said, answer)
            yield _less_told(found, said, *pair) if found or "everal" in pair[1] else []


def _less_told(
    found: list[Mismatch], said: Sequence[Quantity], chinese: str, english: str
) -> list[Mismatch]:
    """Return what was found less what is told as one, or what is told as `several`."""
    found = found or _several(said, chinese, english)
    return [each for each in found if not _said_as_one(each, english)]


_SEVERAL = re.compile(
    r"\bseveral\b(?! (?:hundred|thousand|million|billion|dozen))", re.IGNORECASE
)
_SOME = re.compile(
    "[几幾](?![乎何率])|[数數](?=[十百千万萬亿億个個人年月天日小周週次家名位])|若干|一些|不少|许多|許多"
    "|多[个個名家种種年次项項位数數]|诸多|諸多|各|一系列"
)


def _several(said: Sequence[Quantity], chinese: str, english: str) -> list[Mismatch]:
    """Return the figure that is told as `several`, where a like one stands elsewhere.

    The Chinese has 72% twice, the English once and `several per cent`: each number has
    a counterpart, and still one was lost.
    """
    if len(said) < 2:
        return []
    if not _SEVERAL.search(english) or _SOME.search(chinese):
        return []
    there = read_english(english)
    pairs = matched(apart(said, there), there, frozenset())
    rest = [one for at, one in enumerate(apart(said, there)) if at not in pairs]
    return [Mismatch(one, None) for one in rest if one.firm][:1]


_ONE_SPAN = re.compile(r"\b(?:an?|one|per|each|every) (year|month|week|day|hour)\b")


def _said_as_one(mismatch: Mismatch, english: str) -> bool:
    """Whether 12个月 that is missing is `a year`; looked for only where it is missing."""
    lost = mismatch.chinese
    if lost is None or mismatch.english or lost.kind is not Kind.DURATION:
        return False
    once = ((Kind.DURATION, 1.0),)
    said = (
        Quantity(*found.span(), once, unit=found[1])
        for found in _ONE_SPAN.finditer(english)
    )
    return any(converted(lost, each) for each in said)


def mismatches(
    chinese: Sequence[Quantity], english: Sequence[Quantity]
) -> list[Mismatch]:
    """Return the quantities that find no counterpart on the other side.

    A number told twice may be told once in the other language. But where each side has
    one left over, one was put in the place of the other.
    """
    if not (chinese and english) and not _is_missed(chinese or english):
        return []
    chinese, english = apart(chinese, english), apart(english, chinese)
    pairs = at_once(chinese, english)
    settled = pairs is not None
    if (
        pairs
        and len(pairs) == len(chinese) == len(english)
        and _alike(pairs, chinese, english)
    ):
        return []
    common: frozenset[str] = frozenset()
    if pairs is None:
        common = frozenset(
            {each.unit for each in chinese} & {each.unit for each in english}
        )
        pairs = matched(chinese, english, common)
    wrong = _other_unit((chinese[at], english[pairs[at]]) for at in sorted(pairs))
    taken = set(pairs.values())
    rest_zh = [one for at, one in enumerate(chinese) if at not in pairs]
    rest_en = [one for at, one in enumerate(english) if at not in taken]
    half = _half_told(chinese, pairs, english) if rest_zh else []
    if settled and not half and not (rest_zh and _may_be_swapped(rest_en)):
        return wrong
    lost = [one for one in rest_zh if not any(_twice(one, o, common) for o in english)]
    more = [one for one in rest_en if not any(_twice(o, one, common) for o in chinese)]
    left = (
        [*(one for one in lost if one.firm), *half],
        [one for one in more if one.firm],
    )
    if not any(left):
        left = _swapped(lost, rest_en)
    return _told(*left) + wrong


def _is_missed(said: Sequence[Quantity]) -> bool:
    """Whether somebody misses what is said where the other side says nothing."""
    return True in [each.firm for each in said]  # in no generator: most are asked


def _alike(
    pairs: dict[int, int], chinese: Sequence[Quantity], english: Sequence[Quantity]
) -> bool:
    """Whether both of each pair are in the same unit."""
    for here, there in pairs.items():
        if chinese[here].unit != english[there].unit:
            return False
    return True


def _twice(chinese: Quantity, english: Quantity, common: Container[str]) -> bool:
    """Whether both say the same, so that one of them may stand for two of the other.

    The third is not three: 3个 is not told again by the third for 第3个.
    """
    if english.kind is Kind.ORDINAL and chinese.kind is not Kind.ORDINAL:
        return False
    return agree(chinese, english, common)


def _half_told(
    chinese: Sequence[Quantity], pairs: dict[int, int], english: Sequence[Quantity]
) -> list[Quantity]:
    """Return the number of 七八百 that is not told where the other is.

    Nobody misses either of them, but `700 or several` has lost one.
    """
    found: list[Quantity] = []
    for at, one in enumerate(chinese[:-1]):
        both = {at, at + 1}
        after = chinese[at + 1]
        if after[:2] != one[:2] or len(one.readings) > 1 or after.kind is Kind.VAGUE:
            continue
        told = [english[pairs[each]] for each in both if each in pairs]
        if len(told) == 1 and told[0].firm:
            [other] = (chinese[each] for each in both if each not in pairs)
            if len(other.readings) == 1 and other.value > 1:
                found.append(other._replace(firm=True))
    return found


def _may_be_swapped(more: Sequence[Quantity]) -> bool:
    """Whether among leftovers, none of them firm, is one that `_swapped` looks at."""
    return any(one.kind in _ORDERED for one in more)


_ORDERED = frozenset({Kind.ORDINAL, Kind.WEEKDAY})


def _swapped(
    lost: list[Quantity], more: list[Quantity]
) -> tuple[list[Quantity], list[Quantity]]:
    """Return leftovers that say that one number stands for another.

    第一季度 and 第二季度 given as `the second quarter` twice: 第一 alone is no firm
    number, nor is the second `second` without a counterpart; both together are. So are
    周五 and Tuesday, 二战 and World War Three.
    """
    days = [[one for one in side if one.kind is Kind.WEEKDAY] for side in (lost, more)]
    if all(days):
        return days[0], days[1]
    left = [
        one
        for one in lost
        if one.firm
        or one.kind in {Kind.ORDINAL, Kind.DAY}
        or (one.kind is Kind.COUNT and one.value == _PAIR and len(one.readings) == 1)
    ]
    first = 0 if any(one.kind is Kind.ORDINAL and one.value > 1 for one in lost) else 1
    right = [
        one
        for one in more
        if one.firm or (one.kind is Kind.ORDINAL and one.value > first)
    ]
    return (left, right) if left and right else ([], [])


def _other_unit(pairs: Iterable[tuple[Quantity, Quantity]]) -> list[Mismatch]:
    """Return what agrees in its figure, and not in its currency or measure."""
    return [
        Mismatch(here, there)
        for here, there in pairs
        if here.unit != there.unit and _units_differ(here, there)
    ]


def _units_differ(here: Quantity, there: Quantity) -> bool:
    """Whether both say what they count, and it is not the same."""
    if not (here.unit and there.unit) or not {here.kind, there.kind} <= _UNITED:
        return False
    if there.unit in _MAY_BE.get(here.unit, ()):
        return False
    if here.kind is there.kind is Kind.MONEY:
        return True
    return here.value == there.value and not converted(here, there)


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
    shares = RATIOS | {Kind.POINT, Kind.DISCOUNT}
    numbers = NUMBERS | {Kind.VAGUE, Kind.MULTIPLE, Kind.GROWTH}
    return a is b or (a in shares and b in shares) or (a in numbers and b in numbers)
