"""Where a text may be broken into lines, and how wide it is, as libunistring says.

gettext 0.21 wraps by `u8_width_linebreaks`; this follows it rule for rule, with the
numbers of UAX #14 in the comments.
"""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.catalog.linetable import PAIRS, break_class, column_width

_NAMES = (*PAIRS, "SP", "CM", "ZWJ", "ZW", "BK")
_NUMBER = {name: number for number, name in enumerate(_NAMES)}
_SPACE = _NUMBER["SP"]
_HEBREW, _REGION, _AL = _NUMBER["HL"], _NUMBER["RI"], _NUMBER["AL"]
_HYPHENS = (_NUMBER["HY"], _NUMBER["BA"])
_MARK, _JOINER, _ZERO, _LINE = (_NUMBER[name] for name in ("CM", "ZWJ", "ZW", "BK"))

# A character's class and its width in one number, so that one look-up tells both.
_SHIFT = 2
_WIDTH = 3
_ROWS = tuple(PAIRS.values())
_HAN = (_NUMBER["ID"] << _SHIFT) + 2


class _Codes(dict[str, int]):
    """Characters seen so far with class and width."""

    def __missing__(self, char: str) -> int:
        if "一" <= char <= "龥":  # most of them by far
            code = _HAN
        else:
            code = (_NUMBER[break_class(char)] << _SHIFT) + column_width(char)
        self[char] = code
        return code


_CODES = _Codes()


def classify(text: str) -> list[int]:
    """Return class and width of each character, as the functions below want them."""
    return [_CODES[char] for char in text]


def width_of(code: int) -> int:
    """Return the columns of a character."""
    return code & _WIDTH


def is_simple(code: int) -> bool:
    """Whether a character is of the pair table or a blank, and no Hebrew and no flag."""
    number = code >> _SHIFT
    return number <= _SPACE and number not in (_HEBREW, _REGION)


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before the character `at`, which is not the first.

    For texts whose characters are all simple: for those it is enough to look at two
    characters and the blanks between.
    """
    after = _CODES[text[at]] >> _SHIFT
    if after == _SPACE:
        return False  # LB7
    before = _CODES[text[at - 1]] >> _SHIFT
    if before != _SPACE:
        return _ROWS[before][after] == "_"
    back = at - 2
    while back >= 0 and text[back] == " ":
        back -= 1
    if back < 0:
        return False  # LB4: blanks that open a text do not end a line
    return _ROWS[_CODES[text[back]] >> _SHIFT][after] != "^"


def find_breaks(codes: Sequence[int]) -> list[bool]:
    """Return for each character of any text whether a line may end before it."""
    result = [False] * len(codes)
    last = previous = _LINE  # of the last character that is no blank; of the last one
    spaced = False
    regions = 0
    hebrew = False  # LB21a: the last hyphen follows a Hebrew letter
    for at, code in enumerate(codes):
        now = code >> _SHIFT
        if now == _LINE:
            last, spaced, regions = _LINE, False, 0
        elif now == _SPACE:
            spaced = True
        elif now == _ZERO:
            last, spaced = _ZERO, False
        elif now in (_MARK, _JOINER):
            if last == _LINE:
                last = _AL  # LB10
            elif last == _ZERO or spaced:
                result[at] = True  # LB8, LB18
                last = _AL
            spaced = hebrew = False
            regions = 0
        else:
            if last == _LINE:
                pass  # LB4: a line has begun
            elif last == _ZERO:
                result[at] = True  # LB8
            elif previous == _JOINER and not spaced:
                pass  # LB8a
            elif hebrew and not spaced:
                pass  # LB21a
            elif last == now == _REGION and not spaced:
                result[at] = regions % 2 == 0  # LB30a
            else:
                sign = _ROWS[last][now]
                result[at] = sign == "_" or (sign == "%" and spaced)
            hebrew = now in _HYPHENS and previous == _HEBREW
            regions = regions + 1 if now == _REGION else 0
            last, spaced = now, False
        previous = now
    return result
