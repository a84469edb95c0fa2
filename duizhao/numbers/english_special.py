"""English numbers that are no plain numeral: months, decades, dozens, half past nine."""

from __future__ import annotations

import re

from duizhao.numbers.decades import any_decade
from duizhao.numbers.english_atoms import Atom
from duizhao.numbers.english_words import (
    CARDINALS,
    CURRENCIES,
    DECADES,
    HALVING,
    LONG_SPANS,
    LOOSE,
    MAJORITY,
    MONTHS,
    MULTIPLES,
    PLURALS,
    SCALES,
    SPANS,
    TIMES,
    WEEKDAYS,
)
from duizhao.numbers.quantity import Kind, Quantity, one

_HUNDRED = 100
_PAST = re.compile(r"[ -](?:minutes )?(?P<side>past|to|after) ")


_MINUTES = {**CARDINALS, "half": 30.0, "quarter": 15.0}


def told_time(text: str, atoms: list[Atom], at: int) -> list[Quantity]:
    """Return `half past nine`, `a quarter to six`; nothing for anything else."""
    atom = atoms[at]
    minutes = _MINUTES.get(atom.word)
    said = _PAST.match(text, atom.end) if minutes else None
    hour = atoms[at + 1] if said and at + 1 < len(atoms) else None
    if minutes is None or said is None or hour is None or hour.start != said.end():
        return []
    sure = atom.word in {"half", "quarter"} or said["side"] == "past"
    hours = CARDINALS.get(hour.word)
    five = minutes % 5 == 0 and _OF_DAY.match(text, hour.end)
    if hours is None or hours > 12 or not (sure or five):
        return []
    time = hours * 60 + (-minutes if said["side"] == "to" else minutes)
    span = (atom.start, hour.end)
    return [one(span, (Kind.TIME, time), (Kind.TIME, (time + 720) % 1440))]


_OF_DAY = re.compile(r" (?:in the|at night|o['’]clock|[ap]\.?m)")


def special(text: str, atom: Atom) -> list[Quantity] | None:
    """Return months, weekdays, decades and single words; None for a number."""
    word, span = atom.word, (atom.start, atom.end)
    if word in MONTHS:
        if atom.capital or word not in _VERBS:
            return _month(text, atom)
        return []
    if word in WEEKDAYS:
        return [one(span, (Kind.WEEKDAY, WEEKDAYS[word]), firm=False)]
    if word.startswith("score") and not text.startswith(" of ", atom.end):
        return [] if word == "score" or not atom.capital else None
    if word in DECADES:
        decade = [*any_decade(DECADES[word]), (Kind.COUNT, DECADES[word])]
        return [one(span, *decade, firm=atom.capital)]
    if word in HALVING:
        return [one(span, (Kind.FRACTION, 0.5))]
    if word == MAJORITY:
        return [one(span, (Kind.FRACTION, 0.5), firm=False)]
    if word in MULTIPLES:
        return [_multiple(text, atom)]
    if word in TIMES:
        return [one(span, *((Kind.TIME, time) for time in TIMES[word]), firm=False)]
    if word in LOOSE:
        return [_loose(word, span)]
    return None


SPECIAL = frozenset(
    {*MONTHS, *WEEKDAYS, *DECADES, *HALVING, *MULTIPLES, *TIMES, *LOOSE}
    | {"score", "scores", MAJORITY}
)
"""The words of which `special` knows something."""
_VERBS = frozenset({"may", "march", "mar"})
_SHORT = frozenset({"sep", "dec", "jan", "jun", "jul", *_VERBS})
_DATED = re.compile(r"[ .,]{0,3}\d{1,2}(?:st|nd|rd|th)?\b|,? (?:1\d|20)\d\d\b")
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?(?: of)? $")
_IN = re.compile(
    r"\b(?:in|of|since|by|until|last|next|this|early|late|mid|and|to|from|between)[ -]$",
    re.IGNORECASE,
)


def _month(text: str, atom: Atom) -> list[Quantity]:
    """Return a month; May and March only where the text around says that they are."""
    before = max(0, atom.start - 9)
    sure = (
        atom.word not in _SHORT
        or _DATED.match(text, atom.end)
        or _DAY_BEFORE.search(text, before, atom.start)
        or (
            len(atom.word) > 3 - (atom.word == "may")
            and _IN.search(text, before, atom.start)
        )
    )
    if not sure:
        return []
    return [one((atom.start, atom.end), (Kind.MONTH, MONTHS[atom.word]))]


_DIGIT = re.compile(r"[- ](?:digit|decker|check|click|sided|edged|standard|bed|room)")


def _multiple(text: str, atom: Atom) -> Quantity:
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
    if word in {"decade", "century", "millennium", "fortnight"}:
        unit = "day" if word == "fortnight" else "year"
        return one(span, (Kind.DURATION, value), firm=False, unit=unit)
    return one(span, (Kind.COUNT, value), (Kind.ORDINAL, value), firm=False)


_FEW = ("several ", "a few ", "few ", "past few ")
_SOME = (*_FEW, "many ", "some ")
_LONG = {"decades": 10.0, "centuries": 100.0, "millennia": 1000.0}
VAGUE = frozenset({*_LONG, *PLURALS, *SCALES})
"""The words that may be a vague amount."""


def vague(text: str, atoms: list[Atom], at: int) -> tuple[int, list[Quantity]] | None:
    """Return `tens of millions`, `several hundred`, `dozens`; None for another."""
    first = atoms[at]
    word = first.word
    if word in _LONG:
        return 1, [one((first.start, first.end), (Kind.VAGUE, _LONG[word]), firm=False)]
    before = text[max(0, first.start - 12) : first.start].lower()
    if word in PLURALS:
        scale = PLURALS[word]
    elif word in SCALES and before.endswith(_FEW):
        scale = 10.0 if word in {"dozen", "score"} else SCALES[word]
    else:
        return None
    end, taken = first.end, 1
    rest = atoms[at + 1] if at + 1 < len(atoms) else None
    if rest is not None and text[end : rest.start] in {" of ", " ", " upon "}:
        larger = PLURALS.get(rest.word, SCALES.get(rest.word))
        if larger is not None:
            upon = text[end : rest.start] == " upon "
            scale, end, taken = scale * (1 if upon else larger), rest.end, 2
    if word == "scores" and text[first.end : first.end + 4] != " of ":
        return taken, [one((first.start, end), (Kind.VAGUE, scale), firm=False)]
    firm = scale >= _HUNDRED or before.endswith(_SOME)
    unit = _unit_of(text, end)
    return taken, [one((first.start, end), (Kind.VAGUE, scale), firm=firm, unit=unit)]


_OF = re.compile(r" (?:of )?(?:US )?(?P<word>\w+)")


def _unit_of(text: str, at: int) -> str:
    """Return the currency or the span of time that a vague amount is of."""
    found = _OF.match(text, at)
    word = found["word"] if found else None
    if not word or word in LONG_SPANS:
        return ""
    return CURRENCIES.get(word, SPANS.get(word, ""))
