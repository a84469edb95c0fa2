"""`text.doubled`: a word or a mark that is written twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.pair import Pair
from duizhao.checks.rule import Rule
from duizhao.checks.spots import Spot, spotted
from duizhao.diagnostics import Severity
from duizhao.language import HAN

# A word beside itself: good English, an exclamation, or a name.
_GOOD = re.compile(
    r"had|that|her|very|so|much|many|far|long|really|yes|ha|hey|ho|hi|bye|hush|knock|tut"
    r"|there|now|dear|win|chop|hear|blah|oh|ah|click|tick|bang|please",
    re.IGNORECASE,
).fullmatch
_WHAT_IT_IS = re.compile(r"\b[Ww]hat (?:[\w’']+ ){0,4}(?:is|was)\Z").search
_PINYIN = re.compile(
    r"(?:[B-DF-HJ-NP-TW-Z]|Zh|Ch|Sh)[aeiouü]{1,3}(?:ng|n|r)?"
).fullmatch
_SMALL_WORD = re.compile(r"He|We|She|You|No|So|To|Do|Be|Me|For|Can").fullmatch
_DOUBLE_HAN = re.compile(f"([{HAN}]{{1,4}})[·・]?\\1").search
_GATE = re.compile(r" (\S++) \1(?!\w)").search
_FIRST = re.compile(r"\W{0,4}(\w++) \1(?!\w)", re.IGNORECASE).match
_MARK_GATE = re.compile(r"[,.;:!?](?:[,.;:!?]|[”’]\.)").search
_WORDS = re.compile(
    r"(?<![\w’'\-.])(?P<word>[^\W\d_]+(?:[’'][^\W\d_]+)?)(?P<again>[*_]{0,3}\s+[*_]{0,3}(?P=word))(?![\w’'\-])",
    re.IGNORECASE,
)
# Where English has one mark, or another; ... and ?! are meant.
_MARKS = re.compile(
    r",[,.;:!?]+|;[,.;:!?]+|:[,.;:!?]+(?=\s|$)|(?<=\w)!!+(?=\W|$)|(?<=\w)\?\?+(?=\W|$)"
    r"|(?<![./\\])\.\.(?![./\w])|\?\.(?![.\w])|(?<=\w)\.,(?=\s\.)|(?<!\.)\.[”’]\.(?!\.)"
    r"|’{2,}|“{2,}|”{2,}|—\s—"
)


def _gate(text: str) -> object:
    return _GATE(text) or _MARK_GATE(text) or _FIRST(text) or "\n" in text


def _spots(pair: Pair) -> Iterator[Spot]:
    text = pair.plain
    for found in _WORDS.finditer(text):
        if not _word_is_meant(pair, found):
            message = f"a word is written twice: {found['word']}"
            yield Spot(*found.span(), message, "take one away, if it is not meant")
    for found in _MARKS.finditer(text):
        if not _marks_are_meant(pair, found):
            right = (
                found[0][0] if len(set(found[0])) == 1 and found[0] != ".." else None
            )
            message = f"marks are doubled: {found[0]}"
            hint = f"write {right}" if right else "write the one that is meant"
            yield Spot(*found.span(), message, hint, right)


def _word_is_meant(pair: Pair, found: re.Match[str]) -> bool:
    first, again = found["word"], found["again"].strip("*_ \n\t")
    if _GOOD(first) or _WHAT_IT_IS(
        pair.plain, max(0, found.start() - 60), found.end("word")
    ):
        return True
    if first[0].isupper() and again[0].isupper() and _may_be_name(pair, first):
        return True
    if len(first) == 1 and first not in "aAI":
        return True
    # Will will, and a city in a state.
    if first[0].isupper() and again[0].islower() and found.start() and len(first) > 3:
        return True
    return f"{first} {again}" in pair.source


def _may_be_name(pair: Pair, word: str) -> bool:
    """Say whether a name may be its own double: 杜兰杜兰 is Duran Duran, 郎朗 Lang Lang."""
    syllable = _PINYIN(word) is not None and _SMALL_WORD(word) is None
    return syllable or _DOUBLE_HAN(pair.source) is not None


def _marks_are_meant(pair: Pair, found: re.Match[str]) -> bool:
    marks = found[0]
    if set(marks) <= {"!", "?"}:
        wide = marks.replace("!", "！").replace("?", "？")
        return len(set(wide)) == 1 and wide[:2] in pair.source.translate(_WIDE)
    return marks in pair.source


_WIDE = str.maketrans("!?", "！？")

DOUBLED = Rule("text.doubled", Severity.WARNING, spotted(_gate, _spots))
