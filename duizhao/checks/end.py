"""`text.end`: a sentence without its end mark, or a heading that has one too many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.checks.around import after
from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.checks.spots import Spot, finding_of
from duizhao.diagnostics import Severity
from duizhao.language import CLOSERS, has_han

_AROUND = "”’」』\"'*_~ \n\t\u00a0\u3000"
"""What may stand after an end mark, besides brackets and codes."""
_CLOSERS = frozenset(CLOSERS)
_CODE_ENDS = frozenset("])>}")
_STOPS = frozenset("。！？｡．!?.…⋯")
_ASKS = frozenset("？?")
_WAITING = frozenset(";,–")
_CODE = re.compile(r"(?:\[\^[^\]\s]*\]|\]\([^()\s]*\)|</?[A-Za-z][^<>]*>|\{[^{}]*\})\Z")
_CODES = 30  # that may end a text, one after the other
_LONGEST = 300  # characters of a link's target, a tag
_ADDRESS = re.compile(r"(?:://\S+|\S@\S+|`)\Z")
# Blocks whose text need not be a sentence.
_SENTENCES = ("front matter lead", "front matter description", "front matter summary")
_FRAGMENTS = ("heading", "title", "table", "caption", "term", "byline", "front matter")
_LABELS = ("heading", "title", "table head", "front matter title")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Za-z]\.)+[A-Za-z]|\b(?:Inc|Ltd|Co|Corp|Bros|etc|al|Jr|Sr|Esq|No|St|vs|ed|eds|Vol"
    r"|ca|p|pp|Mr|Mrs|Dr|Prof|[A-Z]))\.\Z"
)
_HINT = "end it as the source ends"


def _end(subject: Subject) -> Iterator[Finding]:
    pairs = subject.pairs
    for number, pair in enumerate(pairs):
        last, wanted = pair.target[-1:], pair.source[-1:]
        if (
            last in _STOPS
            and wanted in _STOPS
            and (wanted not in _ASKS or last in _ASKS)
        ):
            continue
        if pair.fuzzy:
            continue
        if spot := _spot(pairs, number):
            yield finding_of(pair, spot)


def _spot(pairs: Sequence[Pair], number: int) -> Spot | None:
    pair = pairs[number]
    text, source = _bare(pair.target), _bare(pair.source)
    last, wanted = text[-1:], source[-1:]
    if not text or not source or has_han(last):
        return None  # of Chinese that is left text.han tells
    if _asks(pair.source) and "?" not in text and not _goes_on(after(pairs, number)):
        message = f"the source asks, the translation ends with {last}"
        return Spot(
            len(text) - 1, len(text), message, "ask, or see that it is meant so"
        )
    if last in _STOPS:
        return _one_too_many(pair, text, wanted)
    if wanted in _STOPS and wanted not in "…⋯":
        return _missing(pairs, number, text, wanted)
    if wanted in "：:" and last.isalnum() and not _fragment(pair):
        message = "the source ends with a colon, the translation with no mark"
        return Spot(len(text) - 1, len(text), message, _HINT)
    return None


def _asks(source: str) -> bool:
    """Say whether a source asks itself; what is quoted may be told: He asked where."""
    return source.rstrip("*_~ \n\u3000")[-1:] in _ASKS


def _bare(text: str) -> str:
    """Return a text up to its last letter or mark, less what may stand after it."""
    for _ in range(_CODES):
        text = text.rstrip(_AROUND)
        code = text[-1:] in _CODE_ENDS and _CODE.search(
            text, max(0, len(text) - _LONGEST)
        )
        if code:
            text = text[: code.start()]
        elif text[-1:] in _CLOSERS:
            text = text.rstrip(CLOSERS)
        else:
            break
    return text


def _missing(pairs: Sequence[Pair], number: int, text: str, wanted: str) -> Spot | None:
    pair = pairs[number]
    # A colon leads to a list or a listing, a dash breaks off.
    if _fragment(pair) or text[-1] in ":—" or _ADDRESS.search(text):
        return None
    if _goes_on(after(pairs, number)):
        return None  # two sentences of the source are one
    what = f"ends with {text[-1]}" if text[-1] in _WAITING else "has no end mark"
    message = f"the source ends with {wanted}, the translation {what}"
    return Spot(len(text) - 1, len(text), message, _HINT)


def _one_too_many(pair: Pair, text: str, wanted: str) -> Spot | None:
    """Return a full stop after a heading whose source has none."""
    if text[-1] != "." or text.endswith("..") or wanted in _STOPS:
        return None
    if not pair.role.startswith(_LABELS) or _ABBREVIATED.search(text):
        return None
    message = f"a full stop ends this {pair.role}, and none its source"
    end = len(text)
    return Spot(end - 1, end, message, "take it away", "")


def _fragment(pair: Pair) -> bool:
    fragment = pair.role.startswith((*_FRAGMENTS, "list"))
    return fragment and not pair.role.startswith(_SENTENCES)


def _goes_on(following: Pair | None) -> bool:
    """Say whether the next sentence goes on with this one: it begins small."""
    if following is None:
        return False
    return following.target.lstrip("“‘\"'(*_— ")[:1].islower()


END = Rule("text.end", Severity.WARNING, _end)
