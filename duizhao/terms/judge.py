"""Whether a translation has the terms of its source as the glossary wants them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from functools import lru_cache
from itertools import takewhile

from duizhao.terms.model import Case, Term, parts_of
from duizhao.terms.names import surname_of
from duizhao.terms.phrase import (
    English,
    Span,
    fold,
    letters_of,
    phrase_of,
    strict_forms,
)
from duizhao.terms.termbase import Found
from duizhao.values import value

NAMES = frozenset({"name", "place", "person", "company", "product", "title"})
"""The parts of speech of what has but one name: a wrong one serves for nothing else."""
PERSON = "person"
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "but",
        "or",
        "nor",
        "for",
        "of",
        "in",
        "on",
        "at",
        "to",
        "by",
        "as",
        "with",
        "from",
        "into",
        "over",
    ]
)
_CAPITAL = re.compile(r"[^\W\d_]")


@value
class Verdict:
    """What became of one term in one translation."""

    terms: Sequence[Term]
    """The term, or its homonyms."""
    count: int
    """How many times the source has it."""
    found: tuple[Span, ...] = ()
    """Where the translation has it; one is enough to be content."""
    forbidden: tuple[tuple[Span, str], ...] = field(default=())
    """Where there is something forbidden, and what."""
    miscased: tuple[tuple[Span, str], ...] = field(default=())
    """Where its capitals are wrong, and how it should be written."""

    @property
    def missing(self) -> bool:
        """Whether there is nothing of it."""
        return not self.found and not self.forbidden and not self.miscased


def judge(found: Sequence[Found], english: English) -> Sequence[Verdict]:
    """Return a verdict for each term of `found` with which something is wrong."""
    terms_of = {one.terms[0].source: one.terms for one in found}
    doubtful = [terms for terms in terms_of.values() if not _is_fine(terms, english)]
    if not doubtful:
        return ()
    counts = Counter(one.terms[0].source for one in found)
    spans = {source: _allowed(terms, english) for source, terms in terms_of.items()}
    literal = [span for held in spans.values() for span in held if span.literal]
    verdicts = []
    for terms in doubtful:
        source = terms[0].source
        verdict = _verdict(terms, counts[source], english, spans[source], literal)
        if verdict.missing or verdict.forbidden or verdict.miscased:
            verdicts.append(verdict)
    return verdicts


def full_name(terms: Sequence[Term], english: English) -> bool:
    """Say whether a person's full name stands in a translation."""
    return any(english.allowed(text) for term in terms for text in term.targets)


def _is_fine(terms: Sequence[Term], english: English) -> bool:
    """Say, quickly, that a term is there and nothing forbidden is."""
    letters = english.letters
    for term in terms:
        if term.forbidden:
            kind = term.part_of_speech
            for text, beginnings in _gates(term.forbidden, kind):
                for beginning in beginnings:
                    if beginning not in letters:
                        break
                else:
                    # Where capitals count, each place is looked at.
                    if term.case is not Case.ANY or english.forbidden(text, kind):
                        return False
    for term in terms:
        holds = english.holds_form if term.case is Case.ANY else english.holds
        for text in term.targets:
            if holds(text):
                return True
    return False


_Gate = tuple[str, tuple[bytes, ...]]
# Something forbidden, and the beginnings of its words that all their forms share, which
# must stand in the letters of a text that has it.


@lru_cache(maxsize=20_000)
def _gates(forbidden: tuple[str, ...], part_of_speech: str) -> tuple[_Gate, ...]:
    """Return what must stand in a text for each that is forbidden."""
    return tuple(
        (
            text,
            tuple(_beginning(word, part_of_speech) for word in phrase_of(text).words),
        )
        for text in forbidden
    )


def _beginning(word: str, part_of_speech: str) -> bytes:
    """Return a word's beginning in all forms; with its end where it has one form only.

    >>> _beginning("zone", "noun"), _beginning("zone", "place"), _beginning("man", "noun")
    (b' zone', b' zone ', b' m')
    """
    forms = [form.partition("'")[0] for form in strict_forms(word, part_of_speech)]
    if len(forms) == 1:
        return letters_of(forms[0])
    # What the first and the last have in common all between have.
    both = zip(min(forms), max(forms), strict=False)
    shared = takewhile(lambda letters: letters[0] == letters[1], both)
    return letters_of("".join(letter for letter, _ in shared))[:-1]


