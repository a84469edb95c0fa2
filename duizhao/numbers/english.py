"""Reads the quantities of an English text."""

from __future__ import annotations

import re

from duizhao.numbers.clock import clock_time
from duizhao.numbers.english_after import MONTH, Amount, with_unit
from duizhao.numbers.english_atoms import ROMAN, Atom, atoms_of
from duizhao.numbers.english_fractions import fraction
from duizhao.numbers.english_phrase import Phrase
from duizhao.numbers.english_runs import together
from duizhao.numbers.english_special import special, told_time, vague
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
    atoms = atoms_of(text)
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
    if atom.kind == "figure":
        return _number(text, atoms, at)
    if atom.kind == "word":
        if told := told_time(text, atoms, at):
            return 2, told
        single = special(text, atom)
        if single is not None:
            return 1, single
        return vague(text, atoms, at) or _number(text, atoms, at)
    return 1, _signs(text, atom)


def _signs(text: str, atom: Atom) -> list[Quantity]:
    """Return a time or a date in figures, 24/7, or a Roman numeral."""
    span = (atom.start, atom.end)
    if atom.kind == "time":
        half = _HALF_DAY.match(text, atom.end)
        return [clock_time(atom.word, span, half[1].lower() if half else "")]
    if atom.kind in {"date", "turned"}:
        return _date(atom)
    value = 24.0 if atom.kind == "always" else ROMAN[atom.word]
    return [one(span, (Kind.ORDINAL, value), (Kind.COUNT, value), firm=False)]


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
    if atoms[at].capital and not _SENTENCE.search(text, max(0, start - 4), start):
        # The Two Sessions, Nine News: a name.
        span = (start, end)
        readings = [(Kind.ORDINAL, phrase.value), (Kind.COUNT, phrase.value)]
        return taken, [one(span, *readings, firm=False)]
    if phrase.denominator:
        return taken, [fraction(amount, phrase)]
    if phrase.ordinal:
        return taken, [_ordinal(amount, phrase)]
    return taken, [with_unit(amount)]


def _ordinal(amount: Amount, phrase: Phrase) -> Quantity:
    span, value = (amount.start, amount.end), phrase.value
    if amount.text.startswith((" centur", "-centur"), amount.end):
        return one(span, (Kind.CENTURY, value))
    if (
        amount.word == "second"
        and phrase.single
        and _PER.search(amount.text, max(0, amount.start - 6), amount.start)
        and not amount.text.startswith("-", amount.end)
    ):
        return one(span, (Kind.DURATION, 1.0), (Kind.ORDINAL, 2.0), firm=False)
    readings = [(Kind.ORDINAL, value), (Kind.COUNT, value)]
    if value > 2 and phrase.single:
        readings.append((Kind.FRACTION, 1 / value))
    if MONTH.match(amount.text, amount.end):
        readings.append((Kind.MONTH, value))
    return one(span, *readings, firm=value > 1)
