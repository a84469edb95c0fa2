"""The words and figures of an English text that may be of a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from duizhao.numbers.english_words import WORDS
from duizhao.numbers.numerals import LONGEST

_DIGIT = re.compile(r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
_ASCII_DIGIT = re.compile("[0-9]")
_FIGURES = re.compile(
    r"(?P<date>(?<![\d/.-])(?:1[89]|20)\d\d(?P<mark>[-./])\d\d?(?P=mark)\d\d?(?![\d./-]))"
    r"|(?P<turned>(?<![\d/.-])\d\d?(?P<sign>[-./])\d\d?(?P=sign)(?:1[89]|20)\d\d(?![\d./-]))"
    r"|(?P<time>(?<![\d.:：])(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?(?![\d:：]|[.,]\d))"
    r"|(?P<always>24/7)"
    r"|(?P<figure>\d*[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
)
_POINT = re.compile(r"(?<![\d.])\.$")
# .5 has no figure before its point.
_LETTERS = bytes(
    code if chr(code).isalpha() and code < 128 else 32 for code in range(256)
).lower()
# What each byte of a text becomes: a small letter or a blank.


def _numeral(value: int) -> str:
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (value // 10) + ones[value % 10]


ROMAN = {_numeral(value): float(value) for value in range(1, 40)}
"""Roman numerals below forty."""
_WORDS = {
    word.lower().encode(): (kind, word)
    for kind, words in (("roman", ROMAN), ("word", WORDS))
    for word in words
    if word.isalpha()
}
_KNOWN = frozenset(_WORDS)
_new = tuple.__new__


class Atom(NamedTuple):
    """A figure or a number word."""

    start: int
    end: int
    word: str
    """In lower case; the figure as it stands."""
    kind: str
    """The group of the pattern, `word` or `roman`."""
    capital: bool


def atoms_of(text: str) -> list[Atom]:
    """Return the figures and number words of `text`, in order.

    All known words are looked for at once in the set of the text's words; only for
    those that are there is it asked where they stand.
    """
    # One byte a character, so that places stay.
    letters = f" {text} ".encode("ascii", "replace").translate(_LETTERS)
    found: list[Atom] = []
    for word in _KNOWN.intersection(letters.split()):
        _take_places(found, text, letters, word)
    if (_ASCII_DIGIT if text.isascii() else _DIGIT).search(text):
        found += _figures(text)
    if len(found) > 1:
        found.sort()
    return found


def _take_places(found: list[Atom], text: str, letters: bytes, word: bytes) -> None:
    kind, name = _WORDS[word]
    between = b" %b " % word
    at = letters.find(between)
    while at >= 0:
        end = at + len(word)
        if kind == "word":
            found.append(_new(Atom, (at, end, name, kind, text[at].isupper())))
        elif (said := text[at:end]).isupper():
            found.append(_new(Atom, (at, end, said, kind, False)))
        at = letters.find(between, end)


def _figures(text: str) -> Iterator[Atom]:
    at = 0
    while digit := _DIGIT.search(text, at):
        match = _FIGURES.match(text, digit.start())
        if match is None:  # pragma: no cover - a digit is a figure
            return
        start, at = match.span()
        bare = start and text[start - 1] == "." and "." not in match[0]
        if bare and _POINT.search(text, 0, start):
            start -= 1
        if at - start <= LONGEST:
            yield Atom(start, at, text[start:at], match.lastgroup or "", capital=False)
