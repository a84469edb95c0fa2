"""`text.width`: full-width letters, digits, signs and blanks.

Marks of punctuation are the business of `text.marks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.chinese import beside_chinese, half_width, without_meant
from duizhao.checks.pair import Pair
from duizhao.checks.rule import Rule
from duizhao.checks.spots import Spot, spotted
from duizhao.diagnostics import Severity

# Letters, digits and signs; Roman numerals and units that are one character. Circled and
# bracketed ones are marks of their own (①).
_SIGNS = "＃＄％＆＊＋－／０-９＜＝＞＠Ａ-Ｚ＼＾｀ａ-ｚ｜￠-￦℃℉Ⅰ-ⅿ㌀-㍗㍱-㏟㏿"
_WIDE = re.compile(rf"[{_SIGNS}]+(?:[．，：][{_SIGNS}]+)*|\u3000+")
_ONE = re.compile(f"[{_SIGNS}\u3000]").search
# In Markdown these may begin a tag, a code, a table: nobody meant one.
_MARKUP = frozenset("#&*<>@\\^`|")
_HYPHENS = "a hyphen, an en dash between figures, or an em dash"


def _gate(text: str) -> object:
    return not text.isascii() and _ONE(text)


def _spots(pair: Pair) -> Iterator[Spot]:
    text = without_meant(pair)
    for found in _WIDE.finditer(text):
        start, end = found.span()
        if found[0].isspace():
            yield from _blank(pair, text, start, end)
        elif not beside_chinese(text, start, end):
            yield _signs(pair, found)


def _signs(pair: Pair, found: re.Match[str]) -> Spot:
    start, end = found.span()
    right = half_width(found[0])
    if right.endswith("%") and pair.target[end : end + 1].isalpha():
        right += " "
    dash = set(right) == {"-"}
    sure = (
        not dash and _MARKUP.isdisjoint(right) and (start > 0 or right[0] not in "-+=")
    )
    message = f"full-width characters are left: {found[0]}"
    hint = f"write {_HYPHENS if dash else right}"
    return Spot(start, end, message, hint, right if sure else None)


def _blank(pair: Pair, text: str, start: int, end: int) -> Iterator[Spot]:
    between = (
        not text[start - 1 : start].isspace() and not text[end : end + 1].isspace()
    )
    right = " " if start and end < len(text) and between else ""
    message = "an ideographic blank (U+3000) is left"
    # Two or more may set columns apart: “文／某人　　2025年”.
    sure = end - start == 1 or "\u3000\u3000" not in pair.source
    yield Spot(
        start, end, message, "write an ordinary blank, or none", right if sure else None
    )


WIDTH = Rule("text.width", Severity.ERROR, spotted(_gate, _spots))
