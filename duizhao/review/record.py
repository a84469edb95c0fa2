"""What was sent to reviewers, and what they sent, remembered beside the catalogs.

One line of JSON for each file that went out and for each that came back: when, and the
digests of key and text of its segments by number. No texts, so that 2,000 segments take
40 kB.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from duizhao.review.anchor import Anchor
from duizhao.review.archive import ReviewError
from duizhao.values import value

Known = Mapping[str, frozenset[str]]
"""The texts that a reviewer has seen, by the digest of the key, as digests."""

_KEPT: Final = 12
# Files that may still be out. An older one stays while it alone has some segment.
_WORD: Final = re.compile(r"([0-9a-f]{10})([0-9a-f]{8})")
_MINUTE: Final = len("2026-11-22T10:15")


@value
class Record:
    """A file that went out, or came back."""

    time: str
    """When it went out, as `2026-11-22T10:15:00+00:00`."""
    anchors: tuple[Anchor, ...]
    """Its segments; numbered from 1 where it went out."""
    back: bool = False
    """Whether it came back; then the segments are those that the reviewer wrote."""


def read_records(data: bytes, path: str) -> tuple[Record, ...]:
    """Return what is remembered, the oldest first. Raises ReviewError with the line."""
    found: list[Record] = []
    for number, line in enumerate(data.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            words = [_WORD.fullmatch(one) for one in said["segments"].split()]
            anchors = tuple(
                Anchor(at, one[1], one[2]) for at, one in enumerate(words, 1) if one
            )
            found.append(Record(str(said["sent"]), anchors, bool(said.get("back"))))
        except (
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
            RecursionError,
        ) as error:
            raise ReviewError(
                "this is no record of a review",
                path=path,
                line=number,
                hint="take the line out; only what was sent then is forgotten",
            ) from error
    return tuple(found)


def write_records(records: Iterable[Record]) -> bytes:
    """Return records as a file."""
    return "".join(f"{_line(one)}\n" for one in records).encode()


def _line(record: Record) -> str:
    said: dict[str, object] = {"sent": record.time}
    if record.back:
        said["back"] = True
    said["segments"] = " ".join(one.key + one.sent for one in record.anchors)
    return json.dumps(said)


def with_record(records: Sequence[Record], new: Record) -> tuple[Record, ...]:
    """Return `records` with another one; old ones that tell nothing more are let go."""
    found = [*(one for one in records if one != new), new]
    kept: list[Record] = []
    seen: set[str] = set()
    for number, one in enumerate(reversed(found)):
        keys = {anchor.key for anchor in one.anchors}
        if number < _KEPT or not keys <= seen:
            kept.append(one)
        seen |= keys
    return tuple(reversed(kept))


def known_of(records: Iterable[Record]) -> Known:
    """Return all that reviewers have seen."""
    return known(anchor for one in records for anchor in one.anchors)


def known(anchors: Iterable[Anchor]) -> Known:
    """Return segments as texts that have been seen."""
    found: dict[str, set[str]] = {}
    for one in anchors:
        found.setdefault(one.key, set()).add(one.sent)
    return {key: frozenset(texts) for key, texts in found.items()}


def roll_of(records: Sequence[Record], time: str) -> dict[int, Anchor]:
    """Return the segments of the file that was sent at `time`, which may be told to the
    minute; where no time is told, of the last file.

    A text that was not the same in all the files that it may be is left open: an older
    one would be taken for a change of hers.
    """
    out = [one for one in records if not one.back]
    found = [one for one in out if one.time == time] or [
        one for one in out if one.time[:_MINUTE] == time[:_MINUTE] or not time
    ]
    seen = known_of(found)
    return {
        anchor.number: anchor
        if len(seen[anchor.key]) == 1
        else replace(anchor, sent="")
        for one in found[-1:]
        for anchor in one.anchors
    }
