"""A sentence with its translation and its place, as the search for terms sees it."""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.values import value


@value
class Passage:
    """A source text beside its translation."""

    source: str
    """The Chinese, with blots for code and links' targets."""
    target: str
    """The translation with such blots; empty where there is none that is finished."""
    document: str
    """The document's name."""
    line: int
    """The one-based line in its catalog."""
    path: str = ""
    """The catalog, for messages."""


def places_of(passages: Sequence[Passage], most: int) -> str:
    """Return where passages are, on one line: `feature 12, 40; notes 3 …`.

    >>> one = Passage("甲", "", "feature", 12)
    >>> places_of([one, Passage("甲", "", "notes", 3)], 1)
    'feature 12 …'
    """
    lines: dict[str, list[str]] = {}
    for passage in passages[:most]:
        lines.setdefault(passage.document, []).append(str(passage.line))
    told = "; ".join(f"{name} {', '.join(held)}" for name, held in lines.items())
    return f"{told} …" if len(passages) > most else told
