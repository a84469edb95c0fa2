"""What is sent to a reviewer: the segments of one document, numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Final

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.render.page import Asset
from duizhao.review.anchor import Anchor, key_digest, text_digest
from duizhao.review.record import Known
from duizhao.values import value


class Only(StrEnum):
    """Which segments go out."""

    ALL = "all"
    """Every one."""
    FUZZY = "fuzzy"
    """Those that are fuzzy or not translated."""
    CHANGED = "changed"
    """Those that no reviewer has seen as they are now."""


_PICTURE: Final = re.compile(
    r"!\[(?:[^\[\]\\]|\\.)*\]\((?:<(?P<angle>[^<>\n]+)>|(?P<bare>[^\s()<>]+))"
)


@value
class Row:
    """One segment."""

    anchor: Anchor
    """By what it is known again."""
    source: str
    """The Chinese."""
    target: str
    """The English; empty where there is none."""
    role: str
    """The kind of text: `heading 2`, `paragraph`."""
    fuzzy: bool
    """Whether somebody still has to look at it."""
    questions: tuple[str, ...] = ()
    """The translator's open questions: her comments that begin with `?`."""
    picture: str = ""
    """The target of the picture whose caption it is; empty for none."""


@value
class Figure:
    """A picture as both languages have it."""

    source: Asset | None
    """That of the original; None where there is none."""
    target: Asset | None
    """That of the translation; None where it is the same."""


@value
class Sheet:
    """One review as it goes out."""

    document: str
    """The document's name."""
    title: str
    """What stands above the table."""
    language: str
    """The translation's tag."""
    sent: datetime
    """When."""
    rows: tuple[Row, ...]
    """The segments."""
    figures: Mapping[str, Figure] = field(default_factory=dict)
    """The pictures, by their targets."""


def rows_of(
    catalog: Catalog, only: Only = Only.ALL, seen: Known | None = None
) -> tuple[Row, ...]:
    """Return the segments of a catalog; plural entries stay at home.

    Those that were `seen` just as they are stay, too.
    """
    wanted = [one for one in catalog.live() if one.msgid_plural is None]
    if only is Only.FUZZY:
        wanted = [one for one in wanted if not one.translated]
    if seen:
        wanted = [one for one in wanted if not _is_seen(one, seen)]
    return tuple(_row(number, one) for number, one in enumerate(wanted, start=1))


def _is_seen(entry: Entry, seen: Known) -> bool:
    texts = seen.get(key_digest(entry.key), ())
    return text_digest(clean(entry.msgstr)) in texts


def _row(number: int, entry: Entry) -> Row:
    target = clean(entry.msgstr)
    anchor = Anchor(number, key_digest(entry.key), text_digest(target))
    questions = (one.strip() for one in entry.comments)
    asked = tuple(
        clean(one.lstrip("? "))
        for one in questions
        if one.startswith("?") and one.strip("? ")
    )
    return Row(
        anchor,
        clean(entry.msgid),
        target,
        _role(entry.extracted),
        entry.fuzzy and bool(entry.msgstr),
        asked,
        _picture(entry.msgid),
    )


def _picture(msgid: str) -> str:
    found = _PICTURE.match(msgid)
    return found["angle"] or found["bare"] if found else ""


def _role(extracted: Iterable[str]) -> str:
    roles = (
        one.removeprefix("type: ") for one in extracted if one.startswith("type: ")
    )
    return next(roles, "")


# What XML 1.0 forbids (2.2): a Word file can hold none of it.
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return a text with U+FFFD for each character that XML forbids."""
    return _FORBIDDEN.sub("\ufffd", text)
