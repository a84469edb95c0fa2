"""Dates, numbers, money and names of languages, as a language writes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

# Babel takes a tenth of a second to import, and many pages need none of it: each
# function loads it where it is used.

_STYLES = ("short", "medium", "long", "full")
_LETTERS = frozenset("GyYMLdDEecQqw")  # of a pattern of CLDR, for dates
_LARGEST = Decimal("1e24")  # beyond it, a number has no name and no use


def set_date(value: object, language: str, style: str = "long") -> str:
    """Return a date in words: an ISO 8601 date, or a date or time of Python.

    `style` is `short`, `medium`, `long` or `full`, or a pattern of CLDR such as
    `MMMM y`. A text that is no date comes back as it is. Raises ValueError for what
    cannot be.

    >>> set_date("2025-08-26", "en-GB"), set_date("2025-08-26", "zh-Hans")
    ('26 August 2025', '2025年8月26日')
    >>> set_date("2025-08-26", "en", "MMMM y"), set_date("spring 2025", "en")
    ('August 2025', 'spring 2025')
    """
    day = _day(value)
    if day is None or _find_locale(language) is None:
        return str(value)
    from babel.dates import format_date  # noqa: PLC0415  # heavy

    letters = set(re.findall("[A-Za-z]", re.sub("'[^']*'", "", str(style))))
    if style not in _STYLES and (not letters or letters - _LETTERS):
        raise ValueError(
            f"there is no style {style!r} of dates; expected {', '.join(_STYLES)}, "
            "or a pattern such as 'd MMMM y'"
        )
    return format_date(day, style, locale=_locale(language))


def set_number(value: object, language: str, digits: int | None = None) -> str:
    """Return a number with the marks of its language.

    `digits` is how many digits stand behind the decimal mark; without it, those that
    there are, up to six. Raises ValueError for what is no number.

    >>> set_number("1234567.5", "en"), set_number(1234567.5, "de", 2)
    ('1,234,567.5', '1.234.567,50')
    """
    from babel.numbers import format_decimal  # noqa: PLC0415  # heavy

    places = "######" if digits is None else "0" * _digits(digits)
    grouping = _locale(language).decimal_formats[None].pattern.partition(".")[0]
    pattern = f"{grouping}.{places}" if places else grouping
    return format_decimal(_number(value), pattern, locale=_locale(language))


def set_percent(value: object, language: str, digits: int = 0) -> str:
    """Return a share of one as so many in a hundred.

    >>> set_percent(0.256, "en"), set_percent("0.256", "zh-Hans", 1)
    ('26%', '25.6%')
    """
    from babel.numbers import format_percent  # noqa: PLC0415  # heavy

    locale = _locale(language)
    places = "0" * _digits(digits)
    pattern = locale.percent_formats[None].pattern
    if places:
        pattern = pattern.replace("#,##0", f"#,##0.{places}", 1)
    return format_percent(_number(value), pattern, locale=locale)


def set_currency(
    value: object, language: str, currency: str = "CNY", digits: int | None = None
) -> str:
    """Return an amount of money; `currency` is its code, such as `CNY` or `USD`.

    >>> set_currency(1234.5, "en", "USD"), set_currency("1234.5", "zh-Hans")
    ('$1,234.50', '¥1,234.50')
    """
    from babel.numbers import format_currency  # noqa: PLC0415  # heavy

    locale = _locale(language)
    if str(currency) not in locale.currencies:
        raise ValueError(f"there is no currency {currency!r}; codes are like CNY, USD")
    amount = _number(value)
    if digits is None:
        return format_currency(amount, str(currency), locale=locale)
    pattern = locale.currency_formats["standard"].pattern
    places = f".{'0' * _digits(digits)}" if digits else ""
    return format_currency(
        amount,
        str(currency),
        pattern.replace(".00", places),
        locale=locale,
        currency_digits=False,
    )


def language_name(value: object, language: str) -> str:
    """Return the name of the language `value` in `language`.

    >>> language_name("zh-Hans", "en"), language_name("en", "zh-Hans")
    ('Simplified Chinese', '英语')
    """
    wanted = _find_locale(str(value))
    if wanted is None:
        raise ValueError(f"{str(value)[:80]!r} is no language such as zh-Hans or en-GB")
    # "British English" is what a page says, "English (United Kingdom)" a menu.
    names = _locale(language).languages
    named = names.get(str(wanted)) or wanted.get_display_name(_locale(language))
    return str(named or value)


def _locale(language: str) -> Locale:
    """Return Babel's locale of a BCP 47 tag; English where it knows none of it."""
    known = _find_locale(str(language))
    return known or _locale("en")


@lru_cache(maxsize=16)
def _find_locale(language: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  # heavy

    if language in _STYLES:
        raise ValueError(f"{language!r} is no language; write style={language!r}")
    parts = language.replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):  # en-x-house: at least English
        try:
            return Locale.parse("_".join(parts[:length]))
        except (ValueError, UnknownLocaleError):
            continue
    return None


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC).date() if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        return None


def _number(value: object) -> Decimal:
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        number = Decimal("nan")
    if isinstance(value, bool) or not number.is_finite() or abs(number) > _LARGEST:
        raise ValueError(f"{str(value)[:80]!r} is no number such as 1234.5")
    return number


def _digits(digits: object) -> int:
    if isinstance(digits, bool) or not isinstance(digits, int) or not 0 <= digits <= 12:
        raise ValueError(f"digits must be a whole number from 0 to 12, not {digits!r}")
    return digits
