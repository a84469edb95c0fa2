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
# From this on, what stands further back than one character matters as well.
_RARE = 64 << _SHIFT
_ROWS = tuple(PAIRS.values())


class _Codes(dict[str, int]):
    """Characters seen so far with class and width."""

    def __missing__(self, char: str) -> int:
        number = _NUMBER[break_class(char)]
        rare = number in {_HEBREW, _REGION} or number > _SPACE
        code = ((number + 64 * rare) << _SHIFT) + column_width(char)
        self[char] = code
        return code


CODES = _Codes()


def classify(text: str) -> list[int]:
    """Return class and width of each character, as the functions below want them."""
    return [CODES[char] for char in text]


def width_of(code: int) -> int:
    """Return the columns of a character."""
    return code & 3


def is_simple(codes: Sequence[int]) -> bool:
    """Whether `may_break` is enough for this text."""
    return max(codes, default=0) < _RARE


def may_break(codes: Sequence[int], at: int) -> bool:
    """Whether a line may end before the character `at` of a simple text."""
    after = codes[at] >> _SHIFT
    if after == _SPACE:
        return False  # LB7
    back = at - 1
    if back < 0:
        return False
    before = codes[back] >> _SHIFT
    if before != _SPACE:
        return _ROWS[before][after] == "_"
    while before == _SPACE:
        back -= 1
        if back < 0:
            return False  # blanks that open a text do not end a line
        before = codes[back] >> _SHIFT
    return _ROWS[before][after] != "^"


def find_breaks(codes: Sequence[int]) -> list[bool]:
    """Return for each character of any text whether a line may end before it."""
    result = [False] * len(codes)
    last = previous = _LINE  # of the last character that is no blank; of the last one
    spaced = False
    regions = 0
    hebrew = False  # LB21a: the last hyphen follows a Hebrew letter
    for at, code in enumerate(codes):
        now = (code >> _SHIFT) & 63
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
            spaced = False
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
            hebrew = now in _HYPHENS and last == _HEBREW and not spaced
            regions = regions + 1 if now == _REGION else 0
            last, spaced = now, False
        previous = now
    return result
