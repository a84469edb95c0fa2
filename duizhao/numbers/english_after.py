"""Tells by its neighbours what an English number counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from duizhao.numbers.english_words import CURRENCIES, SHORT_SCALES, SPANS, SYMBOLS
from duizhao.numbers.mask import NAMED
from duizhao.numbers.quantity import Kind, Quantity, one
from duizhao.numbers.units import ENGLISH


class Amount(NamedTuple):
    """A number in its text."""

    text: str
    start: int
    end: int
    value: float
    word: str
    """Its first word, in lower case, or its figure."""

    @property
    def figure(self) -> bool:
        """Whether it stands in digits."""
        return self.word[:1].isdecimal()


def _words(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_GAP = r"[\s\u00a0\u202f]?-?"
_SHORT = re.compile(rf"\s?({_words(SHORT_SCALES)})(?![A-Za-z])")
_PLUS = re.compile(r"\+|-plus\b| odd\b")
_AFTER = re.compile(
    rf"(?:\+|-plus|-odd)?{_GAP}(?:"
    + "|".join(
        (
            r"(?P<point>percentage[- ]points?|percent[- ]points?|pps?\b|ppts?\b|pct[- ]points?)",
            r"(?P<off>(?:%|per ?cent|percent) (?:off\b|discounts?\b|reduction\b|markdown\b))",
            r"(?P<percent>%|per ?cent\b|percent\b|pct\b)",
            r"(?P<basis>basis[- ]points?|bps?\b)",
            r"(?P<fold>fold\b)",
            r"(?P<times>times\b)",
            r"(?P<plural>['’]?s\b)",
            r"(?P<ordinal>(?:st|nd|rd|th)\b)(?P<century>[- ]centur)?",
            r"(?P<clock>(?:a\.?m|p\.?m)\b|o['’]clock\b)",
            r"(?P<parts>(?:in|out of|of every) (?:every )?(?P<whole>\d[\d,]*|ten|five|four|three|two)\b(?! years| months| days))",
            r"(?P<cents>fen\b|jiao\b|cents?\b)",
            rf"(?P<money>(?:US |Hong Kong |Australian |Canadian |Singapore )?(?:{_words(CURRENCIES)})\b)",
            rf"(?P<span>(?:{_words(SPANS)})\b)",
            rf"(?P<unit>(?:{_words(ENGLISH)})(?![A-Za-z²]))",
            r"(?P<points>points?\b)",
        )
    )
    + ")",
    re.IGNORECASE,
)
_SYMBOL = re.compile(rf"({_words(SYMBOLS)})\s?$")
_CENTURY = re.compile(r"(?:st|nd|rd|th)?[- ]centur")
_NUMBERED = re.compile(r"(?:No\.|Nos\.|#|number|Article|Section|Chapter|Step|Part)\s?$")
_TO = re.compile(
    r"\b(?:to|at|reach(?:ed|ing)?)(?: (?:nearly|almost|about|around|some|over))? $"
)
_APOSTROPHE = re.compile(r"['’‘]$")
_ARTICLE = frozenset({"one", "a"})
_YEARS = range(1000, 2100)
_HUNDRED = 100
_ALONE = re.compile(
    r"[- ](?:of\b|another\b|or more\b|who\b|that\b|which\b|to\b|by one\b|day\b|can\b|must\b|may\b"
    r"|has\b|is\b|in\b|side\b)"
)


def with_unit(amount: Amount) -> Quantity:
    """Return the quantity that a number stands for, with its unit."""
    short = _SHORT.match(amount.text, amount.end) if amount.figure else None
    symbol = _SYMBOL.search(amount.text, max(0, amount.start - 4), amount.start)
    if short and (symbol or short[1] not in {"m", "b", "B", "M"} or short[0][0] != " "):
        scale = SHORT_SCALES[short[1]]
        amount = amount._replace(value=amount.value * scale, end=short.end())
        if symbol is None and short[1] == "m":
            metres = (Kind.MEASURE, amount.value / scale)
            span = (amount.start, amount.end)
            return one(span, (Kind.COUNT, amount.value), metres)
    if symbol:
        return _money(amount, symbol)
    after = _AFTER.match(amount.text, amount.end)
    if after is None or after.lastgroup is None:
        return _plain(amount)
    return _counted(amount, after)


def _money(amount: Amount, symbol: re.Match[str]) -> Quantity:
    code = SYMBOLS[symbol[1]]
    span = (symbol.start(), amount.end)
    return one(span, (Kind.MONEY, amount.value), (Kind.COUNT, amount.value), unit=code)


def _counted(amount: Amount, after: re.Match[str]) -> Quantity:
    """Return the quantity of a number with something known behind it."""
    span, value = (amount.start, after.end()), amount.value
    firm = value != 1
    if after["point"]:
        return one(span, (Kind.POINT, value))
    if after["off"]:
        return one(span, (Kind.DISCOUNT, value / 100))
    if after["percent"]:
        return one(span, (Kind.PERCENT, value / 100))
    if after["basis"]:
        return one(span, (Kind.POINT, value / 100))
    if after["fold"]:
        return _multiple(amount, span)
    if after["times"]:
        return _times(amount, span)
    if after["plural"] and amount.figure:
        return _decade(amount, after)
    if after["ordinal"] and amount.figure:
        kind = Kind.CENTURY if after["century"] else Kind.ORDINAL
        return one(span, (kind, value), (Kind.COUNT, value))
    if after["clock"]:
        return _clock(amount, after)
    if after["parts"]:
        return _parts(amount, after)
    if after["cents"]:
        yuan = value / (10 if after["cents"].lower() == "jiao" else 100)
        return one(span, (Kind.MONEY, yuan), (Kind.COUNT, value))
    if after["money"]:
        code = CURRENCIES[after["money"].split()[-1].lower()]
        return one(span, (Kind.MONEY, value), (Kind.COUNT, value), firm=firm, unit=code)
    if after["span"]:
        return _span(amount, after)
    if after["unit"]:
        name = ENGLISH[after["unit"].lower()].name
        readings = [(Kind.MEASURE, value), (Kind.COUNT, value)]
        return one(span, *readings, firm=firm, unit=name)
    if after["points"]:
        found = _plain(amount)
        return one(span, *found.readings, (Kind.POINT, value), firm=found.firm)
    return _plain(amount)


def _multiple(amount: Amount, span: tuple[int, int]) -> Quantity:
    return one(span, (Kind.MULTIPLE, amount.value), (Kind.GROWTH, amount.value))


def _times(amount: Amount, span: tuple[int, int]) -> Quantity:
    """Return three times; after `rose to` it is the whole and not what was added."""
    value = amount.value
    readings = [(Kind.MULTIPLE, value), (Kind.COUNT, value)]
    before = amount.text[max(0, amount.start - 20) : amount.start]
    if not _TO.search(before):
        readings.append((Kind.GROWTH, value))
    return one(span, *readings)


def _decade(amount: Amount, after: re.Match[str]) -> Quantity:
    """Return the 1970s, the ’90s, or an age in one's 40s."""
    value, span = amount.value, (amount.start, after.end())
    if value >= _HUNDRED:
        readings = [(Kind.DECADE, value)]
        if value % _HUNDRED == 0:
            readings.append((Kind.CENTURY, value // 100 + 1))
        return one(span, *readings)
    eras = [(Kind.DECADE, era + value) for era in (1900, 1800, 2000, 1700, 0)]
    return one(span, *eras, (Kind.COUNT, value))


def _clock(amount: Amount, after: re.Match[str]) -> Quantity:
    value, span = amount.value, (amount.start, after.end())
    half = after["clock"].lower()[0]
    hours = [value + 12 if half == "p" and value < 12 else value]
    if half == "o":
        hours.append(value + 12)
    return one(span, *((Kind.TIME, hour * 60) for hour in hours), (Kind.COUNT, value))


_SMALL = {"ten": 10, "five": 5, "four": 4, "three": 3, "two": 2}


def _parts(amount: Amount, after: re.Match[str]) -> Quantity:
    """Return one in five; also the bare number, for `win 2 of 3`."""
    word = after["whole"].lower()
    whole = _SMALL.get(word) or float(word.replace(",", ""))
    if whole and after["parts"].lower().startswith(("in", "of every", "out of every")):
        share = (Kind.FRACTION, amount.value / whole)
        return one((amount.start, after.end()), share, firm=amount.value > 1)
    span = (amount.start, amount.end)
    readings = [(Kind.COUNT, amount.value), (Kind.ORDINAL, amount.value)]
    if whole and amount.value <= whole:
        readings.append((Kind.FRACTION, amount.value / whole))
    return one(span, *readings, firm=amount.value > 1)


def _span(amount: Amount, after: re.Match[str]) -> Quantity:
    unit = SPANS[after["span"].lower()]
    value, span = amount.value, (amount.start, after.end())
    readings = [(Kind.DURATION, value), (Kind.COUNT, value)]
    if unit == "decade":
        readings.insert(0, (Kind.DURATION, value * 10))
        return one(span, *readings, firm=value > 1, unit="year")
    return one(span, *readings, firm=value != 1, unit=unit)


def _plain(amount: Amount) -> Quantity:
    """Return a number without a unit that tells its kind."""
    span, value = (amount.start, amount.end), amount.value
    if not amount.figure:
        readings = [(Kind.COUNT, value), (Kind.ORDINAL, value)]
        return one(span, *readings, firm=value > 1)
    if value in _YEARS and value == int(value) and "," not in amount.word:
        return one(span, (Kind.YEAR, value), (Kind.COUNT, value), (Kind.ORDINAL, value))
    named = NAMED.search(amount.text, max(0, amount.start - 9), amount.start)
    return one(span, (Kind.COUNT, value), (Kind.ORDINAL, value), firm=not named)
