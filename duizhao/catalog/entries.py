"""Reads all entries of a PO text, the usual ones quickly, and gathers the mistakes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from duizhao.catalog.entry import Entry, Key, keep_raw
from duizhao.catalog.message import read_entry
from duizhao.catalog.unread import USUAL, spell, unread
from duizhao.errors import CatalogError, CombinedError

MOST = 10
"""How many mistakes of a file are told at once."""

_JOIN = '"\n"'
_BETWEEN = "\x04"
# Context and text of a key; no file may hold it.
_BREAK = re.compile(r"\n[ \t\r]*(?=\n)")
_CONFLICT_END = re.compile(r"^>>>>>>>[^\n]*\n?", re.MULTILINE)


class DamagedError(CombinedError, CatalogError):
    """Several mistakes of one catalog; its place is that of the first."""

    def __init__(self, errors: list[CatalogError]) -> None:
        """Hold `errors`, at least one, in the order of their lines."""
        super().__init__(errors)
        first = errors[0]
        self.message, self.hint = first.message, first.hint
        self.path, self.line, self.column = first.path, first.line, first.column

    def __str__(self) -> str:
        """Return all messages, each on lines of its own."""
        return "\n".join(map(str, self.errors))


@dataclass(slots=True)
class Found:
    """What a text holds."""

    entries: list[Entry] = field(default_factory=list)
    """All entries with their raw lines, the header among them."""
    keys: list[str] = field(default_factory=list)
    """What tells each apart, as a string."""
    joined: set[tuple[Key, Key | None]] = field(default_factory=set)
    """As `Layout.joined`."""
    stop: int = 0
    """The offset after the last entry."""


def read_entries(path: str, text: str) -> Found:
    """Return all entries of `text`. Raises `CatalogError`, of up to `MOST` mistakes."""
    found = Found()
    errors: list[CatalogError] = []
    line = 1
    while len(errors) < MOST:
        line = _read_usual(text, line, found)
        try:
            more = _read_other(path, text, line, found)
        except CatalogError as error:
            errors.append(error)
            more = _pass_over(text, line, found, error)
        if more is None:
            break
        line = more
    raise_all(errors)
    return found


def raise_all(errors: list[CatalogError]) -> None:
    """Raise what was gathered, if anything."""
    if errors[1:]:
        raise DamagedError(errors)
    if errors:
        raise errors[0]


def _read_usual(text: str, line: int, found: Found) -> int:
    """Add the usual entries that come next, and return the line after them."""
    match = USUAL.match
    add, add_key = found.entries.append, found.keys.append
    at = counted = found.stop
    if at and text[at - 1] != "\n":
        return line  # in the middle of one
    while usual := match(text, at):
        stop = usual.end()
        begin = usual.start("msgid")
        line += text.count("\n", counted, begin)
        counted = begin
        add(unread(text[at:stop], line))
        context, key = usual.group("context", "msgid")
        if context is not None:
            key = f"{context}{_BETWEEN}{key}"
        # Wrapped otherwise it is the same; what ends a string can be in no string.
        add_key(key.replace(_JOIN, "") if _JOIN in key else key)
        at = stop
    found.stop = at
    return line + text.count("\n", counted, at)


def _read_other(path: str, text: str, line: int, found: Found) -> int | None:
    """Add one entry of any form, and return the line it ends in; None for no entry."""
    at = found.stop
    inside = at > 0 and text[at - 1] != "\n"  # in the middle of a line
    before = found.entries[-1] if inside and found.entries else None
    marked = before is not None and before.obsolete
    read = read_entry(path, text, at, line, obsolete=marked)
    if before is not None:
        found.joined.add((before.key, None if read is None else read[0].key))
    if read is None:
        return None
    entry, found.stop = read
    found.entries.append(keep_raw(entry, text[at : found.stop]))
    context = "" if entry.context is None else f'"{spell(entry.context)}"\n{_BETWEEN}'
    found.keys.append(f'{context}"{spell(entry.msgid)}"\n')
    return line + text.count("\n", at, found.stop)


def _pass_over(text: str, line: int, found: Found, error: CatalogError) -> int | None:
    """Go to the blank line after a mistake, or behind a conflict; return the line."""
    at = found.stop
    for _ in range(error.line - line):
        at = text.find("\n", at) + 1
    if text.startswith("<<<<<<<", at):
        end = _CONFLICT_END.search(text, at)
    else:
        end = _BREAK.search(text, at)
    if end is None:
        return None
    line += text.count("\n", found.stop, end.end())
    found.stop = end.end()
    return line
