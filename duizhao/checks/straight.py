"""`text.straight`: straight quotes and apostrophes in a translation that has curly ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.checks.spots import Spot, finding_of
from duizhao.diagnostics import Severity

_LEAST = 10  # sentences with curly marks: before that nothing is the rule
_SHARE = 0.1  # of them may be straight; more is a house style, or none
_APOSTROPHE = re.compile(r"(?<=[^\W_])'(?=[^\W\d_])|(?<![\w'])'(?=\d0s\b)")
_OWNER = re.compile(r"(?<=s)'(?= )")
_OPENS = re.compile(r"(?:^|(?<=[\s(\[—“*_]))['\"](?=\S)")
_MARK = re.compile(r"(?<!\d)['\"]")


def _straight(subject: Subject) -> Iterator[Finding]:
    found = [pair for pair in subject.pairs if "'" in pair.target or '"' in pair.target]
    if not found or not _is_curly(subject.pairs, len(found)):
        return
    for pair in found:
        yield from (finding_of(pair, spot) for spot in _spots(pair))


def _is_curly(pairs: Sequence[Pair], straight: int) -> bool:
    curly = sum("’" in one.target or "“" in one.target for one in pairs)
    return curly >= _LEAST and straight <= _SHARE * curly


def _spots(pair: Pair) -> Iterator[Spot]:
    text = pair.plain
    certain = _certain(text)
    # Beside curly ones in one sentence, text.quotes tells of those that are straight.
    beside = "“" in text or "”" in text
    for found in _MARK.finditer(text):
        at = found.start()
        if found[0] == '"' and beside:
            continue
        right = certain.get(at)
        message = f"{found[0]} is straight, those of the other sentences are curly"
        hint = f"write {right}" if right else "write the curly one"
        yield Spot(at, at + 1, message, hint, right)


def _certain(text: str) -> dict[int, str]:
    """Return what certainly belongs in the place of a straight mark."""
    right = {one.start(): "’" for one in _APOSTROPHE.finditer(text)}
    singles = [at for at, sign in enumerate(text) if sign == "'" and at not in right]
    owners = {one.start() for one in _OWNER.finditer(text)}
    if owners.issuperset(singles):
        right |= dict.fromkeys(singles, "’")
    doubles = [at for at, sign in enumerate(text) if sign == '"']
    opening = {one.start() for one in _OPENS.finditer(text)}
    if [at in opening for at in doubles] == [True, False] * (len(doubles) // 2):
        right |= {at: "“" if at in opening else "”" for at in doubles}
    return right


STRAIGHT = Rule("text.straight", Severity.WARNING, _straight)
