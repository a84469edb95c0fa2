"""`term.missing`, `term.forbidden`, `term.first-use`, `name.order`: the glossary kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from duizhao.checks.glossary import paragraph_of, termed, verdicts_of
from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.checks.same import is_same
from duizhao.diagnostics import Severity
from duizhao.terms.judge import (
    NAMES,
    PERSON,
    Verdict,
    first_use_stands,
    full_name,
    surname_stands,
)
from duizhao.terms.model import Term
from duizhao.terms.names import turned_spans
from duizhao.terms.phrase import English, phrase_of
from duizhao.terms.termbase import Found

_ELSE = "where another rendering is meant, add it to the glossary, after a |"
# Words that may stand for what was named before.
_PRONOUN = re.compile(
    r"\b(?:it|its|itself|they|them|their|theirs|he|him|his|she|her|hers|who|whose|which"
    r"|that|this|these|those|there|here|one|ones|both|each|other|another|former|latter"
    r"|same|such)\b",
    re.IGNORECASE,
)
# Before a noun that tells what a name is: the name itself, in Latin letters or marks.
_AFTER_NAME = re.compile("[A-Za-z0-9》”\ue000]")
_NO_TEXT = ("heading", "title", "front matter", "table", "caption", "byline")


def _missing(subject: Subject) -> Iterator[Finding]:
    named: set[str] = set()
    told: set[tuple[str, int]] = set()
    # Who is named in those is asked when somebody is missing.
    before: list[tuple[Pair, Sequence[Found]]] = []
    for number, pair, found in termed(subject):
        verdicts = verdicts_of(pair, found)
        before.append((pair, found))
        if not verdicts or is_same(pair):
            continue
        english = pair.english
        named.update(*(_persons(*one) for one in before[:-1]))
        del before[:-1]
        for verdict in verdicts:
            if verdict.miscased:
                yield _miscased(pair, verdict)
            if not verdict.missing or not verdict.terms[0].allowed:
                continue
            source = verdict.terms[0].source
            if source in named and surname_stands(verdict.terms, english):
                continue
            if _turned(verdict.terms, english):
                continue  # `name.order` tells it
            if _in_code(pair, verdict.terms) or _classifies(pair, verdict.terms, found):
                continue
            beside = paragraph_of(subject, number)
            first = beside[0].entry.line
            if (source, first) in told and len(beside) > 1:
                continue
            if _told_beside(verdict, pair, beside, english):
                continue
            told.add((source, first))
            yield _lacking(pair, verdict.terms)


def _turned(terms: Sequence[Term], english: English) -> bool:
    return any(
        turned_spans(text, english)
        for term in terms
        if term.part_of_speech == PERSON
        for text in term.targets
    )


def _in_code(pair: Pair, terms: Sequence[Term]) -> bool:
    """Say whether a rendering stands in code or in a link's target: `Backup`."""
    if pair.plain == pair.target:
        return False
    whole = English(pair.target)
    return any(whole.allowed(text) for term in terms for text in term.allowed)


def _classifies(pair: Pair, terms: Sequence[Term], found: Sequence[Found]) -> bool:
    """Say whether a noun only tells what a name is: 公司 in Uber公司, 电影 before 《爱侣》.

    English says that by the name alone.
    """
    if any(term.part_of_speech in NAMES for term in terms):
        return False
    text = f" {pair.plain_source} "
    return all(
        _AFTER_NAME.match(text[one.start]) or text[one.end + 1] in "《“"
        for one in found
        if one.terms[0].source == terms[0].source
    )


def _persons(pair: Pair, found: Sequence[Found]) -> set[str]:
    """Return the persons who are called by their full names in a translation."""
    persons = [one for one in found if one.terms[0].part_of_speech == PERSON]
    if not persons or is_same(pair):
        return set()
    return {
        one.terms[0].source for one in persons if full_name(one.terms, pair.english)
    }


def _told_beside(
    verdict: Verdict, pair: Pair, beside: Sequence[Pair], english: English
) -> bool:
    """Say whether the paragraph has the term elsewhere, and a pronoun or a part of it here.

    A sentence may also have moved into the next one.
    """
    others = [one.english for one in beside if one is not pair]
    targets = [text for term in verdict.terms for text in term.allowed]
    if not any(one.allowed(text) for one in others for text in targets):
        return False
    if _PRONOUN.search(english.text):
        return True
    heads = {words[-1] for text in targets if (words := phrase_of(text).words)}
    return any(english.allowed(head) for head in heads)


