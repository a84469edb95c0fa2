"""A manuscript's segments as catalog entries, with what a translator needs to know."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from duizhao.catalog.entry import Entry, Key, Reference, source_entry
from duizhao.segments import SegmentRules, segment_manuscript, unit_texts
from duizhao.units import Manuscript, Unit, UnitKind, UnitText

_SECTION_LENGTH = 40
"""How many characters of the heading above are shown with an entry."""


def extract(
    manuscript: Manuscript, rules: SegmentRules | None = None
) -> tuple[Entry, ...]:
    """Return one entry for each different text (and role) of `manuscript`, in order.

    `#.` lines tell the kind of block, the heading above, and the author's own
    `<!-- i18n:comment: … -->`; `#:` gives path and line of every place.
    """
    rules = rules or SegmentRules()
    texts = unit_texts(manuscript, rules)
    segments = segment_manuscript(manuscript, texts, rules)
    found: dict[Key, tuple[tuple[str, ...], tuple[Reference, ...]]] = {}
    # What is said of further places, as keys: a cell may say 无 a thousand times.
    again: dict[Key, tuple[dict[str, None], dict[Reference, None]]] = {}
    sections = _sections(manuscript.units, texts)
    units, path, line = manuscript.units, manuscript.source.path, manuscript.lines.line
    for index, start, _, key in segments:
        unit = units[index]
        at = texts[index].byte_start(start) if unit.joints else unit.start
        place = Reference(path, line(at))
        said = _comments(unit.kind, unit.level, unit.name, sections[index])
        if unit.comment:
            said = (*said, f"note: {unit.comment}")
        if key not in found:
            found[key] = said, (place,)
            continue
        if key not in again:
            again[key] = dict.fromkeys(found[key][0]), dict.fromkeys(found[key][1])
        comments, places = again[key]
        comments.update(dict.fromkeys(said))
        places[place] = None
    for key, (comments, places) in again.items():
        found[key] = tuple(comments), tuple(places)
    return tuple(source_entry(key, said, where) for key, (said, where) in found.items())


@lru_cache(maxsize=1024)
def _comments(kind: UnitKind, level: int, name: str, section: str) -> tuple[str, ...]:
    """Return the same lines, as one object, for all units of a kind and section."""
    words = (str(kind), str(level) if level else "", name)
    said = f"type: {' '.join(word for word in words if word)}"
    return (said, f"section: {section}") if section else (said,)


def _sections(units: Sequence[Unit], texts: Sequence[UnitText]) -> list[str]:
    """Return for each unit the heading it stands under, cut to a readable length."""
    section = ""
    found: list[str] = []
    for unit, text in zip(units, texts, strict=True):
        if unit.kind is UnitKind.HEADING:
            found.append("")
            words = " ".join(text.text.split())
            cut = len(words) > _SECTION_LENGTH
            section = words[:_SECTION_LENGTH] + ("…" if cut else "")
        else:
            found.append(section)
    return found