def _allowed(terms: Sequence[Term], english: English) -> list[Span]:
    return [
        span
        for term in terms
        for text in term.allowed
        for span in english.allowed(text)
    ]


def _verdict(
    terms: Sequence[Term],
    count: int,
    english: English,
    spans: Sequence[Span],
    literal: Sequence[Span],
) -> Verdict:
    wrong = [
        (span, text)
        for term in terms
        for text in term.forbidden
        for span in english.forbidden(text, term.part_of_speech)
        if not _is_part(span, text, terms, english, literal)
    ]
    bad = {(span.start, span.end) for span, _ in wrong}
    good = tuple(one for one in spans if (one.start, one.end) not in bad)
    named = any(term.part_of_speech in NAMES for term in terms)
    if wrong and not named and len({span.start for span in good}) >= count:
        # `port` may be there for a harbour of which the source speaks, too.
        wrong = []
    return Verdict(terms, count, good, tuple(wrong), _miscased(terms, english, good))


def _is_part(
    span: Span,
    text: str,
    terms: Sequence[Term],
    english: English,
    literal: Sequence[Span],
) -> bool:
    """Say whether what is forbidden stands within something that is allowed.

    `plan economy` may be a form of `planned economy`; being forbidden as it stands, it
    is not allowed.
    """
    here = english.text[span.start : span.end]
    if any(here in term.targets for term in terms):
        return True
    exact = fold(here) == fold(text)
    return any(
        one.start <= span.start
        and span.end <= one.end
        and (one[:2] != span[:2] or not exact)
        for one in literal
    )


def _miscased(
    terms: Sequence[Term], english: English, spans: Sequence[Span]
) -> tuple[tuple[Span, str], ...]:
    """Return the renderings whose capitals are not those of the glossary."""
    if all(term.case is Case.ANY for term in terms) or english.text.isupper():
        return ()
    ways = [
        (term.case, text, one)
        for term in terms
        for text in term.allowed
        for one in english.allowed(text)
    ]
    right = {
        (span.start, span.end)
        for case, text, span in ways
        if _is_cased(case, text, english.text[span.start : span.end])
    }
    return tuple(
        (span, text)
        for case, text, span in ways
        if (span.start, span.end) not in right
        and case is not Case.ANY
        and span in spans
    )[:1]


def _is_cased(case: Case, wanted: str, text: str) -> bool:
    """Say whether `text`, a form of `wanted`, has the capitals it should have."""
    words = [word for word in re.findall(r"[^\W_]+", text) if word.lower() != "s"]
    match case:
        case Case.ANY:
            return True
        case Case.TITLE:
            return all(
                word[:1].isupper() or not _CAPITAL.match(word) or word in _SMALL
                for word in words
            )
        case Case.EXACT:
            own = re.findall(r"[^\W_]+", wanted)
            own = [word for word in own if word.lower() not in _SMALL]
            words = [word for word in words if word.lower() not in _SMALL]
            return all(
                _same_case(mine, other, first=not number)
                for number, (mine, other) in enumerate(zip(own, words, strict=False))
            )


def _same_case(wanted: str, word: str, *, first: bool) -> bool:
    """Say whether a word has the capitals of `wanted`; the first may begin with one."""
    pairs = [
        (one, other)
        for one, other in zip(wanted, word, strict=False)
        if one.lower() == other.lower()
    ]
    if first and pairs and pairs[0][0].islower():
        del pairs[0]
    return all(one == other for one, other in pairs)


def surname_stands(terms: Sequence[Term], english: English) -> bool:
    """Say whether a person is called by the surname alone."""
    return any(
        english.allowed(surname)
        for term in terms
        if term.part_of_speech == PERSON
        for text in term.targets
        if (surname := surname_of(term.source, text))
    )


def first_use_stands(term: Term, english: English) -> bool:
    """Say whether the first-use form of a term stands in a translation.

    Full name and abbreviation must both be there, the one after the other.
    """
    parts = parts_of(term.first_use)
    after = 0
    for part in parts:
        spans = [span for span in english.allowed(part) if span.start >= after]
        if not spans:
            return False
        if after and spans[0].start - after > 4:
            return False
        after = spans[0].end
    return True
