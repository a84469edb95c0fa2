"""Shows terms with their renderings and places, for people and for programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from duizhao.cli.console import Console
from duizhao.cli.folding import columns_of
from duizhao.cli.table import cut
from duizhao.cli.visible import visible
from duizhao.language import width
from duizhao.terms.candidates import Candidate
from duizhao.terms.passage import Passage, places_of
from duizhao.terms.renderings import Rendering
from duizhao.terms.usage import Usage

_WIDEST = 100  # columns of what is shown, where the terminal is wider, or is none
_TERM = 20  # columns of a term, at most
_WHERE = ("where, by lines of the catalogs", "where, by lines")
_PLACES = 3
_MOST_PLACES = 8
_NAME = 22


def _room() -> int:
    """Return the columns that there are."""
    return min(columns_of(sys.stdout) or _WIDEST, _WIDEST)


def _places(passages: Sequence[Passage], columns: int) -> str:
    """Return as many places as fit."""
    passages = [replace(one, document=_short(one.document)) for one in passages]
    shown = (places_of(passages, most) for most in range(_MOST_PLACES, 0, -1))
    fitting = (text for text in shown if width(text) <= columns)
    return next(fitting, cut(places_of(passages, 1), columns))


def _short(name: str) -> str:
    """Return the end of a document's name, by which it is known."""
    return name if width(name) <= _NAME else f"…{name[1 - _NAME :]}"


def show_used(console: Console, used: Sequence[Usage], terms: int, path: str) -> None:
    """Show the terms that the texts use as a table."""
    room = _room() - len("times") - 3 * len("  ")
    term = min(_TERM, room // 5)
    english = (room - term) * 11 // 20
    where = room - term - english
    rows = [
        (
            str(one.count),
            cut(one.source, term),
            cut(_renderings(one), english),
            _places(one.passages, where),
        )
        for one in used
    ]
    if rows:
        head = next((one for one in _WHERE if width(one) <= where), _WHERE[-1])
        console.show_table(("times", "term", "English", head), rows, {0})
    sources = len({one.source for one in used})
    if terms:
        what = "term" if terms == 1 else "terms"
        console.say(f"{path}: {sources:,} of {terms:,} {what} used")
    else:
        console.say(f"{path}: there is no glossary; --candidates proposes terms.")


def _renderings(one: Usage) -> str:
    """Return how a term is rendered, with counts where there are several ways."""
    ways = [(way.text, len(way.passages)) for way in one.allowed]
    if one.unclear:
        ways.append(("?", len(one.unclear)))
    if not ways:
        return f"({next(iter(one.terms[0].allowed), '')})"
    if len(ways) == 1 and not one.unclear:
        return ways[0][0]
    return ", ".join(f"{text} {count}" for text, count in ways)


def show_inconsistent(console: Console, found: Sequence[Usage]) -> None:
    """Show what is rendered in several ways, each way with its places."""
    for one in found:
        allowed = " | ".join(one.terms[0].allowed)
        known = f", in the glossary: {allowed}" if allowed else ""
        console.say(cut(f"{one.source}  {_times(one.count)}{known}", _room()))
        for way in one.ways:
            _show_way(console, way, known=way in one.allowed or not allowed)
        for passage in one.unclear[:_PLACES]:
            _show_unclear(console, passage)
        if len(one.unclear) > _PLACES:
            console.say(f"    … and {len(one.unclear) - _PLACES} more")
    if found:
        words = "word is" if len(found) == 1 else "words are"
        console.say(f"{len(found)} {words} rendered in several ways.")
    else:
        console.say("Nothing is rendered in several ways.")


def _show_way(console: Console, way: Rendering, *, known: bool) -> None:
    mark = " " if known else "!"
    room = _room() - len("  ! 0000  ") - len("  ")
    text = cut(way.text, room * 4 // 9)
    blanks = " " * (room * 4 // 9 + 2 - width(text))
    places = _places(way.passages, room - room * 4 // 9)
    console.say(
        f"  {mark} {len(way.passages):4}  {visible(text)}{blanks}{visible(places)}"
    )


def _show_unclear(console: Console, passage: Passage) -> None:
    room = _room() - len("  ? 0000  ") - len("  ") - _NAME - len(" 00000")
    text = cut(" ".join(passage.target.replace("\ue000", " ").split()), room)
    console.say(
        f"  ?    1  {visible(text)}  {visible(_short(passage.document))} {passage.line}"
    )


def _times(count: int) -> str:
    return f"{count} time{'s' * (count != 1)}"


def usage_json(one: Usage) -> dict[str, object]:
    """Return the use of a term for programs."""
    return {
        "source": one.source,
        "times": one.count,
        "glossary": [text for term in one.terms for text in term.allowed],
        "places": [_place(passage) for passage in one.passages],
        "renderings": [
            {
                "text": way.text,
                "allowed": way in one.allowed,
                "places": [_place(passage) for passage in way.passages],
            }
            for way in one.ways
        ],
        "unclear": [_place(passage) for passage in one.unclear],
    }


def candidate_json(one: Candidate) -> dict[str, object]:
    """Return what may be a term for programs."""
    return {
        "source": one.text,
        "target": one.target,
        "kind": str(one.kind),
        "times": one.count,
        "score": round(one.score, 2),
        "places": [_place(passage) for passage in one.passages],
        "renderings": [
            {"text": way.text, "times": len(way.passages)} for way in one.renderings
        ],
    }


def _place(passage: Passage) -> str:
    return f"{passage.path}:{passage.line}"
