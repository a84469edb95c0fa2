"""Tells a translator in a `#.` line what has changed since her translation."""

from __future__ import annotations

from collections.abc import Iterable

from duizhao.catalog.figures import changed_figures
from duizhao.catalog.likeness import words
from duizhao.catalog.quantities import changed_quantities
from duizhao.catalog.sequence import common_start

_MARK = "change: "
_SHOWN = 24
# Characters shown of what was inserted or deleted.


def notes_of(extracted: Iterable[str]) -> tuple[str, ...]:
    """Return those of the `#.` lines that tell of a change."""
    return tuple(line for line in extracted if line.startswith(_MARK))


def note(what: str) -> str:
    """Return the `#.` line that says `what`, on one line."""
    return _MARK + " ".join(what.split())


def describe(before: str, after: str) -> str:
    """Return what has changed between two texts, in a few words.

    >>> describe("共 38 人。", "共 40 人。")
    'number 38 → 40'
    >>> describe("三口井。", "五口井。")
    'number 三 → 五'
    >>> describe("加强领导", "加强组织领导"), describe("他走了", "她走了")
    ('inserted “组织”', 'wording “他” → “她”')
    """
    numbers = [one.shown for one in changed_quantities(before, after)]
    if numbers := numbers or changed_figures(before, after):
        return "number " + ", ".join(f"{a} → {b}" for a, b in numbers)
    if words(before) == words(after):
        return "marks only"
    start = len(common_start(before, after))
    rest = before[start:][::-1], after[start:][::-1]
    stop = len(common_start(*rest))
    gone = before[start : len(before) - stop]
    come = after[start : len(after) - stop]
    if not gone:
        return f"inserted {_quoted(come)}"
    if not come:
        return f"deleted {_quoted(gone)}"
    if len(gone) <= _SHOWN and len(come) <= _SHOWN:
        return f"wording {_quoted(gone)} → {_quoted(come)}"
    return "wording"


def _quoted(text: str) -> str:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f"“{shown}”"
