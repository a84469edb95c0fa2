"""`text.capital`: a sentence that begins with a small letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.checks.around import before
from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.checks.spots import Spot, finding_of
from duizhao.diagnostics import Severity

_LEAD = "“‘\"'(*_[ "
_STOPS = "。！？!?.｡．…”’」』）)\"'*_"
_FIRST = re.compile(r"[^\W\d_][\w’'\-.]*")
_WHOLE = re.compile(r"[。！？!?｡．.…][”’」』）)\"'*_\s]*\Z")
_GOING_ON = re.compile(r"\s*(?:…|—|\.\.|[”」』、，；])")
# A small letter after a full stop; what stands before it is no abbreviation.
_SMALL = re.compile("[.!?] [a-z]").search
_INSIDE = re.compile(r"(?<=[^\W\d_A-Z]{2}[.!?]) (?=[a-z])")
_ABBREVIATION = re.compile(
    r"al|approx|apr|assn|aug|ave|bldg|blvd|bros|cf|ch|co|col|corp|cu|dec|dept|dr|ed"
    r"|eds|eg|eq|esp|esq|est|etc|ext|feb|fig|figs|ft|gen|gov|hon|hr|hrs|ie|inc|jan"
    r"|jr|jul|jun|km|lb|lbs|lit|llc|lt|ltd|mar|max|messrs|min|mr|mrs|ms|mt|mts|nat"
    r"|no|nos|nov|oct|op|orig|oz|plc|pp|pres|prof|pt|pts|ref|rep|resp|rev|sc|sec"
    r"|sen|sep|sept|sgt|sq|sr|st|tel|temp|trans|univ|viz|vol|vols|vs|yd|yds|yr|yrs",
    re.IGNORECASE,
).fullmatch
_LOUD = ("Yahoo", "Yum", "Joomla", "Jeopardy")  # names with an exclamation mark
_FRAGMENTS = ("list", "table", "term", "caption", "front matter", "byline")
_HINT = "begin it with a capital, or join it to what stands before"


def _capital(subject: Subject) -> Iterator[Finding]:
    pairs = subject.pairs
    for number, pair in enumerate(pairs):
        text = pair.target
        small = not text[:1].isupper()
        if not (small or _SMALL(text)) or pair.fuzzy:
            continue
        if small and (spot := _start(pairs, number)):
            yield finding_of(pair, spot)
        yield from (finding_of(pair, spot) for spot in _inside(pair))


def _start(pairs: Sequence[Pair], number: int) -> Spot | None:
    pair = pairs[number]
    text = pair.plain
    at = len(text) - len(text.lstrip(_LEAD))
    found = _FIRST.match(text, at)
    if found is None or not found[0][0].islower() or _is_name(pair, found[0]):
        return None
    if pair.role.startswith(_FRAGMENTS):
        return None
    if not _WHOLE.search(pair.source) or _GOING_ON.match(pair.source):
        return None
    previous = before(pairs, number)
    if previous and previous.target.rstrip()[-1:] not in _STOPS:
        return None  # it goes on with the sentence before
    message = f"a sentence begins with a small letter: {found[0]}"
    return Spot(at, at + 1, message, _HINT)


def _is_name(pair: Pair, word: str) -> bool:
    """Say whether a word is written small: iPhone, x-ray, npm where the source has it."""
    return bool(
        any(sign.isupper() for sign in word[1:])
        or "." in word.strip(".")
        or (len(word) > 1 and word[1] in "-’'")
        or (len(word) == 1 and word != "a")
        or re.search(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", pair.source)
    )


def _inside(pair: Pair) -> Iterator[Spot]:
    text = pair.plain
    for found in _INSIDE.finditer(text):
        at = found.end()
        last = re.search(
            r"[^\W\d_]+\Z", text[max(0, found.start() - 30) : found.start() - 1]
        )
        word = _FIRST.match(text, at)
        if last is None or word is None or _is_name(pair, word[0]):
            continue
        mark = text[found.start() - 1]
        if mark == "." and _ABBREVIATION(last[0]):
            continue
        if f"{last[0]}{mark}" in pair.source or last[0] in _LOUD:
            continue
        message = f"a sentence begins with a small letter: {word[0]}"
        yield Spot(at, at + 1, message, _HINT)


CAPITAL = Rule("text.capital", Severity.WARNING, _capital)
