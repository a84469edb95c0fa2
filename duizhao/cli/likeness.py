"""The option --threshold of the verbs that look for similar texts."""

from __future__ import annotations

import argparse

from duizhao.errors import SettingsError

_LEAST = 50


def add_threshold(parser: argparse.ArgumentParser, default: float, what: str) -> None:
    """Add --threshold, which tells how like a text must be."""
    parser.add_argument(
        "--threshold",
        type=float,
        default=default,
        metavar="LIKENESS",
        help=f"{what}, from 0.5 to 1; default: {default}",
    )


def percent_of(arguments: argparse.Namespace) -> int:
    """Return the threshold in per cent; 70 is taken for 0.7. Raises SettingsError."""
    likeness: float = arguments.threshold
    percent = likeness * 100 if likeness <= 1 else likeness
    if not _LEAST <= percent <= 100:  # and NaN is not, either
        raise SettingsError(f"--threshold must be from 0.5 to 1, found {likeness:g}")
    return round(percent)
