"""A quantity as a person reads it: a value with a kind, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Kind(StrEnum):
    """What a number says."""

    COUNT = "count"
    """So many of something; also a plain figure."""
    ORDINAL = "ordinal"
    """第三, third, No. 3, Article 27, III."""
    MONEY = "money"
    """An amount; `unit` is the currency."""
    MEASURE = "measure"
    """A length, weight, area…; `unit` is the unit's name."""
    DURATION = "duration"
    """Years, months, days, hours, minutes or seconds; `unit` says which."""
    YEAR = "year"
    """A year of the calendar, as 2023."""
    DAY = "day"
    """A day of the month."""
    PERCENT = "percentage"
    """A share; the value is the ratio, 0.8 for 80%."""
    FRACTION = "fraction"
    """A share too: 三分之一, half, two-thirds."""
    POINT = "percentage points"
    """A difference between percentages, in points; a basis point is 0.01."""
    MULTIPLE = "multiple"
    """How many times as much in the end: 2 for 翻一番, 增长一倍 and doubled."""
    GROWTH = "multiple added"
    """How many times the old amount came on top, loosely told as an N-fold rise."""
    DISCOUNT = "discount"
    """What is taken off a price: 0.3 for 七折 and 30% off."""
    MONTH = "month"
    """A month's number."""
    WEEKDAY = "weekday"
    """1 for Monday to 7 for Sunday."""
    TIME = "time of day"
    """Minutes since midnight."""
    DECADE = "decade"
    """Its first year, as 1970; below 100 where the century is not told."""
    CENTURY = "century"
    """Its number: 20 for the 20th."""
    VAGUE = "vague amount"
    """An order of magnitude: 1e7 for 数千万 and tens of millions."""


Reading: TypeAlias = tuple[Kind, float]
"""One way to understand a number: its kind and its value. A plain tuple, as many are made
and few are looked at."""


class Quantity(NamedTuple):
    """A number in a text, with all the ways in which it may be meant."""

    start: int
    """Where it begins, in characters."""
    end: int
    """Where it ends; the text between holds number and unit."""
    readings: tuple[Reading, ...]
    """What it may say, the likeliest first."""
    firm: bool = True
    """Whether the other language must have it too. 一座, an article, `one of` and
    idioms are not firm: they may stand for a number, and nobody misses them.
    """
    unit: str = ""
    """The currency (`USD`), the measure (`km`) or the span of time (`year`)."""
    parts: tuple[Quantity, ...] = ()
    """The numbers that it is made of, where these may be told instead of the whole:
    `one in five` is a fifth or one and five, 2小时5分 is 2:05 or two hours and five.
    """

    @property
    def kind(self) -> Kind:
        """The likeliest kind."""
        return self.readings[0][0]

    @property
    def value(self) -> float:
        """The likeliest value."""
        return self.readings[0][1]


def one(
    span: tuple[int, int],
    *readings: Reading,
    firm: bool = True,
    unit: str = "",
) -> Quantity:
    """Return the quantity of a span of text with these readings."""
    return _new(Quantity, (*span, readings, firm, unit, ()))


_new = tuple.__new__
# What `Quantity(…)` calls in the end; half of the readers' time was on the way there.


def either(quantity: Quantity, *readings: Reading) -> Quantity:
    """Return the quantity with more ways to read it."""
    return quantity._replace(readings=quantity.readings + readings)


def whole(parts: Sequence[Quantity], *readings: Reading) -> Quantity:
    """Return what several numbers that stand side by side say together."""
    made = one((parts[0].start, parts[-1].end), *readings)
    return made._replace(parts=tuple(parts), firm=any(each.firm for each in parts))
