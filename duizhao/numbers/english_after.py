"""Tells by its neighbours what an English number counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from duizhao.numbers.decades import any_decade
from duizhao.numbers.english_words import (
    CURRENCIES,
    LONG_SPANS,
    SHORT_SCALES,
    SPANS,
    SYMBOLS,
)
from duizhao.numbers.mask import named
from duizhao.numbers.quantity import Kind, Quantity, either, one
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
        return self.word.lstrip(".")[:1].isnumeric()


def _words(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_NATIONS = "US|Hong Kong|Australian|Canadian|Singapore|New Taiwan|Taiwan|Swiss|Japanese|Chinese|Korean|Indian|Russian|British"
_DOLLARS = {
    "us": "USD",
    "hong kong": "HKD",
    "australian": "AUD",
    "canadian": "CAD",
    "singapore": "SGD",
    "taiwan": "TWD",
    "new taiwan": "TWD",
}
_GAP = r"[\s\u00a0\u202f]?-?"
_SHORT = re.compile(rf"\s?({_words(SHORT_SCALES)})(?![A-Za-z])")
_BEFORE = rf"(?:\+|-plus|-odd)?{_GAP}"
_NATION = f"(?P<nation>{_NATIONS})"
# What may follow a number, in order, with the words and signs that it may begin with.
# Each group begins with what it is named for, so that the last group is the outermost.
_WAYS = (
    (
        "percentage per percent pct pp ppt pps ppts p",
        r"(?P<point>(?:percentage|per ?cent|pct)[- ]points?|ppt?s?\b|p\.p\.)",
    ),
    (
        "% per percent",
        r"(?P<off>(?:%|per ?cent|percent) (?:off\b|discounts?\b|reduction\b|markdown\b))",
    ),
    ("% per percent pct", r"(?P<percent>%|per ?cent\b|percent\b|pct\b)"),
    ("‰ per", r"(?P<permille>‰|per mill?e\b)"),
    ("basis bp bps", r"(?P<basis>basis[- ]points?|bps?\b)"),
    ("fold", r"(?P<fold>fold\b)"),
    ("times", r"(?P<times>times\b)"),
    ("s ' ’", r"(?P<plural>['’]?s\b)"),
    ("st nd rd th", r"(?P<ordinal>(?:st|nd|rd|th)\b(?P<century>[- ]centur)?)"),
    (
        "a am p pm o noon midnight",
        r"(?P<clock>(?:a\.?m|p\.?m)\b|o['’]clock\b|noon\b|midnight\b)",
    ),
    ("fen jiao cent cents", r"(?P<cents>fen\b|jiao\b|cents?\b)"),
    (
        " ".join((_NATIONS.replace("|", " "), *CURRENCIES)).lower(),
        rf"(?P<money>(?:{_NATION} )?(?:{_words(CURRENCIES)})\b)",
    ),
    (" ".join(SPANS), rf"(?P<span>(?:{_words(SPANS)})\b)"),
    (" ".join(ENGLISH), rf"(?P<unit>(?:{_words(ENGLISH)})(?![A-Za-z²]))"),
    ("point points", r"(?P<points>points?\b)"),
)
_EVERY = tuple(range(len(_WAYS)))
_NEXT = re.compile(rf"{_BEFORE}([^\W\d_]+|\S)", re.IGNORECASE)
_LEADING_WORD = re.compile(r"[A-Za-z]+|\S")


def _by_first() -> dict[str, tuple[int, ...]]:
    """Return the numbers of the ways that may begin with a word or a sign."""
    found: dict[str, list[int]] = {}
    for at, (firsts, _) in enumerate(_WAYS):
        leading = (_LEADING_WORD.match(each) for each in firsts.split())
        for each in dict.fromkeys(each[0] for each in leading if each):
            found.setdefault(each, []).append(at)
    return {first: tuple(ways) for first, ways in found.items()}


_BY_FIRST = _by_first()


@cache
def _pattern(ways: tuple[int, ...]) -> re.Pattern[str]:
    """Return the pattern of some ways to go on; compiled when first met."""
    said = "|".join(_WAYS[at][1] for at in ways)
    return re.compile(f"{_BEFORE}(?:{said})", re.IGNORECASE)


def after(text: str, at: int) -> re.Match[str] | None:
    """Return what follows a number that ends at `at`; None for nothing that matters.

    Of the many ways only those are tried that may begin with the next word or sign.
    """
    said = _NEXT.match(text, at)
    if said is None:
        return None
    word = said[1]
    # What is not in ASCII may be alike to a letter: K is the sign of Kelvin.
    ways = _BY_FIRST.get(word.lower()) if word.isascii() else _EVERY
    if ways is None and not text[said.end() : said.end() + 1].isascii():
        ways = _EVERY
    return _pattern(ways).match(text, at) if ways else None


_SYMBOL = re.compile(rf"({_words(SYMBOLS)})\s?$")
_TO = re.compile(
    r"\b(?:to|at|reach(?:ed|ing)?)(?: (?:nearly|almost|about|around|some|over))? $"
)
MONTH = re.compile(r"[- ](?:lunar )?month\b")
"""What follows an ordinal that is a month's: the eighth lunar month."""
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_HUNDRED = 100


