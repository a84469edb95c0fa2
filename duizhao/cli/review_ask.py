"""Asks a person at a terminal who wins in each conflict."""

from __future__ import annotations

from collections.abc import Iterable

from duizhao.cli.console import Console
from duizhao.review.settle import Fate, Outcome, Take

_ANSWERS = {"r": Take.REVIEWER, "o": Take.OURS, "l": Take.ASK, "": Take.ASK}


def ask_each(outcomes: Iterable[Outcome], console: Console) -> dict[str, Take]:
    """Return who wins, by `Outcome.key`; whoever ends the input decides the rest later."""
    chosen: dict[str, Take] = {}
    for one in outcomes:
        if one.fate is not Fate.CONFLICT:
            continue
        console.report(f"row {one.row.number or '–'}: {one.why}")
        console.report(f"  中文      {one.source}")
        console.report(f"  ours      {one.ours}")
        console.report(f"  reviewer  {one.theirs or '(nothing)'}")
        answer = _ask("reviewer" if one.theirs else "")
        if answer is None:
            break
        chosen[one.key] = answer
    return chosen


def _ask(reviewer: str) -> Take | None:
    """Return an answer; None at the end of the input."""
    offered = "[r]eviewer, [o]urs, [l]ater? " if reviewer else "[o]urs, [l]ater? "
    while True:
        try:
            word = input(offered).strip().lower()[:1]
        except EOFError:
            print()
            return None
        if word in _ANSWERS and (reviewer or word != "r"):
            return _ANSWERS[word]
