"""`text.nfc`: a letter and its accent as two characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, is_normalized, normalize

from duizhao.checks.pair import Pair
from duizhao.checks.rule import Rule
from duizhao.checks.spots import Spot, spotted
from duizhao.diagnostics import Severity

_CLUSTER = re.compile(r"[^\s\ue000]+")


def _gate(text: str) -> object:
    return not text.isascii() and not is_normalized("NFC", text)


def _spots(pair: Pair) -> Iterator[Spot]:
    # A link's target is blotted out: it has to be spelled as the file is.
    for word in _CLUSTER.finditer(pair.plain):
        if is_normalized("NFC", word[0]):
            continue
        for start, end in _clusters(word[0]):
            if not is_normalized("NFC", part := word[0][start:end]):
                right = normalize("NFC", part)
                message = f"not in Unicode’s composed form (NFC): {part}"
                at = (word.start() + start, word.start() + end)
                yield Spot(*at, message, f"write {right} as one character", right)


def _clusters(word: str) -> Iterator[tuple[int, int]]:
    """Yield where each letter stands with the signs that are put on it."""
    start = 0
    for at in range(1, len(word) + 1):
        if at == len(word) or not _goes_on(word[at]):
            yield start, at
            start = at


def _goes_on(sign: str) -> bool:
    # Hangul's vowels and ends are not combining, but are composed.
    return (
        combining(sign) > 0
        or "\u1160" <= sign <= "\u11ff"
        or "\u0300" <= sign <= "\u036f"
    )


NFC = Rule("text.nfc", Severity.WARNING, spotted(_gate, _spots))
