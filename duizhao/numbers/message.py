"""Says in a sentence how two numbers differ, and how the right one is written."""

from __future__ import annotations

from math import isclose, log10

from duizhao.numbers.compare import Mismatch
from duizhao.numbers.quantity import Kind, Quantity

_LOCALE = "en_001"
# The English of no one country: its CLDR data write US$ and not $.
_MAGNITUDES = {
    10.0: "tens",
    100.0: "hundreds",
    1e3: "thousands",
    1e4: "tens of thousands",
    1e5: "hundreds of thousands",
    1e6: "millions",
    1e7: "tens of millions",
    1e8: "hundreds of millions",
    1e9: "billions",
    1e10: "tens of billions",
    1e11: "hundreds of billions",
    1e12: "trillions",
    1e13: "tens of trillions",
}
_AMOUNTS = frozenset(
    {Kind.COUNT, Kind.MONEY, Kind.MEASURE, Kind.PERCENT, Kind.POINT, Kind.VAGUE}
)
_LARGE = 1_000_000


def message_of(mismatch: Mismatch, chinese: str, english: str) -> str:
    """Return what is wrong, with both figures; the texts are those compared.

    >>> from duizhao.numbers.compare import compare
    >>> pair = "净利润4.8亿美元", "a net profit of US$4.8 billion"
    >>> message_of(compare(*pair)[0], *pair)
    '4.8亿美元 = US$480 million, but the translation says US$4.8 billion (10 times too much)'
    """
    here, there = mismatch.chinese, mismatch.english
    said = english[there.start : there.end] if there else ""
    if here is None:
        return f"the translation says {said}, which the source does not"
    meant = f"{chinese[here.start : here.end]} = {written(here)}"
    if there is None:
        return f"{meant}, which the translation does not say"
    return f"{meant}, but the translation says {said}{_how_far(here, there)}"


def _how_far(meant: Quantity, said: Quantity) -> str:
    """Return by how many times ten a figure is off; nothing for another difference."""
    if {meant.kind, said.kind} == {Kind.PERCENT, Kind.POINT}:
        return " (per cent and percentage points are not the same)"
    if not (meant.kind in _AMOUNTS and said.kind in _AMOUNTS):
        return ""
    if meant.value <= 0 or said.value <= 0:
        return ""
    power = log10(said.value / meant.value)
    if not isclose(power, round(power), abs_tol=1e-6) or not round(power):
        return ""
    times = f"{10 ** abs(round(power)):,} times too"
    return f" ({times} {'much' if power > 0 else 'little'})"


def written(quantity: Quantity) -> str:
    """Return a quantity as an English editor writes it.

    >>> from duizhao.numbers.chinese import read_chinese
    >>> [written(one) for one in read_chinese("数千万，八成，上世纪70年代，12月，38万人")]
    ['tens of millions', '80%', 'the 1970s', 'December', '380,000']
    """
    # Babel is slow to load, and most catalogs have nothing to tell.
    from babel import dates, numbers  # noqa: PLC0415

    value, unit = quantity.value, quantity.unit
    match quantity.kind:
        case Kind.VAGUE:
            return _MAGNITUDES.get(value, f"about {value:,.0f}")
        case Kind.MONEY:
            amount = _amount(value)
            if unit in {"", "CNY"}:
                return f"{amount} yuan"
            return numbers.get_currency_symbol(unit, locale=_LOCALE) + amount
        case Kind.PERCENT:
            return f"{_figure(value * 100)}%"
        case Kind.DISCOUNT:
            return f"{_figure(value * 100)}% off"
        case Kind.POINT:
            return f"{_figure(value)} percentage points"
        case Kind.MULTIPLE | Kind.GROWTH:
            return f"{_figure(value)} times as much"
        case Kind.DECADE:
            return f"the {value:.0f}s"
        case Kind.CENTURY:
            return f"century {value:.0f}"
        case Kind.MONTH:
            return str(dates.get_month_names(locale=_LOCALE)[int(value)])
        case Kind.WEEKDAY:
            return str(dates.get_day_names(locale=_LOCALE)[int(value) - 1])
        case Kind.TIME:
            return f"{value // 60:.0f}:{value % 60:02.0f}"
        case Kind.YEAR | Kind.DAY:
            return f"{value:.0f}"
        case Kind.MEASURE:
            return f"{_amount(value)} {unit}"
        case Kind.DURATION:
            name = unit if value == 1 else f"{unit}s" if unit else ""
            return f"{_amount(value)} {name}".strip()
        case Kind.COUNT | Kind.ORDINAL | Kind.FRACTION:
            return _amount(value)


def _amount(value: float) -> str:
    """Return 480 million, 380,000, 0.08: a figure as it is read best."""
    if value < _LARGE:
        return _figure(value)
    from babel.numbers import format_compact_decimal  # noqa: PLC0415

    digits = 4 if value < 1e15 else 0
    return format_compact_decimal(
        value, format_type="long", locale=_LOCALE, fraction_digits=digits
    )


def _figure(value: float) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(round(value, 6), format="#,##0.######", locale=_LOCALE)
