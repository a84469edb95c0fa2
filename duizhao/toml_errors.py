"""What is wrong with a text that is not TOML, in words for those who write settings."""

from __future__ import annotations

import re
import unicodedata

from duizhao.errors import SettingsError
from duizhao.values import value

_AT = re.compile(r"(.*) \(at line (\d+), column (\d+)\)$", re.DOTALL)
_LONGEST = 50  # characters of a line that is quoted
_PAIR = 'a line is a key and a value: title = "The Quay"'
_VALUE = 'a text stands in quotes: title = "The Quay"; a number, true and false do not'


@value
class _Trouble:
    """A kind of mistake."""

    said: str
    """How what `tomllib` says of it begins."""
    found: str
    """What was found."""
    hint: str
    """What to write."""
    opener: str = ""
    """What was opened and never closed: its last line is that of the mistake."""
    whole: bool = False
    """Whether the whole line is at fault."""


_TROUBLES = (
    _Trouble("Invalid value", "no value can be like this", _VALUE),
    _Trouble("Expected '='", "there is no = behind the key", _PAIR),
    _Trouble(
        "Expected newline",
        "the line goes on behind its value",
        f"{_VALUE}; one key a line; a remark begins with #",
    ),
    _Trouble(
        "Illegal character '\\n'",
        "a text is not closed on its line",
        'add the quotation mark " that is missing',
        whole=True,
    ),
    _Trouble(
        "Illegal character",
        "a text holds a character that is none",
        "take it away",
        whole=True,
    ),
    _Trouble(
        "Unescaped '\\'",
        'a \\ in a text between " and "',
        "write \\\\ for \\, or put the text between ' and '",
        whole=True,
    ),
    _Trouble(
        "Unclosed array",
        "a list is not closed, or lacks a comma",
        'lists are like this: documents = ["a", "b"]',
        opener="[",
        whole=True,
    ),
    _Trouble(
        "Unclosed inline table",
        "{ is not closed on its line",
        "add the } that is missing",
        opener="{",
        whole=True,
    ),
    _Trouble(
        "Unterminated string",
        'a text that begins with """ is not closed',
        'add the """ that is missing',
        opener='"""',
        whole=True,
    ),
    _Trouble(
        'Expected "\'"',
        "a text that begins with ' is not closed",
        "add the ' that is missing",
        opener="'",
        whole=True,
    ),
    _Trouble(
        "Expected ']'",
        "the name of a table is not closed",
        "add the ] that is missing: [products.handout]",
        whole=True,
    ),
    _Trouble(
        "Cannot declare", "this table is there twice", "make one of the two", whole=True
    ),
    _Trouble(
        "Cannot overwrite",
        "this key is there twice in its table",
        "take one of the two away",
        whole=True,
    ),
    _Trouble(
        "Invalid statement",
        "this is neither a key nor a table",
        f'{_PAIR}; a key of other letters than a-z stands in quotes: "船"',
    ),
)


def explain(path: str, text: str, said: str) -> SettingsError:
    """Return the error for a text of which `tomllib` says `said`.

    It names the line, the column, what was found there and what to write.
    """
    rows = text.split("\n")
    at = _AT.match(said)
    line, column = (int(at[2]), int(at[3])) if at else (0, 1)
    trouble = next(
        (one for one in _TROUBLES if said.startswith(one.said)),
        _Trouble("", said[:1].lower() + said[1:], _PAIR),
    )
    last = line or len(rows)
    openers = (n for n in range(last, 0, -1) if trouble.opener in rows[n - 1])
    line = next(openers, last)
    row = rows[line - 1]
    if trouble.whole:
        column = len(row) - len(row.lstrip()) + 1
    shown = re.sub(r"[\x00-\x1f\x7f]", "\N{REPLACEMENT CHARACTER}", row[column - 1 :])
    found = f"“{shown.strip()[:_LONGEST]}”" if shown.strip() else "nothing"
    return SettingsError(
        f"this is not TOML: {trouble.found}, found {found}",
        path=path,
        line=line,
        column=column,
        hint=_typed_in_chinese(row) or trouble.hint,
    )


def _typed_in_chinese(row: str) -> str:
    """Return what to do about a mark that a Chinese keyboard gave; empty if none."""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'|#.*", "", row)
    marks = {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "【": "[",
        "】": "]",
        "、": ",",
        "：": "=",
    }
    for mark in bare:
        plain = marks.get(mark) or unicodedata.normalize("NFKC", mark)
        if mark != plain and plain in "\"'[]{}=,.#:":
            return f"the mark {mark} is no mark of TOML: write {plain}"
    return ""
