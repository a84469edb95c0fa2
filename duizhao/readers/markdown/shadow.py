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

from duizhao.language import is_han
from duizhao.readers.markdown.dollars import hide_money

MARK = "，。、；：？！“”‘’（）《》〈〉【】「」『』〔〕…—～·．"
"""Marks beside which a `*` fares as beside a letter."""
_LETTERS = {3: "字", 2: "é"}  # by their bytes in UTF-8: `·` has two
_STOP = "。"
ASCII_MARK = r"""!-/:-@\[-`{-~"""

_BRACES = re.compile(r"\{(?=[^#.={}\n][^={}\n]*\}[ \t\r]*$)", re.MULTILINE)
# A kind of quotation that the parser does not know.
_PULL = re.compile(
    r"^((?:[ \t]*(?:[-*+]|\d{1,9}[.)]))?[ \t>]*)\[!(?:pull|quote|引文)\](?=[ \t\r]*$)",
    re.MULTILINE | re.IGNORECASE,
)
# A `*` that is no bullet; begins with a letter, so that the search leaps to it.
_STAR = re.compile(r"\*(?:[^ ]|(?<=[^ \n]\*))")
# Whether it is Han is asked of what they find: 20,000 characters in each pattern would
# take 6 ms to compile.
_AFTER_CODE = re.compile(rf"(?<=[{ASCII_MARK}])(?<!\*)(\*+|~~)([^\x00-\x7f])")
_BEFORE_CODE = re.compile(rf"([^\x00-\x7f])(\*+|~~)(?=[{ASCII_MARK}])(?!\*)")
_MARK_BEFORE = re.compile(rf"[{MARK}](?=\*|~~)")
_MARK_AFTER = re.compile(rf"[{MARK}](?:(?<=\*.)|(?<=~~.))")


def make_shadow(text: str, *, cjk_emphasis: bool = True) -> str:
    """Return what the parser is given for `text`: as many bytes, the same line ends.

    Money hides from the formulas, and `# 标题 {重要}` keeps its last word, which the
    parser would take for an attribute: those we know begin with `#` or `.` or hold `=`.
    A pull quote looks like a note.
    """
    shadow = hide_money(cast(text) if cjk_emphasis else text)
    if "[!" in shadow:
        shadow = _PULL.sub(_as_note, shadow)
    return hide_braces(shadow)


def hide_braces(text: str) -> str:
    """Return `text` without the braces that are no attribute at the end of a line."""
    return _BRACES.sub("x", text) if "}" in text else text


def is_pull(quote: str) -> bool:
    """Say whether a quotation, as written, is a pull quote: `> [!pull]`."""
    return bool(_PULL.match(quote))


def _as_note(match: re.Match[str]) -> str:
    # An alert that the parser knows, as many bytes long.
    return f"{match[1]}[!note]".ljust(len(match[0].encode()))


def cast(text: str) -> str:
    """Return the shadow of `text`: as many bytes, the same line ends, other neighbours.

    The text itself comes back where no `*` or `~~` stands beside a Chinese character.
    """
    if "~~" in text:
        return _cast(text)
    # Line by line, and only those that need it: the patterns of `_cast` walk through
    # every character, and would take as long as parsing.
    parts: list[str] = []
    done = 0
    # A plain search leaps to the first and past the last of them.
    while (near := text.find("*", done)) >= 0 and (found := _STAR.search(text, near)):
        place = found.start()
        start = text.rfind("\n", done, place) + 1 or done
        stop = text.find("\n", place)
        if stop < 0:
            stop = len(text)
        parts += (text[done:start], _cast(text[start:stop]))
        done = stop
    return "".join((*parts, text[done:])) if parts else text


def _cast(text: str) -> str:
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
    return _STOP if len(character.encode()) == 3 and is_han(character) else character


def _letter(match: re.Match[str]) -> str:
    following = match.string[match.end() : match.end() + 1]
    return match[0] if following == "_" else _LETTERS[len(match[0].encode())]
