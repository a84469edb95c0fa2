"""Reads the quantities of an English text."""

from __future__ import annotations

import re

from duizhao.numbers.clock import clock_time
from duizhao.numbers.english_after import MONTH, Amount, with_unit
from duizhao.numbers.english_atoms import ROMAN, Atom, atoms_of
from duizhao.numbers.english_fractions import fraction
from duizhao.numbers.english_phrase import Phrase, may_go_on, value_of_figure
from duizhao.numbers.english_runs import together
from duizhao.numbers.english_special import SPECIAL, VAGUE, special, told_time, vague
from duizhao.numbers.english_words import CARDINALS, ORDINALS
from duizhao.numbers.quantity import Kind, Quantity, one

_HALF_DAY = re.compile(r"\s?([ap])\.?m\b", re.IGNORECASE)
_PER = re.compile(r"(?:\bper|\ba|\beach|\bevery|/)[ -]?$")
_SENTENCE = re.compile(r"(?:\A|[.!?:;*_>\n(–—][”’\"')]?\s?[“‘\"'(*_]{0,3})\Z")
_FIGURES = re.compile(r"\d+")


def read_english(text: str) -> list[Quantity]:
    """Return the quantities of `text` in the order they stand.

    >>> [(q.kind.value, q.value) for q in read_english("up 6.46% to US$480 million")]
    [('percentage', 0.0646), ('money', 480000000.0)]
    >>> [(q.kind.value, q.value) for q in read_english("two-thirds of half a dozen")]
    [('fraction', 0.6666666666666666), ('count', 6.0)]
    """
    return read_atoms(text, atoms_of(text))


def read_atoms(text: str, atoms: list[Atom]) -> list[Quantity]:
    """Return the same where the words and figures of `text` are known."""
    found: list[Quantity] = []
    at = 0
    while at < len(atoms):
        taken, new = _read(text, atoms, at)
        found += new
        at += taken
        # `decades` and `century` may be a part of what was just read.
        while at < len(atoms) and new and atoms[at].start < new[-1].end:
            at += 1
    return together(text, found)


def _read(text: str, atoms: list[Atom], at: int) -> tuple[int, list[Quantity]]:
    """Return how many atoms the phrase at `at` takes, and its quantities."""
    atom = atoms[at]
    word = atom.word
    alone = at + 1 == len(atoms) or atoms[at + 1][0] - atom[1] > _FAR
    if atom.kind == "figure":
        alone = alone or _parted(text, atom, atoms[at + 1])
        return (1, [_alone(text, atom)]) if alone else _number(text, atoms, at)
    if atom.kind != "word":
        return 1, _signs(text, atom)
    if not alone and (told := told_time(text, atoms, at)):
        return 2, told
    if word in SPECIAL and (single := special(text, atom)) is not None:
        return 1, single
    if word in VAGUE:
        return vague(text, atoms, at) or _number(text, atoms, at)
    if word in CARDINALS:
        alone = alone or _parted(text, atom, atoms[at + 1])
    elif word in ORDINALS:
        alone = True  # an ordinal ends a number
    else:
        alone = False
    return (1, [_alone(text, atom)]) if alone else _number(text, atoms, at)


_FAR = 16
# Over so many characters no number goes on: `-and-a-`, ` minutes after `.


def _parted(text: str, atom: Atom, after: Atom) -> bool:
    """Whether what stands behind a number ends it, whatever follows: `one of three`."""
    return not may_go_on(text, atom[1], after[0])


def _alone(text: str, atom: Atom) -> Quantity:
    """Return a figure, a cardinal or an ordinal of one word."""
    start, end, word = atom[:3]
    if atom.kind == "figure":
        value = value_of_figure(word)
        return with_unit(_new(Amount, (text, start, end, value, word)))
    cardinal = CARDINALS.get(word)
    value = ORDINALS[word] if cardinal is None else cardinal
    if atom.capital and _is_name(text, start):
        return _called((start, end), value)
    amount = _new(Amount, (text, start, end, value, word))
    return _ordinal(amount, single=True) if cardinal is None else with_unit(amount)


_new = tuple.__new__


def _is_name(text: str, at: int) -> bool:
    """Whether a capital at `at` begins no sentence: the Two Sessions, Nine News."""
    return not _SENTENCE.search(text, max(0, at - 4), at)


def _called(span: tuple[int, int], value: float) -> Quantity:
    return one(span, (Kind.ORDINAL, value), (Kind.COUNT, value), firm=False)


def _signs(text: str, atom: Atom) -> list[Quantity]:
    """Return a time or a date in figures, 24/7, or a Roman numeral."""
    span = (atom.start, atom.end)
    if atom.kind == "time":
        half = _HALF_DAY.match(text, atom.end)
        return [clock_time(atom.word, span, half[1].lower() if half else "")]
    if atom.kind in {"date", "turned"}:
        return _date(atom)
    values = (24.0, 7.0) if atom.kind == "always" else (ROMAN[atom.word],)
    return [_called(span, value) for value in values]


def _date(atom: Atom) -> list[Quantity]:
    """Return 2023-05-06, and 06/05/2023, whose day and month may be either."""
    kinds: list[tuple[Kind, ...]] = [(Kind.YEAR,), (Kind.MONTH,), (Kind.DAY,)]
    if atom.kind == "turned":
        kinds = [(Kind.DAY, Kind.MONTH), (Kind.MONTH, Kind.DAY), (Kind.YEAR,)]
    found: list[Quantity] = []
    for some, each in zip(kinds, _FIGURES.finditer(atom.word), strict=True):
        span = atom.start + each.start(), atom.start + each.end()
        value = float(each[0])
        found.append(one(span, *((kind, value) for kind in (*some, Kind.COUNT))))
    return found


def _number(text: str, atoms: list[Atom], at: int) -> tuple[int, list[Quantity]]:
    """Return a cardinal, an ordinal or a fraction, with its unit."""
    phrase = Phrase()
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
    if atoms[at].capital and _is_name(text, start):
        return taken, [_called((start, end), phrase.value)]
    if phrase.denominator:
        return taken, [fraction(amount, phrase)]
    if phrase.ordinal:
        return taken, [_ordinal(amount, single=phrase.single)]
    return taken, [with_unit(amount)]


def _ordinal(amount: Amount, *, single: bool) -> Quantity:
    span, value = (amount.start, amount.end), amount.value
    if amount.text.startswith((" centur", "-centur"), amount.end):
        return one(span, (Kind.CENTURY, value))
    if (
        amount.word == "second"
        and single
        and _PER.search(amount.text, max(0, amount.start - 6), amount.start)
        and not amount.text.startswith("-", amount.end)
    ):
        return one(span, (Kind.DURATION, 1.0), (Kind.ORDINAL, 2.0), firm=False)
    readings = [(Kind.ORDINAL, value), (Kind.COUNT, value)]
    if value > 2 and single:
        readings.append((Kind.FRACTION, 1 / value))
    if MONTH.match(amount.text, amount.end):
        readings.append((Kind.MONTH, value))
    return one(span, *readings, firm=value > 1)
