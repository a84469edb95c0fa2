"""Two glossaries made one: nothing is lost, what contradicts is listed."""

from __future__ import annotations

from dataclasses import replace

from duizhao.terms.model import Case, Glossary, Term
from duizhao.values import value


@value
class Joined:
    """A glossary that has taken in another."""

    glossary: Glossary
    """All terms: one's own in their order, the new ones after them."""
    added: tuple[str, ...] = ()
    """The sources of the terms that are new."""
    changed: tuple[str, ...] = ()
    """The sources of those that have got something more."""
    conflicts: tuple[str, ...] = ()
    """What the two say against each other, one sentence each."""
    refused: tuple[str, ...] = ()
    """The rows of one's own that cannot be read, for which nothing was written."""


def join(own: Glossary, other: Glossary, name: str) -> Joined:
    """Return `own` with the terms of `other`, which is called `name`.

    Of one source with the same part of speech, or where one side tells none, renderings
    are put together, one's own first; what one side forbids and the other allows stays
    as one's own has it, and the note keeps what the other said. Law: joined again,
    nothing changes.
    """
    terms = list(own.terms)
    added: list[str] = []
    changed: list[str] = []
    conflicts: list[str] = []
    for term in other:
        at = next((n for n, one in enumerate(terms) if _same(one, term)), None)
        if at is None:
            terms.append(replace(term, line=0))
            added.append(term.source)
            continue
        made, odd = _both(terms[at], term, name)
        conflicts += odd
        if made != terms[at]:
            terms[at] = made
            changed.append(term.source)
    return Joined(
        Glossary(tuple(terms)),
        tuple(dict.fromkeys(added)),
        tuple(dict.fromkeys(changed)),
        tuple(conflicts),
    )


def _same(one: Term, other: Term) -> bool:
    parts = {one.part_of_speech, other.part_of_speech}
    return one.source == other.source and (len(parts) == 1 or "" in parts)


def _both(own: Term, other: Term, name: str) -> tuple[Term, list[str]]:
    """Return a term with what another says of it, and the contradictions."""
    source = own.source
    odd: list[str] = []
    lost: list[str] = []
    targets, forbidden = list(own.targets), list(own.forbidden)
    for text in other.targets:
        if text in targets:
            continue
        if text in forbidden:
            odd.append(f"“{source}”: “{text}” is allowed in {name}, forbidden here")
            lost.append(f"{name} allows “{text}”")
        else:
            targets.append(text)
    for text in other.forbidden:
        if text in forbidden:
            continue
        if text in own.allowed:
            odd.append(f"“{source}”: “{text}” is forbidden in {name}, allowed here")
            lost.append(f"{name} forbids “{text}”")
        else:
            forbidden.append(text)
    if own.targets and other.targets and own.targets[0] != other.targets[0]:
        first = f"“{own.targets[0]}” here, “{other.targets[0]}” in {name}"
        if other.targets[0] not in own.forbidden:
            odd.append(
                f"“{source}”: the usual rendering is {first}; both are allowed now"
            )
    first_use, more = _either(own.first_use, other.first_use)
    lost += [f"{name} has “{more}” for the first use"] if more else []
    odd += [f"“{source}”: the first-use form in {name} is “{more}”"] if more else []
    case = own.case
    if Case.ANY in (own.case, other.case):
        case = other.case if own.case is Case.ANY else own.case
    elif own.case is not other.case:
        odd.append(
            f"“{source}”: the case rule is {own.case} here, {other.case} in {name}"
        )
        lost.append(f"{name} has the case rule {other.case}")
    mine = dict(own.extra)
    for column, text in other.extra:
        if mine.setdefault(column, text) != text:
            lost.append(f"{name} has {column}: {text}")
    made = Term(
        source,
        tuple(targets),
        tuple(forbidden),
        own.part_of_speech or other.part_of_speech,
        _noted(own.note, [other.note, *lost]),
        case,
        first_use,
        tuple(mine.items()),
        own.line,
    )
    return made, odd


def _either(own: str, other: str) -> tuple[str, str]:
    """Return the text to keep, and the other's where it says something else."""
    return own or other, other if own and other and own != other else ""


def _noted(note: str, more: list[str]) -> str:
    """Return a note with what it does not say yet."""
    for text in more:
        if text and text not in note:
            note = f"{note}; {text}" if note else text
    return note
