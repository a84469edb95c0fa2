"""A manuscript's segments: what a translator sees, and the catalog key of each."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from duizhao.catalog.entry import Key
from duizhao.language import CONTROL, needs_translation
from duizhao.segment import may_split, split_spans
from duizhao.units import Manuscript, Syntax, Unit, UnitKind, UnitText, unit_text


class Segmentation(StrEnum):
    """How finely a document is cut."""

    SENTENCE = "sentence"
    """A segment is a sentence."""
    PARAGRAPH = "paragraph"
    """A segment is a unit, whole."""


@dataclass(frozen=True, slots=True)
class SegmentRules:
    """What decides which segments a manuscript has."""

    segmentation: Segmentation = Segmentation.SENTENCE
    """How finely it is cut."""
    everything: bool = False
    """Whether text without Han or Chinese marks is extracted as well."""
    cjk_breaks: bool = True
    """Whether line ends between Han characters join with nothing."""


class Segment(NamedTuple):
    """One translatable stretch of a unit."""

    unit: int
    """The unit's index in the manuscript."""
    start: int
    """Its first character in the unit's text."""
    stop: int
    """The first character after it."""
    key: Key
    """Where its translation is found. The msgid is the segment's text."""


class _Role(StrEnum):
    """What a text does on the page. The same words in two roles may need two
    translations: then all but the first role in this order get a msgctxt.
    """

    TEXT = "text"
    HEADING = "heading"
    TABLE = "table"
    CAPTION = "caption"
    TERM = "term"
    FRONT_MATTER = "front matter"


_ROLE_OF_KIND = {
    UnitKind.HEADING: _Role.HEADING,
    UnitKind.TITLE: _Role.HEADING,
    UnitKind.TABLE_HEAD: _Role.TABLE,
    UnitKind.TABLE_CELL: _Role.TABLE,
    UnitKind.CAPTION: _Role.CAPTION,
    UnitKind.TERM: _Role.TERM,
}
_ROLE_OF_NAME = {
    "title": _Role.HEADING,
    "subtitle": _Role.HEADING,
    "lead": _Role.TEXT,
    "description": _Role.TEXT,
    "summary": _Role.TEXT,
}


def unit_texts(manuscript: Manuscript, rules: SegmentRules) -> tuple[UnitText, ...]:
    """Return the text of every unit."""
    data = manuscript.data
    return tuple(
        unit_text(data, unit, cjk_breaks=rules.cjk_breaks) for unit in manuscript.units
    )


def segment_manuscript(
    manuscript: Manuscript, texts: Sequence[UnitText], rules: SegmentRules
) -> tuple[Segment, ...]:
    """Return the segments to translate, in reading order, each with its catalog key.

    A msgctxt is given only where the same text stands in two roles, and never to the
    most ordinary of them, so that a heading added later leaves the paragraph's key as
    it was.
    """
    everything = rules.everything
    odd = CONTROL.search(manuscript.source.text) is not None
    found: list[Segment] = []
    roles: list[_Role] = []
    for index, (unit, text) in enumerate(zip(manuscript.units, texts, strict=True)):
        words = text.text
        if not (everything or needs_translation(words)):
            continue
        role = _role(unit)
        spans = _spans(unit, text, rules)
        for start, stop in spans:
            msgid = words[start:stop]
            if odd:
                # No catalog can hold these; the reader has told where they stand.
                msgid = CONTROL.sub("", msgid)
                if not msgid.strip():
                    continue  # an empty msgid is the catalog's header
            # What holds for the unit holds for its one segment.
            if everything or len(spans) == 1 or needs_translation(msgid):
                found.append(Segment(index, start, stop, Key(None, msgid)))
                roles.append(role)
    return tuple(_with_contexts(found, roles))


def _with_contexts(
    found: Sequence[Segment], roles: Sequence[_Role]
) -> Sequence[Segment]:
    """Return the segments with a msgctxt where a text stands in two of `roles`."""
    first: dict[str, _Role] = {}
    clashes: dict[str, set[_Role]] = defaultdict(set)
    for segment, role in zip(found, roles, strict=True):
        msgid = segment.key.msgid
        if first.setdefault(msgid, role) is not role:
            clashes[msgid].update((first[msgid], role))
    if not clashes:
        return found
    order = list(_Role)
    contexts = {
        (msgid, role): str(role)
        for msgid, clashing in clashes.items()
        for role in sorted(clashing, key=order.index)[1:]
    }
    return [
        segment._replace(
            key=Key(contexts.get((segment.key.msgid, role)), segment.key.msgid)
        )
        for segment, role in zip(found, roles, strict=True)
    ]


def _role(unit: Unit) -> _Role:
    if unit.kind is UnitKind.FRONT_MATTER:
        return _ROLE_OF_NAME.get(unit.name, _Role.FRONT_MATTER)
    return _ROLE_OF_KIND.get(unit.kind, _Role.TEXT)


def _spans(unit: Unit, text: UnitText, rules: SegmentRules) -> list[tuple[int, int]]:
    words = text.text
    if rules.segmentation is Segmentation.PARAGRAPH or unit.syntax is Syntax.YAML:
        start = len(words) - len(words.lstrip())
        return [(start, len(words.rstrip()))] if words.strip() else []
    # Where codes stand matters only to what is cut: to one text in three.
    opaque = tuple(_opaque(unit, text)) if unit.codes and may_split(words) else ()
    return split_spans(words, opaque)


def _opaque(unit: Unit, text: UnitText) -> Iterator[tuple[int, int]]:
    """Yield the codes of `unit` in characters of its text."""
    if len(text.chunks) == 1:
        chunk = text.chunks[0]
        data = chunk.text.encode("utf-8", "surrogatepass")
        position = char = 0
        for start, stop in unit.codes:
            char += len(data[position : start - unit.start].decode("utf-8", "ignore"))
            length = len(data[start - unit.start : stop - unit.start].decode())
            yield char, char + length
            char += length
            position = stop - unit.start
        return
    for start, stop in unit.codes:
        yield _char_at(text, start), _char_at(text, stop)


def _char_at(text: UnitText, byte: int) -> int:
    found = bisect_right(text.chunks, byte, key=attrgetter("byte")) - 1
    chunk = text.chunks[max(found, 0)]
    inside = chunk.text.encode("utf-8", "surrogatepass")[: byte - chunk.byte]
    return chunk.char + len(inside.decode("utf-8", "ignore"))
