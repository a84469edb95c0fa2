"""A manuscript's segments as catalog entries, with what a translator needs to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from duizhao.catalog.entry import Entry, Key, Reference
from duizhao.segments import Segment, SegmentRules, segment_manuscript, unit_texts
from duizhao.units import Manuscript, Unit, UnitKind, UnitText

_SECTION_LENGTH = 40
"""How many characters of the heading above are shown with an entry."""


@dataclass(slots=True)
class _Found:
    """An entry in the making: the same text may stand in several places."""

    references: list[Reference] = field(default_factory=list)
    extracted: dict[str, None] = field(default_factory=dict)


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
    found: dict[Key, _Found] = {}
    sections = _sections(manuscript.units, texts)
    path, line = manuscript.source.path, manuscript.lines.line
    for segment in segments:
        entry = found.get(segment.key)
        if entry is None:
            entry = found[segment.key] = _Found()
        unit = manuscript.units[segment.unit]
        entry.extracted.update(dict.fromkeys(_comments(unit, sections[segment.unit])))
        entry.references.append(
            Reference(path, line(_first_byte(unit, texts[segment.unit], segment)))
        )
    return tuple(
        Entry(
            key.msgid,
            context=key.context,
            extracted=tuple(entry.extracted),
            references=tuple(dict.fromkeys(entry.references)),
        )
        for key, entry in found.items()
    )


def _first_byte(unit: Unit, text: UnitText, segment: Segment) -> int:
    return text.byte_start(segment.start) if unit.joints else unit.start


def _comments(unit: Unit, section: str) -> list[str]:
    level = f" {unit.level}" if unit.level else ""
    name = f" {unit.name}" if unit.name else ""
    said = [f"type: {unit.kind}{level}{name}"]
    if section:
        said.append(f"section: {section}")
    if unit.comment:
        said.append(f"note: {unit.comment}")
    return said


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
