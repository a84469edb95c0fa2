"""Reads the quantities of an English text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from duizhao.numbers.clock import clock_time
from duizhao.numbers.english_after import Amount, with_unit
from duizhao.numbers.english_words import (
    CARDINALS,
    DECADES,
    FRACTIONS,
    HALVING,
    LOOSE,
    MONTHS,
    MULTIPLES,
    ORDINALS,
    PLURALS,
    SCALES,
    WEEKDAYS,
    WORDS,
)
from duizhao.numbers.quantity import Kind, Quantity, Reading, one

_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# Words first: they are most of a text, and a set knows them faster than a pattern.
_ATOMS = re.compile(
    r"[A-Za-z]+"
    r"|(?P<time>(?<![\d.:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d.:]))"
    rf"|(?P<figure>{_FIGURE}|(?<![\d.])\.\d+)"
)
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_GLUE = re.compile(
    r"[ \u00a0\u202f]?(?:-|\u2011)?[ \u00a0]?|[ ,]? ?and[ -](?:a )?|[ -]a[ -]|, "
)
_SMALL_GAP = re.compile(r"[ \u00a0\u202f-]?|\u2011")
_HALF_DAY = re.compile(r"\s?([ap])\.?m\b", re.IGNORECASE)
_TEN, _HUNDRED = 10, 100


class _Atom(NamedTuple):
    """A figure or a number word."""

    start: int
    end: int
    word: str
    """In lower case; the figure as it stands."""
    kind: str
    """The group of the pattern."""
    capital: bool


def read_english(text: str) -> list[Quantity]:
    """Return the quantities of `text` in the order they stand.

    >>> [(q.kind.value, q.value) for q in read_english("up 6.46% to US$480 million")]
    [('percentage', 0.0646), ('money', 480000000.0)]
    >>> [(q.kind.value, q.value) for q in read_english("two-thirds of half a dozen")]
    [('fraction', 0.6666666666666666), ('count', 6.0)]
    """
    atoms = list(_atoms(text))
    found: list[Quantity] = []
    at = 0
    while at < len(atoms):
        taken, new = _read(text, atoms, at)
        found += new
        at += taken
        # `decades` and `century` may be a part of what was just read.
        while at < len(atoms) and new and atoms[at].start < new[-1].end:
            at += 1
    return _ranges(text, found)


def _atoms(text: str) -> Iterator[_Atom]:
    for match in _ATOMS.finditer(text):
        word, kind = match[0], match.lastgroup
        if kind is not None:
            yield _Atom(*match.span(), word, kind, capital=False)
        elif (lower := word.lower()) in WORDS:
            yield _Atom(*match.span(), lower, "word", word[0] != lower[0])
        elif word[0] in "IVX" and _ROMAN.fullmatch(word):
            yield _Atom(*match.span(), word, "roman", capital=False)


def _read(text: str, atoms: list[_Atom], at: int) -> tuple[int, list[Quantity]]:
    """Return how many atoms the phrase at `at` takes, and its quantities."""
    atom = atoms[at]
    span = (atom.start, atom.end)
    match atom.kind:
        case "time":
            half = _HALF_DAY.match(text, atom.end)
            return 1, [clock_time(atom.word, span, half[1].lower() if half else "")]
        case "roman":
            value = _roman(atom.word)
            return 1, [
                one(span, (Kind.ORDINAL, value), (Kind.COUNT, value), firm=False)
            ]
        case _:
            return _word_or_number(text, atoms, at)


def _word_or_number(
    text: str, atoms: list[_Atom], at: int
) -> tuple[int, list[Quantity]]:
    atom = atoms[at]
    told = _told_time(text, atoms, at)
    if told is not None:
        return told
    special = _special(text, atom)
    if special is not None:
        return 1, special
    vague = _vague(text, atoms, at)
    if vague is not None:
        return vague
    return _number(text, atoms, at)


_PAST = re.compile(r"[ -](?:minutes )?(?P<side>past|to|after) ")


def _told_time(
    text: str, atoms: list[_Atom], at: int
) -> tuple[int, list[Quantity]] | None:
    """Return `half past nine`, `a quarter to six`; None for anything else."""
    atom = atoms[at]
    minutes = {"half": 30.0, "quarter": 15.0}.get(atom.word, CARDINALS.get(atom.word))
    said = _PAST.match(text, atom.end) if minutes else None
    hour = atoms[at + 1] if said and at + 1 < len(atoms) else None
    if minutes is None or said is None or hour is None or hour.start != said.end():
        return None
    sure = atom.word in {"half", "quarter"} or said["side"] == "past"
    hours = CARDINALS.get(hour.word)
    if hours is None or hours > 12 or not sure:
        return None
    time = hours * 60 + (-minutes if said["side"] == "to" else minutes)
    span = (atom.start, hour.end)
    return 2, [one(span, (Kind.TIME, time), (Kind.TIME, (time + 720) % 1440))]


def _special(text: str, atom: _Atom) -> list[Quantity] | None:
    """Return months, weekdays, decades and single words; None for a number."""
    word, span = atom.word, (atom.start, atom.end)
    if word in {"score", "scores"} and not text.startswith(" of ", atom.end):
        return []
    if word in MONTHS and (atom.capital or word not in {"may", "march", "mar"}):
        return _month(text, atom)
    if word in MONTHS and word not in CARDINALS:
        return []
    if word in WEEKDAYS:
        return [one(span, (Kind.WEEKDAY, WEEKDAYS[word]), firm=False)]
    if word in DECADES:
        decade = [(Kind.DECADE, era + DECADES[word]) for era in (1900, 1800, 2000, 0)]
        return [one(span, *decade, (Kind.COUNT, DECADES[word]), firm=atom.capital)]
    if word in HALVING:
        return [one(span, (Kind.FRACTION, 0.5))]
    if word in MULTIPLES:
        return [_multiple(text, atom)]
    if word in LOOSE:
        return [_loose(word, span)]
    return None


_DATED = re.compile(r"[ .,]{0,3}\d{1,2}(?:st|nd|rd|th)?\b|,? (?:1\d|20)\d\d\b")
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?(?: of)? $")
_IN = re.compile(
    r"\b(?:in|of|since|by|until|last|next|this|early|late|mid|and|to|from|between)[ -]$",
    re.IGNORECASE,
)


def _month(text: str, atom: _Atom) -> list[Quantity]:
    """Return a month; May and March only where the text around says that they are."""
    sure = atom.word not in {"may", "march", "mar", "sep", "dec", "jan", "jun", "jul"}
    dated = _DATED.match(text, atom.end) or _DAY_BEFORE.search(
        text, max(0, atom.start - 9), atom.start
    )
    said = _IN.search(text, max(0, atom.start - 9), atom.start)
    if not (sure or dated or (said and len(atom.word) > 3 - (atom.word == "may"))):
        return []
    return [one((atom.start, atom.end), (Kind.MONTH, MONTHS[atom.word]))]


_DIGIT = re.compile(r"[- ](?:digit|decker|check|click|sided|edged|standard|bed|room)")
_ADDED = re.compile(r"[- ]?(?:the|its|their|that|this|what|as)\b")


def _multiple(text: str, atom: _Atom) -> Quantity:
    value = MULTIPLES[atom.word]
    span = (atom.start, atom.end)
    if _DIGIT.match(text, atom.end):
        return one(span, (Kind.COUNT, value), firm=False)
    readings = [(Kind.MULTIPLE, value), (Kind.COUNT, value)]
    if atom.word.endswith("fold"):
        readings.append((Kind.GROWTH, value))
    return one(span, *readings, firm=value > 2 or not atom.word.endswith("le"))


def _loose(word: str, span: tuple[int, int]) -> Quantity:
    value = LOOSE[word]
    if word == "twice":
        return one(span, (Kind.COUNT, 2), (Kind.MULTIPLE, 2), firm=False)
    if word in {"decade", "century"}:
        return one(span, (Kind.DURATION, value), firm=False)
    return one(span, (Kind.COUNT, value), (Kind.ORDINAL, value), firm=False)


def _vague(text: str, atoms: list[_Atom], at: int) -> tuple[int, list[Quantity]] | None:
    """Return `tens of millions`, `several hundred`, `dozens`; None for another."""
    first = atoms[at]
    if first.word == "decades":
        return 1, [one((first.start, first.end), (Kind.VAGUE, 10.0), firm=False)]
    before = text[max(0, first.start - 12) : first.start].lower()
    some = before.endswith(("several ", "a few ", "many ", "few ", "some "))
    if first.word in PLURALS:
        scale, end, taken = PLURALS[first.word], first.end, 1
    elif first.word in SCALES and before.endswith(("several ", "a few ", "few ")):
        scale, end, taken = SCALES[first.word], first.end, 1
        scale = 10.0 if first.word in {"dozen", "score"} else scale
    else:
        return None
    rest = atoms[at + 1] if at + 1 < len(atoms) else None
    if rest is not None and text[end : rest.start] in {" of ", " "}:
        larger = PLURALS.get(rest.word, SCALES.get(rest.word))
        if larger is not None:
            scale, end, taken = scale * larger, rest.end, 2
    firm = scale >= _HUNDRED or some
    return taken, [one((first.start, end), (Kind.VAGUE, scale), firm=firm)]


def _number(text: str, atoms: list[_Atom], at: int) -> tuple[int, list[Quantity]]:
    """Return a cardinal, an ordinal or a fraction, with its unit."""
    phrase = _Phrase()
    taken = 0
    while at + taken < len(atoms):
        atom = atoms[at + taken]
        gap = text[atoms[at + taken - 1].end : atom.start] if taken else ""
        if not phrase.take(atom, gap, first=taken == 0):
            break
        taken += 1
        if phrase.closed:
            break
    if not taken:
        return 1, []
    start, end = atoms[at].start, atoms[at + taken - 1].end
    amount = Amount(text, start, end, phrase.value, atoms[at].word)
    if atoms[at].capital and not _SENTENCE.search(text, max(0, start - 4), start):
        # The Two Sessions, Nine News: a name.
        span = (start, end)
        readings = [(Kind.COUNT, phrase.value), (Kind.ORDINAL, phrase.value)]
        return taken, [one(span, *readings, firm=False)]
    if phrase.denominator:
        return taken, [_fraction(amount, phrase)]
    if phrase.ordinal:
        return taken, [_ordinal(amount, phrase)]
    return taken, [with_unit(amount)]


_UNIT_OF_TIME = re.compile(r"(?:\bper|\ba|\beach|\bevery|/)[ -]?$")


def _ordinal(amount: Amount, phrase: _Phrase) -> Quantity:
    span, value = (amount.start, amount.end), phrase.value
    rest = amount.text[amount.end : amount.end + 9]
    if re.match(r"[- ]centur", rest):
        return one(span, (Kind.CENTURY, value))
    if (
        amount.word == "second"
        and phrase.single
        and _UNIT_OF_TIME.search(amount.text, max(0, amount.start - 6), amount.start)
    ):
        return one(span, (Kind.DURATION, 1), (Kind.ORDINAL, 2), firm=False)
    readings = [(Kind.ORDINAL, value), (Kind.COUNT, value)]
    if value > 2 and phrase.single:
        readings.append((Kind.FRACTION, 1 / value))
    return one(span, *readings, firm=value > 1)


_SENTENCE = re.compile(r"(?:\A|[.!?:;*_>\n(–—][”’\"')]?\s?[“‘\"'(*_]{0,3})\Z")


def _fraction(amount: Amount, phrase: _Phrase) -> Quantity:
    """Return two-thirds, a quarter, half; also of a million or a dozen."""
    value = phrase.value / phrase.denominator
    span = (amount.start, amount.end)
    if phrase.scale != 1:
        return with_unit(amount._replace(value=value * phrase.scale))
    readings = [(Kind.FRACTION, value), (Kind.COUNT, value)]
    if phrase.single and amount.word in {"quarter", "quarters"}:
        return one(span, *readings, (Kind.FRACTION, 0.25), firm=False)
    if phrase.denominator > 2:
        readings.append((Kind.COUNT, phrase.value))
        readings.append((Kind.ORDINAL, phrase.denominator))
    return one(span, *readings, firm=phrase.denominator > 2)


class _Phrase:
    """A number phrase as it grows, word by word."""

    def __init__(self) -> None:
        self.total = 0.0
        self.current: float | None = None
        self.ordinal = False
        self.denominator = 0.0
        self.scale = 1.0
        self.words = 0
        self.closed = False

    @property
    def value(self) -> float:
        return self.total + (1.0 if self.current is None else self.current)

    @property
    def single(self) -> bool:
        return self.words == 1

    def take(self, atom: _Atom, gap: str, *, first: bool) -> bool:
        """Add a word; False where it begins another number."""
        if not first and not _GLUE.fullmatch(gap):
            return self._of_scale(atom, gap)
        if atom.kind == "figure":
            taken = first and self._figure(atom.word)
        else:
            taken = self._word(atom.word, gap, first=first)
        self.words += taken
        return taken

    def _figure(self, figure: str) -> bool:
        self.current = float(figure.replace(",", ""))
        return True

    def _word(self, word: str, gap: str, *, first: bool) -> bool:
        if word in SCALES:
            return self._times(SCALES[word], gap)
        if word in CARDINALS and (first or self._fits(CARDINALS[word], gap)):
            self.current = (self.current or 0) + CARDINALS[word]
            return True
        if self._fraction_word(word, gap, first=first):
            return True
        if word in ORDINALS and (first or self._fits(ORDINALS[word] % 1000, gap)):
            self.current = (self.current or 0) + ORDINALS[word]
            self.ordinal = self.closed = True
            return True
        return False

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

    def _of_scale(self, atom: _Atom, gap: str) -> bool:
        """Take the million of `a quarter of a million`."""
        if self.denominator and gap in {" of a ", " a "} and atom.word in SCALES:
            self.scale *= SCALES[atom.word]
            self.closed = True
            self.words += 1
            return True
        return False


_JOINER = re.compile(r"\s?(?:-|–|—|\u2011|to|or|and|through|,)\s?")


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return the quantities, the first of a range in the unit of the second too.

    In `30 to 40 percent`, `$3–5 million` only one of both has unit or scale.
    """
    for at in range(len(found) - 1, 0, -1):
        first, second = found[at - 1], found[at]
        if text[first.start : first.end] == "decade":
            found[at] = _in_decades(text, first, second)
        if not _JOINER.fullmatch(text[first.end : second.start].strip()):
            continue
        extra: list[Reading] = []
        if first.kind in {Kind.COUNT, Kind.MONEY, Kind.ORDINAL}:
            if second.kind is Kind.PERCENT:
                extra.append(Reading(Kind.PERCENT, first.value / 100))
            elif second.kind is not Kind.COUNT and second.kind is not Kind.VAGUE:
                extra.append(Reading(second.kind, first.value))
            scale = _scale(text, second)
            if scale > 1 and _scale(text, first) == 1:
                extra.append(Reading(second.kind, first.value * scale))
        if extra:
            found[at - 1] = Quantity(
                first.start,
                first.end,
                first.readings + tuple(extra),
                first.firm,
                first.unit or second.unit,
            )
    return found


def _in_decades(text: str, first: Quantity, second: Quantity) -> Quantity:
    """Return the two of `a decade or two` as twenty years too."""
    if text[first.end : second.start].strip() != "or" or second.kind is not Kind.COUNT:
        return second
    years = Reading(Kind.DURATION, second.value * 10)
    return replace(second, readings=(*second.readings, years))


_SCALE = re.compile(
    r"hundred|thousand|[mbtr]+illion|\d ?(?:bn|m|k|tn)\b", re.IGNORECASE
)


def _scale(text: str, quantity: Quantity) -> float:
    found = _SCALE.search(text, quantity.start, quantity.end)
    if found is None:
        return 1.0
    word = found[0].lower().lstrip("0123456789 ")
    short = {"bn": 1e9, "m": 1e6, "k": 1e3, "tn": 1e12}
    return SCALES.get(word, short.get(word, 1.0))


def _roman(numeral: str) -> float:
    values = [{"I": 1, "V": 5, "X": 10}[mark] for mark in numeral]
    following = [*values[1:], 0]
    return float(
        sum(-a if a < b else a for a, b in zip(values, following, strict=True))
    )
