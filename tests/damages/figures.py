"""Figures ten times too much, or other ones."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_FIGURE = re.compile(r"(?<![A-Za-z0-9.,/:#^-])\d+(?:[.,]\d+)*(?![A-Za-z0-9/:-]|[.,]\d)")


def wrong_figure(source: str, target: str, dice: random.Random) -> str | None:
    """Change a figure that stands as it is on both sides, once each."""
    here, there = _FIGURE.findall(source), _FIGURE.findall(target)
    both = [one for one in here if here.count(one) == there.count(one) == 1]
    if not both:
        return None
    figure = dice.choice(both)
    digits = figure.replace(",", "")
    whole, point, rest = digits.partition(".")
    other = dice.choice(
        [f"{whole}0{point}{rest}", f"{int(digits[0]) % 9 + 1}{digits[1:]}"]
    )
    place = re.compile(
        rf"(?<![A-Za-z0-9.,/:#^-]){re.escape(figure)}(?![A-Za-z0-9/:-]|[.,]\d)"
    )
    return place.sub(other, target, count=1)


DAMAGES: dict[str, Callable[[str, str, random.Random], str | None]] = {
    "text.numbers": wrong_figure,
}
