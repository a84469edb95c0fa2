"""Terms of the sample's glossary lost, replaced by what is forbidden, names turned."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from duizhao.terms.model import Term
from duizhao.terms.names import turned
from tests.check_samples import termbase_of
from tests.damage import TERMS


def places(source: str, target: str) -> Iterator[tuple[Term, str]]:
    """Yield each term of the source that stands once, as it is, in the translation."""
    for found in termbase_of(TERMS).find(source):
        for term in found.terms:
            for text in term.targets:
                if len(re.findall(rf"(?i)(?<!\w){re.escape(text)}(?!\w)", target)) == 1:
                    yield term, text


def swapped(target: str, text: str, other: str) -> str:
    return re.sub(rf"(?i)(?<!\w){re.escape(text)}(?!\w)", lambda _: other, target)


def lost(source: str, target: str, dice: random.Random) -> str | None:
    """Put other words into the place of a term."""
    found = [
        text
        for term, text in places(source, target)
        if not any(
            other != text and re.search(rf"(?i)\b{re.escape(other)}", target)
            for other in term.allowed
        )
    ]
    if not found:
        return None
    return swapped(target, dice.choice(found), dice.choice(["thing", "what you know"]))


def forbidden(source: str, target: str, dice: random.Random) -> str | None:
    """Put what is forbidden into the place of a term."""
    found = [(text, term) for term, text in places(source, target) if term.forbidden]
    if not found:
        return None
    text, term = dice.choice(found)
    return swapped(target, text, dice.choice(term.forbidden))


def turned_round(source: str, target: str, dice: random.Random) -> str | None:
    """Put the surname last."""
    found = [
        (text, way)
        for term, text in places(source, target)
        if term.part_of_speech == "person"
        for way in turned(text)
    ]
    return swapped(target, *dice.choice(found)) if found else None


DAMAGES: dict[str, Callable[[str, str, random.Random], str | None]] = {
    "term.missing": lost,
    "term.forbidden": forbidden,
    "name.order": turned_round,
}
