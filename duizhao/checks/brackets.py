"""`text.brackets`: brackets that are not closed, not opened, or cross each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.around import without_partner
from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.checks.spots import Spot, finding_of
from duizhao.diagnostics import Severity
from duizhao.numbers.mask import BLOT

_PARTNER = {")": "(", "]": "[", "}": "{"}
_BRACKET = re.compile(r"[()\[\]{}]")
_MEANT = re.compile(
    # \( and the like, a made-up face, an item’s number: 1) a) iv)
    r"\\[()\[\]{}]|(?<!\w)[:;=][-'^]?[()\[\]](?!\w)"
    r"|(?:(?<=^)|(?<=[\s,;:“*_]))(?:\d{1,3}|[A-Za-z]|[ivx]{2,4})\)"
    # an interval that holds one of its ends: (0, 1]
    r"|[(\[]\s?(?:[-+−]?[\d.]+%?|[a-z]|[-+−]?∞),\s?(?:[-+−]?[\d.]+%?|[a-z]|[-+−]?∞)\s?[)\]]"
)
_WIDE = str.maketrans("（）［］｛｝【】〔〕〖〗", "()[]{}[][][]")
_MANY = 200  # brackets; texts have fewer
_HINT = "write both brackets, or neither"


def _brackets(subject: Subject) -> Iterator[Finding]:
    pairs = subject.pairs
    for number, pair in enumerate(pairs):
        if not _has_brackets(pair.target):
            continue
        if pair.fuzzy or _plainly_paired(pair.target):
            continue
        for at in without_partner(pairs, number, _loose):
            yield finding_of(pair, _spot(at, pair.plain[at]))


def _has_brackets(text: str) -> bool:
    # Six searches for one character are quicker than one for six.
    round_ones = "(" in text or ")" in text
    return round_ones or "[" in text or "]" in text or "{" in text or "}" in text


def _plainly_paired(text: str) -> bool:
    signs = "".join(_BRACKET.findall(text))
    while len(signs) < _MANY and signs != (
        signs := signs.replace("()", "").replace("[]", "").replace("{}", "")
    ):
        pass
    return not signs


def _loose(text: str) -> list[int]:
    """Return where brackets have no partner, or stand across others."""
    text = _MEANT.sub(lambda found: BLOT * len(found[0]), text.translate(_WIDE))
    open_ones: list[tuple[int, str]] = []
    loose: list[int] = []
    for found in _BRACKET.finditer(text):
        sign, at = found[0], found.start()
        if sign not in _PARTNER:
            open_ones.append((at, sign))
        elif open_ones and open_ones[-1][1] == _PARTNER[sign]:
            open_ones.pop()
        else:
            loose.append(at)
    return sorted(loose + [at for at, _ in open_ones])


def _spot(at: int, sign: str) -> Spot:
    what = "opens" if sign in "([{" else "closes"
    partner = "closed" if sign in "([{" else "opened"
    return Spot(at, at + 1, f"a bracket {what} that is not {partner}: {sign}", _HINT)


BRACKETS = Rule("text.brackets", Severity.WARNING, _brackets)
