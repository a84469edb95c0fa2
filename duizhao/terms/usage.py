"""Which terms texts use, and how each has been rendered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from duizhao.terms.inflect import american, noun_forms
from duizhao.terms.model import Term
from duizhao.terms.passage import Passage
from duizhao.terms.phrase import English, phrase_of
from duizhao.terms.renderings import Corpus, Rendering
from duizhao.terms.termbase import Termbase
from duizhao.values import value


@value
class Usage:
    """What became of a term in the texts."""

    terms: Sequence[Term]
    """The term, or its homonyms; for a word that is in no glossary a term with nothing
    but its source."""
    count: int
    """How many times the texts have it."""
    passages: tuple[Passage, ...]
    """Where."""
    allowed: tuple[Rendering, ...] = ()
    """The renderings of the glossary that are used, the usual one first."""
    others: tuple[Rendering, ...] = ()
    """What stands there instead, as far as the texts tell."""
    unclear: tuple[Passage, ...] = ()
    """Where there is a translation, and nobody can tell how it renders the term."""

    @property
    def source(self) -> str:
        """The Chinese."""
        return self.terms[0].source

    @property
    def ways(self) -> tuple[Rendering, ...]:
        """All renderings that are known, those of the glossary first."""
        return (*self.allowed, *self.others)


def usages(passages: Sequence[Passage], base: Termbase) -> list[Usage]:
    """Return the terms that passages use, the frequent ones first."""
    counts: dict[str, int] = {}
    held: dict[str, list[Passage]] = {}
    terms_of: dict[str, Sequence[Term]] = {}
    for passage in passages:
        for found in base.find(passage.source):
            source = found.terms[0].source
            counts[source] = counts.get(source, 0) + 1
            terms_of[source] = found.terms
            here = held.setdefault(source, [])
            if not here or here[-1] is not passage:
                here.append(passage)
    made = [_usage(terms_of[source], counts[source], held[source]) for source in counts]
    return sorted(made, key=lambda one: (-one.count, one.source))


def _usage(terms: Sequence[Term], count: int, held: Sequence[Passage]) -> Usage:
    places: dict[tuple[str, ...], tuple[str, list[Passage]]] = {}
    unclear: list[Passage] = []
    ways = dict.fromkeys(text for term in terms for text in term.allowed)
    ranked = sorted(ways, key=lambda text: -len("".join(phrase_of(text).words)))
    for passage in held:
        if not passage.target:
            continue
        english = English(passage.target)
        way = next((text for text in ranked if english.allowed(text)), None)
        if way is None:
            unclear.append(passage)
        else:
            key = tuple(map(_plain, phrase_of(way).words))
            first = next(
                t for t in ways if tuple(map(_plain, phrase_of(t).words)) == key
            )
            places.setdefault(key, (first, []))[1].append(passage)
    found = [Rendering(text, tuple(here)) for text, here in places.values()]
    found.sort(key=lambda one: (-len(one.passages), one.text))
    return Usage(terms, count, tuple(held), tuple(found), (), tuple(unclear))


def _plain(word: str) -> str:
    return min((american(form) for form in noun_forms(word)), key=len)


def inconsistent(used: Iterable[Usage], corpus: Corpus) -> list[Usage]:
    """Return those of `used` that are rendered in several ways.

    What stands in the place of a term where no rendering of the glossary does is worked
    out from the texts.
    """
    found = []
    for one in used:
        told = one
        if one.unclear:
            held = {(passage.document, passage.line) for passage in one.unclear}
            numbers = [
                number
                for number in corpus.holding(one.source)
                if (
                    corpus.passages[number].document,
                    corpus.passages[number].line,
                )
                in held
            ]
            others, unclear = corpus.renderings(one.source, numbers)
            told = Usage(
                one.terms,
                one.count,
                one.passages,
                one.allowed,
                tuple(others),
                tuple(unclear),
            )
        if len(told.ways) + bool(told.unclear) > 1 or told.others:
            found.append(told)
    return found
