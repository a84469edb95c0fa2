"""A copy of a manuscript, byte for byte as long, in which Chinese emphasis closes.

CommonMark decides by the neighbours of a `*` run whether it opens or closes: after a
punctuation mark and before a letter it cannot close, so `**注意。**请` is not bold, and
neither is `**`代码`**后面`. Chinese has no blanks to help. In the shadow a Chinese
neighbour of a `*` or `~` run looks like a letter, or like a mark where the other side is
an ASCII mark. Only ranges are taken from the shadow, never text. `_` is left alone: it
works between marks but not inside words. The rule follows the proposal discussed in
commonmark-spec issue 650.
"""

from __future__ import annotations

import re

from duizhao.language import HAN

# Marks of three bytes in UTF-8, each replaced by one character of three bytes.
_MARK = "，。、；：？！“”‘’（）《》〈〉【】「」『』〔〕…—～·．"
_LETTER = "字"
_STOP = "。"
_ASCII_MARK = r"""!-/:-@\[-`{-~"""

_AFTER_CODE = re.compile(rf"(?<=[{_ASCII_MARK}])(?<!\*)(\*+|~~)([{HAN}])")
_BEFORE_CODE = re.compile(rf"([{HAN}])(\*+|~~)(?=[{_ASCII_MARK}])(?!\*)")
_MARK_BEFORE = re.compile(rf"[{_MARK}](?=\*|~~)")
_MARK_AFTER = re.compile(rf"(?<=\*)[{_MARK}]|(?<=~~)[{_MARK}]")


def cast(text: str) -> str:
    """Return the shadow of `text`: as many bytes, the same line ends, other neighbours.

    The text itself comes back where no `*` or `~~` stands beside a Chinese character.
    """
    if "*" not in text and "~~" not in text:
        return text
    text = _MARK_AFTER.sub(_letter, _MARK_BEFORE.sub(_letter, text))
    # Last, since these also look at the letters put in above.
    text = _AFTER_CODE.sub(_stop_after, text)
    return _BEFORE_CODE.sub(_stop_before, text)


def _stop_after(match: re.Match[str]) -> str:
    return match[1] + _as_stop(match[2])


def _stop_before(match: re.Match[str]) -> str:
    return _as_stop(match[1]) + match[2]


def _as_stop(character: str) -> str:
    # A rare Han character of four bytes has no mark of its length: it stays.
    return _STOP if len(character.encode()) == 3 else character


def _letter(match: re.Match[str]) -> str:
    following = match.string[match.end() : match.end() + 1]
    return match[0] if following == "_" else _LETTER
