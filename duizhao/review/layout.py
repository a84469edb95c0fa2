"""How a review is laid out."""

from __future__ import annotations

from enum import StrEnum


class Layout(StrEnum):
    """What a reviewer works in."""

    TABLE = "table"
    """A table of segments, the original beside the translation."""
    RUNNING = "running"
    """The text as its readers will see it."""
