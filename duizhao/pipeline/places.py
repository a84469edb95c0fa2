"""Where in the texts stands what a renderer speaks of: it knows the words, not the line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from urllib.parse import quote

from duizhao.diagnostics import Diagnostic
from duizhao.source import LineIndex

RULES = frozenset(
    {
        *("pdf.glyph", "pdf.layout", "pdf.picture"),
        *("docx.anchor", "docx.character", "docx.footnote", "docx.picture"),
    }
)
"""The rules whose findings name, as their excerpt, words of the text."""

_SHOWN = 5  # further lines


def place_findings(
    found: Iterable[Diagnostic], texts: Callable[[], Sequence[LineIndex]]
) -> tuple[Diagnostic, ...]:
    """Return the findings, those without a line with the one that holds their words.

    `texts` gives the files that may hold them, as UTF-8, the likeliest first; it is not
    asked without need. What is in none of them keeps its place: it may stand in a
    template or a setting.
    """
    found = tuple(found)
    if not any(map(_is_sought, found)):
        return found
    files = texts()
    return tuple(_placed(one, files) if _is_sought(one) else one for one in found)


def _is_sought(found: Diagnostic) -> bool:
    return bool(found.rule in RULES and found.excerpt and not found.place.line)


def _placed(found: Diagnostic, files: Sequence[LineIndex]) -> Diagnostic:
    for file in files:
        found_here = _pattern(found.excerpt).finditer(file.data)
        spots = [match.start("at") for match in found_here]
        if not spots:
            continue
        first = file.place(spots[0])
        others = dict.fromkeys(map(file.line, spots))
        others.pop(first.line)
        return replace(found, place=first, message=found.message + _also(list(others)))
    return found


def _pattern(words: str) -> re.Pattern[bytes]:
    """Return what finds the words, as they are or as part of an address.

    U+FFFD stands for a character that cannot be shown, and is the one in question.
    """
    plain = re.escape(words.encode("utf-8", "replace"))
    if (odd := re.escape("\ufffd".encode())) in plain:
        return re.compile(plain.replace(odd, rb"(?P<at>[\x00-\xff]{1,4})", 1))
    coded = re.escape(quote(words, safe="#/", errors="replace").encode())
    # An anchor is no beginning of a longer one.
    end = rb"(?![\w\x80-\xff-])" if words.startswith("#") else b""
    return re.compile(rb"(?P<at>" + plain + rb"|" + coded + rb")" + end)


def _also(lines: list[int]) -> str:
    if not lines:
        return ""
    shown = ", ".join(map(str, lines[:_SHOWN]))
    more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return f" (also in line{'s' * (len(lines) > 1)} {shown}{more})"
