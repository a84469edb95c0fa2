"""What was sent to reviewers, as the publication remembers it.

`translations/LANG/reviews/NAME.jsonl`: in version control beside the catalog, so that
`build/` may be emptied, and a file be taken in on another machine than sent it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from duizhao.catalog.catalog import Catalog
from duizhao.errors import SettingsError
from duizhao.files import MEGABYTE
from duizhao.pipeline.workplace import Workplace
from duizhao.review.anchor import Anchor, text_digest
from duizhao.review.record import (
    Known,
    Record,
    known_of,
    read_records,
    roll_of,
    with_record,
    write_records,
)
from duizhao.review.returned import Return
from duizhao.review.seen import seen_in
from duizhao.review.settle import Fate, Settled
from duizhao.values import value

_LIMIT = 50 * MEGABYTE
_TAKEN = frozenset({Fate.TAKEN, Fate.PROPOSED})


@value
class Since:
    """What need not be sent, since a reviewer has seen it."""

    known: Callable[[str, str, Catalog], Known]
    """Told a document, a language and its catalog, what has been seen of it."""
    document: str = ""
    """The only document that this is about; empty for all."""
    language: str = ""
    """The only translation that this is about; empty for all."""


def records_of(place: Workplace, document: str, language: str) -> tuple[Record, ...]:
    """Return what is remembered of a document's reviews, the oldest first."""
    path = _path(place, document, language)
    if not path.exists():
        return ()
    data = place.project.read_bytes(path, _LIMIT)
    return read_records(data, place.project.shown(path))


def remember_sent(
    place: Workplace, document: str, language: str, anchors: Iterable[Anchor]
) -> None:
    """Remember a file that goes out now."""
    time = place.time.isoformat(timespec="seconds")
    _remember(place, document, language, Record(time, tuple(anchors)))


def remember_back(place: Workplace, back: Return, settled: Settled) -> None:
    """Remember what a reviewer wrote and we took, so that she need not see it again."""
    anchors = tuple(
        Anchor(0, one.key, text_digest(one.theirs))
        for one in settled.outcomes
        if one.fate in _TAKEN and one.key
    )
    if anchors:
        record = Record(back.sent, anchors, back=True)
        _remember(place, back.document, back.language, record)


def _remember(place: Workplace, document: str, language: str, record: Record) -> None:
    records = with_record(records_of(place, document, language), record)
    place.write(_path(place, document, language), write_records(records))


def _path(place: Workplace, document: str, language: str) -> Path:
    return place.project.translations / language / "reviews" / f"{document}.jsonl"


def completed(place: Workplace, back: Return) -> Return:
    """Return a file that another program took the properties from, with what was sent."""
    if back.roll:
        return back
    roll = roll_of(records_of(place, back.document, back.language), back.sent)
    return replace(back, roll=roll, segments=len(roll) if back.sent else 0)


def since_last(place: Workplace) -> Since:
    """Return what has been in any review of which something is remembered."""
    return Since(
        lambda document, language, _: known_of(records_of(place, document, language))
    )


def since_review(place: Workplace, back: Return, path: str) -> Since:
    """Return what is in a file, sent or returned, and in those that were sent before."""
    if not back.document or not back.roll:
        raise SettingsError(
            "this file does not say what was sent",
            path=path,
            hint="give the file as it was sent out, or a git revision",
        )

    def seen(document: str, language: str, catalog: Catalog) -> Known:
        records = records_of(place, document, language)
        before = known_of(one for one in records if one.time < back.sent)
        here = seen_in(catalog, back)
        return {
            key: before.get(key, frozenset()) | here.get(key, frozenset())
            for key in before.keys() | here.keys()
        }

    return Since(seen, back.document, back.language)
