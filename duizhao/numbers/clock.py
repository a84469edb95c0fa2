"""Times of day in figures, the same in both languages."""

from __future__ import annotations

from duizhao.numbers.quantity import Kind, Quantity, one

DAY = 1440
"""Minutes in a day."""


def clock_time(figures: str, span: tuple[int, int], half: str = "") -> Quantity:
    """Return the time of day in `figures`, such as 16:23:30 or 9:30; with the Chinese colon, too.

    `half` is `a` or `p` where a.m. or p.m. is said. Where it is not, a time before one
    o'clock p.m. may be of either half of the day, so both are read.
    """
    hours, minutes, *seconds = (
        float(part) for part in figures.replace("：", ":").split(":")
    )
    if half == "p" and hours < 12:
        hours += 12
    time = hours * 60 + minutes + sum(seconds) / 60
    readings = [(Kind.TIME, time)]
    if hours <= 12 and not half:
        readings.append((Kind.TIME, (time + DAY / 2) % DAY))
    return one(span, *readings)
