"""The marks beside which a blank is missing; for `text.spaces`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.pair import Pair
from duizhao.checks.spots import Spot, as_in_source
from duizhao.numbers.mask import BLOT

WORDS = "the|this|that|they|these|there|then|she|we|but|and|when|with|for"
"""Words that begin a sentence, and no top-level domain."""

_WORD = 30  # letters of a word
_LONGEST = 9  # digits of an item's number
_FAR = 2000  # characters in which an emphasis is begun
_PUT = "put a blank there"
# Each finds a mark beside which a blank is missing; 1,000 and x,y are meant, and so are
# example.com, e.g., U.S., person(s) and (re)write.
_TITLES = (
    "No",
    "Nos",
    "St",
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Prof",
    "Gen",
    "Vol",
    "Fig",
    "vs",
)
_TITLED = "|".join(rf"(?<=\b{word}\.)" for word in _TITLES)
_AFTER = re.compile(
    r",(?:(?=[“‘]|[^\W\d_]{2})|(?<=[^\W\d_]{2},)(?=[^\W_])|(?<=\d,)(?=\d{4}(?!\d)))"
    rf"|;(?<=[\w)”’*{BLOT}];)(?=[^\W_]{{2}}|“)(?![A-Z]{{2}})|!(?=[A-Z][a-z]|“)"
    rf"|\?(?=[A-Z][a-z]|“)|:(?=“)|:(?<=[\w)”’*{BLOT}]:)(?=[^\W\d_]{{2}}|[AaI] )"
    rf"|\.(?:(?<=[a-z{BLOT}][a-z`{BLOT}]\.)(?=[A-Z][a-z]*(?:[ ,.;:!?’'”]|$)|“|(?:{WORDS}) )"
    r"|(?<= \d{4}\.)(?=[A-Z][a-z])|(?:(?<= \d\.)|(?<= \d\d\.))(?=[A-Z][a-z]+ )|(?<=[A-Z]\.[A-Z]\.)(?=[A-Z]?[a-z]{3})|(?<=[\w.][)”]\.)(?=[A-Z]))"
    rf"|\.(?:{_TITLED})(?=[A-Z\d])"
    r"|”(?<=[\w.,!?]”)(?=[^\W\d_]{2})"
    r"|’(?<=\w’)(?=[a-z]{2})"
    rf"|\)(?<=[\w.!?”’\]{BLOT}]\))(?=[^\W\d_]{{2}})"
)
_BEFORE = re.compile(
    r"“(?<=[^\W\d_]“)(?=\w)"
    r"|\((?<=[^\W_]{2}\()(?=[A-Z]{2}|[A-Z][a-z]+\)|(?:19|20)\d\d\b)"
    rf"|\((?<=\w\()(?<!\b[A-Za-z]\()(?=\[|[^\s(),]+ [^\s()])|\((?<=\w\w\()(?={BLOT})"
)
_LINK = re.compile(rf"{BLOT}(?=[^\W\d_]{{2}})")
_WORD_BEFORE = re.compile(r"(?<![\w.:/@-])(?:[a-z]{3,}|.[)*])\Z").search
_SHORT = re.compile(r"(?:re|ve|ll|er|em|tis|twas|til|cause|clock|all|am)\b").match
_ENTITY = re.compile(r"&#?\w+;\Z").search
_STARS = re.compile(r"[,;:.!?](\*{1,3})(?=[^\W_])")
_NUMBER = re.compile(r"(?:\d\d?\.){1,3}(?=[A-Z][a-z])")


def missing(pair: Pair, text: str) -> Iterator[Spot]:
    """Yield the marks in `text`, the plain translation of a pair, without their blank."""
    for found in _AFTER.finditer(text):
        start, end = found.span()
        if not as_in_source(pair, start, end) and not _is_code(pair, text, start):
            message = f"no blank after {found[0]}"
            # 1)Go would begin a list.
            key = found[0] == ":" and "：" not in pair.source and text[end] != "“"
            sure = start > _LONGEST or not text[:start].strip().isdecimal()
            yield Spot(
                start, end, message, _PUT, f"{found[0]} " if sure and not key else None
            )
    for found in _BEFORE.finditer(text):
        if not as_in_source(pair, *found.span()):
            message = f"no blank before {found[0]}"
            yield Spot(*found.span(), message, _PUT, f" {found[0]}")
    for found in _LINK.finditer(text):
        at = found.end()
        if pair.target[at - 1] == ")":
            yield Spot(at, at + 1, "no blank after )", _PUT, f" {text[at]}")
    yield from _straight(text)
    yield from _emphasis(text)
    number = _NUMBER.match(text)
    if number and not as_in_source(pair, *number.span()):
        # No fix: with a blank it might begin a list.
        yield Spot(*number.span(), f"no blank after {number[0]}", _PUT)


def _is_key(pair: Pair, text: str, at: int) -> bool:
    """Say whether a colon stands in a name: key:value, std::string, http:a."""
    if "：" in pair.source:
        return False
    before = _WORD_BEFORE(text, max(0, at - _WORD), at)
    return before is None or ":" in pair.source or text[at + 1 : at + 2].isupper()


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
        if text.count(found[1], max(0, found.start() - _FAR), found.start()) % 2:
            message = f"no blank after {found[0]}"
            yield Spot(*found.span(), message, _PUT, f"{found[0]} ")


def _is_code(pair: Pair, text: str, at: int) -> bool:
    """Say whether a mark may stand in a word: key:value, (re)write, they’re."""
    if text[at] == ":":
        return text[at + 1] != "“" and _is_key(pair, text, at)
    if text[at] == ";":
        return bool(_ENTITY(text, max(0, at - 9), at + 1))
    if text[at] == "’":
        # An apostrophe, unless it ends what ‘ began; even then: ‘they’re.
        begun = text.rfind("‘", max(0, at - _FAR), at)
        return begun < 0 or "’" in text[begun:at] or bool(_SHORT(text, at + 1))
    begin = text.rfind("(", max(0, at - 8), at) + 1
    inside = text[max(begin, at - 8) : at]
    short = inside.isalpha() and len(inside) < 7
    return text[at] == ")" and short and (inside.islower() or len(inside) == 1)