def with_unit(amount: Amount) -> Quantity:
    """Return the quantity that a number stands for, with its unit."""
    text, start, end = amount[:3]
    mark = text[end : end + 1]
    short = symbol = None
    if amount.word[-1].isnumeric():  # a figure
        first = text[end + 1 : end + 2] if mark.isspace() else mark
        short = _SHORT.match(text, end) if first in _SHORT_FIRST else None
    before = text[start - 1 : start]
    if before in _SYMBOL_ENDS or before.isspace():
        symbol = _symbol(text, start)
    if short and (symbol or short[1] not in {"m", "b", "B", "M"} or short[0][0] != " "):
        scale = SHORT_SCALES[short[1]]
        amount = amount._replace(value=amount.value * scale, end=short.end())
        if symbol is None and short[1] == "m":
            # Of 5m people a gap may follow; metres have none of these behind.
            metres = (Kind.MEASURE, amount.value / scale)
            return either(_counted(amount), metres)
    if symbol:
        code = SYMBOLS[symbol[1]]
        span = (symbol.start(), amount.end)
        money = (Kind.MONEY, amount.value), (Kind.COUNT, amount.value)
        return one(span, *money, unit=code)
    return _counted(amount)


_SHORT_FIRST = frozenset(word[0] for word in SHORT_SCALES)


def _symbol(text: str, at: int) -> re.Match[str] | None:
    """Return the sign of a currency that stands before an amount at `at`."""
    before = text[max(0, at - 4) : at].rstrip()
    if before[-1:] not in _SYMBOL_ENDS:
        return None
    return _SYMBOL.search(text, max(0, at - 4), at)


_SYMBOL_ENDS = frozenset(sign[-1] for sign in SYMBOLS)


def _counted(amount: Amount) -> Quantity:
    """Return the quantity of a number without a sign before it."""
    found = after(amount.text, amount.end)
    if found is None or found.lastgroup is None:
        return _plain(amount)
    return _MAKERS[found.lastgroup](amount, found)


_Maker = Callable[[Amount, re.Match[str]], Quantity]


def _scaled(kind: Kind, scale: float) -> _Maker:
    """Return how to read a number as so many parts of `kind`."""

    def make(amount: Amount, after: re.Match[str]) -> Quantity:
        return one((amount.start, after.end()), (kind, amount.value / scale))

    return make


def _money(amount: Amount, after: re.Match[str]) -> Quantity:
    code = CURRENCIES[after["money"].split()[-1].lower()]
    if code == "$" and after["nation"]:
        code = _DOLLARS.get(after["nation"].lower(), code)
    value = amount.value
    readings = [(Kind.MONEY, value), (Kind.COUNT, value)]
    return one((amount.start, after.end()), *readings, firm=value != 1, unit=code)


def _cents(amount: Amount, after: re.Match[str]) -> Quantity:
    value = amount.value
    yuan = value / (10 if after["cents"].lower() == "jiao" else 100)
    return one((amount.start, after.end()), (Kind.MONEY, yuan), (Kind.COUNT, value))


def _ordinal(amount: Amount, after: re.Match[str]) -> Quantity:
    if not amount.figure:
        return _plain(amount)
    kind = Kind.CENTURY if after["century"] else Kind.ORDINAL
    span, value = (amount.start, after.end()), amount.value
    readings = [(kind, value), (Kind.COUNT, value)]
    if MONTH.match(amount.text, after.end()):
        readings.append((Kind.MONTH, value))
    return one(span, *readings)


