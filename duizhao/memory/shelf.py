"""The memories of a publication side by side, asked as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from duizhao.interchange.pair import Context, Pair
from duizhao.memory.fold import find_spans, fold
from duizhao.memory.index import Index
from duizhao.memory.similar import Likeness, similar


class Kind(StrEnum):
    """How a text was found in the memory."""

    CONTEXT = "context"
    """The same text in the same place."""
    EXACT = "exact"
    """The same text elsewhere."""
    FUZZY = "fuzzy"
    """A similar text."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A memory, with how far it is trusted."""

    name: str
    """Its file, for messages."""
    index: Index
    """What is in it."""
    penalty: int = 0
    """Per cent taken off all that it offers."""
    own: bool = True
    """Whether it is the publication's own: only then the same text in the same place
    is translated without being looked at."""


@dataclass(frozen=True, slots=True)
class Match:
    """A translation that the memory offers for a text."""

    kind: Kind
    """How it was found."""
    percent: int
    """How like its source is, less the memory's penalty."""
    pair: Pair
    """The pair."""
    name: str
    """The memory that it is from."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A pair that holds what was searched."""

    pair: Pair
    """The pair."""
    name: str
    """The memory that it is from."""
    source: tuple[tuple[int, int], ...] = ()
    """Where in the source: half-open ranges of characters."""
    target: tuple[tuple[int, int], ...] = ()
    """Where in the translation; likewise."""


def best_match(
    shelves: Sequence[Shelf], text: str, context: Context, language: str, threshold: int
) -> Match | None:
    """Return the best that the memories have for a text, or None.

    The same text in the same place goes first, where its translation is one and the
    memory the publication's own; then the same text; then the most similar of at least
    `threshold` per cent after the penalty. Of equals the newest. Raises DamagedError.
    """
    exact = [
        (shelf, Match(Kind.EXACT, 100 - shelf.penalty, pair, shelf.name))
        for shelf in shelves
        for pair in shelf.index.same(text)
        if pair.language == language
    ]
    if found := _in_place([match for shelf, match in exact if shelf.own], context):
        return found
    offered = [match for _, match in exact if match.percent >= threshold]
    if not offered:
        offered = matches(shelves, text, language, threshold)
    return max(offered, key=_worth, default=None)


def matches(
    shelves: Sequence[Shelf], text: str, language: str, threshold: int, limit: int = 10
) -> list[Match]:
    """Return what the memories have for texts like this, the best first.

    An empty `language` stands for all. Raises DamagedError.
    """
    found: list[Match] = []
    for shelf in shelves:
        least = threshold + shelf.penalty
        if least > 100:
            continue
        found += [
            _match(shelf, like)
            for like in similar(shelf.index, text, least, limit=50)
            if language in {"", like.pair.language}
        ]
    found.sort(key=_worth, reverse=True)
    return _different(found)[:limit]


def search(
    shelves: Sequence[Shelf], text: str, *, sources: bool = True, targets: bool = True
) -> Iterator[Hit]:
    """Yield the pairs that hold `text` in source or translation, by `fold`.

    In the order of the memories; a pair that is in several once. Raises DamagedError.
    """
    wanted = fold(text)
    seen: set[tuple[str, str, str]] = set()
    for shelf in shelves:
        for row in shelf.index.holding(text, sources=sources, targets=targets):
            pair = shelf.index.pair(row)
            key = pair.language, pair.source, pair.target
            if key in seen:
                continue
            seen.add(key)
            yield Hit(
                pair,
                shelf.name,
                find_spans(pair.source, wanted) if sources else (),
                find_spans(pair.target, wanted) if targets else (),
            )


def _in_place(exact: Sequence[Match], context: Context) -> Match | None:
    """Return the match in the same place; None where translations there differ."""
    there = [
        match
        for match in exact
        if any(context.same_place(one) for one in match.pair.contexts)
    ]
    if len({match.pair.target for match in there}) != 1:
        return None
    return Match(Kind.CONTEXT, 100, there[0].pair, there[0].name)


def _match(shelf: Shelf, like: Likeness) -> Match:
    kind = Kind.EXACT if like.percent == 100 else Kind.FUZZY
    return Match(kind, like.percent - shelf.penalty, like.pair, shelf.name)


def _worth(match: Match) -> tuple[int, str]:
    return match.percent, match.pair.date


def _different(found: Sequence[Match]) -> list[Match]:
    """Return the matches with each pair once."""
    best: dict[tuple[str, str, str], Match] = {}
    for match in found:
        pair = match.pair
        best.setdefault((pair.language, pair.source, pair.target), match)
    return list(best.values())
