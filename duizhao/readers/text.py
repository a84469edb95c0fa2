"""Reads a plain-text manuscript: its paragraphs, title, bylines, numbered headings.

What the lines are is found in `text_roles`; here it becomes units, and units in either
language become a document. Numbers stay part of the text: nothing is renumbered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.document import (
    Block,
    Document,
    Heading,
    Inline,
    Metadata,
    Paragraph,
    Rule,
    Text,
)
from duizhao.language import joins_without_blank
from duizhao.readers.linkify import linkify
from duizhao.readers.marks import normalise_marks
from duizhao.readers.text_lines import Line, split_lines
from duizhao.readers.text_roles import Role, Roles, find_roles
from duizhao.readers.text_settings import (
    HeadingRule,
    Paragraphs,
    TextSettings,
    compiled,
)
from duizhao.readers.text_shapes import find_furniture, is_separator
from duizhao.source import LineIndex, Source, document_name
from duizhao.units import Break, Joint, Manuscript, Syntax, Unit, UnitKind
from duizhao.walk import plain_text

__all__ = [
    "HeadingRule",
    "Paragraphs",
    "TextSettings",
    "build_document",
    "read_text",
    "source_texts",
]

SUBTITLE = "subtitle"
"""The `name` of the unit (of kind front matter) that is the subtitle."""

_KINDS = {
    Role.TITLE: UnitKind.TITLE,
    Role.SUBTITLE: UnitKind.FRONT_MATTER,
    Role.BYLINE: UnitKind.BYLINE,
    Role.HEADING: UnitKind.HEADING,
    Role.BODY: UnitKind.PARAGRAPH,
}
_DEFAULTS = TextSettings()
# The lines at either end among which additions of web pages are looked for: a notice
# in mid-text is more likely the author's subject.
_HEAD, _TAIL = 6, 8
# What a page cannot show; `control_characters` reports it. The first group are line
# ends of other systems that a `Text` must not hold.
_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_UNSHOWN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_DATE = re.compile(
    r"(?:[^\d\s：:]{0,6}[：:]\s*)?[（(]?(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?"
    r"(\d{1,2})\s?日?(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?[）)]?"
)


def read_text(source: Source, settings: TextSettings = _DEFAULTS) -> Manuscript:
    """Return the units of the plain text `source`, read as `settings` say.

    A unit is a line or, in wrapped text, a paragraph whose line ends are soft joints;
    its indentation and trailing blanks are no part of it. Blank lines, rules made of
    marks and what is skipped belong to no unit and are carried over. Raises nothing;
    what the settings name in vain (`text.pattern`) and what looks like an addition of a
    web page (`text.furniture`) is told in the diagnostics.
    """
    # A lone surrogate, which no file holds, would not go into UTF-8.
    data = source.text.encode("utf-8", "replace")
    lines = split_lines(data.decode("utf-8"))
    found = find_roles(lines, settings)
    return Manuscript(
        source,
        data,
        LineIndex(source.path, data),
        tuple(_iter_units(found)),
        (*_iter_unused(found, source.path), *_iter_furniture(found, source.path)),
    )


def source_texts(manuscript: Manuscript) -> tuple[tuple[Inline, ...], ...]:
    """Return the inlines of each unit in the source language.

    Soft line ends are resolved and bare addresses are links. Control characters, which
    no page can hold, are shown as U+FFFD, line ends of other systems as blanks.
    """
    return tuple(
        linkify(_UNSHOWN.sub("\ufffd", _BREAKS.sub(" ", unit_text(manuscript, unit))))
        for unit in manuscript.units
    )


def unit_text(manuscript: Manuscript, unit: Unit) -> str:
    """Return the text of a `unit` of a plain text with its soft line ends resolved."""
    text = ""
    start = unit.start
    for joint in (*unit.joints, Joint(unit.stop, unit.stop, Break.SOFT)):
        piece = manuscript.data[start : joint.start].decode("utf-8")
        if text and piece and not joins_without_blank(text[-1], piece[0]):
            text += " "
        text += piece
        start = joint.stop
    return text


def build_document(
    manuscript: Manuscript,
    texts: Sequence[tuple[Inline, ...]],
    language: str,
    settings: TextSettings = _DEFAULTS,
) -> Document:
    """Return the document whose unit i says `texts[i]`, in `language`.

    `texts` holds one item for each unit of `manuscript`. Documents made of the same
    manuscript have the same blocks in the same order, with the same anchors. In Chinese
    the marks are shown as Chinese print has them, if `settings` say so. A byline that
    is only a date becomes the document's date; its time of day is not shown.
    """
    shown = list(texts)
    if settings.normalise_marks and language.lower().partition("-")[0] == "zh":
        shown = [normalise_marks(inlines) for inlines in texts]
    pairs = list(zip(manuscript.units, shown, strict=True))
    metadata = _build_metadata(manuscript, pairs)
    return Document(
        language, metadata, tuple(_iter_blocks(manuscript, pairs, settings))
    )


# --- units ---------------------------------------------------------------------------


def _iter_units(found: Roles) -> Iterator[Unit]:
    """Yield the units of a text whose roles are `found`."""
    paragraph: list[Line] = []
    for index, (line, role) in enumerate(zip(found.lines, found.roles, strict=True)):
        goes_on = role is Role.BODY and found.joined and _continues(paragraph, line)
        if paragraph and not goes_on:
            yield _join(paragraph)
            paragraph = []
        if role is Role.BODY:
            paragraph.append(line)
        elif kind := _KINDS.get(role):
            name = SUBTITLE if role is Role.SUBTITLE else ""
            level = found.levels.get(index, 0)
            yield Unit(kind, line.start, line.stop, level, Syntax.PLAIN, name=name)
    if paragraph:
        yield _join(paragraph)


def _continues(paragraph: Sequence[Line], line: Line) -> bool:
    """Return whether `line` goes on with `paragraph`, whose lines precede it at once.

    An indented line begins a paragraph, unless the line before is indented likewise
    with something else than the two ideographic blanks of Chinese typing.
    """
    if not paragraph:
        return False
    before = paragraph[-1].indent
    return not line.indent or (line.indent == before and "\u3000" not in before)


def _join(paragraph: Sequence[Line]) -> Unit:
    """Return the unit that the lines of `paragraph` are."""
    joints = tuple(
        Joint(line.stop, following.start, Break.SOFT)
        for line, following in pairwise(paragraph)
    )
    first, last = paragraph[0], paragraph[-1]
    return Unit(
        UnitKind.PARAGRAPH, first.start, last.stop, syntax=Syntax.PLAIN, joints=joints
    )


# --- findings ------------------------------------------------------------------------


def _iter_unused(found: Roles, path: str) -> Iterator[Diagnostic]:
    """Yield a finding for each thing that the settings name in vain."""
    for key, pattern in found.unused:
        yield Diagnostic(
            "text.pattern",
            Severity.WARNING,
            Place(path),
            f"{key} = {pattern!r} fits no line of the text",
            "correct the pattern, or take it out of duizhao.toml",
        )


def _iter_furniture(found: Roles, path: str) -> Iterator[Diagnostic]:
    """Yield a finding for each line that looks like an addition of a web page."""
    document = document_name(path)
    text = [
        line
        for line, role in zip(found.lines, found.roles, strict=True)
        if role in _KINDS
    ]
    for index, line in enumerate(text):
        near_end = index < _HEAD or index >= len(text) - _TAIL
        if near_end and (looks := find_furniture(line.text)):
            name, words = looks
            yield Diagnostic(
                "text.furniture",
                Severity.INFO,
                Place(path, line.number, 1),
                f"this looks like {name}, not like part of the text",
                f'if so, add "{words}" to skip under [documents."{document}".text]',
                line.text[:30],
            )


# --- documents -----------------------------------------------------------------------


def _build_metadata(
    manuscript: Manuscript, pairs: Sequence[tuple[Unit, tuple[Inline, ...]]]
) -> Metadata:
    """Return title, subtitle, author and date; several bylines are set apart by ·."""
    title: tuple[Inline, ...] = ()
    subtitle: tuple[Inline, ...] = ()
    authors: list[Inline] = []
    day = ""
    for unit, inlines in pairs:
        match unit.kind:
            case UnitKind.TITLE:
                title = inlines
            case UnitKind.FRONT_MATTER:
                subtitle = inlines
            case UnitKind.BYLINE:
                # The source decides, so that both languages have the same parts.
                if not day and _find_date(unit_text(manuscript, unit)):
                    written = plain_text(inlines)
                    day = _find_date(written) or written
                else:
                    authors += (Text(" · "), *inlines) if authors else inlines
            case _:
                pass
    return Metadata(title=title, subtitle=subtitle, author=tuple(authors), date=day)


def _find_date(text: str) -> str:
    """Return the ISO 8601 date that `text` is, a label and a time of day aside."""
    match = _DATE.fullmatch(text)
    if match is None:
        return ""
    numbers = (int(number) for number in match.groups())
    try:
        return date(*numbers).isoformat()
    except ValueError:
        return ""  # 2025-02-30 is shown as it is written


def _iter_blocks(
    manuscript: Manuscript,
    pairs: Sequence[tuple[Unit, tuple[Inline, ...]]],
    settings: TextSettings,
) -> Iterator[Block]:
    """Yield the headings and paragraphs, and a rule where marks stand for one."""
    headings = 0
    before: Unit | None = None
    for unit, inlines in pairs:
        if unit.kind not in {UnitKind.HEADING, UnitKind.PARAGRAPH}:
            continue
        if before and _has_rule(manuscript.data[before.stop : unit.start], settings):
            yield Rule()
        before = unit
        if unit.kind is UnitKind.HEADING:
            headings += 1
            yield Heading(unit.level, inlines, f"section-{headings}")
        else:
            yield Paragraph(inlines)


def _has_rule(gap: bytes, settings: TextSettings) -> bool:
    """Return whether `gap`, between two blocks, holds a rule that is not skipped."""
    return any(
        is_separator(line.text)
        and not any(compiled(pattern).search(line.text) for pattern in settings.skip)
        for line in split_lines(gap.decode("utf-8"))
    )
