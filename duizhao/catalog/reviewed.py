"""Who has approved a translation: a comment that a later edit makes void.

    # reviewed: Li Hua, 2026-11-22 [3f9a2c1d]

The digest in brackets is that of source and translation; where either has changed since,
the line says nothing any more. It is a comment of the translator, which every tool keeps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

from duizhao.catalog.entry import Entry

_LINE = re.compile(
    r"\s*reviewed:\s*(?P<name>[^\r\n]*?\S)\s*,\s*(?P<day>\d{4}-\d\d-\d\d)"
    r"\s*\[(?P<digest>[0-9a-f]{8})\]\s*",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Review:
    """One person's approval of one translation."""

    name: str
    """Who approved it."""
    day: date
    """When."""
    digest: str
    """What was approved: see `digest_of`."""


def digest_of(entry: Entry) -> str:
    """Return eight hexadecimal digits that change with source or translation."""
    forms = (entry.msgid, entry.msgid_plural or "", *_forms(entry))
    text = "\0".join(forms).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=4).hexdigest()


def _forms(entry: Entry) -> tuple[str, ...]:
    return entry.msgstr_plural or (entry.msgstr,)


def parse_review(line: str) -> Review | None:
    """Return what a line of the translator's says; None where it is no review.

    >>> parse_review("reviewed: Li Hua, 2026-11-22 [3f9a2c1d]").name
    'Li Hua'
    >>> parse_review("reviewed: Li Hua, 2026-13-22 [3f9a2c1d]") is None
    True
    """
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found["day"])
    except ValueError:
        return None
    return Review(found["name"], day, found["digest"])


def format_review(review: Review) -> str:
    """Return the line of a review, without the `# `. A name is put on one line."""
    name = " ".join(review.name.split())
    return f"reviewed: {name}, {review.day.isoformat()} [{review.digest}]"


def reviews_of(entry: Entry) -> tuple[Review, ...]:
    """Return the approvals of an entry that hold: of what it says now.

    Only a finished translation has any; a fuzzy one is to be looked at again.
    """
    if not entry.comments or not entry.translated:
        return ()
    found = [
        review
        for line in entry.comments
        if "reviewed:" in line and (review := parse_review(line))
    ]
    if not found:
        return ()
    digest = digest_of(entry)
    return tuple(review for review in found if review.digest == digest)


def with_review(entry: Entry, name: str, day: date) -> Entry:
    """Return `entry` with an approval added, and less those that are void.

    A person's earlier approval of the same text gives way to the new one.
    """
    digest = digest_of(entry)
    new = format_review(Review(name, day, digest))
    own = " ".join(name.split())
    kept = [line for line in entry.comments if not _gives_way(line, own, digest)]
    return replace(entry, comments=(*kept, new))


def _gives_way(line: str, name: str, digest: str) -> bool:
    review = parse_review(line)
    return review is not None and (review.digest != digest or review.name == name)
