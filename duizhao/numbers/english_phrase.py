"""A number phrase of English as it grows: two and a half million, nineteen eighty-four."""

from __future__ import annotations

import re

from duizhao.numbers.english_atoms import Atom
from duizhao.numbers.english_words import CARDINALS, FRACTIONS, ORDINALS, SCALES
from duizhao.numbers.numerals import VULGAR

_GLUE = re.compile(
    r"[ \u00a0\u202f]?(?:-|\u2011)?[ \u00a0]?|[ ,-]? ?and[ -](?:a[ -])?|[ -]a[ -]|, "
)
_SMALL_GAP = re.compile(r"[ \u00a0\u202f-]?|\u2011")
_TEN, _HUNDRED = 10, 100
_CENTURIES = frozenset(map(float, range(11, 21)))


def may_go_on(text: str, start: int, end: int) -> bool:
    """Say whether a number whose word ends at `start` may go on with the one at `end`."""
    return bool(_GLUE.fullmatch(text, start, end)) or text[start:end] == " point "


def value_of_figure(figure: str) -> float:
    """Return what a figure is worth: 1,000, 2.5, 1½."""
    bare = figure.replace(",", "")
    if bare[-1] in VULGAR:
        return float(bare[:-1] or 0) + VULGAR[bare[-1]]
    return float(bare)


class Phrase:
    """A number phrase as it grows, word by word."""

    def __init__(self) -> None:
        self.total = 0.0
        self.current: float | None = None
        self.ordinal = False
        self.denominator = 0.0
        self.scale = 1.0
        self.words = 0
        self.decimals = 0
        self.closed = False

    @property
    def value(self) -> float:
        """What the words so far come to; a fraction's numerator."""
        return self.total + (1.0 if self.current is None else self.current)

    @property
    def single(self) -> bool:
        """Whether it is one word."""
        return self.words == 1

    def take(self, atom: Atom, gap: str, *, first: bool) -> bool:
        """Add a word; False where it begins another number."""
        if gap == " point ":
            self.decimals = 1
        if self.decimals:
            return self._decimal(atom.word)
        if not first and not _GLUE.fullmatch(gap):
            return self._of_scale(atom, gap)
        if atom.kind == "figure":
            taken = first
            self.current = value_of_figure(atom.word) if first else self.current
        else:
            taken = self._word(atom.word, gap, first=first)
        self.words += taken
        return taken

    def _word(self, word: str, gap: str, *, first: bool) -> bool:
        if word in SCALES:
            return self._times(SCALES[word], gap)
        if word in CARDINALS:
            return self._cardinal(CARDINALS[word], gap, first=first)
        if self._fraction_word(word, gap, first=first):
            return True
        if word in ORDINALS and (first or self._fits(ORDINALS[word] % 1000, gap)):
            self.current = (self.current or 0) + ORDINALS[word]
            self.ordinal = self.closed = True
            return True
        return False

    def _cardinal(self, value: float, gap: str, *, first: bool) -> bool:
        if not first and not self._fits(value, gap):
            year = self.words == 1 and self.current in _CENTURIES and value >= _TEN
            if not (year and gap == " "):
                return False
            self.current = (self.current or 0) * _HUNDRED  # nineteen eighty-four
        self.current = (self.current or 0) + value
        return True

    def _decimal(self, word: str) -> bool:
        """Take a digit of nought point five, or the million behind."""
        value = CARDINALS.get(word, _TEN)
        if value < _TEN:
            self.current = (self.current or 0) + value / _TEN**self.decimals
            self.decimals += 1
            return True
        return self.decimals > 1 and word in SCALES and self._times(SCALES[word], " ")

    def _fits(self, value: float, gap: str) -> bool:
        """Whether a word may follow: twenty-one, a hundred and six, not two three."""
        if "," in gap or gap.strip() in {"a", "-a"}:
            return False
        if not self.current:
            return self.total > 0 and value < 1000
        if self.current % _HUNDRED == 0 and self.current:
            return value < _HUNDRED
        tens = self.current % _TEN == 0 and self.current % _HUNDRED >= 2 * _TEN
        return tens and 0 < value < _TEN and "and" not in gap

    def _times(self, scale: float, gap: str) -> bool:
        if "and" in gap or "," in gap or (" a " in gap and not self.denominator):
            return False
        if self.denominator:
            self.scale *= scale
            return True
        if scale < 1000:
            self.current = (1.0 if self.current is None else self.current) * scale
        else:
            times = (
                1.0 if self.current is None and not self.total else self.current or 0.0
            )
            self.total, self.current = (
                (self.total + times) * scale
                if (self.total and self.total < scale)
                else self.total + times * scale,
                0.0,
            )
        return True

    def _fraction_word(self, word: str, gap: str, *, first: bool) -> bool:
        if word not in FRACTIONS or self.denominator:
            return False
        half = word in {"half", "halves"}
        if first and word in ORDINALS:
            return False
        if not first and "and" in gap:
            if half and self.current is not None:  # two and a half
                self.current += 0.5
                self.closed = True
                return True
            return False
        if not first and not (_SMALL_GAP.fullmatch(gap) and self._counts(word)):
            return False
        self.denominator = FRACTIONS[word]
        return True

    def _counts(self, word: str) -> bool:
        """Whether the words so far count parts: two thirds, one fifth, not 5 quarter."""
        return not self.total and (
            (self.current == 1) is (not word.endswith("s")) or word == "half"
        )

    def _of_scale(self, atom: Atom, gap: str) -> bool:
        """Take the million of `a quarter of a million`."""
        if self.denominator and gap in {" of a ", " a "} and atom.word in SCALES:
            self.scale *= SCALES[atom.word]
            self.closed = True
            self.words += 1
            return True
        return False
