"""Where in its file a character of a translation stands."""

from __future__ import annotations

import re

from duizhao.catalog.entry import Entry

_STRING = re.compile(r'^(?P<before>(?:msgstr(?:\[0\])?)?[ \t]*")(?P<text>.*)"[ \t\r]*$')
_CHARACTER = re.compile(r"\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+|.)|[^\\]")


def locate(entry: Entry, offset: int) -> tuple[int, int]:
    r"""Return line and column, both from 1, of a character of `entry.msgstr`.

    Of an entry that was not read from a file, and where the character is not found, the
    entry's line and 0.
    """
    lines = (entry.raw or "").split("\n")
    start = next(
        (at for at, line in enumerate(lines) if line.startswith("msgstr")), None
    )
    if start is None:
        return entry.line, 0
    # The line of an entry is that of its msgid.
    first = entry.line - next(
        (at for at, line in enumerate(lines) if line.startswith("msgid ")), start
    )
    left = offset
    for at in range(start, len(lines)):
        found = _STRING.match(lines[at])
        if found is None:
            break
        for character in _CHARACTER.finditer(found["text"]):
            if left == 0:
                return first + at, found.start("text") + character.start() + 1
            left -= 1
    return entry.line, 0
