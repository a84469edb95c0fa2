"""The text in question on one line, with carets under the place."""

from __future__ import annotations

import re
from typing import NamedTuple

from duizhao.cli.visible import visible
from duizhao.diagnostics import Diagnostic
from duizhao.language import width

COLUMNS = 76
"""The room for an excerpt with a place."""
_WHOLE = 60  # characters of one without
_LEAST = 12  # columns of what stands before a place, where it is long itself
_BREAK = re.compile(r"[\n\t]")


class Excerpt(NamedTuple):
    """A piece of text around a place, safe to show, without line ends."""

    before: str
    """What stands before the place."""
    marked: str
    """The place; empty where the whole text is meant."""
    after: str
    """What follows."""

    @property
    def text(self) -> str:
        """The line."""
        return self.before + self.marked + self.after

    @property
    def carets(self) -> str:
        """The line beneath, with carets under the place; Han take two columns."""
        return " " * width(self.before) + "^" * max(width(self.marked), 1)


def excerpt_of(item: Diagnostic, columns: int = COLUMNS) -> Excerpt | None:
    """Return what is shown of a finding's text; None where its message says it all.

    >>> from duizhao.diagnostics import Place, Severity
    >>> item = Diagnostic("a.b", Severity.INFO, Place("x"), "", "", "去Hi 。", start=4, end=5)
    >>> shown = excerpt_of(item)
    >>> shown.text, shown.carets
    ('去Hi 。', '     ^^')
    """
    text = item.excerpt
    if item.end <= item.start:
        flat = " ".join(text.split())
        if flat in item.message:
            return None
        short = flat if len(flat) <= _WHOLE else f"{flat[: _WHOLE - 1]}…"
        return Excerpt("", "", visible(short))
    parts = (text[: item.start], text[item.start : item.end], text[item.end :])
    return _cut(*(visible(_BREAK.sub(" ", part)) for part in parts), columns=columns)


def _cut(before: str, marked: str, after: str, *, columns: int) -> Excerpt:
    """Return the three cut so that they fit into `columns` together."""
    if width(before) + width(marked) + width(after) <= columns:
        return Excerpt(before, marked, after)
    marked = _head(marked, columns - 2 * _LEAST)
    room = columns - width(marked)
    behind = min(width(after), max(room // 2, room - width(before)))
    return Excerpt(_tail(before, room - behind), marked, _head(after, behind))


def _head(text: str, columns: int) -> str:
    """Return the beginning of `text` in `columns`, with … where it goes on."""
    if width(text) <= columns:
        return text
    used, end = 1, 0
    for end, character in enumerate(text):  # noqa: B007 - the place is what is wanted
        used += width(character)
        if used > columns:
            break
    return f"{text[:end]}…"


def _tail(text: str, columns: int) -> str:
    """Return the end of `text` in `columns`, with … where something goes before."""
    return text if width(text) <= columns else _head(text[::-1], columns)[::-1]
