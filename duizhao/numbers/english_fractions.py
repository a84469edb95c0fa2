"""Fractions in English words: a third, half a year, a year and a half, a quarter-point."""

from __future__ import annotations

import re

from duizhao.numbers.english_after import Amount, with_unit
from duizhao.numbers.english_phrase import Phrase
from duizhao.numbers.english_words import LONG_SPANS, SPANS
from duizhao.numbers.quantity import Kind, Quantity, one

_POINT = re.compile(r"[- ](?:of )?(?:an? )?(?:percentage[- ])?points?\b")
_PER_CENT = re.compile(r"[- ](?:of )?(?:(?:an?|one|1) )?per ?cent\b")
_OF_SPAN = re.compile(
    r"(?: of)? an?[ -](?P<unit>year|month|week|day|hour|minute|decade|century)\b|[- ](?P<bare>year|hour|day|century)\b"
)
_AFTER_SPAN = re.compile(
    r"\b(?:an?|one|1) (?P<unit>year|month|week|day|hour) and (?:a )?$"
)


def fraction(amount: Amount, phrase: Phrase) -> Quantity:
    """Return two-thirds, a quarter, half; also of a million or a dozen."""
    value = phrase.value / phrase.denominator
    span = (amount.start, amount.end)
    if phrase.scale != 1:
        return with_unit(amount._replace(value=value * phrase.scale))
    if said := _POINT.match(amount.text, amount.end):
        return one((amount.start, said.end()), (Kind.POINT, value))
    if said := _PER_CENT.match(amount.text, amount.end):
        return one((amount.start, said.end()), (Kind.PERCENT, value / 100))
    if told := _length(amount, value):
        return told
    readings = [(Kind.FRACTION, value), (Kind.COUNT, value)]
    if phrase.single and amount.word in {"quarter", "quarters"}:
        return one(span, *readings, firm=False)
    if phrase.denominator > 2:
        readings.append((Kind.COUNT, phrase.value))
        readings.append((Kind.ORDINAL, phrase.denominator))
    return one(span, *readings, firm=phrase.denominator > 2)


def _length(amount: Amount, value: float) -> Quantity | None:
    """Return half a century as fifty years, a year and a half as one and a half."""
    before = _AFTER_SPAN.search(amount.text, max(0, amount.start - 20), amount.start)
    after = _OF_SPAN.match(amount.text, amount.end)
    if before:
        readings = [(Kind.DURATION, 1 + value), (Kind.FRACTION, value)]
        span = (before.start(), amount.end)
        return one(span, *readings, firm=False, unit=before["unit"])
    if not after:
        return None
    unit = after["unit"] or after["bare"]
    times = LONG_SPANS.get(unit, 1.0)
    readings = [(Kind.DURATION, value * times)]
    if times == 1:
        readings.append((Kind.FRACTION, value))
    name = SPANS[unit]
    return one((amount.start, after.end()), *readings, firm=False, unit=name)
