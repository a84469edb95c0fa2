"""How the translations of a publication grew, revision by revision."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from duizhao.catalog.stats import Counts, counts_of, numbers_of
from duizhao.pipeline.tallies import Tallies


class Revision(NamedTuple):
    """What one revision changed."""

    commit: str
    """Its name."""
    time: int
    """When it was made, in seconds since 1970."""
    files: tuple[tuple[str, str], ...]
    """The files that it changed, relative to the publication, each with the name of its
    content; an empty one where the file was removed."""


@dataclass(frozen=True, slots=True)
class Point:
    """The counts after one revision."""

    time: datetime
    """When it was made, in UTC."""
    commit: str
    """The revision; empty for what is not committed yet."""
    counts: Counts
    """All catalogs together."""


Reader = Callable[[Sequence[str]], Iterable[tuple[str, bytes]]]
"""Gives the content that names stand for."""


def follow(
    tallies: Tallies,
    revisions: Sequence[Revision],
    paths: Collection[str],
    read: Reader,
) -> tuple[list[Point], int]:
    """Return a point for each revision that changed the counts, the oldest first.

    `paths` are the catalogs that are followed, relative to the publication. The number
    is that of damaged ones among the old ones, which count as they did before.
    """
    unknown = {
        blob: None
        for revision in revisions
        for path, blob in revision.files
        if blob and path in paths and tallies.of_past(blob) is None
    }
    damaged = 0
    for blob, data in read(list(unknown)):
        damaged += not tallies.add_past(blob, data)
    return list(_points(tallies, revisions, paths)), damaged


def _points(
    tallies: Tallies, revisions: Iterable[Revision], paths: Collection[str]
) -> Iterator[Point]:
    counts: dict[str, list[int]] = {}
    total = [0] * len(numbers_of(Counts()))
    shown = list(total)
    latest = 0
    for revision in revisions:
        for path, blob in revision.files:
            if path not in paths:
                continue
            found = tallies.of_past(blob) if blob else Counts()
            if found is None:
                continue
            before, after = counts.get(path), numbers_of(found)
            counts[path] = after
            total = [
                have + now - old
                for have, now, old in zip(
                    total, after, before or [0] * len(total), strict=True
                )
            ]
        # Clocks differ, and history is rewritten: time never runs backwards here.
        latest = max(latest, revision.time)
        if total != shown:
            shown = list(total)
            time = datetime.fromtimestamp(latest, UTC)
            yield Point(time, revision.commit, counts_of(total))


def with_present(
    points: Sequence[Point], counts: Counts, time: datetime
) -> list[Point]:
    """Return `points` and one for the files as they are, where these differ.

    How much is reused is told of the present alone, for it needs all texts at hand.
    """
    if points and numbers_of(points[-1].counts)[:12] == numbers_of(counts)[:12]:
        return list(points)
    last = max(time, points[-1].time) if points else time
    return [*points, Point(last, "", counts)]
