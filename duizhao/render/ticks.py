"""Where the lines of a chart's axes stand, and what is written at them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

_MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
_HOURS = (1, 3, 6, 12)
_DAYS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)


def number_ticks(largest: int, most: int = 5) -> list[int]:
    """Return round numbers from 0 to the first that is not less than `largest`.

    >>> number_ticks(34_500)
    [0, 10000, 20000, 30000, 40000]
    >>> number_ticks(0)
    [0, 1]
    """
    step, factors = 1, (2, 5, 10)
    while step * most < largest:
        step = next(
            (step * f for f in factors if step * f * most >= largest), step * 10
        )
    return list(range(0, max(largest, 1) + step, step))[
        : -(-max(largest, 1) // step) + 1
    ]


def time_ticks(
    start: datetime, stop: datetime, most: int = 6
) -> list[tuple[datetime, str]]:
    """Return the times between `start` and `stop` to be marked, each with its label.

    They are the beginnings of hours, days, weeks, months or years, at most `most` of
    them; a label tells the year where it is the first, or differs from the one before.
    """
    for name, steps in (("hour", _HOURS), ("day", _DAYS), ("month", _MONTH_STEPS)):
        for step in steps:
            found = list(_between(start, stop, name, step, most + 1))
            if len(found) <= most:
                return [
                    (time, _label(time, found[at - 1] if at else None, name))
                    for at, time in enumerate(found)
                ]
    return []


def _between(
    start: datetime, stop: datetime, name: str, step: int, most: int
) -> Iterator[datetime]:
    time = _first(start, name, step)
    for _ in range(most + 1):
        if time > stop:
            return
        if time >= start:
            yield time
        try:
            time = _next(time, name, step)
        except (ValueError, OverflowError):
            return


def _first(start: datetime, name: str, step: int) -> datetime:
    """Return a round time not after `start`, less than a step before it."""
    day = datetime(start.year, start.month, start.day, tzinfo=UTC)
    match name:
        case "hour":
            return day + timedelta(hours=start.hour - start.hour % step)
        case "day":
            # Weeks begin on Monday, wherever the chart begins.
            return day - timedelta(days=day.toordinal() % step - (step >= 7))
        case _:
            months = start.year * 12 + start.month - 1
            months -= months % step
            return datetime(max(months // 12, 1), months % 12 + 1, 1, tzinfo=UTC)


def _next(time: datetime, name: str, step: int) -> datetime:
    match name:
        case "hour":
            return time + timedelta(hours=step)
        case "day":
            return time + timedelta(days=step)
        case _:
            months = time.year * 12 + time.month - 1 + step
            return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)


def _label(time: datetime, before: datetime | None, name: str) -> str:
    if name == "hour":
        clock = f"{time.hour:02}:00"
        same = before is not None and before.date() == time.date()
        return clock if same else f"{day_label(time, year=before is None)}, {clock}"
    new_year = before is None or before.year != time.year
    if name == "month":
        return f"{_MONTHS[time.month - 1]} {time.year}" if new_year else _month(time)
    return day_label(time, year=new_year)


def _month(time: datetime) -> str:
    return _MONTHS[time.month - 1]


def day_label(time: datetime, *, year: bool = True) -> str:
    """Return a date as English has it.

    >>> day_label(datetime(2026, 3, 9, tzinfo=UTC))
    '9 Mar 2026'
    """
    day = f"{time.day} {_month(time)}"
    return f"{day} {time.year}" if year else day
