"""Asks a person at a terminal who wins in each conflict."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from duizhao.cli.console import Console, has_colour
from duizhao.cli.folding import columns_of
from duizhao.cli.review_sides import sides
from duizhao.cli.visible import visible
from duizhao.review.settle import Fate, Outcome, Take

_ANSWERS = {"r": Take.REVIEWER, "o": Take.OURS, "l": Take.ASK, "": Take.ASK}
_KEYS = """\
  r  the reviewer's wording becomes the translation
  o  ours stays; the reviewer's becomes a comment
  l  later, or Enter: nothing is changed, and the next run asks again
  q  later for this one and all that follow; what was decided is done
  Ctrl-C  stop: nothing at all is changed"""
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_COLUMNS = 80  # where nobody tells


def ask_each(outcomes: Sequence[Outcome], console: Console) -> dict[str, Take]:
    """Return who wins, by `Outcome.question`; whoever ends the input decides the rest
    later.
    """
    chosen: dict[str, Take] = {}
    conflicts = [one for one in outcomes if one.fate is Fate.CONFLICT]
    if conflicts:
        console.report(_KEYS)
    for number, one in enumerate(conflicts, start=1):
        _show(console, one, f"{number} of {len(conflicts)}")
        answer = _ask(one)
        if answer is None:
            break
        chosen[one.question] = answer
    return chosen


def _show(console: Console, one: Outcome, number: str) -> None:
    colour = has_colour(sys.stdout)
    row = f"row {one.row.number}" if one.row.number else "no row"
    line = f", line {one.line}" if one.line else ""
    head = visible(f"{number} · {row}{line} · {one.why}")
    print(f"\n{_BOLD}{head}{_PLAIN}" if colour else f"\n{head}")
    console.report(f"  {one.source}")
    by = one.row.changes[-1] if one.row.changes else None
    who = visible(by.author) if by and by.author else "the reviewer"
    theirs = one.theirs or "(nothing)"
    for text in sides(
        ("ours", one.ours),
        (who, theirs),
        (columns_of(sys.stdout) or _COLUMNS) - 2,
        colour=colour,
    ):
        print(f"  {text}")
    for remark in one.remarks:
        console.report(f"  # {remark}")


def _ask(one: Outcome) -> Take | None:
    """Return an answer; None where the rest is to be left for later."""
    reviewer = bool(one.theirs)
    offered = "[r]eviewer, [o]urs, [l]ater, [q]uit? "
    if not reviewer:
        offered = offered.partition(" ")[2]
    while True:
        try:
            word = input(offered).strip().lower()[:1]
        except EOFError:
            print()
            return None
        if word == "q":
            return None
        if word in _ANSWERS and (reviewer or word != "r"):
            return _ANSWERS[word]
        print(_KEYS)
