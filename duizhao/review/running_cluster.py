"""The paragraphs of a returned page, each with the bookmarks that are over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from duizhao.review.anchor import Anchor, Spot, Where
from duizhao.review.running_align import Stretch
from duizhao.review.running_read import (
    Paragraph,
    Span,
    joined,
    spans_of,
    spots_of,
)
from duizhao.review.running_store import Put

_MOST: Final = 40  # paragraphs that one bookmark may be over

Key = tuple[int, int]
"""A segment's number, and which of its places it is."""


@dataclass(slots=True)
class Claim:
    """A bookmark over some of a paragraph."""

    spot: Spot
    """What it says."""
    start: int
    """Its first character."""
    stop: int
    """The character after it."""

    @property
    def key(self) -> Key:
        """The place that it is of."""
        return self.spot.anchor.number, self.spot.again


@dataclass(slots=True)
class Seat:
    """Where a segment, or words between segments, were found."""

    put: Put
    """What was sent."""
    stretch: Stretch
    """Where it is in the paragraph."""
    anchor: Anchor | None
    """By its bookmark; None where it has none any more."""
    sure: bool
    """Whether its borders are certain."""


@dataclass(slots=True)
class Cluster:
    """A paragraph of the page, or several that a bookmark holds together."""

    paragraph: Paragraph
    """Its text."""
    claims: list[Claim] = field(default_factory=list)
    """The bookmarks over English."""
    chinese: list[Claim] = field(default_factory=list)
    """The bookmarks over Chinese."""
    copies: list[Claim] = field(default_factory=list)
    """The bookmarks that stand elsewhere, too."""
    seats: list[Seat] = field(default_factory=list)
    """What was found in it."""

    @property
    def text(self) -> str:
        """Its characters."""
        return self.paragraph.text

    @property
    def orphan(self) -> bool:
        """Whether it has words and no bookmark."""
        marked = self.claims or self.chinese or self.copies
        return not marked and bool(self.text.strip())


def clusters_of(paragraphs: list[Paragraph]) -> list[Cluster]:
    """Return paragraphs, those made one that one bookmark is over."""
    ties = [one.goes_on and bool(one.text) for one in paragraphs]
    for _, span in spots_of(spans_of(paragraphs, "bookmarkStart", "bookmarkEnd")):
        first, last = span.start[0], span.stop[0]
        if last - first > _MOST:
            continue
        if len({one.part for one in paragraphs[first : last + 1]}) == 1:
            ties[first:last] = [True] * (last - first)
    groups: list[list[Paragraph]] = []
    tied = False
    for one, goes_on in zip(paragraphs, ties, strict=True):
        if tied and groups[-1][-1].part == one.part:
            groups[-1].append(one)
        else:
            groups.append([one])
        tied = goes_on
    return claimed([one[0] if len(one) == 1 else joined(one) for one in groups])


def claimed(paragraphs: list[Paragraph]) -> list[Cluster]:
    """Return paragraphs with the bookmarks that are over them."""
    found = [Cluster(one) for one in paragraphs]
    spots = spots_of(spans_of(paragraphs, "bookmarkStart", "bookmarkEnd"))
    taken: dict[tuple[Key, Where], tuple[Cluster, Claim]] = {}
    spots.sort(key=lambda one: (one[1].start == one[1].stop, one[0].copied))
    for spot, span in spots:
        cluster = found[span.start[0]]
        claim = _claim(spot, span, cluster)
        place = (claim.key, spot.where)
        if place not in taken:
            taken[place] = (cluster, claim)
            side = cluster.claims if spot.where is Where.PAGE else cluster.chinese
            side.append(claim)
        elif claim.start < claim.stop:
            cluster.copies.append(claim)
    for one in found:
        one.claims.sort(key=lambda claim: (claim.start, claim.stop, claim.key))
    return found


def _claim(spot: Spot, span: Span, cluster: Cluster) -> Claim:
    start = min(span.start[1], len(cluster.text))
    stop = span.stop[1] if span.stop[0] == span.start[0] else len(cluster.text)
    return Claim(spot, start, max(start, min(stop, len(cluster.text))))
