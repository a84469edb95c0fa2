"""`text.spaces`: blanks that are missing, too many, or at the wrong place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.pair import Pair
from duizhao.checks.rule import Rule
from duizhao.checks.spaces_missing import WORDS, missing
from duizhao.checks.spots import Spot, spotted
from duizhao.diagnostics import Severity

_B = "[ \u00a0\u202f]"  # blanks; a tab or a line's end is layout

_BLANKS = " \u00a0\u202f"
_HINT = "take the blank away"
_MESSAGES = {
    "before": "a blank before {0}",
    "close": "a blank before {0}",
    "owner": "a blank before {0}s",
    "open": "a blank after {1}",
    "twice": "more than one blank",
}
_LONGEST = 200  # characters of an address
_ADDRESS = re.compile(r".*://|/|.*/\Z").match
_WIDE = dict(zip(",.;:!?", "，。；：！？", strict=True))
_COLUMNS = re.compile("[ \u00a0\u3000]{2}|\u3000")
# Every alternative begins with a character, not a class: so the search is quick.
_GATE = re.compile(
    r" [ ,;:!?).']|,[A-Za-z]|,\d(?:\d\d\d|(?<=[A-Za-z],\d))|;\w|:[A-Za-z]|\((?:(?<=\w\()| )|\)[A-Za-z]|\?[A-Z]"
    rf"|![A-Z]|\.[A-Z]|\.\d(?<=[A-Za-z]\.\d)|\.(?:{WORDS}) |\"(?<=[\w,;:.!?]\")[A-Za-z]|\*(?<=[,;:.!?]\*)"
).search
_CURLY = re.compile(r"“(?:(?<=[\w,.;:!?]“)| )|”(?:\w|(?<= ”))").search
_MARKS = r"(?:[,;](?!-?\))|[:!?](?:[\s”’\"')\]*_]|$)|(?<!\. )\.(?:[”’\"')\]*_]|\s(?! ?\.)|$))"
_TOO_MANY = re.compile(
    rf"(?<=\S){_B}+(?:(?P<before>(?={_MARKS}))|(?P<close>(?=\)|(?<!’ )(?<!’[\u00a0\u202f])”))|(?P<owner>(?=[’']s\b)))"
    rf"|(?<=[(“‘])(?P<open>{_B}+(?=[^\s.…)”’‘“]))"
    rf"|(?<=[^\s|])(?P<twice>{_B}{{2,}}(?=[^\s|]))"
)


def _gate(text: str) -> object:
    if text.isascii():
        return _GATE(text) or text[:1] == " " or text[-1:] == " "
    if _GATE(text) or text[:1] in _BLANKS or text[-1:] in _BLANKS or "\u00a0" in text:
        return True
    if "‘" in text or " ’" in text:
        return True
    return ("“" in text or "”" in text) and _CURLY(text)


def _spots(pair: Pair) -> Iterator[Spot]:
    text = pair.plain
    yield from _ends(pair)
    yield from _too_many(pair, text)
    yield from missing(pair, text)


def _ends(pair: Pair) -> Iterator[Spot]:
    """Blanks around the whole: the text's own are outside of the entry."""
    text, source = pair.target, pair.source
    start, end = len(text) - len(text.lstrip(_BLANKS)), len(text.rstrip(_BLANKS))
    if start and end and source[:1] not in _BLANKS:
        yield Spot(0, start, "a blank at the beginning", _HINT, "")
    if start < end < len(text) and source[-1:] not in _BLANKS:
        yield Spot(end, len(text), "a blank at the end", _HINT, "")


def _too_many(pair: Pair, text: str) -> Iterator[Spot]:
    for found in _TOO_MANY.finditer(text):
        start, end = found.span()
        kind = found.lastgroup or ""
        if _same_blanks(pair, text, kind, start, end):
            continue
        message = _MESSAGES[kind].format(text[end : end + 1], text[start - 1])
        yield Spot(start, end, message, _HINT, " " if kind == "twice" else "")


def _same_blanks(pair: Pair, text: str, kind: str, start: int, end: int) -> bool:
    """Say whether the source has such blanks, too: columns, sums, a made-up face."""
    match kind:
        case "twice":
            return bool(_COLUMNS.search(pair.source))
        case "before" if _ADDRESS(_word_before(pair.target, start)):
            return True  # an address is kept from its full stop
        case "before":
            return (
                f" {text[end]}" in pair.source or f" {_WIDE[text[end]]}" in pair.source
            )
        case "open":
            closes = text[start - 1] in "“‘" and text[start - 2 : start - 1].isalnum()
            return closes or f"{text[start - 1]} " in pair.source
        case "close":
            opens = text[end] == "”" and text[end + 1 : end + 2].isalnum()
            return opens or f" {text[end]}" in pair.source
        case _:
            return False


def _word_before(text: str, at: int) -> str:
    return text[max(0, at - _LONGEST) : at].rpartition(" ")[2]


SPACES = Rule("text.spaces", Severity.WARNING, spotted(_gate, _spots))
