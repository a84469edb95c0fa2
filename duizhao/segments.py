"""A manuscript's segments: what a translator sees, and the catalog key of each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from duizhao.catalog.entry import Key
from duizhao.language import CONTROL, HAN, find_chinese
from duizhao.segment import cut_spans, may_split, plain_pieces
from duizhao.segment_marks import OBJECT
from duizhao.units import Manuscript, Syntax, Unit, UnitKind, UnitText, unit_text
from duizhao.values import value

# Codes that cut no sentence, nor go with a stop, each on a line: any code span or
# picture, and links and bold print of plain words with no stop or bracket at the end.
# (Han stands but once: a class that holds it takes a millisecond to compile.)
_HARMLESS = re.compile(
    r"(?:(?:[`!].*|(?:\[(?!\^)|\*{1,3})"
    rf"[{HAN}A-Za-z0-9０-９，、；：·％ ,;:%+=/&#@`_|<>$^~.()\-–—]{{1,500}}(?<![_~.)> ])"
    r"(?:\]\([^\n()]{0,500}\)|\*{1,3}))(?:\n|\Z))+"
)


class Segmentation(StrEnum):
    """How finely a document is cut."""

    SENTENCE = "sentence"
    """A segment is a sentence."""
    PARAGRAPH = "paragraph"
    """A segment is a unit, whole."""


@value
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


class Role(StrEnum):
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
    UnitKind.HEADING: Role.HEADING,
    UnitKind.TITLE: Role.HEADING,
    UnitKind.TABLE_HEAD: Role.TABLE,
    UnitKind.TABLE_CELL: Role.TABLE,
    UnitKind.CAPTION: Role.CAPTION,
    UnitKind.TERM: Role.TERM,
}
_ROLE_OF_NAME = {
    "title": Role.HEADING,
    "subtitle": Role.HEADING,
    "lead": Role.TEXT,
    "description": Role.TEXT,
    "summary": Role.TEXT,
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
    odd = manuscript.source.odd
    found: list[Segment] = []
    roles: list[Role] = []
    for index, (unit, text) in enumerate(zip(manuscript.units, texts, strict=True)):
        role = role_of(unit.kind, unit.name)
        for start, stop, msgid in segment_unit(unit, text, rules, odd=odd):
            found.append(Segment(index, start, stop, Key(None, msgid)))
            roles.append(role)
    contexts = contexts_of(
        (segment.key.msgid, role) for segment, role in zip(found, roles, strict=True)
    )
    if not contexts:
        return tuple(found)
    return tuple(
        segment._replace(key=Key(contexts.get((msgid, role)), msgid))
        for segment, role in zip(found, roles, strict=True)
        for msgid in (segment.key.msgid,)
    )


def segment_unit(
    unit: Unit, text: UnitText, rules: SegmentRules, *, odd: bool
) -> list[tuple[int, int, str]]:
    """Return start, stop and msgid of each segment to translate in `unit`.

    `odd` says that the manuscript holds control characters somewhere. No catalog can
    hold these, so they are not in the msgid; the reader has told where they stand.
    """
    words, search = text.text, find_chinese()
    # What holds for the unit holds for its one segment.
    everything = rules.everything
    if not (everything or search(words)):
        return []
    found: list[tuple[int, int, str]] = []
    spans = _spans(unit, text, rules)
    all_of_them = everything or len(spans) == 1
    for start, stop in spans:
        msgid = words[start:stop]
        if odd:
            msgid = re.sub(CONTROL, "", msgid)
            if not msgid.strip():
                continue  # an empty msgid is the catalog's header
        if all_of_them or search(msgid):
            found.append((start, stop, msgid))
    return found


def contexts_of(texts: Iterable[tuple[str, Role]]) -> dict[tuple[str, Role], str]:
    """Return the msgctxt of each text and role that needs one to be told from others."""
    first: dict[str, Role] = {}
    clashes: dict[str, set[Role]] = defaultdict(set)
    for msgid, role in texts:
        if first.setdefault(msgid, role) is not role:
            clashes[msgid].update((first[msgid], role))
    order = list(Role)
    return {
        (msgid, role): str(role)
        for msgid, clashing in clashes.items()
        for role in sorted(clashing, key=order.index)[1:]
    }


def role_of(kind: UnitKind, name: str = "") -> Role:
    """Return what the text of a unit does on the page, by its kind and name."""
    if kind is UnitKind.FRONT_MATTER:
        return _ROLE_OF_NAME.get(name, Role.FRONT_MATTER)
    return _ROLE_OF_KIND.get(kind, Role.TEXT)


def _spans(unit: Unit, text: UnitText, rules: SegmentRules) -> list[tuple[int, int]]:
    words = text.text
    if (
        rules.segmentation is Segmentation.PARAGRAPH
        or unit.syntax is Syntax.YAML
        or not may_split(words)
    ):
        start = len(words) - len(words.lstrip())
        return [(start, len(words.rstrip()))] if words.strip() else []
    # Where codes stand matters only to what is cut: to one text in three.
    if not unit.codes:
        return cut_spans(words)
    if len(text.chunks) == 1 and "\n" not in words:
        spans = _harmless_spans(unit, words)
        if spans is not None:
            return spans
    return cut_spans(words, [_chars(text, code) for code in unit.codes])


def line_pieces(
    data: bytes, start: int, stop: int, codes: Sequence[tuple[int, int]]
) -> list[str] | None:
    """Return the sentences of a line, from `start` to `stop` in `data`, with its codes.

    None where it takes more to tell. A code that can matter to no border is put aside
    for a single character: nine in ten texts that are cut need no more, and this takes
    less than half the time of standing in for each, which the others get.
    """
    if not codes:
        return plain_pieces(data[start:stop].decode("utf-8", "surrogatepass"))
    parts: list[bytes] = []
    for code, end in codes:
        parts += data[start:code], data[code:end]
        start = end
    parts.append(data[start:stop])
    # All at once: to decode each by itself takes three times as long.
    words = b"\n".join(parts).decode("utf-8", "surrogatepass").split("\n")
    if len(words) != len(parts) or not _HARMLESS.fullmatch("\n".join(words[1::2])):
        return None
    pieces = plain_pieces(OBJECT.join(words[::2]))
    if pieces is None:
        return None
    outside = "\n".join(pieces).split(OBJECT)
    if len(outside) * 2 != len(words) + 1:
        return None  # the text has this character itself
    words[::2] = outside
    return "".join(words).split("\n")


def _harmless_spans(unit: Unit, words: str) -> list[tuple[int, int]] | None:
    """Return the spans of `line_pieces` in `words`, the text of `unit`, one line."""
    data, first = words.encode("utf-8", "surrogatepass"), unit.start
    codes = [(start - first, stop - first) for start, stop in unit.codes]
    pieces = line_pieces(data, 0, len(data), codes)
    if pieces is None:
        return None
    spans: list[tuple[int, int]] = []
    done = 0
    for piece in pieces:
        start = words.index(piece, done)
        done = start + len(piece)
        spans.append((start, done))
    return spans


def _chars(text: UnitText, code: tuple[int, int]) -> tuple[int, int]:
    """Return where a code stands in `text`, in characters."""
    return _char_at(text, code[0]), _char_at(text, code[1])


def _char_at(text: UnitText, byte: int) -> int:
    found = bisect_right(text.chunks, byte, key=attrgetter("byte")) - 1
    chunk = text.chunks[max(found, 0)]
    inside = chunk.text.encode("utf-8", "surrogatepass")[: byte - chunk.byte]
    return chunk.char + len(inside.decode("utf-8", "ignore"))
