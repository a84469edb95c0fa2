"""Lays out strings and references in lines exactly as `msgcat --width` does."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from duizhao.catalog.entry import Reference
from duizhao.catalog.linebreak import (
    classify,
    find_breaks,
    is_simple,
    may_break,
    width_of,
)

# What gettext writes as an escape; all else stands as it is.
_SPECIAL = re.compile(r'[\\"\a\b\f\n\r\t\v]')
_ESCAPES = {
    "\\": r"\\",
    '"': r"\"",
    "\a": r"\a",
    "\b": r"\b",
    "\f": r"\f",
    "\n": r"\n",
    "\r": r"\r",
    "\t": r"\t",
    "\v": r"\v",
}
_PAIR = re.compile(r"\\.", re.DOTALL)


def wrap_string(name: str, text: str, width: int, prefix: str = "") -> str:
    """Return the lines of `name "text"`, each with `prefix` and its line end.

    `width` is the page width in columns, 79 for gettext; 0 breaks only after a line
    end in the text. A text of more than one line begins with an empty string.
    """
    # Room for both quotes; the prefix stands before every line.
    room = width - 2 - len(prefix) if width else 0
    begin = len(name) + 1
    special = _SPECIAL.search(text)
    # Each character takes two columns at most.
    if not special and (not width or begin + 2 * len(text) <= room):
        return f'{prefix}{name} "{text}"\n'
    portions = _portions(text) if special else [text]
    if len(portions) == 1:
        lines = _break_portion(portions[0], room, begin)
        if len(lines) == 1 and not (room and begin > room):
            return f'{prefix}{name} "{portions[0]}"\n'
    inside = [line for part in portions for line in _break_portion(part, room, 0)]
    between = f'"\n{prefix}"'
    return f'{prefix}{name} ""\n{prefix}"{between.join(inside)}"\n'


def _portions(text: str) -> list[str]:
    """Return the text escaped, cut after each line end."""
    escaped = _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text)
    if "\n" not in text:
        return [escaped]
    # Cut the text, not its escaped form, where "\\n" may be a backslash and an n.
    parts = text.split("\n")
    ended = [f"{part}\n" for part in parts[:-1]] + parts[-1:] * bool(parts[-1])
    return [_SPECIAL.sub(lambda found: _ESCAPES[found[0]], part) for part in ended]


def _break_portion(portion: str, room: int, begin: int) -> list[str]:
    """Return the lines of an escaped text without line ends inside.

    `begin` columns of the first line are taken already; `room` 0 breaks nowhere.
    """
    if not room or begin + 2 * len(portion) <= room:
        return [portion]
    if portion.isascii() and begin + len(portion) <= room:
        return [portion]
    codes = classify(portion)
    columns = list(accumulate(map(width_of, codes)))
    if begin + columns[-1] <= room and is_simple(codes):
        return [portion]
    if is_simple(codes) and "\\" not in portion:
        return _break_simple(portion, codes, columns, room, begin)
    return _break_any(portion, codes, room, begin)


def _break_simple(
    portion: str, codes: Sequence[int], columns: Sequence[int], room: int, begin: int
) -> list[str]:
    """Break where looking at two characters tells enough: from the margin backwards."""
    lines: list[str] = []
    start, limit = 0, room - begin
    while columns[-1] > limit:
        # The first character that does not fit; blanks count, as in libunistring.
        at = bisect_right(columns, limit)
        while at > start and not may_break(codes, at):
            at -= 1
        if at == start:  # a piece wider than the line: it ends at the next chance
            at = bisect_right(columns, limit) + 1
            while at < len(codes) and not may_break(codes, at):
                at += 1
            if at >= len(codes):
                break
        lines.append(portion[start:at])
        start, limit = at, columns[at - 1] + room
    lines.append(portion[start:])
    return lines


def _break_any(portion: str, codes: Sequence[int], room: int, begin: int) -> list[str]:
    """Break any text, walking through all its characters as libunistring does."""
    allowed = find_breaks(codes)
    for found in _PAIR.finditer(portion):
        allowed[found.start() + 1] = False
    if portion.endswith(r"\n") and _PAIR.findall(portion)[-1] == r"\n":
        allowed[-2] = False  # never alone before the end of a line of the text
    cuts: list[int] = []
    last = 0  # where the piece at hand begins; 0 for none
    column, piece = begin, 0
    for at, code in enumerate(codes):
        if portion[at] in "\x85\u2028\u2029":
            if last and column + piece > room:
                cuts.append(last)
            last, column, piece = 0, 0, 0
            continue
        if allowed[at]:
            if last and column + piece > room:
                cuts.append(last)
                column = 0
            last = at
            column += piece
            piece = 0
        piece += width_of(code)
    if last and column + piece > room:
        cuts.append(last)
    return [
        portion[a:z] for a, z in zip([0, *cuts], [*cuts, len(portion)], strict=True)
    ]


def wrap_references(references: Sequence[Reference], width: int) -> str:
    """Return the `#:` lines of an entry, each with its line end."""
    lines = ["#:"]
    column = 2
    for path, line in references:
        name = path.removeprefix("./")
        number = "" if line is None else f":{line}"
        length = len(name.encode()) + len(number) + 1  # gettext counts bytes here
        if width and column > 2 and column + length > width:
            lines.append("#:")
            column = 2
        shown = f"\u2068{name}\u2069" if " " in name else name
        lines[-1] += f" {shown}{number}"
        column += length
    return "\n".join(lines) + "\n"
