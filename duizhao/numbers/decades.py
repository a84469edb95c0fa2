"""Decades whose century is not told: 七十年代, the seventies, the ’70s."""

from __future__ import annotations

from duizhao.numbers.quantity import Kind

_CENTURIES = (1900.0, 1800.0, 2000.0, 1700.0, 1600.0, 0.0)


def any_decade(value: float) -> list[tuple[Kind, float]]:
    """Return the decade in each century it may be of, the likeliest first."""
    return [(Kind.DECADE, century + value) for century in _CENTURIES]