def _measure(amount: Amount, after: re.Match[str]) -> Quantity:
    name, value = ENGLISH[after["unit"].lower()].name, amount.value
    readings = [(Kind.MEASURE, value), (Kind.COUNT, value)]
    return one((amount.start, after.end()), *readings, firm=value != 1, unit=name)


def _points(amount: Amount, after: re.Match[str]) -> Quantity:
    """Return 5 points: of a score, an index, or percentage points."""
    found = either(_plain(amount), (Kind.POINT, amount.value))
    return found._replace(end=after.end())


def _multiple(amount: Amount, after: re.Match[str]) -> Quantity:
    times = (Kind.MULTIPLE, amount.value), (Kind.GROWTH, amount.value)
    return one((amount.start, after.end()), *times)


def _times(amount: Amount, after: re.Match[str]) -> Quantity:
    """Return three times; after `rose to` it is the whole and not what was added."""
    value = amount.value
    readings = [(Kind.MULTIPLE, value), (Kind.COUNT, value)]
    before = amount.text[max(0, amount.start - 20) : amount.start]
    if not _TO.search(before):
        readings.append((Kind.GROWTH, value))
    return one((amount.start, after.end()), *readings)


def _decade(amount: Amount, after: re.Match[str]) -> Quantity:
    """Return the 1970s, the ’90s, or an age in one's 40s."""
    if not amount.figure:
        return _plain(amount)
    value, span = amount.value, (amount.start, after.end())
    if value >= _HUNDRED:
        readings = [(Kind.DECADE, value)]
        if value % _HUNDRED == 0:
            readings.append((Kind.CENTURY, value // 100 + 1))
        return one(span, *readings)
    return one(span, *any_decade(value), (Kind.COUNT, value))


_HALVES = {"a": (0, 0), "p": (12, 12), "o": (0, 12), "n": (12, 12), "m": (12, 12)}
# Which hours are added to the one that is told, before noon and at other times.


def _clock(amount: Amount, after: re.Match[str]) -> Quantity:
    """Return 8 p.m., 7.30 p.m., ten o'clock, 12 noon."""
    half = after["clock"].lower()[0]
    hour, _, minutes = amount.word.partition(".") if amount.figure else ("", "", "")
    past = float(minutes) if len(minutes) == 2 else 0.0
    value = float(hour) if past else amount.value
    hours = {value + (more if value < 12 else 0) for more in _HALVES[half]}
    if half == "a" and value == 12:
        hours = {0.0, 12.0, 24.0}
    span = (amount.start, after.end())
    readings = [(Kind.TIME, each * 60 + past) for each in sorted(hours)]
    if half == "o":
        readings.append((Kind.COUNT, value))
    return one(span, *readings)


def _span(amount: Amount, after: re.Match[str]) -> Quantity:
    word = after["span"].lower()
    times = LONG_SPANS.get(word)
    value, span, unit = amount.value, (amount.start, after.end()), SPANS[word]
    readings = [(Kind.DURATION, value), (Kind.COUNT, value)]
    if times:
        readings.insert(0, (Kind.DURATION, value * times))
    return one(span, *readings, firm=value != 1, unit=unit)


def _plain(amount: Amount) -> Quantity:
    """Return a number without a unit that tells its kind."""
    span, value = (amount.start, amount.end), amount.value
    if not amount.figure:
        readings = [(Kind.COUNT, value), (Kind.ORDINAL, value)]
        return one(span, *readings, firm=value > 1)
    if _FIRST_YEAR <= value < _LAST_YEAR and amount.word.isdecimal():
        return one(span, (Kind.YEAR, value), (Kind.COUNT, value), (Kind.ORDINAL, value))
    firm = not named(amount.text, amount.start)
    return one(span, (Kind.COUNT, value), (Kind.ORDINAL, value), firm=firm)


_MAKERS: dict[str, _Maker] = {
    "point": _scaled(Kind.POINT, 1),
    "off": _scaled(Kind.DISCOUNT, 100),
    "percent": _scaled(Kind.PERCENT, 100),
    "permille": _scaled(Kind.PERCENT, 1000),
    "basis": _scaled(Kind.POINT, 100),
    "fold": _multiple,
    "times": _times,
    "plural": _decade,
    "ordinal": _ordinal,
    "clock": _clock,
    "cents": _cents,
    "money": _money,
    "span": _span,
    "unit": _measure,
    "points": _points,
}
