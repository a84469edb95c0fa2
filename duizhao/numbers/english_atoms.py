"""The words and figures of an English text that may be of a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from duizhao.numbers.english_words import WORDS

_FIGURE = (
    r"\d*[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\d.])\.\d+"
)
# Words first: they are most of a text, and a set knows them faster than a pattern.
_ATOMS = re.compile(
    r"[A-Za-z]+"
    r"|(?P<date>(?<![\d/.-])(?:1[89]|20)\d\d(?P<mark>[-./])\d\d?(?P=mark)\d\d?(?![\d./-]))"
    r"|(?P<turned>(?<![\d/.-])\d\d?(?P<sign>[-./])\d\d?(?P=sign)(?:1[89]|20)\d\d(?![\d./-]))"
    r"|(?P<time>(?<![\d.:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d.:]|,\d))"
    r"|(?P<always>24/7)"
    rf"|(?P<figure>{_FIGURE})"
)
_WORD = re.compile("[a-z]+")
_FIGURES = re.compile(r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|\b[IVX]+\b")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")


class Atom(NamedTuple):
    """A figure or a number word."""

    start: int
    end: int
    word: str
    """In lower case; the figure as it stands."""
    kind: str
    """The group of the pattern, `word` or `roman`."""
    capital: bool


def has_numbers(text: str) -> bool:
    """Whether there may be a number in `text`; quicker than to look for it."""
    if _FIGURES.search(text):
        return True
    return not WORDS.isdisjoint(_WORD.findall(text.lower()))


def atoms_of(text: str) -> Iterator[Atom]:
    """Yield the figures and number words of `text`."""
    for match in _ATOMS.finditer(text):
        word = match[0]
        if (lower := word.lower()) in WORDS:
            yield Atom(*match.span(), lower, "word", word[0] != lower[0])
        elif (kind := match.lastgroup) is not None:
            yield Atom(*match.span(), word, kind, capital=False)
        elif word[0] in "IVX" and _ROMAN.fullmatch(word):
            yield Atom(*match.span(), word, "roman", capital=False)


def roman(numeral: str) -> float:
    """Return the value of XIV."""
    values = [{"I": 1, "V": 5, "X": 10}[mark] for mark in numeral]
    following = [*values[1:], 0]
    return float(
        sum(-a if a < b else a for a, b in zip(values, following, strict=True))
    )
