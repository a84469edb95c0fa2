r"""Guards the cells of a table against spreadsheets, so that each comes back as it was.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, which may
open files and addresses, and makes `1/2` a date. An apostrophe before it prevents both.
Law: `bare(guarded(text)) == text`.
"""

from __future__ import annotations

import re
from unicodedata import normalize

# The full-width signs begin formulas in East Asian editions; a tab or a line end is
# skipped by some programs, so that what follows it would come first.
_FORMULA = "=+-@＝＋－＠\t\r\n|%'"
_MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|[一二三四五六七八九十]{1,3}月"
)
# What a spreadsheet would turn into a number, a date or a truth value, whole.
_VALUE = re.compile(
    rf"""[\s\d.,:/()%¥￥$€£+\-－年月日号时時分秒]*\d[\s\d.,:/()%¥￥$€£eETZ+\-年月日号时時分秒]*
    (?:am|pm)?
    | true | false
    | [\s\d,.:/-]*(?:{_MONTHS})[a-z]{{0,6}}[\s\d,.:/-]*\d[\s\d,.:/-]*
    | \d[\s\d,.:/-]*(?:{_MONTHS})[a-z]{{0,6}}""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST = 60  # characters of what is taken for a value


def guarded(text: str) -> str:
    """Return `text` as a cell holds it.

    >>> guarded("=1+1"), guarded("Hello"), guarded("3/4")
    ("'=1+1", 'Hello', "'3/4")
    """
    return f"'{text}" if _is_risky(text) else text


def bare(cell: str) -> str:
    """Return the text of a cell."""
    return cell[1:] if cell[:1] == "'" and _is_risky(cell[1:]) else cell


def guarded_or_none(text: str | None) -> str:
    """Return a text that may be missing, as a cell; an empty one is a mere apostrophe."""
    return "" if text is None else guarded(text) or "'"


def bare_or_none(cell: str) -> str | None:
    """Return the text of such a cell, None for an empty cell."""
    if not cell:
        return None
    return "" if cell == "'" else bare(cell)


def _is_risky(text: str) -> bool:
    if text[:1] and text[0] in _FORMULA:
        return True
    # Chinese editions read full-width digits and marks as the others.
    plain = normalize("NFKC", text[: _LONGEST + 1])
    return len(text) <= _LONGEST and _VALUE.fullmatch(plain) is not None