def _lacking(pair: Pair, terms: Sequence[Term]) -> Finding:
    source = terms[0].source
    ways = list(dict.fromkeys(text for term in terms for text in term.allowed))
    wanted = " or ".join(f"“{text}”" for text in ways[:3])
    message = f"{source} is {wanted} in the glossary; the translation does not have it"
    return Finding(pair.entry, message, f"use it; {_ELSE}")


def _miscased(pair: Pair, verdict: Verdict) -> Finding:
    span, wanted = verdict.miscased[0]
    here = pair.target[span.start : span.end]
    source = verdict.terms[0].source
    case = next(t.case for t in verdict.terms if wanted in t.allowed)
    message = f"“{here}” stands for {source}, which the glossary writes “{wanted}”"
    hint = f"the case rule of this term is `{case}`; write it so, or change the rule"
    return Finding(pair.entry, message, hint, span.start, span.end)


def _forbidden(subject: Subject) -> Iterator[Finding]:
    for _, pair, found in termed(subject):
        for verdict in verdicts_of(pair, found):
            places: set[int] = set()
            for span, _ in verdict.forbidden:
                if span.start not in places:
                    places.add(span.start)
                    yield _wrong(pair, verdict, span.start, span.end)


def _wrong(pair: Pair, verdict: Verdict, start: int, end: int) -> Finding:
    here, source = pair.target[start:end], verdict.terms[0].source
    ways = [text for term in verdict.terms for text in term.allowed]
    instead = f": use “{ways[0]}”" if ways else ""
    notes = "; ".join(term.note for term in verdict.terms if term.note)
    message = f"the glossary forbids “{here}” for {source}{instead}"
    hint = f"the glossary notes: {notes}" if notes else "write what the glossary has"
    return Finding(pair.entry, message, hint, start, end)


def _first_use(subject: Subject) -> Iterator[Finding]:
    seen: set[str] = set()
    if not any(term.first_use for term in _glossed(subject)):
        return
    for number, pair, found in termed(subject):
        for one in found:
            term = one.terms[0]
            if not term.first_use or term.source in seen:
                continue
            if pair.role.startswith(_NO_TEXT):
                break
            seen.add(term.source)
            beside = paragraph_of(subject, number)
            if not any(first_use_stands(term, pair.english) for pair in beside):
                yield _not_full(pair, term)


def _not_full(pair: Pair, term: Term) -> Finding:
    english = pair.english
    spans = [span for text in term.allowed for span in english.allowed(text)]
    message = f"{term.source} is named here first: “{term.first_use}” is expected"
    hint = "write the full form here; later the short one will do"
    span = min(spans, default=None)
    return Finding(pair.entry, message, hint, *(span[:2] if span else (0, 0)))


def _order(subject: Subject) -> Iterator[Finding]:
    named = {term.source for term in _glossed(subject) if term.part_of_speech == PERSON}
    if not named:
        return
    for _, pair, found in termed(subject):
        if named.isdisjoint([one.terms[0].source for one in found]):
            continue
        people = [
            term for one in found for term in one.terms if term.part_of_speech == PERSON
        ]
        for term in dict.fromkeys(people):
            english = pair.english
            for target in term.targets:
                for span in turned_spans(target, english):
                    here = pair.target[span.start : span.end]
                    message = f"{term.source} is “{target}”, not “{here}”"
                    hint = (
                        "a Chinese name has the surname first; write it as the glossary"
                    )
                    yield Finding(
                        pair.entry, message, hint, span.start, span.end, target
                    )


def _glossed(subject: Subject) -> Iterable[Term]:
    return subject.style.glossary.glossary if subject.style.glossary else ()


TERM_MISSING = Rule("term.missing", Severity.WARNING, _missing)
TERM_FORBIDDEN = Rule("term.forbidden", Severity.ERROR, _forbidden)
TERM_FIRST_USE = Rule("term.first-use", Severity.WARNING, _first_use)
NAME_ORDER = Rule("name.order", Severity.WARNING, _order)
TERMS = (TERM_FORBIDDEN, TERM_MISSING, TERM_FIRST_USE, NAME_ORDER)
"""The rules that look at the glossary."""
