"""A manuscript's segments as catalog entries, with what a translator needs to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from duizhao.catalog.entry import Entry, Reference, source_entry
from duizhao.catalog.potfile import SourceText
from duizhao.language import find_chinese
from duizhao.segment import match_whole
from duizhao.segments import (
    Role,
    Segmentation,
    SegmentRules,
    contexts_of,
    line_pieces,
    role_of,
    segment_unit,
)
from duizhao.units import Manuscript, Unit, UnitKind, unit_text

_Said = tuple[str, ...]
_Found = tuple[str, Role, _Said, int]
_Key = str | tuple[str, Role]

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
    texts = collect_texts(manuscript, rules)
    return tuple(source_entries(manuscript.source.path, texts))


def source_entries(path: str, texts: Iterable[SourceText]) -> Iterator[Entry]:
    """Yield the entries of `texts`, which stand in the manuscript `path`."""
    for msgid, context, said, lines in texts:
        places = tuple(Reference(path, line) for line in lines)
        yield source_entry(msgid, context, said, places)


def collect_texts(
    manuscript: Manuscript, rules: SegmentRules | None = None
) -> list[SourceText]:
    """Return what `extract` makes its entries of, and a pot can be written from."""
    # By its msgid, or with its role where that is not the one it was first found in.
    found: dict[_Key, _Found] = {}
    # What is said of further places, as keys: a cell may say 无 a thousand times.
    again: dict[_Key, tuple[dict[str, None], dict[int, None]]] = {}
    several_roles = False
    for text in _find_texts(manuscript, rules or SegmentRules()):
        key: _Key = text[0]
        first = found.setdefault(key, text)
        if first is text:
            continue
        msgid, role, said, line = text
        if first[1] is not role:
            several_roles = True
            key = msgid, role
            first = found.setdefault(key, text)
            if first is text:
                continue
        if key not in again:
            again[key] = dict.fromkeys(first[2]), {first[3]: None}
        comments, lines = again[key]
        comments.update(dict.fromkeys(said))
        lines[line] = None
    if not several_roles and not again:
        return [(msgid, None, said, (line,)) for msgid, _, said, line in found.values()]
    roles = ((msgid, role) for msgid, role, _, _ in found.values())
    contexts = contexts_of(roles) if several_roles else {}
    texts: list[SourceText] = []
    for key, (msgid, role, said, line) in found.items():
        context = contexts.get((msgid, role)) if contexts else None
        if key in again:
            comments, lines = again[key]
            texts.append((msgid, context, tuple(comments), tuple(lines)))
        else:
            texts.append((msgid, context, said, (line,)))
    return texts


def _find_texts(manuscript: Manuscript, rules: SegmentRules) -> list[_Found]:
    """Return each segment's text, its role, what is said of it, and its line.

    The same segments as `segment_manuscript` has. Here a text that is one segment on
    one line, as nine in ten are, is looked at once and nothing made of it but its
    msgid: of 6 MB come 50,000, and the way for all takes three times as long.
    """
    data, odd, everything = manuscript.data, manuscript.source.odd, rules.everything
    whole, search, heading = match_whole, find_chinese(), UnitKind.HEADING
    # Lines are counted from text to text: an index of all takes twice as long.
    count, line, counted = manuscript.lines.marked.count, 1, 0
    found: list[_Found] = []
    section = _NOTHING
    looks: dict[UnitKind, tuple[Role, _Said]] = {}  # of a section's units, by kind
    for unit in manuscript.units:
        kind, start, stop, level, _, joints, _, name, comment, value = unit
        words = ""
        if whole_line := not (odd or joints or value is not None):
            raw = data[start:stop]
            if raw.isascii() and not everything and kind is not heading:
                continue
            words = raw.decode()  # without surrogates, which would be odd
        if level or name:
            role, said = _look(kind, level, name)
            if name:
                said += section
        elif kind in looks:
            role, said = looks[kind]
        else:
            role, said = _look(kind)
            said += section
            looks[kind] = role, said
        if comment:
            said = (*said, f"note: {comment}")
        if whole_line and whole(words):
            if everything or search(words):
                line, counted = line + count(b"\n", counted, start), start
                found.append((words, role, said, line))
        else:
            for at, msgid in _pieces(manuscript, unit, rules):
                line, counted = line + count(b"\n", counted, at), at
                found.append((msgid, role, said, line))
        if kind is heading:
            words = words or unit_text(data, unit, cjk_breaks=rules.cjk_breaks).text
            section, looks = _section(words), {}
    return found


def _pieces(
    manuscript: Manuscript, unit: Unit, rules: SegmentRules
) -> Iterable[tuple[int, str]]:
    """Return each segment of a unit: where in the file its line is, and its msgid."""
    data, start, odd = manuscript.data, unit.start, manuscript.source.odd
    if (
        rules.segmentation is Segmentation.SENTENCE
        and not (odd or unit.joints or unit.value is not None)
        and (pieces := line_pieces(data, start, unit.stop, unit.codes)) is not None
    ):
        wanted = pieces if rules.everything else filter(find_chinese(), pieces)
        return [(start, msgid) for msgid in wanted]
    text = unit_text(data, unit, cjk_breaks=rules.cjk_breaks)
    return [
        (text.byte_start(first) if unit.joints else start, msgid)
        for first, _, msgid in segment_unit(unit, text, rules, odd=odd)
    ]


def _section(heading: str) -> _Said:
    """Return what is said below a heading: itself on one line, cut to be read."""
    words = " ".join(heading.split())
    if not words:
        return _NOTHING
    end = "…" if len(words) > _SECTION_LENGTH else ""
    return (f"section: {words[:_SECTION_LENGTH]}{end}",)


@cache
def _look(kind: UnitKind, level: int = 0, name: str = "") -> tuple[Role, _Said]:
    """Return the role of a kind of unit, and its name for translators."""
    words = (str(kind), str(level) if level else "", name)
    return role_of(kind, name), (f"type: {' '.join(word for word in words if word)}",)
