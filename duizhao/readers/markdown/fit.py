"""Making a translated sentence fit its place: nothing in it may open a block."""

from __future__ import annotations

import re

from duizhao.units import Unit, UnitKind

# What opens a block at the start of a line (CommonMark 4 and 5, GFM tables, and the
# definition lists of pulldown-cmark); the backslash goes before the last character.
_OPENER = re.compile(
    r"(?:#{1,6}(?=[ \t]|$)|[-+*](?=[ \t]|$)|>|`{3}|~{3}|[:|](?=[ \t])|=+[ \t]*$|-+[ \t]*$"
    r"|\d{1,9}[.)](?=[ \t]|$)|\[(?:\\.|[^\]\\])+\](?=:))"
)
_PIPE = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_CLOSING_HASHES = re.compile(r"(?:(?<=[ \t])|^)(#+)[ \t]*$")
HOLLOW = "&#8288;"
"""What stands in Markdown for a unit of which nothing is printed: a character without
width (a word joiner), so that its block, empty to the eye, is still there."""
HOLLOW_TEXT = "\u2060"
"""The same, read."""

_IN_TABLE = (UnitKind.TABLE_HEAD, UnitKind.TABLE_CELL)


def fit(text: str, unit: Unit, *, line_start: bool, unit_end: bool) -> str:
    """Return `text` with a backslash wherever its place would make markup of it."""
    if line_start:
        text = _escape_opener(text)
    if unit.kind in _IN_TABLE:
        text = _PIPE.sub(r"\1\\|", text)
    elif unit.kind is UnitKind.HEADING and unit_end:
        text = _CLOSING_HASHES.sub(r"\\\1", text)
    return text


def _escape_opener(text: str) -> str:
    match = _OPENER.match(text)
    if match is None:
        return text
    opener = match[0]
    if opener[-1:] in (".", ")"):
        return f"{opener[:-1]}\\{text[match.end() - 1 :]}"
    if opener[-1:] == "]":
        # Before the colon: the bracket may be a link or a footnote mark.
        return f"{opener}\\{text[match.end() :]}"
    return f"\\{text}"
