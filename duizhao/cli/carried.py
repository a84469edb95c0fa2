"""One short line for each translation that `update` carried over unflagged."""

from __future__ import annotations

from os.path import commonprefix

from duizhao.catalog.supply import Reason
from duizhao.catalog.update import Carried, Update

_LISTED = 10
# Translations that are listed of one catalog; --json has them all.
_ROOM = 32
# Characters that are shown of a text.
_BEFORE = 8
# Of these, what is shown before the first difference of two texts.


def carried_lines(update: Update | None) -> list[str]:
    """Return the lines, and how many more there would be."""
    if update is None:
        return []
    lines = [_line(one) for one in update.carried[:_LISTED]]
    more = len(update.carried) - _LISTED
    return [*lines, f"  … and {more} more"] if more > 0 else lines


def _line(one: Carried) -> str:
    match one.reason:
        case Reason.MARKS:
            at = max(len(_same(one.origin, one.msgid)) - _BEFORE, 0)
            before, after = _piece(one.origin, at), _piece(one.msgid, at)
            return f"  marks or blanks alone: {before} → {after}"
        case Reason.MOVED:
            return f"  moved from {one.origin}: {_piece(one.msgid)}"
        case Reason.REGROUPED:
            return f"  cut in another way: {_piece(one.msgid)}"


def _same(first: str, second: str) -> str:
    """Return what both texts begin with."""
    return commonprefix((first, second))  # noqa: RUF071 - of characters


def _piece(text: str, at: int = 0) -> str:
    """Return the text from `at` on, on one line, with … where something is left out."""
    stop = at + _ROOM
    words = " ".join(text[at:stop].split())
    return f"{'…' if at else ''}{words}{'…' if stop < len(text) else ''}"
