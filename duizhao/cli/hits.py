"""Shows what was found in the memory: source, translation, and where it is from."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import SequenceMatcher

from duizhao.cli.console import Console, has_colour
from duizhao.cli.folding import HANGING, columns_of, spans
from duizhao.cli.visible import visible
from duizhao.interchange.pair import Pair
from duizhao.memory.shelf import Hit, Match

_FOUND, _FAINT, _CHANGED, _PLAIN = "\x1b[1;33m", "\x1b[2m", "\x1b[31m", "\x1b[0m"
_LONGEST = 240
# Characters of a text that are shown; of a longer one the part around the first find.

Spans = Sequence[tuple[int, int]]


def show_hits(
    console: Console, text: str, hits: Sequence[Hit], limit: int | None
) -> None:
    """Show pairs that hold a text, which is coloured in them."""
    shown = hits[:limit]
    for hit in shown:
        pair, origin = hit.pair, _origin(hit.pair, hit.name)
        print(_marked("", pair.source, hit.source, _FOUND))
        print(_marked("  ", pair.target, hit.target, _FOUND))
        print(_marked("  ", origin, [(0, len(origin))], _FAINT))
    if not hits:
        console.say(f"“{text}” is nowhere in the memory.")
    elif len(hits) > len(shown):
        console.say(f"There are more than {len(shown)}; --limit 0 shows all.")
    else:
        console.say(f"{len(shown)} found")


def show_matches(console: Console, text: str, found: Sequence[Match]) -> None:
    """Show pairs like a text; what differs in their source is coloured."""
    for match in found:
        pair, origin = match.pair, _origin(match.pair, match.name)
        changed = _changes(text, pair.source)
        print(_marked(f"{match.percent:3} % ", pair.source, changed, _CHANGED))
        print(_marked("      ", pair.target, (), _CHANGED))
        print(_marked("      ", origin, [(0, len(origin))], _FAINT))
    if not found:
        console.say(f"Nothing in the memory is like “{text}”.")


def as_json(hit: Hit) -> dict[str, object]:
    """Return a hit for programs; places are half-open, in characters."""
    return {
        **_pair(hit.pair, hit.name),
        "in_source": hit.source,
        "in_target": hit.target,
    }


def match_as_json(match: Match) -> dict[str, object]:
    """Return a similar pair for programs."""
    return {"percent": match.percent, **_pair(match.pair, match.name)}


def _pair(pair: Pair, name: str) -> dict[str, object]:
    return {
        "source": pair.source,
        "target": pair.target,
        "language": pair.language,
        "date": pair.date,
        "author": pair.author,
        "documents": _documents(pair),
        "memory": name,
    }


def _documents(pair: Pair) -> list[str]:
    return list(dict.fromkeys(one.document for one in pair.contexts))


def _origin(pair: Pair, name: str) -> str:
    """Return where a pair is from on one line: `feature, 一、开门 · 2026-11-22`."""
    places = [
        f"{one.document}, {one.section}" if one.section else one.document
        for one in pair.contexts
    ]
    shown = "; ".join(dict.fromkeys(places[:3])) + (" …" if places[3:] else "")
    date = f"{pair.date[:4]}-{pair.date[4:6]}-{pair.date[6:8]}" if pair.date else ""
    return " · ".join(part for part in (shown or name, date, pair.author) if part)


def _changes(text: str, source: str) -> Spans:
    """Return where `source` differs from `text`."""
    matcher = SequenceMatcher(None, text, source, autojunk=False)
    codes = matcher.get_opcodes()
    return [(start, stop) for kind, _, _, start, stop in codes if kind != "equal"]


def _marked(indent: str, text: str, found: Spans, style: str) -> str:
    """Return a text as lines that fit into the terminal, what is `found` coloured."""
    line, places = _shown(indent, text, found)
    ink = style if has_colour(sys.stdout) else ""
    room = columns_of(sys.stdout)
    lines = [
        _inked(line[start:stop], [(a - start, b - start) for a, b in places], ink)
        for start, stop in spans(line, room)
    ]
    return f"\n{' ' * (len(indent) + HANGING)}".join(lines)


def _shown(indent: str, text: str, found: Spans) -> tuple[str, list[tuple[int, int]]]:
    """Return a text on one line, and where in it stands what is `found`."""
    start, stop = _window(len(text), found)
    line, places = indent + "…" * (start > 0), []
    at = start
    for first, last in found:
        first, last = max(first, at), min(last, stop)  # noqa: PLW2901 - cut to the window
        if first < last:
            line += _line(text[at:first])
            places.append((len(line), len(line + _line(text[first:last]))))
            line += _line(text[first:last])
            at = last
    return line + _line(text[at:stop]) + "…" * (stop < len(text)), places


def _inked(line: str, places: Spans, ink: str) -> str:
    """Return a line with the places in it coloured; they may begin or end outside."""
    parts, at = [], 0
    for first, last in places if ink else ():
        first, last = max(first, at), min(last, len(line))  # noqa: PLW2901 - cut to the line
        if first < last:
            parts += [line[at:first], f"{ink}{line[first:last]}{_PLAIN}"]
            at = last
    return "".join([*parts, line[at:]])


def _line(text: str) -> str:
    return visible(text.replace("\n", " ").replace("\t", " "))


def _window(length: int, spans: Spans) -> tuple[int, int]:
    """Return the part of a text that is shown."""
    if length <= _LONGEST:
        return 0, length
    first = spans[0][0] if spans else 0
    start = max(0, min(first - _LONGEST // 3, length - _LONGEST))
    return start, start + _LONGEST
