"""A manuscript's segments as catalog entries, with what a translator needs to know."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from duizhao.catalog.entry import Entry, Reference, source_entry
from duizhao.language import CONTROL, find_chinese
from duizhao.segment import is_whole
from duizhao.segments import Role, SegmentRules, contexts_of, role_of, segment_unit
from duizhao.units import Manuscript, UnitKind, unit_text

_Said = tuple[str, ...]
_Key = tuple[str, Role]
_Found = tuple[str, int, Role, _Said]

_NOTHING: _Said = ()
_SECTION_LENGTH = 40
"""How many characters of the heading above are shown with an entry."""


def extract(
    manuscript: Manuscript, rules: SegmentRules | None = None
) -> tuple[Entry, ...]:
    """Return one entry for each different text (and role) of `manuscript`, in order.

    `#.` lines tell the kind of block, the heading above, and the author's own
    `<!-- i18n:comment: … -->`; `#:` gives path and line of every place.
    """
    path, starts = manuscript.source.path, manuscript.lines.starts
    found: dict[_Key, tuple[_Said, Reference]] = {}
    # What is said of further places, as keys: a cell may say 无 a thousand times.
    again: dict[_Key, tuple[dict[str, None], dict[Reference, None]]] = {}
    for msgid, at, role, said in _iter_texts(manuscript, rules or SegmentRules()):
        key = msgid, role
        place = Reference(path, bisect_right(starts, at))
        first = found.setdefault(key, (said, place))
        if first[1] is place:
            continue
        if key not in again:
            again[key] = dict.fromkeys(first[0]), {first[1]: None}
        comments, places = again[key]
        comments.update(dict.fromkeys(said))
        places[place] = None
    contexts = contexts_of(found)
    entries: list[Entry] = []
    for key, (comment, place) in found.items():
        context = contexts.get(key) if contexts else None
        if key in again:
            every, where = again[key]
            entry = source_entry(key[0], context, tuple(every), tuple(where))
        else:
            entry = source_entry(key[0], context, comment, (place,))
        entries.append(entry)
    return tuple(entries)


def _iter_texts(manuscript: Manuscript, rules: SegmentRules) -> Iterator[_Found]:
    """Yield each segment's text and first byte, its role, and what is said of it.

    The same segments as `segment_manuscript` has. Here a text that is one segment on
    one line, as nine in ten are, is looked at once and nothing made of it but its
    msgid: of 6 MB come 50,000, and the way for all takes three times as long.
    """
    data, everything, search = manuscript.data, rules.everything, find_chinese()
    odd = CONTROL.search(manuscript.source.text) is not None
    section = ""
    last_kind: UnitKind | None = None
    last_name = ""
    last_level = 0
    role, usual = Role.TEXT, _NOTHING
    for unit in manuscript.units:
        kind, start, stop, level, _, joints, _, name, comment, value = unit
        if kind is UnitKind.HEADING:
            section = ""
        # An enum's own hash is slow, and neighbours are mostly of one kind.
        if kind is not last_kind or level != last_level or name != last_name:
            last_kind, last_level, last_name = kind, level, name
            role, usual = role_of(unit), _comments(kind, level, name, section)
        said = (*usual, f"note: {comment}") if comment else usual
        general = odd or joints or value is not None
        words = ""
        if not general:
            raw = data[start:stop]
            if raw.isascii() and not everything and kind is not UnitKind.HEADING:
                continue
            words = raw.decode("utf-8", "surrogatepass")
            general = not is_whole(words)
        if general:
            text = unit_text(data, unit, cjk_breaks=rules.cjk_breaks)
            words = text.text
            for first, _, msgid in segment_unit(unit, text, rules, odd=odd):
                yield msgid, text.byte_start(first) if joints else start, role, said
        elif everything or search(words):
            yield words, start, role, said
        if kind is UnitKind.HEADING:
            section = _shorten(words)
            last_kind = None


def _shorten(heading: str) -> str:
    """Return a heading on one line, cut to a readable length."""
    words = " ".join(heading.split())
    return words[:_SECTION_LENGTH] + ("…" if len(words) > _SECTION_LENGTH else "")


@lru_cache(maxsize=1024)
def _comments(kind: UnitKind, level: int, name: str, section: str) -> tuple[str, ...]:
    """Return the same lines, as one object, for all units of a kind and section."""
    words = (str(kind), str(level) if level else "", name)
    said = f"type: {' '.join(word for word in words if word)}"
    return (said, f"section: {section}") if section else (said,)
