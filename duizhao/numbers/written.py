"""How an English editor writes a quantity."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from duizhao.numbers.quantity import Kind, Quantity

PLAIN = "en-001"
"""The English of no one country: its CLDR data write US$ and not $."""
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
_SIGNS = {
    "m2": "m²",
    "m3": "m³",
    "km2": "km²",
    "sqft": "sq ft",
    "celsius": "°C",
    "degf": "°F",
    "kwh": "kWh",
    "mwh": "MWh",
    "gwh": "GWh",
    "twh": "TWh",
    "kw": "kW",
    "mw": "MW",
    "gw": "GW",
    "khz": "kHz",
    "mhz": "MHz",
    "ghz": "GHz",
    "mp": "megapixels",
    "pixel": "pixels",
}
# Short names of measures that are written in another way than the table has them.
_WHOLE = 1e15
# No fraction is left in a float from here on; babel refuses 29 digits and more.
_LARGE = 1_000_000
_LARGEST_PART = 1000
_TEENS = range(11, 14)


def written(quantity: Quantity, locale: str = PLAIN) -> str:
    """Return a quantity as an English editor writes it.

    >>> from duizhao.numbers.chinese import read_chinese
    >>> [written(one) for one in read_chinese("数千万，八成，上世纪70年代，12月，38万人")]
    ['tens of millions', '80%', 'the 1970s', 'December', '380,000']
    >>> [written(one) for one in read_chinese("第3名，四分之三，19世纪，二季度，晚上8点")]
    ['3rd', '3/4', 'the 19th century', 'Q2', '20:00']
    """
    return _WRITERS[quantity.kind](quantity, _known(locale))


def _known(locale: str) -> str:
    """Return the name by which Babel knows a variety of English."""
    # Babel is slow to load, and most catalogs have nothing to tell.
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        name = str(Locale.parse(locale.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        name = "en"
    return "en_001" if name == "en" else name


def _vague(quantity: Quantity, _locale: str) -> str:
    value = quantity.value
    return _MAGNITUDES.get(value, f"about {value:,.0f}")


def _money(quantity: Quantity, locale: str) -> str:
    from babel.numbers import get_currency_symbol  # noqa: PLC0415

    amount = _amount(quantity.value, locale)
    if quantity.unit in {"", "CNY"}:
        return f"{amount} yuan"
    sign = get_currency_symbol(quantity.unit, locale=locale)
    return f"{sign} {amount}" if sign.isalpha() else f"{sign}{amount}"


def _fraction(quantity: Quantity, locale: str) -> str:
    share = Fraction(quantity.value).limit_denominator(_LARGEST_PART)
    if _is_near(share, quantity.value):
        return str(share)
    return _figure(quantity.value, locale)


def _is_near(share: Fraction, value: float) -> bool:
    """Whether a fraction with a small denominator is the value."""
    return abs(float(share) - value) < 1e-9


def _ordinal(quantity: Quantity, locale: str) -> str:
    """Return 3rd, 21st, 112th; Q2 for a quarter of the year."""
    value = quantity.value
    if quantity.unit == "quarter":
        return f"Q{value:.0f}"
    if value != int(value):
        return _figure(value, locale)
    number = int(value)
    ends = {1: "st", 2: "nd", 3: "rd"}
    end = "th" if number % 100 in _TEENS else ends.get(number % 10, "th")
    return f"{_figure(value, locale)}{end}"


def _century(quantity: Quantity, locale: str) -> str:
    return f"the {_ordinal(quantity, locale)} century"


def _month(quantity: Quantity, locale: str) -> str:
    from babel.dates import get_month_names  # noqa: PLC0415

    return str(get_month_names(locale=locale)[int(quantity.value)])


def _weekday(quantity: Quantity, locale: str) -> str:
    from babel.dates import get_day_names  # noqa: PLC0415

    return str(get_day_names(locale=locale)[int(quantity.value) - 1])


def _time(quantity: Quantity, _locale: str) -> str:
    minutes, seconds = divmod(round(quantity.value * 60), 60)
    time = f"{minutes // 60}:{minutes % 60:02}"
    return f"{time}:{seconds:02}" if seconds else time


def _measure(quantity: Quantity, locale: str) -> str:
    amount = _amount(quantity.value, locale)
    return f"{amount} {_SIGNS.get(quantity.unit, quantity.unit)}".strip()


def _duration(quantity: Quantity, locale: str) -> str:
    unit = quantity.unit
    name = unit if quantity.value == 1 or not unit else f"{unit}s"
    return f"{_amount(quantity.value, locale)} {name}".strip()


def _count(quantity: Quantity, locale: str) -> str:
    return _amount(quantity.value, locale)


def _with(form: str, times: float = 1) -> Callable[[Quantity, str], str]:
    """Return how to write a figure, `times` its value, in the words of `form`."""

    def write(quantity: Quantity, locale: str) -> str:
        return form.format(_figure(quantity.value * times, locale))

    return write


def _year(quantity: Quantity, _locale: str) -> str:
    return f"{quantity.value:.0f}"


def _decade(quantity: Quantity, _locale: str) -> str:
    return f"the {quantity.value:.0f}s"


_WRITERS: dict[Kind, Callable[[Quantity, str], str]] = {
    Kind.COUNT: _count,
    Kind.ORDINAL: _ordinal,
    Kind.MONEY: _money,
    Kind.MEASURE: _measure,
    Kind.DURATION: _duration,
    Kind.YEAR: _year,
    Kind.DAY: _year,
    Kind.PERCENT: _with("{}%", 100),
    Kind.FRACTION: _fraction,
    Kind.POINT: _with("{} percentage points"),
    Kind.MULTIPLE: _with("{} times as much"),
    Kind.GROWTH: _with("{} times as much"),
    Kind.DISCOUNT: _with("{}% off", 100),
    Kind.MONTH: _month,
    Kind.WEEKDAY: _weekday,
    Kind.TIME: _time,
    Kind.DECADE: _decade,
    Kind.CENTURY: _century,
    Kind.VAGUE: _vague,
}


def _amount(value: float, locale: str) -> str:
    """Return 480 million, 380,000, 0.08: a figure as it is read best."""
    if value < _LARGE:
        return _figure(value, locale)
    from babel.numbers import format_compact_decimal  # noqa: PLC0415

    digits = 4 if value < _WHOLE else 0
    return format_compact_decimal(
        value, format_type="long", locale=locale, fraction_digits=digits
    )


def _figure(value: float, locale: str) -> str:
    if value >= _WHOLE:
        return f"{value:,.0f}"
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(round(value, 6), format="#,##0.######", locale=locale)
