"""Dates as a language writes them."""

from __future__ import annotations

from datetime import date


def set_date(value: str, language: str) -> str:
    """Return an ISO 8601 date in words; anything else as it is.

    >>> set_date("2025-08-26", "en-GB"), set_date("2025-08-26", "zh-Hans")
    ('26 August 2025', '2025年8月26日')
    >>> set_date("spring 2025", "en")
    'spring 2025'
    """
    try:
        day = date.fromisoformat(value.strip())
    except ValueError:
        return value
    # Babel takes a tenth of a second to import, and many texts bear no date.
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415
    from babel.dates import format_date  # noqa: PLC0415

    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return value
    return format_date(day, "long", locale=locale)
