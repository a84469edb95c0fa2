"""A term and a glossary, as values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from enum import StrEnum

from duizhao.values import value

_ABBREVIATED = re.compile(r"(?P<full>[^()]*\S)\s*\((?P<short>[^()]+)\)")


class Case(StrEnum):
    """Which capitals the translation of a term must have."""

    ANY = "any"
    """Any: `Special economic zone` will do for `Special Economic Zone`."""
    EXACT = "exact"
    """Those of the glossary; a first letter may be a capital, as at a sentence start."""
    TITLE = "title"
    """Each word but the small ones (of, and …) begins with a capital."""


@value
class Term:
    """A Chinese term and what it is to be in English."""

    source: str
    """The Chinese."""
    targets: tuple[str, ...] = ()
    """What it may be in English; the first is the one to use. Empty where there is only
    something forbidden."""
    forbidden: tuple[str, ...] = ()
    """What it must not be."""
    part_of_speech: str = ""
    """`noun`, `verb`, `adjective`, `name`, `place`, `company`, `product`, `title`,
    `person` or another word; empty where it is not told."""
    note: str = ""
    """What people should know of it."""
    case: Case = Case.ANY
    """Which capitals count."""
    first_use: str = ""
    """The form that must stand where the term first occurs in a document, such as
    `Greater Bay Area (GBA)`; empty where any will do."""
    extra: tuple[tuple[str, str], ...] = ()
    """The cells of other columns, by name: kept, and not looked at."""
    line: int = field(default=0, compare=False)
    """The one-based line in the file it was read from; 0 for a new term."""

    @property
    def allowed(self) -> tuple[str, ...]:
        """All that the term may be: its targets, and what its first-use form says.

        >>> Term("大湾区", ("Bay Area",), first_use="Greater Bay Area (GBA)").allowed
        ('Bay Area', 'Greater Bay Area', 'GBA')
        """
        return tuple(dict.fromkeys((*self.targets, *parts_of(self.first_use))))


def parts_of(first_use: str) -> tuple[str, ...]:
    """Return full name and abbreviation of a first-use form, or the form itself."""
    if found := _ABBREVIATED.fullmatch(first_use.strip()):
        return found["full"], found["short"].strip()
    return (first_use.strip(),) if first_use.strip() else ()


@value
class Glossary:
    """The terms of a publication, in the order of their file."""

    terms: tuple[Term, ...] = ()
    """The terms; two of one source are homonyms, of which either may be meant."""

    def __iter__(self) -> Iterator[Term]:
        """Yield the terms."""
        return iter(self.terms)

    def __len__(self) -> int:
        """Return how many terms there are."""
        return len(self.terms)

    def by_source(self) -> dict[str, Sequence[Term]]:
        """Return the terms of each source, homonyms together."""
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            found.setdefault(term.source, []).append(term)
        return {source: tuple(terms) for source, terms in found.items()}
