"""Chinese marks: what English has in their place, and where they are meant."""

from __future__ import annotations

import re
from unicodedata import normalize

from duizhao.checks.pair import Pair
from duizhao.language import HAN
from duizhao.numbers.mask import BLOT

MARKS = (
    "\u3001-\u3004\u3008-\u3020\u3030\u3036-\u303f\u30fb\ufe10-\ufe1f\ufe30-\ufe6b"
    "\uff01\uff02\uff07-\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3b\uff3d\uff3f"
    "\uff5b\uff5d-\uff65"
)
"""Marks of punctuation that English has not, for use inside `[...]`."""

STOPS = {
    **dict(zip("，。；：？！．｡﹐﹒﹔﹕﹖﹗︰", ",.;:?!..,.;:?!:", strict=True)),
    "、": ",",
    "､": ",",
}
"""Marks after which English has a blank."""
OPENING = dict(zip("（「『﹙｢", "(“‘(“", strict=True))
"""Marks before which English has a blank."""
CLOSING = dict(zip("）」』﹚｣", ")”’)”", strict=True))
"""Marks after which English has a blank before a word."""

_LEADING = frozenset("“‘([$£€¥￥＄" + BLOT)
_LONGEST = 12  # characters that a number of an item takes at most
_FAR = 2000  # characters in which an emphasis is begun
_SCRIPT = f"{HAN}\u3040-\u30fa\u30fc-\u312f\u31a0-\u31bf\uff66-\uff9f"
_MEANT = re.compile(
    # (宝安), and a mark that is spoken of: “、” or (、)
    rf"[(（][^()（）]*[{_SCRIPT}][^()（）]*[)）]|[(“‘'\"][{MARKS}…—·]{{1,2}}[)”’'\"]"
)
_NEXT_TO_HAN = re.compile(f"[{_SCRIPT}]")


def without_meant(pair: Pair) -> str:
    """Return the translation with blots for codes and for Chinese that is meant."""
    return _MEANT.sub(lambda found: BLOT * len(found[0]), pair.plain)


def beside_chinese(text: str, start: int, end: int) -> bool:
    """Say whether a mark stands in Chinese: then `text.han` tells of both."""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return bool(_NEXT_TO_HAN.search(around))


def english_of(text: str, start: int, end: int) -> str | None:
    """Return what certainly belongs in the place of a mark, blanks included.

    >>> english_of("one，two", 3, 4), english_of("Bao’an（west", 6, 7)
    (', ', ' (')
    >>> english_of("at 9：30", 4, 5), english_of("1，000", 1, 2), english_of("**A：**b", 3, 4)
    (':', None, ':')
    """
    mark, before = text[start:end], text[max(0, start - 2) : start]
    if mark in OPENING:
        blank = before[-1:].isalnum() or before[-1:] in (*")]”’,.;:!?%", BLOT)
        # f（x）; a blot is a piece of code.
        one_letter = before[-1:].islower() and not before[:-1].isalpha()
        return f" {OPENING[mark]}" if blank and not one_letter else OPENING[mark]
    if mark in CLOSING:
        item = mark == "）" and _numbers_item(text, start)
        room = " " if _begins_word(text[end : end + 1]) else ""
        return None if item else f"{CLOSING[mark]}{room}"
    if mark not in STOPS or _doubtful(text, start, end):
        return None
    after = text[end : end + 4]
    close = before[-1:].isdigit() and after[:1].isdigit() and mark not in "，；"
    blank = _begins_word(after[:1]) or _begins_emphasis(text, end)
    return f"{STOPS[mark]} " if blank and not close else STOPS[mark]


def _numbers_item(text: str, at: int) -> bool:
    """Say whether a mark would make a list: 1) and 1. do at the beginning of a block."""
    before = text[:at].strip() if at < _LONGEST else "a"
    return not before or before.isdecimal()


def _begins_word(after: str) -> bool:
    return bool(after) and (after.isalnum() or after in _LEADING)


def _begins_emphasis(text: str, at: int) -> bool:
    """Say whether a run of stars begins an emphasis, not ends one."""
    run = "**" if text.startswith("**", at) else "*"
    return text.startswith(run, at) and text.count(run, max(0, at - _FAR), at) % 2 == 0


def _doubtful(text: str, start: int, end: int) -> bool:
    """Say whether English may have another mark here, or the place of its blank is open."""
    mark, after = text[start:end], text[end : end + 4]
    if mark in "、､" or _numbers_item(text, start) or after[:1] in ("_", "~"):
        return True  # A、B is "A and B"
    if text[start - 1] in ".,;:!?…" or after[:1] in tuple(".,;:!?…"):
        return True
    if mark in "。．｡" and re.search(r"\b[A-Z]\Z", text[max(0, start - 2) : start]):
        return True  # U.S. and Plan B. end alike
    # 12，000 may be 12,000, or the end of one figure and another.
    figure = mark in "，﹐" and text[start - 1].isdigit()
    return figure and bool(re.match(r"\d{3}(?!\d)", after))


def half_width(text: str) -> str:
    """Return letters, digits, signs and units as English writes them.

    >>> half_width("Ｐ２Ｐ ￥５％"), half_width("５㎡"), half_width("℃Ⅱ")
    ('P2P ¥5%', '5m²', '°CII')
    """
    return "".join(_half(sign) for sign in text)


def _half(sign: str) -> str:
    plain = normalize("NFKC", sign)
    return plain.translate(_RAISED) if "㌀" <= sign <= "㏿" else plain


_RAISED = str.maketrans("23", "²³")  # ㎡ is m², not m2
