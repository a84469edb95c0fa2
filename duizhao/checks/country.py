"""Whose English a translation is to be."""

from __future__ import annotations

from duizhao.spelling.lexicon import Country


def country_of(locale: str) -> Country | None:
    """Return the country whose ways a language's tag asks for; None for `en` alone.

    >>> [country_of(one) for one in ("en", "en-US", "en-AU")]
    [None, <Country.AMERICAN: 'American'>, <Country.BRITISH: 'British'>]
    """
    match locale.replace("_", "-").partition("-")[2].upper():
        case "":
            return None
        case "US" | "PH":
            return Country.AMERICAN
        case _:
            return Country.BRITISH
