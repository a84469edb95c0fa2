"""What texts are compared by: without regard to case, width and blanks."""

from __future__ import annotations

import re
from operator import add

# Full-width letters and digits; full-width marks are others than their ASCII likes.
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_NARROW = {
    code: code - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
}
_LATIN = re.compile("[\x00-\x7f]{2,}")


def fold(text: str) -> str:
    """Return `text` in small letters, of usual width, with single blanks.

    Law: each character is folded by itself, so a part of a text is a part of the text
    folded (blanks at its ends apart).

    >>> fold(" ＧＤＰ  Growth")
    'gdp growth'
    """
    if _WIDE.search(text):
        text = text.translate(_NARROW)
    return " ".join(text.casefold().split())


def find_spans(text: str, wanted: str) -> tuple[tuple[int, int], ...]:
    """Return where `text` holds what is folded as `wanted`: half-open, in characters.

    >>> find_spans("Die STRASSE, die Straße", "strasse")
    ((4, 11), (17, 23))
    """
    letters: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        folded = " " if char.isspace() else fold(char)
        if folded == " " and (not letters or letters[-1] == " "):
            continue
        letters += folded
        places += [at] * len(folded)
    whole = "".join(letters)
    found: list[tuple[int, int]] = []
    at = whole.find(wanted) if wanted else -1
    while at >= 0:
        stop = at + len(wanted)
        found.append((places[at], places[stop - 1] + 1))
        at = whole.find(wanted, stop)
    return tuple(found)


def grams(folded: str) -> set[str]:
    """Return the pieces by which a folded text is found: pairs of characters.

    Of ASCII, which has so few different pairs, it is runs of three. A text that is too
    short for either is its own piece.

    >>> sorted(grams("增长5.2%"))
    ['.2%', '5.2', '增长', '长5']
    """
    if folded.isascii():
        return _triples(folded) if folded else set()
    if len(folded) < 2:
        return {folded}
    pairs = set(map(add, folded, folded[1:]))
    runs = _LATIN.findall(folded)
    if runs:
        pairs = {pair for pair in pairs if not pair.isascii()}
        for run in runs:
            pairs |= _triples(run)
    return pairs


def _triples(run: str) -> set[str]:
    if len(run) < 4:
        return {run}
    return set(map(add, map(add, run, run[1:]), run[2:]))


def gram_key(gram: str) -> int:
    """Return a number of 63 bits for a piece of one to three characters."""
    if len(gram) == 2:
        return ord(gram[0]) + 1 << 21 | ord(gram[1]) + 1
    key = 0
    for char in gram:
        key = key << 21 | ord(char) + 1
    return key
