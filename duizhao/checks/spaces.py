"""`text.spaces`: blanks that are missing, too many, or at the wrong place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.pair import Pair
from duizhao.checks.rule import Rule
from duizhao.checks.spots import Spot, as_in_source, spotted
from duizhao.diagnostics import Severity

_B = "[ \u00a0\u202f]"  # blanks; a tab or a line's end is layout

_BLANKS = " \u00a0\u202f"
_HINT = "take the blank away"
_PUT = "put a blank there"
_MESSAGES = {
    "before": "a blank before {0}",
    "close": "a blank before {0}",
    "owner": "a blank before {0}s",
    "open": "a blank after {1}",
    "twice": "more than one blank",
}
_WIDE = dict(zip(",.;:!?", "，。；：！？", strict=True))
_COLUMNS = re.compile("[ \u00a0\u3000]{2}|\u3000")
_WORDS = "the|this|that|they|these|there|then|she|we|but|and|when|with|for"
# Every alternative begins with a character, not a class: so the search is quick.
_GATE = re.compile(
    r" [ ,;:!?).']|,[A-Za-z]|,[12]\d\d\d|;\w|:[A-Za-z]|\((?:(?<=\w\()| )|\)[A-Za-z]|\?[A-Z]"
    rf"|![A-Z]|\.[A-Z]|\.(?:{_WORDS}) |\"(?<=[\w,;:.!?]\")[A-Za-z]|\*(?<=[,;:.!?]\*)"
).search
_CURLY = re.compile(r"“(?:(?<=[\w,.;:!?]“)| )|”(?:\w|(?<= ”))").search
_MARKS = r"(?:[,;](?!-?\))|[:!?](?:[\s”’\"')\]*_]|$)|(?<!\. )\.(?:[”’\"')\]*_]|\s(?! ?\.)|$))"
_TOO_MANY = re.compile(
    rf"(?<=\S){_B}+(?:(?P<before>(?={_MARKS}))|(?P<close>(?=\)|(?<!’ )(?<!’[\u00a0\u202f])”))|(?P<owner>(?=[’']s\b)))"
    rf"|(?<=[(“‘])(?P<open>{_B}+(?=[^\s.…)”’‘“]))"
    rf"|(?<=[^\s|])(?P<twice>{_B}{{2,}}(?=[^\s|]))"
)
# Each finds a mark beside which a blank is missing; 1,000 and x,y are meant, and so are
# example.com, e.g., U.S., person(s) and (re)write.
_AFTER = re.compile(
    r",(?:(?=[“‘]|[^\W\d_]{2})|(?<=[^\W\d_]{2},)(?=[^\W_])|(?<=\d,)(?=(?:19|20)\d\d\b(?!,\d)))"
    r"|;(?<=[^\W_];)(?=[^\W_]{2}|“)(?![A-Z]{2})|!(?=[A-Z][a-z]|“)|\?(?=[A-Z][a-z]|“)"
    r"|:(?=“)|:(?<=[^\W\d_]{2}:)(?=[^\W\d_])"
    rf"|\.(?:(?<=[a-z]{{2}}\.)(?=[A-Z][a-z]*(?:[ ,.;:!?’'”]|$)|“|(?:{_WORDS}) )"
    r"|(?<= \d{4}\.)(?=[A-Z][a-z]))"
    r"|”(?<=[\w.,!?]”)(?=[^\W\d_]{2})"
    r"|’(?<=\w’)(?=[a-z]{2})"
    r"|\)(?<=[\w.!?”’]\))(?=[^\W\d_]{2})"
)
_BEFORE = re.compile(
    r"“(?<=[^\W\d_]{2}“)(?=\w)"
    r"|\((?<=[^\W\d_]{2}\()(?=[A-Z]{2}|[^\W\d_]{3,} |(?:19|20)\d\d\b)"
)
_SHORT = re.compile(r"(?:re|ve|ll|er|em|tis|twas|til|cause|clock|all|am)\b").match
_ENTITY = re.compile(r"&#?\w+;\Z").search
_STARS = re.compile(r"[,;:.!?](\*{1,3})(?=[^\W_])")
_NUMBER = re.compile(r"(?:\d\d?\.){1,3}(?=[A-Z][a-z])")


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
    for found in _AFTER.finditer(text):
        start, end = found.span()
        if not as_in_source(pair, start, end) and not _is_code(pair, text, start):
            message = f"no blank after {found[0]}"
            # 1)Go would begin a list.
            sure = not text[:start].strip().isdecimal()
            yield Spot(start, end, message, _PUT, f"{found[0]} " if sure else None)
    for found in _BEFORE.finditer(text):
        if not as_in_source(pair, *found.span()):
            message = f"no blank before {found[0]}"
            yield Spot(*found.span(), message, _PUT, f" {found[0]}")
    yield from _straight(text)
    yield from _emphasis(text)
    number = _NUMBER.match(text)
    if number and not as_in_source(pair, *number.span()):
        # No fix: with a blank it might begin a list.
        yield Spot(*number.span(), f"no blank after {number[0]}", _PUT)


def _straight(text: str) -> Iterator[Spot]:
    """Yield straight quotes without a blank outside; they begin and end by turns."""
    if text.count('"') % 2:
        return
    for number, found in enumerate(re.finditer('"', text)):
        at = found.start()
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 3]
        if number % 2 and after.isalpha() and len(after) == 2:
            yield Spot(at, at + 1, 'no blank after "', _PUT, '" ')
        elif not number % 2 and (before.isalpha() or before in tuple(",;:.!?")):
            yield Spot(at, at + 1, 'no blank before "', _PUT, ' "')


def _emphasis(text: str) -> Iterator[Spot]:
    """Yield the end of an emphasis after a mark: **Note:**do."""
    for found in _STARS.finditer(text):
        if text[: found.start()].count(found[1]) % 2:
            message = f"no blank after {found[0]}"
            yield Spot(*found.span(), message, _PUT, f"{found[0]} ")


def _is_code(pair: Pair, text: str, at: int) -> bool:
    """Say whether a mark may stand in a word: key:value, (re)write, they’re."""
    if text[at] == ":":
        return text[at + 1] != "“" and "：" not in pair.source
    if text[at] == ";":
        return bool(_ENTITY(text, max(0, at - 9), at + 1))
    if text[at] == "’":
        # An apostrophe, unless it ends what ‘ began; even then: ‘they’re.
        begun = text.rfind("‘", 0, at)
        return begun < 0 or "’" in text[begun:at] or bool(_SHORT(text, at + 1))
    begin = text.rfind("(", 0, at) + 1
    inside = text[begin:at]
    short = inside.isalpha() and len(inside) < 7
    return text[at] == ")" and short and (inside.islower() or len(inside) == 1)


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
        case "before" if "/" in _word_before(pair.target, start):
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
    return text[:at].rpartition(" ")[2]


SPACES = Rule("text.spaces", Severity.WARNING, spotted(_gate, _spots))
