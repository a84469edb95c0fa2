"""Terms that the glossary does not have yet, proposed from the texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from duizhao.terms.beside import Kind, Marked, marked
from duizhao.terms.borders import everyday
from duizhao.terms.model import Term
from duizhao.terms.names import is_chinese_name
from duizhao.terms.ngrams import is_phrase, runs
from duizhao.terms.passage import Passage, places_of
from duizhao.terms.renderings import Corpus, Rendering
from duizhao.terms.termbase import Termbase
from duizhao.values import value

_ORDER = (Kind.BESIDE, Kind.TITLE, Kind.QUOTED, Kind.REPEATED, Kind.LATIN)
_PLACES = 3


@value
class Candidate:
    """What may be a term."""

    text: str
    """The Chinese."""
    kind: Kind
    """Why it is proposed."""
    count: int
    """In how many passages it is."""
    score: float
    """How likely a term it is, among those of its kind."""
    passages: tuple[Passage, ...]
    """Where it is."""
    english: str = ""
    """The English that the Chinese text itself gives."""
    renderings: tuple[Rendering, ...] = ()
    """How it has been rendered so far, the usual way first."""
    unclear: tuple[Passage, ...] = ()
    """Where nobody can tell how."""

    @property
    def target(self) -> str:
        """The rendering to propose; empty where there is none that is usual."""
        if self.english or not self.renderings:
            return self.english
        first = self.renderings[0]
        known = sum(len(one.passages) for one in self.renderings) + len(self.unclear)
        return first.text if 2 * len(first.passages) >= known else ""


@value
class _Found:
    """What may be a term, before anybody looks where it is and how it is rendered."""

    text: str
    kind: Kind
    score: float
    english: str = ""


def candidates(
    passages: Sequence[Passage], base: Termbase, least: int = 3, most: int = 40
) -> list[Candidate]:
    """Return what may be a term and is not in the glossary, likelier ones first.

    `least` is how many times a word must come that nothing else marks as a name; at
    most `most` of each kind are returned.
    """
    found = [*_names(passages, base, least), *_repeated(passages, base, least)]
    corpus = Corpus(passages)
    texts: set[str] = set()
    chosen: list[Candidate] = []
    for kind in _ORDER:
        ranked = [one for one in found if one.kind is kind and one.text not in texts]
        ranked.sort(key=lambda one: (-one.score, one.text))
        texts.update(one.text for one in ranked)
        # A word may come several times in one sentence: some fall out.
        made = (_candidate(one, passages, corpus) for one in ranked[: 2 * most])
        wanted = least if kind in (Kind.LATIN, Kind.REPEATED) else 1
        chosen += islice((one for one in made if one.count >= wanted), most)
    return chosen


def _names(passages: Sequence[Passage], base: Termbase, least: int) -> list[_Found]:
    """Return what the texts mark as names, with the best reason for each."""
    known = {term.source for term in base.glossary} | {
        text for term in base.glossary for text in term.allowed
    }
    counts: Counter[str] = Counter()
    best: dict[str, Marked] = {}
    for passage in passages:
        for one in dict.fromkeys(marked(passage.source)):
            if one.text in known or one.text.strip("《》") in known:
                continue
            counts[one.text] += 1
            before = best.setdefault(one.text, one)
            if _ORDER.index(one.kind) < _ORDER.index(before.kind):
                best[one.text] = one
    return [
        _Found(text, one.kind, float(counts[text]), one.english)
        for text, one in best.items()
        if not (one.kind is Kind.LATIN and counts[text] < least)
        and not (one.kind is Kind.QUOTED and (everyday(text) or is_phrase(text)))
    ]


def _repeated(
    passages: Sequence[Passage], base: Termbase, least: int
) -> Iterator[_Found]:
    """Yield what comes again and again."""
    rest = [_without_terms(one.source, base) for one in passages]
    for run in runs(rest, least):
        if not everyday(run.text):
            yield _Found(run.text, Kind.REPEATED, run.score)


def _without_terms(source: str, base: Termbase) -> str:
    """Return a text with a mark in the place of each term that is known."""
    parts, at = [], 0
    for one in base.find(source):
        parts += [source[at : one.start], "，"]
        at = one.end
    return "".join([*parts, source[at:]])


def _candidate(one: _Found, passages: Sequence[Passage], corpus: Corpus) -> Candidate:
    """Look where something is, and how it is rendered there."""
    held = [passage for passage in passages if one.text in passage.source]
    english = one.english
    if one.kind is Kind.LATIN:
        whole = re.compile(rf"(?<![\w.-]){re.escape(one.text)}(?![\w-])")
        held = [passage for passage in held if whole.search(passage.source)]
        kept = sum(whole.search(passage.target) is not None for passage in held)
        english = one.text if 2 * kept > len(held) else ""
    ways: list[Rendering] = []
    unclear: list[Passage] = []
    if not english:
        ways, unclear = corpus.renderings(one.text, corpus.holding(one.text))
    return Candidate(
        one.text,
        one.kind,
        len(held),
        one.score,
        tuple(held),
        english,
        tuple(ways),
        tuple(unclear),
    )


def as_term(one: Candidate) -> Term:
    """Return a candidate as a row for the glossary; the note says where it is from."""
    times = f"{one.count} time{'s' * (one.count != 1)}"
    note = f"{times}: {places_of(one.passages, _PLACES)}"
    others = [
        f"{way.text} {len(way.passages)}"
        for way in one.renderings
        if way.text != one.target
    ]
    if others:
        note += f"; also: {', '.join(others)}"
    targets = (one.target,) if one.target else ()
    return Term(one.text, targets, part_of_speech=_part_of(one), note=note)


def _part_of(one: Candidate) -> str:
    match one.kind:
        case Kind.TITLE:
            return "title"
        case Kind.LATIN:
            return "name"
        case Kind.BESIDE:
            words = one.english.split()
            person = is_chinese_name(one.text) and 2 <= len(words) <= 3
            return "person" if person else "name"
        case Kind.QUOTED | Kind.REPEATED:
            return "name" if one.target[:1].isupper() else "noun"
